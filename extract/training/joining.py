"""Fitting of the join: which readings of networks and rules are right, on articles set aside from the networks.

Logistic regression with a small ridge, by Newton's method. A reading is right where its content shares half its words
with a gold content (intersection over union), and cue and source share a word with the gold's.
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

RIDGE, ROUNDS = 1.0, 30
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
    for whose, names in FEATURES.items():
        rows = [(r.features, is_right(a, r.attribution)) for a in articles for r in a.readings if r.whose == whose]
        x, y = np.array([f for f, _ in rows]), np.array([float(right) for _, right in rows])
        assert x.shape[1] == len(names)
        given[whose] = tuple(round(float(w), 4) for w in _regress(x, y))
    best = max(FLOORS, key=lambda floor: f1(articles, Weights(given["networks"], given["rules"], floor)))
    return Weights(given["networks"], given["rules"], best)


def f1(articles: Iterable[Judged], weights: Weights) -> float:
    """Of what is chosen, against gold, both counted once."""
    hits = chosen = gold = 0
    for a in articles:
        kept = choose(a.readings, weights)
        hits += sum(is_right(a, attribution) for attribution, _ in kept)
        chosen, gold = chosen + len(kept), gold + len(a.gold)
    return 2 * hits / max(1, chosen + gold)


def reliability(articles: Iterable[Judged], weights: Weights) -> list[tuple[float, int, int]]:
    """(confidence from, right, all) of what is kept, by tenths: whether a confidence means what it says."""
    bins: dict[int, list[bool]] = {}
    for a in articles:
        for attribution, p in choose(a.readings, weights):
            bins.setdefault(min(9, int(p * 10)), []).append(is_right(a, attribution))
    return [(n / 10, sum(bins[n]), len(bins[n])) for n in sorted(bins)]


def is_right(article: Judged, a: Attribution) -> bool:
    """Whether source, cue and content are all those of one gold attribution."""
    content, cue, source = (_words(article.text, s) for s in (a.content, a.cue, a.source))
    for gold in article.gold:
        other = _words(article.text, gold["content"])
        if 2 * len(content & other) < len(content | other) or not (cue & _words(article.text, gold["cue"])):
            continue
        named = _words(article.text, gold["source"])
        if (_telling(source) & _telling(named)) if source and named else not source and not named:
            return True
    return False


def _words(text: str, spans: Spans) -> set[tuple[int, str]]:
    return {(a + m.start(), m.group().lower()) for a, b in spans for m in _WORD.finditer(text[a:b])}


def _telling(words: set[tuple[int, str]]) -> set[tuple[int, str]]:
    return {w for w in words if w[1] not in _SMALL} or words


def _regress(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.zeros(x.shape[1])
    ridge = RIDGE * np.eye(x.shape[1])
    ridge[0, 0] = 1e-6  # the constant is free
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + ridge @ weights
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, slope)
    return weights
