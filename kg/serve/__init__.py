"""Serves a store over HTTP: a read-only SPARQL 1.1 Protocol endpoint, a query page and the graph.

Queries run in worker processes: one that takes too long is ended with its process, and never holds up another. An
answer is complete before its first byte is sent, so a limit shows as an error, never as a cut result.
"""

from __future__ import annotations

import errno
import json
import socket
from collections.abc import Callable, Iterable
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

from kg import __version__
from kg.errors import InputError
from kg.serve.pool import Busy, Failed, Pool, TimedOut
from kg.serve.worker import GRAPHS, RESULTS, Task

HERE = Path(__file__).resolve().parent
#: a query longer than this is none that a person or a tool of the trade writes
LONGEST_QUERY = 1_000_000
#: what the page may do: run our own script and ask this server
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
_ASSETS = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
}
_DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
<{url}> a sd:Service ;
    sd:endpoint <{url}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
        formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples .
"""


class Server(ThreadingHTTPServer):
    """Listens until ``shutdown``; ``close`` ends the workers too."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(
        self,
        store: str,
        host: str = "127.0.0.1",
        port: int = 8765,
        *,
        cors: str | None = None,
        seconds: float = 30,
        megabytes: float = 64,
        workers: int = 4,
    ) -> None:
        """``port`` 0 takes a free one. Raises InputError where the address cannot be had."""
        if ":" in host:
            self.address_family = socket.AF_INET6
        try:
            super().__init__((host, port), Handler)
        except OSError as error:
            why = (
                "is already in use" if error.errno == errno.EADDRINUSE else f"cannot be had ({error.strerror or error})"
            )
            raise InputError(f"{host}:{port} {why}; choose another with --port or --host") from None
        self.host, self.cors = host, cors
        self.pool = Pool(store, seconds=seconds, size=int(megabytes * 1_000_000), workers=workers)

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.server_address[1]}/"

    def close(self) -> None:
        self.server_close()
        self.pool.close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that went away is nobody's fault."""


