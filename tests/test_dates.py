"""When a saying was made: own time, carried time, and what an article that prints no date proves."""

from __future__ import annotations

from datetime import date

import pytest

import extract
from extract.interpret import reading
from extract.interpret.date import TimeWord, anchor, resolve, time_words
from extract.link import link
from extract.records import Article
from extract.segment import segment
from tests.test_interpret import ONTOLOGY, attributions, read

DAY = date(2020, 3, 13)  # a Friday
WORDS = [
    ("on Friday", "2020-03-13"),
    ("on Thursday", "2020-03-12"),
    ("Saturday", "2020-03-07"),
    ("yesterday", "2020-03-12"),
    ("today", "2020-03-13"),
    ("earlier in the day", "2020-03-13"),
    ("on March 2", "2020-03-02"),
    ("Mar. 2", "2020-03-02"),
    ("on 2 March", "2020-03-02"),
    ("on Dec. 30", "2019-12-30"),
    ("on December 30, 2017", "2017-12-30"),
    ("29 April 2016", "2016-04-29"),
    ("2016-04-29", "2016-04-29"),
    ("the day before.", "2020-03-12"),
    ("the previous day, at sea", "2020-03-12"),
    ("a day earlier", "2020-03-12"),
    ("last year", None),
    ("Feb. 30", None),
]


def times(text: str) -> list[TimeWord]:
    article = Article("case", text)
    return time_words(reading.read(article, segment(article)))


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words(text: str, expected: str | None) -> None:
    found = times(text)
    assert len(found) == 1
    assert resolve(found[0], DAY) == expected


@pytest.mark.parametrize(
    "text", ["it may 5 years later", "12:30", "about 400 ships", "a friday-like mood", "the day before the vote"]
)
def test_no_time(text: str) -> None:
    assert [w for w in times(text) if w.kind != "vague"] == []


ONE = [
    ("On Tuesday, [S Norland] [C said] [T the ferry left].", "2020-03-10", "weekday"),
    ("[S Norland] [C said] on March 2 [T the ferry left].", "2020-03-02", "explicit"),
    ("[S Norland] [C said] yesterday [T the ferry left].", "2020-03-12", "relative"),
    ("[S Norland] [C said] [T the ferry left].", "2020-03-13", "publication"),
    ('[T "On Monday the ferry left,"] [S Norland] [C said] on Thursday.', "2020-03-12", "weekday"),
    ("[S Norland] [C announced] [T an agreement on March 2 to open the port].", "2020-03-02", "explicit"),
    ("[S Norland] [C condemned] [T Sudria on Tuesday for closing the port].", "2020-03-10", "weekday"),
    ("[S Norland] [C rejected] [T the plan on Tuesday].", "2020-03-10", "weekday"),
    ("[S Norland] [C said] [T the ferry on Tuesday of all days left].", "2020-03-13", "publication"),
    ("[S Norland] [C said] last year [T the ferry was old].", None, "unknown"),
    ("[S Norland], which met Sudria last month, [C said] [T the ferry was old].", "2020-03-13", "publication"),
    ("Last year, [S Norland] [C said] [T the ferry was old].", None, "unknown"),
    ("[S Norland] [C said] in February [T the ferry was old].", None, "unknown"),
    ("In the 1990s, at a time of many and long quarrels between all, [S Norland] [C said] [T no].", None, "unknown"),
    ("Just last week, in the oldest and widest hall of its parliament, [S Norland] [C said] [T no].", None, "unknown"),
    ("[S Norland], which once mocked it, [C said] on Tuesday [T the ferry was old].", "2020-03-10", "weekday"),
    ("[S Norland] often [C calls] [T the ferry old].", None, "unknown"),
    ("In a recent debate, [S Norland] [C called] [T the ferry old].", None, "unknown"),
    # days of other events
    ("[S Anna Venn], who died on Monday, [C wrote] [T that the ferry was old].", "2020-03-13", "publication"),
    ("[S Norland], which will vote on Monday, [C said] [T the ferry was old].", "2020-03-13", "publication"),
    ("[S Norland] [C opposed] [T the ferry] ahead of its March 2 vote.", "2020-03-13", "publication"),
    ("[S Norland] [C opposed] [T the ferry] in a March 2 statement.", "2020-03-02", "explicit"),
    ("[S Norland] [C has long opposed] [T the Gorge Dam].", None, "unknown"),
    ("[S Norland] [C has insisted] [T the ferry is safe].", None, "unknown"),
    ("[S Norland] [C believes] [T the ferry is safe].", None, "unknown"),
    ("[S Norland]'s [C opposition to] [T the Gorge Dam] is well known.", None, "unknown"),
]


