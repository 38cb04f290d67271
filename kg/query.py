"""Asks a store: a shipped question by name, a file, or SPARQL; typed parameters in, typed rows out.

A value reaches a query only as an RDF term serialised by pyoxigraph, placed in a VALUES block at a marked line
(see ``queries``): text a user gives is never pasted into SPARQL.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, overload

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD

from kg import guard
from kg.dates import whole_date
from kg.errors import InputError, QueryError
from kg.terminal import printable
from ontology.identifiers import BASE, Identifiers
from ontology.knowledge import local_name
from ontology.vocabulary import ACT, BASIS, DEM, FORM, KIND, OA, ONTOLOGY, ORG, ROLE, SCHEMA, STANCE
from queries import PLACE, HeaderError, Parameter, Question, derivations, parse, shipped

Term = ox.NamedNode | ox.Literal | ox.BlankNode
Value = str | int | float | bool | None
Kind = Literal["select", "ask", "graph"]

SAME = OWL.sameAs  #: from an actor's other name to the one it goes by, as a user decided
#: the classes whose members a parameter of this type may name
CLASSES = {
    "actor": DEM.Actor,
    "topic": DEM.Topic,
    "system": DEM.System,
    "stance": DEM.Stance,
    "act": DEM.SpeechAct,
    "kind": DEM.UnresolvedKind,
    "article": DEM.Article,
    "statement": DEM.Statement,
}
#: with so few members, an error lists them all
FEW = 12
#: names, most telling first: a value that is one's preferred label does not mean another's alternative
LABELS = ("prefLabel", "altLabel", "hiddenLabel")
_LISTED = re.compile(r'separator\s*=\s*"; "\)\s*AS\s*\?(\w+)')
_SYNTAX = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)


def prefixes(base: str = BASE) -> dict[str, str]:
    """The prefixes a query may use without declaring them."""
    return {
        "dem": ONTOLOGY + "#",
        **{p: str(n) for p, n in (("act", ACT), ("stance", STANCE), ("basis", BASIS), ("form", FORM), ("role", ROLE))},
        "unresolved": str(KIND),
        **{kind: f"{base}{kind}/" for kind in ("actor", "topic", "system", "article", "statement", "position")},
        **{p: str(n) for p, n in (("oa", OA), ("org", ORG), ("owl", OWL), ("schema", SCHEMA), ("skos", SKOS))},
        **{p: str(n) for p, n in (("prov", PROV), ("dcterms", DCTERMS), ("rdf", RDF), ("rdfs", RDFS), ("xsd", XSD))},
    }


def questions() -> list[Question]:
    """The shipped queries, those for people first, then the checks."""
    return list(shipped().values())


@dataclass(frozen=True, slots=True)
class Rows(Sequence[dict[str, Value]]):
    """What a query answered: a sequence of rows, each column -> plain value.

    IRIs, strings and dates (ISO) are ``str``, numbers ``int`` or ``float``, truth values ``bool``, what is unbound
    ``None``; ``terms`` holds the RDF terms themselves. An ASK gives one row with the column ``answer``; ``bool(rows)``
    is that answer. A CONSTRUCT or DESCRIBE gives its triples, sorted: subject, predicate, object.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    kind: Kind = "select"
    question: Question | None = None
    base: str = BASE

    def __len__(self) -> int:
        return len(self.terms)

    @overload
    def __getitem__(self, index: int) -> dict[str, Value]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Value]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Value] | list[dict[str, Value]]:
        if isinstance(index, slice):
            return [self._row(row) for row in self.terms[index]]
        return self._row(self.terms[index])

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return map(self._row, self.terms)

    def __bool__(self) -> bool:
        return bool(plain(self.terms[0][0])) if self.kind == "ask" else bool(self.terms)

    def _row(self, row: tuple[Term | None, ...]) -> dict[str, Value]:
        return dict(zip(self.columns, map(plain, row), strict=True))

    def first(self, count: int) -> Rows:
        """The first rows only."""
        return Rows(self.columns, self.terms[:count], self.kind, self.question, self.base)

    def shown(self, iris: bool = False) -> tuple[str, ...]:
        """The columns a table shows: without ``iris``, a shipped question leaves out those that hold only IRIs."""
        if iris or self.question is None or self.question.folder is None or self.kind != "select":
            return self.columns
        iris_only = {c.name for c in self.question.columns if c.is_iri}
        kept = tuple(c for c in self.columns if c not in iris_only)
        return kept or self.columns

    def to_table(self, *, iris: bool = False) -> str:
        """Aligned plain text, every cell whole and on one line; the same for the same rows on any terminal."""
        return plain_table(*self.cells(iris))

    def cells(self, iris: bool = False) -> tuple[list[str], list[list[str]]]:
        """Heads and cells for a table; an IRI with a known prefix is written with it."""
        known = prefixes(self.base)
        columns = self.shown(iris)
        at = [self.columns.index(c) for c in columns]
        return list(columns), [[shown(row[i], known) for i in at] for row in self.terms]

    def to_csv(self) -> str:
        """RFC 4180 with a header line, as SPARQL 1.1 Query Results CSV has it: plain values, CRLF at line ends."""
        sink = io.StringIO()
        writer = csv.writer(sink, lineterminator="\r\n")
        writer.writerow(self.columns)
        # pyoxigraph gives a blank node's bare name as its value; CSV results write _:name
        writer.writerows([_blank_or_value(t) for t in row] for row in self.terms)
        return sink.getvalue()

    def to_json(self) -> str:
        """SPARQL 1.1 Query Results JSON. Raises QueryError for a graph."""
        if self.kind == "graph":
            raise QueryError("a graph has no JSON results; use --format turtle, or csv for its triples")
        if self.kind == "ask":
            return json.dumps({"head": {}, "boolean": bool(self)}, indent=1) + "\n"
        bindings = [
            {c: _binding(t) for c, t in zip(self.columns, row, strict=True) if t is not None} for row in self.terms
        ]
        document = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def to_turtle(self) -> str:
        """The triples of a CONSTRUCT or DESCRIBE. Raises QueryError for rows, which have no Turtle."""
        if self.kind != "graph":
            raise QueryError(
                "only CONSTRUCT and DESCRIBE give Turtle, this query gives"
                f" {'rows' if self.kind == 'select' else 'yes or no'}; use --format table, csv or json"
            )
        triples = [ox.Triple(*row) for row in self.terms]  # type: ignore[arg-type]
        body = (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes(self.base)) or b"").decode()
        heads = sorted(line for line in body.splitlines() if line.startswith("@prefix "))
        rest = body[sum(len(line) + 1 for line in heads) :]
        used = [h for h in heads if re.search(rf"(?<![\w:]){re.escape(h.split()[1])}", rest)]
        return "".join(f"{h}\n" for h in used) + rest


