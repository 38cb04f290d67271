"""Statements to quads and JSON lines: the graph as drawn, byte for byte, and the way back."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph
from rdflib.compare import graph_diff, to_isomorphic

from extract import emit
from extract.emit import Run, jsonl, ontology_quads, quads, run_quads, serialize, to_json
from extract.flow import extract
from extract.read import read_text
from extract.records import Actor, Article, Mention, Spans, StanceOn, Statement, Unresolved, words
from kg.validate import verify
from ontology import knowledge
from ontology.identifiers import BASE, Identifiers, article_name, statement_name
from ontology.vocabulary import DEM, OA
from tests.hand_made import ARTICLE, NAME, RUN, SHAM, STATEMENTS, TOLD, URGED

GOLDEN = Path(__file__).parent / "golden" / "emit"
ONTOLOGY = knowledge.load()
D, W = str(DEM._NS), str(OA)
FORMATS = ("nquads", "trig", "turtle")


def emitted(statements: tuple[Statement, ...] = STATEMENTS, article: Article = ARTICLE) -> list[ox.Quad]:
    return quads(article, statements, ONTOLOGY, run=RUN)


def as_graph(data: list[ox.Quad]) -> Graph:
    return Graph().parse(serialize(data, "turtle"), format="turtle")


def facts(data: list[ox.Quad]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for q in data:
        found[q.subject.value][q.predicate.value].append(q.object.value)
    return found


def of_statement(data: list[ox.Quad], statement: Statement, name: str) -> list[str]:
    return [v.rsplit("/", 1)[-1] for v in facts(data)[Identifiers().statement(statement.id)][D + name]]


# --- golden


def test_the_golden_graph():
    data = emitted() + run_quads(RUN)
    trig = serialize(data, "trig")
    path = GOLDEN / "article.trig"
    if os.environ.get("WRITE_GOLDEN"):
        path.write_bytes(trig)
    expected = Graph()
    for s, p, o, _ in Dataset().parse(path, format="trig").quads():
        expected.add((s, p, o))
    if to_isomorphic(as_graph(data)) != to_isomorphic(expected):
        _, missing, surplus = graph_diff(expected, as_graph(data))
        lines = [f"- {t}" for t in sorted(missing.serialize(format="nt").splitlines()) if t]
        lines += [f"+ {t}" for t in sorted(surplus.serialize(format="nt").splitlines()) if t]
        remedy = "the graph is another; if it should be: WRITE_GOLDEN=1 pytest tests/test_emit.py"
        pytest.fail("\n".join([remedy, *lines]))
    assert trig == path.read_bytes(), "the same graph, other bytes"


def test_every_golden_file_is_compared():
    assert [p.name for p in sorted(GOLDEN.iterdir())] == ["article.trig"]


@pytest.mark.parametrize("format", FORMATS)
def test_order_of_statements_and_of_quads_changes_no_byte(format: emit.Format):
    expected = serialize(emitted(), format)
    for seed in range(3):
        shuffled = list(STATEMENTS)
        random.Random(seed).shuffle(shuffled)
        data = emitted(tuple(shuffled))
        random.Random(seed).shuffle(data)
        assert serialize(data, format) == expected


def test_another_process_writes_the_same_bytes():
    code = (
        "import hashlib; from extract.emit import *; from ontology import knowledge; from tests.hand_made import *\n"
        "o = knowledge.load(); q = quads(ARTICLE, STATEMENTS, o, run=RUN) + ontology_quads(o)\n"
        "print(*(hashlib.sha256(serialize(q, f)).hexdigest() for f in ('nquads', 'trig', 'turtle')))"
    )
    root = Path(__file__).parent.parent
    runs = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        done = subprocess.run([sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        runs.append(done.stdout)
    data = emitted() + ontology_quads(ONTOLOGY)
    here = " ".join(hashlib.sha256(serialize(data, f)).hexdigest() for f in FORMATS)
    assert runs == [here + "\n"] * 2


# --- shape


def test_one_graph_no_blank_node_no_quad_twice():
    data = emitted()
    assert {q.graph_name.value for q in data} == {Identifiers().graph(NAME)}
    assert not [q for q in data if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]
    assert len(data) == len(set(data))


def test_every_evidence_slices_back():
    found = facts(emitted())
    stretches = [n for n, f in found.items() if f[W + "start"]]
    assert len(stretches) == 22
    for node in stretches:
        start, end = (int(found[node][W + key][0]) for key in ("start", "end"))
        quote = found[node.removesuffix("/position") + "/quote"]
        assert ARTICLE.text[start:end] == quote[W + "exact"][0]
        assert ARTICLE.text[max(0, start - 32) : start] == quote[W + "prefix"][0]
        assert ARTICLE.text[end : end + 32] == quote[W + "suffix"][0]
    assert verify("g", emitted(), ARTICLE.text) == []


def test_a_position_two_sayings_express_is_one_node():
    data = emitted()
    holders = [q for q in data if q.predicate.value == D + "holder"]
    assert len(holders) == 2
    position = Identifiers().position("china", "oppose", "thaad-deployment")
    assert len([q for q in data if q.object.value == position and q.predicate.value == D + "expresses"]) == 2


def test_a_position_is_the_principal_s_and_a_joint_one_each_speaker_s():
    pair = [Mention((0, 5), Actor(n, "state", n.capitalize()), "name") for n in ("china", "russia")]
    joint = replace(URGED, speakers=tuple(pair), on_behalf_of=())
    assert of_statement(emitted((joint,)), joint, "expresses") == ["thaad-deployment"] * 2
    holders = {q.object.value for q in emitted((joint,)) if q.predicate.value == D + "holder"}
    assert holders == {ONTOLOGY.actors["china"].iri, ONTOLOGY.actors["russia"].iri}


def test_an_unnamed_source_is_one_actor_an_article_and_anonymous_in_json():
    data = emitted()
    node = Identifiers().unnamed(NAME, "senior-seoul-defense-official")
    assert facts(data)[node][D + "describedAs"] == ["a senior Seoul defense official"]
    assert len([q for q in data if q.predicate.value == D + "speaker" and q.object.value == node]) == 2
    assert to_json(TOLD)["speakers"] == ["anonymous"]
    other = quads(replace(ARTICLE, doc="wire-2"), (TOLD,), ONTOLOGY, run=RUN)
    assert node not in {q.subject.value for q in other}


def test_a_known_actor_is_not_described_again_and_a_new_one_is_once():
    found = facts(emitted())
    assert not found[ONTOLOGY.actors["wang-yi"].iri]
    assert found[Identifiers().actor("harbour-institute")]["http://www.w3.org/2004/02/skos/core#prefLabel"] == [
        "harbour institute"
    ]


def test_what_any_mention_says_of_a_new_actor_is_kept():
    bare = Mention((0, 5), Actor("ann-lee", "person", "Ann Lee", known=False), "surname")
    first = replace(TOLD, speakers=(bare,))
    node = facts(emitted((first, SHAM)))[Identifiers().actor("ann-lee")]
    assert node[D + "roleText"] == ["blogger"] and len(node[D + "affiliation"]) == 1


def test_two_new_bodies_may_name_each_other():
    one = Actor("one", "organization", "One", known=False, affiliation="two", acts_for="one")
    two = Actor("two", "organization", "Two", known=False, affiliation="one")
    spoken = replace(TOLD, speakers=(Mention((0, 5), one, "name"), Mention((0, 5), two, "name")))
    found = facts(emitted((spoken,)))
    assert found[Identifiers().actor("one")][D + "affiliation"] == [Identifiers().actor("two")]
    assert not found[Identifiers().actor("one")][D + "actsFor"], "nobody acts for himself"
    assert found[Identifiers().actor("two")]["http://www.w3.org/2004/02/skos/core#prefLabel"] == ["Two"]


EXTENSION = """
@prefix dem: <https://w3id.org/demarche/ontology#> .
@prefix act: <https://w3id.org/demarche/ontology/act#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix my: <https://example.org/mine/> .
my:atlantis a dem:State ; skos:prefLabel "Atlantis"@en ; dem:demonym "Atlantean"@en ; dem:capital "Poseidonis"@en ;
    dem:acronym "ATL" ; skos:note [ skos:example "a node without a name" ] .
