"""Statements to the quads of their article's named graph, with evidence and provenance, and to lines of JSON.

Everything is computed from the article, its statements, the ontology and the run: no clock, no counter across articles,
no blank node. ``serialize`` and ``nquads`` sort, so equal input gives equal bytes. An article's graph is written as
N-Quads text straight away: neither rdflib (28,000 triples a second) nor quad objects stand in its path.

Text an RDF literal cannot hold: a lone surrogate becomes U+FFFD, one code point for one, so that spans keep their
meaning; every other character, control characters included, is kept and escaped by the serializer.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD

from extract.records import Actor, Article, Mention, Span, Spans, Statement
from ontology import knowledge
from ontology.identifiers import BASE, Identifiers, article_name, digest
from ontology.knowledge import Ontology
from ontology.vocabulary import ACT, BASIS, DEM, FORM, KIND, OA, ONTOLOGY, ORG, ROLE, SCHEMA, STANCE

Format = Literal["nquads", "trig", "turtle"]
#: code points of context in oa:prefix and oa:suffix: the length the W3C Web Annotation examples and hypothes.is use
CONTEXT = 32
#: digits of a confidence; more would only spell out floating-point noise
DECIMALS = 4

_node = ox.NamedNode
# terms of the small graphs, as pyoxigraph nodes
_TYPE = _node(str(RDF.type))
_LABEL, _ALT = _node(str(RDFS.label)), _node(str(SKOS.altLabel))
_SUBCLASS = _node(str(RDFS.subClassOf))
_ACTIVITY = _node(str(PROV.Activity))


def _ref(iri: str) -> str:
    return f"<{iri}>"


class _Terms:
    """``dem:`` terms as N-Quads text, each made once; a name outside the vocabulary raises AttributeError."""

    def __getattr__(self, name: str) -> str:
        term = _ref(str(getattr(DEM, name)))
        setattr(self, name, term)
        return term


# terms of the article graphs, as N-Quads text
_term = _Terms()
_IS_A, _NAME, _PREFERRED = (_ref(str(t)) for t in (RDF.type, RDFS.label, SKOS.prefLabel))
_ENTITY, _GENERATED = _ref(str(PROV.Entity)), _ref(str(PROV.wasGeneratedBy))
_TITLE, _LANGUAGE = _ref(str(DCTERMS.title)), _ref(str(DCTERMS.language))
_NEWS, _PUBLISHED, _URL = (_ref(str(SCHEMA[t])) for t in ("NewsArticle", "datePublished", "url"))
_KINDS = {
    "person": _term.Person,
    "organization": _term.Organization,
    "state": _term.State,
    "unnamed": _term.UnnamedSource,
}
#: labels that name or stand for an actor; SKOS tools shall find it by any of them
_LABELS = frozenset(str(t) for t in (DEM.demonym, DEM.metonym, DEM.acronym, DEM.capital))
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_IRI_UNSAFE = re.compile(r"[\x00-\x20<>\"{}|\\^`\ud800-\udfff]")
#: line ends for str.splitlines and JavaScript that json.dumps leaves as they are; the others it escapes itself
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_LINE_END = re.compile("[\x85\u2028\u2029]")
_FORMATS = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
}
_FIELDS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Run:
    """What made a graph: software, its version, the digest of the ontology, and the settings that change the result.

    Two runs with equal fields are one run; there is no clock in it.

    >>> Run("demarche", "0.1.0", "ab12", ("extractor=rules.v1",)).name
    'b1189da5c4de0021'
    """

    software: str
    version: str
    ontology_digest: str
    settings: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Local name of the run: 16 hex digits of all its fields."""
        return digest(self.software, self.version, self.ontology_digest, *sorted(self.settings))[:16]

    def iri(self, identifiers: Identifiers) -> str:
        return identifiers.run(self.name)


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Statements in document order: by where the content starts, the longer one first, then by id."""
    return sorted(statements, key=lambda s: (s.content[0][0], -s.content[-1][1], s.id))


def quads(
    article: Article,
    statements: Iterable[Statement],
    ontology: Ontology,
    *,
    identifiers: Identifiers | None = None,
    run: Run,
) -> list[ox.Quad]:
    """All quads of the article's named graph, without repetition, in a fixed order.

    ``statements`` may come in any order; ``dem:order`` counts from 1 in document order. Raises ValueError where a
    statement's span does not lie in the article's text.
    """
    return list(ox.parse(nquads(article, statements, ontology, identifiers=identifiers, run=run), ox.RdfFormat.N_QUADS))


def nquads(
    article: Article,
    statements: Iterable[Statement],
    ontology: Ontology,
    *,
    identifiers: Identifiers | None = None,
    run: Run,
) -> bytes:
    """The same graph as sorted N-Quads: byte for byte ``serialize(quads(...), "nquads")``.

    The lines are written as text: a fifth of the time that making pyoxigraph quads and serializing them takes.
    """
    ordered = in_order(statements)
    writer = _Writer(article, ordered, ontology, identifiers or Identifiers(), run)
    writer.article_node()
    for number, statement in enumerate(ordered, 1):
        writer.statement_node(statement, number)
    return "".join(sorted(set(writer.lines))).encode()


def run_quads(run: Run, *, identifiers: Identifiers | None = None) -> list[ox.Quad]:
    """The description of a run, in the graph ``runs``."""
    identifiers = identifiers or Identifiers()
    graph = _node(identifiers.named_graph("runs"))
    node = _node(run.iri(identifiers))
    pairs: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (_TYPE, _node(str(DEM.ExtractionRun))),
        (_TYPE, _ACTIVITY),
        (_LABEL, _literal(f"{run.software} {run.version}")),
        (_node(str(DEM.softwareVersion)), _literal(f"{run.software} {run.version}")),
        (_node(str(DEM.ontologyDigest)), _literal(run.ontology_digest)),
        *((_node(str(DEM.settings)), _literal(setting)) for setting in sorted(run.settings)),
    ]
    return [ox.Quad(node, p, o, graph) for p, o in dict.fromkeys(pairs)]


def ontology_quads(ontology: Ontology, *, identifiers: Identifiers | None = None) -> list[ox.Quad]:
    """Terms, lexicon, names and extensions in the graph ``ontology``, with what plain SPARQL needs made explicit.

    Demonyms, metonyms, acronyms and capitals are also ``skos:altLabel``; an instance of a ``dem:`` class is also an
    instance of its declared ``dem:`` superclasses (a news agency is an organisation and an actor). Blank nodes an
    extension brings get canonical names (RDFC-1.0), so that the bytes stay the same. What the files name under the
    usual base stands under that of ``identifiers``.
    """
    triples = knowledge.merged([(path, Path(path).read_bytes()) for path in ontology.files])
    if any(isinstance(term, ox.BlankNode) for t in triples for term in (t.subject, t.object)):
        dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        triples = [q.triple for q in dataset]
    above = _superclasses(triples)
    made: list[ox.Triple] = []
    for t in triples:
        if t.predicate.value in _LABELS:
            made.append(ox.Triple(t.subject, _ALT, t.object))
        elif t.predicate == _TYPE and isinstance(t.object, ox.NamedNode):
            made.extend(ox.Triple(t.subject, _TYPE, _node(c)) for c in sorted(above.get(t.object.value, ())))
    ids = identifiers or Identifiers()
    graph = _node(ids.named_graph("ontology"))
    unique = dict.fromkeys((*triples, *made))
    if ids.base != BASE:
        unique = dict.fromkeys(ox.Triple(*(_under(ids, term) for term in t)) for t in unique)
    return sorted((ox.Quad(t.subject, t.predicate, t.object, graph) for t in unique), key=_sort_key)


def _under(ids: Identifiers, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Any:
    return _node(ids.rebased(term.value)) if isinstance(term, ox.NamedNode) else term


def _superclasses(triples: Iterable[ox.Triple]) -> dict[str, set[str]]:
    """Every class's ``dem:`` superclasses, transitively; classes of other vocabularies are alignment, not data."""
    direct: dict[str, set[str]] = defaultdict(set)
    for t in triples:
        if t.predicate == _SUBCLASS and str(t.object).startswith(f"<{ONTOLOGY}#"):
            direct[_value(t.subject)].add(_value(t.object))
    closed = {}
    for name in direct:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            new = direct.get(waiting.pop(), set()) - found
            found |= new
            waiting.extend(new)
        closed[name] = found
    return closed


