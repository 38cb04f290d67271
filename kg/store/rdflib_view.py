"""The same data as an rdflib Dataset, for those who speak rdflib."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from oxrdflib._converter import from_ox, from_ox_graph_name, to_ox_quad_pattern
from rdflib import Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import SKOS

from kg.errors import StoreError
from ontology.vocabulary import DEM, OA, SCHEMA


class _Merged(OxigraphStore):
    """An Oxigraph store whose default graph is the merge of the others, shown as rdflib's ``default_union`` means it.

    The union is read from the merge, so a triple of ten graphs comes once, with its ten graphs as contexts; the default
    graph itself is shown empty. A query's FROM is obeyed (oxrdflib 0.5 names a default graph each time, which overrides
    it). Reading only: what is written past the store's own methods would not reach the merge or the catalogue.
    """

    def triples(self, triple_pattern: Any, context: Graph | None = None) -> Iterator[Any]:
        if context is not None:
            if context.identifier != DATASET_DEFAULT_GRAPH_ID:
                yield from super().triples(triple_pattern, context)
            return
        try:
            subject, predicate, object_, _ = to_ox_quad_pattern(triple_pattern, None)
        except (TypeError, ValueError):  # a pattern RDF does not allow, such as a literal subject: matches nothing
            return
        for quad in self._inner.quads_for_pattern(subject, predicate, object_, ox.DefaultGraph()):
            triple = (from_ox(quad.subject), from_ox(quad.predicate), from_ox(quad.object))
            yield triple, self._graphs_of(quad)

    def _graphs_of(self, quad: ox.Quad) -> Iterator[Graph | None]:
        for other in self._inner.quads_for_pattern(quad.subject, quad.predicate, quad.object, None):
            if not isinstance(other.graph_name, ox.DefaultGraph):
                yield from_ox_graph_name(other.graph_name, self)

    def __len__(self, context: Graph | None = None) -> int:
        if context is None:
            rows = self._inner.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
            assert isinstance(rows, ox.QuerySolutions)
            return int(next(rows)["n"].value)
        return 0 if context.identifier == DATASET_DEFAULT_GRAPH_ID else super().__len__(context)

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Any],
        queryGraph: Any,
        **kwargs: object,
    ) -> Any:
        if queryGraph in ("__UNION__", DATASET_DEFAULT_GRAPH_ID):
            queryGraph = None
        return super().query(query, initNs, initBindings, queryGraph, **kwargs)

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise StoreError(
            "this Dataset is for reading; write with kg build, kg forget or Store.put, or copy its quads elsewhere"
        )

    add = addN = remove = update = remove_graph = _refuse

    def add_graph(self, graph: Graph) -> None:
        """Nothing: rdflib calls it from ``Dataset.graph(iri)``, by which a reader looks at one graph."""


def dataset_over(inner: ox.Store) -> Dataset:
    """A Dataset over an open Oxigraph store whose default graph already is the merge of its named graphs."""
    dataset = Dataset(store=_Merged(store=inner), default_union=True)
    for prefix, namespace in (("dem", DEM._NS), ("skos", SKOS), ("oa", OA), ("schema", SCHEMA)):
        dataset.bind(prefix, namespace, override=True)
    return dataset