my:tides a dem:Topic ; skos:prefLabel "tidal barrier"@en ; dem:concernsSystem my:gate .
my:gate a dem:System ; skos:prefLabel "the gate"@en .
my:vow a dem:SpeechAct ; skos:prefLabel "vow"@en ; skos:broader act:announce .
my:gazette a dem:Outlet ; skos:prefLabel "The Gazette"@en .
"""


@pytest.fixture
def extended(tmp_path: Path) -> knowledge.Ontology:
    path = tmp_path / "mine.ttl"
    path.write_text(EXTENSION)
    return knowledge.load([path])


def test_an_extension_s_terms_keep_their_own_namespace(extended: knowledge.Ontology):
    spoken = replace(
        TOLD,
        speakers=(Mention((0, 5), Actor("atlantis", "state", "Atlantis"), "name"),),
        act="vow",
        stances=(StanceOn("tides", "support"),),
        systems=("gate",),
    )
    data = quads(ARTICLE, (spoken,), extended, run=RUN)
    node = facts(data)[Identifiers().statement(spoken.id)]
    mine = "https://example.org/mine/"
    assert node[D + "speaker"] == [mine + "atlantis"] and node[D + "speechAct"] == [mine + "vow"]
    assert node[D + "about"] == [mine + "gate", mine + "tides"]
    assert not [q for q in data if q.subject.value.startswith(mine)]


def test_the_ontology_graph_makes_names_and_superclasses_explicit(extended: knowledge.Ontology):
    data = ontology_quads(extended)
    triples = {(q.subject.value, q.predicate.value, q.object.value) for q in data}
    skos, rdf_type = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    mine = "https://example.org/mine/"
    for label in ("Atlantean", "Poseidonis", "ATL"):
        assert (mine + "atlantis", skos + "altLabel", label) in triples
    for node, kinds in {"atlantis": ("State", "Actor"), "gazette": ("Outlet", "Organization", "Actor")}.items():
        for kind in kinds:
            assert (mine + node, rdf_type, D + kind) in triples
    assert (Identifiers().actor("yonhap"), rdf_type, D + "Organization") in triples
    assert any(p == rdf_type and o == D + "Cue" for _, p, o in triples)
    assert {q.graph_name.value for q in data} == {Identifiers().named_graph("ontology")}
    assert serialize(data, "nquads") == serialize(ontology_quads(extended), "nquads"), "blank nodes named by chance"


def test_a_base_moves_what_we_name_and_the_names_of_the_files_alike():
    data = quads(ARTICLE, STATEMENTS, ONTOLOGY, identifiers=Identifiers("https://lab.example/kg/"), run=RUN)
    assert {q.graph_name.value for q in data} == {f"https://lab.example/kg/graph/article/{NAME}"}
    speakers = {q.object.value for q in data if q.predicate.value == D + "speaker"}
    assert {f"https://lab.example/kg/actor/{name}" for name in ("wang-yi", "ann-lee")} <= speakers
    shared = ontology_quads(ONTOLOGY, identifiers=Identifiers("https://lab.example/kg/"))
    assert not [q for q in (*data, *shared) if any(str(term).startswith(f"<{BASE}") for term in q)]
    assert len(shared) == len(ontology_quads(ONTOLOGY))


def test_a_run_is_its_fields():
    same = Run(RUN.software, RUN.version, RUN.ontology_digest, tuple(RUN.settings))
    assert same.iri(Identifiers()) == RUN.iri(Identifiers())
    changed = [replace(RUN, version="0.2"), replace(RUN, ontology_digest="1" * 64), replace(RUN, settings=("a=b",))]
    assert len({r.name for r in (RUN, *changed)}) == 4
    assert {q.graph_name.value for q in run_quads(RUN)} == {Identifiers().named_graph("runs")}


# --- formats


@pytest.mark.parametrize("format", FORMATS)
def test_both_parsers_read_every_format(format: emit.Format):
    data = emitted()
    bytes_ = serialize(data, format)
    form = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "turtle": ox.RdfFormat.TURTLE}[format]
    parsed = list(ox.parse(bytes_, form))
    assert {q.triple for q in parsed} == {q.triple for q in data}
    if format != "turtle":
        assert set(parsed) == set(data)
    dataset = Dataset(default_union=True)
    dataset.parse(data=bytes_, format=format)
    assert len(set(dataset.triples((None, None, None)))) == len(data)


def test_parts_of_a_stream_join():
    for format, form in (("trig", ox.RdfFormat.TRIG), ("turtle", ox.RdfFormat.TURTLE)):
        parts = [emitted(), run_quads(RUN)]
        stream = b"".join(serialize(p, format, header=not n) for n, p in enumerate(parts))  # type: ignore[arg-type]
        assert {q.triple for q in ox.parse(stream, form)} == {q.triple for p in parts for q in p}
        assert stream.count(b"@prefix dem:") == 1


def test_nothing_is_nothing_and_an_unknown_format_is_named():
    assert serialize([], "nquads") == b""
    with pytest.raises(ValueError, match="choose one of nquads, trig, turtle"):
        serialize([], "rdfxml")  # type: ignore[arg-type]


# --- JSON lines


def test_the_keys_of_a_line_and_their_order_are_the_published_ones():
    line = json.loads(jsonl(URGED))
    assert list(line) == [
        *("doc", "id", "form", "source", "cue", "content", "text", "speakers", "on_behalf_of", "act", "stances"),
        *("systems", "targets", "addressees", "date", "date_basis", "reported_in", "relayed_by", "confidence"),
        "extractor",
    ]
    assert line == {
        "doc": "wire-1",
        "id": URGED.id,
        "form": "indirect",
        "source": [[245, 249]],
        "cue": [[250, 259]],
        "content": [[271, 287]],
        "text": {"source": "Wang", "cue": "had urged", "content": "to drop the plan"},
        "speakers": ["wang-yi"],
        "on_behalf_of": ["china"],
        "act": "urge",
        "stances": [{"topic": "thaad-deployment", "stance": "oppose"}],
        "systems": [],
        "targets": ["united-states"],
        "addressees": ["united-states"],
        "date": None,
        "date_basis": "unknown",
        "reported_in": TOLD.id,
        "relayed_by": None,
        "confidence": 1.0,
        "extractor": "rules.v2",
    }


def test_a_line_is_readable_and_one_line_for_everyone():
    content = "é 王毅 😀 \x85\u2028\u2029\x0b\x0c\x1c\n\r\x00\ud800"
    line = jsonl(replace(TOLD, content=((0, len(content)),), cue=(), source=(), text={"content": content}))
    assert "é 王毅 😀" in line and len(line.splitlines()) == 1
    assert json.loads(line)["text"]["content"] == content.replace("\ud800", "\ufffd")
    line.encode("utf-8")


# --- what comes in from outside


def said(text: str, content: Spans, **more: object) -> tuple[Article, Statement]:
    name = article_name("d", text)
    spans = {"content": content}
    statement = Statement("d", statement_name(name, spans), "indirect", content, text={"content": words(text, content)})
    return Article("d", text), replace(statement, **more)  # type: ignore[arg-type]


def test_each_decision_has_one_reason():
    text = "Beijing said on Friday that it opposes the deployment of THAAD."
    article = read_text(text, doc="a", published="2016-02-12")
    (statement,) = extract(article, ONTOLOGY, sides="rules")
    (node,) = (f for f in facts(emitted((statement,), article)).values() if D + "order" in f)
    decided = [re.match(r"(act|speaker|stance|date)\b:? ([\w-]+)", reason) for reason in node[D + "reason"]]
    assert sorted(m.groups() for m in decided if m) == [
        ("act", "criticise"), ("date", "2016-02-12"), ("speaker", "china"), ("stance", "oppose"),
    ]  # fmt: skip


HOSTILE = [
    "lone \ud83d surrogate",
    "nul \x00 and bell \x07 and \x7f",
    "line ends \r\n \x85 \u2028",
    'quotes " \' \\ """ and <script>alert(1)</script>',
    "noncharacter \ufffe \uffff and right-to-left \u202e",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("format", FORMATS)
