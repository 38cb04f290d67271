"""What is weighed of a saying and a topic, and of a saying and an actor, and how much each tells.

Logistic regression over what the network says and what the first look knows: whether the content names the topic, what
the article leads with, which side the holder takes elsewhere, what act it is. The weights
(``sides/model/weights.json``) are fitted by ``extract.training.weighing``.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.interpret.case import Case, holders
from extract.interpret.evidence import SIGN, STANCE, Analysis
from extract.interpret.sides.judge import ACTS, AGAINST, FOR, HERE, NONE, Answer
from extract.interpret.topic import TopicHit
from extract.interpret.words import word_set
from extract.records import Mention

#: a probability is taken to be no nearer to 0 or 1 than this
EDGE = 0.01
#: sentences within which the topic spoken of last is still what is meant
NEAR = 1
#: words that wish or do, of which half counts: they tell less of a side than praise and blame
_DOING = word_set("Wish Promoting Halting Necessity")
#: ways in which a topic is named outright
_NAMING = frozenset(("label", "keywords", "system", "contrary"))
_ACT_SIGNS = {"criticise": -1.0, "warn": -1.0, "deny": -0.5, "support": 1.0}

#: what is asked of a saying and a topic: whether it takes a side, and which; of a saying and an actor: is it a target
SIDE = (
    "one", "named", "referred to", "another referred to", "none named", "spoken of last", "leads", "share",
    "holder's side known", "another side taken", "network", "network none", "rival", "lean elsewhere",
    "none named x network", "named x network", "criticises", "supports", "holder's own doing",
)  # fmt: skip
WHICH = (
    "one", "network", "holder's side elsewhere", "lean elsewhere", "cue", "words", "act", "holder's own doing",
)  # fmt: skip
TARGET = (
    "one", "network", "network for", "inside", "addressed", "urged", "target elsewhere", "defends what is opposed",
    "opposes", "criticises or warns", "supports or announces", "urges", "denies", "another target", "lean elsewhere",
    "network criticises", "network warns", "network supports", "holder", "one of", "inside x network",
)  # fmt: skip
#: what is asked of a saying and each act: is it this one
ACT = ("network", "found", "found, and the cue names it", "nothing found but a saying", *(f"is {a}" for a in ACTS))


@dataclass(frozen=True, slots=True)
class Look:
    """One saying as it was asked about, and the answer."""

    actors: tuple[Mention, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight per feature, and the probabilities from which on a side, a target and another act are taken."""

    side: tuple[float, ...]
    which: tuple[float, ...]
    target: tuple[float, ...]
    act: tuple[float, ...]
    side_floor: float
    target_floor: float
    act_floor: float


@dataclass(frozen=True, slots=True)
class OfTopic:
    """A saying (its index), a topic on which the rules found no side, and the sign of its holder's side elsewhere."""

    saying: int
    topic: str
    known: int
    side: tuple[float, ...]
    which: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class OfActor:
    """A saying and an actor near it that the rules did not make a target."""

    saying: int
    mention: Mention
    target: tuple[float, ...]


@lru_cache(maxsize=1)
def weights() -> Weights:
    given = json.loads((HERE / "weights.json").read_text(encoding="utf-8"))
    rows = {name: tuple(given[name]) for name in ("side", "which", "target", "act")}
    return Weights(
        **rows, side_floor=given["side_floor"], target_floor=given["target_floor"], act_floor=given["act_floor"]
    )


def side_of(row: OfTopic, given: Weights) -> tuple[str, float]:
    """The likelier side and its probability; 0 where the holder takes the other in the same article."""
    taken, favour = probability(row.side, given.side), probability(row.which, given.which)
    sign = 1 if favour >= 0.5 else -1
    return STANCE[sign], 0.0 if row.known == -sign else taken * max(favour, 1 - favour)


def probability(values: Sequence[float], given: Sequence[float]) -> float:
    """The share of cases with such features that hold."""
    return 1 / (1 + math.exp(-sum(v * w for v, w in zip(values, given, strict=True))))


