"""The encoder over an article: overlapping windows of pieces -> one tag vector and one state per word.

Windows are run one at a time, so that what an article gives never depends on what else is being read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extract.attribute.tagger.features import BLANK, Words

if TYPE_CHECKING:
    import onnxruntime

Floats = NDArray[np.float32]

#: most pieces in a window (with its two marks 256), and fewest that two windows share
WINDOW, OVERLAP = 254, 30


@dataclass(frozen=True, slots=True)
class Encoded:
    """Per word of an article: log-probabilities of the seven tags and the encoder's state."""

    tags: Floats  #: (words, 7)
    states: Floats  #: (words, 384)


def session(path: Path) -> onnxruntime.InferenceSession:
    """An ONNX session on one thread; onnxruntime is imported only here."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def encode(words: Words, run: onnxruntime.InferenceSession, marks: tuple[int, int], shift: int = 0) -> Encoded:
    """Tags and states of every word, each taken from the window it stands most central in.

    ``marks`` are the numbers of [CLS] and [SEP]; ``shift`` moves inner windows by so many pieces, at most
    half their overlap (training only).
    """
    n = len(words.ids)
    begins, size = windows(n)
    begins = [s if s in (0, n - size) else s + shift for s in begins]
    centres = np.array(begins) + size / 2
    owner = np.abs(words.first[:, None] + 0.5 - centres[None]).argmin(1)
    tags, states = np.zeros((len(words), 7), np.float32), np.zeros((len(words), 384), np.float32)
    for w, s in enumerate(begins):
        e = s + size
        ids = np.concatenate(([marks[0]], words.ids[s:e], [marks[1]]))[None]
        features = np.concatenate(([BLANK], words.feature[s:e], [BLANK]))[None]
        t, x = run.run(("tags", "states"), {"ids": ids, "features": features})
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
