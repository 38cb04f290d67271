"""Shipped questions over a small graph: what each answers, the same in two engines; parameters, formats, the guard."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from rdflib import RDF, SKOS, Dataset, Literal, URIRef
from rdflib.namespace import RDFS, XSD

import kg
import queries
from kg import guard
from kg import query as asking
from kg.commands.query import _rich, command
from kg.errors import QueryError
from kg.store import open_store
from ontology.vocabulary import ACT, DEM, KIND, STANCE
from tests.graphs import IDS, Maker, loaded, small

ALL = {**queries.shipped(), **{q.name: q for q in queries.derivations()}}
TOPIC = IDS.topic("thaad-deployment")


def made() -> tuple[Dataset, dict[str, str]]:
    """``small()`` and one article more, with all that it lacks: a change, a denial, a relay, nesting, open matters."""
    make = Maker(dataset=small())
    seoul, us, wang = IDS.actor("south-korea"), IDS.actor("united-states"), IDS.actor("wang-yi")
    agency = make.actor("yonhap", "Yonhap", DEM.NewsAgency)
    five = make.article(
        "five",
        "Seoul now doubts the plan. It denied a secret deal. Wang said the ally pressed hard. A stranger was silent.",
        title="Second thoughts",
        published="2016-08-01",
        outlet="Gazette",
    )
    names = {
        "shift": make.say(five, "doubts the plan", [seoul], stances=[(TOPIC, "oppose")], date="2016-08-02"),
        "denial": make.say(five, "a secret deal", [seoul], act="deny", date="2016-07-31"),
        "outer": make.say(five, "the ally pressed hard", [wang], on_behalf_of=[IDS.actor("china")], date="2016-07-30"),
        "inner": make.say(five, "pressed hard", [us], date="2016-07-29"),
        "open": make.say(five, "was silent", [us], stances=[(TOPIC, "support"), (TOPIC, "oppose")]),
    }
    graph = make.dataset.graph(URIRef(IDS.graph(five)))
    node = {key: URIRef(value) for key, value in names.items()}
    graph.add((node["inner"], DEM.reportedIn, node["outer"]))
    saying = URIRef(IDS.saying("five"))
    graph.add((saying, RDF.type, DEM.Saying))
    for key in ("outer", "inner"):
        graph.add((node[key], DEM.saying, saying))
    graph.add((node["denial"], DEM.relayedBy, URIRef(agency)))
    graph.set((node["open"], DEM.confidence, Literal("0.2", datatype=XSD.decimal)))
    graph.add((node["open"], DEM.extractor, Literal("rules.v1")))
    graph.add((node["open"], DEM.reason, Literal("speaker: carried")))
    gap = URIRef(f"{node['open']}/unresolved/1")
    graph.add((node["open"], DEM.unresolved, gap))
    graph.add((gap, RDF.type, DEM.Unresolved))
    graph.add((gap, DEM.unresolvedKind, KIND.speaker))
    graph.add((gap, RDFS.label, Literal("a stranger")))
    graph.add((gap, DEM.reason, Literal("no name")))
    # the same actor, written in a second way by this article
    graph.add((URIRef(wang), SKOS.prefLabel, Literal("WANG Yi", lang="en")))
    graph.add((URIRef(wang), SKOS.prefLabel, Literal("王毅", lang="zh")))
    graph.add((URIRef(wang), DEM.actsFor, URIRef(seoul)))
    lonely = URIRef(IDS.position("russia", "neutral", "thaad-deployment"))
    graph.add((lonely, RDF.type, DEM.Position))
    for predicate, value in ((DEM.holder, IDS.actor("russia")), (DEM.topic, TOPIC)):
        graph.add((lonely, predicate, URIRef(value)))
    graph.add((lonely, DEM.stance, URIRef("https://w3id.org/demarche/ontology/stance#neutral")))
    ontology = make.dataset.graph(URIRef(IDS.named_graph("ontology")))
    for act in ("assert", "announce", "urge", "warn", "criticise", "deny", "support"):
        ontology.add((ACT[act], RDF.type, DEM.SpeechAct))
        ontology.add((ACT[act], SKOS.prefLabel, Literal(act, lang="en")))
    for stance in ("support", "oppose", "neutral"):
        ontology.add((URIRef(f"https://w3id.org/demarche/ontology/stance#{stance}"), RDF.type, DEM.Stance))
    for kind in ("speaker", "target"):
        ontology.add((KIND[kind], RDF.type, DEM.UnresolvedKind))
    ontology.add((URIRef(TOPIC), SKOS.altLabel, Literal("THAAD deployment", lang="en")))
    ontology.add((URIRef(TOPIC), DEM.concernsSystem, URIRef(IDS.system("thaad"))))
    return make.dataset, names


DATASET, SAID = made()
STORE = loaded(DATASET)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same graph in a store of ours."""
    place = str(tmp_path_factory.mktemp("query") / "store")
    with open_store(place, create=True) as store:
        for graph in STORE.named_graphs():
            quads = list(STORE.quads_for_pattern(None, None, None, graph))
            if isinstance(graph, ox.NamedNode) and "/graph/article/" in graph.value:
                store.put(graph.value, quads)
            else:
                store.set_ontology([q.triple for q in quads], "d" * 64, {})
    return place