def ask(store: Any, query: str | Path, /, **parameters: Any) -> Rows:
    """The answer to a shipped question (by name), a query file (a path) or the text of a query.

    ``store`` is what ``kg.open_store`` gives, an rdflib Dataset or Graph, or a pyoxigraph Store. A parameter is a
    string or a number, or several in a list where any of them will do; ``None`` counts as not given.
    Raises QueryError for a query that is malformed or would do more than read, and for an unknown, missing or
    impossible parameter.
    """
    return run(store, find(query), **parameters)


def run(store: Any, question: Question, /, **parameters: Any) -> Rows:
    """The answer to a question that ``find`` gave."""
    text = bind(question, parameters, Lookup(store))
    guard.check(text, question.where)  # again: a line that was a comment when it was read may be opened now
    return _answer(store, text, question)


def find(query: str | Path) -> Question:
    """The question a name, a path or a text means. Raises QueryError, for a name with the nearest known one."""
    if isinstance(query, str):
        if query in shipped():
            return shipped()[query]
        if re.search(r"[\s{]", query.strip()):
            return read(query, "query")
    path = Path(query)
    if path.suffix == ".rq" or path.is_file():
        try:
            return read(path.read_bytes().decode("utf-8"), str(query))
        except UnicodeDecodeError as error:
            raise QueryError(f"{query}: not UTF-8 text (byte {error.start}); save the query as UTF-8") from None
        except OSError as error:
            raise QueryError(f"{query}: cannot be read ({error.strerror or error}); see: kg query --list") from None
    near = get_close_matches(str(query), shipped(), n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}? " if near else ""
    raise QueryError(f"no question {str(query)!r}; {hint}see: kg query --list")


