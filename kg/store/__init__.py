"""Keeps graphs durably: one named graph per article, added once, replaced whole, forgotten without a trace.

Two places to keep them, one interface: a folder (``embedded``, the default) and a SPARQL 1.1 endpoint given by its
URL (``endpoint``). In both, a plain ``SELECT`` sees the union of all articles, the ontology, the runs and the derived
shortcuts as one RDF merge: a triple that ten articles repeat is one triple. Oxigraph's own union option would return
it ten times (measured in 0.5.13) and so miscount and multiply joins; the default graph therefore holds the merge.
"""

from __future__ import annotations

from pathlib import Path

from kg.store.contract import Article, Change, Graphs, Parcel, Store, parcel

__all__ = ["Article", "Change", "Graphs", "Parcel", "Store", "open_store", "parcel"]


def open_store(
    location: str | Path = "store", *, create: bool = False, read_only: bool = False, base: str | None = None
) -> Store:
    """The store at a folder or at the URL of a SPARQL 1.1 endpoint; use it as a context manager or ``close`` it.

    ``create`` makes an empty store where there is none; ``read_only`` lets several readers in beside one writer;
    ``base`` is the base IRI of the identifiers, remembered by a store once it is made.

    Raises StoreMissing, NotAStore (a folder with other things in it is never touched), StoreLocked, StoreError.
    """
    if str(location).startswith(("http://", "https://")):
        from kg.store.endpoint import EndpointStore

        return EndpointStore.open(str(location), create=create, read_only=read_only, base=base)
    from kg.store.embedded import EmbeddedStore

    return EmbeddedStore.open(Path(location), create=create, read_only=read_only, base=base)