#: question, parameters, columns to look at, rows
CASES: list[tuple[str, dict[str, object], str, list[tuple[object, ...]]]] = [
    (
        "who-said-what",
        {"actor": "china", "until": "2016-02-12", "text": "STEP"},
        "speakers spoken_for act words doc",
        [("WANG Yi", "China", "warn", "The step would harm the security of the region.", "one")],
    ),
    (
        "who-said-what",
        {"since": "2016-07-08", "until": "2016-07-08", "topic": "six-party-talks"},
        "speakers words",
        [("China; Russia", "the talks to resume")],
    ),
    (
        "said-between",
        {"since": "2016-07-29", "until": "2016-07-31"},
        "date words",
        [("2016-07-29", "pressed hard"), ("2016-07-30", "the ally pressed hard"), ("2016-07-31", "a secret deal")],
    ),
    (
        "said-on-day",
        {"day": "2016-07-09"},
        "speakers act words",
        [("North Korea", "criticise", "the root of all tension")],
    ),
    (
        "who-opposes-what",
        {"topic": "THAAD Deployment", "since": "2016-07-01"},
        "holder date words",
        [
            ("Russia", "2016-07-08", "any such battery near its borders"),
            ("South Korea", "2016-08-02", "doubts the plan"),
        ],
    ),
    (
        "who-supports-what",
        {"topic": "sanctions-on-north-korea"},
        "holder date speakers words",
        [
            ("China", None, "Ministry of Foreign Affairs of China", "new sanctions, with a limit"),
            ("United States", "2016-02-14", "John Kerry", "tougher sanctions now"),
        ],
    ),
    (
        "who-said-what-against-whom",
        {"system": "thaad", "target": "united-states"},
        "speakers targets act",
        [("WANG Yi", "United States", "warn"), ("Russia", "United States", "criticise")],
    ),
    (
        "who-addressed-whom",
        {"addressee": "China"},
        "speakers addressees words",
        [("John Kerry", "China", "tougher sanctions now")],
    ),
    (
        "positions-of-actor",
        {"actor": "south-korea", "topic": "missile-defence"},
        "date topic stance words",
        [
            ("2016-02-15", "deployment of THAAD in South Korea", "support", "the system protects our citizens"),
            ("2016-08-02", "deployment of THAAD in South Korea", "oppose", "doubts the plan"),
        ],
    ),
    (
        "who-changed-position",
        {},
        "holder earlier_stance earlier_date earlier_words later_stance later_date later_words",
        [
            (
                "South Korea",
                "support",
                "2016-02-15",
                "the system protects our citizens",
                "oppose",
                "2016-08-02",
                "doubts the plan",
            )
        ],
    ),
    ("who-changed-position", {"from_stance": "oppose"}, "holder", []),
    (
        "who-contradicts-whom",
        {"topic": "thaad-deployment", "days": 3},
        "supporter supporter_date opponent opponent_date days_apart",
        [
            ("South Korea", "2016-02-15", "China", "2016-02-12", 3),
            ("United States", "2016-02-14", "China", "2016-02-12", 2),
        ],
    ),
    ("who-denied-what", {}, "speakers date words", [("South Korea", "2016-07-31", "a secret deal")]),
    (
        "evidence-of-statement",
        {"statement": SAID["denial"]},
        "role start end exact prefix suffix doc",
        [
            (
                "content",
                37,
                50,
                "a secret deal",
                "oul now doubts the plan. It denied"[-31:] + " ",
                ". Wang said the ally pressed hard"[:32],
                "five",
            )
        ],
    ),
    (
        "actors-by-statements",
        {"topic": "six-party-talks"},
        "actor_name statements sayings as_speaker spoken_for articles first last",
        [("China", 2, 2, 1, 1, 2, "2016-02-12", "2016-07-08")],
    ),
    (
        "relayed-by-outlet",
        {"outlet": "yonhap"},
        "via how speakers words",
        [("Yonhap", "relayed by", "South Korea", "a secret deal")],
    ),
    (
        "what-stayed-unresolved",
        {"kind": "speaker"},
        "open phrase reason words doc",
        [("speaker", "a stranger", "no name", "was silent", "five")],
    ),
    (
        "statements-by-month",
        {"actor": "south-korea"},
        "month statements sayings articles supporting opposing",
        [("2016-02", 1, 1, 1, 1, 0), ("2016-07", 1, 1, 1, 0, 0), ("2016-08", 1, 1, 1, 0, 1)],
    ),
    (
        "shared-positions",
        {"actor": "Russia", "stance": "support"},
        "actor_name ally topics opposed shared",
        [("Russia", "China", 1, 0, "six-party talks (support)")],
    ),
    (
        "which-sayings-were-reported-again",
        {"actor": "china"},
        "reports articles date speakers form words doc",
        [
            (2, 1, "2016-07-30", "WANG Yi", "direct", "the ally pressed hard", "five"),
            (2, 1, "2016-07-29", "United States", "direct", "pressed hard", "five"),
        ],
    ),
    ("weak-links", {}, "confidence speakers words reasons", [(0.2, "United States", "was silent", "speaker: carried")]),
    (
        "topics-by-actor",
        {"actor": "south-korea"},
        "topic_name supporting opposing neutral sayings first last",
        [("deployment of THAAD in South Korea", 1, 1, 0, 2, "2016-02-15", "2016-08-02")],
    ),
    (
        "who-reported-whose-words",
        {"reporter": "china"},
        "reporters reporting_words speakers words",
        [("WANG Yi", "the ally pressed hard", "United States", "pressed hard")],
    ),
    (
        "who-stayed-unnamed",
        {"country": "south-korea"},
        "description speaks_for statements doc",
        [("a senior Seoul official", "South Korea", 1, "two")],
    ),
    (
        "names-written-in-several-ways",
        {},
        "actor_name label language",
        [("wang-yi", "WANG Yi", "en"), ("wang-yi", "Wang Yi", "en")],
    ),
    (
        "one-name-of-several-people",
        {},
        "actor_name belongs_to articles",
        [("wang-yi", "china", 0), ("wang-yi", "south-korea", 1)],
    ),
    ("said-after-publication", {}, "date published words", [("2016-08-02", "2016-08-01", "doubts the plan")]),
    ("positions-nobody-expresses", {}, "holder stance topic", [("russia", "neutral", "thaad-deployment")]),
    (
        "both-sides-in-one-article",
        {},
        "actor_name topic words other_words",
        [("United States", "deployment of THAAD in South Korea", "was silent", "was silent")],
    ),
]


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "rows"), CASES, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_question_answers(
    name: str, parameters: dict[str, object], columns: str, rows: list[tuple[object, ...]]
) -> None:
    found = kg.ask(STORE, name, **parameters)
    if name == "actors-by-statements":
        found = found.first(1)
    assert [tuple(row[c] for c in columns.split()) for row in found] == rows