def prefixes(identifiers: Identifiers | None = None) -> dict[str, str]:
    """The prefixes of our TriG and Turtle."""
    base = (identifiers or Identifiers()).base
    return {
        "act": str(ACT),
        "actor": f"{base}actor/",
        "article": f"{base}article/",
        "basis": str(BASIS),
        "dcterms": str(DCTERMS),
        "dem": ONTOLOGY + "#",
        "evidence": f"{base}evidence/",
        "form": str(FORM),
        "oa": str(OA),
        "org": str(ORG),
        "position": f"{base}position/",
        "prov": str(PROV),
        "rdf": str(RDF),
        "rdfs": str(RDFS),
        "role": str(ROLE),
        "run": f"{base}run/",
        "schema": str(SCHEMA),
        "skos": str(SKOS),
        "stance": str(STANCE),
        "statement": f"{base}statement/",
        "system": f"{base}system/",
        "topic": f"{base}topic/",
        "unresolved": str(KIND),
        "xsd": str(XSD),
    }


def serialize(
    quads: Iterable[ox.Quad], format: Format, *, identifiers: Identifiers | None = None, header: bool = True
) -> bytes:
    """The quads as UTF-8 bytes, each once, in sorted order: equal sets of quads give equal bytes.

    ``turtle`` merges the graphs. With ``header=False`` TriG and Turtle leave out the prefix lines, for the second and
    later parts of a stream whose first part had them. Raises ValueError for another format.
    """
    if format not in _FORMATS:
        raise ValueError(f"format {format!r}: choose one of {', '.join(_FORMATS)}")
    if format == "nquads":
        lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
        return b"".join(line + b"\n" for line in sorted(set(lines.split(b"\n")) - {b""}))
    items: list[Any]
    if format == "turtle":
        items = sorted({q.triple for q in quads}, key=_triple_key)
    else:
        items = sorted(set(quads), key=_sort_key)
    names = prefixes(identifiers)
    data = ox.serialize(items, format=_FORMATS[format], prefixes=names) or b""
    # pyoxigraph promises no order of the prefix lines; ours are alphabetical.
    body = re.sub(rb"\A(?:@prefix [^\n]*\n)*", b"", data)
    return "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in names.items()).encode() + body if header else body