def features(case: Case, topics: tuple[str, ...], looks: Sequence[Look]) -> tuple[list[OfTopic], list[OfActor]]:
    """What is weighed, for every saying and topic and every saying and actor that the rules left open."""
    sides = [{s.topic: SIGN[s.stance] for s in a.stances} for a in case.analyses]
    whose = [holders(case.linked, i) for i in range(len(looks))]
    against = [{m.actor.name for m, _ in found} for found in case.targets]
    spoken = _spoken(case)
    total = sum(case.discourse.count.values()) or 1
    of_topics: list[OfTopic] = []
    of_actors: list[OfActor] = []
    for i, seen in enumerate(looks):
        others = [j for j in range(len(looks)) if j != i and whose[j] & whose[i]]
        if case.voices[i].holder and case.insides[i]:
            of_topics += _of_topics(case, i, seen, topics, sides, looks, others, spoken, total)
        of_actors += _of_actors(case, i, seen, sides, whose, against, looks, others)
    return of_topics, of_actors


def _of_topics(
    case: Case,
    i: int,
    seen: Look,
    topics: tuple[str, ...],
    sides: Sequence[dict[str, int]],
    looks: Sequence[Look],
    others: Sequence[int],
    spoken: Sequence[TopicHit],
    total: int,
) -> list[OfTopic]:
    analysis, count, reading = case.analyses[i], case.discourse.count, case.reading
    first = min(case.insides[i])
    hows: dict[str, set[str]] = {}
    for chunk in analysis.chunks:
        for hit in chunk.hits:
            hows.setdefault(hit.topic, set()).add(hit.how)
    before = bisect_left(spoken, first, key=lambda h: h.last)
    near = spoken[before - 1] if before else None
    if near is not None and reading.sentence[first] - reading.sentence[near.first] > NEAR:
        near = None
    cue = case.cues[i]
    act = case.acts[i][0]
    out = []
    for k, topic in enumerate(topics):
        if topic in sides[i]:
            continue
        p = seen.answer.topics[k]
        best = float(max(p[FOR], p[AGAINST]))
        named = bool(hows.get(topic, set()) & _NAMING)
        referred = bool(hows.get(topic, set()) - _NAMING)
        mine = [sides[j][topic] for j in others if topic in sides[j]]
        lean = [float(looks[j].answer.topics[k][FOR] - looks[j].answer.topics[k][AGAINST]) for j in others]
        leaning = sum(lean) / len(lean) if lean else 0.0
        about = case.discourse.matcher.about[topic][0]
        own = bool(about) and bool(about[0] & case.voices[i].own)
        rival = max((float(max(q[FOR], q[AGAINST])) for j, q in enumerate(seen.answer.topics) if j != k), default=0.0)
        side = (
            1.0, named, referred, any(t != topic for t in hows), not hows, near is not None and near.topic == topic,
            case.discourse.lead == topic, count[topic] / total, bool(mine) and sum(mine) != 0, bool(sides[i]),
            _odds(best), _odds(float(p[NONE])), rival, abs(leaning), (not hows) * _odds(best), named * _odds(best),
            act == "criticise", act == "support", own,
        )  # fmt: skip
        which = (
            1.0, math.log((float(p[FOR]) + EDGE) / (float(p[AGAINST]) + EDGE)), _sign(sum(mine)), leaning,
            SIGN[cue.stance] if cue is not None and cue.stance else 0, _tone(analysis), _ACT_SIGNS.get(act, 0.0), own,
        )  # fmt: skip
        out.append(OfTopic(i, topic, _sign(sum(mine)), tuple(map(float, side)), tuple(map(float, which))))
    return out