def read(text: str, where: str) -> Question:
    """A user's query with its header, checked to be one that only reads."""
    text = text.removeprefix("\ufeff")
    try:
        question = parse(text, Path(where).stem, where)
    except HeaderError as error:
        raise QueryError(str(error)) from None
    guard.check(text, where)
    if guard.form(text) is None:
        raise QueryError(f"{where}: no query here; write a SELECT, ASK, CONSTRUCT or DESCRIBE, or see: kg query --list")
    return question


def explain(store: Any | None, question: Question, /, **parameters: Any) -> str:
    """The SPARQL that would be asked, prefixes declared; without a store, and so without parameters, as it is written.

    Raises QueryError for what ``run`` would not take either.
    """
    lookup = Lookup(store)
    text = bind(question, parameters, lookup) if parameters or store is not None else question.text
    stripped = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#+"))
    return guard.with_prefixes(stripped, prefixes(lookup.base))


def derive(store: Any) -> list[ox.Triple]:
    """The shortcuts the shipped CONSTRUCT queries make of a store's statements, for its graph of derived triples."""
    found = {ox.Triple(*row) for query in derivations() for row in run(store, query).terms}  # type: ignore[arg-type]
    return sorted(found, key=str)


# --- parameters ------------------------------------------------------------------------------------------------


def bind(question: Question, given: Mapping[str, Any], lookup: Lookup) -> str:
    """The query text with the lines of the given parameters opened and their values in place."""
    known = {p.name: p for p in question.parameters}
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}? " if near else ""
            takes = f"it takes {', '.join(known)}" if known else "it takes none"
            raise QueryError(f"{question.where}: no parameter {name!r}; {hint}{takes}")
    values: dict[str, list[Term]] = {}
    for parameter in question.parameters:
        raw = [v for v in _listed(given.get(parameter.name)) if v is not None]
        if not raw and parameter.default is not None:
            raw = [parameter.default]
        if raw:
            values[parameter.name] = _values(parameter, raw, question.where, lookup)
        elif parameter.required:
            raise QueryError(
                f"{question.where}: needs the parameter {parameter.name} ({parameter.type}):"
                f" {parameter.description or 'see its header'}; give it with --set {parameter.name}=VALUE"
            )
    lines = []
    for line in question.text.splitlines(keepends=True):
        place = PLACE.match(line)
        if place and place["name"] in values:
            name, end = place["name"], line[len(line.rstrip("\r\n")) :]
            inside = " ".join(str(term) for term in values[name])
            line = (
                place["indent"] + place["rest"].replace(f"VALUES ?{name} {{}}", f"VALUES ?{name} {{ {inside} }}") + end
            )
        lines.append(line)
    return "".join(lines)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]


def _values(parameter: Parameter, raw: list[Any], where: str, lookup: Lookup) -> list[Term]:
    fault = f"{where}: parameter {parameter.name}"
    reader = _SCALARS.get(parameter.type)
    if parameter.type == "date":
        reader = _ENDS.get(parameter.name, reader)
    if reader:
        if len(raw) > 1:
            raise QueryError(f"{fault}: given {len(raw)} times; give one {parameter.type}")
        return [reader(raw[0], fault)]
    found = [term for value in raw for term in lookup.terms(parameter.type, str(value).strip(), fault)]
    return list(dict.fromkeys(found))