def test_what_several_statements_report_counts_once() -> None:
    (july,) = [row for row in kg.ask(STORE, "statements-by-month") if row["month"] == "2016-07"]
    assert july["statements"] == july["sayings"] + 1  # type: ignore[operator]
    assert not kg.ask(STORE, "which-sayings-were-reported-again", least=2)


def test_statements_without_a_date_have_a_row_of_their_own_in_the_months() -> None:
    rows = list(kg.ask(STORE, "statements-by-month"))
    assert [row["month"] for row in rows][-1] is None
    assert sum(int(str(row["statements"])) for row in rows) == len(kg.ask(STORE, "who-said-what"))


def crowd(articles: int) -> Dataset:
    """Two states that change to and fro on one topic, each in every article, twice a day; a third stands firm."""
    make = Maker()
    one, other, firm = (make.actor(name, name.title()) for name in ("avaria", "borduria", "cordonia"))
    topic, second = make.topic("canal", "the canal"), make.topic("tolls", "tolls")
    make.names(str(STANCE.support), "support", DEM.Stance)
    for number in range(articles):
        article = make.article(f"a{number}", "Yes. No. Never. Perhaps. Later. Tolls.")
        make.say(article, "Yes", [one, other], stances=[(topic, "support")], date="2020-01-01")
        make.say(article, "No", [one, other], stances=[(topic, "oppose")], date="2020-01-02")
        make.say(article, "Never", [firm], stances=[(topic, "oppose")], date="2020-01-02")
        make.say(article, "Tolls", [one, firm], stances=[(second, "support")])
    return make.dataset


