"""Graphs to a report: the SHACL shapes over article graphs and the ontology, and every quotation against its position.

pySHACL validates a dataset graph by graph, so that a statement whose speaker stands in the ontology graph would fail.
Here article graphs are merged, some at a time, with what the ontology graph says of the nodes they name; the ontology
itself is validated once. Memory stays that of one batch and the ontology, however large the store.

A store does not keep the articles' texts. Without them, ``verify`` holds position and quotation against each other and
against the statement; with the text at hand (when an article is built), against the text itself.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox
from rdflib.namespace import PROV, RDF, RDFS, SKOS

from ontology.knowledge import local_name
from ontology.vocabulary import DEM, OA, ORG, ROLE, SCHEMA

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Identifier

SHAPES = Path(__file__).parent.parent / "ontology" / "shapes.ttl"
#: triples of articles in one merged graph; beside pySHACL's 30 ms a graph the cost is per triple, and 20,000 are 40 MB
BATCH = 20_000
#: what the shapes ask of a node that another graph describes
_LOOKED_AT = frozenset(str(t) for t in (RDF.type, RDFS.label, SKOS.prefLabel))
_TYPE, _EVIDENCE_CLASS = str(RDF.type), str(DEM.Evidence)
_CONTENT, _EVIDENCE, _ROLE = str(DEM.content), str(DEM.evidence), str(DEM.evidenceRole)
_CONTENT_ROLE, _DIGEST = str(ROLE.content), str(DEM.textDigest)
_SOURCE, _SELECTOR = str(OA.hasSource), str(OA.hasSelector)
_START, _END, _EXACT, _PREFIX, _SUFFIX = (str(OA[key]) for key in ("start", "end", "exact", "prefix", "suffix"))
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

Statementlike = ox.Triple | ox.Quad
Facts = dict[str, dict[str, list[str]]]


class Readable(Protocol):
    """What ``check`` needs of a store."""

    @property
    def graphs(self) -> _Names: ...

    def articles(self) -> Sequence[_Entry]: ...

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]: ...


class _Names(Protocol):
    @property
    def ontology(self) -> str: ...

    @property
    def runs(self) -> str: ...


class _Entry(Protocol):
    @property
    def graph(self) -> str: ...


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One node that is not as a shape says, and what to do about it."""

    graph: str  #: IRI of the graph that describes the node
    node: str
    shape: str  #: local name of the shape: "statement-speaker"
    path: str  #: the property in question, "dem:saidOn", or "" for a path of several
    value: str  #: the offending value, or ""
    message: str

    def __str__(self) -> str:
        about = " ".join(part for part in (self.path, self.value and f"is {self.value}") if part)
        return f"<{self.node}>{' ' + about if about else ''}: {self.message} [{self.shape}; graph <{self.graph}>]"


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found, in order of graph and node; ``graphs`` and ``triples`` say how much was looked at."""

    violations: tuple[Violation, ...]
    graphs: int
    triples: int

    @property
    def valid(self) -> bool:
        return not self.violations


def check(store: Readable, *, ontology: Iterable[Statementlike] | None = None, batch: int = BATCH) -> Report:
    """Validates a whole store: ontology, runs, and every article its catalogue lists.

    ``ontology`` stands in for the store's own ontology graph where it is given.
    """
    names = store.graphs
    shared = store.quads(names.ontology) if ontology is None else ontology
    others = ((name, store.quads(name)) for name in (names.runs,))
    articles = ((article.graph, store.quads(article.graph)) for article in store.articles())
    return validate((*others, *articles), ontology=(names.ontology, shared), batch=batch)


def validate(
    graphs: Iterable[tuple[str, Iterable[Statementlike]]],
    *,
    ontology: tuple[str, Iterable[Statementlike]],
    batch: int = BATCH,
) -> Report:
    """Holds named graphs (IRI, triples or quads) against the shapes and their evidence against itself.

    ``ontology`` is the graph that describes what they share; it is validated too. Each violation is told once, for
    the graph whose subject it is.
    """
    name, shared = ontology[0], [_triple(t) for t in ontology[1]]
    found = set(_violations({name: shared}, ()))
    known: dict[str, list[ox.Triple]] = defaultdict(list)
    for t in shared:
        if t.predicate.value in _LOOKED_AT and isinstance(t.subject, ox.NamedNode):
            known[t.subject.value].append(t)
    counted, size = 1, len(shared)
    waiting: dict[str, list[ox.Triple]] = {}
    for graph, content in graphs:
        triples = [_triple(t) for t in content]
        counted, size = counted + 1, size + len(triples)
        found.update(verify(graph, triples))
        waiting[graph] = triples
        if sum(map(len, waiting.values())) >= batch:
            found.update(_violations(waiting, _context(waiting, known)))
            waiting = {}
    if waiting:
        found.update(_violations(waiting, _context(waiting, known)))
    return Report(tuple(sorted(found)), counted, size)


def verify(graph: str, triples: Iterable[Statementlike], text: str | None = None) -> list[Violation]:
    """Where the evidence of one article graph does not bear itself out; in milliseconds, without SHACL.

    Checked for each stretch: that it is as long as its quotation (code points), that equal positions quote equal
    words, that the content quoted is the statement's ``dem:content``. With ``text``, the article's, also that the text
    is the one the article is pinned to and has exactly these words, and this context, at the position.
    """
    facts: Facts = defaultdict(dict)
    for t in triples:
        fact = facts[t.subject.value]  # type: ignore[union-attr]
        fact.setdefault(t.predicate.value, []).append(t.object.value)  # type: ignore[union-attr]
    found: list[Violation] = []

    def wrong(node: str, shape: str, path: str, value: str, message: str) -> None:
        found.append(Violation(graph, node, shape, path, value, message))

    if text is not None:
        actual = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        for node in sorted(facts):
            for digest in facts[node].get(_DIGEST, ()):
                if digest != actual:
                    message = f"this text has another, {actual}: give the one it was built from, or build it again."
                    wrong(node, "text-digest", "dem:textDigest", digest, message)
                    return found
        text = _LONE_SURROGATE.sub("\ufffd", text)  # as the graph has it
    quoted: dict[tuple[str, int, int], str] = {}
    stretches = _stretches(facts)
    for node, stretch in sorted(stretches.items()):
        source, start, end, exact = stretch.source, stretch.start, stretch.end, stretch.exact
        if end - start != len(exact):
            message = f"[{start}, {end}) is {end - start} code points, this {len(exact)}: build the article again."
            wrong(node, "evidence-length", "oa:exact", repr(exact), message)
        elif quoted.setdefault((source, start, end), exact) != exact:
            message = f"other evidence quotes other words at [{start}, {end}): build the article again."
            wrong(node, "evidence-agrees", "oa:exact", repr(exact), message)
        elif text is not None and text[start:end] != exact:
            message = f"the text has {text[start:end]!r} at [{start}, {end}): build the article again."
            wrong(node, "evidence-text", "oa:exact", repr(exact), message)
        elif text and not (text.endswith(stretch.prefix, 0, start) and text.startswith(stretch.suffix, end)):
            message = f"the text around [{start}, {end}) is another: build the article again."
            wrong(node, "evidence-context", "oa:prefix", repr(stretch.prefix), message)
    for node, message in _unlike_content(facts, stretches):
        wrong(node, "content-quoted", "dem:content", repr(facts[node][_CONTENT][0]), message)
    return found


@dataclass(frozen=True, slots=True)
class _Stretch:
    source: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def _stretches(facts: Facts) -> dict[str, _Stretch]:
    """Evidence whose selectors are whole; the others are the shapes' business."""
    found = {}
    for node, fact in facts.items():
        if _EVIDENCE_CLASS not in fact.get(_TYPE, ()):
            continue
        selectors = [facts[s] for s in fact.get(_SELECTOR, ()) if s in facts]
        start, end, exact, prefix, suffix = (
            [v for s in selectors for v in s.get(key, ())] for key in (_START, _END, _EXACT, _PREFIX, _SUFFIX)
        )
        if not len(start) == len(end) == len(exact) == 1:
            continue
        try:
            span = int(start[0]), int(end[0])
        except ValueError:
            continue
        source = next(iter(fact.get(_SOURCE, ())), "")
        found[node] = _Stretch(source, *span, exact[0], "".join(prefix[:1]), "".join(suffix[:1]))
    return found


