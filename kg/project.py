"""Projects a dataset of statements onto networks: who takes which side, who speaks against whom, who stands with whom.

Networks (discourse network analysis; Leifeld 2017, "Discourse Network Analysis: Policy Debates as Dynamic Networks",
in: The Oxford Handbook of Political Networks):

``positions``   actor -> topic, one edge per stance: signed, counted
``targets``     actor -> actor it speaks against, one edge per speech act
``addressees``  actor -> actor it speaks to, one edge per speech act
``congruence``  actor - actor who take the same side (not: neutral) on at least one topic
``conflict``    actor - actor who stand on opposed sides of at least one topic
``overview``    ``positions`` and ``targets`` together

The actor is who is spoken for, else who speaks: the same rule that decides who holds a position.
Every edge carries the statements behind it, so every number can be traced to exact words.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from itertools import combinations
from typing import Any

import networkx as nx

from kg.context import around, joined
from kg.dates import whole_date
from kg.errors import InputError
from ontology.knowledge import local_name
from ontology.vocabulary import DEM
from queries import HERE

NETWORKS: dict[str, str] = {
    "overview": "Positions of actors on topics, and who speaks against whom",
    "positions": "Positions of actors on topics",
    "targets": "Who speaks against whom",
    "addressees": "Who speaks to whom",
    "congruence": "Actors who take the same side",
    "conflict": "Actors who stand on opposed sides",
}
SYMMETRIC = frozenset({"congruence", "conflict"})
#: what an edge's weight counts; the first is the default of the network
MEASURES: dict[str, tuple[str, ...]] = {
    name: ("topic", "mention", "saying", "article") if name in SYMMETRIC else ("mention", "saying", "article")
    for name in NETWORKS
}
#: measure -> what of a link it counts
COUNTED = {"mention": "statement", "saying": "saying", "article": "article"}
SIGNS = {"support": 1, "oppose": -1}  #: every other stance has sign 0
STANCES = ("support", "oppose", "neutral")
#: kinds of node, most telling first: an actor may carry several classes
KINDS = (
    (str(DEM.State), "state"),
    (str(DEM.Organization), "organization"),
    (str(DEM.Person), "person"),
    (str(DEM.UnnamedSource), "unnamed"),
    (str(DEM.Topic), "topic"),
    (str(DEM.System), "system"),
    (str(DEM.Actor), "actor"),
)
ACTORS = ("actor", "state", "organization", "person", "unnamed")
#: IRIs per narrowed query: measured on Oxigraph and rdflib, larger lists gain nothing and some endpoints refuse them
BATCH = 500
QUERIES = HERE / "projections"

Row = dict[str, str]


class ProjectionError(InputError):
    """A network or filter that cannot be had: says which, what was given and what is allowed."""


@dataclass(frozen=True, slots=True)
class EdgeStatement:
    """A statement behind an edge, with all that is needed to cite it.

    ``words`` are the content as printed; ``spans`` their ``[start, end)`` code points in the article's text. Actors
    are pairs (IRI, label). Dates are ISO; ``None`` where the text leaves it open.
    """

    iri: str
    words: str
    act: str
    article: str
    doc: str
    spans: tuple[tuple[int, int], ...] = ()
    speakers: tuple[tuple[str, str], ...] = ()
    on_behalf_of: tuple[tuple[str, str], ...] = ()
    addressees: tuple[tuple[str, str], ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    relayed_by: tuple[tuple[str, str], ...] = ()
    stances: tuple[tuple[str, str, str], ...] = ()  #: (IRI of the topic, its label, stance)
    about: tuple[tuple[str, str], ...] = ()  #: topics and systems, those with a stance included
    date: str | None = None
    date_basis: str | None = None
    form: str | None = None
    confidence: float | None = None
    source: str | None = None  #: the words that name the source
    cue: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    date_words: str | None = None  #: the words that tell the date
    context: tuple[tuple[str, str], ...] = ()  #: the sentence it stands in: (role, text), see kg.context
    saying: str | None = None  #: IRI of the saying that it reports, where other statements report it too

    def as_dict(self) -> dict[str, Any]:
        """Plain lists, strings and numbers, ready for JSON; fields that are unknown are left out."""
        found = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: _plain(value) for name, value in found.items() if value not in (None, ())}


def _plain(value: Any) -> Any:
    return [_plain(v) for v in value] if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class Filters:
    """Which statements count, and which edges are kept. Build it with ``Filters.checked``; see ``network``."""

    since: str | None = None
    until: str | None = None
    topic: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    min_confidence: float = 0
    min_weight: float = 0
    top: int | None = None
    by: str | None = None

    @classmethod
    def checked(cls, name: str, **given: Any) -> Filters:
        """The filters with dates completed and values split; raises ProjectionError naming the filter at fault."""
        names = [f.name for f in fields(cls)]
        for key in given:
            if key not in names:
                raise ProjectionError(f"filter {key!r} is not known; use one of {', '.join(names)}")
        values: dict[str, Any] = {k: v for k, v in given.items() if v is not None and v != () and v != ""}
        for key in ("topic", "actor", "stance", "act", "outlet"):
            if key in values:
                values[key] = _several(values[key], split=key != "outlet")
        for key, last in (("since", False), ("until", True)):
            if key in values:
                try:
                    values[key] = whole_date(values[key], last=last)
                except ValueError as error:
                    raise ProjectionError(f"filter {key}: {error}") from None
        if "since" in values and "until" in values and values["since"] > values["until"]:
            raise ProjectionError(f"filter since: {values['since']} is later than until: {values['until']}")
        if "min_confidence" in values:
            values["min_confidence"] = _number("min_confidence", values["min_confidence"], float, 0, 1)
        if "min_weight" in values:
            values["min_weight"] = _number("min_weight", values["min_weight"], float, 0)
        if "top" in values:
            values["top"] = _number("top", values["top"], int, 1)
        if "by" in values and values["by"] not in MEASURES[name]:
            possible = ", ".join(MEASURES[name])
            raise ProjectionError(f"filter by: {values['by']!r} is not possible for {name}; use one of {possible}")
        return cls(**values)

    def stated(self) -> dict[str, str]:
        """The filters that were set, as text."""
        found = {f.name: getattr(self, f.name) for f in fields(self)}
        return {k: ", ".join(v) if isinstance(v, tuple) else str(v) for k, v in found.items() if v not in (None, (), 0)}


def _several(value: str | Sequence[str], *, split: bool) -> tuple[str, ...]:
    items = [value] if isinstance(value, str) else list(value)
    parts = [p.strip() for item in items for p in (str(item).split(",") if split else [str(item)])]
    return tuple(dict.fromkeys(p for p in parts if p))


def _number(key: str, value: Any, kind: Callable[[Any], Any], least: int, most: float = float("inf")) -> Any:
    try:
        found = kind(value)
        if not (least <= found <= most and found < float("inf")):
            raise ValueError
    except (TypeError, ValueError):
        unit = "whole number" if kind is int else "number"
        bounds = f"of at least {least}" if most == float("inf") else f"from {least} to {most:g}"
        raise ProjectionError(f"filter {key}: {value!r} is not a {unit} {bounds}") from None
    return found


# --- reading a store -------------------------------------------------------------------------------------------


def select(store: Any, query: str) -> list[Row]:
    """Rows of a SELECT as dicts of strings, unbound variables left out.

    ``store`` is anything with ``select(sparql)`` giving rows, an rdflib Dataset or Graph, or a pyoxigraph Store.
    """
    if hasattr(store, "select"):
        found = store.select(query)
    elif hasattr(store, "bulk_load"):  # pyoxigraph: the union must be asked for with every query
        found = store.query(query, use_default_graph_as_union=True)
    elif hasattr(store, "query"):
        if getattr(store, "default_union", True) is False:
            raise ProjectionError("the Dataset hides its named graphs; make it with Dataset(default_union=True)")
        found = store.query(query)
    else:
        kind = type(store).__name__
        raise TypeError(f"{kind} cannot be asked: expected a store, an rdflib Dataset or a pyoxigraph Store")
    return list(_rows(found))


def _rows(found: Any) -> Iterator[Row]:
    heads = getattr(found, "variables", None) or getattr(found, "vars", None) or ()
    variables = [str(getattr(v, "value", v)) for v in heads]
    for row in getattr(found, "rows", found):
        if hasattr(row, "asdict"):
            pairs: Iterable[tuple[Any, Any]] = row.asdict().items()
        elif isinstance(row, Mapping):
            pairs = row.items()
        else:
            pairs = zip(variables, row, strict=True)
        yield {str(k): str(getattr(v, "value", v)) for k, v in pairs if v is not None}


@cache
def _query(name: str) -> str:
    return (QUERIES / f"{name}.rq").read_text(encoding="utf-8")


def _about(store: Any, name: str, iris: Iterable[str]) -> Iterator[Row]:
    """Rows of a projection query for some of its subjects only, in batches; IRIs come from the store itself."""
    wanted = sorted(set(iris))
    for at in range(0, len(wanted), BATCH):
        values = " ".join(f"<{iri}>" for iri in wanted[at : at + BATCH])
        yield from select(store, _query(name).replace("{ UNDEF }", f"{{ {values} }}", 1))


# --- the networks ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Link:
    """One statement that ties a source to an end: the raw stuff of every network."""

    source: str
    end: str
    statement: str
    act: str
    article: str
    stance: str | None = None
    date: str | None = None
    outlet: str | None = None
    saying: str = ""  #: the statement itself where no other reports the same


@dataclass(slots=True)
class _Edge:
    """An edge in the making."""

    source: str
    end: str
    key: str
    relation: str
    links: list[_Link] = field(default_factory=list)
    stance: str | None = None
    act: str | None = None
    topics: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()  #: topics on which the pair meets in the other way too
    normalised: float | None = None

    def measure(self, by: str) -> int:
        if by == "topic":
            return len(self.topics)
        return len({getattr(link, COUNTED[by]) for link in self.links})


def network(store: Any, name: str = "overview", **filters: Any) -> nx.MultiDiGraph:
    """The network ``name`` (see ``NETWORKS``) of a store, the same for the same data and filters.

    Filters: ``since``, ``until`` (ISO day, month or year; statements without a date are then left out), ``topic``
    (identifier or IRI of a topic, narrower ones included, or of a system), ``actor`` (at either end), ``stance``,
    ``act``, ``outlet``: each one value, several in a sequence or, but for ``outlet``, with commas between.
    ``min_confidence`` (0 to 1) leaves out statements of a lower or of no confidence. ``min_weight`` and ``top`` keep
    strong edges. ``by`` says what weight counts: ``mention`` (statements), ``saying`` (what several statements report
    of one occasion counts once), ``article``, and for congruence and conflict ``topic``, their default: the topics
    shared, however often spoken of.

    Nodes: IRI -> ``label``, ``kind`` (person, organization, state, unnamed, topic, system), ``acts_for``, for topics
    ``broader``; unknown ones absent. Edges: ``relation`` (position, target, addressee, congruence, conflict),
    ``label``, ``stance`` and ``sign`` (1, -1, 0) or ``act``, ``weight``, ``mentions``, ``sayings``, ``articles``,
    ``first`` and ``last`` ISO date, ``directed``, ``statements`` (tuple of EdgeStatement, by date). Two statements
    between one pair with different stance or act stay two edges.
    Congruence and conflict have one edge a pair, from the lesser IRI to the greater, with ``directed`` False,
    ``topics`` (labels), ``topic_ids``, ``contrary`` (labels of the topics on which the two also stand on opposed
    sides, or in conflict on the same side; absent for none) and ``normalised``: the number of shared (opposed)
    positions divided by the mean number of positions the two actors hold (Leifeld's "average activity"), between 0
    and 1.

    The graph's own attributes: ``name``, ``title``, ``by``, ``filters``, ``statements`` (how many the store holds) and
    ``names``, which tells of every actor, topic and system that a statement names: ``label``, ``kind``, ``acts_for``,
    ``broader``, ``aliases``.

    Raises ProjectionError for an unknown network, filter or value.
    """
    if name not in NETWORKS:
        raise ProjectionError(f"network {name!r} is not known; use one of {', '.join(NETWORKS)}")
    chosen = Filters.checked(name, **filters)
    source = _Source(store, chosen)
    edges = [edge for part in PARTS[name] for edge in part(source)]
    by = chosen.by or MEASURES[name][0]
    weighed = [(edge.measure(by), edge) for edge in edges]
    kept = [(w, e) for w, e in weighed if w >= chosen.min_weight]
    kept.sort(key=lambda pair: (-pair[0], pair[1].source, pair[1].end, pair[1].key))
    if chosen.top:
        kept = kept[: chosen.top]
    graph = nx.MultiDiGraph(name=name, title=NETWORKS[name], by=by, filters=chosen.stated())
    _fill(graph, store, kept, source)
    return graph


class _Source:
    """The links of a store that pass the filters; what the filters name must exist."""

    def __init__(self, store: Any, chosen: Filters) -> None:
        self.store, self.chosen = store, chosen
        self._known: list[tuple[str, str]] | None = None
        self.broader: dict[str, set[str]] = defaultdict(set)
        for row in select(store, _query("topics")):
            self.broader[row["topic"]].update([row["broader"]] if "broader" in row else [])
        self.actors = {iri for name in chosen.actor for iri in self._resolve("actor", name, ACTORS)}
        self.topics: set[str] = set()
        for name in chosen.topic:
            self.topics |= self._narrower(self._resolve("topic", name, ("topic", "system")))
        self.sayings = {row["statement"]: row["saying"] for row in select(store, _query("sayings"))}
        self.positions = [self._link(r, "topic") for r in select(store, _query("positions"))]
        self.spoken: dict[str, list[_Link]] = {}
        self._check("stance", chosen.stance, {*STANCES, *(x.stance for x in self.positions if x.stance)})
        self.on_topic: set[str] | None = None
        self.with_stance: set[str] | None = None
        # where a statement has two confidences the lower one counts
        sure = {r["statement"]: float(r.get("confidence", 0)) for r in reversed(select(store, _query("confidences")))}
        self.statements = len(sure)
        self.sure = {s for s, c in sure.items() if c >= chosen.min_confidence} if chosen.min_confidence else None
        if self.topics:
            self.on_topic = {r["statement"] for r in select(store, _query("subjects")) if r["subject"] in self.topics}
        if chosen.stance:
            self.with_stance = {x.statement for x in self.positions if x.stance in chosen.stance}
        if chosen.act or chosen.outlet:
            every = [*self.positions, *self.links("targets"), *self.links("addressees")]
            self._check("act", chosen.act, {"assert", *(x.act for x in every)})
            self._check("outlet", chosen.outlet, {x.outlet for x in every if x.outlet})

    def links(self, name: str) -> list[_Link]:
        """The links of the query ``targets`` or ``addressees``."""
        if name not in self.spoken:
            self.spoken[name] = [self._link(r, ENDS[name]) for r in select(self.store, _query(name))]
        return self.spoken[name]

    def _link(self, row: Row, end: str) -> _Link:
        return _Link(
            source=row["actor"],
            end=row[end],
            statement=row["statement"],
            act=local_name(row["act"]),
            article=row["article"],
            stance=local_name(row["stance"]) if "stance" in row else None,
            date=row.get("date"),
            outlet=row.get("outlet"),
            saying=self.sayings.get(row["statement"], row["statement"]),
        )

    def _check(self, key: str, given: tuple[str, ...], allowed: set[Any]) -> None:
        for value in given:
            if value not in allowed:
                raise ProjectionError(f"filter {key}: {value!r} is not known{_instead(value, sorted(allowed))}")

    def _resolve(self, key: str, name: str, kinds: tuple[str, ...]) -> set[str]:
        """The node a filter names, by IRI or identifier; ProjectionError with near names where there is none."""
        if self._known is None:
            self._known = sorted({(row["node"], _kind({row["type"]})) for row in select(self.store, _query("nodes"))})
        nodes = [iri for iri, kind in self._known if kind in kinds]
        found = {iri for iri in nodes if name in (iri, local_name(iri)) or iri.endswith(f"{kinds[0]}/{name}")}
        if not found:
            names = sorted({local_name(iri) for iri in nodes if "actor/unnamed/" not in iri})
            raise ProjectionError(f"filter {key}: {name!r} is not known{_instead(name, names)}")
        return found

    def _narrower(self, found: set[str]) -> set[str]:
        below = defaultdict(set)
        for narrow, above in self.broader.items():
            for broad in above:
                below[broad].add(narrow)
        todo, closed = list(found), set(found)
        while todo:  # a circle in a user's hierarchy ends here too
            todo = [n for iri in todo for n in below[iri] if n not in closed]
            closed.update(todo)
        return closed

    def passing(self, links: Iterable[_Link], *, ends_are_actors: bool) -> Iterator[_Link]:
        """The links that the filters on statements let through, each statement once for a pair."""
        want = self.chosen
        topic_ends = {iri for iri in self.topics if iri in self.broader}
        for link in links:
            if want.since and not (link.date and link.date >= want.since):
                continue
            if want.until and not (link.date and link.date <= want.until):
                continue
            if (want.act and link.act not in want.act) or (want.outlet and link.outlet not in want.outlet):
                continue
            if self.sure is not None and link.statement not in self.sure:
                continue
            if self.on_topic is not None and link.statement not in self.on_topic:
                continue
            if not ends_are_actors and topic_ends and link.end not in topic_ends:
                continue
            if link.stance is None and self.with_stance is not None and link.statement not in self.with_stance:
                continue
            if link.stance is not None and want.stance and link.stance not in want.stance:
                continue
            yield link

    def wider(self, iris: set[str]) -> set[str]:
        """These and all topics broader than one of them."""
        todo, found = list(iris), set(iris)
        while todo:
            todo = [b for iri in todo for b in self.broader.get(iri, ()) if b not in found]
            found.update(todo)
        return found

    def touches(self, *ends: str) -> bool:
        return not self.actors or not self.actors.isdisjoint(ends)


Meets = Callable[[str, str], bool]  #: whether two stances on one topic tie their holders
ENDS = {"targets": "target", "addressees": "addressee"}


def _instead(value: str, allowed: Sequence[str]) -> str:
    if not allowed:
        return "; the store holds none"
    near = difflib.get_close_matches(value, allowed, n=5, cutoff=0.5)
    if near:
        return f"; did you mean {', '.join(near)}?"
    more = f" and {len(allowed) - 12} more" if len(allowed) > 12 else ""
    return f"; use one of {', '.join(allowed[:12])}{more}"


def _gather(links: Iterable[_Link], relation: str, key: Callable[[_Link], str]) -> Iterator[_Edge]:
    edges: dict[tuple[str, str, str], _Edge] = {}
    for link in links:
        k = key(link)
        edge = edges.setdefault((link.source, link.end, k), _Edge(link.source, link.end, k, relation))
        edge.links.append(link)
        edge.stance, edge.act = link.stance, None if link.stance else link.act
    yield from edges.values()


def _positions(source: _Source) -> Iterator[_Edge]:
    links = source.passing(source.positions, ends_are_actors=False)
    return _gather((x for x in links if source.touches(x.source)), "position", lambda x: str(x.stance))


def _spoken(source: _Source, name: str) -> Iterator[_Edge]:
    links = source.passing(source.links(name), ends_are_actors=True)
    relation = ENDS[name]
    return _gather((x for x in links if source.touches(x.source, x.end)), relation, lambda x: f"{relation}:{x.act}")


def _targets(source: _Source) -> Iterator[_Edge]:
    return _spoken(source, "targets")


def _addressees(source: _Source) -> Iterator[_Edge]:
    return _spoken(source, "addressees")


def _pairs(source: _Source, relation: str, meets: Meets, contrary: Meets) -> Iterator[_Edge]:
    """Actors whose stances on one topic meet: distinct positions first, then pairs, never statement by statement."""
    behind: dict[str, dict[tuple[str, str], list[_Link]]] = defaultdict(lambda: defaultdict(list))
    activity: dict[str, int] = defaultdict(int)
    for link in source.passing(source.positions, ends_are_actors=False):
        holders = behind[link.end]
        if (link.source, str(link.stance)) not in holders:
            activity[link.source] += 1
        holders[link.source, str(link.stance)].append(link)
    edges: dict[tuple[str, str], _Edge] = {}
    met: dict[tuple[str, str], int] = defaultdict(int)
    against: dict[tuple[str, str], list[str]] = defaultdict(list)
    for topic in sorted(behind):
        holders = behind[topic]
        for (a, side), (b, other) in combinations(sorted(holders), 2):
            if a == b or not source.touches(a, b):
                continue
            if contrary(side, other):
                against[a, b].append(topic)
            if not meets(side, other):
                continue
            edge = edges.setdefault((a, b), _Edge(a, b, relation, relation))
            edge.topics = tuple(dict.fromkeys((*edge.topics, topic)))
            edge.links += [*holders[a, side], *holders[b, other]]
            met[a, b] += 1
    for pair, edge in edges.items():
        edge.contrary = tuple(dict.fromkeys(against[pair]))
        edge.normalised = round(2 * met[pair] / (activity[edge.source] + activity[edge.end]), 6)
        yield edge


def _same(a: str, b: str) -> bool:
    return a == b and a != "neutral"


def _opposed(a: str, b: str) -> bool:
    return SIGNS.get(a, 0) * SIGNS.get(b, 0) < 0


def _congruence(source: _Source) -> Iterator[_Edge]:
    return _pairs(source, "congruence", _same, _opposed)


def _conflict(source: _Source) -> Iterator[_Edge]:
    return _pairs(source, "conflict", _opposed, _same)


PARTS: dict[str, tuple[Callable[[_Source], Iterable[_Edge]], ...]] = {
    "overview": (_positions, _targets),
    "positions": (_positions,),
    "targets": (_targets,),
    "addressees": (_addressees,),
    "congruence": (_congruence,),
    "conflict": (_conflict,),
}


# --- evidence and labels ---------------------------------------------------------------------------------------


def _fill(graph: nx.MultiDiGraph, store: Any, edges: list[tuple[int, _Edge]], source: _Source) -> None:
    wanted = {link.statement for _, edge in edges for link in edge.links}
    rows = {row["statement"]: row for row in reversed(list(_about(store, "statements", wanted)))}
    cast: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in _about(store, "participants", wanted):
        cast[row["statement"]][local_name(row["role"])].append(row["actor"])
    subjects: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for row in _about(store, "subjects", wanted):
        subjects[row["statement"]].append((row["subject"], row.get("stance")))
    quoted = _Quoted(_about(store, "evidence", wanted), {iri: row["article"] for iri, row in rows.items()})
    ends = {iri for _, edge in edges for iri in (edge.source, edge.end, *edge.topics, *edge.contrary)}
    others = {a for roles in cast.values() for actors in roles.values() for a in actors}
    others |= {subject for found in subjects.values() for subject, _ in found}
    nodes = _nodes(store, source.wider(ends | others))

    def pair(iri: str) -> tuple[str, str]:
        return (iri, nodes[iri]["label"] if iri in nodes else local_name(iri))

    def actors(iri: str, role: str) -> tuple[tuple[str, str], ...]:
        return tuple(pair(a) for a in sorted(cast[iri][role]))

    def statement(iri: str) -> EdgeStatement:
        row = rows.get(iri)
        if row is None:
            raise ProjectionError(f"statement {iri} has no content, act or article; run `kg check` on the store")
        found = sorted(subjects[iri], key=lambda x: (x[0], x[1] or ""))
        return EdgeStatement(
            iri=iri,
            words=row["words"],
            act=local_name(row["act"]),
            article=row["article"],
            doc=row["doc"],
            spans=quoted.spans(iri),
            speakers=actors(iri, "speaker"),
            on_behalf_of=actors(iri, "onBehalfOf"),
            addressees=actors(iri, "addressee"),
            targets=actors(iri, "target"),
            relayed_by=actors(iri, "relayedBy"),
            stances=tuple((*pair(subject), local_name(stance)) for subject, stance in found if stance),
            about=tuple(dict.fromkeys(pair(subject) for subject, _ in found)),
            date=row.get("date"),
            date_basis=local_name(row["basis"]) if "basis" in row else None,
            form=local_name(row["form"]) if "form" in row else None,
            confidence=float(row["confidence"]) if "confidence" in row else None,
            source=row.get("source"),
            cue=row.get("cue"),
            title=row.get("title"),
            published=row.get("published"),
            outlet=row.get("outlet"),
            url=row.get("url"),
            date_words=quoted.date_words(iri),
            context=quoted.context(iri),
            saying=source.sayings.get(iri),
        )

    made = {iri: statement(iri) for iri in sorted(wanted)}
    for iri in sorted({end for _, edge in edges for end in (edge.source, edge.end)}):
        data = nodes.get(iri, {"label": local_name(iri), "kind": "actor"})
        if "acts_for" in data:
            data = {**data, "acts_for_label": pair(data["acts_for"])[1]}
        if source.broader.get(iri):
            data = {**data, "broader": tuple(sorted(source.broader[iri]))}
        graph.add_node(iri, **data)
    for weight, edge in sorted(edges, key=lambda x: (x[1].source, x[1].end, x[1].key)):
        behind = sorted(
            {link.statement for link in edge.links},
            key=lambda iri: (made[iri].date or "9", made[iri].doc, made[iri].spans, iri),
        )
        graph.add_edge(edge.source, edge.end, key=edge.key, **_edge_data(edge, weight, [made[i] for i in behind], pair))
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in _about(store, "aliases", nodes):
        aliases[row["node"]].append(row["alias"])
    graph.graph["statements"] = source.statements
    graph.graph["names"] = {
        iri: {
            **nodes[iri],
            **({"broader": tuple(sorted(source.broader[iri]))} if source.broader.get(iri) else {}),
            **({"aliases": tuple(aliases[iri])} if iri in aliases else {}),
        }
        for iri in sorted(nodes)
    }


class _Quoted:
    """What the evidence of statements quotes: where their words stand and what stands around them."""

    def __init__(self, rows: Iterable[Row], articles: Mapping[str, str]) -> None:
        self.articles = articles
        self.roles: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        self.dated: dict[str, str] = {}
        pieces: dict[str, set[tuple[int, str]]] = defaultdict(set)
        for row in rows:
            role, start, iri = local_name(row["role"]), int(row["start"]), row["statement"]
            self.roles[iri][role].append((start, int(row["end"])))
            before = row.get("prefix", "")
            pieces[articles.get(iri, "")].add((start - len(before), before + row["exact"] + row.get("suffix", "")))
            if role == "time":
                self.dated.setdefault(iri, row["exact"])
        self.known = {article: joined(found) for article, found in pieces.items()}

    def spans(self, iri: str) -> tuple[tuple[int, int], ...]:
        return tuple(sorted(self.roles[iri]["content"]))

    def context(self, iri: str) -> tuple[tuple[str, str], ...]:
        return around(self.known.get(self.articles[iri], []), self.roles[iri])

    def date_words(self, iri: str) -> str | None:
        return self.dated.get(iri)


def _edge_data(
    edge: _Edge, weight: int, behind: list[EdgeStatement], pair: Callable[[str], tuple[str, str]]
) -> dict[str, Any]:
    dates = sorted(s.date for s in behind if s.date)
    data: dict[str, Any] = {
        "relation": edge.relation,
        "label": edge.stance or edge.act or edge.relation,
        "weight": weight,
        "mentions": len(behind),
        "sayings": edge.measure("saying"),
        "articles": len({s.article for s in behind}),
        "directed": edge.relation not in SYMMETRIC,
    }
    if edge.stance:
        data |= {"stance": edge.stance, "sign": SIGNS.get(edge.stance, 0)}
    if edge.act:
        data["act"] = edge.act
    if edge.topics:
        data |= {
            "topics": tuple(pair(t)[1] for t in edge.topics),
            "topic_ids": edge.topics,
            "normalised": edge.normalised,
            **({"contrary": tuple(pair(t)[1] for t in edge.contrary)} if edge.contrary else {}),
            "sign": 1 if edge.relation == "congruence" else -1,
        }
    if dates:
        data |= {"first": dates[0], "last": dates[-1]}
    return data | {"statements": tuple(behind)}


def _nodes(store: Any, iris: set[str]) -> dict[str, dict[str, Any]]:
    """IRI -> label (English where there is one), kind, acts_for."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _about(store, "nodes", iris):
        found[row["node"]].append(row)
    missing = {row["actsFor"] for rows in found.values() for row in rows if "actsFor" in row} - set(found)
    for row in _about(store, "nodes", missing):
        found[row["node"]].append(row)
    nodes = {}
    for iri, rows in found.items():
        best = min(rows, key=lambda r: (not r.get("language", "").startswith("en"), r.get("language", ""), r["label"]))
        types = {row["type"] for row in rows}
        data = {"label": best["label"], "kind": _kind(types)}
        behalf = sorted(row["actsFor"] for row in rows if "actsFor" in row)
        nodes[iri] = data | ({"acts_for": behalf[0]} if behalf and behalf[0] != iri else {})
    return nodes


def _kind(types: set[str]) -> str:
    return next(kind for term, kind in KINDS if term in types)
