"""A content taken apart by sentence, with the topics and the stance words that stand in each part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extract.interpret.discourse import Discourse
from extract.interpret.reading import Phrases, Reading
from extract.interpret.stance_words import stance_table
from extract.interpret.topic import TopicHit
from extract.interpret.words import CLAUSE_ENDS, CONTRASTS, NEGATIONS, word_set
from ontology.knowledge import Ontology, StanceEntry

#: an object that negates its verb: "will solve neither X nor Y", "threatens nobody"
_NOTHING = [[w] for w in ("neither", "nothing", "nobody", "none", "no")]
HYPOTHETICAL = frozenset(["if", "unless", "provided"])
#: where a new segment begins; "and" only before a subject
_CUTS = CLAUSE_ENDS | CONTRASTS | {",", "and"}
_NEW_SUBJECT = word_set("it we they this that he she the")
_MODALS = word_set("will would shall should can could may might must")
#: what stands behind a noun that is its subject
_VERBS = _MODALS | word_set("is are was were has have had does did")


@dataclass(frozen=True, slots=True)
class Word:
    """A stance word at local tokens ``first`` to ``last``."""

    first: int
    last: int
    entries: tuple[StanceEntry, ...]
    negated: bool

    def role(self, roles: frozenset[str] | tuple[str, ...]) -> StanceEntry | None:
        """Its first reading of one of these roles."""
        for entry in self.entries:
            if entry.role in roles:
                return entry
        return None


@dataclass(slots=True)
class Chunk:
    """The content's tokens inside one sentence, with what stands in them. Positions are local to the chunk."""

    tokens: list[int]
    words: list[str]
    hits: list[TopicHit]  #: with local positions
    stance_words: list[Word]
    question: bool
    conditional: bool
    segment: list[int]  #: the number of each token's clause
    ending: dict[int, Word]  #: stance words by their last token
    opens: bool  #: the chunk begins the content


def chunked(reading: Reading, discourse: Discourse, ontology: Ontology, tokens: list[int]) -> list[Chunk]:
    chunks: list[Chunk] = []
    table = stance_table(ontology)
    stop = 0
    while stop < len(tokens):
        first = stop
        stop = bisect_left(tokens, reading.bounds[reading.sentence[tokens[first]]][1], first)
        mine = tokens[first:stop]
        words = [reading.words[i] for i in mine]
        hits = []
        if near := discourse.in_range(mine[0], mine[-1] + 1):
            place = {i: k for k, i in enumerate(mine)}
            hits = [
                TopicHit(place[h.first], place[h.last], h.topic, h.how, h.system)
                for h in near
                if h.first in place and h.last in place
            ]
        stance_words = _stance_words(table, words)
        chunks.append(
            Chunk(
                mine,
                words,
                hits,
                stance_words,
                "?" in words[-2:],
                not HYPOTHETICAL.isdisjoint(words),
                _segments(words),
                {w.last: w for w in stance_words},
                not chunks,
            )
        )
    return chunks


def _segments(words: list[str]) -> list[int]:
    cuts = [
        k
        for k, word in enumerate(words)
        if word in _CUTS and (word != "and" or (k + 1 < len(words) and words[k + 1] in _NEW_SUBJECT))
    ]
    segment: list[int] = []
    for number, (start, stop) in enumerate(zip([0, *cuts], [*cuts, len(words)], strict=True)):
        segment += [number] * (stop - start)
    return segment


def _stance_words(table: Phrases[StanceEntry], words: list[str]) -> list[Word]:
    found: list[Word] = []
    free = 0
    for k in table.starts(words):
        entry = table.at(words, k, len(words)) if k >= free else None
        if entry is None:
            continue
        size, values = entry
        if size == 1 and _is_subject(words, k, values):
            continue
        negated = _negated(words, k, found[-1].last if found else -1) != (words[k + size : k + size + 1] in _NOTHING)
        if found and k - found[-1].last <= 2 and found[-1].role(("Denial",)) and all(e.role == "Fault" for e in values):
            negated = not negated  # "has no intention of going back on it"
        found.append(Word(k, k + size - 1, tuple(values), negated))
        free = k + size
    return found


def _is_subject(words: list[str], k: int, values: Sequence[StanceEntry]) -> bool:
    """Whether a word for halting or promoting is a noun before its verb: "the review will not undo the deal"."""
    return (
        words[k + 1 : k + 2] != []
        and words[k + 1] in _VERBS
        and all(e.role in ("Halting", "Promoting") for e in values)
        and not words[k].endswith(("ed", "ing"))
        and (k == 0 or (words[k - 1] != "to" and words[k - 1] not in _MODALS))
    )


def _negated(words: list[str], k: int, previous: int) -> bool:
    """Whether a negation reaches token k: up to four words before, past no other stance word and no clause end."""
    for j in range(k - 1, max(previous, k - 5), -1):
        word = words[j]
        if word in CLAUSE_ENDS or word in CONTRASTS or word == ",":
            return False
        if word in NEGATIONS:
            # "not just to defend X but …" concedes, it does not negate
            return words[j + 1 : j + 2] not in (["only"], ["just"], ["merely"], ["simply"])
    return False
