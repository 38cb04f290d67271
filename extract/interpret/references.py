"""What in a chunk refers back to a topic: "the move", "this system", "is against it"."""

from __future__ import annotations

from extract.interpret.chunks import Chunk
from extract.interpret.discourse import DEEDS
from extract.interpret.evidence import Scope
from extract.interpret.reading import tokenize
from extract.interpret.topic import TopicHit
from extract.interpret.words import COURSES, DEFINITE, INDEFINITE, PREPOSITIONS, word_set

_DETERMINERS = DEFINITE | INDEFINITE
_IT = word_set("it this them")
AFTER_OBJECT = PREPOSITIONS | word_set(
    """and or but as if because while when until unless so immediately completely altogether now again soon too either
    also once strongly firmly at after before"""
)
#: what is done to a decision: "reverse it" is against what was decided
_REVERSING = word_set("reverse reversed rescind revoke reconsider rethink undo overturn")
_TAKING = word_set("Halting Approval Rejection")
_WISHING = frozenset({"Wish"})
_PRESSING = word_set("Pressure Blame Wish")

#: tokens within which what a noun is to do names its topic
TOLD = 9


def references(scope: Scope) -> None:
    """Adds a hit for each definite noun that refers back to a topic."""
    chunk = scope.chunk
    if not scope.discourse.hits:
        return  # nothing is spoken of that a word could refer back to
    # keywords far apart leave room for a noun between them that refers back on its own
    taken = {k for h in chunk.hits if h.how != "keywords" or h.last - h.first <= 6 for k in range(h.first, h.last + 1)}
    for k, word in enumerate(chunk.words):
        if word not in _DETERMINERS and not _owns(chunk, k):
            continue
        phrase = _long_reference(scope, k)
        if phrase is not None and not any(h.first <= phrase.last < h.last for h in chunk.hits):
            chunk.hits = [h for h in chunk.hits if h.how == "label" or h.last < phrase.first or phrase.last < h.first]
            chunk.hits.append(phrase)
            taken |= set(range(phrase.first, phrase.last + 1))
            continue
        if k in taken:
            continue
        for n in _heads_after(chunk, k):
            if n >= len(chunk.words) or n in taken or (word in INDEFINITE and not _own_head(scope, n)):
                if word in INDEFINITE and n < len(chunk.words) and n not in taken:
                    continue
                break
            if any(w.first <= n <= w.last and w.role(("Wish",)) for w in chunk.stance_words):
                continue
            if _is_told(chunk, n) or (word not in _DETERMINERS and chunk.words[n] in COURSES - DEEDS):
                continue  # "Ruritania's policy" is no one thing it did
            hit = scope.discourse.refer(chunk.tokens[n], scope.preferred)
            if hit:
                chunk.hits.append(TopicHit(k, n, hit.topic, "contrary" if hit.contrary else "reference"))
                if word not in INDEFINITE:
                    scope.discourse.refers(hit)
                break
    _pronoun_objects(scope, taken)
    chunk.hits.sort(key=lambda h: (h.first, h.last, h.topic))


def _owns(chunk: Chunk, k: int) -> bool:
    """Whether token k is a possessor's 's with no article before him: "Ruritania's decision"."""
    return chunk.words[k] in ("'s", "'") and _DETERMINERS.isdisjoint(chunk.words[max(0, k - 3) : k])


def _is_told(chunk: Chunk, n: int) -> bool:
    """Whether the words behind a noun say what it is, and name a topic: "its decision to end the pact"."""
    near = next((h for h in chunk.hits if h.first > n), None)
    if near is None or chunk.words[n + 1] != "to":
        return False
    return near.first - n <= TOLD and "," not in chunk.words[n : near.first]


def _heads_after(chunk: Chunk, k: int) -> tuple[int, ...]:
    """Where the noun of a definite phrase may stand: next or next but one, or behind its possessor's 's."""
    words = chunk.words
    if words[k] == "such" and words[k + 1 : k + 2] in (["a"], ["an"]):
        return k + 2, k + 3
    owner = next((n for n in range(k + 2, min(k + 5, len(words))) if words[n] in ("'s", "'")), None)
    return (owner + 1, owner + 2) if owner is not None else (k + 1, k + 2)


def _pronoun_objects(scope: Scope, taken: set[int]) -> None:
    """A pronoun right behind a word that takes the thing as its object: "is against it", "to halt it"."""
    chunk = scope.chunk
    for word in chunk.stance_words:
        k = word.last + 1
        if k >= len(chunk.words) or k in taken or chunk.words[k] not in _IT or not word.role(_TAKING | _WISHING):
            continue
        there = word.role(_WISHING) and chunk.words[k + 1 : k + 2] in (["there"], ["here"], ["done"], ["built"])
        if word.role(_PRESSING) and not there:
            continue  # "pressure on it": somebody
        after = chunk.words[k + 1] if k + 1 < len(chunk.words) and not there else "."
        if after.isalpha() and after not in AFTER_OBJECT:
            continue  # "hopes it will", "demands that they": a subject
        earlier = next((h for h in reversed(chunk.hits) if h.last < word.first), None)
        topic = earlier.topic if earlier else antecedent(scope, k)
        if topic:
            done = not _REVERSING.isdisjoint(chunk.words[word.first : k]) or chunk.words[k] == "this"
            ended = done and scope.discourse.brought_to_an_end(topic, chunk.tokens[k])
            chunk.hits.append(TopicHit(k, k, topic, "contrary" if ended else "reference"))


def _own_head(scope: Scope, n: int) -> bool:
    """Whether a noun is the head of a topic's own label: "a deployment" of what is to be deployed."""
    word = scope.chunk.words[n]
    topics = scope.discourse.matcher.references.get(word, ())
    near = scope.discourse.recent(scope.chunk.tokens[n], list(topics)) if topics else None
    return near is not None and word in tokenize(scope.discourse.matcher.ontology.topics[near.topic].label)


def _long_reference(scope: Scope, k: int) -> TopicHit | None:
    """A definite description of several words that the ontology gives for a topic named before ("the … system")."""
    chunk = scope.chunk
    if chunk.words[k] not in ("the", "this", "that"):
        return None
    for first in (k + 1, k + 2, k + 3):
        found = (
            scope.discourse.matcher.descriptions.at(chunk.words, first, len(chunk.words))
            if first < len(chunk.words)
            else None
        )
        if found:
            size, topics = found
            near = scope.discourse.recent(chunk.tokens[k], None)
            if near is not None and near.topic in topics:
                meant = scope.discourse.weighed_of(near, topics)
                return TopicHit(k, first + size - 1, meant, "reference")
    return None


def antecedent(scope: Scope, k: int) -> str | None:
    """The topic a bare pronoun at local token k stands for."""
    if scope.preferred:
        return scope.preferred[0]
    hit = scope.discourse.recent(scope.chunk.tokens[k])
    if hit is None:
        return None
    gap = scope.reading.sentence[scope.chunk.tokens[k]] - scope.reading.sentence[hit.last]
    return hit.topic if gap <= 0 else scope.discourse.weighed(hit, scope.chunk.tokens[k]).topic
