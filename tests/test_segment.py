"""segment: text -> expected sentences and quotations, and laws that hold for every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.records import Article, Block, Passage
from extract.segment import LONGEST_PARAGRAPH, LONGEST_SENTENCE, segment


def passages_of(text: str) -> tuple[Passage, ...]:
    blocks = (Block((0, len(text)), "paragraph"),) if text else ()
    return segment(Article("doc", text, blocks))


def sentences_of(text: str) -> list[str]:
    return [text[a:b] for p in passages_of(text) for a, b in p.sentences]


def quotes_of(text: str) -> list[tuple[str, int, bool]]:
    return [(text[q.span[0] : q.span[1]], q.depth, q.closed) for p in passages_of(text) for q in p.quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. objects. Seoul agrees.", ["The U.S. objects.", "Seoul agrees."]),
        ("Donald J. Trump spoke on Jan. 3 in St. Paul.", ["Donald J. Trump spoke on Jan. 3 in St. Paul."]),
        ("It began at 5 p.m. The vote came later.", ["It began at 5 p.m.", "The vote came later."]),
        ('"We will act. We must." He left.', ['"We will act. We must."', "He left."]),
        ("“Never. Ever,” she said. It ended.", ["“Never. Ever,” she said.", "It ended."]),
        ("He left in Nov. 2016. Nobody knew.", ["He left in Nov. 2016.", "Nobody knew."]),
        ("Why? Because they can!", ["Why?", "Because they can!"]),
        ('"Why?" Minister Ann Roe asked. It ended.', ['"Why?" Minister Ann Roe asked.', "It ended."]),
        ("“Never!” Roe told reporters in Oslo. It ended.", ["“Never!” Roe told reporters in Oslo.", "It ended."]),
        ('"Why?" Ann Roe said it was late.', ['"Why?"', "Ann Roe said it was late."]),
        ('"Why now?" The talks failed. Roe said so.', ['"Why now?"', "The talks failed.", "Roe said so."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He called it "a step" too far.', [('"a step"', 0, True)]),
        ("“One,” he said, “two.”", [("“One,”", 0, True), ("“two.”", 0, True)]),
        ('"A declaration of war.” It was loud.', [('"A declaration of war.”', 0, True)]),
        ("“He said ‘never’ to me,” she said.", [("“He said ‘never’ to me,”", 0, True), ("‘never’", 1, True)]),
        ("''Plain marks,'' he said.", [("''Plain marks,''", 0, True)]),
        ("“It goes on and on", [("“It goes on and on", 0, False)]),
        ("China's and Russia's interests don't meet.", []),
        ("The ministers’ talks ended.", []),
        ("«Nous verrons», a-t-il dit.", [("«Nous verrons»", 0, True)]),
        ("He wants a 'fair deal' now.", [("'fair deal'", 0, True)]),
    ],
)
def test_quotes(text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert quotes_of(text) == expected


def test_furniture_holds_no_passage() -> None:
    text = "Photo by: Agency\nThe minister spoke."
    blocks = (Block((0, 16), "furniture"), Block((17, 36), "paragraph"))
    assert [p.span for p in segment(Article("doc", text, blocks))] == [(17, 36)]


NEWS = st.text(alphabet=st.sampled_from("ab AB.,!?\"'“”‘’«»\n\t()0:—𝕏é"), max_size=120)


@given(NEWS)
def test_every_span_lies_in_its_passage_and_in_order(text: str) -> None:
    for passage in passages_of(text):
        last = passage.span[0]
        for a, b in passage.sentences:
            assert last <= a < b <= passage.span[1]
            last = b
        for quote in passage.quotes:
            a, b = quote.span
            assert passage.span[0] <= a <= quote.inner[0] <= quote.inner[1] <= b <= passage.span[1]


@given(NEWS)
def test_sentences_leave_out_nothing_but_white_space(text: str) -> None:
    for passage in passages_of(text):
        kept = "".join(text[a:b] for a, b in passage.sentences)
        assert "".join(kept.split()) == "".join(text[slice(*passage.span)].split())


def test_what_no_newspaper_prints_is_cut_and_nothing_lost() -> None:
    for unit in ("China said it opposes the plan. ", "and so on, ", "x", '"No," he said. '):
        text = unit * (70_000 // len(unit))
        passages = passages_of(text)
        assert all(p.span[1] - p.span[0] <= LONGEST_PARAGRAPH for p in passages)
        assert all(b - a <= LONGEST_SENTENCE for p in passages for a, b in p.sentences)
        kept = "".join(text[a:b] for p in passages for a, b in p.sentences)
        assert "".join(kept.split()) == "".join(text.split())