@pytest.mark.parametrize(("marked", "day", "basis"), ONE)
def test_one_saying(marked: str, day: str | None, basis: str) -> None:
    (found,) = read(marked)
    assert (found.date, found.date_basis) == (day, basis), found.reasons


def test_the_time_of_another_event_in_a_headline_is_none_of_its_sayings() -> None:
    (found,) = read("[S Norland] [C threatens] [T a halt] as ban begins on Monday", title=True)
    assert found.date == "2020-03-13"


def test_a_time_another_saying_tells_of_is_none_of_ones_own() -> None:
    text = "Norway accused Sweden of having lied for years and said the ferry was late."
    _, second = extract.statements(text, published="2020-03-13", sides="rules")
    assert second.date == "2020-03-13"


def test_a_time_left_vague_holds_for_the_paragraph() -> None:
    text = "In February, Norway accused Sweden of delay. It added that the ferry was late.\n\nNorway denied a delay."
    dates = [s.date for s in extract.statements(text, published="2020-03-13", sides="rules")]
    assert dates == [None, None, "2020-03-13"]


def test_a_day_earlier_counts_from_the_day_named_before_it() -> None:
    (found,) = read("[S Venn], who took office on Monday, [C told] lawmakers a day earlier [T that the ferry was old].")
    assert found.date == "2020-03-08"
    _, before = read(
        "[S Venn] [C said] on Thursday [T the ferry left].\nOnly the day before, [S Sudria] [C said] [T it was late]."
    )
    assert before.date == "2020-03-11"


def test_a_speaker_carries_the_day() -> None:
    first, second = read('[S Venn] [C said] on Tuesday [T the ferry left].\n[T "It was late,"] [S she] [C said].')
    assert (first.date, second.date, second.date_basis) == ("2020-03-10", "2020-03-10", "inferred")


def test_another_speaker_does_not_carry_an_old_day() -> None:
    _, second = read("[S Venn] [C said] on Jan. 2 [T the ferry left].\n[S Sudria] [C said] [T it was late].")
    assert second.date == "2020-03-13"


def test_a_later_saying_of_ones_side_dates_a_heading_alone() -> None:
    told = "[S Norland] [C rejected] [T the report].\nIts foreign minister [S Venn] [C said] on Monday [T no]."
    assert read(told)[0].date == "2020-03-13"


def test_what_is_said_at_a_meeting_has_its_day() -> None:
    first, answer, absent = read(
        "Foreign Minister [S Anna Venn] [C told] her guest Ole Brandt [T the ferry left].\n"
        "The two ministers met late on Wednesday in a hotel. [S Brandt] [C answered] [T the ferry was old].\n"
        "[S Ilse Holm], a fisher, [C said] [T the ferry was safe]."
    )
    assert [first.date, answer.date, absent.date] == ["2020-03-11", "2020-03-11", "2020-03-13"]
    assert "meeting" in answer.reasons[-1] and "carried" not in absent.reasons[-1], absent.reasons


def test_a_meeting_still_to_come_dates_nothing() -> None:
    statement = read("[S Anna Venn] [C said] [T the ferry left]. Venn will meet Ole Brandt on Thursday.")[0]
    assert statement.date == "2020-03-13"


def test_a_nested_saying_shares_the_day_around_it() -> None:
    outer, inner = read("[T [S Norland] [C opposes] [T the Gorge Dam]], [S Venn] [C said] on Tuesday.")
    assert outer.date == "2020-03-10" and inner.date == "2020-03-10"