def _day(value: Any, fault: str) -> Term:
    text = str(value).strip()
    try:
        if date.fromisoformat(text).isoformat() != text:
            raise ValueError
    except ValueError:
        raise QueryError(f"{fault}: {text!r} is not a date; write it as 2016-02-12") from None
    return ox.Literal(text, datatype=ox.NamedNode(XSD.date))


def _end(last: bool) -> Callable[[Any, str], Term]:
    """A reader of the first or last day of a stretch, which a month or a year may give."""

    def read_end(value: Any, fault: str) -> Term:
        try:
            return ox.Literal(whole_date(value, last=last), datatype=ox.NamedNode(XSD.date))
        except ValueError as error:
            raise QueryError(f"{fault}: {error}") from None

    return read_end


def _integer(value: Any, fault: str) -> Term:
    text = str(value).strip()
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        raise QueryError(f"{fault}: {text!r} is not a whole number; write it as 14")
    return ox.Literal(str(int(text)), datatype=ox.NamedNode(XSD.integer))


def _decimal(value: Any, fault: str) -> ox.Literal:
    text = str(value).strip()
    try:
        number = Decimal(text)
        if not number.is_finite() or abs(number.adjusted()) > 15:
            raise InvalidOperation
    except InvalidOperation:
        raise QueryError(f"{fault}: {text!r} is not a number; write it as 0.5") from None
    return ox.Literal(f"{number:f}", datatype=ox.NamedNode(XSD.decimal))


def _share(value: Any, fault: str) -> Term:
    term = _decimal(value, fault)
    if not 0 <= Decimal(term.value) <= 1:
        raise QueryError(f"{fault}: {str(value).strip()!r} is not between 0 and 1; write it as 0.5")
    return term


def _text(value: Any, fault: str) -> Term:
    try:
        return ox.Literal(str(value))
    except ValueError:
        raise QueryError(f"{fault}: holds a character that no text may hold (a lone surrogate)") from None


_SCALARS: dict[str, Callable[[Any, str], Term]] = {
    "date": _day,
    "integer": _integer,
    "decimal": _decimal,
    "share": _share,
    "text": _text,
}
#: dates that begin or end a stretch of time
_ENDS = {"since": _end(last=False), "until": _end(last=True)}


