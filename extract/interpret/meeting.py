"""Who hears what is said where two meet, though the saying's own clause does not tell it.

A sentence that tells of a meeting of two ("A met B the day before", "A summoned B") puts the sayings of the one that
follow in its paragraph to the other; so does one's "your" or "you" while they meet, an answer to what the other has
just said, and what the same third person goes on to relate of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extract.interpret.reading import Reading, covered
from extract.interpret.voice import Mentions
from extract.interpret.words import BE, NEGATIONS, word_set
from extract.records import Attribution, Mention

_MET = word_set("met meets phoned telephoned visited hosted received summoned summons")
_SUMMONED = word_set("summoned summons")
_TALKED = word_set("talks talk meeting conversation call spoke dinner lunch")
_TOGETHER = word_set("two both they")
_ANSWERS = word_set("answered answers replied replies responded responds retorted retorts countered counters")
_YOU = word_set("you your yours")
#: code points: a scene's words are said to its other side within about two paragraphs
SCENE = 900


@dataclass(frozen=True, slots=True)
class Scene:
    """Two who meet, as a sentence tells it; ``summoned`` where the second had to come."""

    sentence: int
    pair: tuple[Mention, Mention]
    summoned: bool


def scenes(reading: Reading, mentions: Mentions) -> list[Scene]:
    """The meetings of two persons an article tells of, in text order."""
    found = []
    for number, (first, stop) in enumerate(reading.bounds):
        words = reading.words[first:stop]
        if _MET.isdisjoint(words) and _TALKED.isdisjoint(words):
            continue
        people = list(
            dict.fromkeys(m for t in range(first, stop) if (m := mentions.at.get(t)) and m.actor.kind == "person")
        )
        if not people and not _TOGETHER.isdisjoint(words[:3]) and not _MET.isdisjoint(words):
            pair = last_two(reading, mentions, first)
            if pair is not None:
                found.append(Scene(number, pair, False))
            continue
        for k, word in enumerate(words):
            at = first + k
            called = words[k : k + 2] == ["called", "in"] or word in _SUMMONED
            talked = word in _TALKED and words[k + 1 : k + 2] == ["with"]
            if not (word in _MET or called or talked) or not NEGATIONS.isdisjoint(words[max(0, k - 3) : k]):
                continue
            before = [m for m in people if mentions.range[m.span][1] < at]
            after = [m for m in people if mentions.range[m.span][0] > at]
            if called and not BE.isdisjoint(words[max(0, k - 2) : k]) and before:
                found.append(Scene(number, (before[-1], before[-1]), True))
            elif before and after and before[-1].actor.name != after[0].actor.name:
                found.append(Scene(number, (before[-1], after[0]), called))
            elif called and after:
                found.append(Scene(number, (after[0], after[0]), True))
            else:
                continue
            break
    return found


def last_two(reading: Reading, mentions: Mentions, token: int) -> tuple[Mention, Mention] | None:
    """The two different persons named last before a token, within a scene's reach."""
    met: list[Mention] = []
    for t in range(token - 1, -1, -1):
        if reading.start[token] - reading.start[t] > SCENE:
            break
        mention = mentions.at.get(t)
        if (
            mention is not None
            and mention.actor.kind == "person"
            and mention.actor.name not in {m.actor.name for m in met}
        ):
            met.append(mention)
            if len(met) == 2:
                return met[1], met[0]
    return None


def hearer(
    reading: Reading,
    told_of: Sequence[Scene],
    attributions: Sequence[Attribution],
    speakers: Sequence[tuple[Mention, ...]],
    addressed: Sequence[Sequence[tuple[Mention, str]]],
    i: int,
) -> tuple[Mention, str] | None:
    """To whom the i-th saying is said, by the scene it stands in, with why. ``addressed``: of the sayings before."""
    a = attributions[i]
    if len(speakers[i]) != 1:
        return None
    me = speakers[i][0].actor
    at = (a.cue or a.content)[0][0]
    number = reading.sentence_at(at)
    cue = {reading.words[t] for t in covered(reading, a.cue)}
    words = {reading.words[t] for t in covered(reading, a.content)}
    before = addressed[i - 1] if i else ()
    if i and not _ANSWERS.isdisjoint(cue) and len(speakers[i - 1]) == 1:
        other = speakers[i - 1][0]
        asked = {reading.words[t] for t in covered(reading, attributions[i - 1].content)}
        mine = any(m.actor.name == me.name for m, _ in before)
        if other.actor.name != me.name and other.actor.kind == "person" and (mine or asked & (_YOU | {"?"})):
            return other, "whom it answers"
    for k in range(bisect_right(told_of, number, key=lambda s: s.sentence) - 1, -1, -1):
        scene = told_of[k]
        start = reading.start[reading.bounds[scene.sentence][0]]
        if at - start > SCENE:
            break
        if start > at:
            continue
        first, second = scene.pair
        if scene.summoned and scene.sentence == number:
            if second.actor.name != me.name and (first is second or first.actor.name == me.name):
                return second, "who was summoned"
            continue
        if me.name not in (first.actor.name, second.actor.name) or first is second:
            continue
        other = second if first.actor.name == me.name else first
        nothing_between = "\n" not in reading.text[start:at]
        if (
            scene.sentence < number
            and nothing_between
            and not any(
                j != i and number > reading.sentence_at((b.cue or b.content)[0][0]) > scene.sentence
                for j, b in enumerate(attributions[max(0, i - 3) : i + 3], max(0, i - 3))
            )
        ):
            return other, "whom the speaker had met"
        if a.form == "direct" and not _YOU.isdisjoint(words):
            return other, "met, and spoken to as you"
    if a.form == "direct" and not _YOU.isdisjoint(words) and before and len(speakers[i - 1]) == 1:
        if speakers[i - 1][0].actor.name == me.name and a.passage - attributions[i - 1].passage <= 1:
            return before[0][0], "still spoken to as you"
    return _relayed_on(attributions, speakers, addressed, i)


def _relayed_on(
    attributions: Sequence[Attribution],
    speakers: Sequence[tuple[Mention, ...]],
    addressed: Sequence[Sequence[tuple[Mention, str]]],
    i: int,
) -> tuple[Mention, str] | None:
    """The hearer of what the same third person has just related of the same speaker's meeting."""
    parent = attributions[i].parent
    if parent is None:
        return None
    relayer = {m.actor.name for m in speakers[parent]}
    for j in range(i - 1, max(-1, i - 4), -1):
        other = attributions[j].parent
        if (
            other is not None
            and {m.actor.name for m in speakers[other]} == relayer
            and {m.actor.name for m in speakers[j]} == {m.actor.name for m in speakers[i]}
            and addressed[j]
            and attributions[i].passage - attributions[j].passage <= 1
            and any("met" in why for _, why in addressed[j])
        ):
            return addressed[j][0][0], "met, as related on"
    return None
