"""Writes a network as a file that Gephi, visone, NetworkX and R open with all attributes.

GraphML and GEXF know only strings, numbers and truth values, so statements become texts: the IRIs of an edge's
statements in ``statements`` (separated by spaces, which no IRI holds) and their words, speakers, dates, titles and
addresses, in the same order, in columns of their own (separated by `` | ``). JSON keeps the records whole.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import tostring

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from kg.errors import InputError
from kg.files import write
from kg.project import EdgeStatement

FORMATS = ("graphml", "gexf", "json", "csv")
SEPARATOR = " | "
#: what XML 1.0 section 2.2 does not allow in a document, lone surrogates included
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: an XML reader turns these into line feeds (XML 1.0 section 2.11): what is read would not be what was written
_BREAKS = re.compile("\r\n?")


class ExportError(InputError):
    """A format that is not known."""


def network_text(graph: nx.MultiDiGraph, format: str) -> str:
    """The network as text in ``format``: graphml, gexf, json (node-link) or csv (edge list); equal graphs, equal text.

    Networks whose edges have no direction (congruence, conflict) are written as undirected graphs. Control characters
    that XML forbids become U+FFFD. Raises ExportError for another format.
    """
    makers: dict[str, Callable[[nx.MultiDiGraph], str]] = {
        "graphml": _graphml,
        "gexf": _gexf,
        "json": _json,
        "csv": edges_csv,
    }
    if format not in makers:
        raise ExportError(f"format {format!r} is not known; use one of {', '.join(FORMATS)}")
    return makers[format](graph)


def write_network(graph: nx.MultiDiGraph, format: str, path: Path | str) -> tuple[Path, ...]:
    """Writes the network to ``path`` (UTF-8, line feeds) and gives the files written.

    CSV is two tables: ``NAME.csv`` holds the edges, ``NAME-nodes.csv`` beside it the nodes. Raises InputError where a
    file cannot be written, and leaves what was there.
    """
    path = Path(path)
    texts = {path: network_text(graph, format)}
    if format == "csv":
        texts[path.with_name(f"{path.stem}-nodes{path.suffix}")] = nodes_csv(graph)
    for file, text in texts.items():
        write(file, text)
    return tuple(texts)


def flat(graph: nx.MultiDiGraph) -> nx.MultiDiGraph | nx.MultiGraph:
    """The network with attributes of plain type only: text, whole number, number, truth value.

    Unknown values are left out, never written as "None". Edge keys are kept; a MultiGraph where no edge has direction.
    """
    directed = graph.number_of_edges() == 0 or any(d.get("directed", True) for *_, d in graph.edges(data=True))
    plain: nx.MultiDiGraph | nx.MultiGraph = nx.MultiDiGraph() if directed else nx.MultiGraph()
    name = graph.graph.get("name")
    if name:
        plain.graph["name"] = str(name)
    for node, data in sorted(graph.nodes(data=True)):
        plain.add_node(node, **_flat_items(data))
    for u, v, key, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3]):
        rest = {k: x for k, x in data.items() if k not in ("statements", "directed")}
        plain.add_edge(u, v, key=key, **_flat_items(rest), **_flat_statements(data.get("statements", ())))
    return plain


def _flat_items(data: dict[str, Any]) -> dict[str, Any]:
    return {k: _flat(v) for k, v in data.items() if v is not None}


def _flat(value: Any) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple | list):
        return SEPARATOR.join(str(_flat(v)) for v in value)
    return _text(str(value))


def _text(value: str) -> str:
    return _NOT_XML.sub("\ufffd", _BREAKS.sub("\n", value))


def _flat_statements(statements: Iterable[EdgeStatement]) -> dict[str, str]:
    found = list(statements)
    columns: dict[str, Callable[[EdgeStatement], str | None]] = {
        "words": lambda s: s.words,
        "speakers": lambda s: "; ".join(label for _, label in s.speakers),
        "dates": lambda s: s.date,
        "acts": lambda s: s.act,
        "titles": lambda s: s.title,
        "outlets": lambda s: s.outlet,
        "urls": lambda s: s.url,
    }
    if not found:
        return {}
    # an empty place stays, so that the nth word belongs to the nth speaker and date
    joined = {name: SEPARATOR.join(_text(get(s) or "") for s in found) for name, get in columns.items()}
    return {"statements": " ".join(s.iri for s in found), **{k: v for k, v in joined.items() if v.strip(" |")}}


def _graphml(graph: nx.MultiDiGraph) -> str:
    # not nx.write_graphml: where lxml is installed it takes another writer, with other bytes
    writer = GraphMLWriter(prettyprint=True, named_key_ids=True, edge_id_from_attribute=None)
    writer.add_graph_element(_keyed(flat(graph)))
    return "<?xml version='1.0' encoding='utf-8'?>\n" + str(writer) + "\n"


def _keyed(plain: nx.MultiDiGraph | nx.MultiGraph) -> nx.MultiDiGraph | nx.MultiGraph:
    """The edges numbered e0, e1, …, for an edge's identifier must be unique in the file; its key becomes ``kind``."""
    numbered = plain.__class__()
    numbered.graph.update(plain.graph)
    numbered.add_nodes_from(plain.nodes(data=True))
    for number, (u, v, key, data) in enumerate(plain.edges(keys=True, data=True)):
        numbered.add_edge(u, v, key=f"e{number}", **{"kind": str(key), **data})
    return numbered


