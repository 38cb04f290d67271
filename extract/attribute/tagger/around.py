"""What the cue head is told of the words around one cue: their distance from it, paragraph, quotation, other cues."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.pieces.words import Ints, Words

#: words the cue head sees before and after the first word of a cue; 0.4 % of PolNeAR's contents reach farther
LEFT, RIGHT = 80, 80
#: classes of a word given a cue: other, begins source, goes on, begins content, goes on
CLASSES = 5
OTHER, B_SOURCE, I_SOURCE, B_CONTENT, I_CONTENT = range(CLASSES)
PLACES = 2 * 24 + 1
FLAGS = 3 * 3 * 3


def around(words: Words, cue: tuple[int, int], others: NDArray[np.bool_]) -> tuple[int, int, Ints, Ints]:
    """The stretch of words a cue is read in: (first word, end, place of each, flag of each).

    ``cue`` is the cue's words [start, end), ``others`` marks the words of all cues found.
    """
    a, b = max(0, cue[0] - LEFT), min(len(words), cue[0] + RIGHT)
    index = np.arange(a, b)
    distance = np.where(index < cue[0], index - cue[0], np.maximum(index - cue[1] + 1, 0))
    paragraph = np.clip(words.paragraph[a:b] - words.paragraph[cue[0]], -1, 1) + 1
    kind = np.where((index >= cue[0]) & (index < cue[1]), 2, others[a:b].astype(np.int64))
    return a, b, place(distance), (words.quote[a:b] * 3 + paragraph) * 3 + kind


def place(distance: Ints) -> Ints:
    """Bucket of a signed distance in words: exact to 8, then ever wider, up to +-24 buckets."""
    size = np.abs(distance)
    wide = 8 + np.floor(np.log(np.maximum(size, 8) / 8) / np.log(2) * 4).astype(np.int64)
    bucket = np.minimum(np.where(size < 8, size, wide), PLACES // 2)
    return np.sign(distance) * bucket + PLACES // 2
