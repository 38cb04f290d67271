"""Networks from a graph of statements: who is tied to whom, how strongly, and by which words."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.context import LONGEST, around, joined
from kg.project import NETWORKS, QUERIES, EdgeStatement, ProjectionError, network, select
from tests import graphs


@pytest.fixture(scope="module")
def store():
    return graphs.loaded(graphs.small())


def ties(graph, *attributes):
    """(source, end, *attributes) of each edge, IRIs cut to their last part."""
    return [
        (u.rsplit("/", 1)[1], v.rsplit("/", 1)[1], *(d.get(a) for a in attributes))
        for u, v, d in graph.edges(data=True)
    ]


CASES = {
    "positions": [
        ("china", "sanctions-on-north-korea", "support", 1),
        ("china", "six-party-talks", "support", 2),
        ("china", "thaad-deployment", "oppose", 3),
        ("russia", "six-party-talks", "support", 1),
        ("russia", "thaad-deployment", "oppose", 1),
        ("senior-seoul-official", "thaad-deployment", "neutral", 1),
        ("south-korea", "thaad-deployment", "support", 1),
        ("united-states", "sanctions-on-north-korea", "support", 1),
        ("united-states", "thaad-deployment", "support", 1),
    ],
    "targets": [
        ("china", "united-states", "warn", 1),
        ("north-korea", "united-states", "criticise", 1),
        ("russia", "united-states", "criticise", 1),
    ],
    "addressees": [("china", "united-states", "urge", 1), ("united-states", "china", "urge", 1)],
    "congruence": [
        ("china", "russia", "congruence", 2),
        ("china", "united-states", "congruence", 1),
        ("south-korea", "united-states", "congruence", 1),
    ],
    "conflict": [
        ("china", "south-korea", "conflict", 1),
        ("china", "united-states", "conflict", 1),
        ("russia", "south-korea", "conflict", 1),
        ("russia", "united-states", "conflict", 1),
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_networks(store, name):
    graph = network(store, name)
    assert isinstance(graph, nx.MultiDiGraph)
    assert sorted(ties(graph, "label", "weight")) == CASES[name]


def test_overview_is_positions_and_targets(store):
    assert sorted(ties(network(store), "label", "weight")) == sorted(CASES["positions"] + CASES["targets"])


def test_weight_counts_statements_sayings_or_articles(store):
    found = {}
    for by in ("mention", "saying", "article"):
        graph = network(store, "positions", actor="china", stance="oppose", by=by)
        [(_, _, data)] = graph.edges(data=True)
        found[by] = data["weight"]
        assert (data["mentions"], data["sayings"], data["articles"]) == (3, 2, 2)
    assert found == {"mention": 3, "saying": 2, "article": 2}
    one, again = (s for s in data["statements"] if s.saying)
    assert again.words == "weigh it with care" and again.saying == one.saying == again.as_dict()["saying"]


def test_normalised_is_shared_topics_over_mean_activity(store):
    """China holds 3 positions, Russia and the United States 2, South Korea 1."""
    assert {t[:2]: t[2] for t in ties(network(store, "congruence"), "normalised")} == {
        ("china", "russia"): pytest.approx(2 / 2.5),
        ("china", "united-states"): pytest.approx(1 / 2.5),
        ("south-korea", "united-states"): pytest.approx(1 / 1.5, abs=1e-6),
    }


def test_congruence_names_its_topics_and_both_sides_words(store):
    graph = network(store, "congruence", actor="russia")
    [(_, _, data)] = graph.edges(data=True)
    assert data["topics"] == ("six-party talks", "deployment of THAAD in South Korea")
    assert data["directed"] is False and data["sign"] == 1
    words = {s.words for s in data["statements"]}
    assert words >= {"any such battery near its borders", "a return to the six-party talks"}


def test_an_edge_carries_all_that_a_citation_needs(store):
    graph = network(store, "positions", actor="china", stance="oppose")
    [(_, _, data)] = graph.edges(data=True)
    first = data["statements"][0]
    assert isinstance(first, EdgeStatement)
    assert first.words == "The step would harm the security of the region."
    assert [label for _, label in first.speakers] == ["Wang Yi"]
    assert [label for _, label in first.on_behalf_of] == ["China"]
    assert (first.date, first.date_basis, first.act, first.form) == ("2016-02-12", "weekday", "warn", "direct")
    assert (first.title, first.outlet, first.url, first.doc) == (
        "Beijing warns of a step too far", "The Strait Courier", "https://example.org/one", "one",
    )  # fmt: skip
    assert first.spans == ((12, 59),)
    assert first.confidence == 0.87
    assert (data["first"], data["last"], data["mentions"], data["articles"]) == ("2016-02-12", "2016-02-12", 3, 2)
    assert data["statements"][-1].date is None  # undated ones last


def test_nodes_say_what_they_are(store):
    nodes = network(store, "overview").nodes
    ids = graphs.IDS
    assert nodes[ids.actor("china")] == {"label": "China", "kind": "state"}
    assert nodes[ids.topic("thaad-deployment")]["broader"] == (ids.topic("missile-defence"),)
    [unnamed] = [d for n, d in nodes(data=True) if "/unnamed/" in n]
    assert unnamed == {
        "label": "a senior Seoul official",
        "kind": "unnamed",
        "acts_for": ids.actor("south-korea"),
        "acts_for_label": "South Korea",
    }


FILTERED = [
    ("positions", {"since": "2016-07"}, 3),
    ("positions", {"until": "2016-02-12"}, 2),
    ("positions", {"since": "2016", "until": "2016"}, 7),
    ("positions", {"topic": "missile-defence"}, 5),
    ("positions", {"topic": "thaad"}, 3),  # a system: China once, the United States, South Korea
    ("positions", {"topic": "six-party-talks, sanctions-on-north-korea"}, 4),
    ("positions", {"actor": ["china", "russia"]}, 5),
    ("positions", {"actor": "https://w3id.org/demarche/id/actor/china"}, 3),
    ("positions", {"stance": "neutral"}, 1),
    ("positions", {"act": "urge"}, 4),
    ("positions", {"outlet": "Harbour Post"}, 6),
    ("positions", {"min_weight": 2}, 2),
    ("positions", {"top": 1}, 1),
    ("positions", {"by": "article", "min_weight": 3}, 0),
    ("targets", {"topic": "thaad-deployment"}, 2),
    ("targets", {"stance": "oppose"}, 2),
    ("targets", {"actor": "north-korea"}, 1),
    ("congruence", {"by": "mention", "min_weight": 6}, 1),
    ("conflict", {"topic": "six-party-talks"}, 0),
]


@pytest.mark.parametrize(("name", "filters", "edges"), FILTERED)
def test_filters(store, name, filters, edges):
    graph = network(store, name, **filters)
    assert graph.number_of_edges() == edges
    assert not list(nx.isolates(graph))


BAD = [
    ("friends", {}, "'friends'.*overview, positions"),
    ("positions", {"sinse": "2016"}, "'sinse'.*since, until"),
    ("positions", {"since": "12.2.2016"}, "since: '12.2.2016'.*2016-02-12"),
    ("positions", {"since": "2016-13"}, "since: '2016-13'"),
    ("positions", {"until": "2016-02-30"}, "until: '2016-02-30'"),
    ("positions", {"since": "2017", "until": "2016"}, "2017-01-01 is later than until: 2016-12-31"),
    ("positions", {"topic": "thaad-deploymnt"}, "topic: 'thaad-deploymnt'.*did you mean thaad-deployment"),
    ("positions", {"actor": "atlantis"}, "actor: 'atlantis'.*china"),
    ("positions", {"stance": "against"}, "stance: 'against'.*neutral, oppose, support"),
    ("positions", {"act": "shout"}, "act: 'shout'.*assert"),
    ("positions", {"outlet": "Nobody"}, "outlet: 'Nobody'.*Harbour Post"),
    ("positions", {"top": 0}, "top: 0"),
    ("positions", {"top": "many"}, "top: 'many'.*whole number"),
    ("positions", {"min_confidence": "2"}, "min_confidence: '2'.*from 0 to 1"),
    ("positions", {"min_weight": "-1"}, "min_weight"),
    ("positions", {"min_weight": "nan"}, "min_weight"),
    ("positions", {"by": "topic"}, "by: 'topic'.*mention, saying, article"),
]


@pytest.mark.parametrize(("name", "filters", "message"), BAD)
def test_a_bad_filter_says_which_and_what_is_allowed(store, name, filters, message):
    with pytest.raises(ProjectionError, match=message):
        network(store, name, **filters)


def test_the_same_from_rdflib_pyoxigraph_and_a_select_method():
    class Wrapped:
        def __init__(self, dataset):
            self.dataset = dataset

        def select(self, query):
            return [row.asdict() for row in self.dataset.query(query)]

    dataset = graphs.small()
    found = [network(s) for s in (dataset, graphs.loaded(dataset), Wrapped(dataset))]
    assert len({repr((list(g.nodes(data=True)), list(g.edges(keys=True, data=True)))) for g in found}) == 1


def test_a_dataset_that_hides_its_graphs_is_refused():
    from rdflib import Dataset

    with pytest.raises(ProjectionError, match="default_union=True"):
        network(Dataset(), "positions")
    with pytest.raises(TypeError, match="cannot be asked"):
        network(object(), "positions")


def test_two_statements_with_different_stance_stay_two_edges():
    make = graphs.Maker()
    china, thaad = make.actor("china", "China"), make.topic("t", "T")
    article = make.article("a", "first this, then that")
    make.say(article, "first this", [china], stances=[(thaad, "oppose")])
    make.say(article, "then that", [china], stances=[(thaad, "support")])
    graph = network(make.dataset, "positions")
    assert ties(graph, "stance", "sign") == [("china", "t", "oppose", -1), ("china", "t", "support", 1)]
    assert network(make.dataset, "conflict").number_of_edges() == 0  # an actor is not its own opponent


def test_a_circle_of_topics_ends():
    make = graphs.Maker()
    china, one, two = make.actor("china", "China"), make.topic("one", "One", "two"), make.topic("two", "Two", "one")
    article = make.article("a", "words here")
    make.say(article, "words", [china], stances=[(one, "oppose")])
    assert network(make.dataset, "positions", topic="two").number_of_edges() == 1
    assert two


def test_an_empty_store_gives_an_empty_network():
    for name in NETWORKS:
        assert len(network(graphs.Maker().dataset, name)) == 0


def test_congruence_of_many_statements_is_quick():
    """Distinct positions are paired, not statements: 600 statements of 120 actors."""
    graph = network(graphs.loaded(graphs.many()), "congruence")
    assert graph.number_of_edges() > 100


@pytest.mark.parametrize("query", sorted(QUERIES.glob("*.rq")), ids=lambda p: p.stem)
def test_every_projection_query_documents_itself_and_is_ordered(store, query):
    text = query.read_text(encoding="utf-8")
    for key in ("title", "question", "columns"):
        assert f"#+ {key}:" in text
    assert "ORDER BY" in text
    rows = select(store, text)
    assert rows
    documented = {line.split()[1].rstrip(":") for line in text.splitlines() if line.startswith("#+   ")}
    assert set().union(*rows) <= documented


def test_a_statement_carries_the_sentence_it_stands_in(store):
    [(_, _, data)] = network(store, "positions", actor="south-korea").edges(data=True)
    [statement] = data["statements"]
    parts = dict(statement.context)
    assert parts["content"] == "the system protects our citizens"
    assert "".join(text for _, text in statement.context) == "Seoul agreed: the system protects our citizens."


def test_what_evidence_does_not_quote_is_an_ellipsis():
    text = "Early on Monday the envoy, who had arrived by train from the north of the country, said it was late. Rain."
    at = text.index("the envoy"), text.index("said"), text.index("it was late")
    spans = {"source": [(at[0], at[0] + 9)], "cue": [(at[1], at[1] + 4)], "content": [(at[2], at[2] + 11)]}
    known = joined([(at[0] - 10, text[at[0] - 10 : at[0] + 20]), (at[1] - 10, text[at[1] - 10 :])])
    shown = "".join(part for _, part in around(known, spans))
    assert shown == "…Monday the envoy, who had … country, said it was late."
    assert around(known, {}) == ()


def test_a_long_sentence_is_cut_at_words():
    text = "He said it was late, " + "and so on and on " * 40
    parts = around([(0, text)], {"content": [(8, 19)]})
    shown = "".join(part for _, part in parts)
    assert ("content", "it was late") in parts and len(shown) <= LONGEST + 1 and shown.endswith(" so…")


def test_min_confidence_leaves_out_the_unsure():
    make = graphs.Maker()
    china, topic = make.actor("china", "China"), make.topic("t", "T")
    article = make.article("a", "first this, then that")
    make.say(article, "first this", [china], stances=[(topic, "oppose")])
    make.say(article, "then that", [china], stances=[(topic, "oppose")], confidence="0.4")
    assert ties(network(make.dataset, "positions"), "weight") == [("china", "t", 2)]
    assert ties(network(make.dataset, "positions", min_confidence=0.5), "weight") == [("china", "t", 1)]


def test_a_pair_that_also_stands_on_opposite_sides_says_on_what(store):
    assert ties(network(store, "congruence"), "contrary") == [
        ("china", "russia", None),
        ("china", "united-states", ("deployment of THAAD in South Korea",)),
        ("south-korea", "united-states", None),
    ]


def test_a_network_tells_of_all_that_its_statements_name(store):
    graph = network(store, "positions")
    wang = graph.graph["names"][graphs.IDS.actor("wang-yi")]
    assert (wang["label"], wang["kind"], wang["acts_for"]) == ("Wang Yi", "person", graphs.IDS.actor("china"))
    assert wang not in dict(graph.nodes).values()
    assert graph.graph["names"][graphs.IDS.actor("united-states")]["aliases"] == ("America", "U.S.")
    assert graphs.IDS.topic("missile-defence") in graph.graph["names"]  # broader than one a statement is on
    assert graph.graph["statements"] == 12