def test_text_that_literals_do_not_like(text: str, format: emit.Format):
    gap = Unresolved("speaker", text, why=text)
    article, statement = said(text, ((0, len(text)),), unresolved=(gap,), reasons=(text,))
    article = replace(article, doc=text, title=text, outlet=text, byline=text, url=text, language=text, published=text)
    actor = Mention((0, 3), Actor("x", "person", text, known=False, role=text), text)
    run = Run(text, text, text, (text,))
    data = quads(article, [replace(statement, doc=text, speakers=(actor,))], ONTOLOGY, run=run) + run_quads(run)
    form = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "turtle": ox.RdfFormat.TURTLE}[format]
    back = {q.triple for q in ox.parse(serialize(data, format), form)}
    assert back == {q.triple for q in data}
    exact = [t.object.value for t in back if t.predicate.value == W + "exact"]
    assert exact == [text.replace("\ud83d", "\ufffd")] and len(exact[0]) == len(text)
    assert not [v for v in verify("g", data, text) if v.shape != "text-digest"]
    json.loads(jsonl(statement))


@pytest.mark.parametrize(
    ("given_", "written", "kind"),
    [
        ("2016-02-12", "2016-02-12", "date"),
        ("2016-02-30", "2016-02-30", "string"),
        ("20160212", "20160212", "string"),
        ("last year", "last year", "string"),
    ],
)
def test_only_a_day_is_a_date(given_: str, written: str, kind: str):
    data = quads(replace(ARTICLE, published=given_), (), ONTOLOGY, run=RUN)
    (value,) = [q.object for q in data if q.predicate.value.endswith("datePublished")]
    assert isinstance(value, ox.Literal)
    assert (value.value, value.datatype.value.rsplit("#")[1]) == (written, kind)


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a b?q=<x>", "https://example.org/a%20b?q=%3Cx%3E"),
        ("https://example.org/é/王", "https://example.org/é/王"),
        ("no address", None),
        ("//example.org/a", None),
    ],
)
def test_an_address_is_an_iri_or_stays_text(url: str, written: str | None):
    data = quads(replace(ARTICLE, url=url), (), ONTOLOGY, run=RUN)
    (value,) = [q.object for q in data if q.predicate.value.endswith("/url")]
    assert value == (ox.NamedNode(written) if written else ox.Literal(url))


