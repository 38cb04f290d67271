"""What a store's statements make together, for its graph of derived triples: sayings of several reports, and shortcuts.

It is made anew after every change, from all statements in an order of their own, so that neither the order in which
articles came nor what was forgotten shows in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox
from rdflib.namespace import RDF

from extract.interpret.occasion import Report, sayings, stems
from kg.query import derive
from kg.store import Store
from ontology.identifiers import Identifiers
from ontology.vocabulary import DEM, FORM

_STATEMENTS = f"""
SELECT ?statement ?doc ?order ?words ?day ?form ?repeats ?inside WHERE {{
  ?statement <{DEM.inArticle}> ?article ; <{DEM.content}> ?words ; <{DEM.order}> ?order .
  ?article <{DEM.documentId}> ?doc .
  OPTIONAL {{ ?statement <{DEM.saidOn}> ?day }}
  OPTIONAL {{ ?statement <{DEM.quotationForm}> ?form }}
  OPTIONAL {{ ?statement <{DEM.repeats}> ?repeats }}
  OPTIONAL {{ ?statement <{DEM.reportedIn}> ?inside }}
}}"""
_VOICES = f"""
SELECT ?statement ?who ?speaks WHERE {{
  {{ ?statement <{DEM.speaker}> ?who BIND(true AS ?speaks) }} UNION {{ ?statement <{DEM.onBehalfOf}> ?who }}
}}"""


def derived(store: Store) -> list[ox.Triple]:
    """All triples of the graph of derived ones, in a fixed order."""
    return sorted({*derive(store), *_sayings(store)}, key=str)


def _sayings(store: Store) -> Iterator[ox.Triple]:
    people = {row["person"].value for row in store.select(f"SELECT ?person WHERE {{ ?person a <{DEM.Person}> }}")}
    who: dict[str, set[str]] = defaultdict(set)
    persons: dict[str, set[str]] = defaultdict(set)
    for row in store.select(_VOICES):
        statement, actor = row["statement"].value, row["who"].value
        who[statement].add(actor)
        if row["speaks"] is not None and actor in people:
            persons[statement].add(actor)
    rows = sorted(
        store.select(_STATEMENTS), key=lambda r: (r["doc"].value, int(r["order"].value), r["statement"].value)
    )
    place = {row["statement"].value: i for i, row in enumerate(rows)}
    direct = str(FORM.direct)
    reports = [
        Report(
            who=frozenset(who[row["statement"].value]),
            people=frozenset(persons[row["statement"].value]),
            day=row["day"].value if row["day"] else None,
            stems=stems(row["words"].value),
            quoted=row["form"] is not None and row["form"].value == direct,
            article=row["doc"].value,
            name=row["statement"].value,
            inside=row["inside"].value if row["inside"] else None,
        )
        for row in rows
    ]
    repeats = [
        (place[row["repeats"].value], i)
        for i, row in enumerate(rows)
        if row["repeats"] is not None and row["repeats"].value in place
    ]
    ids = Identifiers(store.base)
    for group in sayings(reports, repeats):
        if len(group) > 1:
            saying = ox.NamedNode(ids.saying(reports[group[0]].name.rpartition("statement/")[2]))
            yield ox.Triple(saying, ox.NamedNode(str(RDF.type)), ox.NamedNode(str(DEM.Saying)))
            for i in group:
                yield ox.Triple(ox.NamedNode(reports[i].name), ox.NamedNode(str(DEM.saying)), saying)
