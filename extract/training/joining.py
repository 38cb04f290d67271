"""Fitting of the join: which readings of networks and rules are right, on articles set aside from the networks.

Logistic regression with a small ridge, by Newton's method; measured by fitting on some of the articles and choosing
from the others. A reading is right where its content shares half its words with a gold content (intersection over
union), and cue and source share a word with the gold's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.attribute import rules
from extract.attribute.tagger.join import FEATURES, Reading, Weights, choose, readings
from extract.attribute.tagger.tag import Networks, propose
from extract.read import read_text
from extract.records import Attribution, Spans
from extract.segment import segment
from ontology.knowledge import load

RIDGE, ROUNDS = 15.0, 30
FLOORS = [n / 100 for n in range(25, 66, 5)]
_WORD = re.compile(r"\w+")
_SMALL = frozenset("a an the of in on at for to from by with and or but s as that this its his her their our".split())

#: role -> spans, as in the corpus's JSON
Marks = dict[str, Spans]


@dataclass(frozen=True, slots=True)
class Judged:
    """An article's readings and gold."""

    text: str
    readings: tuple[Reading, ...]
    gold: tuple[Marks, ...]


def judged(folder: Path, names: Iterable[str], networks: Networks) -> list[Judged]:
    """The readings and gold of articles NAME.txt and NAME.json of a folder."""
    ontology = load(())
    out = []
    for name in names:
        text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
        article = read_text(text, doc=name)
        passages = segment(article)
        proposals, pages = propose(article, passages, networks)
        found = readings(text, passages, proposals, pages, rules.attribute(article, passages, ontology))
        marks = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        gold = tuple({role: tuple(map(tuple, m[role])) for role in ("source", "cue", "content")} for m in marks)
        out.append(Judged(text, tuple(found), gold))
    return out


def fit(articles: Sequence[Judged]) -> Weights:
    """Weights from all readings of the articles; the floor is the one that gives the highest F1 on them."""
    given = {}
    for whose in FEATURES:
        rows = [(r.features, is_right(a, r.attribution)) for a in articles for r in a.readings if r.whose == whose]
        x, y = np.array([f for f, _ in rows]), np.array([float(right) for _, right in rows])
        given[whose] = tuple(round(float(w), 4) for w in regress(x, y))

    def at(floor: float) -> Weights:
        return Weights(given["networks"], given["rules"], floor)

    return at(max(FLOORS, key=lambda floor: f1((a, choose(a.readings, at(floor))) for a in articles)))


def f1(chosen: Iterable[tuple[Judged, list[tuple[Attribution, float]]]]) -> float:
    """Of what was chosen from each article, against its gold."""
    hits = kept = gold = 0
    for article, found in chosen:
        hits += sum(is_right(article, attribution) for attribution, _ in found)
        kept, gold = kept + len(found), gold + len(article.gold)
    return 2 * hits / max(1, kept + gold)


def crossed(articles: Sequence[Judged], folds: int = 6) -> list[tuple[Judged, list[tuple[Attribution, float]]]]:
    """What is chosen from each article by weights fitted on the other folds."""
    weights = [fit([a for n, a in enumerate(articles) if n % folds != fold]) for fold in range(folds)]
    return [(a, choose(a.readings, weights[n % folds])) for n, a in enumerate(articles)]


def reliability(chosen: Iterable[tuple[Judged, list[tuple[Attribution, float]]]]) -> list[tuple[float, int, int]]:
    """(confidence from, right, all) of what was chosen, by tenths: whether a confidence means what it says."""
    bins: dict[int, list[bool]] = {}
    for article, found in chosen:
        for attribution, p in found:
            bins.setdefault(min(9, int(p * 10)), []).append(is_right(article, attribution))
    return [(n / 10, sum(bins[n]), len(bins[n])) for n in sorted(bins)]


def is_right(article: Judged, a: Attribution) -> bool:
    """Whether source, cue and content are all those of one gold attribution."""
    content, cue, source = (words_of(article.text, s) for s in (a.content, a.cue, a.source))
    for gold in article.gold:
        other = words_of(article.text, gold["content"])
        if 2 * len(content & other) < len(content | other) or not (cue & words_of(article.text, gold["cue"])):
            continue
        named = words_of(article.text, gold["source"])
        if (_telling(source) & _telling(named)) if source and named else not source and not named:
            return True
    return False


def words_of(text: str, spans: Spans) -> set[tuple[int, str]]:
    return {(a + m.start(), m.group().lower()) for a, b in spans for m in _WORD.finditer(text[a:b])}


def _telling(words: set[tuple[int, str]]) -> set[tuple[int, str]]:
    return {w for w in words if w[1] not in _SMALL} or words


def regress(x: NDArray[np.float64], y: NDArray[np.float64], strength: float = RIDGE) -> NDArray[np.float64]:
    """Weights of a logistic regression whose first feature is the constant."""
    weights = np.zeros(x.shape[1])
    ridge = strength * np.eye(x.shape[1])
    ridge[0, 0] = 1e-6  # the constant is free
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + ridge @ weights
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, slope)
    return weights
