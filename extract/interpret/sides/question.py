"""One question to the network: a stretch of text with a statement in it, and the topics and actors asked about.

What the network reads is the stretch, then the article's heading, which often tells what "the move" is, then the label
of every topic, each after a mark: so one reading answers for all of them. Every piece bears a role: other, of the
statement's content, of its source, of a topic's label, of an actor asked about, of the heading. The network answers
from the mean states of these.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from extract.pieces.wordpiece import WordPiece
from extract.pieces.words import WINDOW, Floats, Ints
from extract.records import Span, Spans

#: roles of pieces
ROLES = 6
OTHER, CONTENT, SOURCE, TOPIC, ACTOR, HEADING = range(ROLES)
#: rows of shares before those of the topics and actors: the whole, the source, the content
WHOLE, SPEAKER, SAID, ASKED = range(4)
#: most pieces of text and of a heading that are read, so that the labels find room
TEXT, HEAD = 170, 24


@dataclass(frozen=True, slots=True)
class Question:
    """Code points of a text: what is read, whose words in it are asked about, and for whom and what."""

    stretch: Span
    content: Spans = ()
    source: Spans = ()
    topics: tuple[str, ...] = ()  #: labels
    actors: tuple[Span, ...] = ()  #: inside the stretch
    heading: str = ""  #: of the article; empty where it has none, or the stretch is in it


@dataclass(frozen=True, slots=True)
class Laid:
    """A question as numbers."""

    ids: Ints  #: (t) pieces, whose vectors the network takes
    roles: Ints  #: (t)
    shares: Floats  #: (3 + topics + actors, t): weights of the states of each, every row summing to one
    holders: Ints  #: (topics + actors): the row of whose side on each is asked for


@dataclass(frozen=True, slots=True)
class _Read:
    """A stretch of text in words: where each begins and ends, its first piece, and the pieces of all."""

    start: list[int]
    end: list[int]
    first: list[int]
    ids: list[int]

    @classmethod
    def of(cls, text: str, stretch: Span, marks: WordPiece) -> _Read:
        words = marks.words(text, *stretch)
        first = list(accumulate((len(w.pieces) for w in words), initial=0))
        return cls([w.start for w in words], [w.end for w in words], first, [p for w in words for p in w.pieces])

    def pieces(self, mention: Span) -> Span | None:
        """Pieces of the words a mention touches, or None where it touches none."""
        first, end = bisect_right(self.end, mention[0]), bisect_left(self.start, mention[1])
        return (self.first[first], self.first[end]) if first < end else None


def lay(text: str, question: Question, marks: WordPiece) -> Laid:
    """The numbers of a question. Labels that find no room are cut off; their rows and those of actors outside what is
    read fall to the whole. Without content and source the actors are two, and each is asked about the other."""
    read = _Read.of(text, question.stretch, marks)
    held = [read.pieces(s) for s in (*question.content, *question.source, *question.actors)]
    first, end = _cut(len(read.ids), [h for h in held if h])
    ids = [marks.open, *read.ids[first:end]]
    roles = [OTHER] * len(ids)

    def inside(spans: Sequence[Span]) -> list[int]:
        found = (read.pieces(s) for s in spans)
        return [k - first + 1 for f in found if f for k in range(*f) if first <= k < end]

    said, spoken = inside(question.content), inside(question.source)
    asked = [inside([a]) for a in question.actors]
    for role, places in ((CONTENT, said), (SOURCE, spoken), *((ACTOR, a) for a in asked)):
        for k in places:
            roles[k] = role
    heading = _of(question.heading, marks)[:HEAD]
    if heading:
        ids += [marks.close, *heading]
        roles += [OTHER] + [HEADING] * len(heading)
    labels: list[list[int]] = []
    for label in question.topics:
        room = WINDOW - len(ids)  # what the mark before the label leaves
        found = _of(label, marks)[: max(0, room)]
        if room >= 0:
            ids.append(marks.close)
            roles.append(OTHER)
        labels.append(list(range(len(ids), len(ids) + len(found))))
        ids += found
        roles += [TOPIC] * len(found)
    ids.append(marks.close)
    roles.append(OTHER)
    shares = np.zeros((ASKED + len(labels) + len(asked), len(ids)), np.float32)
    for row, places in enumerate(([0], spoken or said, said, *labels, *asked)):
        shares[row, places or [0]] = 1 / max(1, len(places))
    holders = [SPEAKER] * (len(shares) - ASKED)
    if not said and not spoken:
        holders = [ASKED + 1, ASKED]
    return Laid(_ints(ids), _ints(roles), shares, _ints(holders))


def _of(words: str, marks: WordPiece) -> list[int]:
    return [p for w in marks.words(words, 0, len(words)) for p in w.pieces]


def _ints(values: Sequence[int]) -> Ints:
    return np.asarray(values, dtype=np.int64)


def _cut(n: int, held: Sequence[Span]) -> Span:
    """At most TEXT of n pieces, with what is held in their middle."""
    if n <= TEXT:
        return 0, n
    low, high = min((a for a, _ in held), default=0), max((b for _, b in held), default=0)
    start = min(max(0, (low + high - TEXT) // 2), n - TEXT)
    return start, start + TEXT