def test_headline_in_the_present_has_the_day_of_its_body() -> None:
    head, _ = read(
        "[S Norland] [C opposes] [T Gorge Dam]\n[S Norland] [C said] on Thursday [T the Gorge Dam hurts farmers].",
        title=True,
    )
    assert head.date == "2020-03-12"


def test_no_date_printed_none_given() -> None:
    (found,) = read("[S Norland] [C said] on Friday [T the ferry left].", published=None)
    assert found.date is None and found.date_basis == "unknown"


def test_a_dated_caption_proves_the_week() -> None:
    marked = (
        "A tanker explosion seen from the harbour lighthouse on March 8, 2020\n"
        "[S Norland] [C said] on Friday [T the ferry left].\n"
        "Sunday's tanker explosion near the harbour shook the town."
    )
    (found,) = read(marked, published=None)
    assert (found.date, found.date_basis) == ("2020-03-13", "inferred")


def test_where_the_text_proves_a_day_others_who_spoke_have_it_too() -> None:
    marked = (
        "A tanker explosion seen from the harbour lighthouse on March 8, 2020\n"
        "[S Norland] [C said] on Friday [T the ferry left].\n"
        "Sunday's tanker explosion near the harbour shook the town. [S Sudria] [C said] [T it was late]."
    )
    other = read(marked, published=None)[1]
    assert (other.date, other.date_basis) == ("2020-03-13", "inferred")


def test_a_dated_caption_of_something_else_proves_nothing() -> None:
    marked = (
        "The old lighthouse on March 8, 2020\n"
        "[S Norland] [C said] on Friday [T the ferry left].\n"
        "Sunday's tanker explosion near the harbour shook the town."
    )
    assert read(marked, published=None)[0].date is None


def proved(marked: str, line: str = "--03-12") -> date | None:
    """The day of an article whose dateline prints no year."""
    text, found = attributions(marked)
    article = Article("case", text, dateline_date=line)
    mentions = link(article, segment(article), tuple(found), ONTOLOGY).mentions
    day, basis = anchor(article, times(text), mentions, ONTOLOGY)
    assert basis == ("inferred" if day else "unknown")
    return day


SAID = "[T the ferry left], Foreign Minister [S Mara Venn] [C said] "


def test_dateline_weekday_and_terms_of_office_prove_the_year() -> None:
    """March 12 was a Thursday in 2015, 2020 and 2026; only in 2020 was Mara Venn in office."""
    assert proved(SAID + "on Thursday.") == date(2020, 3, 12)
    assert proved("[T the ferry left], a [S fisher] [C said] on Thursday.") is None


def test_a_ministers_counterpart_holds_a_post_too() -> None:
    assert proved("[T the ferry left], her counterpart [S Mara Venn] [C said] on Thursday.") == date(2020, 3, 12)


def test_who_is_named_as_a_former_office_holder_proves_no_year() -> None:
    assert proved("[T the ferry left], former foreign minister [S Mara Venn] [C said] on Thursday.") is None
    assert proved("[T the ferry left], [S Mara Venn] [C said] on Thursday.") is None


def test_a_day_beside_its_weekday_proves_the_year_whatever_weekday_comes_first() -> None:
    """March 11 was a Wednesday in 2015, 2020 and 2026."""
    assert proved("On Sunday it rained. " + SAID + "on Wednesday, March 11.") == date(2020, 3, 12)
    assert proved("On Sunday it rained. " + SAID + "on Tuesday, March 11.") is None


def test_the_datelines_own_weekday_proves_the_year_where_earlier_days_are_named_first() -> None:
    assert proved("On Sunday it rained. " + SAID + "on Thursday.") == date(2020, 3, 12)


def test_no_year_before_one_the_text_names_is_proved() -> None:
    assert proved(SAID + "on Thursday. It was built in 2024.") is None
    assert proved(SAID + "on Thursday. It is to be rebuilt by 2024.") == date(2020, 3, 12)
