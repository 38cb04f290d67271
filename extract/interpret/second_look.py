"""The second look: where the rules found no side, no target or no act, what a network says is weighed.

The network reads every saying in its place and answers for every topic the article names and every actor that stands
near; ``weighing`` weighs its answers with what the first look knows. The sides and targets that the rules found stand:
they are right more often, and each has a reason in words; what is added carries its probability and what spoke for it.
An act may change where another weighs enough. A holder takes no second side on what it has taken one on in the same
article. Where most sides are told in words, a saying that has one is not asked about: to ask again brought next to
nothing right there, and took half of the time.

In an article that names no topic there is no dispute that we know of, yet people in it are against each other: there
the act is asked of every saying, and targets only of one that has none yet and an act that may have one.
"""

from __future__ import annotations

from extract.attribute.auto import is_of_known_actors
from extract.interpret.case import Case
from extract.interpret.reading import Reading
from extract.interpret.sides.judge import ACTS, judge
from extract.interpret.sides.question import Question
from extract.interpret.voice import Mentions, Voice, is_self
from extract.interpret.weighing import (
    MOST,
    SIDE,
    TARGET,
    WHICH,
    Look,
    acts_of,
    features,
    floor_at,
    likeliest,
    probability,
    side_of,
    told_in_words,
    weights,
    why,
)
from extract.records import Attribution, Mention, Span, Spans, StanceOn

#: most topics and actors asked about at once, the most mentioned and the nearest first; more topics change single
#: answers only, and each takes a twentieth of the time
TOPICS, ACTORS = 7, 8
#: acts that may have a target which the rules did not see, where no topic is named: announcements and approval hardly
#: ever have one
OPEN = frozenset(("assert", "criticise", "deny", "urge", "warn"))
#: the probability from which on an actor is a target in news of no topic and of few known actors. The weights were
#: fitted on news of disputes and say too little there: of what lies between this and the usual floor four in ten are
#: right, and F1 (pairs per document, a third of SEESAW's training part) grows down to it and no further: 0.235 from
#: 0.15 on, 0.251 from 0.07, 0.253 from 0.05, 0.254 from 0.03
OPEN_FLOOR = 0.05
#: code points of a sentence before the saying that are read as well
BEFORE = 400


def weigh(case: Case) -> None:
    """Add to the case the sides, targets and acts that weigh enough."""
    topics = topics_of(case)
    given, told = weights(), told_in_words(case)
    looks = [
        None if told >= MOST and case.analyses[i].stances else look(case, i, topics)
        for i in range(len(case.attributions))
    ]
    of_topics, of_actors = features(case, topics, looks)
    side_floor, act_floor = floor_at(given.side_floors, told), floor_at(given.act_floors, told)
    floor = floor_at(given.target_floors, told) if topics or of_known_actors(case) else OPEN_FLOOR
    for row in of_topics:
        stance, p = side_of(row, given)
        if p >= side_floor:
            reason = f"weighed {p:.2f}: {why(row.side, given.side, SIDE)}; {why(row.which, given.which, WHICH)}"
            analysis = case.analyses[row.saying]
            analysis.stances = (*analysis.stances, StanceOn(row.topic, stance, reason))
    for other in of_actors:
        p = probability(other.target, given.target)
        if p >= floor:
            reason = f"weighed {p:.2f}: {why(other.target, given.target, TARGET)}"
            case.targets[other.saying].append((other.mention, reason))
    for found in case.targets:
        found.sort(key=lambda t: t[0].span)
    for i, seen in enumerate(looks):
        if seen is not None and case.acts[i][0] in ACTS:  # no act of a user's own
            act, p = likeliest(acts_of(case, i, seen), given.act)
            if act != case.acts[i][0] and p >= act_floor:
                case.acts[i] = act, f"weighed {p:.2f}: read by the network"


def of_known_actors(case: Case) -> bool:
    """Whether the article is news of states and their officials, as the default attributor judges it."""
    return is_of_known_actors(case.article.text, tuple(case.attributions), case.ontology)


def topics_of(case: Case) -> tuple[str, ...]:
    """The topics an article names or refers to, the most mentioned first."""
    count = case.discourse.count
    referred = {h.topic for a in case.analyses for c in a.chunks for h in c.hits}
    return tuple(sorted({*count, *referred}, key=lambda t: (-count[t], t))[:TOPICS])


def look(case: Case, i: int, topics: tuple[str, ...]) -> Look:
    """Ask about one saying of an article."""
    a = case.attributions[i]
    stretch = stretch_of(case.reading, (*a.content, *a.source), BEFORE if topics else 0)
    is_open = topics or (not case.targets[i] and case.acts[i][0] in OPEN)
    actors = _actors(case.everyone, a, case.voices[i], stretch) if is_open else ()
    source = tuple(s for s in a.source if stretch[0] <= s[0] and s[1] <= stretch[1])
    labels = tuple(case.ontology.topics[t].label for t in topics)
    title = case.article.title or ""
    heading = "" if not topics or title in case.reading.text[slice(*stretch)] else title
    question = Question(stretch, a.content, source, labels, tuple(m.span for m in actors), heading)
    return Look(actors, judge(case.reading.text, question))


def stretch_of(reading: Reading, spans: Spans, most: int = BEFORE) -> Span:
    """The sentences that content and source of a saying stand in, and the one before them, if shorter than ``most``."""
    places = [p for s in spans for p in (s[0], s[1] - 1)]
    low, high = min(places), max(places)
    first, last = reading.sentence_at(low), reading.sentence_at(high)
    start, end = reading.start[reading.bounds[first][0]], reading.end[reading.bounds[last][1] - 1]
    if first:
        before = reading.start[reading.bounds[first - 1][0]]
        if start - before < most:
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
