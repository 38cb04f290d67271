"""Makes stored articles honour a user's decisions on who is who, without their texts.

``owl:sameAs`` needs none: the graph of an article that names an actor by another name is written anew with the name it
goes by. ``owl:differentFrom`` does: which of two is meant stands in the article, so such articles are counted, for the
user to build them again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox
from rdflib.namespace import OWL, PROV, RDF

from kg.store import Store, parcel
from ontology.identifiers import Identifiers
from ontology.identity import actor_name
from ontology.vocabulary import DEM

_TYPE = ox.NamedNode(str(RDF.type))
_REASON = ox.NamedNode(str(DEM.reason))
#: how an actor takes part in a statement
_PARTS = frozenset(str(t) for t in (DEM.speaker, DEM.onBehalfOf, DEM.addressee, DEM.target, DEM.relayedBy))

Pair = tuple[str, str]


def standing(store: Store, verb: str) -> frozenset[Pair]:
    """The decisions of one kind, "sameAs" or "differentFrom", that the store's ontology holds, as pairs of IRIs."""
    rows = store.select(
        f"SELECT ?one ?other WHERE {{ GRAPH <{store.graphs.ontology}> {{ ?one <{OWL[verb]}> ?other }} }}"
    )
    return frozenset((row["one"].value, row["other"].value) for row in rows)


def join(store: Store) -> int:
    """Writes the graphs anew that name an actor by a name it does not go by; how many articles that were."""
    same = dict(sorted(standing(store, "sameAs")))
    graphs = _naming(store, same)
    if not graphs:
        return 0
    described = {q.subject for q in store.quads(store.graphs.ontology) if q.predicate == _TYPE}
    whole = {ox.NamedNode(iri) for iri in same.values()} & described
    places = {_places(store, iri): _places(store, other) for iri, other in same.items()}
    changed = (parcel(graph, _joined(store.quads(graph), same, places, whole, graph)) for graph in graphs)
    return len(store.put_many(changed))


def parted(store: Store, pairs: Collection[Pair], digest: str) -> int:
    """How many articles name one of actors now kept apart, and were read with another ontology than this digest's."""
    values = " ".join(f"<{iri}>" for iri in sorted({iri for pair in pairs for iri in pair}))
    if not values:
        return 0
    rows = store.select(
        f"SELECT (COUNT(DISTINCT ?article) AS ?count) WHERE {{ VALUES ?actor {{ {values} }}"
        f" ?statement ?part ?actor ; <{DEM.inArticle}> ?article ; <{PROV.wasGeneratedBy}> ?run ."
        f' FILTER NOT EXISTS {{ ?run <{DEM.ontologyDigest}> "{digest}" }} }}'
    )
    return int(next(rows)["count"].value)


def _naming(store: Store, same: Mapping[str, str]) -> list[str]:
    """The article graphs in which an actor goes by a name it should not."""
    if not same:
        return []
    values = " ".join(f"<{iri}>" for iri in same)
    rows = store.select(
        f"SELECT DISTINCT ?graph WHERE {{ VALUES ?actor {{ {values} }} GRAPH ?graph {{ ?any ?how ?actor }}"
        f" FILTER(?graph NOT IN (<{store.graphs.ontology}>, <{store.graphs.derived}>, <{store.graphs.catalogue}>)) }}"
    )
    return sorted(row["graph"].value for row in rows)


def _places(store: Store, iri: str) -> str:
    """What the IRIs of an actor's positions begin with."""
    return f"{Identifiers(store.base)._iri('position', actor_name(iri))}/"


def _joined(
    quads: Iterable[ox.Quad], same: Mapping[str, str], places: Mapping[str, str], whole: set[ox.NamedNode], graph: str
) -> Iterator[ox.Quad]:
    """The quads with each actor under the name it goes by.

    ``whole``: actors the ontology describes, of whom an article says nothing more. Statements get a reason.
    """
    name = ox.NamedNode(graph)

    def renamed(term: ox.NamedNode) -> ox.NamedNode:
        iri = term.value
        if iri in same:
            return ox.NamedNode(same[iri])
        if "position/" in iri:
            old = next((p for p in places if iri.startswith(p)), None)
            return term if old is None else ox.NamedNode(places[old] + iri[len(old) :])
        return term

    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.NamedNode):
            if subject.value in same and ox.NamedNode(same[subject.value]) in whole:
                continue
            subject = renamed(subject)
        if isinstance(value, ox.NamedNode):
            if value.value in same and quad.predicate.value in _PARTS:
                said = f"{actor_name(value.value)} goes by {actor_name(same[value.value])}, by decision"
                yield ox.Quad(subject, _REASON, ox.Literal(said), name)
            value = renamed(value)
        yield ox.Quad(subject, quad.predicate, value, name)