class Handler(BaseHTTPRequestHandler):
    """One request. Every error is one line of text with the status that the protocol gives it."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = f"demarche/{__version__}"
    sys_version = ""
    timeout = 60
    body_read = False

    def parse_request(self) -> bool:
        self.body_read = False  # one handler serves all requests of a connection
        return super().parse_request()

    def do_GET(self) -> None:
        self._serve(self._get)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        self._serve(self._post)

    def do_OPTIONS(self) -> None:
        self._send(HTTPStatus.NO_CONTENT, "", b"", {"Allow": "GET, HEAD, POST, OPTIONS"})

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: queries may be confidential, and standard error is for what needs attention."""

    def _serve(self, how: Callable[[SplitResult], None]) -> None:
        try:
            if not self._known_host():
                raise Refused(HTTPStatus.MISDIRECTED_REQUEST, "this server answers only under its own address")
            try:
                url = urlsplit(self.path)
            except ValueError:
                message = "this address cannot be read; there is /, /sparql and /graph"
                raise Refused(HTTPStatus.BAD_REQUEST, message) from None
            how(url)
        except Refused as refusal:
            self._send(refusal.status, "text/plain; charset=utf-8", f"{refusal}\n".encode())

    def _known_host(self) -> bool:
        """False where a page elsewhere has its name point at this machine to read the store (DNS rebinding)."""
        local = ("127.0.0.1", "localhost", "::1")
        if self.server.host not in local:
            return True
        try:
            return urlsplit(f"//{self.headers.get('Host', '')}").hostname in local
        except ValueError:
            return False

    def _get(self, url: SplitResult) -> None:
        if url.path in _ASSETS:
            name, kind = _ASSETS[url.path]
            self._send(HTTPStatus.OK, kind, (HERE / name).read_bytes(), {"Content-Security-Policy": POLICY})
        elif url.path == "/questions.json":
            self._send(HTTPStatus.OK, "application/json", json.dumps(_questions(), ensure_ascii=False).encode())
        elif url.path in ("/question", "/graph"):
            given = {name: tuple(values) for name, values in parse_qs(url.query).items()}
            if url.path == "/graph":
                self._ask(Task("graph", given.pop("network", ("overview",))[-1], fields=given))
            else:
                self._ask(Task("question", _shipped(given.pop("name", ("",))[-1]), fields=given))
        elif url.path == "/sparql":
            fields = parse_qs(url.query, keep_blank_values=True)
            if not fields:
                text = _DESCRIPTION.format(url=self.server.url + "sparql")
                self._send(HTTPStatus.OK, "text/turtle; charset=utf-8", text.encode())
            else:
                self._sparql(fields, None)
        else:
            raise Refused(HTTPStatus.NOT_FOUND, f"nothing at {url.path[:80]}; there is /, /sparql and /graph")

    def _post(self, url: SplitResult) -> None:
        if url.path != "/sparql":
            raise Refused(HTTPStatus.NOT_FOUND, "queries are sent to /sparql")
        body = self._body()
        kind = self.headers.get_content_type()
        fields = parse_qs(url.query, keep_blank_values=True)
        if kind == "application/sparql-query":
            self._sparql(fields, body)
        elif kind == "application/x-www-form-urlencoded":
            self._sparql({**fields, **parse_qs(body, keep_blank_values=True)}, None)
        elif kind == "application/sparql-update":
            raise Refused(HTTPStatus.FORBIDDEN, "this endpoint only reads; change a store with kg build and kg forget")
        else:
            raise Refused(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                "send a form with the field query, or the query itself as application/sparql-query",
            )

    def _body(self) -> str:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or "Transfer-Encoding" in self.headers:
            raise Refused(HTTPStatus.LENGTH_REQUIRED, "send a Content-Length")
        if int(length) > 2 * LONGEST_QUERY:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a query has at most {LONGEST_QUERY} characters")
        data = self.rfile.read(int(length))
        self.body_read = True
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused(HTTPStatus.BAD_REQUEST, "the query is not UTF-8") from None

    def _sparql(self, fields: dict[str, list[str]], text: str | None) -> None:
        if "update" in fields:
            raise Refused(HTTPStatus.FORBIDDEN, "this endpoint only reads; change a store with kg build and kg forget")
        given = [text] if text is not None else fields.get("query", [])
        if len(given) != 1 or not given[0].strip():
            raise Refused(HTTPStatus.BAD_REQUEST, "send one query in the field query")
        if len(given[0]) > LONGEST_QUERY:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a query has at most {LONGEST_QUERY} characters")
        accept = _accepted(self.headers.get("Accept", ""))
        self._ask(
            Task(
                "query",
                given[0],
                results=_preferred(accept, RESULTS),
                triples=_preferred(accept, GRAPHS),
                default_graphs=tuple(fields.get("default-graph-uri", ())),
                named_graphs=tuple(fields.get("named-graph-uri", ())),
            )
        )

    def _ask(self, task: Task) -> None:
        try:
            kind, data = self.server.pool.ask(task)
        except TimedOut as error:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, str(error)) from None
        except Busy as error:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, str(error)) from None
        except Failed as error:
            status = HTTPStatus.BAD_REQUEST if error.by_user else HTTPStatus.INTERNAL_SERVER_ERROR
            raise Refused(status, str(error)) from None
        self._send(HTTPStatus.OK, kind, data, {"Vary": "Accept"})

    def _send(self, status: HTTPStatus, kind: str, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        if not self.body_read and ("Content-Length" in self.headers or "Transfer-Encoding" in self.headers):
            # what was not read would be taken for the next request
            self.send_header("Connection", "close")
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        if self.server.cors:
            self.send_header("Access-Control-Allow-Origin", self.server.cors)
            self.send_header("Access-Control-Allow-Headers", "Content-Type, Accept")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


class Refused(Exception):
    """A request that gets an error: its status, and one line that says why."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


def _accepted(header: str) -> list[tuple[float, str]]:
    """Media types a client takes, with their weight, best first (RFC 9110, section 12.5.1)."""
    found = []
    for part in header.split(","):
        kind, *parameters = (p.strip() for p in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                try:
                    weight = float(value)
                except ValueError:
                    weight = 0.0
        if kind and weight > 0:
            found.append((weight, kind.lower()))
    return sorted(found, key=lambda pair: -pair[0])


def _preferred(accept: list[tuple[float, str]], offered: Iterable[str]) -> str:
    """The first of what a client prefers that we offer; else our first: an answer serves better than a 406."""
    known = list(offered)
    for _, kind in accept:
        for offer in known:
            if kind in (offer, "*/*", offer.partition("/")[0] + "/*"):
                return offer
    return known[0]


def _shipped(name: str) -> str:
    from queries import shipped

    if name not in shipped():  # kg.query.find would read a file of that name
        raise Refused(HTTPStatus.NOT_FOUND, "no such question; /questions.json lists them")
    return name


def _questions() -> list[dict[str, object]]:
    from kg.query import questions

    return [
        {
            "name": q.name,
            "title": q.title,
            "question": q.question,
            "parameters": [asdict(p) for p in q.parameters],
            "iris": [c.name for c in q.columns if c.is_iri],
        }
        for q in questions()
    ]


__all__ = ["Server"]
