"""What is weighed of a saying and a topic, and of a saying and an actor, and how much each tells.

Logistic regression over what the network says and what the first look knows: whether the content names the topic, what
the article leads with, which side the holder takes elsewhere, what act it is. The weights
(``sides/model/weights.json``) are fitted by ``extract.training.weighing``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.interpret.case import Case, holders
from extract.interpret.evidence import SIGN, STANCE, Analysis
from extract.interpret.sides.judge import ACTS, AGAINST, FOR, HERE, NONE, Answer
from extract.interpret.words import word_set
from extract.records import Mention

#: a probability is taken to be no nearer to 0 or 1 than this
EDGE = 0.01
#: shares of sayings whose side is told in words: few of them, most of them
FEW, MOST = 0.3, 0.5
#: words that wish or do, of which half counts: they tell less of a side than praise and blame
_DOING = word_set("Wish Promoting Halting Necessity")
_ACT_SIGNS = {"criticise": -1.0, "warn": -1.0, "deny": -0.5, "support": 1.0}

#: what is asked of a saying and a topic: whether it takes a side, and which; of a saying and an actor: is it a target
SIDE = (
    "one", "named or referred to", "no topic named", "leads", "another side taken", "network", "rival",
    "criticises or supports", "sides told in words",
)  # fmt: skip
WHICH = (
    "one", "network", "holder's side elsewhere", "lean elsewhere", "cue", "words", "act", "holder's own doing",
)  # fmt: skip
TARGET = (
    "one", "network", "inside", "addressed", "urged", "target elsewhere", "another target", "lean elsewhere",
    "network criticises", "one of", "supports or announces", "opposes", "holder",
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
    """One weight per feature, and the probabilities from which on a side, a target and another act are taken: the
    first where sides are hardly told in words, the second where they mostly are."""

    side: tuple[float, ...]
    which: tuple[float, ...]
    target: tuple[float, ...]
    act: tuple[float, ...]
    side_floors: tuple[float, float]
    target_floors: tuple[float, float]
    act_floors: tuple[float, float]


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
    return Weights(**{name: tuple(values) for name, values in given.items()})


def told_in_words(case: Case) -> float:
    """The share of sayings with a holder in which the rules found a side: what they leave open in news they can read is
    likelier to have none."""
    held = sum(voice.holder for voice in case.voices)
    return sum(bool(a.stances) for a in case.analyses) / held if held else 0.0


def floor_at(floors: tuple[float, float], told: float) -> float:
    """The floor for an article in which this share of sayings has a side told in words: the better the rules can read,
    the likelier what they leave open has no side.

    >>> [round(floor_at((0.25, 0.5), told), 3) for told in (0.2, 0.4, 0.9)]
    [0.25, 0.375, 0.5]
    """
    low, high = floors
    return low + (high - low) * min(1.0, max(0.0, (told - FEW) / (MOST - FEW)))


def side_of(row: OfTopic, given: Weights) -> tuple[str, float]:
    """The likelier side and its probability; 0 where the holder takes the other in the same article."""
    taken, favour = probability(row.side, given.side), probability(row.which, given.which)
    sign = 1 if favour >= 0.5 else -1
    return STANCE[sign], 0.0 if row.known == -sign else taken * max(favour, 1 - favour)


def probability(values: Sequence[float], given: Sequence[float]) -> float:
    """The share of cases with such features that hold."""
    return 1 / (1 + math.exp(-sum(v * w for v, w in zip(values, given, strict=True))))


def features(case: Case, topics: tuple[str, ...], looks: Sequence[Look | None]) -> tuple[list[OfTopic], list[OfActor]]:
    """What is weighed, for every saying and topic and every saying and actor that the rules left open; nothing
    of a saying that was not asked about."""
    sides = [{s.topic: SIGN[s.stance] for s in a.stances} for a in case.analyses]
    whose = [holders(case.linked, i) for i in range(len(looks))]
    against = [{m.actor.name for m, _ in found} for found in case.targets]
    of_topics: list[OfTopic] = []
    of_actors: list[OfActor] = []
    told = told_in_words(case)
    for i, seen in enumerate(looks):
        if seen is None:
            continue
        others = [j for j in range(len(looks)) if j != i and whose[j] & whose[i]]
        if case.voices[i].holder and case.insides[i]:
            of_topics += _of_topics(case, i, seen, topics, sides, looks, others, told)
        of_actors += _of_actors(case, i, seen, sides[i], against, looks, others)
    return of_topics, of_actors


def _of_topics(
    case: Case,
    i: int,
    seen: Look,
    topics: tuple[str, ...],
    sides: Sequence[dict[str, int]],
    looks: Sequence[Look | None],
    others: Sequence[int],
    told: float,
) -> list[OfTopic]:
    analysis, cue, act = case.analyses[i], case.cues[i], case.acts[i][0]
    spoken = {h.topic for c in analysis.chunks for h in c.hits}
    out = []
    for k, topic in enumerate(topics):
        if topic in sides[i]:
            continue
        p = seen.answer.topics[k]
        mine = [sides[j][topic] for j in others if topic in sides[j]]
        answers = [it.answer.topics[k] for j in others if (it := looks[j])]
        lean = [float(a[FOR] - a[AGAINST]) for a in answers]
        about = case.discourse.matcher.about[topic][0]
        own = bool(about) and bool(about[0] & case.voices[i].own)
        rival = max((float(max(q[FOR], q[AGAINST])) for j, q in enumerate(seen.answer.topics) if j != k), default=0.0)
        side = (
            1.0, topic in spoken, not spoken, case.discourse.lead == topic, bool(sides[i]), _odds(1 - float(p[NONE])),
            rival, act in ("criticise", "support"), told,
        )  # fmt: skip
        which = (
            1.0, math.log((float(p[FOR]) + EDGE) / (float(p[AGAINST]) + EDGE)), _sign(sum(mine)), _mean(lean),
            SIGN[cue.stance] if cue is not None and cue.stance else 0, _tone(analysis), _ACT_SIGNS.get(act, 0.0), own,
        )  # fmt: skip
        out.append(OfTopic(i, topic, _sign(sum(mine)), tuple(map(float, side)), tuple(map(float, which))))
    return out


def _of_actors(
    case: Case,
    i: int,
    seen: Look,
    sides: dict[str, int],
    against: Sequence[set[str]],
    looks: Sequence[Look | None],
    others: Sequence[int],
) -> list[OfActor]:
    opposes = any(sign < 0 for sign in sides.values())
    addressed = {m.actor.name for m, _ in case.addressed[i]}
    act, acts = case.acts[i][0], seen.answer.act
    content = case.attributions[i].content
    out = []
    for k, mention in enumerate(seen.actors):
        name = mention.actor.name
        if name in against[i] or (act == "urge" and name in addressed and against[i]):
            continue  # "urged X to press Y": against Y
        p = seen.answer.actors[k]
        inside = any(a <= mention.span[0] and mention.span[1] <= b for a, b in content)
        elsewhere = [
            float(it.answer.actors[n][AGAINST])
            for j in others
            if (it := looks[j])
            for n, m in enumerate(it.actors)
            if m.actor.name == name
        ]
        row = (
            1.0, _odds(float(p[AGAINST])), inside, name in addressed, name in addressed and act == "urge",
            any(name in against[j] for j in others), bool(against[i]), _mean(elsewhere),
            acts[ACTS.index("criticise")], 1 / len(seen.actors), act in ("support", "announce"), opposes,
            case.voices[i].holder,
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


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def why(values: Sequence[float], given: Sequence[float], names: Sequence[str]) -> str:
    """The two features that speak most for what was decided."""
    favour = 1 if probability(values, given) >= 0.5 else -1
    told = sorted(zip(values, given, names, strict=True), key=lambda t: -favour * t[0] * t[1])
    return ", ".join(f"{name} {value:.2g}" for value, weight, name in told[:2] if favour * value * weight > 0)
