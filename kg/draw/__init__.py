"""Draws a network as one HTML file that opens anywhere, offline, and shows the words behind every line.

pyvis (vis-network) is the engine; the template, the script and the style are ours. Nothing is fetched: scripts and
style stand in the file and a Content Security Policy with their hashes forbids any other. Every word of an article
reaches the page as JSON and is shown by ``textContent``, never as markup. Equal networks give equal bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx

from kg.draw.layout import layout
from kg.files import write
from kg.project import NETWORKS, SYMMETRIC, EdgeStatement
from ontology.knowledge import local_name

#: lines shown at first: with more, a drawing stops being legible before it stops being quick
STRONGEST = 150
#: characters in a row of a label; two rows are drawn, the panel and the tooltip hold it whole
ROW = 24


@dataclass(frozen=True, slots=True)
class LineClass:
    """How one kind of line looks. Colours are Okabe and Ito's, darkened or lightened to 3:1 on the ground; the dash
    pattern tells the kinds apart without colour."""

    id: str
    label: str
    verb: str  #: "China VERB deployment of THAAD"
    plural: str  #: "Republicans PLURAL deployment of THAAD"
    light: str
    dark: str
    dash: tuple[int, ...] = ()
    arrow: bool = False


_SIDE = "the same side as"
CLASSES = (
    LineClass("support", "supports", "supports", "support", "#0072b2", "#56b4e9"),
    LineClass("oppose", "opposes", "opposes", "oppose", "#c94f00", "#ff9a4d", (9, 5)),
    LineClass("neutral", "neutral on", "is neutral on", "are neutral on", "#6b7280", "#a3adbb", (2, 4)),
    LineClass(
        "target", "speaks against", "speaks against", "speak against", "#93397a", "#e39bc8", (10, 4, 2, 4), arrow=True
    ),
    LineClass("addressee", "speaks to", "speaks to", "speak to", "#00704f", "#35c79a", (4, 3), arrow=True),
    LineClass("congruence", f"takes {_SIDE}", f"takes {_SIDE}", f"take {_SIDE}", "#0072b2", "#56b4e9"),
    LineClass("conflict", "is opposed to", "is opposed to", "are opposed to", "#c94f00", "#ff9a4d", (9, 5)),
)
#: for stances a user's ontology adds, in order of appearance
SPARE = (("#806600", "#f0e442", (12, 3, 3, 3)), ("#4b3f9e", "#aaa2f5", (6, 2)), ("#444444", "#d0d0d0", (1, 3)))
#: kind of node -> its name in the legend and its shape in vis-network
KINDS = {
    "state": ("state", "hexagon"),
    "organization": ("organisation", "square"),
    "person": ("person", "dot"),
    "unnamed": ("unnamed source", "dot"),
    "actor": ("other actor", "triangle"),
    "topic": ("topic", "diamond"),
    "system": ("system", "star"),
}
#: one wording wherever lines of the class "target" are explained
_AGAINST = "lead from actors to those they speak against: criticise, warn or blame."
EXPLANATIONS = {
    "overview": f"Lines join actors to the topics they take a side on; arrows {_AGAINST}",
    "positions": "Lines join actors to the topics they take a side on.",
    "targets": f"Arrows {_AGAINST}",
    "addressees": "Arrows lead from actors to those they speak to.",
    "congruence": "Lines join actors who take the same side on at least one topic.",
    "conflict": "Lines join actors who stand on opposed sides of at least one topic.",
}
#: the parts of the page's script in the order in which they run, all in one function
PARTS = (
    "data", "look", "filters", "picture", "routes", "labels", "panel", "search", "table", "export", "keyboard", "start",
)  # fmt: skip
OPTIONS: dict[str, Any] = {
    "autoResize": True,
    # what makes pyvis as it comes freeze: physics, and a hidden physics node for each curved line
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "selectionWidth": 1, "hoverWidth": 0.5, "arrowStrikethrough": False},
    "nodes": {"borderWidth": 2, "borderWidthSelected": 3},
    "interaction": {
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "hover": True,
        "keyboard": False,
        "multiselect": False,
        "navigationButtons": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 1000000,
    },
}


def write_html(
    graph: nx.MultiDiGraph,
    path: Path | str,
    *,
    title: str | None = None,
    explanation: str | None = None,
    strongest: int = STRONGEST,
) -> Path:
    """Writes the interactive graph to ``path`` (made by ``kg.network``) and gives the path; see ``html``.

    Raises InputError where the file cannot be written, and leaves what was there.
    """
    write(path, html(graph, title=title, explanation=explanation, strongest=strongest))
    return Path(path)


def html(
    graph: nx.MultiDiGraph, *, title: str | None = None, explanation: str | None = None, strongest: int = STRONGEST
) -> str:
    """The page as text. ``strongest`` is how many lines it opens on; the rest is one click away."""
    # pyvis pulls in IPython: only who draws waits for it
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from pyvis import __file__ as pyvis_file
    from pyvis.network import Network

    name = str(graph.graph.get("name", ""))
    page = _page(graph, strongest)
    net = Network(directed=True, cdn_resources="in_line")
    for node in page.nodes:
        net.add_node(**node)
    for line in page.lines:
        net.add_edge(line["from"], line["to"], **{k: v for k, v in line.items() if k not in ("from", "to")})
    net.options = OPTIONS  # set_options parses a string; a dict is what it makes of it

    here = files("kg.draw")
    parts = [(here / "explorer" / f"{part}.js").read_text(encoding="utf-8") for part in PARTS]
    script = '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"
    style = (here / "explorer.css").read_text(encoding="utf-8")
    engine = (Path(pyvis_file).parent / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; script-src {_hash(engine)} {_hash(script)}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    environment = Environment(
        loader=FileSystemLoader(str(here)), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False, "separators": (",", ":")}
    environment.globals.update(
        title=title or str(graph.graph.get("title") or NETWORKS.get(name) or "Network of statements"),
        explanation=explanation or EXPLANATIONS.get(name, "Lines join actors and topics; click one to read the words."),
        policy=policy,
        engine=engine,
        script=script,
        style=style,
        page=page.data,
    )
    net.templateEnv = environment
    net.path = "template.html.j2"
    return str(net.generate_html())


def _hash(text: str) -> str:
    if "\r" in text or "</script" in text.lower() or "</style" in text.lower():
        raise ValueError("an inline script or style must not hold a carriage return or its own end tag")
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@dataclass(frozen=True, slots=True)
class _Page:
    nodes: list[dict[str, Any]]  #: arguments of pyvis add_node
    lines: list[dict[str, Any]]  #: arguments of pyvis add_edge
    data: dict[str, Any]  #: what explorer/data.js reads


@dataclass(slots=True)
class _Line:
    """What is drawn as one line: the edges of one class between one pair."""

    source: str
    end: str
    kind: str
    weight: float = 0
    normalised: float | None = None
    topics: tuple[tuple[str, str], ...] = ()  #: IRI and label
    contrary: tuple[str, ...] = ()  #: labels of topics on which the two meet in the other way too
    statements: dict[str, EdgeStatement] | None = None


def _page(graph: nx.MultiDiGraph, strongest: int) -> _Page:
    lines = _merged(graph)
    lines.sort(key=lambda x: (-x.weight, x.source, x.end, x.kind))
    order = {node: i for i, node in enumerate(sorted(graph.nodes))}
    classes = _classes(lines)
    strength: dict[str, float] = defaultdict(float)
    for line in lines:
        strength[line.source] += line.weight
        strength[line.end] += line.weight
    labels = {node: str(graph.nodes[node].get("label", node)) for node in order}
    short = {node: cut(label) for node, label in labels.items()}
    # area, not radius, grows with the number of statements
    radius = {node: round(8 + 2.2 * min(strength[node], 120) ** 0.5, 1) for node in order}
    places = layout(
        {node: short[node] for node in order},
        radius,
        [(x.source, x.end, x.weight) for x in lines if x.source != x.end],
        strongest,
    )
    nodes = []
    for node, number in order.items():
        kind = str(graph.nodes[node].get("kind", "actor"))
        x, y = places[node]
        shape = KINDS.get(kind, KINDS["actor"])[1]
        look = {"label": short[node] or str(number), "shape": shape, "size": radius[node], "x": x, "y": y}
        nodes.append({"n_id": number, **look})
    drawn, facts, seen = [], [], _Seen(graph.graph.get("names") or {})
    bends = _bends(lines)
    for number, line in enumerate(lines):
        stroke: dict[str, Any] = {"id": number, "from": order[line.source], "to": order[line.end]}
        chosen = classes[line.kind]
        stroke["arrows"] = {"to": {"enabled": chosen.arrow, "scaleFactor": 0.6}}
        drawn.append(stroke)
        fact: dict[str, Any] = {
            "class": line.kind,
            "bend": bends[number],
            "statements": [seen.statement(s) for s in (line.statements or {}).values()],
        }
        if line.topics:
            fact["topics"] = [seen.name(topic) for topic in line.topics]
            fact["normalised"] = line.normalised
        if line.contrary:
            fact["contrary"] = list(line.contrary)
        facts.append(fact)
    met = [seen.node(node, labels[node], str(graph.nodes[node].get("kind", "actor"))) for node in order]
    data = {
        "network": str(graph.graph.get("name", "")),
        "strongest": strongest,
        "counts": _counted(graph, lines),
        "total": graph.graph.get("statements"),
        "nodes": met,
        "lines": facts,
        "statements": seen.statements,
        "names": seen.known(),
        "articles": seen.articles,
        "outlets": _outlets(seen.articles),
        "classes": [
            {
                "id": c.id, "label": c.label, "verb": c.verb, "plural": c.plural, "light": c.light, "dark": c.dark,
                "dash": list(c.dash), "arrow": c.arrow,
            }
            for c in classes.values()
        ],
        "kinds": [{"id": k, "label": label, "shape": shape} for k, (label, shape) in KINDS.items()],
        "filters": {k: str(v) for k, v in dict(graph.graph.get("filters") or {}).items()},
    }  # fmt: skip
    return _Page(nodes, drawn, data)


def cut(label: str) -> str:
    """A label for the drawing: at most two lines of ``ROW`` characters, broken at words, cut where it is longer.

    >>> cut("deployment of the Terminal High Altitude Area Defense system")
    'deployment of the\\nTerminal High Altitude…'
    """
    plain = " ".join(label.split())
    if len(plain) <= ROW:
        return plain
    spaces = [i for i, c in enumerate(plain) if c == " "]
    fits = [i for i in spaces if i <= ROW]
    if not fits:
        return plain[: ROW - 1] + "…"
    # even rows where both fit, else as much as the first row takes
    even = [i for i in fits if len(plain) - i - 1 <= ROW]
    at = min(even, key=lambda i: abs(2 * i - len(plain))) if even else fits[-1]
    first, rest = plain[:at], plain[at + 1 :]
    if len(rest) > ROW:
        head = rest[: ROW - 1]
        end = head.rfind(" ")
        rest = (head[:end] if end > ROW // 2 and rest[ROW - 1] != " " else head).rstrip(" ,;:.") + "…"
    return f"{first}\n{rest}"


def _merged(graph: nx.MultiDiGraph) -> list[_Line]:
    """Edges that differ in speech act only are one line; the panel tells the acts apart."""
    lines: dict[tuple[str, str, str], _Line] = {}
    for u, v, _key, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3]):
        relation = str(data.get("relation", ""))
        kind = str(data.get("stance") or relation or "related")
        line = lines.setdefault((u, v, kind), _Line(u, v, kind, statements={}))
        line.weight += data.get("weight", 1)
        line.normalised = data.get("normalised")
        line.topics = tuple(zip(data.get("topic_ids", ()), data.get("topics", ()), strict=True))
        line.contrary = tuple(data.get("contrary", ()))
        for statement in data.get("statements", ()):
            if line.statements is not None:
                line.statements[statement.iri] = statement
    return list(lines.values())


def counted(graph: nx.MultiDiGraph) -> str:
    """How much there is to see, as the page counts it: edges that differ in speech act only are one line."""
    lines = _merged(graph)
    statements = {iri for line in lines for iri in line.statements or ()}
    some = ((len(lines), "line"), (len(graph), "node"), (len(statements), "statement"))
    line, node, statement = (f"{n} {word}{'' if n == 1 else 's'}" for n, word in some)
    return f"{line} between {node}, {statement}"


def _counted(graph: nx.MultiDiGraph, lines: Sequence[_Line]) -> str:
    """What the page counts on a line: "topics", "sayings" or "statements"."""
    if graph.graph.get("by") == "saying":
        return "sayings"
    return "topics" if lines and all(x.kind in SYMMETRIC for x in lines) else "statements"


def _classes(lines: Iterable[_Line]) -> dict[str, LineClass]:
    """The classes that occur, ours first; what we do not know takes a spare look."""
    present = {line.kind for line in lines}
    found = {c.id: c for c in CLASSES if c.id in present}
    for number, kind in enumerate(sorted(present - set(found))):
        light, dark, dash = SPARE[number % len(SPARE)]
        found[kind] = LineClass(kind, kind, kind, kind, light, dark, dash)
    return found


def _bends(lines: list[_Line]) -> list[float]:
    """How much each line is bent: 0 but for lines between one pair, which else hid one another."""
    between: dict[frozenset[str], list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        between[frozenset((line.source, line.end))].append(number)
    bends = [0.0] * len(lines)
    for numbers in between.values():
        first = lines[numbers[0]].source
        for place, number in enumerate(numbers):
            offset = place - (len(numbers) - 1) / 2
            # a line drawn the other way bends to its own other side
            bends[number] = round(0.22 * offset * (1 if lines[number].source == first else -1), 3)
    return bends


def _outlets(articles: list[dict[str, Any]]) -> list[str]:
    """The outlets, once each however they are spelled ("THE POST", "Post"); ``paper`` of an article is its place here.

    The spelling met most often stands for all, but capitals only where there is no other.
    """
    spelled: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        if "outlet" in article:
            spelled[_paper(article["outlet"])].append(article["outlet"])
    papers = sorted(spelled)
    for article in articles:
        if "outlet" in article:
            article["paper"] = papers.index(_paper(article["outlet"]))
    return [min(spelled[p], key=lambda name: (name.isupper(), -spelled[p].count(name), name)) for p in papers]


def _paper(outlet: str) -> str:
    return " ".join(outlet.casefold().split()).removeprefix("the ")


def _headline(s: EdgeStatement) -> bool:
    """Whether the sentence of a statement is the article's title or a part of it."""
    sentence = "".join(text for _, text in s.context).strip("… ")
    return bool(s.title and sentence) and " ".join(sentence.split()) in " ".join(str(s.title).split())


