"""python -m extract.training.weighing GOLD... --out FILE [--texts FOLDER]...: the weights of the second look.

Each GOLD holds hand-marked articles (``gold`` says how they lie), with NAME.txt beside the marks or in one of the
FOLDERs; those that nobody reads for errors are left out. Every article is read by the rules; what the network says of
their sayings is weighed so that it agrees with the marks. FILE receives the weights and the probabilities from which on
a side, a target and another act are taken (two of each: where few sides are told in words, and where most are), those
that gave the best figures where each dispute was weighed by what the others taught. These figures are printed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from extract.attribute import rules
from extract.interpret import first_look, second_look
from extract.interpret.case import Case, holders
from extract.interpret.sides.judge import ACTS
from extract.interpret.weighing import (
    OfActor,
    OfTopic,
    Weights,
    acts_of,
    features,
    floor_at,
    likeliest,
    probability,
    side_of,
    told_in_words,
)
from extract.link import link
from extract.records import Spans
from extract.segment import segment
from extract.training.gold import marks_in, read_marks
from extract.training.joining import regress, words_of

RIDGE = 3.0
FLOORS = [n / 100 for n in range(25, 66, 5)]
#: figures that lie as near as this measure alike
POINT = 0.02
#: steps of Newton's method: it comes to rest in about six
NEWTON = 12
#: the articles without an extension are all of the shipped dispute
SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Marked:
    """An article with what the rules found, what is weighed, and the marks of each saying that has any."""

    dispute: str
    case: Case
    of_topics: list[OfTopic]
    of_actors: list[OfActor]
    of_acts: list[list[tuple[float, ...]]]  #: per saying, per act
    marks: dict[int, dict[str, Any]]

    def side(self, row: OfTopic) -> str | None:
        found = {s["topic"]: s["stance"] for s in self.marks[row.saying]["stances"]}
        return found.get(row.topic)

    @property
    def told(self) -> float:
        return told_in_words(self.case)


def marked(gold: Sequence[Path], texts: Sequence[Path]) -> list[Marked]:
    out = []
    for path in (p for folder in gold for p in marks_in(folder)):
        found = read_marks(path, texts)
        article, ontology = found.article, found.ontology
        passages = segment(article)
        attributions = rules.attribute(article, passages, ontology)
        linked = link(article, passages, attributions, ontology)
        case = first_look(article, passages, attributions, linked, ontology)
        topics = second_look.topics_of(case)
        looks = [second_look.look(case, i, topics) for i in range(len(attributions))]
        marks = _matched(article.text, [a.content for a in attributions], found.statements)
        dispute = found.dispute or SHIPPED
        of_acts = [acts_of(case, i, seen) for i, seen in enumerate(looks)]
        out.append(Marked(dispute, case, *features(case, topics, looks), of_acts, marks))
    return out


def _matched(text: str, contents: Sequence[Spans], statements: Sequence[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """The marks of each content that shares half its words with a marked one; borderline ones are left out."""
    mine = [words_of(text, c) for c in contents]
    pairs = []
    for n, s in enumerate(statements):
        theirs = words_of(text, tuple(map(tuple, s["content"])))
        for i, own in enumerate(mine):
            if 2 * len(own & theirs) >= len(own | theirs):
                pairs.append((-len(own & theirs) / len(own | theirs), n, i))
    found: dict[int, int] = {}
    for _, n, i in sorted(pairs):
        if i not in found and n not in found.values():
            found[i] = n
    return {i: statements[n] for i, n in found.items() if not statements[n].get("optional")}


Floors = tuple[float, float]
Fitted = tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...], tuple[float, ...]]


def fit(articles: Sequence[Marked]) -> Fitted:
    """Weights for: takes a side, which side, is a target, is the act."""
    topics = [(r, a.side(r)) for a in articles for r in a.of_topics if r.saying in a.marks]
    taken = [(r, s) for r, s in topics if s in ("support", "oppose")]
    actors = [
        (r.target, r.mention.actor.name in a.marks[r.saying]["targets"])
        for a in articles for r in a.of_actors if r.saying in a.marks
    ]  # fmt: skip
    return (
        _weights([(r.side, s in ("support", "oppose")) for r, s in topics]),
        _weights([(r.which, s == "support") for r, s in taken]),
        _weights(actors),
        _choosing([(a.of_acts[i], ACTS.index(m["act"])) for a in articles for i, m in a.marks.items()]),
    )


def _weights(rows: Sequence[tuple[tuple[float, ...], bool]]) -> tuple[float, ...]:
    x, y = np.array([f for f, _ in rows]), np.array([float(right) for _, right in rows])
    return tuple(round(float(w), 4) for w in regress(x, y, RIDGE))


def _choosing(rows: Sequence[tuple[Sequence[Sequence[float]], int]]) -> tuple[float, ...]:
    """Weights of a conditional logit, by Newton's method: (features of each choice, the right one) per row."""
    x, y = np.array([f for f, _ in rows]), np.array([right for _, right in rows])
    w = np.zeros(x.shape[2])
    for _ in range(NEWTON):
        score = x @ w
        p = np.exp(score - score.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        mean = (p[:, :, None] * x).sum(1)
        gradient = (x[np.arange(len(y)), y] - mean).sum(0) - RIDGE * w
        spread = np.einsum("na,nai,naj->ij", p, x, x) - mean.T @ mean + RIDGE * np.eye(len(w))
        w += np.linalg.solve(spread, gradient)
    return tuple(round(float(v), 4) for v in w)


def crossed(articles: Sequence[Marked]) -> dict[str, Fitted]:
    """For each dispute the weights that the others teach."""
    return {d: fit([a for a in articles if a.dispute != d]) for d in sorted({a.dispute for a in articles})}


def side_f1(
    articles: Sequence[Marked], given: Callable[[Marked], Fitted | None], floors: Floors
) -> tuple[float, float]:
    """F1 of the sides per saying, and of the positions (article, holder, side, topic)."""
    hits = said = gold = 0
    mine: set[tuple[object, ...]] = set()
    theirs: set[tuple[object, ...]] = set()
    for n, a in enumerate(articles):
        found: dict[int, dict[str, str]] = {
            i: {s.topic: s.stance for s in analysis.stances} for i, analysis in enumerate(a.case.analyses)
        }
        fitted, floor = given(a), floor_at(floors, a.told)
        for row in a.of_topics if fitted else ():
            assert fitted is not None
            stance, p = side_of(row, Weights(*fitted, floors, floors, floors))
            if p >= floor:
                found[row.saying][row.topic] = stance
        for i, sides in found.items():
            mine |= {(n, h, *s) for h in holders(a.case.linked, i) for s in sides.items()}
            if i in a.marks:
                marks = {s["topic"]: s["stance"] for s in a.marks[i]["stances"]}
                hits += len(marks.items() & sides.items())
                said, gold = said + len(sides), gold + len(marks)
                whose = a.marks[i]["on_behalf_of"] or a.marks[i]["speakers"]
                theirs |= {(n, h, *s) for h in whose for s in marks.items()}
    return 2 * hits / max(1, said + gold), 2 * len(mine & theirs) / max(1, len(mine) + len(theirs))


def target_f1(articles: Sequence[Marked], given: Callable[[Marked], Fitted | None], floors: Floors) -> float:
    """F1 of the targets per saying."""
    hits = said = gold = 0
    for a in articles:
        found = [{m.actor.name for m, _ in t} for t in a.case.targets]
        fitted, floor = given(a), floor_at(floors, a.told)
        for row in a.of_actors if fitted else ():
            assert fitted is not None
            if probability(row.target, fitted[2]) >= floor:
                found[row.saying].add(row.mention.actor.name)
        for i, marks in a.marks.items():
            hits += len(found[i] & set(marks["targets"]))
            said, gold = said + len(found[i]), gold + len(set(marks["targets"]))
    return 2 * hits / max(1, said + gold)


def act_share(articles: Sequence[Marked], given: Callable[[Marked], Fitted | None], floors: Floors) -> float:
    """The share of acts that are right."""
    right = count = 0
    for a in articles:
        fitted, floor = given(a), floor_at(floors, a.told)
        for i, marks in a.marks.items():
            found = a.case.acts[i][0]
            if fitted:
                act, p = likeliest(a.of_acts[i], fitted[3])
                found = act if p >= floor else found
            right, count = right + (found == marks["act"]), count + 1
    return right / max(1, count)


def _best(measured: Callable[[Floors], float]) -> Floors:
    """Of the floors that measure like the best ones the lowest for where little is told in words, so that it is found,
    and the highest for where most is, so that nothing nobody needs is added."""
    figures = {(low, high): measured((low, high)) for low in FLOORS for high in FLOORS if low <= high}
    alike = [floors for floors, value in figures.items() if value >= max(figures.values()) - POINT]
    low = min(f for f, _ in alike)
    return low, max(high for f, high in alike if f == low)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m extract.training.weighing", description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    articles = marked(given.gold, given.texts)
    others = crossed(articles)

    def nobody(_: Marked) -> Fitted | None:
        return None

    for part, chosen in (("all", articles), ("extensions", [a for a in articles if a.dispute != SHIPPED])):
        alone = *side_f1(chosen, nobody, (1, 1)), target_f1(chosen, nobody, (1, 1)), act_share(chosen, nobody, (1, 1))
        print(f"{part}: rules alone: sides, positions, targets, acts", *(f"{v:.3f}" for v in alone))
        for floor in FLOORS:
            floors = floor, floor
            sides, positions = side_f1(chosen, lambda a: others[a.dispute], floors)
            targets = target_f1(chosen, lambda a: others[a.dispute], floors)
            acts = act_share(chosen, lambda a: others[a.dispute], floors)
            print(f"  from {floor}: {sides:.3f} {positions:.3f} {targets:.3f} {acts:.3f}")
    side_floors = _best(lambda f: sum(side_f1(articles, lambda a: others[a.dispute], f)) / 2)
    target_floors = _best(lambda f: target_f1(articles, lambda a: others[a.dispute], f))
    act_floors = _best(lambda f: act_share(articles, lambda a: others[a.dispute], f))
    for part, chosen in (("all", articles), ("extensions", [a for a in articles if a.dispute != SHIPPED])):
        sides, positions = side_f1(chosen, lambda a: others[a.dispute], side_floors)
        targets = target_f1(chosen, lambda a: others[a.dispute], target_floors)
        acts = act_share(chosen, lambda a: others[a.dispute], act_floors)
        print(
            f"{part}: {side_floors} {sides:.3f} {positions:.3f} {target_floors} {targets:.3f} {act_floors} {acts:.3f}"
        )
    side, which, target, act = fit(articles)
    record = {
        "side": side, "which": which, "target": target, "act": act, "side_floors": side_floors,
        "target_floors": target_floors, "act_floors": act_floors,
    }  # fmt: skip
    given.out.write_text(json.dumps(record) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
