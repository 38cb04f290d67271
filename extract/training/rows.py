"""What the cue head learns from: one row per cue, the words around it labelled; and cues that only look like one.

Beside every gold cue stand words the encoder takes for a cue and words that are cues elsewhere. Rows are cut to a
random margin around what they hold, so that the head does not learn how far it is to the edge.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.attribute.tagger.around import B_CONTENT, B_SOURCE, around
from extract.attribute.tagger.decoding import candidates
from extract.pieces.words import Floats, Ints, Words
from extract.training.corpus import Gold, Range, Sample

#: words this likely a cue make a row, gold or not
CANDIDATE = 0.08
#: rows per gold cue from words that are cues elsewhere, and from candidates of the encoder
LIKENESS, MISTAKEN = 0.4, 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One cue to learn from: words [start, end) of its article, labels none where it is no cue."""

    start: int
    end: int
    cue: Range
    place: Ints
    flag: Ints
    labels: Ints | None


def rows(sample: Sample, stretch: Range, tags: Floats, likely: frozenset[str], chance: random.Random) -> Iterator[Row]:
    """Rows of a stretch of an article's words; ``tags`` are log-probabilities (words of the stretch, 7)."""
    first, end = stretch
    inside = [g for g in sample.gold if first <= g.cue[0] and g.cue[1] <= end]
    gold = np.zeros(len(sample.words), bool)
    for g in inside:
        gold[slice(*g.cue)] = True
    found = [(a + first, b + first) for a, b in candidates(tags, CANDIDATE)]
    mistaken = [c for c in found if not gold[slice(*c)].any()]
    wrong = chance.sample(mistaken, min(len(mistaken), 2 + int(MISTAKEN * len(inside))))
    alike = [i for i in range(first, end) if not gold[i] and lowered(sample, i) in likely]
    for i in chance.sample(alike, min(len(alike), max(1, int(len(inside) * LIKENESS)))):
        if not any(a <= i < b for a, b in wrong):
            wrong.append((i, i + 1))
    marked = gold.copy()
    for c in found:
        marked[slice(*c)] = True
    for g in inside:
        cue = g.cue
        if chance.random() < 0.5:  # as the encoder would cut it
            cue = next((c for c in found if c[0] < cue[1] and cue[0] < c[1]), cue)
        yield _row(sample.words, stretch, cue, g, marked, chance)
    for c in wrong:
        yield _row(sample.words, stretch, c, None, marked, chance)


def likely_cues(samples: list[Sample]) -> frozenset[str]:
    """Words in lower case that make up a cue of at most two words somewhere."""
    words = (lowered(s, i) for s in samples for g in s.gold if g.cue[1] - g.cue[0] <= 2 for i in range(*g.cue))
    return frozenset(w for w in words if w.isalpha())


def lowered(sample: Sample, word: int) -> str:
    return sample.text[sample.words.start[word] : sample.words.end[word]].lower()


def _row(
    words: Words, stretch: Range, cue: Range, gold: Gold | None, marked: NDArray[np.bool_], chance: random.Random
) -> Row:
    low, high, place, flag = around(words, cue, marked)
    start, end = max(low, stretch[0]), min(high, stretch[1])
    if chance.random() < 0.85:
        held = [cue, *gold.content, *gold.source] if gold else [cue]
        start = max(start, min(min(a for a, _ in held) - chance.randint(6, 36), cue[0]))
        end = min(end, max(max(b for _, b in held) + chance.randint(6, 36), cue[1] + 8))
    labels = None
    if gold:
        whole = np.zeros(len(words), np.int64)
        for begin, ranges in ((B_CONTENT, gold.content), (B_SOURCE, gold.source)):
            for a, b in ranges:
                whole[a:b] = begin + 1
                whole[a] = begin
        labels = whole[start:end]
    return Row(start, end, cue, place[start - low : end - low], flag[start - low : end - low], labels)
