"""What happens in a worker process: one query at a time over a store opened for reading."""

from __future__ import annotations

import io
import signal
from contextlib import suppress
from dataclasses import dataclass, field, fields
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any, Literal, cast

import pyoxigraph as ox

from kg import guard
from kg.errors import KgError

#: media type -> format of rows and of yes or no; the first is the one given where a client does not say
RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
#: media type -> format of a graph
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: answer the query ``text``; write the SPARQL of the question so named, with the values of its
    parameters in ``fields``; or draw the network so named, with the filters in ``fields``."""

    what: Literal["query", "question", "graph"]
    text: str
    results: str = next(iter(RESULTS))
    triples: str = next(iter(GRAPHS))
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """The answer with its media type, or a message; ``by_user`` where the message is about what was asked."""

    kind: str = ""
    data: bytes = b""
    message: str | None = None
    by_user: bool = True


class TooLarge(Exception):
    """The answer has more bytes than a server gives."""


class _Sink(io.RawIOBase):
    """Collects bytes up to a limit."""

    def __init__(self, limit: int) -> None:
        self.parts: list[bytes] = []
        self.left = limit

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        part = bytes(data)
        self.left -= len(part)
        if self.left < 0:
            raise TooLarge
        self.parts.append(part)
        return len(part)


def work(location: str, size: int, pipe: Connection) -> None:
    """Says that it is ready, then answers tasks from the pipe until it closes.

    A store that has changed on disk is opened again.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle
    from kg import query  # noqa: F401  what every task needs is loaded before its time runs
    from kg.store import open_store

    store: Any = None
    stamp: object = None
    with suppress(KgError):  # the first task meets the same error and tells it
        stamp = _stamp(location)
        store = open_store(location, read_only=True)
    pipe.send(None)
    while True:
        try:
            task: Task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            now = _stamp(location)
            if store is None or now != stamp:
                store, stamp = open_store(location, read_only=True), now
            result = _ANSWERS[task.what](store, task, size)
        except TooLarge:
            result = Result(message=f"the answer is larger than {size / 1e6:g} MB; ask for less, say with LIMIT")
        except KgError as error:
            result = Result(message=str(error))
        except Exception as error:
            result = Result(message=f"{type(error).__name__}: {' '.join(str(error).split())}", by_user=False)
        pipe.send(result)


def _stamp(location: str) -> object:
    """Changes when a store's files do; a reader sees the store as it was when it was opened."""
    folder = Path(location) / "quads"
    return (
        sorted((p.name, p.stat().st_mtime_ns, p.stat().st_size) for p in folder.iterdir()) if folder.is_dir() else None
    )


def _answered(store: Any, task: Task, size: int) -> Result:
    from kg.query import prefixes, syntax

    guard.check(task.text)
    full = guard.with_prefixes(task.text, prefixes(store.base))
    shift = len(full) - len(task.text)
    try:
        if task.default_graphs or task.named_graphs:
            answer = _over(store, full, task)
        else:
            answer = store.query(full)
    except (SyntaxError, KgError) as error:
        return Result(message=syntax(str(error), full, shift, "query"))
    sink = _Sink(size)
    if isinstance(answer, ox.QueryTriples):
        answer.serialize(cast(IO[bytes], sink), GRAPHS[task.triples])
        return Result(f"{task.triples}; charset=utf-8", b"".join(sink.parts))
    answer.serialize(cast(IO[bytes], sink), RESULTS[task.results])
    return Result(f"{task.results}; charset=utf-8", b"".join(sink.parts))


def _over(store: Any, text: str, task: Task) -> Any:
    """The graphs the protocol names override those of the query (SPARQL 1.1 Protocol, section 2.1.4)."""
    inner = getattr(store, "inner", None)
    if inner is None:
        raise KgError("default-graph-uri is not passed on to another endpoint; write FROM in the query")
    try:
        graphs: list[Any] = [ox.NamedNode(g) for g in task.default_graphs]
        named: list[Any] = [ox.NamedNode(g) for g in task.named_graphs]
    except ValueError as error:
        raise KgError(f"default-graph-uri or named-graph-uri: {error}") from None
    return inner.query(text, default_graph=graphs, named_graphs=named)


def _written(store: Any, task: Task, size: int) -> Result:
    from kg.query import explain, find

    return Result("text/plain; charset=utf-8", explain(store, find(task.text), **task.fields).encode())


def _drawn(store: Any, task: Task, size: int) -> Result:
    from kg.draw import html
    from kg.project import NETWORKS, Filters, ProjectionError, network

    known = [f.name for f in fields(Filters)]
    for name in task.fields:
        if name not in known:
            raise ProjectionError(f"filter {name!r} is not known; use one of network, {', '.join(known)}")
    given = {name: values[0] if len(values) == 1 else values for name, values in task.fields.items()}
    page = html(network(store, task.text, **given))
    links = "".join(f'<a href="/graph?network={name}">{name}</a> ' for name in NETWORKS)
    page = page.replace("<body>", f'<body>\n<nav><a href="/">Ask the store</a> Networks: {links}</nav>', 1)
    sink = _Sink(size)
    sink.write(page.encode("utf-8", "replace"))
    return Result("text/html; charset=utf-8", b"".join(sink.parts))


_ANSWERS = {"query": _answered, "question": _written, "graph": _drawn}
