"""The same data as an rdflib Dataset, for those who speak rdflib."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import RDF, SKOS

from ontology.vocabulary import DEM


class _Merged(OxigraphStore):  # type: ignore[misc,unused-ignore]
    """oxrdflib, except that a query's FROM is obeyed (oxrdflib 0.5 names a default graph each time, which overrides it)."""

    def query(
        self, query: Any, initNs: Mapping[str, Any], initBindings: Mapping[str, Any], queryGraph: Any, **kwargs: Any
    ) -> Any:
        if queryGraph == DATASET_DEFAULT_GRAPH_ID:
            queryGraph = None
        return super().query(query, initNs, initBindings, queryGraph, **kwargs)


def dataset_over(inner: ox.Store) -> Dataset:
    """A Dataset over an open Oxigraph store whose default graph already is the merge of its named graphs."""
    dataset = Dataset(store=_Merged(store=inner))
    for prefix, namespace in (("dem", DEM._NS), ("skos", SKOS), ("rdf", RDF)):
        dataset.bind(prefix, namespace, override=True)
    return dataset
