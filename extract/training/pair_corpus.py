"""The corpus of the pair step: sentences with two marked mentions and who is for or against whom, and its figures.

A row holds a sentence with two mentions in square brackets, both mentions, and a class from 0 to 4, the classes of
``extract.interpret.pairs.judge`` (Park, Pan and Joo, ACL 2021). The first mention is p.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from extract.pieces.words import Ints
from extract.records import Span

_MARKED = re.compile(r"([^\[\]]*)\[([^\[\]]+)\]([^\[\]]*)\[([^\[\]]+)\]([^\[\]]*)")


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence with the code points of both mentions, p before q, and its class."""

    text: str
    p: Span
    q: Span
    label: int


def examples(path: Path) -> list[Example]:
    """The rows of a file of the corpus, brackets taken out. Raises ``ValueError`` for a row that is not one."""
    out = []
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t"), 1):
            found = _MARKED.fullmatch(row[0])
            if len(row) != 4 or found is None or row[3] not in "01234":
                raise ValueError(f"{path}, row {number}: not a sentence with two mentions in brackets and a class")
            before, p, between, q, after = found.groups()
            a, b = len(before), len(before) + len(p) + len(between)
            out.append(Example(before + p + between + q + after, (a, a + len(p)), (b, b + len(q)), int(row[3])))
    return out


def set_aside(given: Sequence[Example], every: int = 10) -> tuple[list[Example], list[Example]]:
    """(to learn from, to choose by): about one in ``every``, no sentence and no pair of mentions in both parts."""

    def pair(e: Example) -> frozenset[str]:
        return frozenset(e.text[a:b].lower() for a, b in (e.p, e.q))

    def drawn(e: Example) -> bool:
        return int.from_bytes(sha256("\t".join(sorted(pair(e))).encode()).digest()[:4]) % every == 0

    aside = [e for e in given if drawn(e)]
    known = {e.text for e in aside}
    return [e for e in given if not drawn(e) and e.text not in known], aside


def figures(chosen: Ints, labels: Ints) -> dict[str, float]:
    """Precision, recall and F1 of the directed classes together, F1 of each class, their mean, accuracy."""
    right = (chosen == labels) & (labels > 0)
    precision, recall = right.sum() / max(1, (chosen > 0).sum()), right.sum() / max(1, (labels > 0).sum())
    out = {"P": precision, "R": recall, "directed": 2 * precision * recall / max(1e-9, precision + recall)}
    each = [
        2 * ((chosen == c) & (labels == c)).sum() / max(1, (chosen == c).sum() + (labels == c).sum()) for c in range(5)
    ]
    out |= {"macro": float(np.mean(each)), **{f"class {c}": f for c, f in enumerate(each)}}
    out["accuracy"] = (chosen == labels).mean()
    return {name: round(float(value), 4) for name, value in out.items()}
