"""The whole way from text to statements: laws that hold for every text, and the public function of ``extract``."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extract
import kg.samples
from extract.attribute import attribute
from extract.emit import jsonl
from extract.flow import STEPS
from extract.flow import extract as extract_statements
from extract.interpret import interpret
from extract.link import link
from extract.read import read_text
from extract.records import Statement, words
from extract.segment import segment
from ontology.knowledge import load

PIECES = st.sampled_from(
    [
        "China", "the ministry", "Wang Yi, the foreign minister,", "he", "said", "said that", "urged",
        "to halt", "opposes", "according to", "the deployment of THAAD", "it", "“", "”", '"', "'", "‘‘", ",",
        ".", ";", ":", "and", "but", "who", "on Friday", "Feb. 12", "not", "expressed concern over",
        "told reporters", "asked", "(", ")", "—", "\n", "\n\n", "By Jane Doe", "SEOUL (Yonhap) —", "𝕏",
        "\u202e", "", "as saying", "its", "'s", "US", "denied", "a report", "warned",
    ]
)  # fmt: skip
T = TypeVar("T")
TEXT = st.lists(PIECES, max_size=40).map(" ".join)


@settings(deadline=None, max_examples=300)
@given(TEXT)
def test_any_text_gives_statements_that_verify(text: str) -> None:
    article = read_text(text, doc="any", published="2016-02-13")
    statements = extract_statements(article, load())
    assert len({s.id for s in statements}) == len(statements)
    ids = {s.id for s in statements}
    for s in statements:
        assert s.content
        for role, spans in (("source", s.source), ("cue", s.cue), ("content", s.content)):
            assert all(0 <= a < b <= len(text) for a, b in spans)
            assert s.text.get(role, "") == words(text, spans)
        assert s.reported_in is None or s.reported_in in ids
        assert 0.0 <= s.confidence <= 1.0
        assert (s.date is None) == (s.date_basis == "unknown")


def test_another_process_gives_the_same_lines() -> None:
    text = 'Seoul opposes the plan. "We will not join," Foreign Minister Yun Byung-se said on Monday.'
    here = [jsonl(s) for s in extract.statements(text, doc="a", published="2016-02-12")]
    program = (
        "import extract, sys\nfrom extract.emit import jsonl\n"
        "for s in extract.statements(sys.argv[1], doc='a', published='2016-02-12'): print(jsonl(s))"
    )
    command = [sys.executable, "-X", "utf8", "-c", program, text]
    there = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}).stdout
    assert there.splitlines() == here and len(here) == 2


def _lines_run(step: Callable[..., T], *arguments: Any) -> tuple[int, T]:
    """How many lines of ``extract`` a call runs, each turn of a loop or comprehension counted, and what it gives."""
    count, home = 0, str(Path(extract.__file__).parent)

    def line(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += 1
        return line

    before = sys.gettrace()
    sys.settrace(lambda frame, event, arg: line if frame.f_code.co_filename.startswith(home) else None)
    try:
        found = step(*arguments)
    finally:
        sys.settrace(before)
    return count, found


def test_twice_the_text_is_about_twice_the_work() -> None:
    news = "".join(f"{p.read_text('utf-8')}\n\n" for p in sorted(Path(kg.samples.__path__[0]).glob("*.txt")))
    ontology = load()
    # what is built once for an ontology is no work on a text
    extract_statements(read_text(news, doc="any"), ontology, "rules", sides="rules")
    work = []
    for text in (news, news * 2):
        article = read_text(text, doc="any", published="2016-07-12")
        passages = segment(article)
        sayings = attribute(article, passages, ontology, "rules")
        linking, linked = _lines_run(link, article, passages, sayings, ontology)
        interpreting, _ = _lines_run(interpret, article, passages, sayings, linked, ontology, "rules")
        work.append((linking, interpreting))
    # a step that looks at all of an article for each saying in it comes to 2.4 times and more here
    assert all(twice / once < 2.2 for once, twice in zip(*work, strict=True)), work


@pytest.mark.parametrize("day", [date(2016, 2, 12), datetime(2016, 2, 12, 8, 30)])
def test_a_date_may_be_a_date(day: date) -> None:
    text = "Beijing said on Friday that it opposes the plan."
    found = list(extract.statements(text, published=day))
    assert found == list(extract.statements(text, published="2016-02-12")) and found[0].date == "2016-02-12"


@pytest.mark.parametrize("text", [None, b"Beijing said no."])
def test_a_text_that_is_none_is_told(text: object) -> None:
    with pytest.raises(TypeError, match=r"text: expected the article's text as a str, got"):
        list(extract.statements(text))  # type: ignore[arg-type]


def test_steps_are_the_modules() -> None:
    assert list(STEPS) == ["read", "segment", "attribute", "link", "interpret", "emit"]


def test_what_is_less_sure_can_be_left_out_and_nothing_points_at_it() -> None:
    text = "Norway said it was worried. Sweden urged Norway to sign, an official said. Critics hint at a sale."

    def found(floor: float) -> list[Statement]:
        return list(extract_statements(read_text(text, doc="d"), load(), "rules", floor))

    every = found(0.0)
    outer = max(s.confidence for s in every if s.id in {s.reported_in for s in every})
    for floor in sorted({s.confidence for s in every}):
        kept = found(floor)
        left = {s.id for s in kept}
        assert left == {s.id for s in every if s.confidence >= floor}
        assert all(s.reported_in in (None, *left) and s.repeats in (None, *left) for s in kept)
    assert 0 < outer < 1 and len(found(0.99)) < len(every)


@pytest.mark.parametrize(
    ("name", "choices"), [("attributor", "auto or rules or tagger"), ("sides", "network or rules")]
)
def test_an_unknown_choice_is_refused_with_those_there_are(name: str, choices: str) -> None:
    with pytest.raises(ValueError, match=f"{name} 'nope' is not known; choose {choices}"):
        list(extract.statements("China said that it opposes the plan.", **{name: "nope"}))  # type: ignore[arg-type]
