"""Quality only goes up: the kept figures of ``scoreboard.json`` are floors, on the same data."""

import json

import pytest

from extract.attribute import AttributorError, require
from extract.flow import extract
from extract.read import read_text
from extract.records import words
from extract.training import gold
from kg.evaluate import evaluate, read_gold
from ontology.knowledge import load
from tests import scoreboard
from tests.shared_data import SHARED, needs_polnear, polnear

BOARD = json.loads(scoreboard.KEPT.read_text())
CASES = [(attributor, name) for attributor in sorted(BOARD) for name in sorted(BOARD[attributor])]


@pytest.mark.parametrize(("attributor", "name"), CASES)
def test_no_figure_falls(attributor: str, name: str) -> None:
    place, measure = scoreboard.SETS[name]
    try:
        require(attributor)
    except AttributorError as error:
        pytest.skip(str(error))
    if not place.is_dir():
        pytest.skip(f"the data of {name!r} does not lie beside the repository (../shared): not measured here")
    kept, now = BOARD[attributor][name], measure(attributor)
    assert now["data"] == kept["data"], "the data changed: measure anew with python -m tests.scoreboard --keep"
    assert scoreboard.fallen(kept, now, scoreboard.noise_of(attributor)) == []


def test_our_own_gold_is_always_measured() -> None:
    assert all("own" in sets for sets in BOARD.values()) and BOARD


def test_two_annotators_agree() -> None:
    """As ``tests/gold/README.md`` says: what a careful reader reaches, and a change to either marks must tell."""
    again = read_gold(scoreboard.OWN / "second")
    for folder, articles, expected in (
        (scoreboard.OWN, 6, (0.992, 0.963, 0.943, 0.939, 0.866)),
        (scoreboard.SHIPPED, 5, (0.977, 0.896, 0.966, 0.980, 0.914)),
    ):
        first = {doc: marks for doc, marks in read_gold(folder).items() if doc in again}
        texts = {doc: gold.read_marks(folder / f"{doc}.json", scoreboard.TEXTS).article.text for doc in first}
        found = scoreboard.figures_of(evaluate(first, {doc: again[doc] for doc in first}, texts))
        assert len(first) == articles
        figures = ("statements", "targets", "stances", "positions", "act")
        assert tuple(round(found[name], 3) for name in figures) == expected


def test_gold_spans_slice_to_words() -> None:
    for path in sorted(scoreboard.OWN.rglob("*.json")):
        if path.parent == scoreboard.PRESS and not (SHARED / "polnear").is_dir():
            continue  # the articles are not ours
        marked = gold.read_marks(path, (scoreboard.OWN, scoreboard.SHIPPED, *scoreboard.TEXTS))
        text = marked.article.text
        for s in marked.statements:
            spans = [span for role in ("source", "cue", "content") for span in s[role]]
            assert spans and all(text[a:b] == text[a:b].strip() != "" for a, b in spans), (path.name, s["id"])


@needs_polnear
@pytest.mark.parametrize(("attributor", "step", "least"), [("rules", 1, 10_000), ("tagger", 28, 500)])
def test_every_span_verifies_over_polnear(attributor: str, step: int, least: int) -> None:
    ontology = load()
    count = 0
    for path in polnear("all")[::step]:
        text = path.read_bytes().decode("utf-8")
        for s in extract(read_text(text, doc=path.stem), ontology, attributor):
            count += 1
            for role, spans in (("source", s.source), ("cue", s.cue), ("content", s.content)):
                assert all(0 <= a < b <= len(text) for a, b in spans), (path.name, role, spans)
                assert s.text.get(role, "") == words(text, spans), (path.name, role)
    assert count > least


def test_a_fallen_figure_is_told() -> None:
    kept = {"figures": {"a": 0.8, "b": 0.5}}
    assert scoreboard.fallen(kept, {"figures": {"a": 0.7, "b": 0.6}}) == ["a: 0.8000 was kept, 0.7000 now"]
