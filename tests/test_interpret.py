"""interpret: a table per question, on disputes that only a test extension knows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from extract.flow import extract
from extract.interpret import interpret
from extract.interpret.occasion import occasions
from extract.link import link
from extract.read import read_text
from extract.records import Article, Attribution, Block, Form, Span, Statement
from extract.segment import segment
from ontology.knowledge import Ontology, load

HERE = Path(__file__).parent
ONTOLOGY = load([HERE / "extensions" / "pipeline.ttl"])
_MARK = re.compile(r"\[([SCAT]) |\]")


def attributions(marked: str) -> tuple[str, list[Attribution]]:
    """Text and attributions of a marked text: [S source], [C cue], [A addressee], [T content]; each line holds one
    statement and, nested in its content, at most one more."""
    text = ""
    found: list[Attribution] = []
    for line in marked.split("\n"):
        stack: list[tuple[str, int, int]] = []
        spans: dict[int, dict[str, list[Span]]] = {}
        at = 0
        for m in _MARK.finditer(line):
            text += line[at : m.start()]
            at = m.end()
            if m.group(1):
                level = sum(kind == "T" for kind, _, _ in stack)
                stack.append((m.group(1), len(text), level))
            else:
                kind, start, level = stack.pop()
                spans.setdefault(level, {}).setdefault(kind, []).append((start, len(text)))
        text += line[at:] + "\n"
        outer = len(found)
        for level, marks in sorted(spans.items()):
            content = tuple(marks["T"])
            form: Form = "direct" if text[content[0][0]] in '"“' else "indirect"
            carried = outer - 1 if not marks.get("S") and not marks.get("C") and outer else None
            found.append(
                Attribution(
                    content,
                    tuple(marks.get("C", ())),
                    tuple(marks.get("S", ())),
                    form,
                    None,
                    tuple(marks.get("A", ())),
                    parent=outer if level else None,
                    continues=carried,
                    confidence=0.8,
                )
            )
    return text, found


def read(
    marked: str, *, published: str | None = "2020-03-13", title: bool = False, ontology: Ontology = ONTOLOGY
) -> list[Statement]:
    """Statements of a marked text; 2020-03-13 is a Friday."""
    text, found = attributions(marked)
    blocks = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            kind = "title" if title and not blocks else "paragraph"
            blocks.append(Block((at, at + len(line.rstrip())), kind))  # type: ignore[arg-type]
        at += len(line)
    article = Article("case", text, tuple(blocks), published=published)
    passages = segment(article)
    placed = tuple(
        replace(a, passage=next(n for n, p in enumerate(passages) if p.span[0] <= a.content[0][0] < p.span[1]))
        for a in found
    )
    return list(interpret(article, passages, placed, link(article, passages, placed, ontology), ontology, "rules"))


def sides(statement: Statement) -> set[tuple[str, str]]:
    return {(s.topic, s.stance) for s in statement.stances}


ACTS = [
    ("[S Norland] [C said] [T the port would be opened within weeks].", "announce"),
    ("[S Norland] [C said] [T the port might be opened within weeks].", "assert"),
    ("[S Venn] [C said] [T Norland had ordered an inquiry into the spill].", "announce"),
    ("[S Fishermen in Sudria] [C said] [T they would sue the company].", "announce"),
    ("[S Norland] [C said] [T it would regard the ships as pirates].", "assert"),
    ("[S Norland] [C vowed] [T to take necessary measures].", "warn"),
    ("[S Sudria] [C said] [T it would take countermeasures].", "warn"),
    ("[S Sudria] [C said] [T “We do not welcome what has happened.”]", "criticise"),
    ("[S Sudria] [C said] [T it welcomed better ties with Norland].", "support"),
    ("[S Sudria] [C said] [T it was not eager to open a second port].", "assert"),
    ("[S Sudria] [C said] [T “We cannot confirm that there was a spill.”]", "deny"),
    ("[S Norland] [C hopes] [T to lay the first pipes in May].", "announce"),
    ("[S Norland] [C said] [T Sudria's worries had to be heard].", "assert"),
    ("[S Norland] [C said] [T the Gorge Dam must be scrapped].", "urge"),
    ('[T "We condemn this raid on our port,"] [S Venn] [C said].', "criticise"),
    ("[S Norland] [C rejects] [T the Sundra pipeline].", "criticise"),
    ("[S Norland] [C welcomed] [T the decision to halt the Sundra pipeline].", "support"),
    ("[S Norland] [C said] [T they had decided to open the port].", "announce"),
    ("[S Norland] [C said] [T it hoped Sudria would open the port].", "urge"),
    ("[S Norland] [C said] [T the ferry left at noon].", "assert"),
    ("[S Norland] [C said] [T it would recall its envoy if the ships came].", "warn"),
    ("[S Norland] [C said] [T it would support a second port if Sudria paid].", "announce"),
    ("[T “What is Sudria still waiting for?”] [S Venn] [C asked].", "criticise"),
    ("[S Norland] [C described] [T the ferry as a wise step].", "assert"),
    ("[S Norland] [C branded] [T the ferry a floating coffin].", "criticise"),
    ("[S Norland] [C said] [T the Sundra pipeline threatens the herring].", "criticise"),
    ("[S Norland] [C said] [T Sudria should halt the Sundra pipeline].", "urge"),
    ("[S Norland] [C said] [T it is time for both coasts to sit down together].", "urge"),
    ("[S Norland] [C urged] [A Sudria] [T to halt the Sundra pipeline].", "urge"),
    ("[S Norland] [C said] [T it will send two inspectors to the coast].", "announce"),
    ("[S Norland] [C agreed] [T to open a second port].", "announce"),
    ("[S Norland] [C has not said that] [T it will open the port].", "deny"),
    ("[S Norland] [C said] [T the coast needed the Sundra pipeline against storms].", "assert"),
    (
        '[T "This pipe is a defensive step against floods, and the Sundra pipeline is safe,"] [S Venn] [C said].',
        "assert",
    ),
    ("[S Norland] [C agreed that] [T the Sundra pipeline is needed].", "support"),
    ('[T "We hope the water-sharing talks can be resumed soon,"] [S Venn] [C said].', "support"),
    ("[S Norland] [C said] [T if the Sundra pipeline is laid there will be consequences].", "warn"),
    ("[S Norland] [C warned] [T the Sundra pipeline would cut off the herring].", "warn"),
    ("[S Norland] [C denied] [T a report that it had sold the port].", "deny"),
    ("[S Norland] [C dismissed] [T the claim that it had asked for a base].", "deny"),
    ("[S Norland] [C said] [T it has no plan to buy the Kestrel].", "deny"),
    ("[S Norland] [C expressed concern over] [T the Sundra pipeline].", "criticise"),
    ("[S Norland] [C opposes] [T the Sundra pipeline].", "criticise"),
    ("[S Norland] [C called for] [T water-sharing talks].", "urge"),
    ("[S Norland] [C said] [T Sudria could do more for the herring].", "criticise"),
    ('[T "Do not take steps that hurt the coast,"] [S Venn] [C said].', "urge"),
    ("[S Norland] [C agreed that] [T the Gorge Dam would harm the valley].", "criticise"),
    ("[S Norland] [C dismissed] [T the claim] as groundless.", "deny"),
    ("[S Norland] [C told] [A Sudria] [T the Gorge Dam had hurt trust].", "criticise"),
    ("[S Norland] [C has disavowed] [T any intention to build the Gorge Dam].", "deny"),
    ("[S Norland] [C said] [T it does not want to join the water-sharing talks].", "deny"),
    ("[S Norland] [C said] [T Sudria does not want to join the water-sharing talks].", "assert"),
    ("[S Norland] [C said] [T it would not yield an inch of the coast].", "deny"),
    ("[S Norland] [C said] [T Sudria would not yield an inch of the coast].", "assert"),
    ("[S Venn] [C said] [T he would review the Gorge Dam if elected].", "announce"),
    ('[T "We hope that the other countries will deal with it,"] [S Venn] [C said].', "urge"),
    ("[S Norland] [C said] [T it would review the Gorge Dam if the boats came].", "warn"),
]


@pytest.mark.parametrize(("marked", "act"), ACTS)
def test_act(marked: str, act: str) -> None:
    found = read(marked)[0]
    assert found.act == act, found.reasons


P, F, R, D = "sundra-pipeline", "fishing-rights", "river-commission", "gorge-dam"
STANCES = [
    # the cue takes the side
    ("[S Norland] [C opposes] [T the Sundra pipeline].", {(P, "oppose")}),
    ("[S Norland] [C voiced regret at] [T the Sundra pipeline's demise].", {(P, "support")}),
    ("[S Norland] [C deplored] [T Sudria's exit from the Sundra pipeline].", {(P, "support")}),
    ("[S Norland] [C announced] [T it was leaving the Sundra pipeline].", {(P, "oppose")}),
    ("[S Norland] [C backed] [T the Sundra pipeline].", {(P, "support")}),
    ("[S Norland] [C called for] [T an end to the Sundra pipeline].", {(P, "oppose")}),
    ("[S Norland] [C called for] [T a resumption of water-sharing talks].", {(R, "support")}),
    ("[S Norland] [C opposed] [T efforts by Sudria to lay pipes across the strait].", {(P, "oppose")}),
    (
        "[S Norland] [C expressed concern over] [T the Sundra pipeline and the Gorge Dam].",
        {(P, "oppose"), (D, "oppose")},
    ),
    ("[S Norland] [C voiced opposition to] [T a halt to water-sharing talks].", {(R, "support")}),
    # what is said of it
    ("[S Sudria] [C said] [T the Sundra pipeline would not help peace].", {(P, "oppose")}),
    ("[S Sudria] [C said] [T the Sundra pipeline went far beyond the needs of the coast].", {(P, "oppose")}),
    ("[S Sudria] [C said] [T there was no justification for the Sundra pipeline].", {(P, "oppose")}),
    ("[S Sudria] [C vowed] [T to take measures against the Sundra pipeline].", {(P, "oppose")}),
    ("[S Sudria] [C said] [T nobody wants the Sundra pipeline].", {(P, "oppose")}),
    ("[S Norland] [C said] [T the Sundra pipeline would go ahead as planned].", {(P, "support")}),
    ("[S Norland] [C said] [T the Sundra pipeline was a sovereign decision].", {(P, "support")}),
    ("[S Norland] [C said] [T it would not back down on the Sundra pipeline].", {(P, "support")}),
    ("[S Norland] [C said] [T the Sundra pipeline will not be scrapped].", {(P, "support")}),
    ("[S Norland] [C said] [T the Sundra pipeline would be decided later].", {(P, "neutral")}),
    ("[S Norland] [C said] [T the Sundra pipeline needed the consent of both coasts].", set()),
    ("[S Sudria] [C said] [T the Sundra pipeline went far beyond what the coast needed].", {(P, "oppose")}),
    ("[S Norland] [C said] [T the review will not undo the Sundra pipeline].", set()),
    ("[S Norland] [C said] [T the Sundra pipeline causes grave concern].", {(P, "oppose")}),
    ("[S Norland] [C sought] [T to calm doubts over the Sundra pipeline].", {(P, "support")}),
    # what is asked for
    ("[S Norland] [C urged] [A Sudria] [T to rethink the Sundra pipeline].", {(P, "oppose")}),
    ("[S Norland] [C urged] [A Sudria] [T not to lay pipes in the strait].", {(P, "oppose")}),
    ("[S Norland] [C urged] [A Sudria] [T to return to the water-sharing talks].", {(R, "support")}),
    (
        "[S Norland] [C urged] [A Sudria] [T to stop the Gorge Dam and resume water-sharing talks].",
        {(D, "oppose"), (R, "support")},
    ),
    ("[S Norland] [C vowed] [T to complete the Sundra pipeline].", {(P, "support")}),
    ("[S Norland] [C asked] [A Sudria] [T to open talks over the Gorge Dam].", set()),
    # what the thing does
    ("[S Norland] [C said] [T the Sundra pipeline threatens the herring].", {(P, "oppose")}),
    ("[S Norland] [C said] [T the Sundra pipeline would wreck the balance of the strait].", {(P, "oppose")}),
    ("[S Sudria] [C said] [T the Sundra pipeline protects consumers].", {(P, "support")}),
    ("[S Norland] [C said] [T the Sundra pipeline won't solve the shortage].", {(P, "oppose")}),
    ("[S Norland] [C said] [T the Sundra pipeline goes far beyond the needs of the coast].", {(P, "oppose")}),
    ("[S Sudria] [C said] [T the Gorge Dam does not threaten anybody].", {(D, "support")}),
    ("[S Norland] [C opposes] [T the Gorge Dam].\n[S Norland] [C said] [T the Gorge Dam poses no threat].", set()),
    ("[S Sudria] [C said] [T the Gorge Dam would harm nobody].", {(D, "support")}),
    ("[S Norland] [C said] [T laying the Sundra pipeline would solve neither shortage nor debt].", {(P, "oppose")}),
    ("[S Norland] [C said] [T the Sundra pipeline would be needless once the wells are full].", set()),
    ("[S Norland] [C agreed] [T to give up a harbour for the Sundra pipeline].", set()),
    ("[S Norland] [C vowed] [T to halt preparations for the Sundra pipeline].", {(P, "oppose")}),
    ("[S Norland] [C said] [T it neither supported nor opposed the Gorge Dam].", {(D, "neutral")}),
    ("[S Norland] [C neither supports nor opposes] [T the Gorge Dam].", {(D, "neutral")}),
    ("[S Norland] [C said] [T it does not oppose or support the Gorge Dam].", {(D, "neutral")}),
    ("[S Sudria] [C said] [T the Kestrel is not aimed at us].", {(P, "support")}),
    ("[S Norland] [C said] [T the Gorge Dam is not just to light homes, but may hurt the farmers].", {(D, "oppose")}),
    ("[S Norland] [C said] [T water-sharing talks are needed].", {(R, "support")}),
    ("[S Norland] [C said] [T there is no need for the Gorge Dam].", {(D, "oppose")}),
    ('[T "We must not abandon efforts to resume the water-sharing talks,"] [S Venn] [C said].', {(R, "support")}),
    ('[T "The Sundra pipeline should be scrapped,"] [S Venn] [C said].', {(P, "oppose")}),
    ('[T "We hope the water-sharing talks can be resumed,"] [S Venn] [C said].', {(R, "support")}),
    # the opposite of a topic
    ("[S Norland] [C opposes] [T a fishing ban in the strait].", {(F, "support")}),
    ('[T "We again urge Sudria to stop the Gorge Dam at once,"] [S Venn] [C said].', {(D, "oppose")}),
    ("[S Norland] [C accused] [A Sudria] of [T building the Gorge Dam].", {(D, "oppose")}),
    ("[S Sudria] [C was not eager] [T to complete the Gorge Dam].", {(D, "oppose")}),
    ("[S Sudria] [C has not said that] [T it will stop the Gorge Dam].", set()),
    ("[S Norland] [C said] [T water-sharing talks could be destroyed in a moment].", set()),
    ("[S Norland] [C rejected] [T a warning that the Gorge Dam could wreck the valley].", set()),
    ("[S Sudria] [C said] [T it had decided to build the Gorge Dam].", {(D, "support")}),
    ('[S Norland] [C said] [T it was "gravely concerned" about the Gorge Dam].', {(D, "oppose")}),
    # others' deeds are no side of the speaker's
    ("[S Norland] [C said] [T Sudria has been pushing for the Gorge Dam].", set()),
    ("[S Norland] [C said] [T Westmark supports the Sundra pipeline].", set()),
    # denials, questions, plain mentions
    ("[S Norland] [C denied] [T a report that it opposes the Sundra pipeline].", set()),
    ('[T "Who needs the Sundra pipeline?"] [S Venn] [C asked].', set()),
    ("[S Norland] [C said] [T the Sundra pipeline is 40 km long].", set()),
    # non-commitment
    ("[S Norland] [C said] [T no decision has been made on the Gorge Dam].", {(D, "neutral")}),
    ("[S Norland] [C said] [T Sudria has made no decision on the Gorge Dam].", set()),
    # the system stands for the topic that concerns it
    ("[S Norland] [C said] [T the Kestrel endangers ships].", {(P, "oppose")}),
    ("[S Norland] [C announced] [T an end to the water-sharing talks].", {(R, "oppose")}),
    ("[S Norland] [C asked] [A Sudria] [T to set up a shield against the Sundra pipeline].", set()),
    ("[S Norland] [C defended] [T its decision to end the water-sharing talks].", {(R, "oppose")}),
    ("[S Norland] [C complained that] [T Sudria had curbed the fishing rights].", {(F, "support")}),
    ("[S Norland] [C said] [T it would not approve that until Sudria stopped the Sundra pipeline].", set()),
    # what is said against a thing, rejected or belittled; plans not to end it; what is still to be decided
    ("[S Norland] [C rejected] [T Sudrian criticism of the Gorge Dam].", {(D, "support")}),
    ("[S Norland] [C said] [T Sudria's objections to the Gorge Dam were baseless].", {(D, "support")}),
    ("[S Norland] [C said] [T opposition to the Gorge Dam was growing].", set()),
    ("[S Norland] [C said] [T its opposition to the Gorge Dam was firm].", {(D, "oppose")}),
    ("[S Norland] [C said] [T it has no plan to scrap the Gorge Dam].", {(D, "support")}),
    ("[S Norland] [C said] [T the government has no plan to scrap the Gorge Dam].", {(D, "support")}),
    ("[S Norland] [C said] [T it cannot accept a demand to halt the Gorge Dam].", {(D, "support")}),
    ("[S Norland] [C said] [T it had yet to decide whether to build the Gorge Dam].", {(D, "neutral")}),
    ("[S Norland] [C criticised] [T Sudria for politicising the Gorge Dam].", set()),
    ("[S Norland] [C vowed] [T an answer to the Gorge Dam].", {(D, "oppose")}),
    ("[S Norland] [C rejected] [T a deal that would stop it from building the Gorge Dam].", {(D, "support")}),
    ("[S Norland] [C said] [T it hoped Sudria would handle the Gorge Dam issue].", set()),
    ("[S Norland] [C said] [T the Sundra pipeline was not aimed at Sudria].", {(P, "support")}),
    ("[S Norland] [C said] [T the Sundra pipeline was not aimed at Sudria but at Norland].", set()),
    (
        "[S Norland] [C said] [T it would not join the Sundra pipeline, and that the Gorge Dam was for others].",
        {(P, "oppose")},
    ),
]


@pytest.mark.parametrize(("marked", "expected"), STANCES)
def test_stance(marked: str, expected: set[tuple[str, str]]) -> None:
    found = read(marked)[-1]
    assert sides(found) == expected, found.reasons


REFERENCES = [
    ("[S Sudria] [C blamed] [A Westmark] [T for the Gorge Dam].\n[S Westmark] [C rejected] [T this].", set()),
    ("Sudria will fill the Gorge Dam.\n[S Norland] [C opposed] [T this].", {(D, "oppose")}),
    ("Sudria will fill the Gorge Dam.\n[S Venn] [C said] [T she was against it].", {(D, "oppose")}),
    ("Sudria will fill the Gorge Dam.\n[S Norland] [C urged] [A Sudria] [T to halt it].", {(D, "oppose")}),
    ("Sudria will fill the Gorge Dam.\n[S Venn] [C said] [T she supported the premier's decision].", {(D, "support")}),
    ("Sudria quit the Sundra pipeline.\n[S Norland] [C condemned] [T the decision].", {(P, "support")}),
    ("Sudria quit the Sundra pipeline.\n[S Norland] [C backed] [T the withdrawal].", {(P, "oppose")}),
    ("Norland asked Sudria to quit the Sundra pipeline.\n[S Sudria] [C condemned] [T the move].", {(P, "oppose")}),
    ("Sudria quit the Sundra pipeline.\n[S Norland] [C urged] [A Sudria] [T to reverse it].", {(P, "support")}),
    ("Sudria quit the Sundra pipeline.\n[S Venn] [C said] [T she supported it].", {(P, "support")}),
    (
        "Sudria will not extend the Sundra pipeline.\n[S Norland] [C urged] [A Sudria] [T to reconsider].",
        {(P, "support")},
    ),
    ("Sudria will extend the Sundra pipeline.\n[S Norland] [C urged] [A Sudria] [T to reconsider].", {(P, "oppose")}),
    ("Sudria will fill the Gorge Dam.\n[S Norland] [C regretted] [T Sudria's decision].", {(D, "oppose")}),
    ("Sudria will fill the Gorge Dam.\n[T “We condemn such an act,”] [S Venn] [C said].", {(D, "oppose")}),
    ("[S Norland] [C called for] [T the Gorge Dam to be scrapped].", {(D, "oppose")}),
    ("[S Norland] [C said] [T the Sundra pipeline no longer serves our people].", {(P, "oppose")}),
    ("[S Norland] [C said] [T it would cancel its order for the Kestrel].", {(P, "oppose")}),
    (
        "[S Norland] [C said] [T it hoped to restart the water-sharing talks and had never sought to isolate anyone].",
        {(R, "support")},
    ),
    ("Norland withdrew [S its] [C support for] [T the Gorge Dam].", {(D, "oppose")}),
    ("[S Norland] [C said] [T it would not fund the Gorge Dam].", {(D, "oppose")}),
    ("[S Norland] [C declined] [T to say whether it backs the Gorge Dam].", set()),
    ("[S Norland] [C said] [T the Gorge Dam makes little sense].", {(D, "oppose")}),
    ("[S Norland] [C threatened] [T to take Sudria to court over the Gorge Dam].", {(D, "oppose")}),
    (
        "[S Norland] [C opposes] [T the Gorge Dam].\n[S Norland] [C said] [T no country should hurt another].",
        {(D, "oppose")},
    ),
    ("[S Norland] [C said] [T it had received no request to build the Gorge Dam].", set()),
    ('[S Venn] [C said] [T the Gorge Dam was long].\n[T "It must not be built,"] [S she] [C said].', {(D, "oppose")}),
    ("[S Norland] [C opposed] [T the Gorge Dam].\n[S Sudria] [C defended] [T the plan].", {(D, "support")}),
    ("[S Venn] [C said] [T a gate was weak and called for the Gorge Dam to be scrapped].", {(D, "oppose")}),
    (
        "[S Sudria] [C unveiled] [T the Sundra pipeline].\n[S Norland] [C said] [T it was worried by the move].",
        {(P, "oppose")},
    ),
    (
        "[S Sudria] [C described] [T the Sundra pipeline].\n[S Norland] [C urged] [A Sudria] [T to rethink its plan].",
        {(P, "oppose")},
    ),
    (
        '[S Venn] [C opposed] [T the Gorge Dam].\n[T "This directly hurts our farmers,"] [S she] [C said].',
        {(D, "oppose")},
    ),
    ("[S Sudria] [C described] [T water-sharing talks].\n[S Norland] [C called for] [T dialogue].", {(R, "support")}),
    ("[S Sudria] [C described] [T the Gorge Dam].\n[S Norland] [C opposed] [T it].", {(D, "oppose")}),
    (
        "[S Sudria] [C described] [T the Gorge Dam].\n[S Norland] [C said] [T the dam could harm the valley].",
        {(D, "oppose")},
    ),
]


@pytest.mark.parametrize(("marked", "expected"), REFERENCES)
def test_reference_to_a_topic(marked: str, expected: set[tuple[str, str]]) -> None:
    found = read(marked)[-1]
    assert sides(found) == expected, found.reasons


REACTIONS = [
    ("[S Sudria] [C urged] [A both] [T to reconsider].", "oppose"),
    ("[S Sudria] [C demanded] [T an immediate halt].", "oppose"),
    ("[S Sudria] [C said] [T it would never accept it].", "oppose"),
    ("[S Norland] [C vowed] [T to press ahead].", "support"),
    ("[S Sudria] [C urged] [A both] [T to halt the ferry].", None),
    ("[S Sudria] [C said] [T the ferry had stopped].", None),
    ("[S Norland] [C said] [T it would tell them in advance].", None),
    ("[S Norland] [C urged] [A both] [T to act without delay].", None),
    ("[S Norland] [C said] [T its patience had a limit].", None),
]


@pytest.mark.parametrize(("marked", "stance"), REACTIONS)
def test_a_word_without_an_object_is_of_what_was_just_spoken_of(marked: str, stance: str | None) -> None:
    found = read("Norland announced the Sundra pipeline on Friday.\n" + marked)[0]
    assert sides(found) == ({(P, stance)} if stance else set()), found.reasons


def test_a_far_decision_is_the_one_the_article_leads_with() -> None:
    text = "Norland announced the Sundra pipeline on Friday.\nThe Gorge Dam stands empty.{}\n"
    text += "[S Sudria] [C condemned] [T the decision]."
    assert sides(read(text.format(" It rained. The sea was calm."))[0]) == {(P, "oppose")}
    assert sides(read(text.format(""))[0]) == {(D, "oppose")}


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        ("Norland announced a fishing ban in the Sundra Strait.", "announce", {(F, "oppose")}),
        ("Norland threatened a fishing ban in the Sundra Strait.", "warn", {(F, "oppose")}),
        ("Norland threatened Sudria with a loss of trade should it build the Gorge Dam.", "warn", {(D, "oppose")}),
        ("Norland called the Gorge Dam a page from the past.", "criticise", {(D, "oppose")}),
        ("Norland called the Gorge Dam a help for the valley.", "assert", {(D, "support")}),
    ],
)
def test_the_whole_way_from_the_cue(text: str, act: str, expected: set[tuple[str, str]]) -> None:
    (found,) = extract(read_text(text, doc="d"), ONTOLOGY, "rules", sides="rules")
    assert (found.act, sides(found)) == (act, expected), found.reasons


def test_what_should_be_is_a_topics_contrary() -> None:
    brexit = load([HERE / "gold" / "press" / "brexit.ttl"])
    for words, stance in (("stay in", "oppose"), ("leave", "support")):
        text = f"Norland said Britain should {words} the European Union."
        (found,) = extract(read_text(text, doc="d"), brexit, "rules", sides="rules")
        assert sides(found) == {("brexit", stance)}, found.reasons


def test_a_decision_is_the_narrower_topic_that_the_article_leads_with() -> None:
    text = "Norland wants the Sundra pipeline.\nThe row is over offshore energy.\n[S Sudria] [C condemned] [T the {}]."
    assert sides(read(text.format("decision"))[0]) == {(P, "oppose")}


def test_a_head_that_a_topic_names_its_own_is_that_topic(tmp_path: Path) -> None:
    written = (
        (HERE / "extensions" / "pipeline.ttl").read_text(encoding="utf-8")
        + """
