"""Networks as files: every format read back with the reader people use, attributes equal."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from kg.cli import main
from kg.commands.networks import NETWORKS as COMMAND_NETWORKS
from kg.errors import InputError
from kg.export import ExportError, flat, network_text, write_network
from kg.project import NETWORKS, network
from tests import graphs


@pytest.fixture(scope="module")
def stores():
    return {"small": graphs.loaded(graphs.small()), "hostile": graphs.loaded(graphs.hostile())}


def edges(graph):
    """Edges as comparable values: ends (in a fixed order where undirected) and attributes."""
    found = []
    for u, v, data in graph.edges(data=True):
        ends = (u, v) if graph.is_directed() else tuple(sorted((u, v)))
        found.append((ends, sorted((k, x) for k, x in data.items() if k not in ("id", "kind"))))
    return sorted(found, key=repr)


@pytest.mark.parametrize("store", ["small", "hostile"])
@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_xml_formats_come_back_with_equal_attributes(stores, store, name, format):
    graph = network(stores[store], name)
    text = network_text(graph, format).encode()
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[format]
    back = read(io.BytesIO(text), **({"force_multigraph": True} if format == "graphml" else {}))
    want = flat(graph)
    assert back.is_directed() == want.is_directed() == (name not in ("congruence", "conflict") or not want.edges)
    assert dict(back.nodes(data=True)) == dict(want.nodes(data=True))
    assert edges(back) == edges(want)


@pytest.mark.parametrize("name", NETWORKS)
def test_json_comes_back_whole(stores, name):
    graph = network(stores["small"], name)
    back = nx.node_link_graph(json.loads(network_text(graph, "json")), edges="edges")
    assert back.number_of_edges() == graph.number_of_edges()
    for u, v, key, data in graph.edges(keys=True, data=True):
        assert back.edges[u, v, key]["statements"] == [json.loads(json.dumps(s.as_dict())) for s in data["statements"]]
        assert back.edges[u, v, key]["weight"] == data["weight"]


def test_csv_has_a_row_an_edge_and_a_row_a_node(stores, tmp_path):
    graph = network(stores["hostile"], "positions")
    files = write_network(graph, "csv", tmp_path / "net.csv")
    assert [f.name for f in files] == ["net.csv", "net-nodes.csv"]
    rows = list(csv.DictReader(io.StringIO(files[0].read_text(encoding="utf-8"))))
    want = list(flat(graph).edges(data=True))
    assert len(rows) == len(want) == 1
    assert rows[0]["words"] == want[0][2]["words"] == graphs.HOSTILE_WORDS
    assert (rows[0]["Weight"], rows[0]["Type"], rows[0]["stance"]) == ("1", "Directed", "oppose")
    nodes = list(csv.DictReader(io.StringIO(files[1].read_text(encoding="utf-8"))))
    assert {n["Label"] for n in nodes} == {d["label"] for _, d in graph.nodes(data=True)}


def test_parallel_edges_stay_apart(stores):
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="support", weight=1, stance="support")
    graph.add_edge("a", "b", key="oppose", weight=2, stance="oppose")
    for format, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        back = read(io.BytesIO(network_text(graph, format).encode()))
        assert sorted(d["stance"] for *_, d in back.edges(data=True)) == ["oppose", "support"], format


def test_control_characters_and_unknown_values():
    graph = nx.MultiDiGraph(name="x")
    graph.add_node("a", label="bell\x07 and \x00 nul \ud800", role=None)
    graph.add_edge("a", "a", key="k", weight=1, act=None)
    for format in ("graphml", "gexf"):
        text = network_text(graph, format)
        root = ET.fromstring(text)
        assert "None" not in text and "\x07" not in text
        assert "bell\ufffd and \ufffd nul \ufffd" in ET.tostring(root, encoding="unicode")
    assert json.loads(network_text(graph, "json"))["nodes"][0].keys() == {"id", "label"}


def test_no_clock_and_no_list_in_the_file(stores):
    for format in ("graphml", "gexf", "json", "csv"):
        first = network_text(network(stores["small"], "conflict"), format)
        assert first == network_text(network(graphs.loaded(graphs.small()), "conflict"), format)
        assert "lastmodified" not in first
        assert "EdgeStatement(" not in first


def test_symmetric_networks_are_undirected_for_gephi(stores):
    graph = network(stores["small"], "conflict")
    assert 'edgedefault="undirected"' in network_text(graph, "graphml")
    assert 'defaultedgetype="undirected"' in network_text(graph, "gexf")
    assert ",Undirected," in network_text(graph, "csv")
    assert json.loads(network_text(graph, "json"))["directed"] is False


def test_an_empty_network_is_a_valid_file():
    for format in ("graphml", "gexf", "json", "csv"):
        assert network_text(nx.MultiDiGraph(), format)


def test_wrong_format_and_path(tmp_path):
    with pytest.raises(ExportError, match=r"pajek.*graphml, gexf, json, csv"):
        network_text(nx.MultiDiGraph(), "pajek")
    with pytest.raises(InputError, match="cannot be written"):
        write_network(nx.MultiDiGraph(), "csv", tmp_path / "no" / "x.csv")


# --- kg export -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return str(graphs.stored(graphs.small(), tmp_path_factory.mktemp("export") / "store"))


def kg(capfdbinary, *words):
    """Exit code, standard output and standard error of a command line."""
    with pytest.raises(SystemExit) as stop:
        main([str(w) for w in words])
    out, err = capfdbinary.readouterr()
    return stop.value.code, out.decode(), err.decode()


def test_kg_export_writes_to_standard_output(store, capfdbinary):
    words = ("positions", "--format", "graphml", "--store", store, "--since", "2016-07")
    code, out, err = kg(capfdbinary, "export", *words)
    assert code == 0 and "positions: 4 nodes, 3 edges" in err
    assert nx.read_graphml(io.BytesIO(out.encode())).number_of_edges() == 3


def test_kg_export_writes_files(store, tmp_path, capfdbinary):
    words = ("conflict", "--format", "csv", "--store", store, "-o", tmp_path / "c.csv")
    code, out, _ = kg(capfdbinary, "export", *words)
    assert (code, out) == (0, "")
    assert (tmp_path / "c.csv").exists() and (tmp_path / "c-nodes.csv").exists()


BAD = [
    (("friends", "--format", "csv"), "'friends' is not one of 'overview'"),
    (("positions", "--format", "pajek"), "'pajek' is not one of 'graphml'"),
    (("positions", "--format", "csv", "--topic", "thad"), "filter topic: 'thad' is not known; did you mean thaad"),
    (("positions", "--format", "csv", "--by", "topic"), "filter by: 'topic' is not possible for positions"),
    (("positions", "--format", "csv", "-o", "/no/where.csv"), "cannot be written"),
    (("positions", "--format", "csv", "--store", "/no/store"), "/no/store: no store here"),
]


@pytest.mark.parametrize(("words", "message"), BAD, ids=lambda v: v if isinstance(v, str) else None)
def test_kg_export_says_what_is_wrong_in_one_line(store, capfdbinary, words, message):
    more = () if "--store" in words else ("--store", store)
    code, out, err = kg(capfdbinary, "export", *words, *more)
    assert (code, out) == (2, "")
    assert message in err and err.count("\n") == 1


def test_an_empty_network_is_written_and_said(store, capfdbinary):
    words = ("targets", "--format", "json", "--store", store, "--outlet", "Harbour Post")
    code, out, err = kg(capfdbinary, "export", *words)
    assert code == 0 and json.loads(out)["edges"] == [] and "0 edges" in err


def test_the_command_names_the_networks_there_are():
    assert tuple(NETWORKS) == COMMAND_NETWORKS
