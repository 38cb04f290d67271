"""The endpoint: the protocol, its errors, limits that hold, and a slow query that holds nobody up."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from kg.errors import InputError
from kg.serve import Server
from kg.store import open_store
from ontology.vocabulary import DEM
from tests.graphs import loaded, small

ASK = "ASK { ?s a dem:Statement }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
JSON = "application/sparql-results+json"


def _store(place: Path) -> str:
    inner = loaded(small())
    with open_store(place, create=True) as store:
        for graph in inner.named_graphs():
            if isinstance(graph, ox.NamedNode) and "/graph/article/" in graph.value:
                store.put(graph.value, inner.quads_for_pattern(None, None, None, graph))
    return str(place)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(_store(tmp_path_factory.mktemp("serve") / "store"), port=0, seconds=3, megabytes=0.1, workers=2)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.close()


def call(
    server: Server, path: str, method: str = "GET", body: str | None = None, **headers: str
) -> tuple[int, str, str]:
    """Status, media type and text; ``Content_Type`` stands for Content-Type."""
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=60)
    try:
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        connection.request(method, path, None if body is None else body.encode(), named)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Content-Type", ""), answer.read().decode()
    finally:
        connection.close()


def get(server: Server, query: str, **headers: str) -> tuple[int, str, str]:
    return call(server, "/sparql?query=" + quote(query), **headers)


def test_three_ways_to_ask(server: Server) -> None:
    ways = [
        get(server, ASK),
        call(server, "/sparql", "POST", urlencode({"query": ASK}), Content_Type="application/x-www-form-urlencoded"),
        call(server, "/sparql", "POST", ASK, Content_Type="application/sparql-query"),
    ]
    for status, kind, text in ways:
        assert status == 200 and kind.startswith(JSON) and json.loads(text)["boolean"] is True


@pytest.mark.parametrize(
    ("accept", "kind", "start"),
    [
        ("text/csv", "text/csv", "s\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values", "?s\n"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv;q=0.2, application/json;q=0.9", "application/json", "{"),
        ("text/csv;q=0, */*", JSON, "{"),
        ("image/png", JSON, "{"),
        ("", JSON, "{"),
    ],
)
def test_results_come_as_the_client_likes(server: Server, accept: str, kind: str, start: str) -> None:
    status, given, text = get(server, "SELECT ?s { ?s a dem:Article } LIMIT 1", Accept=accept)
    assert status == 200 and given.startswith(kind) and text.startswith(start)


@pytest.mark.parametrize("kind", ["text/turtle", "application/n-triples"])
def test_graphs_come_as_triples(server: Server, kind: str) -> None:
    status, given, text = get(server, "CONSTRUCT { ?p dem:holder ?h } { ?p dem:holder ?h }", Accept=kind)
    assert status == 200 and given.startswith(kind)
    format = ox.RdfFormat.TURTLE if kind == "text/turtle" else ox.RdfFormat.N_TRIPLES
    assert {t.predicate.value for t in ox.parse(text, format)} == {str(DEM.holder)}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?s {", "query:1:12: the query ends too early"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "query:1:12: SERVICE asks another server"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "query:1:1: INSERT changes data"),
        ("SELECT ?x { ?x nix:y ?z }", "the prefix nix: is not declared"),
        ("  ", "send one query"),
    ],
)
def test_a_bad_query_is_400_with_one_line(server: Server, query: str, message: str) -> None:
    status, kind, text = get(server, query)
    assert status == 400 and kind.startswith("text/plain") and message in text and text.count("\n") == 1


def test_other_requests_are_refused_by_name(server: Server) -> None:
    assert call(server, "/nowhere")[0] == 404
    assert call(server, "/sparql", "POST", "x", Content_Type="text/plain")[0] == 415
    assert call(server, "/sparql", "POST", "CLEAR ALL", Content_Type="application/sparql-update")[0] == 403
    assert call(server, "/sparql?update=x")[0] == 403
    status, _, text = call(server, "/", Host="evil.example")
    assert status == 421 and "own address" in text


def test_default_graph_is_the_union_unless_chosen(server: Server) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s a dem:Statement }"

    def number(path: str) -> int:
        return int(json.loads(call(server, path)[2])["results"]["bindings"][0]["n"]["value"])

    everything = number("/sparql?query=" + quote(count))
    articles = json.loads(get(server, "SELECT DISTINCT ?g { GRAPH ?g { ?s a dem:Article } } ORDER BY ?g")[2])
    first = articles["results"]["bindings"][0]["g"]["value"]
    chosen = number("/sparql?" + urlencode({"query": count, "default-graph-uri": first}))
    with_from = number("/sparql?query=" + quote(count.replace("{", f"FROM <{first}> {{", 1)))
    assert everything == 12 and 0 < chosen < everything and with_from == chosen


def test_an_answer_too_large_is_an_error_not_a_cut_one(server: Server) -> None:
    status, _, text = get(server, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000")
    assert status == 400 and "ask for less" in text


def test_a_slow_query_is_ended_and_holds_nobody_up(server: Server) -> None:
    get(server, ASK), get(server, ASK)
    done: list[tuple[int, str, str]] = []
    slow = threading.Thread(target=lambda: done.append(get(server, SLOW)))
    slow.start()
    time.sleep(0.3)
    assert get(server, ASK)[0] == 200 and not done
    slow.join(60)
    assert done[0][0] == 503 and "took longer than 3 s" in done[0][2]
    assert get(server, ASK)[0] == 200


def test_the_store_is_read_afresh_after_a_change(tmp_path: Path) -> None:
    place = _store(tmp_path / "store")
    server = Server(place, port=0, workers=1)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        query = f'ASK {{ ?a <{DEM.documentId}> "one" }}'
        assert json.loads(get(server, query)[2])["boolean"] is True
        with open_store(place) as store:
            store.forget(["one"])
        assert json.loads(get(server, query)[2])["boolean"] is False
    finally:
        server.shutdown()
        server.close()


def test_the_page_asks_no_other_host(server: Server) -> None:
    status, kind, page = call(server, "/")
    assert status == 200 and kind.startswith("text/html")
    files = [page, call(server, "/page.js")[2], call(server, "/page.css")[2]]
    assert all("//" not in text.replace("// ", "") and "innerHTML" not in text for text in files)
    listed = json.loads(call(server, "/questions.json")[2])
    assert {"who-opposes-what", "who-said-what"} <= {q["name"] for q in listed}
    assert get(server, next(q["sparql"] for q in listed if q["name"] == "who-denied-what"))[0] == 200


def test_no_cors_unless_asked_for(server: Server) -> None:
    for cors in (None, "https://example.org"):
        server.cors = cors
        connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=60)
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert answer.headers.get("Access-Control-Allow-Origin") == cors
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        answer.read()
        connection.close()
    server.cors = None


def test_a_description_of_the_service(server: Server) -> None:
    status, kind, text = call(server, "/sparql")
    assert status == 200 and kind.startswith("text/turtle") and list(ox.parse(text, ox.RdfFormat.TURTLE))


def test_a_port_in_use_is_one_line(server: Server, tmp_path: Path) -> None:
    port = server.server_address[1]
    with pytest.raises(InputError, match=f"127.0.0.1:{port} is already in use; choose another with --port"):
        Server("store", port=port)
    place = _store(tmp_path / "store")
    call_ = [sys.executable, "-m", "kg.cli", "serve", "--store", place, "--port", str(port)]
    done = subprocess.run(call_, capture_output=True, timeout=60)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1


def test_the_graph_is_drawn(server: Server) -> None:
    status, kind, text = call(server, "/graph?network=nonsense")
    assert status == 400 and "nonsense" in text and kind.startswith("text/plain")
