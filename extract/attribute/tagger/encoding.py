"""The encoder over an article: overlapping windows of pieces -> one tag vector and one state per word.

Windows are run one at a time, so that what an article gives never depends on what else is being read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from extract.pieces.reader import Reader
from extract.pieces.words import WINDOW, Floats, Words

if TYPE_CHECKING:
    import onnxruntime

#: fewest pieces that two windows share
OVERLAP = 30


@dataclass(frozen=True, slots=True)
class Encoded:
    """Per word of an article: log-probabilities of the seven tags and the encoder's state."""

    tags: Floats  #: (words, 7)
    states: Floats  #: (words, 384)


def encode(words: Words, reader: Reader, run: onnxruntime.InferenceSession) -> Encoded:
    """Tags and states of every word, each taken from the window it stands most central in."""
    begins, size = windows(len(words.ids))
    centres = np.array(begins) + size / 2
    owner = np.abs(words.first[:, None] + 0.5 - centres[None]).argmin(1)
    tags, states = np.zeros((len(words), 7), np.float32), np.zeros((len(words), 384), np.float32)
    for w, s in enumerate(begins):
        vectors, features = reader.window(words, s, s + size)
        t, x = run.run(("tags", "states"), {"vectors": vectors[None], "features": features[None]})
        mine = np.flatnonzero(owner == w)
        rows = words.first[mine] - s + 1
        tags[mine], states[mine] = t[rows], x[rows]
    return Encoded(log_softmax(tags), states)


def windows(n: int) -> tuple[list[int], int]:
    """First pieces and size of the windows over n pieces: as few as can be, then as short as their overlap allows."""
    if n <= WINDOW:
        return [0], n
    count = math.ceil((n - OVERLAP) / (WINDOW - OVERLAP))
    size = math.ceil((n + (count - 1) * OVERLAP) / count)
    return [round(i * (n - size) / (count - 1)) for i in range(count)], size


def log_softmax(x: Floats) -> Floats:
    """Log-probabilities along the last axis."""
    top = x.max(-1, keepdims=True)
    out: Floats = x - top - np.log(np.exp(x - top).sum(-1, keepdims=True))
    return out