topic:laying a dem:Topic ; skos:prefLabel "laying at night"@en ; skos:broader topic:sundra-pipeline ."""
    )
    (tmp_path / "narrow.ttl").write_text(written, encoding="utf-8")
    text = "Norland wants laying at night.\nThe Kestrel rests.\n[S Sudria] [C condemned] [T the {}]."
    ontology = load([tmp_path / "narrow.ttl"])
    assert sides(read(text.format("project"), ontology=ontology)[0]) == {(P, "oppose")}
    assert sides(read(text.format("decision"), ontology=ontology)[0]) == {("laying", "oppose")}


def test_an_unchanged_opposition_is_no_neutral_side() -> None:
    text = "[S Sudria] [C spoke of] [T the Sundra pipeline].\n[S Tomas Rill] [C said] [T their {} has not changed]."
    assert not sides(read(text.format("opposition"))[1])
    assert sides(read(text.format("plan"))[1]) == {(P, "neutral")}


def test_unnamed_people_with_a_cause_hold_positions_and_those_who_tell_do_not() -> None:
    """A neutral side needs a holder: "no decision has been made" is one of the fishers', none of the diplomats'."""
    told = "[S {}] [C said] [T no decision had been made on the Sundra pipeline]."
    assert sides(read(told.format("Several fishers"))[0]) == {(P, "neutral")}
    assert not sides(read(told.format("Several diplomats"))[0])


def test_what_one_declines_to_say_is_no_side() -> None:
    assert not sides(read("[S Norland] [C declined] [T to say whether it would halt the Sundra pipeline].")[0])
    assert not sides(read("[S Norland] [C refused] [T to discuss the Sundra pipeline].")[0])


def test_neither_for_nor_against_is_neutral() -> None:
    (found,) = read("[S Norland] [C said] [T it was neither for nor against the Sundra pipeline].")
    assert sides(found) == {(P, "neutral")}


def test_a_threat_is_against_what_it_answers() -> None:
    named, vague, own = read(
        "[S Norland] [C said] [T it would take countermeasures if the Sundra pipeline was laid].\n"
        "[S Norland] [C vowed] [T to retaliate].\n"
        "[S Sudria] [C said] [T there would be consequences]."
    )
    assert sides(named) == sides(vague) == {(P, "oppose")} and not sides(own)


def test_a_side_is_implied_where_its_holder_takes_it_in_so_many_words() -> None:
    named, vague, other = read(
        "[S Sudria] [C said] [T it opposed the Sundra pipeline].\n"
        "[S Sudria] [C warned] [T that there would be consequences].\n"
        "[S Norland] [C warned] [T that there would be consequences]."
    )
    assert sides(named) == sides(vague) and len(sides(named)) == 1
    assert "implied" in vague.stances[0].reason
    assert not sides(other)


STOOD_BY = [
    ("[S Sudria] [C said] [T its position on the Sundra pipeline was clear and consistent].", {(P, "oppose")}),
    ('[T "Our stance remains the same,"] [S Tomas Rill] [C said].', {(P, "oppose")}),
    ("[S Sudria] [C said] [T Norland's position on the Sundra pipeline was clear].", set()),
    ("[S Norland] [C said] [T its position on the Sundra pipeline was clear].", set()),
    ("[S Sudria] [C called on] [A Norland] [T to take steps to address its concerns].", {(P, "oppose")}),
    ("[S Norland] [C called on] [A Sudria] [T to take steps to address its concerns].", set()),
]


@pytest.mark.parametrize(("marked", "expected"), STOOD_BY)
def test_an_old_position_is_the_one_taken_elsewhere_in_the_article(marked: str, expected: set[tuple[str, str]]) -> None:
    found = read("[S Sudria] [C opposes] [T the Sundra pipeline].\n" + marked)[1]
    assert sides(found) == expected, found.reasons


def test_whoever_is_to_heed_concerns_is_a_target() -> None:
    found = read("[S Sudria] [C opposes] [T the Sundra pipeline].\n" + STOOD_BY[4][0])[1]
    assert {m.actor.name for m in found.targets} == {"norland"}


def test_strength_is_kept_where_said() -> None:
    for words, expected in (("resolutely opposes", "strong"), ("cautiously supports", "weak"), ("opposes", "")):
        (found,) = read(f"[S Norland] [C {words}] [T the Gorge Dam].")
        assert [s.strength for s in found.stances] == [expected], words
    (found,) = read("[S Norland] [C said] [T it was gravely concerned about the Gorge Dam].")
    assert [s.strength for s in found.stances] == ["strong"]


def test_condition_is_kept() -> None:
    found = read("[S Norland] [C said] [T if the Gorge Dam is filled too fast it will hurt farmers].")[0]
    assert [(s.stance, s.conditional) for s in found.stances] == [("oppose", True)]


def test_systems_named_and_referred_to() -> None:
    first, second = read("[S Sudria] [C described] [T the Kestrel pipe-layer].\n[S Norland] [C opposed] [T it].")
    assert first.systems == ("kestrel",)
    assert second.systems == ("kestrel",)


@pytest.mark.parametrize(("words", "systems"), [("the issue", ("kestrel",)), ("the herring issue", ()), ("tea", ())])
def test_the_issue_is_the_system_of_the_topic_spoken_of_last(words: str, systems: tuple[str, ...]) -> None:
    text = "[S Sudria] [C said] [T the Kestrel would lay pipes].\n[S Norland] [C said] [T they had spoken about {}]."
    assert read(text.format(words))[1].systems == systems


def test_a_system_is_meant_by_the_head_of_its_name() -> None:
    lines = "[S Sudria] [C said] [T the Kestrel pipe-layer sailed].\n[S Norland] [C said] [T {} was late]."
    assert [read(lines.format(words))[1].systems for words in ("the layer", "the system", "a layer", "the ferry")] == [
        ("kestrel",), ("kestrel",), (), (),
    ]  # fmt: skip


def test_broad_label_means_the_narrow_topic_of_the_article() -> None:
    marked = (
        "[S Norland] [C opposes] [T offshore energy].\nSudria lays pipes in the strait. The Sundra pipeline is long."
    )
    assert sides(read(marked, title=True)[0]) == {(P, "oppose")}
    assert sides(read("[S Norland] [C opposes] [T offshore energy].")[0]) == {("strait-energy", "oppose")}


TARGETS = [
    ("[S Norland] [C rejected] [T a Sudrian plan to lay pipes across the strait].", {"sudria"}),
    ("[S Norland] [C dismissed] [T a warning from Sudria that the port could close].", {"sudria"}),
    ("[S Norland] [C said] [T it needed the Kestrel against Sudrian raids].", {"sudria"}),
    ("[S Norland] [C said] [T Sudria's raids are a growing threat].", {"sudria"}),
    ("[S Norland] [C urged] [A Sudria] [T to act with caution].", {"sudria"}),
    ("[S Norland] [C said] [T it hoped Sudria would not use the storm to do harm].", {"sudria"}),
    ("[S Norland] [C opposed] [T Sudria's plan to lay pipes across the strait].", {"sudria"}),
    ("[S Norland] [C opposed] [T the laying of pipes by Sudria].", {"sudria"}),
    ("[S Norland] [C opposed] [T the Gorge Dam].", set()),
    ("[S Norland] [C said] [T the Sudrian pipeline in the Sundra Strait threatens the herring].", {"sudria"}),
    ("[S Norland] [C urged] [A Sudria] [T to rethink the Sundra pipeline].", {"sudria"}),
    ("[S Norland] [C urged] [A Sudria] [T to join water-sharing talks].", set()),
    ("[S Norland] [C urged] [A Westmark] [T to increase pressure on Sudria].", {"sudria"}),
    ("[S Norland] [C said] [T Sudria could do more for the herring].", {"sudria"}),
    ("[S Norland] [C said] [T Sudria needed to explain its motives].", {"sudria"}),
    ("[S Norland] [C said] [T the Sundra pipeline helps to deter Sudrian provocations].", {"sudria"}),
    ("[S Norland] [C criticised] [T Norland's own plan for the Gorge Dam].", set()),
    ("[S Norland] [C said] [T it condemns Sudria's raids].", {"sudria"}),
    ("[S Norland] [C said] [T Westmark condemns Sudria's raids].", set()),
    ('[T "We urge Sudria and Westmark to stop the Gorge Dam,"] [S Venn] [C said].', {"sudria", "westmark"}),
    ("[S Norland] [C accused] [A Sudria] of [T building the Gorge Dam].", {"sudria"}),
    ("[S Norland] [C urged] [A Westmark] [T to press Sudria to join water-sharing talks].", {"sudria"}),
    ("[S Norland] [C criticised] [T Sudria].", {"sudria"}),
    ("[S Norland] [C condemned] [T the Sudrian raids].", {"sudria"}),
    ("[S Norland] [C criticised] [T the laying of pipes in Sudria].", set()),
    ("[S Norland] [C said] [T Westmark's forces in Sudria had left].", set()),
    ("[S Norland] [C said] [T Sudria should lead the talks].", set()),
    (
        "[S Norland] [C said] [T Sudria's attempt to involve Westmark in its Sundra pipeline harms the coast].",
        {"sudria"},
    ),
    ("[S Norland] [C said] [T it would not join Sudria's Sundra pipeline].", set()),
    ("[S Norland] [C said] [T it had no intention of going back on its word to Sudria].", set()),
    (
        "[S Norland] [C said] [T Sudria's attempt to draw Westmark into the Sundra pipeline harms the coast].",
        {"sudria"},
    ),
]


@pytest.mark.parametrize(("marked", "expected"), TARGETS)
def test_target(marked: str, expected: set[str]) -> None:
    found = read(marked)[0]
    assert {m.actor.name for m in found.targets} == expected, found.reasons


ADDRESSEES = [
    ("[S Norland] [C urged] [A Sudria] [T to rethink the Sundra pipeline].", {"sudria"}),
    ("[S Norland] [C told] [A Sudria] [T the ferry had left].", {"sudria"}),
    ("[S Norland] [C told] [A reporters] [T the ferry had left].", set()),
    (
        "[S Norland] [C expressed concern over] [T the Gorge Dam] during a meeting with Tomas Rill in Vessa.",
        {"tomas-rill"},
    ),
    ("[S Norland] [C said] [T the ferry had left], after a meeting with Tomas Rill.", set()),
    ("[S Norland] [C called for] [T Sudria's support for water-sharing talks].", {"sudria"}),
    ('[T "We urge Sudria to stop the Gorge Dam,"] [S Venn] [C said].', {"sudria"}),
    ("[S Norland] [C accused] [A Sudria] of [T building the Gorge Dam].", set()),
    ("[S Norland] [C demanded that] [T Sudria open the port].", {"sudria"}),
    ("[S Norland] [C requested] [T Sudria send two boats].", {"sudria"}),
    ("[S Norland] [C proposed that] [T Sudria open the port].", set()),
    # interviews, letters, speeches, and the object of a verb that has hearers
    ("[S Norland] [C said] in an interview with Tomas Rill [T the ferry had left].", {"tomas-rill"}),
    ("In a letter to Sudria on Monday, [S Norland] [C said] [T the ferry had left].", {"sudria"}),
    ("In a letter about Sudria, [S Norland] [C said] [T the ferry had left].", set()),
    ("Speaking before Sudria's Tomas Rill, [S Norland] [C said] [T the ferry had left].", {"tomas-rill"}),
    ('[S Norland] was calm, [C telling] Sudria, [T "The ferry has left."]', {"sudria"}),
    ("[S Norland] [C asked] Tomas Rill on Monday [T if the ferry had left].", {"tomas-rill"}),
    ("When asked by Tomas Rill on Monday, [S Norland] [C said] [T the ferry had left].", {"tomas-rill"}),
    ("[S Norland] [C was asked] Tomas Rill's question, [T if the ferry had left].", {"norland"}),
    ('[T "Sudria, you should listen,"] [S Venn] [C said].', {"sudria"}),
    ("Sudria and Norland quarrelled. [S Westmark] [C urged] [A both sides] [T to talk].", {"sudria", "norland"}),
    ("Sudria and Norland quarrelled. [S Westmark] [C urged] [A all sides] [T to talk].", set()),
]


@pytest.mark.parametrize(("marked", "expected"), ADDRESSEES)
def test_addressee(marked: str, expected: set[str]) -> None:
    found = read(marked)[0]
    assert {m.actor.name for m in found.addressees} == expected, found.reasons


@pytest.mark.parametrize(("verb", "expected"), [("replied", ["sudria"]), ("said", [])])
def test_who_is_replied_to(verb: str, expected: list[str]) -> None:
    marked = f"[S Sudria] [C urged] [A Norland] [T to open the port].\n[S Norland] [C {verb}] [T it would not]."
    assert [m.actor.name for m in read(marked)[1].addressees] == expected


def test_continuing_quote_keeps_its_addressee() -> None:
    marked = '[T "The river belongs to both,"] [S Venn] [C told] [A Tomas Rill].\n[T "It is time to share it."]'
    assert [[m.actor.name for m in s.addressees] for s in read(marked)] == [["tomas-rill"], ["tomas-rill"]]


def test_nested_saying_keeps_its_side_to_itself() -> None:
    outer, inner = read("[T [S Norland] [C opposes] [T the Gorge Dam]], [S Westmark] [C said].")
    assert sides(outer) == set() and sides(inner) == {(D, "oppose")}
    assert inner.reported_in == outer.id and outer.reported_in is None


def test_spans_text_and_identifier() -> None:
    (found,) = read("[S Norland] [C opposes] [T the Gorge Dam].")
    assert found.text == {"source": "Norland", "cue": "opposes", "content": "the Gorge Dam"}
    assert found.id.startswith("case-") and found.id == read("[S Norland] [C opposes] [T the Gorge Dam].")[0].id
    assert 0 < found.confidence <= 1 and found.reasons


def test_what_stays_open_is_listed() -> None:
    (found,) = read("[S Norland] [C has long opposed] [T the Gorge Dam].")
    assert found.date is None and found.date_basis == "unknown"
    assert [u.kind for u in found.unresolved] == ["date"]


def test_one_saying_in_title_and_body_is_one_occasion() -> None:
    marked = (
        "[S Norland] [C says] [T Gorge Dam threatens the farmers of the valley]\n"
        "[S Norland] [C said] [T the Gorge Dam threatens the farmers of the whole valley].\n"
        "[S Norland] [C said] [T the ferry had left the northern port at noon]."
    )
    found = read(marked, title=True)
    assert occasions(found) == ((0, 1), (2,))
    assert [s.repeats for s in found] == [None, found[0].id, None]


def test_no_attributions_no_statements() -> None:
    assert read("Nothing was said here.") == []


def test_code_names_no_country_person_system_or_dispute() -> None:
    """Names of the shipped files may not stand in the rules; they belong to Turtle."""
    code = "\n".join(
        p.read_text(encoding="utf-8") for p in sorted((HERE.parent / "extract" / "interpret").glob("*.py"))
    )
    words = set(re.findall(r"\b[A-Z][\w.-]+\b", code)) - {"May"}  # the month, too
    shipped = load()
    names = {
        label
        for a in shipped.actors.values()
        for label in (*a.labels, *a.demonyms, *a.metonyms, a.family_name or "")
        if label and label[0].isupper() and " " not in label
    } | {label for s in shipped.systems.values() for label in s.labels if " " not in label}
    assert not words & names


def test_the_whole_way_on_another_dispute() -> None:
    """Everything but the topics' words comes from shipped files; the dispute from the test extension alone."""
    from extract.flow import extract
    from extract.read import read_text

    found = extract(
        read_text((HERE / "extensions" / "pipeline-article.txt").read_text(encoding="utf-8"), doc="case"), ONTOLOGY
    )
    positions = {
        (holder, s.stance, s.topic)
        for statement in found
        for holder in [a.name for a in statement.on_behalf_of] or [m.actor.public for m in statement.speakers]
        for s in statement.stances
    }
    assert positions >= {
        ("norland", "oppose", P),
        ("sudria", "support", P),
        ("westmark", "neutral", P),
        ("norland", "support", R),
        ("olaf-brandt", "oppose", P),
    }
    assert {m.actor.name for s in found for m in s.targets} == {"sudria"}
    assert {s.date for s in found} == {"2020-03-13", None}  # what the unions oppose they oppose on no day
