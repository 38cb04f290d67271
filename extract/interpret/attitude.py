"""Whose attitude a word tells: the speaker's own, another actor's, or nobody's that is told.

"It must be resumed" and "we reject" are the speaker's; "the neighbour demands" is the neighbour's and gives no side.
"""

from __future__ import annotations

from extract.interpret.chunks import Chunk, Word
from extract.interpret.evidence import Scope
from extract.interpret.voice import is_own
from extract.interpret.words import (
    AGENTS,
    BE,
    CLAUSE_ENDS,
    CONTRASTS,
    DEONTIC,
    FIRST_PERSON,
    NEEDS,
    OPPOSITION,
    PREPOSITIONS,
    word_set,
)

_RULING = word_set("government administration")
_POSSESSIVES = word_set("his her its their")
_ATTITUDES = word_set("Approval Wish Rejection Blame")


def held(scope: Scope, word: Word) -> bool | None:
    """Whether the attitude of a governing word is the speaker's: True, False (another actor's), None (unsaid)."""
    chunk = scope.chunk
    wished = word.role(("Wish", "Necessity")) is not None
    k = word.first - 1
    while k >= 0:
        token = chunk.words[k]
        if token in CLAUSE_ENDS or token in ("but", "while", "whereas"):
            break
        if token in DEONTIC or (token in NEEDS and k + 1 < len(chunk.words) and chunk.words[k + 1] == "to"):
            return True
        if token in FIRST_PERSON:
            return True
        if token == "time" and "to" in chunk.words[k : word.first]:
            return True
        if token in ("he", "she", "both") or (token == "two" and chunk.words[k + 1] in AGENTS):
            return True
        if token in AGENTS and k and chunk.words[k - 1] in _POSSESSIVES:
            return True  # "his government would never accept it"
        if token in _POSSESSIVES and k == word.first - 1 and chunk.words[word.first] in OPPOSITION:
            return True  # "its opposition to the dam"
        if token in _RULING and k and chunk.words[k - 1] == "the" and scope.voice.holder:
            return True  # who speaks for a state: "the government has no plan to"
        if scope.voice.collective and (token == "it" or (token == "they" and k == 0)):
            return True
        mention = scope.mentions.at.get(chunk.tokens[k])
        if mention is not None:
            first = k
            while first and scope.mentions.at.get(chunk.tokens[first - 1]) is mention:
                first -= 1
            before = chunk.words[first - 1] if first else ""
            if before == "the" and first > 1:
                before = chunk.words[first - 2]
            if before not in PREPOSITIONS or (chunk.words[k + 1 : k + 2] == ["'s"] and before not in ("of", "by")):
                if is_own(mention, scope.voice):
                    return True
                if not _object_of_wish(chunk, first):
                    return False
                wished = True
            k = first - 1
            continue
        inner = chunk.ending.get(k)
        if inner is not None and inner.role(("Wish",)):
            wished = True
        k -= 1
    if scope.kind == "infinitive" and chunk.opens:
        return True
    if scope.kind == "phrase" and chunk.opens and word.role(_ATTITUDES):
        return True  # "threatened action against the dam": the source itself is against it
    if word.first == 0 and k < 0 and scope.kind == "clause" and chunk.words[0] not in OPPOSITION:
        return True  # "opposition to the dam is growing" is nobody's own
    return True if wished else None


def _object_of_wish(chunk: Chunk, first: int) -> bool:
    """Whether an actor is the one wished to act: "the goal is to get X back", "time for X to", "we want X to"."""
    for k in range(first - 1, -1, -1):
        token = chunk.words[k]
        if token in CLAUSE_ENDS or token in CONTRASTS:
            return False
        if token == "time" or token in DEONTIC:
            return True
        inner = chunk.ending.get(k)
        if inner is not None and inner.role(("Wish",)):
            return True
    return False


def rejects(chunk: Chunk, word: Word) -> bool:
    """Whether a word of rejection rejects: a bare "against" after a noun may tell what that noun is a help against
    ("a shield against missiles")."""
    before = chunk.words[max(0, word.first - 1) : word.first]
    return chunk.words[word.first] != "against" or not before or before[0] in BE
