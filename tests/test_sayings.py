"""One saying, several reports: grouped within an article and across articles, whatever the order they came in."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from extract.interpret.occasion import Report, alike, sayings, stems
from kg.cli import main
from kg.project import network
from kg.query import ask
from kg.store import open_store
from tests.made_articles import everything, written

LONG = "the weir would rob the farmers of the lower valley of their water and break the treaty of Zenda"
#: what another report has otherwise -> whether it is the same saying
CASES = {
    "the same words": ({}, True),
    "another paper's wording": (
        {"words": "the weir would rob farmers in the lower valley of water and break a treaty"},
        True,
    ),
    "a part": ({"words": "the weir would break the treaty of Zenda and rob farmers"}, True),
    "another point of the speech": ({"words": "farmers of the valley will be paid for every lost harvest"}, False),
    "too few words to tell": ({"words": "the weir would break the treaty"}, False),
    "another day": ({"day": "2016-05-03"}, False),
    "a day not known": ({"day": None}, False),
    "nobody in common": ({"who": {"graustark"}, "people": set()}, False),
    "the state of which she speaks": ({"who": {"ruritania"}, "people": set()}, True),
    "another person of that state": ({"who": {"ruritania", "hans-tarlen"}, "people": {"hans-tarlen"}}, False),
    "reported, not quoted": (
        {
            "quoted": False,
            "words": "she saw the treaty of Zenda broken and the farmers of the lower valley robbed of water",
        },
        True,
    ),
    "a topic named in other words": (
        {"quoted": False, "words": "what she thought of the weir, the treaty and the farmers, she told nobody"},
        False,
    ),
    "a long speech that holds it": (
        {"quoted": False, "words": f"{LONG}, and that {' '.join(c * 4 + d * 2 for c in 'abcdef' for d in 'ghijk')}"},
        False,
    ),
}


def report(words: str = LONG, **more: object) -> Report:
    given_by = {
        "who": {"flavia-strofzin", "ruritania"},
        "people": {"flavia-strofzin"},
        "day": "2016-05-02",
        "quoted": True,
        "article": "one",
    }
    data = given_by | more
    return Report(
        frozenset(data["who"]),  # type: ignore[arg-type]
        frozenset(data["people"]),  # type: ignore[arg-type]
        data["day"],  # type: ignore[arg-type]
        stems(words),
        bool(data["quoted"]),
        str(data["article"]),
        str(data.get("name", "")),
        data.get("inside"),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("case", CASES)
def test_what_two_articles_report_as_one_saying(case: str) -> None:
    more, same = CASES[case]
    one, other = report(), report(article="two", **more)
    assert bool(alike(one, other)) is bool(alike(other, one)) is same


def test_in_one_article_an_unknown_day_and_fewer_words_do() -> None:
    lead, title = report(quoted=False), report("weir would rob farmers", day=None, quoted=False)
    assert alike(lead, title)
    assert not alike(lead, report("weir would rob farmers", day="2016-05-03", quoted=False))


def test_what_somebody_says_a_person_said_is_another_saying() -> None:
    outer = report("Strofzin told them that " + LONG, who={"palace", "ruritania"}, people=set(), name="outer")
    inner = report(inside="outer", name="inner")
    assert not alike(outer, inner) and alike(outer, report(name="elsewhere"))


def test_two_sayings_of_one_article_are_not_joined_by_another_article() -> None:
    both = report(LONG + " while the palace would pay the fishermen of the upper valley nothing", article="two")
    first, second = report(LONG), report("the palace would pay the fishermen of the upper valley nothing")
    assert sayings([first, second, both], []) == ((0, 2), (1,))
    assert sayings([first, second, both], [(0, 1)]) == ((0, 1, 2),), "but what repeats the first goes along"


@given(st.permutations(range(9)))
def test_groups_rest_on_the_order_given_alone(order: list[int]) -> None:
    points = [LONG, LONG + " again", "the palace would pay the fishermen of the upper valley nothing at all"]
    reports = [report(points[i % 3], article=f"a{i // 3}", quoted=bool(i % 2)) for i in range(9)]
    key = {id(r): i for i, r in enumerate(reports)}
    shuffled = [reports[i] for i in order]
    back = sorted(shuffled, key=lambda r: key[id(r)])
    assert sayings(back, []) == sayings(reports, [])


# --- in a store

QUOTE = "The weir will rob the farmers of the lower valley of their water"
TEXTS = {
    "herald": f'Weir will rob farmers, Germany says\n\n"{QUOTE}," Angela Merkel said on Monday, 2 May 2016.\n',
    "courier": f"BERLIN, 2 May 2016 - Angela Merkel said on Monday that {QUOTE[0].lower()}{QUOTE[1:]}.\n",
    "echo": "BONN, 2 May 2016 - Angela Merkel said on Monday that the weir would rob farmers in the lower valley.\n",
    "later": f'"{QUOTE}," Angela Merkel said on 9 May 2016.\n',
    "other": f'"{QUOTE}," Vladimir Putin said on 2 May 2016.\n',
    "undated": f'"{QUOTE}," Angela Merkel once said.\n',
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return written(tmp_path / "articles", TEXTS)


def kg(*args: object) -> None:
    done = CliRunner().invoke(main, [*map(str, args)])
    assert done.exit_code == 0, done.stderr


def grouped(store: Path) -> list[list[str]]:
    """The documents of each saying of several reports."""
    groups: dict[str, list[str]] = {}
    with open_store(store, read_only=True) as opened:
        for row in ask(opened, "which-sayings-were-reported-again", least=2):
            groups.setdefault(str(row["saying"]), []).append(str(row["doc"]))
    return [sorted(set(docs)) for docs in groups.values()]


def test_a_quote_and_its_paraphrases_in_three_papers_are_one_saying(articles, tmp_path):
    store = tmp_path / "s"
    kg("build", articles, "--store", store)
    assert grouped(store) == [["courier", "echo", "herald"]], "not on another day, by another, or on no day known"
    with open_store(store, read_only=True) as opened:
        rows = ask(opened, "actors-by-statements", since="2016-05-02", until="2016-05-02")
        merkel = next(r for r in rows if r["actor_name"] == "Angela Merkel")
        assert merkel["sayings"] == 1 and merkel["statements"] >= 3  # type: ignore[operator]
        graph = network(opened, "overview", by="saying")
    assert all(d["weight"] == d["sayings"] <= d["mentions"] for *_, d in graph.edges(data=True))


def test_sayings_do_not_depend_on_order_workers_or_history(articles, tmp_path):
    kg("build", articles, "--store", tmp_path / "at-once", "--workers", 2)
    for number, order in enumerate(list(permutations(["herald", "courier", "echo"]))[1::3]):
        store = tmp_path / f"s{number}"
        for name in order:
            kg("build", articles / f"{name}.txt", "--store", store)
        kg("build", articles, "--store", store)
        with open_store(store, read_only=True) as one, open_store(tmp_path / "at-once", read_only=True) as other:
            assert everything(one) == everything(other)


def test_a_changed_or_forgotten_article_leaves_its_saying(articles, tmp_path):
    store = tmp_path / "s"
    kg("build", articles, "--store", store)
    (articles / "echo.txt").write_text("BONN, 2 May 2016 - Angela Merkel said on Monday that the bridge would open.\n")
    kg("build", articles / "echo.txt", "--store", store)
    assert grouped(store) == [["courier", "herald"]]
    kg("forget", "courier", "--store", store)
    assert grouped(store) == []