def _triple_key(triple: ox.Triple | ox.Quad) -> tuple[str, bool, str, str]:
    """Subject, ``rdf:type`` before all other predicates, predicate, object."""
    predicate = triple.predicate.value
    return _value(triple.subject), predicate != _TYPE.value, predicate, str(triple.object)


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """IRI, name or lexical form of a term; a triple term (RDF 1.2), which the types allow, is never made here."""
    assert not isinstance(term, ox.Triple)
    return term.value


def _sort_key(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    return str(quad.graph_name), *_triple_key(quad)


def to_json(statement: Statement) -> dict[str, Any]:
    """The statement as the object of one JSON line: the keys, their order and shapes are a published format."""
    return {
        "doc": statement.doc,
        "id": statement.id,
        "form": statement.form,
        "source": [list(span) for span in statement.source],
        "cue": [list(span) for span in statement.cue],
        "content": [list(span) for span in statement.content],
        "text": {role: statement.text.get(role, "") for role in _FIELDS},
        "speakers": _unique(m.actor.public for m in statement.speakers),
        "on_behalf_of": _unique(a.public for a in statement.on_behalf_of),
        "act": statement.act,
        "stances": [{"topic": s.topic, "stance": s.stance} for s in statement.stances],
        "systems": list(statement.systems),
        "targets": _unique(m.actor.public for m in statement.targets),
        "addressees": _unique(m.actor.public for m in statement.addressees),
        "date": statement.date,
        "date_basis": statement.date_basis,
        "reported_in": statement.reported_in,
        "relayed_by": statement.relayed_by.public if statement.relayed_by else None,
        "confidence": round(statement.confidence, DECIMALS),
        "extractor": statement.extractor,
    }


def jsonl(statement: Statement) -> str:
    """``to_json`` as one line without its line end: readable text, no character any reader takes for a line end."""
    line = json.dumps(to_json(statement), ensure_ascii=False)
    line = _LINE_END.sub(lambda m: _LINE_ENDS[m[0]], line)
    return _LONE_SURROGATE.sub("\ufffd", line)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _literal(value: str, language: str | None = None) -> ox.Literal:
    try:
        return ox.Literal(value, language=language)
    except ValueError:  # pyoxigraph refuses lone surrogates
        return ox.Literal(_LONE_SURROGATE.sub("\ufffd", value), language=language)


#: canonical N-Quads string escapes (RDF 1.2 N-Triples, section 3)
_ESCAPES = {n: f"\\u{n:04X}" for n in (*range(0x20), 0x7F)} | {
    ord(char): "\\" + letter for char, letter in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)
}
_ESCAPES |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_NEEDS_ESCAPE = re.compile('[\x00-\x1f\x7f"\\\\\ud800-\udfff]')


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES) if _NEEDS_ESCAPE.search(text) else text