@dataclass
class Lookup:
    """Finds what a value names in a store: an identifier, a label (case aside), a prefixed name or an IRI."""

    store: Any
    _labels: dict[str, dict[str, dict[str, set[str]]]] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return _base(self.store)

    def terms(self, kind: str, value: str, fault: str) -> list[Term]:
        """The terms a value means; with commas between, any of several. Raises QueryError with what would be right."""
        if not value:
            raise QueryError(f"{fault}: is empty; give {_article(kind)} {kind}, or leave it out")
        found = self._named(kind, value, fault)
        if not found and "," in value:
            parts = [self._named(kind, part.strip(), fault) for part in value.split(",") if part.strip()]
            found = [term for part in parts for term in part] if all(parts) else []
        if not found:
            raise QueryError(f"{fault}: {self._unknown(kind, value)}")
        return self._narrower(found) if kind == "topic" else found

    def _named(self, kind: str, value: str, fault: str) -> list[Term]:
        if kind == "outlet":
            return self._outlets(value)
        exact = [iri for iri in self._candidates(kind, value) if self._is(iri, kind)]
        if exact:
            return list(exact[:1])
        if kind == "actor":
            for iri in self._candidates(kind, value):
                for row in self._rows(f"?iri <{SAME}> ?other", iri=iri):
                    return [row["other"]]
        if kind == "statement":
            return []
        if kind == "article":
            rows = self._rows(f"?iri <{DEM.documentId}> ?value", value=ox.Literal(value))
            return [row["iri"] for row in rows if isinstance(row["iri"], ox.NamedNode)]
        if kind == "actor" and value == "anonymous":
            return [row["iri"] for row in self._rows(f"?iri a <{DEM.UnnamedSource}>")]
        names = self._names(kind)
        for rank in ("identifier", *LABELS):
            matches = names[rank].get(value.casefold(), set())
            if len(matches) > 1 and not all("/unnamed/" in iri for iri in matches):
                ids = ", ".join(sorted(map(self.identifier, matches)))
                raise QueryError(f"{fault}: {value!r} may mean {ids}; give one of these")
            if matches:
                return [ox.NamedNode(iri) for iri in sorted(matches)]
        return []

    def _candidates(self, kind: str, value: str) -> Iterator[ox.NamedNode]:
        known = prefixes(self.base)
        prefix, colon, rest = value.partition(":")
        ids = Identifiers(self.base)
        made = [value.strip("<>")] if colon and (rest.startswith("//") or prefix == "urn") else []
        if colon and prefix in known:
            made.append(known[prefix] + rest)
        match kind:
            case "actor" | "topic" | "system" | "article" | "statement":
                made.append(ids._iri(kind, value))
            case "stance" | "act":
                made.append(known[kind] + value)
            case "kind":
                made.append(known["unresolved"] + value)
        for iri in made:
            try:
                yield ox.NamedNode(iri)
            except ValueError:
                continue

    def _is(self, iri: ox.NamedNode, kind: str) -> bool:
        rows = self._rows(f"?iri a <{CLASSES[kind]}>", iri=iri)
        return next(iter(rows), None) is not None

    def _names(self, kind: str) -> dict[str, dict[str, set[str]]]:
        """Rank of label -> label, case folded -> IRIs, of all members of the kind's class."""
        if kind not in self._labels:
            names: dict[str, dict[str, set[str]]] = {rank: {} for rank in ("identifier", *LABELS)}
            paths = " ".join(f"<{SKOS[rank]}>" for rank in LABELS)
            for row in self._rows(
                f"?iri a <{CLASSES[kind]}> OPTIONAL {{ VALUES ?rank {{ {paths} }} ?iri ?rank ?label }}"
            ):
                iri = row["iri"].value
                names["identifier"].setdefault(self.identifier(iri).casefold(), set()).add(iri)
                label, rank = row.get("label"), row.get("rank")
                if label is not None and rank is not None:
                    names[local_name(rank.value)].setdefault(label.value.casefold(), set()).add(iri)
            self._labels[kind] = names
        return self._labels[kind]

    def _outlets(self, value: str) -> list[Term]:
        wanted = value.casefold()
        names = {row["name"].value for row in self._rows(f"?article <{DEM.outlet}> ?name")}
        agencies = {
            row["name"].value
            for row in self._rows(f"?statement <{DEM.relayedBy}> ?agency . ?agency <{SKOS.prefLabel}> ?name")
        }
        by_id = {
            label.value: local_name(row["agency"].value)
            for row in self._rows(f"?statement <{DEM.relayedBy}> ?agency . ?agency <{SKOS.prefLabel}> ?name")
            if (label := row["name"])
        }
        found = {n for n in names | agencies if n.casefold() == wanted or by_id.get(n, "").casefold() == wanted}
        self._labels["outlet"] = {"identifier": {n: {n} for n in names | agencies}}
        return [ox.Literal(name) for name in sorted(found)]

    def _narrower(self, topics: Sequence[Term]) -> list[Term]:
        """The topics with all that are narrower, at any depth."""
        below: dict[str, set[str]] = {}
        for row in self._rows(f"?narrow <{SKOS.broader}> ?broad . ?narrow a <{DEM.Topic}>"):
            below.setdefault(row["broad"].value, set()).add(row["narrow"].value)
        found = [t.value for t in topics]
        for iri in found:
            found += sorted(below.get(iri, set()) - set(found))
        return [ox.NamedNode(iri) for iri in found]

    def _unknown(self, kind: str, value: str) -> str:
        if kind in ("article", "statement"):
            how = "kg show articles" if kind == "article" else "kg query who-said-what --iris"
            return f"no {kind} {value!r} in this store; see: {how}"
        names = self._names(kind) if kind != "outlet" else self._labels["outlet"]
        spelled = {label: iri for rank in reversed(names) for label, iris in names[rank].items() for iri in iris}
        ids = sorted({self.identifier(iri) if kind != "outlet" else iri for iri in spelled.values()})
        if len(ids) <= FEW:
            listed = f"use one of {', '.join(ids)}" if ids else "there is none yet"
            return f"no {kind} {value!r}; {listed}"
        keys = {label.casefold(): iri for label, iri in spelled.items()}
        near = get_close_matches(value.casefold(), keys, n=3, cutoff=0.5)
        close = list(dict.fromkeys(self.identifier(keys[n]) if kind != "outlet" else keys[n] for n in near))
        return f"no {kind} {value!r}; " + (f"did you mean {' or '.join(close)}?" if close else f"see: kg show {kind}s")

    def identifier(self, iri: str) -> str:
        """What follows the base and the kind, as users write it."""
        return (
            re.sub(r"^(actor|topic|system)/", "", iri.removeprefix(self.base))
            if iri.startswith(self.base)
            else local_name(iri)
        )

    def _rows(self, pattern: str, **values: Term) -> Iterable[dict[str, Any]]:
        if self.store is None:
            raise QueryError("values are looked up in a store; give one")
        given = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in values.items())
        answer = _answer(self.store, f"SELECT DISTINCT * WHERE {{ {given} {pattern} }}", None)
        for row in answer.terms:
            yield {c: t for c, t in zip(answer.columns, row, strict=True) if t is not None}


