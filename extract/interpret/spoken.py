"""What each speaker of an article has just spoken of: what "it" and "this" in the same mouth mean next."""

from __future__ import annotations

from bisect import bisect_left, insort

from extract.interpret.evidence import Analysis

#: tokens within which what a speaker took a side on is still what "it" means: about five sentences
FRESH = 120


class SpokenOf:
    """The topics of the last saying of each speaker, filled in document order."""

    def __init__(self) -> None:
        self.opposed: dict[frozenset[str], str | None] = {}  #: which of them is opposed
        self._last: dict[frozenset[str], tuple[tuple[str, ...], int]] = {}  #: topics, and the token they end at
        self._ends: list[int] = []  #: those tokens, ascending

    def meant(self, speakers: frozenset[str], token: int) -> tuple[str, ...]:
        """What these speakers mean at a token: their last topics, where nobody else has spoken of a topic since."""
        topics, end = self._last.get(speakers, ((), 0))
        return topics if topics and token - end < FRESH and end == self._ends[-1] else ()

    def add(self, speakers: frozenset[str], analysis: Analysis, end: int) -> None:
        """Take up a saying that ends at a token: the topics of its sides, else the first topic it speaks of."""
        topics = tuple(s.topic for s in analysis.stances)
        topics = topics or tuple(h.topic for c in analysis.chunks for h in c.hits)[:1]
        if not topics:
            return
        if speakers in self._last:
            del self._ends[bisect_left(self._ends, self._last[speakers][1])]
        insort(self._ends, end)
        self._last[speakers] = topics, end
        self.opposed[speakers] = next((s.topic for s in analysis.stances if s.stance == "oppose"), None)
