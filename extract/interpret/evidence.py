"""The reasons found for sides, and how they settle: one side per topic, the sum of its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.interpret.chunks import Chunk, Word
from extract.interpret.discourse import Discourse
from extract.interpret.reading import Reading
from extract.interpret.topic import TopicHit
from extract.interpret.voice import Mentions, Voice
from extract.interpret.words import word_set
from extract.records import Span, StanceOn

SIGN = {"support": 1, "oppose": -1, "neutral": 0}
STANCE = {1: "support", -1: "oppose"}
_CRITICAL_ROLES = word_set("Harm Aim Excess Futility Rejection Blame")
#: denied of a thing, these defend it, if but mildly
_MILD = word_set("Harm Aim Excess Futility")
_STRONGLY = word_set(
    """strongly firmly resolutely resolute staunchly vehemently categorically absolutely deeply gravely seriously
    fiercely adamantly flatly utterly totally wholeheartedly unequivocally strenuously sternly steadfastly severely
    strong firm deep grave serious deepest gravest fierce vehement staunch steadfast strongest outright"""
)
_WEAKLY = word_set(
    "cautiously cautious mildly mild slightly slight tentatively tentative somewhat reluctantly lukewarm"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a side on a topic."""

    hit: TopicHit
    sign: int
    role: str
    span: Span | None
    why: str
    conditional: bool = False
    critical: bool = False
    strength: str = ""


@dataclass(slots=True)
class Analysis:
    """What the words of one saying say; acts and targets are read off it as well."""

    chunks: list[Chunk] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    stances: tuple[StanceOn, ...] = ()
    main: dict[str, TopicHit] = field(default_factory=dict)  #: topic -> the hit (article tokens) its side stands on
    roles: set[str] = field(default_factory=set)
    critical: bool = False  #: says that something does harm, goes too far or does not work, or is alarmed by it
    phrase: bool = False  #: the cue's own side bears on the content
    mild: set[str] = field(default_factory=set)  #: topics whose only praise is that they do no harm
    inherits_subject: bool = False  #: its topic is a bare pronoun


@dataclass(slots=True)
class Scope:
    """One chunk and all that a rule about it may ask; what is found is said into ``result``."""

    reading: Reading
    discourse: Discourse
    mentions: Mentions
    chunk: Chunk
    voice: Voice
    kind: str  #: how the content hangs on its cue
    preferred: tuple[str, ...]  #: topics the speaker has just taken a side on
    result: Analysis
    claim: bool  #: somebody else has just claimed something
    cue_strength: str
    against: bool = False  #: the cue is against what follows, so what a quarrel is about is included

    def say(self, hit: TopicHit, sign: int, role: str, word: Word | None, why: str) -> None:
        chunk = self.chunk
        span = self.reading.span(chunk.tokens[word.first], chunk.tokens[word.last]) if word else None
        critical = sign < 0 and (
            role in _CRITICAL_ROLES or role == "Benefit" or (role == "Consequence" and not chunk.conditional)
        )
        strength = strength_of(chunk.words[max(0, word.first - 2) : word.last + 1]) if word else ""
        if role == "Cue":
            strength = self.cue_strength or strength
        self.result.evidence.append(
            Evidence(in_article(hit, chunk), sign, role, span, why, chunk.conditional, critical, strength)
        )


def in_article(hit: TopicHit, chunk: Chunk) -> TopicHit:
    return TopicHit(chunk.tokens[hit.first], chunk.tokens[hit.last], hit.topic, hit.how, hit.system)


def strength_of(words: list[str]) -> str:
    """How strongly a word or cue is put: "strong", "weak", or "" where nothing says so.

    >>> strength_of(["resolutely", "opposed"]), strength_of(["cautiously", "welcomed"]), strength_of(["opposed"])
    ('strong', 'weak', '')
    """
    return "strong" if not _STRONGLY.isdisjoint(words) else "weak" if not _WEAKLY.isdisjoint(words) else ""


def _strongest(agreeing: list[Evidence]) -> str:
    found = [e.strength for e in agreeing]
    return "strong" if "strong" in found else "weak" if all(f == "weak" for f in found) else ""


def settle(result: Analysis, discourse: Discourse) -> None:
    """One side per topic: the sum of its evidence; a draw takes none."""
    by_topic: dict[str, list[Evidence]] = {}
    for e in result.evidence:
        topic = e.hit.topic
        if e.role in ("Harm", "Aim", "Excess", "Futility", "Benefit"):
            topic = discourse.aspect_of(topic)
        by_topic.setdefault(topic, []).append(e)
    stances = []
    for topic, found in by_topic.items():
        total = sum(e.sign for e in found)
        if total == 0:
            continue
        sign = 1 if total > 0 else -1
        agreeing = [e for e in found if e.sign == sign]
        best = agreeing[0]
        result.main[topic] = best.hit
        if sign > 0 and all(e.role in _MILD and e.why.startswith("not ") for e in agreeing):
            result.mild.add(topic)
        reason = "; ".join(dict.fromkeys(e.why for e in agreeing))
        stances.append(
            StanceOn(topic, STANCE[sign], reason, best.span, all(e.conditional for e in agreeing), _strongest(agreeing))
        )
    result.stances = tuple(stances)