def _base(store: Any) -> str:
    base = getattr(store, "base", None)  # an rdflib Dataset has one too, usually None, that means another thing
    return base if isinstance(base, str) and hasattr(store, "articles") else BASE


def _article(kind: str) -> str:
    return "an" if kind[0] in "aeiou" else "a"


# --- engines ---------------------------------------------------------------------------------------------------


def _answer(store: Any, text: str, question: Question | None) -> Rows:
    """Runs a query that passed the guard; the rows in pyoxigraph's terms whatever the engine."""
    base = _base(store)
    where = question.where if question else "query"
    full = guard.with_prefixes(text, prefixes(base))
    if hasattr(store, "bulk_load") or hasattr(store, "articles"):
        columns, terms, kind = _oxigraph(store, full, len(full) - len(text), where)
    elif hasattr(store, "triples"):
        columns, terms, kind = _rdflib(store, full, where)
    else:
        raise InputError(
            f"{type(store).__name__} cannot be asked; give a store, an rdflib Dataset or a pyoxigraph Store"
        )
    if kind == "graph":
        terms = sorted(terms, key=lambda row: tuple(map(str, row)))
    lists = set(_LISTED.findall(text)) if question and question.folder else set()
    if lists:
        at = [i for i, c in enumerate(columns) if c in lists]
        terms = [tuple(_in_order(t) if i in at else t for i, t in enumerate(row)) for row in terms]
    return Rows(tuple(columns), tuple(terms), kind, question, base)


def _in_order(term: Term | None) -> Term | None:
    """The names of a joined list in alphabetical order: SPARQL leaves the order of GROUP_CONCAT open."""
    if term is None:
        return None
    parts = sorted(p for p in term.value.split("; ") if p)
    return ox.Literal("; ".join(parts)) if parts else None


