"""Articles and article graphs made up for tests: small, lawful, as different as a number makes them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.store import Parcel, Store, parcel
from ontology.identifiers import Identifiers, article_name
from ontology.vocabulary import ACT, DEM, STANCE

IDS = Identifiers()
RUN = ox.NamedNode(IDS.run("made"))
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
GENERATED = ox.NamedNode("http://www.w3.org/ns/prov#wasGeneratedBy")


def written(folder: Path, texts: Mapping[str, str]) -> Path:
    """A new folder that holds each text as NAME.txt."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def n(term: object) -> ox.NamedNode:
    return ox.NamedNode(str(term))


def quads(number: int, version: int = 0, statements: int = 3) -> list[ox.Quad]:
    """The graph of article ``number``; another ``version`` is the same document with another text.

    Its actors and positions are few, so that graphs share them, as real ones do.
    """
    doc = f"doc-{number}"
    name = article_name(doc, f"text {number} {version}")
    graph = n(IDS.graph(name))
    article = n(IDS.article(name))
    made = [
        (article, TYPE, n(DEM.Article)),
        (article, n(DEM.documentId), ox.Literal(doc)),
        (article, n(DEM.textDigest), ox.Literal(hashlib.sha256(f"{number} {version}".encode()).hexdigest())),
    ]
    for i in range(statements):
        statement = n(IDS.statement(f"{name}.{i}"))
        actor = n(IDS.actor(f"actor-{(number + i) % 3}"))
        position = n(IDS.position(f"actor-{(number + i) % 3}", "oppose", "plan"))
        made += [
            (statement, TYPE, n(DEM.Statement)),
            (statement, n(DEM.inArticle), article),
            (statement, n(DEM.content), ox.Literal(f'words {i} "of" {number}\n\tin version {version} \u2028 ü')),
            (statement, n(DEM.speechAct), n(ACT["warn"])),
            (statement, n(DEM.speaker), actor),
            (statement, n(DEM.expresses), position),
            (statement, GENERATED, RUN),
            (position, TYPE, n(DEM.Position)),
            (position, n(DEM.holder), actor),
            (position, n(DEM.stance), n(STANCE["oppose"])),
        ]
    return [ox.Quad(s, p, o, graph) for s, p, o in dict.fromkeys(made)]


def made(number: int, version: int = 0, statements: int = 3) -> Parcel:
    found = quads(number, version, statements)
    assert isinstance(found[0].graph_name, ox.NamedNode)
    return parcel(found[0].graph_name.value, found)


def run_triples() -> list[ox.Triple]:
    return [ox.Triple(RUN, TYPE, n(DEM.ExtractionRun)), ox.Triple(RUN, n(DEM.softwareVersion), ox.Literal("made"))]


def everything(store: Store) -> list[str]:
    """All the store holds, the merge included, as sorted lines."""
    return sorted(map(str, store.inner))  # type: ignore[attr-defined]


def faults(store: Store, known: dict[tuple[str, str], Parcel]) -> Iterator[str]:
    """What is not whole: an article without all its quads, quads without an article, a merge that is none.

    ``known`` maps (document id, digest) to what was put.
    """
    articles = store.articles()
    graphs = store.graphs
    expected = {graphs.catalogue, graphs.runs, graphs.ontology, graphs.derived}
    for article in articles:
        expected.add(article.graph)
        put = known.get((article.doc, article.digest))
        if put is None:
            yield f"{article.doc}: an entry nobody put"
            continue
        held = {str(q) for q in store.quads(article.graph)}
        wanted = {str(q) for q in ox.parse(put.nquads, ox.RdfFormat.N_QUADS)}
        if held != wanted:
            yield f"{article.doc}: {len(held)} quads of {len(wanted)}"
    if len({a.doc for a in articles}) != len(articles):
        yield "a document twice"
    merge = set()
    for quad in store.quads():
        assert isinstance(quad.graph_name, ox.NamedNode)
        if quad.graph_name.value not in expected:
            yield f"a graph without an entry, {quad.graph_name}"
        if quad.graph_name.value != graphs.catalogue:
            merge.add(str(quad.triple))
    inner = store.inner  # type: ignore[attr-defined]
    default = {str(q.triple) for q in inner.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    if default != merge:
        yield f"the merge has {len(default - merge)} too many and {len(merge - default)} too few"
