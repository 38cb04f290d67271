"""From what the networks say to source, cue and content: candidates for cues, then the spans each cue takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.attribute.tagger.around import B_CONTENT, B_SOURCE, CLASSES, I_CONTENT, I_SOURCE
from extract.pieces.words import Floats

#: numbers of the encoder's tags
TAG_B_CUE, TAG_I_CUE = 3, 4
#: a word is part of a candidate from this probability of being cue on; the cue head then judges the candidate
CANDIDATE = 0.2
#: a fragment of content below this mean probability is dropped where a better one stands
FRAGMENT = 0.6
#: score of a path that is not well formed: I without B or I of the same kind before it
_FORBIDDEN = -1e9

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in words of the article, with what each part was worth (probabilities)."""

    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    cue_value: float
    source_value: float
    content_value: float


def candidates(tags: Floats, threshold: float = CANDIDATE) -> list[Range]:
    """Word ranges that may be a cue, from the tag log-probabilities (words, 7), left to right, disjoint."""
    p = np.exp(tags)
    begin, inside = p[:, TAG_B_CUE], p[:, TAG_I_CUE]
    out: list[Range] = []
    start = -1
    for i in np.flatnonzero(begin + inside >= threshold):
        if start >= 0 and out[-1][1] == i and not (begin[i] > inside[i] and begin[i] > 0.5 * (1 - inside[i])):
            out[-1] = (out[-1][0], int(i) + 1)
            continue
        start = int(i)
        out.append((start, start + 1))
    return out


def best_paths(scores: Floats) -> NDArray[np.int64]:
    """Most probable well-formed class sequences (Viterbi) of log-probabilities: (n, words, 5) -> (n, words)."""
    n, length, _ = scores.shape
    allowed = np.zeros((CLASSES, CLASSES), np.float32)
    for inside, begin in ((I_SOURCE, B_SOURCE), (I_CONTENT, B_CONTENT)):
        for before in range(CLASSES):
            if before not in (inside, begin):
                allowed[before, inside] = _FORBIDDEN
    total = scores[:, 0].copy()
    total[:, [I_SOURCE, I_CONTENT]] += _FORBIDDEN
    back = np.zeros(scores.shape, np.int64)
    for t in range(1, length):
        step = total[:, :, None] + allowed[None]
        back[:, t] = step.argmax(1)
        total = step.max(1) + scores[:, t]
    path = np.zeros((n, length), np.int64)
    path[:, -1] = total.argmax(1)
    rows = np.arange(n)
    for t in range(length - 1, 0, -1):
        path[:, t - 1] = back[rows, t, path[:, t]]
    return path


def spans_of(path: NDArray[np.int64], begin: int, inside: int, offset: int) -> list[Range]:
    """Runs of one kind in a path, moved by ``offset``."""
    out: list[Range] = []
    for i in np.flatnonzero((path == begin) | (path == inside)):
        if out and out[-1][1] == i + offset and path[i] == inside:
            out[-1] = (out[-1][0], int(i) + offset + 1)
        else:
            out.append((int(i) + offset, int(i) + offset + 1))
    return out


def read_path(cue: Range, cue_value: float, scores: Floats, path: NDArray[np.int64], offset: int) -> Found | None:
    """What one cue takes, or None where it takes no content. ``scores`` are log-probabilities (words, 5)."""
    p = np.exp(scores)

    def value(span: Range, kinds: tuple[int, int]) -> float:
        return float(p[span[0] - offset : span[1] - offset, kinds].sum(1).mean())

    contents = [(s, value(s, (B_CONTENT, I_CONTENT))) for s in spans_of(path, B_CONTENT, I_CONTENT, offset)]
    if not contents:
        return None
    best = max(v for _, v in contents)
    kept = [(s, v) for s, v in contents if v >= FRAGMENT or v == best]
    words = sum(b - a for (a, b), _ in kept)
    content_value = sum(v * (b - a) for (a, b), v in kept) / words
    sources = [(value(s, (B_SOURCE, I_SOURCE)), s) for s in spans_of(path, B_SOURCE, I_SOURCE, offset)]
    if sources:
        source_value, source = max(sources)
    else:
        source, source_value = None, float(1 - p[:, [B_SOURCE, I_SOURCE]].sum(1).max())
    return Found(cue, source, tuple(s for s, _ in kept), cue_value, source_value, content_value)