def test_a_span_outside_the_text_is_refused():
    article, statement = said("abc", ((0, 3),))
    with pytest.raises(ValueError, match=r"\[1, 9\)"):
        quads(article, [replace(statement, cue=((1, 9),), text={**statement.text, "cue": "x" * 8})], ONTOLOGY, run=RUN)


@pytest.mark.parametrize(
    ("spans", "content"),
    [
        (((9, 2),), "never said"),
        (((-3, 2),), "never"),
        (((0, 3),), "never said"),
        (((0, 3),), ""),
        (((0, 2), (4, 6)), "never"),
        ((), "never"),
    ],
)
def test_a_statement_whose_words_do_not_fit_its_spans_cannot_be_made(spans: Spans, content: str):
    with pytest.raises(ValueError, match=r"no stretch of a text|code points of content"):
        Statement("d", "d.0", "indirect", spans, text={"content": content})


def test_words_past_the_end_of_the_text_fit_no_span():
    with pytest.raises(ValueError, match="2 code points of content for spans of 4"):
        Statement("d", "d.0", "indirect", ((1, 5),), text={"content": words("abc", ((1, 5),))})


@pytest.mark.parametrize(("value", "written"), [(0.0, "0"), (1.0, "1"), (0.1 + 0.2, "0.3"), (1e-9, "0"), (0.5, "0.5")])
def test_a_confidence_is_a_short_decimal(value: float, written: str):
    assert of_statement(emitted((replace(TOLD, confidence=value),)), TOLD, "confidence") == [written]