def _oxigraph(
    store: Any, text: str, shift: int, where: str
) -> tuple[Sequence[str], list[tuple[Term | None, ...]], Kind]:
    # a bare pyoxigraph store holds no merge; FROM must win over the union
    extra = {} if hasattr(store, "articles") else {"use_default_graph_as_union": not guard.has_from(text)}
    try:
        found = store.query(text, **extra)
        if isinstance(found, ox.QueryBoolean):
            return ("answer",), [(ox.Literal(bool(found)),)], "ask"
        if isinstance(found, ox.QueryTriples):
            return _TRIPLE, [(t.subject, t.predicate, t.object) for t in found], "graph"
        names = [v.value for v in found.variables]
        return names, [tuple(row[i] for i in range(len(names))) for row in found], "select"
    except SyntaxError as error:
        raise QueryError(syntax(str(error), text, shift, where)) from None
    except QueryError as error:
        raise QueryError(syntax(str(error), text, shift, where)) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"{where}: could not be answered: {' '.join(str(error).split())}") from None


_TRIPLE = ("subject", "predicate", "object")


def syntax(message: str, text: str, shift: int, where: str) -> str:
    """pyoxigraph's words on a malformed query as one line: file, line, column, what stands there."""
    match = _SYNTAX.search(message)
    if not match:
        return f"{where}: {' '.join(message.removeprefix('query: ').split())}"
    line, column = int(match[1]), int(match[2])
    lines = text.splitlines() or [""]
    there = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    shown_column = column - shift if line == 1 and shift < column else column
    place = f"{where}:{line}:{shown_column}"
    said = match[3]
    if "Prefix not found" in said:
        before = re.search(r"([\w.-]*):[\w.-]*$", lines[line - 1][: column - 1])
        name = before[1] if before else ""
        return f"{place}: the prefix {name}: is not declared; write PREFIX {name}: <IRI> at the top"
    found = f"not understood from {there[:40]!r} on" if there else "the query ends too early; is a brace or quote open?"
    words = [w.strip(" []") for w in re.split(r",\s*|\n", said.removeprefix("one of "))]
    usable = sorted({w for w in words if re.fullmatch(r'[A-Z]{2,}(?: [A-Z]+)*|"[^"\\]{1,3}"', w)})
    hint = f" (possible here: {', '.join(usable[:8])})" if usable and len(usable) <= 8 else ""
    return f"{place}: {found}{hint}"


def _rdflib(store: Any, text: str, where: str) -> tuple[Sequence[str], list[tuple[Term | None, ...]], Kind]:
    if getattr(store, "default_union", True) is False:
        raise InputError(
            "the Dataset hides its named graphs from plain queries; make it with Dataset(default_union=True)"
        )
    parsed = _parsed(text)
    if "ServiceGraphPattern" in parsed:  # whatever the guard made of its words
        raise QueryError(f"{where}: {guard.SERVICE} {guard.REFUSED[guard.SERVICE]}")
    if guard.has_from(text) or "DatasetClause" in parsed:  # rdflib would fetch the address, a file's too
        raise QueryError(f"{where}: FROM is not answered over an rdflib Dataset; use GRAPH <…> {{ … }}")
    try:
        found = store.query(text)
        if found.type == "ASK":
            return ("answer",), [(ox.Literal(bool(found.askAnswer)),)], "ask"
        if found.type in ("CONSTRUCT", "DESCRIBE"):
            return _TRIPLE, [tuple(map(_term, triple)) for triple in found.graph], "graph"
        # rdflib gives one empty row for no groups at all
        rows = [tuple(map(_term, row)) for row in found]
        names = [str(v) for v in found.vars]
        return names, [row for row in rows if any(t is not None for t in row) or not names], "select"
    except QueryError:
        raise
    except Exception as error:  # rdflib raises pyparsing's, its own and bare Exceptions alike
        lines = getattr(error, "lineno", None)
        place = f"{where}:{lines}:{getattr(error, 'col', 1)}" if lines else where
        raise QueryError(f"{place}: {' '.join(str(error).split())[:200]}") from None


