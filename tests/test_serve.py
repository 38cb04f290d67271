"""The endpoint: the protocol, its errors, limits that hold, and a slow query that holds nobody up."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
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
            quads = list(inner.quads_for_pattern(None, None, None, graph))
            if isinstance(graph, ox.NamedNode) and "/graph/article/" in graph.value:
                store.put(graph.value, quads)
            else:
                store.set_ontology([q.triple for q in quads], "d" * 64, {})
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
    between = next(q for q in listed if q["name"] == "said-between")
    assert [p["name"] for p in between["parameters"] if p["required"]] == ["since", "until"]
    assert between["iris"] == ["statement", "article"]


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


@pytest.fixture(scope="module")
def roomy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the limits that users get, but for time: a query ends after a second."""
    made = Server(_store(tmp_path_factory.mktemp("roomy") / "store"), port=0, seconds=1, workers=1)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    get(made, ASK)
    yield made
    made.shutdown()
    made.close()


def test_the_graph_is_drawn_and_leads_to_the_page_and_the_other_networks(tmp_path: Path) -> None:
    made = Server(_store(tmp_path / "store"), port=0, workers=1)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    try:
        status, kind, text = call(made, "/graph?network=positions&actor=china&stance=oppose")
        assert status == 200 and kind.startswith("text/html")
        assert "Positions of actors on topics" in text and "China" in text and "Russia" not in text.split("<script>")[0]
        assert '<a href="/">' in text and '<a href="/graph?network=conflict">' in text
    finally:
        made.shutdown()
        made.close()


@pytest.mark.parametrize("fields", ["network=nonsense", "store=x", "name=x", "since=yesterday", "top=1&top=2"])
def test_what_a_graph_cannot_have_is_400_with_one_line(server: Server, fields: str) -> None:
    status, kind, text = call(server, f"/graph?{fields}")
    assert status == 400 and kind.startswith("text/plain") and text.count("\n") == 1


def test_the_size_limit_holds_for_the_graph_too_and_is_told_as_it_is(server: Server) -> None:
    for path in ("/graph", "/sparql?query=" + quote("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000")):
        status, _, text = call(server, path)
        assert status == 400 and "larger than 0.1 MB" in text


def test_a_query_has_its_seconds_and_no_more_in_a_new_worker_too(roomy: Server) -> None:
    for _ in range(2):  # the second meets the worker that follows the one that was ended
        began = time.monotonic()
        assert get(roomy, SLOW)[0] == 503
        assert time.monotonic() - began < 15  # a process takes a few seconds to start


def answers(server: Server, request: str) -> list[bytes]:
    """All that comes back over one connection until the server closes it, by answer."""
    with socket.create_connection(("127.0.0.1", server.server_address[1]), timeout=10) as connection:
        connection.sendall(request.replace("\n", "\r\n").encode())
        data = b"".join(iter(lambda: connection.recv(65536), b""))
    return [b"HTTP/1.1 " + part for part in data.split(b"HTTP/1.1 ")[1:]]


SECOND = "GET /sparql?query=ASK%7B%7D HTTP/1.1\nHost: localhost\nConnection: close\n\n"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("POST /nowhere HTTP/1.1\nHost: localhost\nContent-Length: 9999", 404),
        ("POST /sparql HTTP/1.1\nHost: evil.example\nContent-Length: 9999", 421),
        ("POST /sparql HTTP/1.1\nHost: [\nContent-Length: 9999", 421),
        ("POST /sparql HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\nContent-Length: 5", 411),
        ("POST /sparql HTTP/1.1\nHost: localhost\nContent-Length: ²", 411),
        ("POST /sparql HTTP/1.1\nHost: localhost\nContent-Length: 9999999", 413),
        ("GET /nowhere HTTP/1.1\nHost: localhost\nContent-Length: 9999", 404),
        ("GET / HTTP/1.1\nHost: localhost\nContent-Length: 9999", 200),
        ("OPTIONS / HTTP/1.1\nHost: localhost\nContent-Length: 9999", 204),
        ("PUT / HTTP/1.1\nHost: localhost\nContent-Length: 9999", 501),
    ],
)
def test_a_body_that_was_not_read_is_no_second_request(server: Server, head: str, status: int) -> None:
    found = answers(server, f"{head}\n\n{SECOND}")
    assert [answer.split()[1] for answer in found] == [b"%d" % status]