# --- there and back

SPICE = st.sampled_from([*"“”\"'\\\n\t😀𐍈é\u2028\x00\u202e", "\r\n", " … ", "<b>"])
TEXTS = st.lists(st.one_of(st.text(max_size=8), SPICE), min_size=1, max_size=12).map("".join).filter(bool)
SLUGS = st.from_regex(r"\A[a-z]{1,6}(-[a-z]{1,6})?\Z")


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, list[Statement]]:
    text = draw(TEXTS)
    name = article_name("doc", text)

    def spans(least: int) -> Spans:
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
        found = tuple((a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
        return found if len(found) >= least else ((0, len(text)),)

    def mentions() -> tuple[Mention, ...]:
        kinds = st.sampled_from(["person", "organization", "state", "unnamed"])
        named = {draw(SLUGS): draw(kinds) for _ in range(draw(st.integers(0, 2)))}
        return tuple(Mention(spans(1)[0], Actor(n, k, draw(TEXTS), known=False), "name") for n, k in named.items())  # type: ignore[arg-type]

    sides = st.sampled_from(["support", "oppose"])
    made: dict[str, Statement] = {}
    for _ in range(draw(st.integers(1, 3))):
        found = {"content": spans(1), "cue": spans(0), "source": spans(0)}
        id_ = statement_name(name, found)
        made[id_] = Statement(
            doc="doc",
            id=id_,
            form=draw(st.sampled_from(["direct", "mixed", "indirect"])),
            **found,
            text={role: words(text, s) for role, s in found.items()},
            speakers=mentions(),
            targets=mentions(),
            act=draw(st.sampled_from(sorted(ONTOLOGY.acts))),
            stances=tuple(StanceOn(t, draw(sides)) for t in draw(st.sets(SLUGS, max_size=2))),
            date=draw(st.one_of(st.none(), st.dates().map(str))),
            confidence=draw(st.floats(0, 1)),
            reasons=tuple(draw(st.lists(TEXTS, max_size=2, unique=True))),
        )
    return Article("doc", text), list(made.values())


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles())
def test_emit_parse_gives_the_same_statements(case: tuple[Article, list[Statement]]):
    article, statements = case
    data = serialize(quads(article, statements, ONTOLOGY, run=RUN), "nquads")
    parsed = list(ox.parse(data, ox.RdfFormat.N_QUADS))
    found, ids = facts(parsed), Identifiers()
    name = article_name(article.doc, article.text)
    assert {s for s, f in found.items() if D + "order" in f} == {ids.statement(s.id) for s in statements}
    for s in statements:
        node = found[ids.statement(s.id)]
        assert node[D + "content"] == [s.text["content"]]
        assert node[D + "cueText"] == ([s.text["cue"]] if s.cue else [])
        assert node[D + "speechAct"] == [ONTOLOGY.act_iris[s.act]]
        assert node[D + "quotationForm"][0].endswith(f"#{s.form}")
        assert node[D + "saidOn"] == ([s.date] if s.date else [])
        assert float(node[D + "confidence"][0]) == pytest.approx(s.confidence, abs=5e-5)
        assert set(s.reasons) <= set(node[D + "reason"])
        for role, mentions in (("speaker", s.speakers), ("target", s.targets)):
            actors = [m.actor for m in mentions]
            assert set(node[D + role]) == {
                ids.unnamed(name, a.name) if a.kind == "unnamed" else ids.actor(a.name) for a in actors
            }
        taken = {(found[p][D + "stance"][0].split("#")[1], found[p][D + "topic"][0]) for p in node[D + "expresses"]}
        assert taken == {(x.stance, ids.topic(x.topic)) for x in s.stances if s.speakers}
        for role in ("content", "cue", "source"):
            assert {
                (int(found[e + "/position"][W + "start"][0]), int(found[e + "/position"][W + "end"][0]))
                for e in node[D + "evidence"]
                if f"/{role}/" in e
            } == set(getattr(s, role))
    assert verify("g", parsed, article.text) == []
    orders = sorted(int(found[ids.statement(s.id)][D + "order"][0]) for s in statements)
    assert orders == list(range(1, len(statements) + 1))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), min_size=1))
@example("\ud800\udfff")
def test_a_line_comes_back_whole(text: str):
    assume(text)
    _, statement = said(text, ((0, len(text)),))
    line = jsonl(statement)
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode())["text"]["content"] == emit._LONE_SURROGATE.sub("\ufffd", text)
