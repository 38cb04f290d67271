"""What every store promises, and the SPARQL updates by which both keep the promise.

Each change of an article is one SPARQL update request, hence one transaction: the old graph, its share of the merged
default graph, its catalogue entry, the runs nobody refers to any longer and the derived shortcuts go; the new come.
"""

from __future__ import annotations

import hashlib
import io
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

import pyoxigraph as ox
from rdflib.namespace import PROV

from kg.errors import InputError, QueryError
from ontology.identifiers import BASE, Identifiers
from ontology.vocabulary import DEM, OA, SCHEMA

if TYPE_CHECKING:
    from rdflib import Dataset

Change = Literal["new", "replaced", "unchanged"]
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_DOCUMENT = f"<{DEM.documentId}>".encode()
#: evidence -> selector; position -> start and end; quotation -> words
_QUOTATION = [f"<{OA[name]}>".encode() for name in ("hasSelector", "start", "end", "exact")]
_ESCAPED = re.compile(rb"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\.")
_NUMBER, _TEXT = re.compile(rb'"(\d+)"'), re.compile(rb'"(.*)"')
_Pairs = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Graphs:
    """The IRIs of the graphs that are not an article's."""

    ontology: str
    runs: str
    catalogue: str
    derived: str

    @classmethod
    def under(cls, base: str) -> Graphs:
        ids = Identifiers(base)
        return cls(*(ids.named_graph(kind) for kind in ("ontology", "runs", "catalogue", "derived")))


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the catalogue knows it."""

    iri: str
    graph: str
    doc: str
    digest: str  #: SHA-256 of its sorted N-Quads as emitted

    @property
    def name(self) -> str:
        return self.iri.rsplit("/", 1)[1]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one article brings into the store: its graph as canonical N-Quads, one sorted line per quad."""

    article: Article
    nquads: bytes

    @property
    def ntriples(self) -> bytes:
        """The same without the graph, as N-Triples."""
        # no literal holds a line feed unescaped, so the graph's IRI before one is the fourth term
        return self.nquads.replace(f" <{self.article.graph}> .\n".encode(), b" .\n")

    @property
    def triples(self) -> list[bytes]:
        """``ntriples`` line by line."""
        return self.ntriples.splitlines(keepends=True)


def parcel(graph: str, quads: Iterable[ox.Quad] | bytes) -> Parcel:
    """Packs one article's graph, given as quads or as N-Quads lines the way pyoxigraph writes them.

    Raises ValueError where it is not one whole article. Checked because nothing later would: every quad lies in
    ``graph``, none has a blank node (the bytes would differ from run to run), exactly one subject has a dem:documentId,
    every quotation is as long as the position it was found at.
    """
    data = quads if isinstance(quads, bytes) else ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    lines = sorted(set(data.splitlines(keepends=True)))
    tail = f" <{graph}> .\n".encode()
    owners: set[tuple[str, str]] = set()
    quoted: dict[bytes, list[tuple[bytes, bytes]]] = {predicate: [] for predicate in _QUOTATION}
    for line in lines:
        if not line.endswith(tail):
            raise ValueError(f"graph <{graph}>: a quad of another graph, {line.decode().strip()}")
        subject, predicate, rest = line.split(b" ", 2)
        if subject.startswith(b"_:") or rest.startswith(b"_:"):
            raise ValueError(f"graph <{graph}>: a blank node in {line.decode().strip()}")
        if predicate == _DOCUMENT:
            (quad,) = ox.parse(line, ox.RdfFormat.N_QUADS)
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                owners.add((quad.subject.value, quad.object.value))
        elif predicate in quoted:
            quoted[predicate].append((subject, rest.removesuffix(tail)))
    _check_quotations(graph, *quoted.values())
    if len(owners) != 1:
        raise ValueError(f"graph <{graph}>: {len(owners)} articles with a dem:documentId, expected one")
    nquads = b"".join(lines)
    iri, doc = owners.pop()
    return Parcel(Article(iri, graph, doc, hashlib.sha256(nquads).hexdigest()), nquads)