def test_a_connection_serves_several_requests(server: Server) -> None:
    first = f"POST /sparql HTTP/1.1\nHost: localhost\nContent-Type: text/plain\nContent-Length: {len('x')}\n\nx"
    found = answers(server, first + "GET /nowhere HTTP/1.1\nHost: localhost\n\n" + SECOND)
    assert [answer.split()[1] for answer in found] == [b"415", b"404", b"200"]


@pytest.mark.parametrize(("host", "path", "status"), [("[", "/", 421), ("localhost", "http://[", 400)])
def test_an_address_that_is_none_gets_an_answer(server: Server, host: str, path: str, status: int) -> None:
    (answer,) = answers(server, f"GET {path} HTTP/1.1\nHost: {host}\nConnection: close\n\n")
    assert answer.split()[1] == b"%d" % status


def test_the_page_gets_a_question_with_its_values(server: Server) -> None:
    status, kind, text = call(server, "/question?name=who-opposes-what&topic=thaad-deployment&since=2016-07-01")
    assert status == 200 and kind.startswith("text/plain") and "thaad-deployment> }" in text and "#+" not in text
    (row,) = json.loads(get(server, text)[2])["results"]["bindings"]
    assert row["holder"]["value"] == "Russia"
    for wrong, message in [
        ("name=said-between", "needs the parameter since"),
        ("name=who-opposes-what&store=x", "no parameter 'store'"),
        ("name=who-opposes-what&topic=nonsense", "no topic 'nonsense'"),
    ]:
        status, _, text = call(server, f"/question?{wrong}")
        assert status == 400 and message in text and text.count("\n") == 1
    assert call(server, "/question?name=" + quote(__file__))[0] == 404


@pytest.mark.parametrize("width", [1440, 390])
def test_a_question_is_asked_without_sparql(server: Server, browser: Any, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(server.url)
    page.wait_for_selector("#question option[value=said-between]", state="attached")
    page.select_option("#question", "said-between")
    page.click("#ask")
    assert page.inner_text("#status") == "this question needs since and until"
    assert page.locator("#results td").count() == 0
    page.fill("input[name=since]", "2016-07-01")
    page.fill("input[name=until]", "2016-07-31")
    page.focus("input[name=actor]")
    page.wait_for_selector("#names-actor option[value=china]", state="attached")
    page.fill("input[name=actor]", "russia")
    page.click("#ask")
    page.locator("#status", has_text="rows").wait_for()
    heads = page.locator("#results th").all_inner_texts()
    assert "words" in heads and "statement" not in heads and "spoken for" in heads
    assert {link.get_attribute("href") for link in page.locator("#results a").all()} == {"https://example.org/three"}
    # no word of a head is broken, and the page itself does not scroll sideways
    heights = page.evaluate("[...document.querySelectorAll('#results th')].map((h) => h.getClientRects()[0].height)")
    assert max(heights) < 40 and page.evaluate("document.documentElement.scrollWidth") <= width
    page.check("#iris")
    assert "statement" in page.locator("#results th").all_inner_texts()
    assert not complaints
    page.close()


def test_a_query_of_ones_own_is_asked_as_written(server: Server, browser: Any) -> None:
    page = browser.new_page()
    page.goto(server.url)
    page.fill("#query", "SELECT ?s { ?s a dem:Article }")
    page.click("#ask")
    page.locator("#status", has_text="rows").wait_for()
    assert page.locator("#results th").all_inner_texts() == ["s"] and page.locator("#switch").is_hidden()
    page.fill("#query", "SELECT ?s {")
    page.click("#ask")
    page.locator("#status", has_text="the query ends too early").wait_for()
    page.close()
