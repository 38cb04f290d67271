"""Reads the Turtle files into the frozen tables extraction works with.

Everything the extractor knows of the world and of English reporting stands in Turtle: actors, dated roles, topics,
systems, cues, stance words. A user's file is laid over ours and adds to it: a new label for ``actor:china``, a new
topic, a new cue verb. Parsing is pyoxigraph's (a tenth of rdflib's time), the tables are plain Python.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ontology.identity import actor_name, decided, decisions
from ontology.vocabulary import ACT, ACTS, DEM, EXTENSION, ORG

HERE = Path(__file__).parent


class OntologyError(Exception):
    """An ontology file that cannot be read or does not say what it must: names file, line or term, and remedy."""


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An actor of the names files. Demonyms are adjectives ("Chinese"), metonyms places ("Beijing")."""

    name: str
    iri: str
    kind: str  #: "person", "organization", "state", "unnamed"
    label: str
    labels: tuple[str, ...]  #: prefLabel, altLabels, acronyms: what names the actor outright
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()  #: capitals and seats of government
    hidden: tuple[str, ...] = ()  #: known misspellings
    contextual: tuple[
        str, ...
    ] = ()  #: short forms ("the North") that name the actor only beside one of its other names, a body at home
    family_name: str | None = None
    gender: str | None = None  #: "female", "male"
    acts_for: str | None = None  #: identifier of the state or body whose position it reports
    is_agency: bool = False  #: a news agency or outlet, which relays rather than holds
    tags: tuple[str, ...] = ()  #: of a news agency: the names by which it signs a text
    affiliation: str | None = None  #: identifier of the body it belongs to
    role: str | None = None  #: what it is, in words ("economist"): it tells people of one name apart


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """A person in a post for an interval of ISO dates, either end open."""

    person: str
    post: str
    titles: tuple[str, ...]
    organization: str | None
    acts_for: str | None
    since: str | None
    until: str | None

    def covers(self, day: str | None) -> bool:
        """True where the day (ISO) lies in the interval; an unknown day lies in every interval."""
        return day is None or ((self.since or "") <= day and (not self.until or day <= self.until))


@dataclass(frozen=True, slots=True)
class TopicEntry:
    name: str
    iri: str
    label: str
    labels: tuple[str, ...]
    keywords: tuple[str, ...] = ()  #: "thaad deploy*": a topic is met where all these words stand together
    contrary: tuple[str, ...] = ()  #: the same, for the opposite of the topic
    references: tuple[str, ...] = ()  #: head nouns that refer back to it: "move", "deployment", "talks"
    systems: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SystemEntry:
    name: str
    iri: str
    label: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CueEntry:
    """A verb, noun or phrase that reports a saying or an attitude."""

    name: str
    iri: str
    kind: str  #: "verb", "noun", "phrase", "light" (a light verb: express, voice, make)
    lemma: str
    forms: tuple[str, ...]  #: every inflected form, lower case, lemma included
    complements: frozenset[str]  #: local names of dem:Complement
    act: str
    prepositions: tuple[str, ...] = ()
    stance: str | None = None  #: the side it implies toward what its content names
    reliability: float = 0.8  #: share of its uses in hand-marked news that are attributions


@dataclass(frozen=True, slots=True)
class StanceEntry:
    name: str
    lemma: str
    forms: tuple[str, ...]
    polarity: str
    role: str  #: local name of a dem:StanceRole: what the word says of the thing


@dataclass(frozen=True, slots=True)
class Ontology:
    """All loaded knowledge; equal files give an equal digest. Lookups by identifier (local name)."""

    actors: dict[str, ActorEntry]
    roles: tuple[RoleEntry, ...]
    topics: dict[str, TopicEntry]
    systems: dict[str, SystemEntry]
    cues: tuple[CueEntry, ...]
    stances: tuple[StanceEntry, ...]
    acts: dict[str, str]  #: act -> the act of the closed spine it is narrower than (itself for the spine)
    act_iris: dict[str, str]
    digest: str
    files: tuple[str, ...]
    same: dict[str, str]  #: identifier -> the one a user decided that it goes by

    @property
    def agencies(self) -> tuple[str, ...]:
        """The names by which news agencies sign texts, in a dateline or at a paragraph's end."""
        return tuple(tag for actor in self.actors.values() for tag in actor.tags)

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ontology) and other.digest == self.digest


