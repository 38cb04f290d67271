"""Sides that the rest of the article shows: what a holder is for and against elsewhere settles what these words mean.

Read once, after every saying has been read by itself; adds no position a holder does not take elsewhere in so many
words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from extract.interpret.case import Case, holders
from extract.interpret.chunks import Chunk
from extract.interpret.evidence import SIGN, STANCE, Analysis
from extract.interpret.voice import Mentions, Voice, is_own
from extract.interpret.words import word_set
from extract.records import StanceOn

if TYPE_CHECKING:
    from extract.link import Linked

T = TypeVar("T")

#: "our position on the dam", and what makes it the old one
_POSITIONS = word_set("position positions stance stand attitude view views")
_STEADY = word_set(
    """clear consistent unchanged firm steadfast known well-known same constant unwavering unequivocal changed change
    remains maintains reiterated"""
)
#: what others are to heed: "to address its concerns"
_CONCERNS = word_set("concern concerns worry worries objection objections misgivings")
#: threats that answer a deed by their meaning
_ANSWERS = frozenset(
    [
        *("retaliate", "retaliation", "strike back", "hit back", "respond in kind", "answer in kind"),
        *("counter action", "counteraction", "counter measures", "countermeasures", "take countermeasures"),
        "corresponding measures",
    ]
)
_OWNING = word_set("our its their his her my")


def settle_by_article(case: Case) -> None:
    """Take back the sides and add those that the rest of the article shows."""
    linked, analyses = case.linked, case.analyses
    _drop_assessments(case)
    count = case.discourse.count
    main = {case.discourse.lead, max(count, key=lambda t: (count[t], t), default=None)}
    taken = _taken(linked, analyses)
    for i, analysis in enumerate(analyses):
        if analysis.stances:
            continue
        act, voice = case.acts[i][0], case.voices[i]
        mine = [taken.get(holder, {}) for holder in holders(linked, i)]
        spoken = {h.topic for c in analysis.chunks for h in c.hits}
        answered = _answered(case, i, main) if act in ("warn", "announce") else None
        if answered is not None and all(m.get(answered, -1) < 0 for m in mine):
            analysis.stances = (StanceOn(answered, "oppose", "implied: what the threat answers"),)
            continue
        against = _agreed([{t for t, sign in m.items() if sign < 0} for m in mine])
        if against is not None and spoken <= {against}:
            heed = act == "urge" and any(_own_concerns(c, case.everyone, voice) for c in analysis.chunks)
            if heed or (act in ("warn", "criticise") and against in main):
                why = "its concerns are to be heeded" if heed else f"implied by the {act} act"
                analysis.stances = (StanceOn(against, "oppose", f"{why}: its holder is against it in this article"),)
                if heed and not case.targets[i]:
                    case.targets[i] = [(m, "to heed its concerns") for m, _ in case.addressed[i]]
                continue
        if any(_stands_by(c, case.everyone, voice) for c in analysis.chunks):
            known = [{(t, sign) for t, sign in m.items() if sign and (t in spoken or not spoken)} for m in mine]
            side = _agreed(known)
            if side is not None:
                why = "stands by the side it takes elsewhere in this article"
                analysis.stances = (StanceOn(side[0], STANCE[side[1]], why),)


def _answered(case: Case, i: int, main: set[str | None]) -> str | None:
    """What a threat answers: the topic it names ("will take countermeasures if the dam is built", "a blow to answer the
    dam"), else what the article leads with where it answers by its meaning ("retaliate"); no topic that is the threat
    itself, or the speaker's own doing."""
    for chunk in case.analyses[i].chunks:
        threats = [w for w in chunk.stance_words if w.role(("Consequence",)) and not w.negated]
        if not threats or chunk.question:
            continue
        named = [h for h in chunk.hits if not any(h.first <= w.last and w.first <= h.last for w in threats)]
        answers = any(e.lemma in _ANSWERS for w in threats for e in w.entries)
        if not named and (chunk.hits or not answers):
            return None
        found = {h.topic for h in named} or {t for t in main if t is not None}
        about = case.discourse.matcher.about
        foreign = {t for t in found if not any(actors & case.voices[i].own for actors in about[t][0])}
        return next(iter(foreign)) if len(foreign) == len(found) == 1 else None
    return None


def _taken(linked: Linked, analyses: Sequence[Analysis]) -> dict[str, dict[str, int]]:
    """Per holder and topic the sign of the side taken in the article, 0 where both are."""
    taken: dict[str, dict[str, int]] = {}
    for i, analysis in enumerate(analyses):
        for s in analysis.stances:
            for holder in holders(linked, i) if SIGN[s.stance] else ():
                sides = taken.setdefault(holder, {})
                sides[s.topic] = SIGN[s.stance] if sides.get(s.topic, SIGN[s.stance]) == SIGN[s.stance] else 0
    return taken


def _agreed(found: Sequence[set[T]]) -> T | None:
    """The one thing that every holder has, and has alone."""
    return next(iter(found[0])) if found and len(found[0]) == 1 and all(f == found[0] for f in found) else None


def _stands_by(chunk: Chunk, mentions: Mentions, voice: Voice) -> bool:
    """Whether the speaker's side calls its position the old one: "our stance on the dam is clear and consistent"."""
    words = chunk.words
    return not _STEADY.isdisjoint(words) and any(
        w in _POSITIONS and _is_owned(chunk, k, mentions, voice) for k, w in enumerate(words)
    )


def _own_concerns(chunk: Chunk, mentions: Mentions, voice: Voice) -> bool:
    return any(w in _CONCERNS and _is_owned(chunk, k, mentions, voice) for k, w in enumerate(chunk.words))


def _is_owned(chunk: Chunk, k: int, mentions: Mentions, voice: Voice) -> bool:
    """Whether the noun at token k is the speaker's side's: "our (legitimate security) concerns", "the state's"."""
    for n in range(k - 1, max(-1, k - 5), -1):
        if chunk.words[n] in _OWNING:
            return True
        mention = mentions.at.get(chunk.tokens[n])
        if mention is not None:
            return is_own(mention, voice)
    return False


def _drop_assessments(case: Case) -> None:
    """Takes back a side that rests on "does no harm" alone, where it is an assessment and no defence ("the rebels'
    rockets pose no threat to us"): the same holders are against the thing elsewhere, or the thing is by its name
    another actor's and they are nowhere for it."""
    analyses = case.analyses
    sides = {
        (holder, s.topic, s.stance)
        for i, analysis in enumerate(analyses)
        for s in analysis.stances
        if s.topic not in analysis.mild
        for holder in holders(case.linked, i)
    }
    for i, analysis in enumerate(analyses):
        for topic in analysis.mild:
            named = case.discourse.matcher.about[topic][0]
            foreign = bool(named) and not any(actors & case.voices[i].own for actors in named)
            own = holders(case.linked, i)
            if any((h, topic, "oppose") in sides for h in own) or (
                foreign and not any((h, topic, "support") in sides for h in own)
            ):
                analysis.stances = tuple(s for s in analysis.stances if s.topic != topic)
