"""Attitudes between the actors of one sentence, pair by pair; onnxruntime and numpy only.

For each pair a network of six layers reads the sentence with the pieces of both mentions marked, and tells for each
direction how likely one is for or against the other. Classes and task: Park, Pan and Joo (ACL 2021).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from extract.pieces.reader import Reader, reader
from extract.pieces.session import session
from extract.pieces.words import WINDOW, Floats, Ints, Words, read_words
from extract.records import Span

if TYPE_CHECKING:
    import onnxruntime

HERE = Path(__file__).parent / "model"

#: columns of the result, for a pair (p, q)
NEUTRAL, P_FOR_Q, Q_FOR_P, P_AGAINST_Q, Q_AGAINST_P = range(5)
#: the columns as they stand for (q, p)
SWAPPED = (NEUTRAL, Q_FOR_P, P_FOR_Q, Q_AGAINST_P, P_AGAINST_Q)
#: the probability of "neutral" is taken times this before the likeliest class is chosen: most misses are attitudes
#: read as neutral, and this share gave the best F1 of the directed classes on sentences set aside
NEUTRAL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Networks:
    """What reads a sentence: one set per process."""

    reader: Reader
    pairs: onnxruntime.InferenceSession


@lru_cache(maxsize=1)
def _networks(process: int) -> Networks:
    return Networks(reader(), session(HERE / "pairs.onnx"))


def networks() -> Networks:
    """The networks of this process (a session does not survive a fork)."""
    return _networks(os.getpid())


def judge(text: str, sentence: Span, pairs: Sequence[tuple[Span, Span]], given: Networks | None = None) -> Floats:
    """Probabilities (pairs, 5) of the classes for mentions (p, q), as code points of ``text`` inside ``sentence``.

    A mention that cuts a word is taken as the whole word. Swapping p and q swaps the columns exactly, and what a pair
    gives never depends on the other pairs. Mentions too far apart for one window (254 pieces) are neutral.
    Raises ``ValueError`` where a mention holds no word of the sentence or both are the same words, ``ImportError``
    where onnxruntime is not installed.
    """
    given = given or networks()
    words = read_words(text, [sentence], given.reader.tokenizer)
    seen: dict[Span, Floats] = {}
    out = np.zeros((len(pairs), len(SWAPPED)), np.float32)
    for row, (p, q) in enumerate(pairs):
        first, second = sorted((pieces(words, p), pieces(words, q)))
        if first == second:
            raise ValueError(f"mentions {p} and {q} are the same words")
        cut = window(len(words.ids), first[0], max(first[1], second[1]))
        if cut is None:
            out[row, NEUTRAL] = 1
            continue
        if cut not in seen:
            seen[cut] = given.reader.window(words, *cut)[0]
        found = given.pairs.run(None, {"vectors": seen[cut], "shares": shares(cut, first, second)})[0]
        out[row] = found if pieces(words, p) == first else found[list(SWAPPED)]
    return out


def choose(probabilities: Floats) -> Ints:
    """The class of each row: the likeliest, with neutral held back for the best F1 of the directed classes."""
    held = probabilities.copy()
    held[:, NEUTRAL] *= NEUTRAL_SHARE
    out: Ints = held.argmax(1)
    return out


def shares(cut: Span, p: Span, q: Span) -> Floats:
    """Which states speak for the sentence, for p and for q: (3, t) weights, each row summing to one."""
    out = np.zeros((3, cut[1] - cut[0] + 2), np.float32)
    out[0, 0] = 1
    for row, (a, b) in enumerate((p, q), 1):
        out[row, a - cut[0] + 1 : b - cut[0] + 1] = 1 / (b - a)
    return out


def pieces(words: Words, mention: Span) -> Span:
    """Pieces of the words a mention touches."""
    first = int(np.searchsorted(words.end, mention[0], side="right"))
    end = int(np.searchsorted(words.start, mention[1], side="left"))
    if first >= end:
        raise ValueError(f"mention {mention} holds no word of the sentence")
    return int(words.first[first]), int(words.first[end]) if end < len(words) else len(words.ids)


def window(n: int, first: int, end: int) -> Span | None:
    """At most 254 of n pieces with [first, end) in their middle, or none where it does not fit."""
    if n <= WINDOW:
        return 0, n
    if end - first > WINDOW:
        return None
    start = min(max(0, (first + end - WINDOW) // 2), n - WINDOW)
    return start, start + WINDOW
