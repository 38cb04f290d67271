"""The network's answers: for every topic and actor whether the speaker is for or against it, and the speech act.

Also the classes of Park, Pan and Joo (ACL 2021) for two actors of a sentence, each asked about the other.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from extract.interpret.sides.question import Question, lay
from extract.pieces.reader import Reader, reader
from extract.pieces.session import session
from extract.pieces.words import Floats
from extract.records import Span

if TYPE_CHECKING:
    import onnxruntime

HERE = Path(__file__).parent / "model"

#: columns of a side
NONE, FOR, AGAINST = range(3)
#: columns of the act
ACTS = ("assert", "announce", "urge", "warn", "criticise", "deny", "support")
#: columns of the result for a pair (p, q)
NEUTRAL, P_FOR_Q, Q_FOR_P, P_AGAINST_Q, Q_AGAINST_P = range(5)
#: the columns as they stand for (q, p)
SWAPPED = (NEUTRAL, Q_FOR_P, P_FOR_Q, Q_AGAINST_P, P_AGAINST_Q)


@dataclass(frozen=True, slots=True)
class Networks:
    """What reads a question: one set per process."""

    reader: Reader
    sides: onnxruntime.InferenceSession


@dataclass(frozen=True, slots=True)
class Answer:
    """Probabilities."""

    topics: Floats  #: (topics, 3): none, for, against
    actors: Floats  #: (actors, 3)
    act: Floats  #: (7), in the order of ACTS


def load_networks(folder: Path, pieces: Reader) -> Networks:
    return Networks(pieces, session(folder / "sides.onnx"))


@lru_cache(maxsize=1)
def _networks(process: int) -> Networks:
    return load_networks(HERE, reader())


def networks() -> Networks:
    """The networks of this process (a session does not survive a fork)."""
    return _networks(os.getpid())


def judge(text: str, question: Question, given: Networks | None = None) -> Answer:
    """What the network makes of a question; the same question gives the same answer whatever was asked before."""
    _, sides, act = _ask(text, question, given or networks())
    n = len(question.topics)
    return Answer(sides[:n], sides[n:], act)


def pairs(text: str, sentence: Span, given_pairs: Sequence[tuple[Span, Span]], given: Networks | None = None) -> Floats:
    """Probabilities (pairs, 5) of the classes for mentions (p, q), as code points of ``text`` inside ``sentence``.

    A mention that cuts a word is taken as the whole word. Swapping p and q swaps the columns exactly, and what a pair
    gives never depends on the other pairs. Raises ``ImportError`` where onnxruntime is not installed.
    """
    opened = given or networks()
    out = np.zeros((len(given_pairs), len(SWAPPED)), np.float32)
    for row, (p, q) in enumerate(given_pairs):
        first, second = sorted((p, q))
        other, one = _ask(text, Question(sentence, actors=(first, second)), opened)[0]
        logits = np.array([one[NONE] + other[NONE], one[FOR], other[FOR], one[AGAINST], other[AGAINST]])
        found = np.exp(logits - logits.max())
        found /= found.sum()
        out[row] = found if p == first else found[list(SWAPPED)]
    return out


def _ask(text: str, question: Question, given: Networks) -> tuple[Floats, Floats, Floats]:
    """Logits (asked, 3), probabilities (asked, 3) and those of the act (7)."""
    laid = lay(text, question, given.reader.tokenizer)
    vectors = given.reader.table.rows(laid.ids)
    asked = {"vectors": vectors, "roles": laid.roles, "shares": laid.shares, "holders": laid.holders}
    logits, sides, act = given.sides.run(None, asked)
    return logits, sides, act