def _text(value: str, language: str | None = None) -> str:
    return f'"{_escaped(value)}"@{language}' if language else f'"{_escaped(value)}"'


# looked up once: rdflib's namespaces take their time
_IS_INTEGER, _IS_DECIMAL, _IS_DATE = (f"^^<{t}>" for t in (XSD.integer, XSD.decimal, XSD.date))


def _integer(value: int) -> str:
    return f'"{value}"{_IS_INTEGER}'


def _decimal(value: float) -> str:
    """Shortest form, as stores write it back: "0.5", "1"."""
    digits = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return f'"{digits}"{_IS_DECIMAL}'


def _day(value: str) -> str:
    """An ISO date as ``xsd:date``; anything else stays a string, which the shapes report by name."""
    try:
        if date.fromisoformat(value).isoformat() == value:
            return f'"{value}"{_IS_DATE}'
    except ValueError:
        pass
    return _text(value)


def _web_address(value: str) -> str:
    """The address as an IRI, unsafe characters percent-encoded; what is no absolute IRI even then, as a string."""
    coded = _IRI_UNSAFE.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode("utf-8", "replace")), value.strip())
    try:
        return str(_node(coded))
    except ValueError:
        return _text(value)


_EVIDENCE, _OF_ROLE, _SOURCE, _SELECTOR = (
    _term.evidence,
    _term.evidenceRole,
    _ref(str(OA.hasSource)),
    _ref(str(OA.hasSelector)),
)
_IS_EVIDENCE = f"{_IS_A} {_term.Evidence}"
_IS_RESOURCE = f"{_IS_A} {_ref(str(OA.SpecificResource))}"
_IS_POSITION = f"{_IS_A} {_ref(str(OA.TextPositionSelector))}"
_IS_QUOTE = f"{_IS_A} {_ref(str(OA.TextQuoteSelector))}"
_START, _END, _EXACT, _PREFIX, _SUFFIX = (_ref(str(OA[t])) for t in ("start", "end", "exact", "prefix", "suffix"))


