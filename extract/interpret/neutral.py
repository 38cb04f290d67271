"""The neutral side: "no decision has been made", "neither supports nor opposes the dam"."""

from __future__ import annotations

from itertools import pairwise

from extract.interpret.chunks import Chunk, Word
from extract.interpret.discourse import Discourse
from extract.interpret.evidence import Analysis, in_article
from extract.interpret.reading import Reading
from extract.interpret.topic import TopicHit
from extract.interpret.voice import Mentions, Voice, is_own
from extract.interpret.words import CLAUSE_ENDS, PREPOSITIONS, word_set
from extract.records import StanceOn

_NEITHER = ["neither", "for", "nor", "against"]
#: what "has not changed" keeps, where these stand before it, is a side
_SIDES = word_set("opposition support objection objections backing")


def disowned(chunks: list[Chunk], cue_words: list[str] | None, mentions: Mentions, voice: Voice) -> bool:
    """Whether a side is disowned both ways: "it neither supports nor opposes the dam"; in the words or in the cue."""
    cue = cue_words or []
    if "neither" in cue and ("nor" in cue or (chunks and chunks[0].words[:1] == ["nor"])):
        return True
    for chunk in chunks:
        if any(chunk.words[k : k + 4] == _NEITHER for k in range(len(chunk.words))):
            return True
        for one, other in pairwise(chunk.stance_words):
            between = chunk.words[one.last + 1 : other.first]
            if (
                one.negated
                and len(between) <= 3
                and ("nor" in between or "or" in between)
                and {e.role for w in (one, other) for e in w.entries} >= {"Approval", "Rejection"}
                and not _others_choice(chunk, one, mentions, voice)
            ):
                return True
    return False


def noncommitment(
    result: Analysis,
    reading: Reading,
    discourse: Discourse,
    mentions: Mentions,
    voice: Voice,
    preferred: tuple[str, ...],
    neither: str = "",
) -> None:
    """A neutral side for "no decision yet"; with ``neither`` (the reason) on the first topic named."""
    if neither:
        named = [(c, h) for c in result.chunks for h in c.hits[:1]]
        for chunk, first in named[:1]:
            result.stances = (StanceOn(first.topic, "neutral", neither, None),)
            result.main[first.topic] = in_article(first, chunk)
            result.roles.add("Noncommitment")
        return
    for chunk in result.chunks:
        for word in chunk.stance_words:
            entry = word.role(("Noncommitment",))
            if entry is None or word.negated or not _SIDES.isdisjoint(chunk.words[max(0, word.first - 3) : word.first]):
                continue
            if _others_choice(chunk, word, mentions, voice):
                continue
            hit = next((h for h in chunk.hits if h.first > word.last), None) or next(iter(chunk.hits), None)
            topic = hit.topic if hit else None
            if topic is None:
                if preferred:
                    topic = preferred[0]
                else:
                    near = discourse.recent(chunk.tokens[word.first])
                    topic = near.topic if near else None
            if topic is None:
                continue
            span = reading.span(chunk.tokens[word.first], chunk.tokens[word.last])
            result.stances = (StanceOn(topic, "neutral", f"non-commitment: {entry.lemma}", span),)
            result.main[topic] = (
                in_article(hit, chunk)
                if hit
                else TopicHit(chunk.tokens[word.first], chunk.tokens[word.last], topic, "reference")
            )
            result.roles.add("Noncommitment")
            return


def _others_choice(chunk: Chunk, word: Word, mentions: Mentions, voice: Voice) -> bool:
    """Whether the undecided one is somebody else than the speaker's side."""
    for k in range(word.last + 1, min(word.last + 9, len(chunk.tokens))):
        if chunk.words[k] in CLAUSE_ENDS or chunk.words[k] == "and":
            break
        if chunk.words[k] == "by":
            for n in range(k + 1, min(k + 4, len(chunk.tokens))):
                mention = mentions.at.get(chunk.tokens[n])
                if mention is not None:
                    return not is_own(mention, voice)
    for k in range(word.first - 1, -1, -1):
        mention = mentions.at.get(chunk.tokens[k])
        if mention is not None and (k == 0 or chunk.words[k - 1] not in PREPOSITIONS):
            return not is_own(mention, voice)
    return False