def _gexf(graph: nx.MultiDiGraph) -> str:
    plain = flat(graph)
    for number, (_, _, key, data) in enumerate(plain.edges(keys=True, data=True)):
        data["id"] = f"e{number}"
        data["kind"] = str(key)
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(plain)
    for meta in writer.xml.iter():
        meta.attrib.pop("lastmodifieddate", None)  # a clock in the file would make equal graphs unequal
        if meta.tag.endswith("creator"):
            meta.text = "Demarche"
    writer.indent(writer.xml)
    return "<?xml version='1.0' encoding='utf-8'?>\n" + tostring(writer.xml, encoding="unicode").strip() + "\n"


def _json(graph: nx.MultiDiGraph) -> str:
    """Node-link JSON, as ``networkx.node_link_graph(data, edges="edges")`` reads it; statements are whole records."""
    directed = graph.number_of_edges() == 0 or any(d.get("directed", True) for *_, d in graph.edges(data=True))
    about = {k: v for k, v in graph.graph.items() if k != "names" and v not in (None, {}, "")}
    data = {
        "directed": directed,
        "multigraph": True,
        "graph": about,
        "nodes": [{"id": node, **_known(data)} for node, data in sorted(graph.nodes(data=True))],
        "edges": [
            {
                "source": u,
                "target": v,
                "key": key,
                **_known({k: x for k, x in data.items() if k != "statements"}),
                "statements": [s.as_dict() for s in data.get("statements", ())],
            }
            for u, v, key, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3])
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n"


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in data.items() if v is not None}


def edges_csv(graph: nx.MultiDiGraph) -> str:
    """The edge list: Source, Target, Type, Id, Label, Weight as Gephi names them, then every other attribute."""
    plain = flat(graph)
    labels = {node: data.get("label", node) for node, data in plain.nodes(data=True)}
    kind = "Directed" if plain.is_directed() else "Undirected"
    rows = []
    for number, (u, v, key, data) in enumerate(plain.edges(keys=True, data=True)):
        rest = dict(data)
        head = {"Source": u, "Target": v, "Type": kind, "Id": f"e{number}"}
        head |= {"Label": rest.pop("label", key), "Weight": rest.pop("weight", 1)}
        rows.append({**head, "source_label": labels[u], "target_label": labels[v], "kind": key, **rest})
    return _table(("Source", "Target", "Type", "Id", "Label", "Weight", "source_label", "target_label", "kind"), rows)


def nodes_csv(graph: nx.MultiDiGraph) -> str:
    """The node list: Id, Label, then every other attribute."""
    rows = []
    for node, data in flat(graph).nodes(data=True):
        rest = dict(data)
        rows.append({"Id": node, "Label": rest.pop("label", node), **rest})
    return _table(("Id", "Label", "kind"), rows)


def _table(first: tuple[str, ...], rows: list[dict[str, Any]]) -> str:
    columns = list(dict.fromkeys((*first, *sorted({k for row in rows for k in row}))))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
