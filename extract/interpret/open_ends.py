"""What a saying names and nothing could be found for: whom it is against, and what it is about.

Only words that name somebody, or refer back to something, are listed; where no such words stand nothing is open.
"""

from __future__ import annotations

from functools import lru_cache

from extract.interpret.chunks import Chunk
from extract.interpret.evidence import Analysis
from extract.interpret.reading import Reading
from extract.interpret.voice import Mentions, Voice
from extract.interpret.words import CLAUSE_ENDS, CONTRASTS, DEFINITE, INDEFINITE, PREPOSITIONS, word_set
from extract.link.nouns import PAIR, PERSON_HEADS, STATE_ITSELF, singular
from extract.records import Span, Unresolved
from ontology.knowledge import CueEntry, Ontology

_PEOPLE = """country nation force neighbour regime bloc opponent rival faction militia rebel militant troop elite
    establishment outlet newspaper broadcaster firm group organization organisation movement campaign coalition alliance
    union military navy court committee council commission circle quarter insurgent separatist smuggler attacker"""
_SOMEBODY = (
    (PERSON_HEADS | STATE_ITSELF | PAIR)
    | word_set(_PEOPLE)
    | {f"{word}s" for word in _PEOPLE.split()}
    | word_set("army armies enemy enemies company companies media press police parliament people")
)
_PRONOUNS = word_set("them him her us me you those others everyone everybody")
_ENDS = PREPOSITIONS | CLAUSE_ENDS | CONTRASTS | word_set(", ( ) \" “ ” and or to who whom which that where when 's '")
#: tokens of a phrase worth reading
LONGEST = 7
#: adjectives that may stand between "the" and the noun that refers back
ADJECTIVES = 2
#: tokens behind a word of stance within which its object begins
NEAR = 3
_AGAINST_SOMEBODY = ("Blame", "Pressure")


def open_target(
    reading: Reading, named: Mentions, analysis: Analysis, voice: Voice, accused: Span | None, blames: bool
) -> Unresolved | None:
    """The words for somebody whom a saying is against and who is no actor known.

    ``accused``: the object of a cue of blame, where nobody was found for it; ``blames``: such a cue's phrase is the
    content. Without the former it is to be asked of a saying without targets only.
    """
    if accused is not None:
        return Unresolved("target", reading.text[slice(*accused)], accused, "whom the cue blames is no actor known")
    if blames and analysis.chunks and (span := _somebody(reading, named, analysis.chunks[0], 0)):
        return Unresolved("target", reading.text[slice(*span)], span, "whom the cue blames is no actor known")
    for chunk in analysis.chunks:
        for word in chunk.stance_words:
            if not word.role(_AGAINST_SOMEBODY) or word.negated or not _own_words(chunk, word.first, named, voice):
                continue
            if span := _somebody(reading, named, chunk, word.last + 1):
                why = f"the object of {chunk.words[word.first]} is no actor known"
                return Unresolved("target", reading.text[slice(*span)], span, why)
    return None


def open_topic(reading: Reading, analysis: Analysis, cue: CueEntry | None, ontology: Ontology) -> Unresolved | None:
    """The words that refer back to what a side is taken on, where that is no topic: "opposes the move"."""
    if analysis.stances or any(chunk.hits for chunk in analysis.chunks):
        return None
    nouns = _referring(ontology)
    for chunk in analysis.chunks:
        objects = {k for w in chunk.stance_words for k in range(w.last + 1, w.last + 2 + NEAR)}
        if chunk.opens and cue is not None and cue.stance:
            objects |= set(range(NEAR))
        for k in sorted(objects):
            if k >= len(chunk.words) or chunk.words[k] not in DEFINITE:
                continue
            for n in range(k + 1, min(k + 2 + ADJECTIVES, len(chunk.words))):
                if chunk.words[n] in _ENDS or chunk.words[n] in DEFINITE:
                    break
                if chunk.words[n] in nouns:
                    span = reading.span(chunk.tokens[k], chunk.tokens[n])
                    return Unresolved("topic", reading.text[slice(*span)], span, "refers back to no topic known")
    return None


def _somebody(reading: Reading, named: Mentions, chunk: Chunk, first: int) -> Span | None:
    """The noun phrase at a place of a chunk, where its head means people or a body and it names no actor."""
    last = first
    while last < min(first + LONGEST, len(chunk.words)) and chunk.words[last] not in _ENDS:
        mention = named.at.get(chunk.tokens[last])
        if mention is not None and mention.actor.kind != "unnamed":
            return None
        last += 1
    if last == first:
        return None
    head = chunk.words[last - 1]
    alone = last - first == 1
    if not (alone and head in _PRONOUNS) and (singular(head)[0] not in _SOMEBODY or head in DEFINITE | INDEFINITE):
        return None
    return reading.span(chunk.tokens[first], chunk.tokens[last - 1])


def _own_words(chunk: Chunk, k: int, named: Mentions, voice: Voice) -> bool:
    """Whether a word's subject is the speaker: no other actor stands before it in its clause."""
    before = [t for n, t in enumerate(chunk.tokens[:k]) if chunk.segment[n] == chunk.segment[k]]
    actors = [named.at[t].actor for t in before if t in named.at]
    return voice.holder and all(a.name in voice.own for a in actors)


@lru_cache(maxsize=4)
def _referring(ontology: Ontology) -> frozenset[str]:
    """The nouns by which texts refer back to topics, singular and as written."""
    return frozenset(noun for topic in ontology.topics.values() for noun in topic.references if " " not in noun)