def test_many_reports_of_one_day_make_one_row_a_pair() -> None:
    store = loaded(crowd(6))
    disagree = [(r["supporter"], r["opponent"]) for r in kg.ask(store, "who-contradicts-whom")]
    assert disagree == [
        ("Avaria", "Borduria"), ("Avaria", "Cordonia"), ("Borduria", "Avaria"), ("Borduria", "Cordonia")
    ]  # fmt: skip
    assert [r["holder"] for r in kg.ask(store, "who-changed-position")] == ["Avaria", "Borduria"]


def test_a_topic_on_which_a_pair_takes_both_sides_brings_it_no_higher() -> None:
    store = loaded(crowd(2))
    rows = [
        (r["actor_name"], r["ally"], r["topics"], r["opposed"], r["shared"]) for r in kg.ask(store, "shared-positions")
    ]
    assert rows == [
        ("Avaria", "Cordonia", 2, 1, "the canal (oppose); tolls (support)"),
        ("Avaria", "Borduria", 1, 1, "the canal (oppose); the canal (support)"),
        ("Borduria", "Cordonia", 1, 1, "the canal (oppose)"),
    ]
    for name, column in (("congruence", 2), ("conflict", 3)):
        graph = kg.network(store, name)
        label = {node: data["label"] for node, data in graph.nodes(data=True)}
        weights = {(label[a], label[b]): data["weight"] for a, b, data in graph.edges(data=True)}
        assert weights == {(row[0], row[1]): row[column] for row in rows}
    support = str(STANCE.support)
    only = [(r["actor_name"], r["ally"]) for r in kg.ask(store, "shared-positions", stance=support, topic="canal")]
    assert only == [("Avaria", "Borduria")]


def test_every_shipped_query_has_a_case() -> None:
    assert {case[0] for case in CASES} == set(queries.shipped())


def _some(question: queries.Question, all_of_them: bool) -> dict[str, object]:
    values = {
        "date": "2016-07-08",
        "integer": 400,
        "decimal": 0.5,
        "share": 0.5,
        "text": "the",
        "actor": "china",
        "topic": "thaad-deployment",
        "system": "thaad",
        "stance": "support",
        "act": "deny",
        "kind": "speaker",
        "outlet": "Gazette",
        "article": "one",
        "statement": SAID["denial"],
    }
    return {p.name: values[p.type] for p in question.parameters if p.required or all_of_them}


@pytest.mark.parametrize("all_of_them", [False, True], ids=["bare", "filtered"])
@pytest.mark.parametrize("name", ALL)
def test_two_engines_give_equal_rows(name: str, all_of_them: bool) -> None:
    parameters = _some(ALL[name], all_of_them)
    ours, other = (asking.run(engine, ALL[name], **parameters) for engine in (STORE, DATASET))
    assert ours.columns == other.columns and ours.terms == other.terms


@pytest.mark.parametrize("question", ALL.values(), ids=list(ALL))
def test_headers_are_complete(question: queries.Question) -> None:
    assert question.title and question.question.endswith((".", "?")) and question.examples
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", question.name)
    assert "ORDER BY" in question.text
    assert all(p.description for p in question.parameters) and all(c.description for c in question.columns)
    assert all(e.startswith("kg query ") for e in question.examples)
    if question.folder != "derive":
        assert asking.run(STORE, question, **_some(question, False)).columns == tuple(c.name for c in question.columns)
    ox.Store().query(question.text)  # as it stands, in any tool


def test_shortcuts_are_derived_with_what_they_come_from() -> None:
    triples = asking.derive(STORE)
    prov = ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    direct = [t for t in triples if t.predicate.value in (str(DEM.holdsPositionOn), str(DEM.speaksAgainst))]
    nodes = {t.subject for t in triples if t.predicate.value == str(RDF.subject)}
    assert direct and len(nodes) == len(direct)
    assert nodes == {t.subject for t in triples if t.predicate == prov}
    assert not any(isinstance(term, ox.BlankNode) for t in triples for term in (t.subject, t.object))


# --- parameters


def test_a_stretch_of_time_may_be_given_by_month_or_year() -> None:
    july = kg.ask(STORE, "said-between", since="2016-07", until="2016-07")
    assert july and july.terms == kg.ask(STORE, "said-between", since="2016-07-01", until="2016-07-31").terms
    assert kg.ask(STORE, "said-between", since=2016, until=date(2016, 12, 31))
    with pytest.raises(QueryError, match=r"until: '2016-13' is not a date; write 2016-02-12, 2016-02 or 2016"):
        kg.ask(STORE, "said-between", since="2016", until="2016-13")
    with pytest.raises(QueryError, match=r"day: '2016-07' is not a date"):
        kg.ask(STORE, "said-on-day", day="2016-07")