class _Writer:
    """Collects the lines of one article. Terms are N-Quads text: ``<iri>`` or ``"literal"``."""

    def __init__(
        self, article: Article, statements: list[Statement], ontology: Ontology, identifiers: Identifiers, run: Run
    ) -> None:
        self.article, self.ontology, self.ids = article, ontology, identifiers
        self.name = article_name(article.doc, article.text)
        self.graph = _ref(identifiers.graph(self.name))
        self.node = _ref(identifiers.article(self.name))
        self.run = _ref(run.iri(identifiers))
        self.lines: list[str] = []
        self.records = _actors_of(statements)
        self.actors: dict[tuple[str, bool], str] = {}
        self.concepts: dict[tuple[str, str], str] = {}
        self.positions: dict[str, str] = {}

    def add(self, subject: str, predicate: str, value: str) -> None:
        self.lines.append(f"{subject} {predicate} {value} {self.graph} .\n")

    def article_node(self) -> None:
        article, node, add = self.article, self.node, self.add
        for kind in (_term.Article, _NEWS, _ENTITY):
            add(node, _IS_A, kind)
        add(node, _term.documentId, _text(article.doc))
        add(node, _term.textDigest, _text(digest(article.text)))
        for predicate, text in (
            (_TITLE, article.title),
            (_term.outlet, article.outlet),
            (_term.byline, article.byline),
            (_LANGUAGE, article.language),
            (_term.datelinePlace, article.dateline_place),
        ):
            if text:
                add(node, predicate, _text(text))
        if article.published:
            add(node, _PUBLISHED, _day(article.published))
        if article.url:
            add(node, _URL, _web_address(article.url))

    def statement_node(self, statement: Statement, number: int) -> None:
        """All that hangs on one statement. Ids are unique within an article, so no quad is written twice."""
        add, node = self.add, _ref(self.ids.statement(statement.id))
        add(node, _IS_A, _term.Statement)
        add(node, _IS_A, _ENTITY)
        add(node, _term.inArticle, self.node)
        add(node, _term.order, _integer(number))
        for role, predicate in (("content", _term.content), ("source", _term.sourceText), ("cue", _term.cueText)):
            if statement.text.get(role):
                add(node, predicate, _text(statement.text[role]))
        self.parties(statement, node)
        self.meaning(statement, node)
        if statement.date:
            add(node, _term.saidOn, _day(statement.date))
        add(node, _term.dateBasis, _member(str(BASIS), statement.date_basis))
        add(node, _term.quotationForm, _member(str(FORM), statement.form))
        if statement.reported_in:
            add(node, _term.reportedIn, _ref(self.ids.statement(statement.reported_in)))
        if statement.repeats:
            add(node, _term.repeats, _ref(self.ids.statement(statement.repeats)))
        add(node, _term.confidence, _decimal(statement.confidence))
        for reason in _reasons(statement):
            add(node, _term.reason, _text(reason))
        add(node, _term.extractor, _text(statement.extractor))
        add(node, _GENERATED, self.run)
        self.evidence(statement, node)
        for n, gap in enumerate(statement.unresolved, 1):
            hole = f"{node[:-1]}/unresolved/{n}>"
            add(node, _term.unresolved, hole)
            add(hole, _IS_A, _term.Unresolved)
            add(hole, _term.unresolvedKind, _member(str(KIND), gap.kind))
            add(hole, _NAME, _text(gap.text))
            if gap.why:
                add(hole, _term.reason, _text(gap.why))

    def parties(self, statement: Statement, node: str) -> None:
        """Who spoke, for whom, to whom, against whom, and who passed it on."""
        for predicate, actors in (
            (_term.speaker, [m.actor for m in statement.speakers]),
            (_term.onBehalfOf, statement.on_behalf_of),
            (_term.addressee, [m.actor for m in statement.addressees]),
            (_term.target, [m.actor for m in statement.targets]),
            (_term.relayedBy, [statement.relayed_by] if statement.relayed_by else ()),
        ):
            for party in dict.fromkeys(map(self.actor, actors)):
                self.add(node, predicate, party)

    def meaning(self, statement: Statement, node: str) -> None:
        """Speech act, what it is about, and one position per holder, stance and topic."""
        add = self.add
        act = self.ontology.act_iris.get(statement.act)
        add(node, _term.speechAct, _ref(act) if act else _member(str(ACT), statement.act))
        topics = [self.concept("topic", stance.topic) for stance in statement.stances]
        for concept in dict.fromkeys([*(self.concept("system", name) for name in statement.systems), *topics]):
            add(node, _term.about, concept)
        # The holder is whose position it is: a spokesman's state; speaking for nobody, everybody holds his own.
        holders = statement.on_behalf_of or tuple(m.actor for m in statement.speakers)
        taken = [self.position(actor, s.stance, s.topic) for s in statement.stances for actor in holders]
        for position in dict.fromkeys(taken):
            add(node, _term.expresses, position)

    def position(self, actor: Actor, stance: str, topic: str) -> str:
        """The position's node, described in this graph the first time it is met."""
        holder = f"unnamed/{self.name}/{actor.name}" if actor.kind == "unnamed" else actor.name
        iri = self.ids.position(holder, stance, topic)
        node = self.positions.get(iri)
        if node is None:
            node = self.positions[iri] = _ref(iri)
            self.add(node, _IS_A, _term.Position)
            self.add(node, _term.holder, self.actor(actor))
            self.add(node, _term.stance, _member(str(STANCE), stance))
            self.add(node, _term.topic, self.concept("topic", topic))
        return node

    def evidence(self, statement: Statement, node: str) -> None:
        for role, spans in evidence_spans(statement):
            about = _member(str(ROLE), role)
            for n, span in enumerate(spans, 1):
                self.selectors(node, self.ids.evidence(statement.id, role, n), about, span)

    def selectors(self, statement: str, iri: str, role: str, span: Span) -> None:
        """One stretch of text by position and by quotation: each can be checked against the other."""
        text, (start, end) = self.article.text, span
        if not 0 <= start < end <= len(text):
            raise ValueError(f"{self.article.doc}: evidence [{start}, {end}) is outside its {len(text)} code points")
        node, position, quote, tail = f"<{iri}>", f"<{iri}/position>", f"<{iri}/quote>", f" {self.graph} .\n"
        self.lines += (
            f"{statement} {_EVIDENCE} {node}{tail}",
            f"{node} {_IS_EVIDENCE}{tail}",
            f"{node} {_IS_RESOURCE}{tail}",
            f"{node} {_OF_ROLE} {role}{tail}",
            f"{node} {_SOURCE} {self.node}{tail}",
            f"{node} {_SELECTOR} {position}{tail}",
            f"{node} {_SELECTOR} {quote}{tail}",
            f"{position} {_IS_POSITION}{tail}",
            f"{position} {_START} {_integer(start)}{tail}",
            f"{position} {_END} {_integer(end)}{tail}",
            f"{quote} {_IS_QUOTE}{tail}",
            f"{quote} {_EXACT} {_text(text[start:end])}{tail}",
            f"{quote} {_PREFIX} {_text(text[max(0, start - CONTEXT) : start])}{tail}",
            f"{quote} {_SUFFIX} {_text(text[end : end + CONTEXT])}{tail}",
        )

    def actor(self, actor: Actor) -> str:
        """The actor's node; one that the names files do not hold is described in this graph."""
        key = (actor.name, actor.kind == "unnamed")
        node = self.actors.get(key)
        if node is None:
            node = self.actors[key] = self.new_actor(self.records.get(key, actor))
        return node

    def new_actor(self, actor: Actor) -> str:
        entry = None if actor.kind == "unnamed" else self.ontology.actors.get(actor.name)
        if entry:
            return _ref(self.ids.rebased(entry.iri))
        add = self.add
        if actor.kind == "unnamed":
            node = _ref(self.ids.unnamed(self.name, actor.name))
            add(node, _term.describedAs, _text(actor.label or actor.name))
        else:
            node = _ref(self.ids.actor(actor.name))
        # Registered before its relations are followed: two bodies may name each other.
        self.actors[(actor.name, actor.kind == "unnamed")] = node
        add(node, _IS_A, _KINDS[actor.kind])
        add(node, _IS_A, _term.Actor)
        add(node, _PREFERRED, _text(actor.label or actor.name, "en"))
        if actor.role:
            add(node, _term.roleText, _text(actor.role))
        for predicate, name in ((_term.affiliation, actor.affiliation), (_term.actsFor, actor.acts_for)):
            if name and name != actor.name:
                add(node, predicate, self.body(name))
        return node

    def body(self, name: str) -> str:
        """An organisation or state known by its identifier alone."""
        return self.actor(Actor(name, "organization", name.replace("-", " "), known=name in self.ontology.actors))

    def concept(self, kind: str, name: str) -> str:
        """Node of a topic or system; one the ontology does not hold is described here, so that the graph is whole."""
        node = self.concepts.get((kind, name))
        if node is None:
            entry = (self.ontology.topics if kind == "topic" else self.ontology.systems).get(name)
            if entry:
                node = _ref(self.ids.rebased(entry.iri))
            else:
                node = _ref(self.ids.topic(name) if kind == "topic" else self.ids.system(name))
                self.add(node, _IS_A, _term.Topic if kind == "topic" else _term.System)
                self.add(node, _PREFERRED, _text(name.replace("-", " "), "en"))
            self.concepts[(kind, name)] = node
        return node