class _Seen:
    """Tables of what many statements share, so that the page names an article or actor once."""

    def __init__(self, told: Mapping[str, Mapping[str, Any]]) -> None:
        self.told = told  #: IRI -> kind, aliases, acts_for, broader; see ``kg.network``
        self.names: list[dict[str, Any]] = []
        self.articles: list[dict[str, Any]] = []
        self.statements: list[dict[str, Any]] = []
        self._name: dict[str, int] = {}
        self._article: dict[str, int] = {}
        self._statement: dict[str, int] = {}
        self._saying: dict[str, int] = {}

    def name(self, pair: tuple[str, str]) -> int:
        if pair[0] not in self._name:
            self._name[pair[0]] = len(self.names)
            self.names.append({"iri": pair[0], "label": pair[1]})
        return self._name[pair[0]]

    def node(self, iri: str, label: str, kind: str) -> dict[str, Any]:
        return {"iri": iri, "label": label, "kind": kind, "name": self.name((iri, label))}

    def known(self) -> list[dict[str, Any]]:
        """The names with what is known of each; those for whom they act and broader topics join the table."""
        for entry in self.names:  # grows while it is read
            told = self.told.get(entry["iri"], {})
            entry |= {k: told[k] for k in ("kind", "aliases") if k in told}
            if "acts_for" in told:
                entry["for"] = self._of(told["acts_for"])
            if told.get("broader"):
                entry["broader"] = [self._of(iri) for iri in told["broader"]]
        return self.names

    def _of(self, iri: str) -> int:
        return self.name((iri, self.told[iri]["label"]) if iri in self.told else (iri, local_name(iri)))

    def article(self, s: EdgeStatement) -> int:
        if s.article not in self._article:
            self._article[s.article] = len(self.articles)
            known = {"iri": s.article, "doc": s.doc, "title": s.title, "outlet": s.outlet, "url": s.url}
            known["published"] = s.published
            self.articles.append({k: v for k, v in known.items() if v})
        return self._article[s.article]

    def statement(self, s: EdgeStatement) -> int:
        if s.iri not in self._statement:
            self._statement[s.iri] = len(self.statements)
            item: dict[str, Any] = {"iri": s.iri, "words": s.words, "act": s.act, "article": self.article(s)}
            item["spans"] = [list(span) for span in s.spans]
            if s.context:
                item["context"] = [list(part) for part in s.context]
            for key, pairs in (
                ("speakers", s.speakers),
                ("for", s.on_behalf_of),
                ("to", s.addressees),
                ("against", s.targets),
                ("relayed", s.relayed_by),
                ("about", s.about),
            ):
                if pairs:
                    item[key] = [self.name(p) for p in pairs]
            if s.stances:
                item["stances"] = [[self.name((iri, label)), stance] for iri, label, stance in s.stances]
            more = {
                "date": s.date, "basis": s.date_basis, "dated": s.date_words, "form": s.form,
                "confidence": s.confidence, "headline": _headline(s) or None,
            }  # fmt: skip
            item |= {k: v for k, v in more.items() if v is not None}
            if s.saying:
                item["saying"] = self._saying.setdefault(s.saying, len(self._saying))
            self.statements.append(item)
        return self._statement[s.iri]


__all__ = ["STRONGEST", "counted", "html", "write_html"]
