"""attribute, tagger: an optional variant. What it finds verifies, nests and does not depend on what came before."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extract.attribute import ATTRIBUTORS, AttributorError, require
from extract.attribute.tagger.decoding import Found
from extract.attribute.tagger.tag import _records
from extract.emit import jsonl
from extract.flow import extract
from extract.pieces.reader import reader
from extract.pieces.words import read_words
from extract.read import read_text
from extract.records import Statement, words
from extract.segment import segment
from kg.samples import files
from ontology.knowledge import load

pytest.importorskip("onnxruntime", reason="onnxruntime is not installed: the tagger is not tested here")


def tagged(text: str, extensions: tuple[Path, ...] = ()) -> tuple[Statement, ...]:
    return extract(read_text(text, doc="doc"), load(extensions), "tagger")


JOINED = "Norway said it was worried and urged Sweden to halt the work."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister said that the dam would be built.", [("The minister", "said", "the dam would be built")]),
        ('"The dam is safe," the engineer told reporters.', [("the engineer", "told", '"The dam is safe,"')]),
        ("According to the ministry, the dam is safe.", [("the ministry", "According to", "the dam is safe")]),
        (JOINED, [("Norway", "said", "it was worried"), ("Norway", "urged", "to halt the work")]),
    ],
)
def test_table(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(s.text["source"], s.text["cue"], s.text["content"]) for s in tagged(text)] == expected


def test_statement_inside_a_statement() -> None:
    outer, inner = tagged("Sweden urged Norway to sign the treaty, embassy spokesman Erik Lund said.")
    assert outer.text["cue"] == "said" and inner.text["cue"] == "urged" and inner.reported_in == outer.id


def test_a_headline_ends_where_it_ends() -> None:
    text = "Norway drops plan for talks with Sweden\n\nIceland kept silent. Its ministers were away.\n"
    passages = segment(read_text(text, doc="doc"))
    assert [p.kind for p in passages] == ["title", "paragraph"]
    words_read = read_words(text, [p.span for p in passages], reader().tokenizer)
    owner = np.searchsorted([p.span[0] for p in passages], words_read.start, side="right") - 1
    (first,) = _records(text, passages, [0, 1], words_read, owner, Found((1, 3), (0, 1), ((3, 8),), 1.0, 1.0, 1.0))
    assert words(text, first.attribution.content) == "for talks with Sweden"


def test_spans_verify_and_order_of_articles_changes_nothing() -> None:
    paths = [p for p in files() if p.suffix == ".txt"][:4]
    texts = {p.stem: p.read_bytes().decode("utf-8") for p in paths}

    def lines(names: list[str]) -> dict[str, list[str]]:
        ontology = load()
        return {n: [jsonl(s) for s in extract(read_text(texts[n], doc=n), ontology, "tagger")] for n in names}

    forward = lines(sorted(texts))
    assert forward == lines(sorted(texts, reverse=True))
    assert sum(map(len, forward.values())) > 20
    for name, text in texts.items():
        for s in extract(read_text(text, doc=name), load(), "tagger"):
            assert s.extractor == ATTRIBUTORS["tagger"][1] and 0 < s.confidence <= 1
            for role, spans in (("source", s.source), ("cue", s.cue), ("content", s.content)):
                assert s.text.get(role, "") == words(text, spans)


def test_a_cue_added_in_turtle_is_honoured_where_the_networks_are_silent(tmp_path: Path) -> None:
    text = "The ombudsman excogitated that the bridge was unsafe."
    extension = tmp_path / "cue.ttl"
    extension.write_text(
        "@prefix dem: <https://w3id.org/demarche/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix act: <https://w3id.org/demarche/ontology/act#> .\n"
        '<urn:x:excogitate> a dem:CueVerb ; skos:prefLabel "excogitate"@en ; dem:speechAct act:assert ;\n'
        "  dem:complement dem:Clause .\n"
    )
    assert [s.text["content"] for s in tagged(text, (extension,))] == ["the bridge was unsafe"]


def test_a_missing_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.attribute.find_spec", lambda name: None)
    with pytest.raises(AttributorError, match=r"needs onnxruntime.*pip install onnxruntime"):
        require("tagger")
    with pytest.raises(AttributorError, match="choose auto, rules, tagger"):
        require("oracle")


def test_an_empty_article_gives_nothing() -> None:
    assert tagged("") == () and tagged(" \n ") == ()


def test_the_default_reads_news_of_known_actors_by_the_rules() -> None:
    known = "China said the plan was wrong. Russia said it agreed. Japan said it was sorry."
    unknown = "The mayor said the plan was wrong. Ms. Brandt said she agreed. The club said it was sorry."

    def sayings(text: str, attributor: str) -> list[object]:
        return [
            (s.source, s.cue, s.content, s.confidence) for s in extract(read_text(text, doc="d"), load(), attributor)
        ]

    assert sayings(known, "auto") == sayings(known, "rules") != sayings(known, "tagger")
    assert sayings(unknown, "auto") == sayings(unknown, "tagger") != sayings(unknown, "rules")