def _actors_of(statements: Iterable[Statement]) -> dict[tuple[str, bool], Actor]:
    """Each actor once, with all that any mention says of it: the first role, affiliation and principal given."""
    found: dict[tuple[str, bool], Actor] = {}
    for s in statements:
        mentioned = [m.actor for m in (*s.speakers, *s.addressees, *s.targets)]
        for actor in (*mentioned, *s.on_behalf_of, *((s.relayed_by,) if s.relayed_by else ())):
            key = (actor.name, actor.kind == "unnamed")
            first = found.setdefault(key, actor)
            if first is not actor and first != actor:
                found[key] = replace(
                    first,
                    role=first.role or actor.role,
                    affiliation=first.affiliation or actor.affiliation,
                    acts_for=first.acts_for or actor.acts_for,
                )
    return found


_members: dict[tuple[str, str], str] = {}


def _member(namespace: str, name: str) -> str:
    """A member of a scheme; few and always the same, so each is made once."""
    node = _members.get((namespace, name))
    if node is None:
        node = _members[(namespace, name)] = _ref(namespace + name)
    return node


def evidence_spans(statement: Statement) -> Iterator[tuple[str, Spans]]:
    """The stretches of text that bear a statement out, by role; only roles that have any, spans in document order."""
    for role, spans in (
        ("source", statement.source),
        ("cue", statement.cue),
        ("content", statement.content),
        ("time", (statement.date_span,) if statement.date_span else ()),
        ("target", tuple(m.span for m in statement.targets)),
        ("addressee", tuple(m.span for m in statement.addressees)),
        ("stance", tuple(s.span for s in statement.stances if s.span)),
    ):
        if spans:
            yield role, tuple(sorted(set(spans)))


def _reasons(statement: Statement) -> list[str]:
    """One line per decision: those of the statement, of each link and of each stance."""
    lines = list(statement.reasons)
    mentions: tuple[tuple[str, tuple[Mention, ...]], ...] = (
        ("speaker", statement.speakers),
        ("addressee", statement.addressees),
        ("target", statement.targets),
    )
    for role, found in mentions:
        lines.extend(f"{role} {m.actor.name}: {m.reason} ({m.score:.2f})" for m in found)
    for stance in statement.stances:
        condition = (", conditional" if stance.conditional else "") + (
            f", {stance.strength}" if stance.strength else ""
        )
        why = f": {stance.reason}" if stance.reason else ""
        lines.append(f"stance {stance.stance} {stance.topic}{condition}{why}")
    return list(dict.fromkeys(lines))