def _unlike_content(facts: Facts, stretches: dict[str, _Stretch]) -> Iterator[tuple[str, str]]:
    """Statements whose content is not what their evidence of content quotes, fragment for fragment."""
    for node, fact in sorted(facts.items()):
        content = fact.get(_CONTENT, ())
        pieces = [
            stretches[e] for e in fact.get(_EVIDENCE, ()) if e in stretches and _CONTENT_ROLE in facts[e].get(_ROLE, ())
        ]
        if len(content) != 1 or not pieces:
            continue
        at = 0
        for piece in sorted(pieces, key=lambda s: s.start):
            at = content[0].find(piece.exact, at)
            if at < 0:
                yield node, f"its evidence quotes {piece.exact!r}, which is not in it: build the article again."
                break
            at += len(piece.exact)


def _triple(t: Statementlike) -> ox.Triple:
    return t.triple if isinstance(t, ox.Quad) else t


def _context(graphs: dict[str, list[ox.Triple]], known: dict[str, list[ox.Triple]]) -> list[ox.Triple]:
    """Types and labels, from the ontology, of all the nodes that the graphs name."""
    named = {t.object.value for triples in graphs.values() for t in triples if isinstance(t.object, ox.NamedNode)}
    return [t for node in sorted(named) for t in known.get(node, ())]


