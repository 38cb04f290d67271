"""interpret, sides: which side a statement takes, and against whom. One question never changes another."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from extract.interpret.sides import judge
from extract.interpret.sides.judge import (
    ACTS,
    AGAINST,
    FOR,
    NEUTRAL,
    NONE,
    P_AGAINST_Q,
    P_FOR_Q,
    Q_AGAINST_P,
    Q_FOR_P,
    SWAPPED,
)
from extract.interpret.sides.question import HEADING, Question, _of, lay
from extract.pieces.reader import reader
from extract.training.sides_corpus import MARKS, UNMARKED, examples, figures, passages, press, set_aside
from tests.shared_data import SHARED, needs_polnear

HERE = Path(__file__).parent

DSE = SHARED / "dse" / "valid.tsv"
#: F1 of the directed classes and mean F1, on valid.tsv: 0.635 and 0.567, less what another processor may change
DIRECTED, MACRO = 0.62, 0.555


@pytest.fixture(scope="module")
def networks() -> judge.Networks:
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed: the network is not tested here")
    return judge.networks()


def spans(text: str, *mentions: str) -> list[tuple[int, int]]:
    return [(text.index(m), text.index(m) + len(m)) for m in mentions]


def judged(text: str, p: str, q: str) -> np.ndarray:
    a, b = spans(text, p, q)
    return judge.pairs(text, (0, len(text)), [(a, b)])


@pytest.mark.usefixtures("networks")
@pytest.mark.parametrize(
    ("text", "p", "q", "expected"),
    [
        ("Norway sharply criticized Sweden for closing the fish market.", "Norway", "Sweden", P_AGAINST_Q),
        ("Sweden was strongly criticised by Norway for closing the market.", "Sweden", "Norway", Q_AGAINST_P),
        ("Mayor Holm endorsed Senator Lind on Tuesday.", "Holm", "Lind", P_FOR_Q),
        ("Senator Lind was endorsed by Mayor Holm on Tuesday.", "Lind", "Holm", Q_FOR_P),
        ("Norway and Sweden will hold talks on fish in May.", "Norway", "Sweden", NEUTRAL),
    ],
)
def test_table(text: str, p: str, q: str, expected: int) -> None:
    assert judged(text, p, q).argmax(1).tolist() == [expected]
    assert judged(text, q, p).argmax(1).tolist() == [SWAPPED[expected]]


TEXT = "Yesterday it rained. Norway accused Sweden of siding with Finland, and Finland praised Sweden. Then it snowed."
SENTENCE = (TEXT.index("Norway"), TEXT.index(" Then"))


def test_a_pair_depends_on_itself_alone(networks: judge.Networks) -> None:
    a, b, c = spans(TEXT, "Norway", "Sweden", "Finland")
    pairs = [(a, b), (b, a), (a, c), (b, c), (c, b)]
    together = judge.pairs(TEXT, SENTENCE, pairs, networks)
    for row, pair in zip(together, pairs, strict=True):
        assert row.tolist() == judge.pairs(TEXT, SENTENCE, [pair], networks)[0].tolist()
    assert together.sum(1) == pytest.approx(1, abs=1e-5)
    assert together[1].tolist() == together[0][list(SWAPPED)].tolist()
    assert together[4].tolist() == together[3][list(SWAPPED)].tolist()
    assert not np.array_equal(together[0], together[2])


def test_words_outside_the_sentence_change_nothing(networks: judge.Networks) -> None:
    a, b = spans(TEXT, "Norway", "Sweden")
    alone = TEXT[slice(*SENTENCE)]
    here = judge.pairs(TEXT, SENTENCE, [(a, b)], networks)
    assert np.array_equal(
        here, judge.pairs(alone, (0, len(alone)), [tuple(spans(alone, "Norway", "Sweden"))], networks)
    )


def test_a_cut_word_is_read_whole(networks: judge.Networks) -> None:
    (a, b), (c, d) = spans(TEXT, "Norway", "Sweden")
    whole = judge.pairs(TEXT, SENTENCE, [((a, b), (c, d))], networks)
    assert np.array_equal(whole, judge.pairs(TEXT, SENTENCE, [((a, b - 2), (c + 1, d))], networks))


def test_the_heading_is_read_behind_the_text() -> None:
    marks = reader().tokenizer
    question = Question(SENTENCE, topics=("the fish market",), actors=tuple(spans(TEXT, "Norway")))
    bare, headed = lay(TEXT, question, marks), lay(TEXT, replace(question, heading="Nordic fish row"), marks)
    size = len(headed.ids) - len(bare.ids)
    start = headed.roles.tolist().index(HEADING)
    assert headed.roles.tolist().count(HEADING) == size - 1 == len(_of("Nordic fish row", marks))
    assert headed.ids[: start - 1].tolist() == bare.ids[: start - 1].tolist()
    assert headed.ids[start + size - 1 :].tolist() == bare.ids[start - 1 :].tolist()
    assert headed.shares[:, start : start + size - 1].sum() == 0


def test_mentions_far_apart(networks: judge.Networks) -> None:
    text = "Norway " + "very " * 300 + "sharply criticized Sweden."
    near = "It rained and the wind blew, " * 60 + "when Norway sharply criticized Sweden for closing the fish market."
    assert judged(text, "Norway", "Sweden").sum() == pytest.approx(1, abs=1e-5)
    assert judged(near, "Norway", "Sweden").argmax(1).tolist() == [P_AGAINST_Q]


def test_no_pairs_give_no_rows(networks: judge.Networks) -> None:
    assert judge.pairs(TEXT, SENTENCE, [], networks).shape == (0, 5)


def test_nothing_is_loaded_before_it_is_called() -> None:
    told = "import sys, extract.interpret.sides.judge; print('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True).stdout.strip() == "False"


def test_all_weights_together_stay_small(networks: judge.Networks) -> None:
    from extract import pieces
    from extract.attribute.tagger import tag

    files: list[Path] = [p for folder in (judge.HERE, tag.HERE, pieces.HERE) for p in folder.iterdir()]
    assert sum(f.stat().st_size for f in files if f.suffix != ".md") <= 30_000_000


@pytest.mark.skipif(not DSE.is_file(), reason="the corpus is not beside the repository (../shared/dse): not measured")
def test_figures_on_the_corpus(networks: judge.Networks) -> None:
    rows = examples(DSE)
    said = np.concatenate([judge.pairs(e.text, (0, len(e.text)), [(e.p, e.q)], networks) for e in rows])
    found = figures(said.argmax(1), np.array([e.label for e in rows]))
    assert found["directed"] >= DIRECTED and found["macro"] >= MACRO, found


def test_the_corpus_is_read_and_parted(tmp_path: Path) -> None:
    rows = [f"Mayor [Holm{i}] praised the [Lind{j}]s.\tHolm{i}\tLind{j}\t1" for i in range(12) for j in range(5)]
    rows.append('"[Norway] called it ""unfair"" of [Sweden.""It] is."\tNorway\t"Sweden.""It"\t3')
    path = tmp_path / "rows.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    given = examples(path)
    assert len(given) == 61 and given[0].text == "Mayor Holm0 praised the Lind0s."
    assert [given[-1].text[slice(*s)] for s in (given[-1].p, given[-1].q)] == ["Norway", 'Sweden."It']
    fitted, aside = set_aside(given, 4)
    assert len(fitted) + len(aside) == 61 and fitted and aside
    path.write_text("No [mention] here.\tmention\tnone\t0\n", encoding="utf-8")
    with pytest.raises(ValueError, match="row 1: not a sentence with two mentions"):
        examples(path)


def test_figures() -> None:
    found = figures(np.array([0, 1, 3, 3, 0, 2]), np.array([0, 1, 3, 4, 3, 0]))
    assert (found["P"], found["R"], found["directed"]) == (0.5, 0.5, 0.5)
    assert found["class 1"] == 1 and found["class 4"] == 0 and found["macro"] == 0.4


PASSAGES = Path(passages.__code__.co_filename).parent / "passages"


@pytest.mark.parametrize("path", sorted(PASSAGES.glob("*.jsonl")), ids=lambda p: p.stem)
def test_passages_hold_what_is_marked(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        given = json.loads(line)
        for s in given["statements"]:
            parts = s["content"] if isinstance(s["content"], list) else [s["content"]]
            words = [*parts, *(s["targets"] or ()), s["source"], s["cue"]]
            assert all(w in given["passage"] for w in words) and all(parts), (number, s)
            assert set(s["stances"]) <= set(given["topics"]) and s["act"] in ACTS, (number, s)
            assert set(s["stances"].values()) <= {"support", "oppose", "neutral"}, (number, s)


def test_marks_of_the_press_are_whole() -> None:
    lines = [json.loads(line) for line in MARKS.read_text(encoding="utf-8").splitlines()]
    assert len({given["dispute"] for given in lines}) == len(lines) > 600
    for given in lines:
        numbers = [s["attribution"] for s in given["statements"]]
        assert numbers and len(set(numbers)) == len(numbers) and given["topics"], given["dispute"]
        for s in given["statements"]:
            assert set(s["stances"]) <= set(given["topics"]) and s["act"] in ACTS, (given["dispute"], s)
            assert set(s["stances"].values()) <= {"support", "oppose", "neutral"}, (given["dispute"], s)


def test_no_article_of_the_gold_is_learnt_from() -> None:
    marked = {p.stem.removeprefix("unread-") for p in (HERE / "gold" / "press").glob("*.json")}
    assert len(marked) == 16
    assert not marked & {json.loads(line)["dispute"] for line in MARKS.read_text(encoding="utf-8").splitlines()}


@needs_polnear
def test_the_press_is_asked_about(tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("".join(MARKS.read_text(encoding="utf-8").splitlines(keepends=True)[:3]), encoding="utf-8")
    cases = press(few, SHARED / "polnear" / "train")
    marked = [s for line in few.read_text(encoding="utf-8").splitlines() for s in json.loads(line)["statements"]]
    assert len(cases) == len(marked) > 20
    for case, s in zip(cases, marked, strict=True):
        n = len(case.question.topics)
        assert sum(side > 0 for side in case.sides[:n]) == sum(v != "neutral" for v in s["stances"].values())
        assert len(case.sides) == n + len(case.question.actors)


def test_no_passage_is_about_a_dispute_of_the_gold() -> None:
    """What the network learns from must not be what it is measured on."""
    labels = {
        t
        for p in PASSAGES.glob("*.jsonl")
        for line in p.open(encoding="utf-8")
        for t in json.loads(line)["topics"].values()
    }
    told = " ".join(labels).lower()
    assert not any(
        w in told
        for w in (
            "thaad",
            "s-400",
            "aukus",
            "huawei",
            "fukushima",
            "grain corridor",
            "agnivarsha",
            "gsomia",
            "inf treaty",
            "oil price cap",
            "arms sales to taiwan",
        )
    )


def test_a_passage_becomes_cases(tmp_path: Path) -> None:
    passage = "The dam was begun in May. Norway opposed the dam and accused Sweden of haste, Finland said."
    statement = {
        "source": "Norway",
        "cue": "opposed",
        "content": "the dam",
        "stances": {"t1": "oppose"},
        "targets": ["Sweden"],
        "act": "criticise",
    }
    line = {
        "dispute": "dam",
        "topics": {"t1": "building of the dam", "t2": "talks"},
        "passage": passage,
        "statements": [statement],
    }
    (tmp_path / "one.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    (case,) = passages(tmp_path)
    asked = [case.text[slice(*a)] for a in case.question.actors]
    assert case.question.topics == ("building of the dam", "talks") and case.sides[:2] == (AGAINST, NONE)
    assert dict(zip(asked, case.sides[2:], strict=True))["Sweden"] == AGAINST and FOR not in case.sides
    assert case.text[slice(*case.question.stretch)] == passage and ACTS[case.act] == "criticise"
    whole = {**line, "title": "Norway says no", "passage": f"It rained. The work began.\n\n{passage}"}
    (tmp_path / "one.jsonl").write_text(json.dumps(whole) + "\n", encoding="utf-8")
    (case,) = passages(tmp_path)  # of an article the sentence before is read, and its heading
    assert case.question.heading == "Norway says no"
    assert case.text[slice(*case.question.stretch)] == passage
    line["statements"] = [{**statement, "targets": None}]  # not marked: nothing is learnt of actors
    (tmp_path / "one.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    (case,) = passages(tmp_path)
    assert case.sides[:2] == (AGAINST, NONE) and set(case.sides[2:]) == {UNMARKED}
    line["statements"] = [{**statement, "cue": "x", "content": "the canal"}]
    (tmp_path / "one.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        passages(tmp_path)
