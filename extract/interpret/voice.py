"""Whose saying it is, and which actors stand where: what every rule about sides and targets asks first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extract.interpret.reading import Reading
from extract.interpret.topic import TopicHit
from extract.interpret.words import CLAUSE_ENDS, COURSES, word_set
from extract.link.nouns import singular
from extract.records import Actor, Mention, Span
from ontology.knowledge import Ontology

if TYPE_CHECKING:
    from extract.link import Linked

#: tokens after a topic within which "by X" names its doer, and before it within which an owner does
BY_REACH, OWNER_REACH = 10, 9
#: unnamed sources of these kinds tell what others think
_TELLERS = word_set(
    """diplomat source official person people media report reports agency newspaper outlet envoy insider aide poll
    survey study document statement analyst expert observer counterpart"""
)
_PLACES = word_set("""to in on into at near inside within across around onto with from for against between than""")


#: after a country's adjective these make it the doer: "the Ruritanian plan to build"
_PLANS = [[w] for w in sorted(COURSES)]


@dataclass(frozen=True, slots=True)
class Voice:
    """All the rules need to tell the speaker's own side from others."""

    own: frozenset[str]  #: identifiers of speakers, of those they speak for, and of their states
    speakers: frozenset[str]  #: identifiers of the speakers alone
    collective: bool  #: a state or body speaks, so "it" may be itself
    holder: bool  #: somebody's position is reported (not a media report, not a bare "diplomats say")


class Mentions:
    """Actor mentions by article token; of two that overlap the longer."""

    def __init__(self, reading: Reading, mentions: tuple[Mention, ...]) -> None:
        self.at: dict[int, Mention] = {}
        self.range: dict[Span, tuple[int, int]] = {}
        for mention in mentions:
            covered = reading.tokens(mention.span)
            if not covered:
                continue
            self.range[mention.span] = (covered[0], covered[-1])
            for i in covered:
                known = self.at.get(i)
                if known is None or known.span[1] - known.span[0] < mention.span[1] - mention.span[0]:
                    self.at[i] = mention

    @cached_property
    def people_of(self) -> dict[str, list[int]]:
        """The tokens of persons by the actor they act for, ascending."""
        found: dict[str, list[int]] = {}
        for i in sorted(self.at):
            actor = self.at[i].actor
            if actor.kind == "person" and actor.acts_for is not None:
                found.setdefault(actor.acts_for, []).append(i)
        return found


def is_own(mention: Mention, voice: Voice) -> bool:
    """Whether a mention is of the speaker, of those spoken for, or of somebody who acts for them."""
    actor = mention.actor
    return actor.name in voice.own or (actor.acts_for or "") in voice.own


def is_self(mention: Mention, voice: Voice) -> bool:
    """Whether a mention is of the speaker or of those spoken for, or acts for the speaker.

    Another who acts for the same state ("the president accused parliament") is not."""
    actor = mention.actor
    return actor.name in voice.own or (actor.acts_for or "") in voice.speakers


def doer(reading: Reading, mentions: Mentions, hit: TopicHit, allowed: set[int]) -> Mention | None:
    """Who does the thing a hit names: after "by", or as its owner ("the neighbour's plan to", "the rebel launch of").

    Only tokens in ``allowed`` (the content's own) are looked at.
    """
    words, sentence = reading.words, reading.sentence
    home = sentence[hit.first]
    # "efforts by X to build", "building of the dam by X"
    for k in (
        *range(hit.first - 1, max(-1, hit.first - 7), -1),
        *range(hit.first, min(hit.last + BY_REACH, len(words))),
    ):
        if k not in allowed or sentence[k] != home:
            continue
        if (
            k > hit.last
            and words[k] not in ("...", "…")
            and (words[k] in CLAUSE_ENDS or words[k] in ("and", "but", "which", "because"))
        ):
            break
        if words[k] == "by":
            for n in (k + 1, k + 2):
                if n in allowed and n in mentions.at:
                    return mentions.at[n]
    crossed = False  #: a preposition or verb stands between: only a possessor reaches over it
    for k in (*range(hit.first, hit.last + 1), *range(hit.first - 1, max(-1, hit.first - OWNER_REACH), -1)):
        if k not in allowed or sentence[k] != home:
            continue
        if k < hit.first and words[k] in _PLACES:
            crossed = True
        if k < hit.first and (words[k] in CLAUSE_ENDS or words[k] in ("and", "but", ",", "that")):
            break
        mention = mentions.at.get(k)
        if mention is None:
            continue
        first, last = mentions.range[mention.span]
        before = words[first - 1] if first else ""
        if before in ("the", "an", "a") and first > 1:
            before = words[first - 2]
        owns = words[last + 1 : last + 2] in (["'s"], ["'"]) or words[last + 1 : last + 2] in _PLANS
        if (before in _PLACES and not owns) or last >= hit.last or (crossed and not owns):
            continue  # where or with whom, or the tail of the name itself: "raids in the north"
        drawn = k < hit.first or words[last + 1 : last + 2] in (["in"], ["into"])
        if not owns and drawn and words[max(0, first - 2) : first - 1] == ["to"]:
            continue  # "X's attempt to draw Y into the scheme": X does it
        return mention
    return None


def voice_of(linked: Linked, i: int, ontology: Ontology) -> Voice:
    """The voice of an attribution: its speakers and those they speak for."""
    actors = [*(m.actor for m in linked.speakers[i]), *linked.on_behalf_of[i]]
    own = {a.name for a in actors} | {a.acts_for for a in actors if a.acts_for}
    return Voice(
        frozenset(own),
        frozenset(m.actor.name for m in linked.speakers[i]),
        any(m.actor.kind in ("state", "organization") for m in linked.speakers[i]),
        bool(linked.on_behalf_of[i])
        or any(
            (m.actor.kind in ("person", "organization") or _takes_sides(m.actor))
            and not ((entry := ontology.actors.get(m.actor.name)) and entry.is_agency)
            for m in linked.speakers[i]
        ),
    )


def _takes_sides(actor: Actor) -> bool:
    """Whether an unnamed source is somebody with a cause (residents, lawmakers, fishers), not one who only tells."""
    return actor.kind == "unnamed" and singular((actor.role or "").lower())[0] not in _TELLERS
