"""No text of a publisher stands in the project: nothing of fourteen words on end is of the articles beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared_data import SHARED

HOUSE = Path(__file__).parents[1]
ROOMS = ("ontology", "kg", "extract", "queries", "tests")
RUN = 14
TEXTS = [p for name in ("corpus", "polnear", "seesaw", "dse") for p in sorted((SHARED / name).rglob("*"))]


def runs(path: Path) -> Iterator[int]:
    words = [w.lower() for w in re.findall(r"\w+", path.read_text(encoding="utf-8"))]
    return (hash(tuple(words[k : k + RUN])) for k in range(len(words) - RUN + 1))


@pytest.mark.skipif(not TEXTS, reason="no articles lie beside the repository (../shared): nothing to compare with")
def test_no_text_of_a_publisher_stands_here() -> None:
    theirs = {run for path in TEXTS if path.suffix in (".txt", ".tsv") for run in runs(path)}
    kinds = (".py", ".ttl", ".rq", ".md", ".txt", ".html", ".json", ".jsonl", ".csv", ".js")
    ours = [p for room in ROOMS for p in sorted((HOUSE / room).rglob("*")) if p.suffix in kinds]
    found = {str(p.relative_to(HOUSE)): n for p in ours if (n := sum(run in theirs for run in runs(p)))}
    assert len(ours) > 300 and not found
