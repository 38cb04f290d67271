"""The score of statements against gold: each measure on a small gold, and equal to the shared scorer where it lies."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.evaluate import Figure, evaluate, read_gold, read_predictions

TEXT = 'China opposes the plan. "It hurts us," Wang said on Friday. Seoul agreed to talk.'
SHARED = Path(__file__).parents[2] / "shared"


def said(content: str, source: str = "", **more: Any) -> dict[str, Any]:
    def span(words: str) -> list[list[int]]:
        at = TEXT.index(words)
        return [[at, at + len(words)]] if words else []

    return {"doc": "d", "content": span(content), "source": span(source), "cue": [], **more}


GOLD = [
    said(
        "the plan",
        "China",
        speakers=["china"],
        on_behalf_of=["china"],
        act="criticise",
        date="2016-02-12",
        stances=[{"topic": "plan", "stance": "oppose"}],
        targets=["seoul"],
        addressees=[],
        systems=["thaad"],
    ),
    said(
        "It hurts us",
        "Wang",
        speakers=["wang-yi"],
        on_behalf_of=["china"],
        act="warn",
        stances=[{"topic": "plan", "stance": "oppose"}, {"topic": "talks", "stance": "support"}],
        optional=True,
    ),
    said("to talk", "Seoul", speakers=["south-korea"], act="announce"),
]


def score(*predicted: dict[str, Any]) -> dict[str, Any]:
    return evaluate({"d": GOLD}, {"d": list(predicted)}, {"d": TEXT}).as_dict()


def test_gold_against_itself_is_perfect() -> None:
    found = score(*GOLD)
    assert found["statements"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "hit": 2, "pred": 2, "gold": 2}
    assert found["positions"]["f1"] == found["source"] == found["act"] == found["date"] == 1.0


@pytest.mark.parametrize(
    ("change", "figure", "value"),
    [
        ({"speakers": ["id/actor/CHINA"]}, "speakers", 1.0),  # an identifier is its last part, case aside
        ({"speakers": ["china", "russia"]}, "speakers", 0.8),
        ({"speakers": []}, "speakers", 0.667),
        ({"act": "warn"}, "act", 0.5),
        ({"date": None}, "date", 0.0),
        ({"date": "2016-02-12T10:00"}, "date", 1.0),
        ({"source": [[16, 22]]}, "source", 0.5),
        ({"source": []}, "source", 0.5),
        ({"stances": [{"topic": "plan", "stance": "support"}]}, "stances", 0.0),
        ({"stances": []}, "positions", 0.0),
        ({"on_behalf_of": []}, "positions", 1.0),  # then the speakers hold it
        ({"targets": ["seoul", "tokyo"]}, "targets.end2end", 0.667),
    ],
)
def test_each_measure(change: dict[str, Any], figure: str, value: float) -> None:
    found = score({**GOLD[0], **change}, GOLD[2])[figure]
    assert (found["f1"] if isinstance(found, dict) else found) == value


def test_content_matches_by_half_its_words() -> None:
    assert score(said("opposes the plan"))["statements"]["hit"] == 1
    assert score(said("China opposes the plan."))["statements"]["hit"] == 1
    assert score(said('opposes the plan. "It hurts'))["statements"]["hit"] == 0


def test_a_gold_statement_is_found_once() -> None:
    assert score(GOLD[0], GOLD[0])["statements"] == {"p": 0.5, "r": 0.5, "f1": 0.5, "hit": 1, "pred": 2, "gold": 2}


def test_optional_statements_count_neither_way() -> None:
    with_it, without = score(*GOLD), score(GOLD[0], GOLD[2])
    assert with_it == without and with_it["positions"]["gold"] == 1


def test_nothing_found() -> None:
    found = score()
    assert found["statements"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "hit": 0, "pred": 0, "gold": 2}
    assert found["date"] is None and Figure(0, 0, 0).f1 == 0.0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "pred:2: not JSON"),
        ('{"content": []}', "pred:2: no statement with a doc"),
        ('{"doc": "d", "content": [[2, 1]]}', "pred:2: content is not a list of"),
        ('{"doc": "d", "content": [[0, true]]}', "pred:2: content is not a list of"),
        ('{"doc": "d", "speakers": "china"}', "pred:2: speakers is not a list"),
        ('{"doc": "d", "stances": ["oppose"]}', "pred:2: stances is not a list"),
    ],
)
def test_a_wrong_line_is_named(line: str, message: str) -> None:
    with pytest.raises(InputError, match=message.replace("[", r"\[")):
        read_predictions(["", line], "pred", ["d"])


def test_a_span_past_the_text_is_named() -> None:
    with pytest.raises(InputError, match=r"d: span \[0, 999\) ends after the text"):
        score({"doc": "d", "content": [[0, 999]], "source": []})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "d.json").write_text(json.dumps({"doc": "d", "statements": GOLD}), "utf-8")
    (tmp_path / "d.txt").write_text(TEXT, "utf-8")
    (tmp_path / "pred.jsonl").write_text("\n".join(json.dumps({**s, "doc": "x/d.txt"}) for s in GOLD), "utf-8")
    return tmp_path


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "kg.cli", "evaluate", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, timeout=120)


def test_the_command_scores_a_file(folder: Path) -> None:
    done = run("--gold", folder, folder / "pred.jsonl")
    assert done.returncode == 0
    assert "statements              P 1.000  R 1.000  F1 1.000  (2 of 2 gold, 2 predicted)\n" in done.stdout
    assert json.loads(run("--gold", folder, "--json", folder / "pred.jsonl").stdout)["positions"]["f1"] == 1.0


def test_the_command_extracts_by_itself(folder: Path) -> None:
    done = run("--gold", folder, "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["documents"] == 1


def test_the_command_says_what_is_missing(folder: Path) -> None:
    (folder / "d.txt").unlink()
    done = run("--gold", folder, folder / "pred.jsonl")
    assert done.returncode == 2 and "d.txt: not there; --texts takes" in done.stderr
    assert "no gold here" in run("--gold", folder / "none").stderr


def test_the_figures_are_those_of_the_shared_scorer(tmp_path: Path) -> None:
    scorer, gold, texts = SHARED / "score" / "positions.py", SHARED / "gold", SHARED / "corpus"
    if not (scorer.exists() and gold.exists() and texts.exists()):
        pytest.skip(f"the shared scorer and gold are not at {SHARED}")
    draw = random.Random(5)
    rows = []
    for doc, statements in read_gold(gold).items():
        for statement in statements:
            row = {**statement, "doc": doc}
            for key, other in (
                ("act", "deny"),
                ("date", None),
                ("speakers", ["nobody"]),
                ("stances", []),
                ("source", []),
                ("targets", ["nobody"]),
                ("content", [[0, 40]]),
            ):
                if draw.random() < 0.2:
                    row[key] = other
            if draw.random() < 0.9:
                rows.append(row)
    predictions, theirs = tmp_path / "pred.jsonl", tmp_path / "theirs.json"
    predictions.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    call = [sys.executable, scorer, "--gold", gold, "--texts", texts, "--pred", predictions, "--json", theirs]
    subprocess.run(list(map(str, call)), check=True, capture_output=True)
    ours = json.loads(run("--gold", gold, "--texts", texts, "--json", predictions).stdout)
    assert ours == json.loads(theirs.read_text("utf-8"))