def _of_actors(
    case: Case,
    i: int,
    seen: Look,
    sides: Sequence[dict[str, int]],
    whose: Sequence[frozenset[str]],
    against: Sequence[set[str]],
    looks: Sequence[Look],
    others: Sequence[int],
) -> list[OfActor]:
    opposed = {t for t, sign in sides[i].items() if sign < 0}
    addressed = {m.actor.name for m, _ in case.addressed[i]}
    act, acts = case.acts[i][0], seen.answer.act
    content = case.attributions[i].content
    out = []
    for k, mention in enumerate(seen.actors):
        name = mention.actor.name
        if name in against[i]:
            continue
        p = seen.answer.actors[k]
        inside = any(a <= mention.span[0] and mention.span[1] <= b for a, b in content)
        elsewhere = [
            float(looks[j].answer.actors[n][AGAINST])
            for j in others
            for n, m in enumerate(looks[j].actors)
            if m.actor.name == name
        ]
        defends = any(sides[j].get(t, 0) > 0 for j in range(len(looks)) if name in whose[j] for t in opposed)
        row = (
            1.0, _odds(float(p[AGAINST])), _odds(float(p[FOR])), inside, name in addressed,
            name in addressed and act == "urge", any(name in against[j] for j in others), defends, bool(opposed),
            act in ("criticise", "warn"), act in ("support", "announce"), act == "urge", act == "deny",
            bool(against[i]), sum(elsewhere) / len(elsewhere) if elsewhere else 0.0, acts[ACTS.index("criticise")],
            acts[ACTS.index("warn")], acts[ACTS.index("support")], case.voices[i].holder, 1 / len(seen.actors),
            inside * _odds(float(p[AGAINST])),
        )  # fmt: skip
        out.append(OfActor(i, mention, tuple(map(float, row))))
    return out


def acts_of(case: Case, i: int, seen: Look) -> list[tuple[float, ...]]:
    """What is weighed of a saying and each of ``ACTS``."""
    found, cue = case.acts[i][0], case.cues[i]
    named = cue.act if cue is not None else "assert"
    rows = []
    for k, a in enumerate(ACTS):
        is_found = a == found
        own = (
            math.log(max(float(seen.answer.act[k]), EDGE / 10)), is_found,
            is_found and a == named and a != "assert", is_found and a == "assert",
        )  # fmt: skip
        rows.append((*map(float, own), *(float(a == other) for other in ACTS)))
    return rows


def likeliest(rows: Sequence[Sequence[float]], given: Sequence[float]) -> tuple[str, float]:
    """The likeliest act and its probability (conditional logit: McFadden 1974)."""
    scores = [math.exp(sum(v * w for v, w in zip(row, given, strict=True))) for row in rows]
    best = max(range(len(scores)), key=lambda k: scores[k])
    return ACTS[best], scores[best] / sum(scores)


def _spoken(case: Case) -> list[TopicHit]:
    """Every place where a topic is named or referred to, in tokens of the article, by where it ends."""
    chunks = (c for a in case.analyses for c in a.chunks)
    referred = {TopicHit(c.tokens[h.first], c.tokens[h.last], h.topic, h.how) for c in chunks for h in c.hits}
    named = {TopicHit(h.first, h.last, h.topic, h.how) for h in case.discourse.hits}
    return sorted(referred | named, key=lambda h: (h.last, h.first, h.topic, h.how))


def _tone(analysis: Analysis) -> float:
    """The sum of the signs of a content's stance words, from -2 to 2."""
    total = 0.0
    for chunk in analysis.chunks:
        for word in chunk.stance_words:
            entry = word.entries[0]
            sign = SIGN.get(entry.polarity, 0) * (0.5 if entry.role in _DOING else 1.0)
            total += -sign if word.negated else sign
    return max(-2.0, min(2.0, total))


def _odds(p: float) -> float:
    p = min(max(p, EDGE), 1 - EDGE)
    return math.log(p / (1 - p))


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def why(values: Sequence[float], given: Sequence[float], names: Sequence[str]) -> str:
    """The two features that speak most for what was decided."""
    favour = 1 if probability(values, given) >= 0.5 else -1
    told = sorted(zip(values, given, names, strict=True), key=lambda t: -favour * t[0] * t[1])
    return ", ".join(f"{name} {value:.2g}" for value, weight, name in told[:2] if favour * value * weight > 0)