def test_a_share_lies_between_0_and_1() -> None:
    assert kg.ask(STORE, "weak-links", below=1)
    with pytest.raises(QueryError, match=r"below: '2' is not between 0 and 1; write it as 0.5"):
        kg.ask(STORE, "weak-links", below=2)


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("who-opposes-wat", {}, "no question 'who-opposes-wat'; did you mean who-opposes-what? see: kg query --list"),
        ("who-opposes-what", {"topci": "x"}, "who-opposes-what: no parameter 'topci'; did you mean topic?"),
        ("said-on-day", {}, "said-on-day: needs the parameter day (date)"),
        (
            "said-on-day",
            {"day": "12.2.2016"},
            "said-on-day: parameter day: '12.2.2016' is not a date; write it as 2016-02-12",
        ),
        ("said-on-day", {"day": "2016-02-30"}, "'2016-02-30' is not a date"),
        ("said-on-day", {"day": ["2016-02-12", "2016-02-13"]}, "parameter day: given 2 times; give one date"),
        ("who-contradicts-whom", {"days": "some"}, "parameter days: 'some' is not a whole number"),
        ("weak-links", {"below": "low"}, "weak-links: parameter below: 'low' is not a number"),
        ("weak-links", {"below": "NaN"}, "'NaN' is not a number"),
        ("who-said-what", {"text": "\ud800"}, "parameter text: holds a character that no text may hold"),
        ("who-said-what", {"topic": "six"}, "no topic 'six'; use one of missile-defence, "),
        ("who-said-what", {"system": "thad"}, "no system 'thad'; use one of thaad"),
        ("who-said-what", {"actor": "chine"}, "parameter actor: no actor 'chine'; use one of"),
        ("who-said-what", {"actor": ""}, "parameter actor: is empty"),
        ("who-said-what", {"act": "shout"}, "no act 'shout'; use one of announce, assert,"),
        ("who-said-what", {"outlet": "Times"}, "no outlet 'Times'; use one of Gazette, Harbour Post,"),
        ("who-said-what", {"article": "nine"}, "no article 'nine' in this store; see: kg show articles"),
        (
            "positions-of-actor",
            {"actor": "china", "stance": "against"},
            "no stance 'against'; use one of neutral, oppose, support",
        ),
        ("what-stayed-unresolved", {"kind": "mood"}, "no kind 'mood'; use one of speaker, target"),
        (
            "evidence-of-statement",
            {"statement": "x"},
            "no statement 'x' in this store; see: kg query who-said-what --iris",
        ),
    ],
)
def test_a_wrong_parameter_gets_one_clear_line(name: str, parameters: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        kg.ask(STORE, name, **parameters)
    assert message in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        "thaad-deployment",
        "THAAD deployment",
        "Deployment of THAAD in South Korea",
        TOPIC,
        f"<{TOPIC}>",
        "topic:thaad-deployment",
        ["thaad-deployment"],
        "thaad-deployment,six-party-talks",
    ],
)
def test_a_value_may_be_identifier_label_or_iri(value: object) -> None:
    assert {row["holder"] for row in kg.ask(STORE, "who-opposes-what", topic=value)} >= {"China", "Russia"}


def test_an_unnamed_source_is_asked_for_as_a_class() -> None:
    assert [row["words"] for row in kg.ask(STORE, "who-said-what", actor="anonymous")] == [
        "doubts remain over its cost"
    ]


