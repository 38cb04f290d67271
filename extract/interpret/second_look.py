"""The second look: where the rules found no side, no target or no act, the network that takes sides is asked.

It reads a saying in its place and answers for every topic the article names and every actor that stands near. The
rules' findings stand: they are right more often, and each has a reason in words. What the network adds, from a
probability on, carries that probability as its reason. Nothing is asked in an article that names no topic: there is
no dispute in it that we know of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.interpret.discourse import Discourse
from extract.interpret.evidence import Analysis
from extract.interpret.reading import Reading
from extract.interpret.sides.judge import ACTS, AGAINST, FOR, Answer, Networks, judge
from extract.interpret.sides.question import Question
from extract.interpret.voice import Mentions, Voice, is_self
from extract.records import Attribution, Mention, Span, StanceOn

#: topics and actors asked about at once, the most mentioned and the nearest first
TOPICS, ACTORS = 8, 8
#: code points of a sentence before the saying that are read as well
BEFORE = 400
#: from which probability on a side, a target and an act are taken over; each gave the best F1 on tests/gold
SIDE, TARGET, ACT = 0.6, 0.6, 0.5


@dataclass(frozen=True, slots=True)
class Look:
    """One saying as it is asked about, and the answer."""

    topics: tuple[str, ...]
    actors: tuple[Mention, ...]
    answer: Answer


def topics_of(discourse: Discourse, analyses: Sequence[Analysis]) -> tuple[str, ...]:
    """The topics an article names or refers to, the most mentioned first."""
    referred = {h.topic for a in analyses for c in a.chunks for h in c.hits}
    named = sorted({*discourse.count, *referred}, key=lambda t: (-discourse.count[t], t))
    return tuple(named[:TOPICS])


def look(
    reading: Reading,
    discourse: Discourse,
    everyone: Mentions,
    a: Attribution,
    voice: Voice,
    topics: tuple[str, ...],
    networks: Networks | None = None,
) -> Look:
    """Ask about one saying of an article."""
    stretch = _stretch(reading, a)
    source = tuple(s for s in a.source if stretch[0] <= s[0] and s[1] <= stretch[1])
    actors = _actors(everyone, a, voice, stretch)
    labels = tuple(discourse.matcher.ontology.topics[t].label for t in topics)
    question = Question(stretch, a.content, source, labels, tuple(m.span for m in actors))
    return Look(topics, actors, judge(reading.text, question, networks))


def sides(seen: Look, found: tuple[StanceOn, ...]) -> tuple[StanceOn, ...]:
    """The sides found and those the network adds on other topics."""
    out = list(found)
    known = {s.topic for s in found}
    for topic, p in zip(seen.topics, seen.answer.topics, strict=True):
        side = FOR if p[FOR] >= p[AGAINST] else AGAINST
        if topic not in known and p[side] >= SIDE:
            stance = "support" if side == FOR else "oppose"
            out.append(StanceOn(topic, stance, f"read by the network ({p[side]:.2f})"))
    return tuple(out)


def targets(seen: Look, found: list[tuple[Mention, str]]) -> list[tuple[Mention, str]]:
    """The targets found and those the network adds, in text order."""
    known = {m.actor.name for m, _ in found}
    added = [
        (m, f"read by the network ({p[AGAINST]:.2f})")
        for m, p in zip(seen.actors, seen.answer.actors, strict=True)
        if p[AGAINST] >= TARGET and m.actor.name not in known
    ]
    return sorted([*found, *added], key=lambda t: t[0].span) if added else found


def act(seen: Look, found: tuple[str, str]) -> tuple[str, str]:
    """The act found, or the network's where the words show none but that something is said."""
    best = int(seen.answer.act.argmax())
    p = float(seen.answer.act[best])
    return (ACTS[best], f"read by the network ({p:.2f})") if found[0] == "assert" and p >= ACT else found


def _stretch(reading: Reading, a: Attribution) -> Span:
    """The sentences a saying stands in, and the one before them, if not too long."""
    places = [p for s in (*a.content, *a.source) for p in (s[0], s[1] - 1)]
    low, high = min(places), max(places)
    first, last = reading.sentence_at(low), reading.sentence_at(high)
    start, end = reading.start[reading.bounds[first][0]], reading.end[reading.bounds[last][1] - 1]
    if first:
        before = reading.start[reading.bounds[first - 1][0]]
        if start - before < BEFORE:
            start = before
    return min(start, low), max(end, high + 1)


def _actors(everyone: Mentions, a: Attribution, voice: Voice, stretch: Span) -> tuple[Mention, ...]:
    """Other actors in the stretch, each once where it stands nearest to the content's beginning, best in it."""
    nearest: dict[str, tuple[tuple[bool, int], Mention]] = {}
    begin = a.content[0][0]
    for span, (first, _) in everyone.range.items():
        mention = everyone.at.get(first)
        if mention is None or mention.span != span or not (stretch[0] <= span[0] and span[1] <= stretch[1]):
            continue
        if mention.actor.kind == "unnamed" or is_self(mention, voice):
            continue
        if any(span[0] < end and start < span[1] for start, end in a.source):
            continue
        rank = not any(start <= span[0] and span[1] <= end for start, end in a.content), abs(span[0] - begin)
        if mention.actor.name not in nearest or rank < nearest[mention.actor.name][0]:
            nearest[mention.actor.name] = rank, mention
    chosen = sorted(nearest.values(), key=lambda n: n[0])[:ACTORS]
    return tuple(sorted((m for _, m in chosen), key=lambda m: m.span))