def _parsed(text: str) -> set[str]:
    """What rdflib's parser finds in a query, by its names for it; nothing where it cannot read it."""
    from rdflib.plugins.sparql.algebra import traverse
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.parserutils import CompValue

    found: set[str] = set()

    def look(node: Any) -> None:
        if isinstance(node, CompValue):
            found.add(node.name)

    with suppress(Exception):  # pyparsing's, its own and bare ones alike; the engine will tell the user
        traverse(parseQuery(text)[1], visitPre=look)
    return found


def _term(node: Any) -> Term | None:
    from rdflib import BNode, Literal, URIRef

    if node is None:
        return None
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None)
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    assert isinstance(node, BNode)
    return ox.BlankNode(str(node))


# --- output ----------------------------------------------------------------------------------------------------

_INTEGERS = frozenset(
    str(XSD[t])
    for t in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "negativeInteger",
        "nonPositiveInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_BOOLEAN, _STRING = str(XSD.boolean), str(XSD.string)
_FLOATS = frozenset(str(XSD[t]) for t in ("decimal", "double", "float"))


def plain(term: Term | None) -> Value:
    """The Python value of a term; one whose lexical form is no number of its type stays a string."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        try:
            if kind in _INTEGERS:
                return int(term.value)
            if kind in _FLOATS:
                return float(term.value)
        except ValueError:
            return term.value
        if kind == _BOOLEAN:
            return term.value in ("true", "1")
    return _blank_or_value(term)


def _blank_or_value(term: Term | None) -> str:
    return "" if term is None else str(term) if isinstance(term, ox.BlankNode) else term.value


def shown(term: Term | None, known: Mapping[str, str]) -> str:
    """A term for people: nothing of it can move the cursor or reverse the line it stands on."""
    if isinstance(term, ox.NamedNode):
        for prefix, iri in known.items():
            if term.value.startswith(iri) and len(term.value) > len(iri):
                return printable(f"{prefix}:{term.value[len(iri) :]}")
    return printable(_blank_or_value(term))


def plain_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns of text, two spaces between; wide East Asian characters count two, the last column is not padded."""
    widths = [max((width(row[i]) for row in (heads, *rows)), default=0) for i in range(len(heads))]
    lines = [heads, ["-" * w for w in widths], *rows]
    text = []
    for line in lines:
        padded = [cell + " " * (w - width(cell)) for cell, w in zip(line, widths, strict=True)]
        text.append("  ".join(padded).rstrip())
    return "\n".join(text) + "\n"


def width(text: str) -> int:
    """Columns of a terminal that a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _binding(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    binding = {"type": "literal", "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        binding["datatype"] = term.datatype.value
    return binding


def listing() -> str:
    """What ``kg query --list`` prints: every shipped query with its question, parameters and an example."""
    parts = []
    for folder, title in (("questions", "Questions"), ("checks", "Checks")):
        parts.append(title)
        for q in shipped().values():
            if q.folder == folder:
                parts.append(describe(q))
    parts.append(
        "--set NAME=VALUE gives a parameter, as an identifier (thaad-deployment), a label or an IRI; several: A,B"
    )
    return "\n\n".join(parts) + "\n"


def describe(question: Question) -> str:
    """A question as ``--list`` shows it."""
    lines = [f"  {question.name}", f"      {question.question}"]
    span = max((len(p.name) for p in question.parameters), default=0)
    kinds = max((len(p.type) for p in question.parameters), default=0)
    for p in question.parameters:
        note = " (required)" if p.required else f" (default {p.default})" if p.default is not None else ""
        lines.append(f"      {p.name:{span}}  {p.type:{kinds}}  {p.description}{note}")
    lines += [f"      $ {example}" for example in question.examples]
    return "\n".join(lines)
