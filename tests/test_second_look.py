"""interpret, the second look: what a network says is weighed where the rules are silent, and only there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extract.flow import extract
from extract.interpret import second_look
from extract.interpret.evidence import STANCE
from extract.interpret.sides.judge import ACTS, Answer, judge
from extract.interpret.sides.question import Question
from extract.interpret.weighing import (
    ACT,
    FEW,
    MOST,
    SIDE,
    TARGET,
    WHICH,
    OfTopic,
    Weights,
    floor_at,
    likeliest,
    side_of,
    weights,
)
from extract.read import read_text
from extract.records import Statement
from extract.training.weighing import _choosing
from ontology.knowledge import load

pytest.importorskip("onnxruntime", reason="onnxruntime is not installed: the second look is not tested here")

EXTENSION = Path(__file__).parent / "extensions" / "pipeline.ttl"
ARTICLE = EXTENSION.with_name("pipeline-article.txt").read_text(encoding="utf-8")
#: an article on the same dispute in which most sides are implied
IMPLIED = """Norland protests as Sudria lays first pipes

PORT ALDA, March 13, 2020 (Coast Wire) - Sudria on Friday laid the first pipes of the Sundra pipeline.

Norland said Sudria had put its own profit above the sea that both nations live from. "They did not even ask us," said
Foreign Minister Mara Venn.

Sudria's energy minister, Tomas Rill, defended the work and said it served both nations.

A Westmark official said deliveries would begin in the autumn.
"""


def read(text: str, sides: str, doc: str = "case") -> tuple[Statement, ...]:
    return extract(read_text(text, doc=doc), load([EXTENSION]), "rules", 0.0, sides)


@pytest.mark.parametrize("text", [ARTICLE, IMPLIED])
def test_what_the_rules_found_stands(text: str) -> None:
    for rules, both in zip(read(text, "rules"), read(text, "network"), strict=True):
        assert (rules.id, rules.speakers, rules.date) == (both.id, both.speakers, both.date)
        assert both.stances[: len(rules.stances)] == rules.stances
        assert {m.actor.name for m in rules.targets} <= {m.actor.name for m in both.targets}
        assert both.act in ACTS


def test_what_is_added_says_how_much_it_weighs() -> None:
    added = [
        s for rules, both in zip(read(IMPLIED, "rules"), read(IMPLIED, "network"), strict=True)
        for s in both.stances[len(rules.stances) :]
    ]  # fmt: skip
    assert added and all(s.reason.startswith("weighed 0.") and s.stance in STANCE.values() for s in added)
    reasons = [r for s in read(IMPLIED, "network") for r in s.reasons]
    assert any("weighed" in r or "read by the network" in r for r in reasons)


def test_an_implied_side_is_read() -> None:
    found = {(s.text["content"][:20], x.topic, x.stance) for s in read(IMPLIED, "network") for x in s.stances}
    assert any(topic == "sundra-pipeline" and stance == "oppose" for _, topic, stance in found)
    assert any(topic == "sundra-pipeline" and stance == "support" for _, topic, stance in found)


def test_the_same_article_gives_the_same_whatever_was_read_before() -> None:
    first = read(IMPLIED, "network")
    read(ARTICLE, "network", "other")
    assert read(IMPLIED, "network") == first


def test_where_no_topic_is_named_the_act_is_asked_of_every_saying_and_targets_of_some(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def note(text: str, question: Question) -> Answer:
        asked.append((text[slice(*question.stretch)], question.topics, [text[slice(*a)] for a in question.actors]))
        return judge(text, question)

    monkeypatch.setattr(second_look, "judge", note)
    sayings = (
        "Norland said on Friday that Sudria had sent the boats home empty.",
        "Norland said on Friday that the harvest was good.",
        "Norland welcomed a visit of Sudria on Friday.",
    )
    found = read(f"It rained. {' '.join(sayings)}", "network")
    assert asked == [(sayings[0], (), ["Sudria"]), (sayings[1], (), []), (sayings[2], (), [])]
    assert not any(s.stances for s in found)


def test_where_sides_are_mostly_told_a_saying_with_one_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Question] = []

    def note(text: str, question: Question) -> Answer:
        asked.append(question)
        return judge(text, question)

    monkeypatch.setattr(second_look, "judge", note)
    rules = read(ARTICLE, "rules")
    told = {s.content for s in rules if s.stances}
    assert len(told) >= MOST * len(rules)
    read(ARTICLE, "network")
    assert {q.content for q in asked} == {s.content for s in rules} - told
    asked.clear()
    read(IMPLIED, "network")
    assert {q.content for q in asked} == {s.content for s in read(IMPLIED, "rules")}


def test_a_side_on_what_concerns_one_system_is_about_that_system() -> None:
    (statement,) = read("Norland opposes the Sundra pipeline.", "rules")
    assert statement.stances[0].topic == "sundra-pipeline" and statement.systems == ("kestrel",)


def test_a_holder_takes_no_second_side() -> None:
    floors = 0.3, 0.3
    given = Weights((1.0,), (1.0,), (), (), side_floors=floors, target_floors=floors, act_floors=floors)
    assert side_of(OfTopic(0, "dam", 0, (2.0,), (2.0,)), given)[0] == "support"
    assert side_of(OfTopic(0, "dam", 1, (2.0,), (2.0,)), given)[1] > 0.5
    assert side_of(OfTopic(0, "dam", -1, (2.0,), (2.0,)), given)[1] == 0
    assert side_of(OfTopic(0, "dam", -1, (2.0,), (-2.0,)), given)[0] == "oppose"


def test_weights_are_those_of_the_features() -> None:
    given = weights()
    assert (len(given.side), len(given.which), len(given.target)) == (len(SIDE), len(WHICH), len(TARGET))
    assert len(given.act) == len(ACT)
    for low, high in (given.side_floors, given.target_floors, given.act_floors):
        assert 0.2 <= low < high <= 0.7


def test_where_sides_are_told_in_words_the_network_must_be_surer() -> None:
    """The share of sayings with a side of the rules' moves the floors from the first to the second."""
    floors = [floor_at((0.25, 0.45), told) for told in (0.0, FEW, (FEW + MOST) / 2, MOST, 1.0)]
    assert floors == pytest.approx([0.25, 0.25, 0.35, 0.45, 0.45])


def test_the_likeliest_act() -> None:
    rows = [(float(a == "warn"), 1.0) for a in ACTS]
    act, p = likeliest(rows, (2.0, 5.0))
    assert act == "warn" and p == pytest.approx(np.exp(2) / (np.exp(2) + 6))


def test_the_weights_of_acts_are_found() -> None:
    """What tells the right one from the others gets a weight, what stands at all of them none."""
    rows = [([[float(k == n % 3), 1.0] for k in range(3)], n % 3) for n in range(60)]
    told, all_alike = _choosing(rows)
    assert told > 2 and all_alike == pytest.approx(0)