def shipped_files() -> tuple[Path, ...]:
    """The Turtle files of the distribution, in reading order."""
    return (
        HERE / "terms.ttl",
        *sorted((HERE / "lexicon").glob("*.ttl")),
        *sorted((HERE / "names").glob("*.ttl")),
    )


def load(extensions: Sequence[Path | str] = ()) -> Ontology:
    """The shipped ontology with the extension files laid over it.

    Raises OntologyError with file, line and remedy where a file is missing or not Turtle. The result is cached by
    file contents within the process.
    """
    files = [*shipped_files(), *map(Path, extensions)]
    sources = []
    for path in files:
        try:
            sources.append((str(path), path.read_bytes()))
        except OSError as error:
            raise OntologyError(f"{path}: cannot be read ({error.strerror or error}); give a Turtle file") from None
    return _load(tuple(sources))


def parse(path: str, data: bytes) -> list[ox.Triple]:
    """Triples of one Turtle file; raises OntologyError naming file and line."""
    try:
        return [q.triple for q in ox.parse(data, ox.RdfFormat.TURTLE, base_iri=EXTENSION)]
    except SyntaxError as error:
        raise OntologyError(f"{path}:{error.lineno or 1}: not valid Turtle: {error.msg}") from None
    except (ValueError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: not valid Turtle: {error}") from None


@lru_cache(maxsize=4)
def _load(sources: tuple[tuple[str, bytes], ...]) -> Ontology:
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    members: dict[str, list[str]] = defaultdict(list)
    hashed = hashlib.sha256()
    for _, data in sources:
        hashed.update(hashlib.sha256(data).digest())
    triples = merged(sources)
    for t in triples:
        if not isinstance(t.subject, ox.NamedNode) or isinstance(t.object, ox.Triple):
            continue
        values = facts[t.subject.value][t.predicate.value]
        if t.object.value not in values:
            values.append(t.object.value)
            if t.predicate.value == str(RDF.type):
                members[t.object.value].append(t.subject.value)
    return _Tables(facts, members).ontology(hashed.hexdigest(), tuple(path for path, _ in sources))


def merged(sources: Sequence[tuple[str, bytes]]) -> list[ox.Triple]:
    """The triples of all files, given as path and content, as the user's decisions on who is who have them.

    Raises OntologyError for a file that is not Turtle, and for two decisions that contradict each other.
    """
    parsed = [(path, parse(path, data)) for path, data in sources]
    found = decisions([triples for _, triples in parsed])
    if found.contradictions:
        one, other = found.contradictions[0]
        path = next(p for p, triples in reversed(parsed) if any(_apart(t, one, other) for t in triples))
        raise OntologyError(
            f"{path}: actor:{actor_name(one)} and actor:{actor_name(other)} are decided to be two (owl:differentFrom)"
            " and to be one (owl:sameAs); remove one of the two decisions: kg ontology check"
        )
    return decided([triples for _, triples in parsed], found)


def _apart(t: ox.Triple, one: str, other: str) -> bool:
    return t == ox.Triple(ox.NamedNode(one), ox.NamedNode(str(OWL.differentFrom)), ox.NamedNode(other))


class _Tables:
    """Turns subject -> predicate -> values into entries."""

    def __init__(self, facts: dict[str, dict[str, list[str]]], members: dict[str, list[str]]) -> None:
        self.facts, self.members = facts, members

    def of(self, iri: str, *predicates: object) -> tuple[str, ...]:
        return tuple(v for p in predicates for v in self.facts[iri].get(str(p), ()))

    def one(self, iri: str, predicate: object) -> str | None:
        return next(iter(self.of(iri, predicate)), None)

    def names(self, iri: str, predicate: object) -> tuple[str, ...]:
        return tuple(local_name(v) for v in self.of(iri, predicate))

    def name(self, iri: str, predicate: object) -> str | None:
        return next(iter(self.names(iri, predicate)), None)

    def label(self, iri: str) -> str:
        return self.one(iri, SKOS.prefLabel) or self.one(iri, RDFS.label) or local_name(iri)

    def all(self, *kinds: object) -> list[str]:
        return sorted({iri for kind in kinds for iri in self.members.get(str(kind), ())})

    def ontology(self, digest: str, files: tuple[str, ...]) -> Ontology:
        actors = {}
        for term, kind in ((DEM.State, "state"), (DEM.Organization, "organization"), (DEM.Person, "person")):
            for iri in self.all(term):
                entry = self.actor(iri, kind)
                actors[entry.name] = entry
        acts = {local_name(i): local_name(i) for i in map(str, (ACT[a] for a in ACTS))}
        act_iris = {name: str(ACT[name]) for name in acts}
        for iri in self.all(DEM.SpeechAct):
            name = local_name(iri)
            act_iris[name] = iri
            acts.setdefault(name, self.name(iri, SKOS.broader) or "assert")
        return Ontology(
            actors=actors,
            roles=tuple(self.role(iri) for iri in self.all(DEM.DatedRole)),
            topics={local_name(i): self.topic(i) for i in self.all(DEM.Topic)},
            systems={local_name(i): self.system(i) for i in self.all(DEM.System)},
            cues=tuple(
                self.cue(iri, kind)
                for term, kind in (
                    (DEM.CueVerb, "verb"),
                    (DEM.CueNoun, "noun"),
                    (DEM.CuePhrase, "phrase"),
                    (DEM.LightVerb, "light"),
                )
                for iri in self.all(term)
            ),
            stances=tuple(self.stance(iri) for iri in self.all(DEM.StanceWord)),
            acts=acts,
            act_iris=act_iris,
            digest=digest,
            files=files,
            same={
                actor_name(iri): actor_name(other)
                for iri, facts in self.facts.items()
                if "/actor/" in iri
                for other in facts.get(str(OWL.sameAs), ())
            },
        )

    def actor(self, iri: str, kind: str) -> ActorEntry:
        label = self.label(iri)
        acronyms = self.of(iri, DEM.acronym)
        demonyms = self.of(iri, DEM.demonym)
        metonyms = self.of(iri, DEM.capital, DEM.metonym)
        others = {*demonyms, *metonyms}
        labels = (label, *(a for a in self.of(iri, SKOS.altLabel) if a not in others and a != label), *acronyms)
        name = local_name(iri)
        signs = labels if iri in self.members.get(str(DEM.NewsAgency), ()) else ()
        return ActorEntry(
            name=name,
            iri=iri,
            kind=kind,
            label=label,
            labels=tuple(dict.fromkeys(labels)),
            demonyms=demonyms,
            metonyms=metonyms,
            hidden=self.of(iri, SKOS.hiddenLabel),
            contextual=self.of(iri, DEM.shortName),
            family_name=self.one(iri, DEM.familyName),
            gender=self.one(iri, DEM.gender),
            acts_for=self.name(iri, DEM.actsFor) or (name if kind == "state" else None),
            is_agency=iri in self.members.get(str(DEM.NewsAgency), ()) or iri in self.members.get(str(DEM.Outlet), ()),
            tags=tuple(dict.fromkeys((*signs, *self.of(iri, DEM.tag)))),
            affiliation=self.name(iri, DEM.affiliation),
            role=self.one(iri, DEM.roleText),
        )

    def role(self, iri: str) -> RoleEntry:
        post = self.one(iri, DEM.post) or ""
        organization = self.name(iri, ORG.organization) or self.name(post, ORG.postIn)
        acts_for = self.name(post, DEM.actsFor)
        return RoleEntry(
            person=self.name(iri, ORG.member) or "",
            post=local_name(post),
            titles=self.of(post, SKOS.prefLabel, SKOS.altLabel),
            organization=organization,
            acts_for=acts_for,
            since=self.one(iri, DEM.since),
            until=self.one(iri, DEM.until),
        )

    def topic(self, iri: str) -> TopicEntry:
        label = self.label(iri)
        return TopicEntry(
            name=local_name(iri),
            iri=iri,
            label=label,
            labels=tuple(dict.fromkeys((label, *self.of(iri, SKOS.altLabel)))),
            keywords=self.of(iri, DEM.keywords),
            contrary=self.of(iri, DEM.contraryKeywords),
            references=self.of(iri, DEM.reference),
            systems=self.names(iri, DEM.concernsSystem),
            broader=self.names(iri, SKOS.broader),
        )

    def system(self, iri: str) -> SystemEntry:
        label = self.label(iri)
        labels = (label, *self.of(iri, SKOS.altLabel, DEM.acronym, SKOS.hiddenLabel))
        return SystemEntry(local_name(iri), iri, label, tuple(dict.fromkeys(labels)))

    def cue(self, iri: str, kind: str) -> CueEntry:
        lemma = self.label(iri)
        forms = dict.fromkeys(f.lower() for f in (lemma, *inflections(lemma, kind, self.of(iri, DEM.form))))
        return CueEntry(
            name=local_name(iri),
            iri=iri,
            kind=kind,
            lemma=lemma,
            forms=tuple(forms),
            complements=frozenset(self.names(iri, DEM.complement)),
            act=self.name(iri, DEM.speechAct) or "assert",
            prepositions=self.of(iri, DEM.preposition),
            stance=self.name(iri, DEM.impliesStance),
            reliability=float(self.one(iri, DEM.reliability) or 0.8),
        )

    def stance(self, iri: str) -> StanceEntry:
        lemma = self.label(iri)
        forms = dict.fromkeys(f.lower() for f in (lemma, *self.of(iri, DEM.form)))
        return StanceEntry(
            name=local_name(iri),
            lemma=lemma,
            forms=tuple(forms),
            polarity=self.name(iri, DEM.polarity) or "oppose",
            role=self.name(iri, DEM.stanceRole) or "effect",
        )


def local_name(iri: str) -> str:
    """What follows the last '#', '/' or ':' of an IRI.

    >>> local_name("https://w3id.org/demarche/id/actor/wang-yi")
    'wang-yi'
    """
    for mark in "#/:":
        if mark in iri:
            iri = iri.rsplit(mark, 1)[1]
            break
    return iri


VOWELS = "aeiou"


def inflections(lemma: str, kind: str, given: Iterable[str] = ()) -> list[str]:
    """The inflected forms of a cue: those given (irregular ones), else the regular ones of its first word.

    >>> inflections("deny", "verb"), inflections("worry", "noun"), inflections("point out", "verb")
    (['denies', 'denied', 'denying'], ['worries'], ['points out', 'pointed out', 'pointing out'])
    >>> inflections("say", "verb", ["says", "said", "saying"])
    ['says', 'said', 'saying']
    """
    given = list(given)
    if given or kind == "phrase":
        return given
    first, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    if first.endswith("y") and first[-2:-1] not in VOWELS:
        s = first[:-1] + "ies"
    elif first.endswith(("s", "x", "z", "ch", "sh")):
        s = first + "es"
    else:
        s = first + "s"
    if kind == "noun":
        return [s + tail]
    if first.endswith("y") and first[-2:-1] not in VOWELS:
        past, ing = first[:-1] + "ied", first + "ing"
    elif first.endswith("e") and not first.endswith(("ee", "oe", "ye")):
        past, ing = first + "d", first[:-1] + "ing"
    elif first.endswith("e"):
        past, ing = first + "d", first + "ing"
    else:
        past, ing = first + "ed", first + "ing"
    return [s + tail, past + tail, ing + tail]