def _check_quotations(graph: str, selectors: _Pairs, starts: _Pairs, ends: _Pairs, exact: _Pairs) -> None:
    """Raises ValueError where a quotation has another length than its position; terms are N-Quads, not yet decoded.

    Read from the lines, because parsing them takes longer than all else that is done to pack an article.
    """
    # what is no number or no text is the shapes' business
    first, last = ({n: int(m[1]) for n, value in pairs if (m := _NUMBER.match(value))} for pairs in (starts, ends))
    words = {n: _ESCAPED.sub(b".", m[1]).decode() for n, value in exact if (m := _TEXT.match(value))}
    of: dict[bytes, list[bytes]] = {}
    for evidence, selector in selectors:
        of.setdefault(evidence, []).append(selector)
    for evidence, found in of.items():
        position = next((s for s in found if s in first and s in last), None)
        quotation = next((s for s in found if s in words), None)
        if position is not None and quotation is not None:
            start, end, size = first[position], last[position], len(words[quotation])
            if end - start != size:
                raise ValueError(
                    f"graph <{graph}>: {evidence.decode()} quotes {size} code points at [{start}, {end});"
                    " build the article again"
                )


class Store(ABC):
    """A durable dataset. Writing methods are atomic: a process killed at any moment leaves whole articles only."""

    location: str
    base: str
    read_only: bool
    merges: bool  #: True where we keep the default graph as the merge of the others ourselves

    def __init__(self, location: str, base: str | None, read_only: bool) -> None:
        self.location, self.base, self.read_only = location, base or BASE, read_only
        self.graphs = Graphs.under(self.base)

    # --- reading

    @abstractmethod
    def query(self, query: str, bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None) -> Answer:
        """The answer to a SPARQL 1.1 query over the merge of all graphs, or over its FROM where it has one.

        ``bindings`` fixes variables beforehand (no ``?``). Raises QueryError for a malformed query.
        """

    def select(self, query: str, bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None) -> ox.QuerySolutions:
        """The solutions of a SELECT; raises QueryError for a query of another form."""
        answer = self.query(query, bindings)
        if not isinstance(answer, ox.QuerySolutions):
            raise InputError("this is no SELECT query; use query() for ASK, CONSTRUCT and DESCRIBE")
        return answer

    @abstractmethod
    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The quads of one named graph, or of all named graphs in order of their IRIs (the merge is not repeated)."""

    @property
    @abstractmethod
    def dataset(self) -> Dataset:
        """An rdflib Dataset over the same data whose default graph is the union of all."""

    def articles(self) -> tuple[Article, ...]:
        """What the catalogue lists, by document id."""
        rows = self.select(
            f"SELECT ?article ?graph ?doc ?digest WHERE {{ GRAPH <{self.graphs.catalogue}> {{"
            f" ?article <{DEM.articleGraph}> ?graph ; <{DEM.graphDigest}> ?digest }}"
            f" GRAPH ?graph {{ ?article <{DEM.documentId}> ?doc }} }}"
        )
        found = [Article(*(row[i].value for i in range(4))) for row in rows]
        return tuple(sorted(found, key=lambda a: (a.doc, a.iri)))

    def find(self, name: str) -> Article | None:
        """The article of this document id, article name or IRI."""
        return _index(self.articles()).get(name)

    def extensions(self) -> dict[str, bytes]:
        """The Turtle files last laid over the shipped ontology, by file name, in the order they were given."""
        rows = self.select(
            f"SELECT ?name ?text ?order WHERE {{ GRAPH <{self.graphs.catalogue}> {{"
            f" ?file <{SCHEMA.name}> ?name ; <{SCHEMA.text}> ?text ; <{SCHEMA.position}> ?order }} }}"
        )
        found = sorted((int(row["order"].value), row["name"].value, row["text"].value) for row in rows)
        return {name: text.encode() for _, name, text in found}

    def ontology_digest(self) -> str | None:
        """The digest given with the ontology graph, or None where there is none yet."""
        rows = self.select(
            f"SELECT ?digest WHERE {{ GRAPH <{self.graphs.catalogue}> {{"
            f" <{self.graphs.ontology}> <{DEM.graphDigest}> ?digest }} }}"
        )
        return next((row["digest"].value for row in rows), None)

    # --- writing

    def put(self, graph: str, quads: Iterable[ox.Quad]) -> Change:
        """Adds one article, or replaces the one of the same document id, or finds it unchanged; one transaction."""
        return self.put_many([parcel(graph, quads)])[0]

    def put_many(self, parcels: Iterable[Parcel], on_stored: Callable[[int], None] | None = None) -> tuple[Change, ...]:
        """Adds and replaces many, telling ``on_stored`` how many more are safe; the changes in the order given.

        New articles travel in batches, each atomic; a replacement is a transaction of its own.
        """
        known = {a.doc: a for a in self.articles()}
        changes: list[Change] = []
        batch: list[Parcel] = []
        size = settled = 0

        def settle(count: int) -> None:
            if on_stored and count:
                on_stored(count)

        for item in parcels:
            old = known.get(item.article.doc)
            if old and old.digest == item.article.digest and old.graph == item.article.graph:
                changes.append("unchanged")
                settled += 1
            elif old:
                # the older one may still wait in the batch
                self._insert(batch)
                settled += len(batch) + 1
                batch, size = [], 0
                self._update(self._removal(old) + self._insertion(item))
                changes.append("replaced")
            else:
                batch.append(item)
                size += len(item.nquads)
                changes.append("new")
            known[item.article.doc] = item.article
            if size > self.batch_bytes:
                self._insert(batch)
                settled += len(batch)
                batch, size = [], 0
            if settled >= 20 or size == 0:
                settle(settled)
                settled = 0
        self._insert(batch)
        settle(settled + len(batch))
        return tuple(changes)

    def forget(self, names: Sequence[str]) -> tuple[str, ...]:
        """Removes articles by document id, name or IRI, one transaction each; returns the names nobody knows.

        Their words may stay in the files of a database until ``purge``.
        """
        index = _index(self.articles())
        unknown = []
        for name in names:
            article = index.get(name)
            if article is None:
                unknown.append(name)
            else:
                self._update(self._removal(article) + self._sweep())
                index = {key: a for key, a in index.items() if a != article}
        return tuple(unknown)

    def set_ontology(self, triples: Iterable[ox.Triple], digest: str, extensions: Mapping[str, bytes]) -> bool:
        """Replaces the ontology graph and the remembered extension files; False where the digest is that already."""
        if self.ontology_digest() == digest and self.extensions() == dict(extensions):
            return False
        g = self.graphs
        notes = [ox.Triple(ox.NamedNode(g.ontology), _node(DEM.graphDigest), ox.Literal(digest))]
        for order, (name, text) in enumerate(extensions.items()):
            file = ox.NamedNode(Identifiers(self.base)._iri("extension", name))
            notes += [
                ox.Triple(file, _node(SCHEMA.name), ox.Literal(name)),
                ox.Triple(file, _node(SCHEMA.text), ox.Literal(text.decode())),
                ox.Triple(file, _node(SCHEMA.position), ox.Literal(order)),
            ]
        if self.ontology_digest() is None and not self.extensions():
            self._begin(g.ontology, _lines(triples), _lines(notes))
            return True
        self._update(
            [
                *self._without(g.ontology),
                *self._stale(),
                f"DELETE WHERE {{ GRAPH <{g.catalogue}> {{ <{g.ontology}> ?p ?o }} }}",
                f"DELETE WHERE {{ GRAPH <{g.catalogue}> {{ ?file <{SCHEMA.name}> ?name ; ?p ?o }} }}",
                *self._with(g.ontology, _lines(triples)),
                *self._inserts(g.catalogue, _lines(notes)),
            ]
        )
        return True

    def add_runs(self, triples: Iterable[ox.Triple]) -> None:
        """Adds descriptions of extraction runs; those no article refers to go with the next ``sweep``."""
        lines = _lines(triples)
        if lines:
            self._update(self._with(self.graphs.runs, lines))

    def set_derived(self, triples: Iterable[ox.Triple]) -> None:
        """Replaces the derived shortcuts; every change of an article empties them, for they would be stale."""
        self._update([*self._without(self.graphs.derived), *self._with(self.graphs.derived, _lines(triples))])

    def sweep(self) -> None:
        """Removes the runs that no article refers to any longer."""
        self._update(self._sweep())

    def optimize(self) -> None:  # noqa: B027
        """Arranges the files for reading, where that is ours to do; worth it after a large load."""

    def purge(self) -> None:  # noqa: B027
        """Takes what was removed or replaced off the disk too, where the files are ours; as slow as loading it all.

        Does nothing where nothing was.
        """

    @abstractmethod
    def close(self) -> None:
        """Lets the store go; afterwards it answers nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- how

    #: how much N-Quads travels in one batch of new articles: large enough for the bulk loader, small enough for memory
    batch_bytes = 32_000_000

    @abstractmethod
    def _update(self, operations: Sequence[str]) -> None:
        """Runs the operations as one SPARQL update request: all of them or none."""

    def _insert(self, batch: Sequence[Parcel]) -> None:
        """Adds new articles, all or none."""
        if batch:
            self._update([op for item in batch for op in self._insertion(item)] + self._stale())

    def _begin(self, graph: str, lines: Sequence[bytes], notes: Sequence[bytes]) -> None:
        """Adds a graph that is not there yet with what the catalogue notes of it."""
        self._update([*self._with(graph, lines), *self._inserts(self.graphs.catalogue, notes)])

    def _insertion(self, item: Parcel) -> list[str]:
        return [
            *self._with(item.article.graph, item.triples),
            *self._inserts(self.graphs.catalogue, _lines(entry(item.article))),
        ]

    def _removal(self, old: Article) -> list[str]:
        return [
            *self._without(old.graph),
            f"DELETE WHERE {{ GRAPH <{self.graphs.catalogue}> {{ <{old.iri}> ?p ?o }} }}",
            *self._stale(),
        ]

    def _stale(self) -> list[str]:
        return self._without(self.graphs.derived)

    def _sweep(self) -> list[str]:
        runs = self.graphs.runs
        unused = f"FILTER NOT EXISTS {{ GRAPH ?any {{ ?thing <{PROV.wasGeneratedBy}> ?run }} }}"
        merged = "?run ?p ?o . " if self.merges else ""
        return [
            f"DELETE {{ {merged}GRAPH <{runs}> {{ ?run ?p ?o }} }}"
            f" WHERE {{ GRAPH <{runs}> {{ ?run ?p ?o }} {unused} }}",
        ]

    def _without(self, graph: str) -> list[str]:
        """Drops a graph and those of its triples in the merge that no other graph holds."""
        merged = (
            f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} FILTER NOT EXISTS {{ GRAPH ?other"
            f" {{ ?s ?p ?o }} FILTER(?other NOT IN (<{graph}>, <{self.graphs.catalogue}>)) }} }}"
        )
        return [*([merged] if self.merges else ()), f"DROP SILENT GRAPH <{graph}>"]

    def _with(self, graph: str, lines: Sequence[bytes]) -> list[str]:
        return [*self._inserts(graph, lines), *(self._inserts(None, lines) if self.merges else ())]

    @staticmethod
    def _inserts(graph: str | None, lines: Sequence[bytes]) -> list[str]:
        # Virtuoso refuses an INSERT DATA of 5,000 triples; 1,000 pass everywhere tried
        chunks = ((b"".join(lines[i : i + 1000])).decode() for i in range(0, len(lines), 1000))
        if graph is None:
            return [f"INSERT DATA {{\n{chunk}}}" for chunk in chunks]
        return [f"INSERT DATA {{ GRAPH <{graph}> {{\n{chunk}}} }}" for chunk in chunks]


#: IRIs, strings and comments, in which braces and words mean nothing
_QUOTED = re.compile(r"""<[^<>\s]*>|\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*""", re.S)


def bound(query: str, bindings: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """The query with a VALUES row at the head of its WHERE: there, and not at the end, it also reaches aggregates.

    Not pyoxigraph's ``substitutions``: they take projected variables only, and no server knows them.
    """
    plain = _QUOTED.sub(lambda m: " " * len(m[0]), query)
    found = re.search(r"\bWHERE\s*\{", plain, re.I) or re.search(r"\{", plain)
    if not found:
        raise QueryError("query: it has no WHERE { … }, so its parameters have no place")
    names = " ".join(f"?{name}" for name in bindings)
    row = " ".join(str(value) for value in bindings.values())
    return f"{query[: found.end()]} VALUES ({names}) {{ ({row}) }} {query[found.end() :]}"


def entry(article: Article) -> list[ox.Triple]:
    """The catalogue's triples about one article. Its document id stands in its own graph, not twice."""
    node = ox.NamedNode(article.iri)
    return [
        ox.Triple(node, _node(DEM.articleGraph), ox.NamedNode(article.graph)),
        ox.Triple(node, _node(DEM.graphDigest), ox.Literal(article.digest)),
    ]


def _index(articles: Iterable[Article]) -> dict[str, Article]:
    listed = list(articles)
    return {**{a.iri: a for a in listed}, **{a.name: a for a in listed}, **{a.doc: a for a in listed}}


def _node(term: object) -> ox.NamedNode:
    return ox.NamedNode(str(term))


def _lines(triples: Iterable[ox.Triple]) -> list[bytes]:
    """Sorted N-Triples lines, each once."""
    sink = io.BytesIO()
    ox.serialize(triples, sink, ox.RdfFormat.N_TRIPLES)
    return sorted(set(sink.getvalue().splitlines(keepends=True)))
