"""What a text names and nothing could be found for is listed by kind: in the statement, the run report, a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import extract
from kg.cli import main
from kg.query import ask
from kg.store import open_store
from ontology.vocabulary import KIND

EXTENSION = Path(__file__).parent / "extensions" / "pipeline.ttl"
#: text -> (kind, words) of what stays open in its first statement, the date aside
CASES = {
    "Norland accused certain neighbours of arming smugglers.": {("target", "certain neighbours")},
    "Norland blamed some countries for the crisis.": {("target", "some countries")},
    "Norland condemned the rebels in the hills.": {("target", "the rebels")},
    '"We condemn the militants in the hills for the raid," Norland said.': {("target", "the militants")},
    "Norland blamed Ruritania for the raid.": {("target", "Ruritania")},
    "Norland blamed Sudria for the raid.": set(),
    "Norland said it condemned the raid.": set(),
    "Norland told the other side that the talks were over.": {("addressee", "the other side")},
    "Norland told reporters that the talks were over.": {("addressee", "reporters")},
    "Norland told a briefing that the talks were over.": set(),
    "Norland told Sudria that the talks were over.": set(),
    "A spokesman said that the talks were over.": {("holder", "A spokesman")},
    "A spokesman for Norland said that the talks were over.": set(),
    "A former spokesman said that the talks were over.": set(),
    "They said that the talks were over.": {("speaker", "They")},
    "Norland said it opposes the project.": {("topic", "the project")},
    "Norland said it opposes the Sundra pipeline.": set(),
    "Norland said it opposes war.": set(),
}


@pytest.mark.parametrize("text", CASES)
def test_what_stays_open(text: str) -> None:
    first = next(iter(extract.statements(text, published="2020-03-13", ontology=[EXTENSION])))
    assert {(u.kind, u.text) for u in first.unresolved if u.kind != "date"} == CASES[text]
    assert all(u.why and (u.span is None or text[slice(*u.span)] == u.text) for u in first.unresolved)


def test_each_kind_is_in_the_report_and_the_question(tmp_path: Path) -> None:
    for number, text in enumerate(CASES):
        (tmp_path / f"{number}.txt").write_text(f"{text}\n")
    store = tmp_path / "s"
    built = CliRunner().invoke(
        main, ["build", *map(str, sorted(tmp_path.glob("*.txt"))), "--ontology", str(EXTENSION), "--store", str(store)]
    )
    (line,) = [line for line in built.stderr.splitlines() if line.startswith("unresolved")]
    with open_store(store, read_only=True) as opened:
        rows = ask(opened, "what-stayed-unresolved")
        kinds = {kind: ask(opened, "what-stayed-unresolved", kind=kind) for kind in dir(KIND)}
    for kind, found in kinds.items():
        assert found and f"{kind} {len(found)}" in line, kind
        assert all(row["reason"] for row in found)
    assert line.split()[1] == str(len(rows))
    wanted = {pair for pairs in CASES.values() for pair in pairs}
    assert wanted <= {(row["open"], row["phrase"]) for row in rows}