HOSTILE = [
    '"} ?s ?p ?o #',
    "x\\u0022 }",
    "} SERVICE <http://127.0.0.1:9/> {",
    "a' OR '1'='1",
    "\n}\nDELETE",
    'step" )) . }',
    "\\",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_injected_text_is_only_text(value: str) -> None:
    assert len(kg.ask(STORE, "who-said-what", text=value)) == 0
    for name in ("topic", "actor", "outlet", "article"):
        with pytest.raises(QueryError):
            kg.ask(STORE, "who-said-what", **{name: value})


def test_words_with_quotes_are_found() -> None:
    make = Maker()
    one = make.actor("one", "One")
    article = make.article("d", 'He said "a\\b" } here.')
    make.say(article, '"a\\b" }', [one])
    assert len(kg.ask(loaded(make.dataset), "who-said-what", text='"A\\B" }')) == 1


# --- the guard

READS = [
    "SELECT ?load { ?load a <urn:insert> }",
    "SELECT * { ?s ?p 'no SERVICE <x> here' }",
    "SELECT * { ?s ?p ?o } # DELETE\n",
    "PREFIX service: <urn:x> SELECT * { ?s service:clear ?o }",
    "PREFIX service: <urn:x> SELECT * { GRAPH service:g { ?s ?p ?o } }",
    'SELECT * { ?s ?p """SERVICE\n"quoted" """ }',
    "SELECT * { ?s <urn:SERVICE> 'x'@load }",
    "SELECT * { _:load ?p ?o FILTER(?o < 5 && ?o > 1) }",
    "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT * { ?s a sd:Service }",
    "SELECT * { ?s <http://h/service?x=1#service> ?o FILTER(?s<?o) }",
    "SELECT * { ?s <urn:h/service> ?o ; <urn:service:a> '''a' SERVICE <x> {}''' }",
]
REFUSED = [
    ("SELECT * { SERVICE <http://h/> { ?s ?p ?o } }", "SERVICE"),
    ("select * { service silent <http://h/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { SERVICE?where{ ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { \\u0053ERVICE <http://h/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { ?s ?p ?o }SERVICE<http://h/>{ }", "SERVICE"),
    ("SELECT * { ?a <urn:#> ?b . SERVICE <http://h/> {} }", "SERVICE"),
    ("SELECT * { ?s <urn:p> #c\nSERVICE\n<urn:b> {} }", "SERVICE"),
    ("SELECT * { ?s ?p 'a'@en . SERVICE ?u { ?s ?p ?o } }", "SERVICE"),
    ('SELECT * { ?s ?p "\\u0022 . SERVICE <http://h/> {} . ?a ?b " }', "SERVICE"),
    ("SELECT * { ?s ?p trueSERVICE <http://h/> { ?a ?b ?c } }", "SERVICE"),
    ("PREFIX ex: <http://h/> SELECT * { SERVICEex:s { ?a ?b ?c } }", "SERVICE"),
    ("SELECT * { ?s ?p 1e1SERVICE<http://h/> { ?a ?b ?c } }", "SERVICE"),
    ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT"),
    ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
    ("LOAD <http://h/x.ttl>", "LOAD"),
    ("SELECT * {} ; CLEAR ALL", "CLEAR"),
    ("DROP GRAPH <urn:g>", "DROP"),
]


@pytest.mark.parametrize("text", READS)
def test_the_guard_lets_reading_through(text: str) -> None:
    guard.check(text)


@pytest.mark.parametrize(("text", "keyword"), REFUSED)
def test_the_guard_refuses(text: str, keyword: str) -> None:
    with pytest.raises(QueryError, match=f"{keyword} .*; "):
        guard.check(text)


#: calls that hide where another reading of the same characters has none
HIDDEN = [
    "FILTER(?a<?b)SERVICEex:in#>\n{ ?s ?p ?o }",
    "FILTER(?a<?b)SERVICE?i#>\n{ ?s ?p ?o }",
    "FILTER(?a<?b)SERVICE#>\nex:in{ ?s ?p ?o }",
    "FILTER(?a<?b)#> '''\n SERVICE ex:in { ?s ?p ?o } #'''\n",
    'FILTER(?a<?b)#> """\n SERVICE ex:in { ?s ?p ?o } #"""\n',
    "FILTER(true||EXISTS{}<?b)SERVICEex:in#>\n{ ?s ?p ?o }",
    "FILTER(true||?a<ex:b)SERVICEex:in#>\n{ ?s ?p ?o }",
    "FILTER(1<2)SERVICEex:in#>\n{ ?s ?p ?o }",
    "FILTER(?a<?b)FILTER(?a<?b)SERVICEex:in#>\n{ ?s ?p ?o }",
    "VALUES ?x {'''a'#\\x\n} SERVICE ex:in { ?s ?p ?o } #'''\n",
    'VALUES ?x {"""a"#\\x\n} SERVICE ex:in { ?s ?p ?o } #"""\n',
    "#\rSERVICE ex:in { ?s ?p ?o }",
    "SERVICEex:i\u0301{ ?s ?p ?o }",
    "SERVICE#>\nex:in{ ?s ?p ?o }",
    "FILTER(true)SERVICEex:in#{\n{ ?s ?p ?o }",
    "BIND('\\\\u0027' AS ?x) SERVICE ex:in { ?s ?p ?o } #'\n",
    "SERVICE:{ ?s ?p ?o }",
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_call_that_oxigraph_would_follow_is_refused(hidden: str) -> None:
    # port 9 is one that Oxigraph refuses to ask: its error shows that it would have, and nothing is sent
    to = "PREFIX ex: <http://127.0.0.1:9/> PREFIX : <http://127.0.0.1:9/>"
    text = f"{to} SELECT * {{ BIND(1 AS ?a) BIND(2 AS ?b) BIND(ex:i AS ?i) {hidden} }}"
    with pytest.raises((OSError, RuntimeError), match=r"port 9|encoding the service name"):
        list(ox.Store().query(text))  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        guard.check(text)


def test_escapes_hide_no_call_from_engines_that_decode_them_first() -> None:
    for text in (
        "ASK { BIND('\\\\u0027' AS ?x) \\u0053ERVICE <http://h/> { } #'\n}",
        "ASK { BIND('\\u0027 AS ?x) \\U00000053ERVICE <http://h/> { } #'\n}",
    ):
        with pytest.raises(QueryError, match="SERVICE"):
            guard.check(text)


def test_a_broken_escape_takes_no_time() -> None:
    guard.check("ASK { <" + "\\u00000000" * 60)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { FILTER(?a<?b)SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT (1 AS ?a) FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
    ],
)
def test_what_rdflib_would_fetch_is_refused_whatever_the_guard_says(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_refused", lambda text: iter(()))
    monkeypatch.setattr(guard, "has_from", lambda text: False)
    with pytest.raises(QueryError, match=r"SERVICE asks another server|FROM is not answered"):
        kg.ask(DATASET, text)


def test_a_line_that_a_parameter_opens_is_guarded_too() -> None:
    text = (
        "#+ parameter: word text what\nSELECT * {\n"
        "#? word VALUES ?word {} SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }\n ?s ?p ?word }"
    )
    kg.ask(STORE, text)
    with pytest.raises(QueryError, match=r"query:3:.*SERVICE asks another server"):
        kg.ask(STORE, text, word="x")


def test_the_shared_cases_of_the_guard() -> None:
    path = Path(__file__).parents[2] / "shared" / "lab" / "sparql_guard_cases.tsv"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    wrong = []
    for line in path.read_text("utf-8").splitlines()[1:]:
        expected, _, text = line.partition("\t")
        try:
            guard.check(text.replace("\\n", "\n"))
            refused = "0"
        except QueryError:
            refused = "1"
        if refused != expected:
            wrong.append(text)
    assert not wrong


# --- one's own queries


def test_known_prefixes_need_no_declaration_and_keep_lines() -> None:
    rows = kg.ask(STORE, "SELECT ?s {\n ?s dem:holder actor:russia ; dem:stance stance:oppose }")
    assert rows[0]["s"] == IDS.position("russia", "oppose", "thaad-deployment")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?s {\n ?s ?p ?o\n", "query:3:1: the query ends too early"),
        ("SELECT ?s {\n  ?s nix:x ?o }", "the prefix nix: is not declared; write PREFIX nix: <IRI> at the top"),
        ("SELECT ?s { ?s dem:holder ?o . wat }", "query:1:"),
        ("hello there", "no query here"),
        (
            "#+ parameter: x colour y\nSELECT * {}",
            "query:1: the parameter 'x' has the type 'colour'; use one of actor,",
        ),
        ("#+ parameter: x topic y\nSELECT * {}", "the parameter 'x' has no place in the query"),
        ("SELECT * {\n#? x VALUES ?x {}\n}", "query:2: the parameter 'x' is not declared"),
    ],
)
def test_a_malformed_query_gets_file_line_and_column(text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        kg.ask(STORE, text)
    assert message in str(caught.value) and "\n" not in str(caught.value)


def test_a_file_may_have_parameters(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(
        "#+ parameter: who actor required whose\n"
        "SELECT ?p {\n  #? who VALUES ?who {}\n  ?p dem:holder ?who }\nORDER BY ?p\n"
    )
    assert len(kg.ask(STORE, file, who="Russia")) == 3
    with pytest.raises(QueryError, match="needs the parameter who"):
        kg.ask(STORE, file)


def test_an_rdflib_dataset_is_not_let_out_through_from() -> None:
    with pytest.raises(QueryError, match="FROM is not answered"):
        kg.ask(DATASET, "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }")


def test_from_chooses_a_graph(folder: str) -> None:
    with open_store(folder, read_only=True) as store:
        graph = IDS.named_graph("ontology")
        few, all_of_them = (kg.ask(store, f"SELECT ?s {f} {{ ?s a dem:Statement }}") for f in (f"FROM <{graph}>", ""))
    assert len(few) == 0 and len(all_of_them) == 17


# --- what an answer looks like


def test_values_are_plain() -> None:
    rows = kg.ask(
        STORE, 'SELECT (1 AS ?i) (0.5 AS ?d) (true AS ?b) ("2016-02-12"^^xsd:date AS ?day) (<urn:x> AS ?iri) ?none {}'
    )
    assert rows[0] == {"i": 1, "d": 0.5, "b": True, "day": "2016-02-12", "iri": "urn:x", "none": None}
    assert date.fromisoformat(str(rows[0]["day"])) and rows[0:1] == [rows[0]]


def test_yes_or_no() -> None:
    assert kg.ask(STORE, "ASK { ?s a dem:Statement }") and not kg.ask(STORE, "ASK { ?s a <urn:no> }")
    assert json.loads(kg.ask(STORE, "ASK {}").to_json()) == {"head": {}, "boolean": True}


ODD = 'SELECT ?a ?b { VALUES (?a ?b) { ("x, \\"y\\"\\nz" topic:t) ("\\u202Eevil\\u001B[2J" UNDEF) ("é"@fr 1) } }'


def test_csv_is_rfc_4180() -> None:
    assert kg.ask(STORE, ODD).to_csv() == (f'a,b\r\n"x, ""y""\nz",{IDS.topic("t")}\r\n\u202eevil\x1b[2J,\r\né,1\r\n')


def test_json_is_sparql_results() -> None:
    found = json.loads(kg.ask(STORE, ODD).to_json())
    assert found["head"]["vars"] == ["a", "b"]
    assert found["results"]["bindings"] == [
        {"a": {"type": "literal", "value": 'x, "y"\nz'}, "b": {"type": "uri", "value": IDS.topic("t")}},
        {"a": {"type": "literal", "value": "\u202eevil\x1b[2J"}},
        {
            "a": {"type": "literal", "value": "é", "xml:lang": "fr"},
            "b": {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        },
    ]


def test_a_table_is_aligned_and_tame() -> None:
    assert kg.ask(STORE, ODD).to_table() == (
        'a                    b\n-------------------  -------\nx, "y" z             topic:t\n'
        "\\u202eevil\\u001b[2J\né                    1\n"
    )


def test_a_terminal_breaks_lines_between_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    found = kg.ask(STORE, "who-opposes-what")
    _rich(found, iris=False)
    shown = set(capsys.readouterr().out.split())
    for row in found:
        assert set(f"{row['topic']} {row['holder']} {row['outlet']}".split()) <= shown


def test_a_table_leaves_iris_to_who_asks_for_them() -> None:
    rows = kg.ask(STORE, "who-denied-what")
    assert "statement" not in rows.to_table().splitlines()[0]
    assert "statement:five-" in rows.to_table(iris=True)


def test_turtle_is_for_graphs() -> None:
    graph = kg.ask(STORE, "CONSTRUCT { ?p dem:holder ?h } { ?p dem:holder ?h ; dem:stance stance:neutral }")
    assert graph.to_turtle().startswith("@prefix actor: ")
    assert len(list(ox.parse(graph.to_turtle(), ox.RdfFormat.TURTLE))) == len(graph) == 2
    with pytest.raises(
        QueryError, match="only CONSTRUCT and DESCRIBE give Turtle, this query gives rows; use --format table"
    ):
        kg.ask(STORE, "who-denied-what").to_turtle()
    with pytest.raises(QueryError, match="a graph has no JSON results"):
        graph.to_json()


# --- the command


def test_list_explains_every_query() -> None:
    text = CliRunner().invoke(command, ["--list"], standalone_mode=False).output
    for question in queries.shipped().values():
        assert f"  {question.name}\n      {question.question}" in text
        assert all(p.name in text for p in question.parameters) and question.examples[0] in text


def _run(folder: str, *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[bytes]:
    call = [sys.executable, "-m", "kg.cli", "query", *arguments, "--store", folder]
    return subprocess.run(call, input=None if given is None else given.encode(), capture_output=True, timeout=60)


def test_the_command_answers(folder: str) -> None:
    done = _run(folder, "who-denied-what", "--format", "csv")
    assert done.returncode == 0 and done.stderr == b""
    assert done.stdout.startswith(
        b"date,speakers,spoken_for,act,words,outlet,doc,order,statement,article\r\n2016-07-31,South Korea,"
    )


def test_no_rows_is_said_and_no_failure(folder: str) -> None:
    done = _run(folder, "who-denied-what", "--set", "actor=china")
    assert (done.returncode, done.stderr) == (0, b"no rows\n")


def test_standard_input_and_a_wrong_query(folder: str) -> None:
    assert b'"boolean": true' in _run(folder, "-", "--format", "json", given="ASK { ?s a dem:Statement }").stdout
    done = _run(folder, "-", given="SELECT ?s {")
    assert done.returncode == 2 and done.stdout == b"" and done.stderr.startswith(b"kg: standard input:1:12: ")
    assert len(done.stderr.splitlines()) == 1


def test_explain_shows_what_would_be_asked(folder: str) -> None:
    assert TOPIC.encode() in _run(folder, "who-opposes-what", "--explain", "--set", "topic=thaad-deployment").stdout
    shown = CliRunner().invoke(command, ["who-opposes-what", "--explain"], standalone_mode=False).output
    ox.Store().query(shown)