def _violations(graphs: dict[str, list[ox.Triple]], context: Iterable[ox.Triple]) -> Iterator[Violation]:
    """Runs pySHACL over the merge; tells what concerns a subject of one of the graphs."""
    import pyshacl  # 0.4 s, and only validation needs it
    from rdflib import Graph
    from rdflib.namespace import SH

    owner: dict[str, str] = {}
    merged = Graph()
    for graph, triples in graphs.items():
        for t in triples:
            owner.setdefault(t.subject.value, graph)  # type: ignore[union-attr]
            merged.add((_rdflib(t.subject), _rdflib(t.predicate), _rdflib(t.object)))
    for t in context:
        merged.add((_rdflib(t.subject), _rdflib(t.predicate), _rdflib(t.object)))
    _, results, text = pyshacl.validate(merged, shacl_graph=_shapes(), inference="none")
    if not isinstance(results, Graph):
        raise RuntimeError(f"SHACL validation did not run: {text}")
    for result in results.subjects(RDF.type, SH.ValidationResult):
        node = str(results.value(result, SH.focusNode))
        if node not in owner:
            continue
        path, value = results.value(result, SH.resultPath), results.value(result, SH.value)
        yield Violation(
            owner[node],
            node,
            local_name(str(results.value(result, SH.sourceShape))),
            _short(path) if path is not None and not _is_blank(path) else "",
            _shown(value) if value is not None and str(value) != node else "",
            str(results.value(result, SH.resultMessage)),
        )


@cache
def _shapes() -> Graph:
    from rdflib import Graph

    return Graph().parse(SHAPES, format="turtle")


def _rdflib(term: object) -> Identifier:
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    raise TypeError(f"{term!r} is no term of RDF 1.1")


def _is_blank(term: object) -> bool:
    from rdflib import BNode

    return isinstance(term, BNode)


def _short(iri: object) -> str:
    """An IRI as people of the field write it: dem:saidOn, oa:start."""
    text = str(iri)
    for prefix, namespace in (
        ("dem", str(DEM._NS)),
        ("oa", str(OA)),
        ("skos", str(SKOS)),
        ("rdfs", str(RDFS)),
        ("schema", str(SCHEMA)),
        ("org", str(ORG)),
        ("prov", str(PROV)),
    ):
        if text.startswith(namespace):
            return f"{prefix}:{text[len(namespace) :]}"
    return f"<{text}>"


def _shown(value: object) -> str:
    """A value on one line, cut where it is long."""
    text = value.n3() if hasattr(value, "n3") else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 120 else text[:119] + "…"
