"""Reads an ontology extension as its author will use it, and names what would not work: file, line, term, remedy.

A Turtle file that parses can still do nothing: a mistyped property is a property nobody reads. These rules know what
``ontology.knowledge`` reads and what the shipped files hold, so that a slip is found before a build, not by wondering.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from ontology.identifiers import BASE
from ontology.identity import DECIDE, actor_name, decisions
from ontology.knowledge import OntologyError, local_name, parse, shipped_files
from ontology.vocabulary import ACT, ACTS, DEM, ONTOLOGY, ORG

_TYPE = str(RDF.type)
_PREF = str(SKOS.prefLabel)
_SAME = ox.NamedNode(str(OWL.sameAs))
#: what a new individual of these classes must carry to be found in a text
_KINDS = {
    str(DEM.State): "actor",
    str(DEM.Organization): "actor",
    str(DEM.Person): "actor",
    str(DEM.Topic): "topic",
    str(DEM.System): "system",
    str(DEM.CueVerb): "cue",
    str(DEM.CueNoun): "cue",
    str(DEM.CuePhrase): "cue",
    str(DEM.LightVerb): "cue",
    str(DEM.StanceWord): "stance word",
    str(DEM.SpeechAct): "speech act",
    str(ORG.Post): "post",
    str(DEM.DatedRole): "dated role",
}
_CUES = {str(DEM.CueVerb), str(DEM.CueNoun), str(DEM.CuePhrase)}
#: labels by which the text names a thing; two things of a kind with one of them cannot be told apart
_NAMING = {str(t) for t in (SKOS.prefLabel, SKOS.altLabel, DEM.acronym, DEM.demonym, DEM.capital, DEM.metonym)}
#: property -> the class its value must be a member of, and that class in words
_MEMBERS = {
    str(DEM.speechAct): (str(DEM.SpeechAct), "speech act"),
    str(DEM.complement): (str(DEM.Complement), "complement"),
    str(DEM.polarity): (str(DEM.Stance), "stance"),
    str(DEM.impliesStance): (str(DEM.Stance), "stance"),
    str(DEM.stanceRole): (str(DEM.StanceRole), "stance role"),
    str(DEM.post): (str(ORG.Post), "post"),
    str(ORG.member): (str(DEM.Person), "person"),
    str(ORG.postIn): (str(DEM.Actor), "organisation or state"),
    str(DEM.actsFor): (str(DEM.Actor), "actor"),
    str(DEM.affiliation): (str(DEM.Actor), "actor"),
    str(DEM.concernsSystem): (str(DEM.System), "system"),
}
#: what may be said of a term that is ours: more words for it, never another meaning
_ADDING = {str(t) for t in (SKOS.altLabel, SKOS.hiddenLabel, SKOS.example, SKOS.note, RDFS.seeAlso, RDFS.comment)}
_ADDING |= {str(t) for t in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)}
_PREFIX = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w.-]*):\s*<([^>]*)>", re.I | re.M)
_KEBAB = re.compile(r"[^\W_]+(?:-[^\W_]+)*\Z")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something in an extension that would not work, and what to do about it."""

    file: str
    line: int  #: 1-based
    term: str  #: as the file writes it where it can be found there
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.term}: {self.problem}; {self.remedy}"


def check(paths: Sequence[str | Path], actors: Collection[str] = ()) -> list[Finding]:
    """What would not work in these extension files, laid over the shipped ontology together, by file and line.

    ``actors``: IRIs of actors that no file describes and articles name; decisions on who is who may speak of them.
    Raises OntologyError only for a file that cannot be read; a syntax error is a finding.
    """
    findings: list[Finding] = []
    parsed: list[_File] = []
    for path in map(Path, paths):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise OntologyError(f"{path}: cannot be read ({error.strerror or error}); give a Turtle file") from None
        try:
            text = data.decode("utf-8")
            parsed.append(_File(str(path), text, parse(str(path), data)))
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            findings.append(Finding(str(path), line, "file", "is not UTF-8", "save it as UTF-8"))
        except OntologyError as error:
            where = re.match(rf"{re.escape(str(path))}:(\d+): (.*)", str(error), re.S)
            line, said = (int(where[1]), where[2]) if where else (1, str(error))
            findings.append(
                Finding(str(path), line, "Turtle", " ".join(said.split()), "correct the syntax there or just before")
            )
    world = _World([*_shipped(), *(t for file in parsed for t in file.triples)])
    ours = _World(_shipped())
    for file in parsed:
        findings += _Lint(file, world, ours, [f for f in parsed if f is not file], actors).findings()
    return sorted(set(findings))


@lru_cache(maxsize=1)
def _shipped() -> tuple[ox.Triple, ...]:
    return tuple(t for path in shipped_files() for t in parse(str(path), path.read_bytes()))


class _World:
    """What some triples say, looked up by subject and by class."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.facts: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]] = {}
        above: dict[str, set[str]] = defaultdict(set)
        for t in triples:
            if not isinstance(t.subject, ox.NamedNode):
                continue
            self.facts.setdefault(t.subject.value, {}).setdefault(t.predicate.value, []).append(t.object)
            if t.predicate.value == str(RDFS.subClassOf) and isinstance(t.object, ox.NamedNode):
                above[t.subject.value].add(t.object.value)
        self.members: dict[str, set[str]] = defaultdict(set)
        for subject, facts in self.facts.items():
            waiting = [o.value for o in facts.get(_TYPE, ()) if isinstance(o, ox.NamedNode)]
            while waiting:
                kind = waiting.pop()
                if subject not in self.members[kind]:
                    self.members[kind].add(subject)
                    waiting.extend(above[kind])
        for kind in (DEM.State, DEM.Organization, DEM.Person, DEM.UnnamedSource):
            self.members[str(DEM.Actor)] |= self.members[str(kind)]
        for act in ACTS:
            self.members[str(DEM.SpeechAct)].add(str(ACT[act]))

    def values(self, subject: str, predicate: object) -> list[str]:
        return [o.value for o in self.facts.get(subject, {}).get(str(predicate), ()) if not isinstance(o, ox.Triple)]

    def naming(self) -> dict[tuple[str, str], set[str]]:
        """(kind, folded label) -> the things of that kind the label names."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for kind in ("actor", "topic", "system"):
            for name, of in _KINDS.items():
                if of == kind:
                    for subject in self.members[name]:
                        for predicate in _NAMING:
                            for label in self.values(subject, predicate):
                                found[kind, label.casefold()].add(subject)
        return found


class _File:
    """One Turtle file: its triples, and where in its text a term stands."""

    def __init__(self, path: str, text: str, triples: list[ox.Triple]) -> None:
        self.path, self.triples = path, triples
        self.prefixes = dict(_PREFIX.findall(text))
        # comments and prefix lines are blanked, so that a term named there is not taken for its use
        self.lines = ["" if line.lstrip().startswith("#") or _PREFIX.match(line) else line for line in text.split("\n")]

    def written(self, iri: str) -> str:
        """An IRI as the file writes it: prefixed where one of its prefixes fits."""
        if iri == _TYPE:
            return "a"
        fitting = [(len(ns), f"{p}:{iri[len(ns) :]}") for p, ns in self.prefixes.items() if ns and iri.startswith(ns)]
        return max(fitting)[1] if fitting else f"<{iri}>"

    def line_of(self, subject: str, detail: str | None = None) -> int:
        """The 1-based line where a subject's description begins or, in it, where a term or literal stands."""
        start = self._find(rf"^\s*{_token(self.written(subject))}(?=\s)", 0)
        if start is None:
            start = self._find(_token(self.written(subject)), 0) or 0
        if detail is None:
            return start + 1
        found = self._find(detail, start)
        return (start if found is None else found) + 1

    def line_of_triple(self, subject: str, verb: str, value: str) -> int:
        """The 1-based line of a triple's predicate, for a subject that the file speaks of in several places."""
        does, to = re.compile(_token(verb)), re.compile(_token(value))
        about = re.compile(f"{_token(self.written(subject))}.*{_token(verb)}")
        near = [
            i
            for i, line in enumerate(self.lines)
            if does.search(line) and any(to.search(after) for after in self.lines[i : i + 2])
        ]
        return next((i for i in near if about.search(self.lines[i])), near[0] if near else 0) + 1

    def blank_line(self, kind: str) -> int:
        """The 1-based line where a blank node of this class begins."""
        return (self._find(rf"(?:\[|_:\S+)\s*(?:\]\s*)?a\s.*{_token(self.written(kind))}", 0) or 0) + 1

    def _find(self, pattern: str, start: int) -> int | None:
        wanted = re.compile(pattern)
        return next((i for i in range(start, len(self.lines)) if wanted.search(self.lines[i])), None)


def _token(written: str) -> str:
    return rf"(?<![\w:-]){re.escape(written)}(?![\w-])"


class _Lint:
    """The rules over one file. ``world`` holds shipped and user's files together, ``ours`` the shipped alone."""

    def __init__(
        self, file: _File, world: _World, ours: _World, others: Sequence[_File], actors: Collection[str]
    ) -> None:
        self.file, self.world, self.ours, self.others, self.actors = file, world, ours, others, actors
        self.decided = decisions([_shipped(), *(f.triples for f in (*others, file))])
        self.mine = _World(file.triples)
        self.found: list[Finding] = []

    def findings(self) -> list[Finding]:
        rules: tuple[Callable[[], None], ...] = (
            self.unknown_terms,
            self.forks,
            self.values,
            self.labels,
            self.clashes,
            self.roles,
            self.topics,
            self.cues,
            self.names,
            self.who_is_who,
        )
        for rule in rules:
            rule()
        return self.found

    def add(self, subject: str, problem: str, remedy: str, *, at: str | None = None, term: str | None = None) -> None:
        """``at``: an IRI, or a literal's text, within the subject's description."""
        detail = None
        if at is not None:
            written = self.file.written(at)
            detail = re.escape(at) if written.startswith("<") and "://" not in at else _token(written)
        self.found.append(
            Finding(
                self.file.path,
                self.file.line_of(subject, detail),
                term or self.file.written(subject),
                problem,
                remedy,
            )
        )

    def subjects(self, *kinds: str) -> Iterator[str]:
        """The file's own subjects of these classes, in their order."""
        for subject in self.mine.facts:
            if any(subject in self.world.members[kind] for kind in kinds):
                yield subject

    def unknown_terms(self) -> None:
        """A dem:, act:, stance:, skos: or org: name that nobody defines does nothing."""
        defined = set(self.world.facts)
        done: set[str] = set()
        for t in self.file.triples:
            if not isinstance(t.subject, ox.NamedNode):
                continue
            subject = t.subject.value
            used = [t.predicate.value, *([t.object.value] if isinstance(t.object, ox.NamedNode) else [])]
            if t.predicate.value in _MEMBERS:
                used = used[:1]  # ``values`` says more about the object
            for iri in used:
                if iri in done or iri in defined:
                    continue
                known = _known_names(iri, self.ours)
                if known is None or iri in known:
                    continue
                done.add(iri)
                self.add(
                    subject,
                    "no such term",
                    _suggest(iri, known, self.file, "see: kg show terms"),
                    at=iri,
                    term=self.file.written(iri),
                )

    def forks(self) -> None:
        """An extension adds words to what is ours; it does not give it another meaning."""
        for t in self.file.triples:
            if not isinstance(t.subject, ox.NamedNode):
                continue
            subject, predicate = t.subject.value, t.predicate.value
            theirs = self.ours.facts.get(subject)
            same = theirs is not None and t.object in theirs.get(predicate, ())
            if subject.startswith(f"{ONTOLOGY}#") and not same:
                if theirs is None:
                    if predicate == _TYPE:
                        self.add(
                            subject,
                            "is in the namespace of the shipped ontology, which does not define it",
                            "define terms of your own under an IRI of your own",
                        )
                elif predicate not in _ADDING:
                    self.add(
                        subject,
                        f"is a shipped term, and {self.file.written(predicate)} would change what it means",
                        "leave it as it is, and define a term of your own that is narrower",
                        at=predicate,
                    )
            elif theirs is not None and not same and predicate == _TYPE and _TYPE in theirs:
                kinds = [self.file.written(v) for v in self.ours.values(subject, _TYPE)]
                self.add(
                    subject,
                    f"is shipped as {', '.join(kinds)}",
                    "leave its class out and add only labels or facts",
                    at=_TYPE,
                )
            elif theirs is not None and not same and predicate == _PREF and isinstance(t.object, ox.Literal):
                label = next(iter(self.ours.values(subject, _PREF)), "")
                self.add(
                    subject,
                    f'has the shipped label "{label}"; a second skos:prefLabel makes it ambiguous',
                    "use skos:altLabel",
                    at=_PREF,
                )

    def values(self) -> None:
        """A property that names a member of a scheme must name one that exists."""
        for subject, facts in self.mine.facts.items():
            for predicate, (kind, words) in _MEMBERS.items():
                for value in facts.get(predicate, ()):
                    prop = self.file.written(predicate)
                    if isinstance(value, ox.Literal):
                        self.add(
                            subject,
                            f'{prop} has the text "{value.value}" where it needs a {words}',
                            f"write the term, such as {self._some(kind)}, without quotation marks",
                            at=predicate,
                        )
                    elif isinstance(value, ox.NamedNode) and value.value not in self.world.members[kind]:
                        self.add(
                            subject,
                            f"{prop} names no known {words}, {self.file.written(value.value)}",
                            _suggest(value.value, self.world.members[kind], self.file, f"define it as a {words}"),
                            at=value.value,
                        )
        for subject in self.subjects(*_CUES, str(DEM.LightVerb)):
            for text in self.mine.values(subject, DEM.reliability):
                if not re.fullmatch(r"0?\.\d+|[01](\.0*)?", text):
                    self.add(
                        subject,
                        f"dem:reliability {text} is no share",
                        "give a number from 0 to 1",
                        at=str(DEM.reliability),
                    )

    def _some(self, kind: str) -> str:
        members = sorted(self.world.members[kind])
        return self.file.written(members[0]) if members else "one of your own"

    def labels(self) -> None:
        """What has no label is never found in a text."""
        for subject in self.subjects(*_KINDS):
            words = next(w for k, w in _KINDS.items() if subject in self.world.members[k])
            if words != "dated role" and not self.world.values(subject, _PREF):
                self.add(subject, f"{_article(words)} without skos:prefLabel", 'add skos:prefLabel "its name"@en')

    def clashes(self) -> None:
        """One label for two things of a kind: the linker could not tell them apart."""
        naming = self.world.naming()
        for subject, facts in self.mine.facts.items():
            for kind in ("actor", "topic", "system"):
                if not any(subject in self.world.members[c] for c, of in _KINDS.items() if of == kind):
                    continue
                for predicate in sorted(_NAMING & set(facts)):
                    for label in self.mine.values(subject, predicate):
                        others = sorted(naming[kind, label.casefold()] - {subject} - self._kept_apart(subject))
                        if others:
                            self.add(
                                subject,
                                f'"{label}" is also a label of {", ".join(map(self.file.written, others))}',
                                "leave it to one of them, or add your facts to that one",
                                at=f'"{label}"',
                            )

    def roles(self) -> None:
        for subject in self.subjects(str(DEM.DatedRole)):
            for predicate, words in ((DEM.post, "the post"), (ORG.member, "the person")):
                if not self.world.values(subject, predicate):
                    self.add(
                        subject,
                        f"a dated role without {self.file.written(str(predicate))}",
                        f"name {words} with {self.file.written(str(predicate))}",
                    )
            ends: dict[str, str] = {}
            for predicate, end in ((DEM.since, "since"), (DEM.until, "until")):
                for value in self.world.facts[subject].get(str(predicate), ()):
                    text = value.value if isinstance(value, ox.Literal) else str(value)
                    if not _is_day(text):
                        self.add(
                            subject,
                            f'dem:{end} "{text}" is no date',
                            f'write "2016-02-12"^^<{XSD.date}>',
                            at=str(predicate),
                        )
                    ends[end] = text
            if len(ends) == 2 and all(map(_is_day, ends.values())) and ends["since"] > ends["until"]:
                self.add(
                    subject,
                    f"ends ({ends['until']}) before it begins ({ends['since']})",
                    "exchange dem:since and dem:until",
                    at=str(DEM.until),
                )

    def topics(self) -> None:
        for subject in self.subjects(str(DEM.Topic)):
            for value in self.mine.values(subject, SKOS.broader):
                known = self.world.members[str(DEM.Topic)]
                if value not in known:
                    self.add(
                        subject,
                        f"skos:broader names no known topic, {self.file.written(value)}",
                        _suggest(value, known, self.file, "define it as a dem:Topic"),
                        at=value,
                    )
            if not any(self.world.values(subject, p) for p in (DEM.keywords, SKOS.altLabel, _PREF)):
                self.add(subject, "a topic no text can name", 'add dem:keywords "word prefix*"')

    def cues(self) -> None:
        for subject in self.subjects(*_CUES):
            given = self.world.values(subject, DEM.complement)
            if not given:
                self.add(
                    subject,
                    "a cue without dem:complement never finds its content",
                    "say where the content stands: dem:Clause (says that …), dem:Phrase (opposes …); kg show terms",
                )
            needs = {str(DEM._NS.PrepositionalPhrase), str(DEM._NS.ObjectPrepositionalPhrase)}
            if needs & set(given) and not self.world.values(subject, DEM.preposition):
                self.add(
                    subject,
                    "has a complement with a preposition, but no dem:preposition",
                    'add dem:preposition "for"',
                )
            if _PREF in self.mine.facts[subject]:
                kinds = _CUES & {k for k in _CUES if subject in self.world.members[k]}
                lemma = self.world.values(subject, _PREF)[0].casefold()
                for other in sorted(set().union(*(self.ours.members[k] for k in kinds)) - {subject}):
                    same = lemma == next(iter(self.ours.values(other, _PREF)), "").casefold()
                    if same and _frames(self.world, subject) & _frames(self.ours, other):
                        self.add(
                            subject,
                            f"{self.file.written(other)} is this word with this complement already",
                            "add your facts to that one",
                            at=_PREF,
                        )

    def names(self) -> None:
        """Identifiers are kebab-case; nodes without a name are not read."""
        for t in self.file.triples:
            if isinstance(t.subject, ox.BlankNode) and t.predicate.value == _TYPE:
                if isinstance(t.object, ox.NamedNode) and t.object.value in _KINDS:
                    self.found.append(
                        Finding(
                            self.file.path,
                            self.file.blank_line(t.object.value),
                            "[ ]",
                            f"{_article(_KINDS[t.object.value])} without a name is not read",
                            "give it an identifier",
                        )
                    )
        for subject in self.subjects(*_KINDS):
            if subject not in self.ours.facts and not _KEBAB.match(local_name(subject)):
                self.add(
                    subject,
                    "an identifier is kebab-case (wang-yi, united-states)",
                    "rename it",
                )
        for subject in self.mine.facts:
            kind = subject[len(BASE) :].split("/")[0] if subject.startswith(BASE) else ""
            wanted = {"actor": DEM.Actor, "topic": DEM.Topic, "system": DEM.System, "post": ORG.Post}.get(kind)
            decided = any(predicate in self.mine.facts[subject] for predicate in DECIDE)
            if wanted and not (decided or subject in self.world.members[str(wanted)] or subject in self.ours.facts):
                shown = (
                    "dem:Person, dem:Organization or dem:State" if kind == "actor" else self.file.written(str(wanted))
                )
                near = _suggest(subject, self.ours.members[str(wanted)], self.file, "")
                self.add(
                    subject,
                    f"has no class, so it is read as nothing (is it a new {kind}, or one of ours mistyped?)",
                    near or f"say what it is: a {shown}",
                )

    def _kept_apart(self, actor: str) -> set[str]:
        """Those a user decided to be others than this actor, or one with it: they may bear its names."""
        chief = self.decided.same.get(actor, actor)
        same = {chief, *(iri for iri, other in self.decided.same.items() if other == chief)}
        return same | {b if a == actor else a for a, b in self.decided.different if actor in (a, b)}

    def who_is_who(self) -> None:
        """A decision joins or parts two actors that are known, and contradicts no other."""
        described = self.world.members[str(DEM.Actor)]
        for t in self.file.triples:
            if t.predicate.value not in DECIDE or not isinstance(t.subject, ox.NamedNode):
                continue
            one, verb = t.subject.value, self.file.written(t.predicate.value)
            other = t.object.value if isinstance(t.object, ox.NamedNode) else ""
            written = self.file.written(other)
            found: list[tuple[str, str]] = []
            if not (actor_name(one) and actor_name(other)):
                remedy = "write two actors: actor:ONE owl:sameAs actor:OTHER"
                found.append((f"{verb} decides between actors only", remedy))
            elif t.predicate == _SAME:
                for actor in (one, other):
                    if actor not in described and actor not in self.actors:
                        known = described | set(self.actors)
                        remedy = "take the name from the statements of a store, and give that with --store"
                        said = f"no actor is known as {self.file.written(actor)}"
                        found.append((said, _suggest(actor, known, self.file, remedy)))
                mine, its = self._kinds(one), self._kinds(other)
                if mine and its and not mine & its:
                    said = f"is a {local_name(min(mine))} and {written} a {local_name(min(its))}"
                    found.append((said, "join actors of one kind, or say who speaks for whom with dem:actsFor"))
            elif one not in described and other not in described:
                remedy = 'describe one: a dem:Person ; skos:prefLabel "its name"@en ; dem:roleText "what it is"'
                found.append((f"is described nowhere, nor is {written}: nothing tells them apart", remedy))
            if t.predicate != _SAME and (one, other) in self.decided.contradictions:
                said = f"is decided to be another than {written} here, and to be the same by owl:sameAs"
                found.append((said, "remove one of the two decisions"))
            line = self.file.line_of_triple(one, verb, written)
            term = self.file.written(one)
            self.found += [Finding(self.file.path, line, term, said, remedy) for said, remedy in found]

    def _kinds(self, actor: str) -> set[str]:
        kinds = (DEM.Person, DEM.Organization, DEM.State)
        return {str(kind) for kind in kinds if actor in self.world.members[str(kind)]}


def _frames(world: _World, cue: str) -> set[tuple[str, str]]:
    """(complement, preposition) under which a cue stands; a complement without one has an empty preposition."""
    prepositions = world.values(cue, DEM.preposition)
    frames = set()
    for complement in world.values(cue, DEM.complement):
        takes = "PrepositionalPhrase" in complement
        frames |= {(complement, p) for p in prepositions} if takes else {(complement, "")}
    return frames


def _known_names(iri: str, ours: _World) -> set[str] | None:
    """The defined IRIs of the namespace an IRI is in, for the namespaces that are closed to us; None for another."""
    if iri.startswith(ONTOLOGY):
        namespace = iri[: iri.rfind("#") + 1]
        named = {i for i in ours.facts if i.startswith(namespace)} if namespace else set()
        if namespace == str(ACT):
            named |= ours.members[str(DEM.SpeechAct)]
        return named or set(ours.facts) & {i for i in ours.facts if i.startswith(ONTOLOGY)}
    if iri.startswith(str(SKOS)):
        return {str(SKOS[name]) for name in SKOS.__annotations__}
    if iri.startswith(str(OWL)):
        return {str(OWL[name]) for name in OWL.__annotations__}
    if iri.startswith(str(ORG)):
        return {str(ORG[name]) for name in ("Post", "Organization", "postIn", "member", "organization", "Membership")}
    if re.search(r"demarche/ontology|w3id\.org/demarche(?!/id/)", iri):
        return {i for i in ours.facts if i.startswith(ONTOLOGY)}
    return None


def _suggest(iri: str, known: Iterable[str], file: _File, otherwise: str) -> str:
    """ "did you mean x?" where something known is near, else the other advice."""
    by_name: dict[str, str] = {}
    for other in sorted(known):
        by_name.setdefault(local_name(other), other)
    wanted = local_name(iri)
    if wanted in by_name and by_name[wanted] != iri:
        return f"did you mean {file.written(by_name[wanted])}?"
    near = get_close_matches(wanted, by_name, n=1, cutoff=0.7)
    if not near:
        folded = {name.casefold(): name for name in by_name}
        near = [folded[n] for n in get_close_matches(wanted.casefold(), folded, n=1, cutoff=0.7)]
    return f"did you mean {file.written(by_name[near[0]])}?" if near else otherwise


def _article(words: str) -> str:
    return f"{'an' if words[0] in 'aeio' else 'a'} {words}"


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


STARTER = """\
# {name}: words and names laid over the ontology of Demarche.
#
# Check it:  kg ontology check {file}
# Use it:    kg build articles/ --ontology {file}
#
# Every entry below works as it stands; change it to what you need. What you add to a shipped term (a label for
# actor:china, say) is added; nothing shipped is taken away. An identifier is kebab-case: it ends the IRI and stands in
# kg's output.

@prefix actor:  <https://w3id.org/demarche/id/actor/> .
@prefix post:   <https://w3id.org/demarche/id/post/> .
@prefix tenure: <https://w3id.org/demarche/id/tenure/> .
@prefix topic:  <https://w3id.org/demarche/id/topic/> .
@prefix system: <https://w3id.org/demarche/id/system/> .
@prefix cue:    <https://w3id.org/demarche/ontology/cue#> .
@prefix word:   <https://w3id.org/demarche/ontology/stance-word#> .
@prefix act:    <https://w3id.org/demarche/ontology/act#> .
@prefix stance: <https://w3id.org/demarche/ontology/stance#> .
@prefix dem:    <https://w3id.org/demarche/ontology#> .
@prefix org:    <http://www.w3.org/ns/org#> .
@prefix owl:    <http://www.w3.org/2002/07/owl#> .
@prefix skos:   <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd:    <http://www.w3.org/2001/XMLSchema#> .

# An actor: dem:Person, dem:Organization or dem:State. The text may call it by any label; dem:acronym for short forms.
actor:{slug}-harbour-council a dem:Organization ;
    skos:prefLabel "{title} Harbour Council"@en ;
    skos:altLabel "{title} council"@en ;
    dem:acronym "{acronym}HC" .

# A person in a post between two days, so that "the harbour commissioner" of that time is this person.
actor:{slug}-ada-marlowe a dem:Person ;
    skos:prefLabel "Ada {title} Marlowe"@en ;
    dem:familyName "Marlowe" ;
    dem:gender "female" .

post:{slug}-harbour-commissioner a org:Post ;
    skos:prefLabel "{title} harbour commissioner"@en ;
    org:postIn actor:{slug}-harbour-council ;
    dem:actsFor actor:{slug}-harbour-council .

tenure:{slug}-marlowe-commissioner a dem:DatedRole ;
    org:member actor:{slug}-ada-marlowe ;
    dem:post post:{slug}-harbour-commissioner ;
    dem:since "2015-01-01"^^xsd:date ;
    dem:until "2018-12-31"^^xsd:date .

# Who is who, where the text misleads: two names of one actor, two people of one name (kg ontology decide writes it).
#   actor:ada-marlow owl:sameAs actor:{slug}-ada-marlowe .
#   actor:ada-marlowe-painter owl:differentFrom actor:{slug}-ada-marlowe ; dem:roleText "painter" .

# A system or asset that statements are about.
system:{slug}-breakwater a dem:System ;
    skos:prefLabel "{title} Breakwater"@en .

# A topic one can be for or against. All words of one dem:keywords string must stand together in what is said; a word
# ending in * stands for its beginning. dem:reference: nouns that may refer back to it ("the plan").
topic:{slug}-breakwater-construction a dem:Topic ;
    skos:prefLabel "construction of the {title} Breakwater"@en ;
    dem:concernsSystem system:{slug}-breakwater ;
    dem:keywords "breakwater construct*", "build* breakwater" ;
    dem:reference "construction", "plan" .

# A word that reports a saying. dem:complement says where the content stands: dem:Clause (verb that …), dem:Phrase
# (verb something), dem:Infinitive (verb to …), dem:ObjectInfinitive (verb someone to …); irregular forms in dem:form.
cue:{slug}-cavil a dem:CueVerb ;
    skos:prefLabel "{slug}-cavil"@en ;
    dem:complement dem:Clause ;
    dem:speechAct act:criticise .

# A word that shows a side; dem:stanceRole says what it does to the thing (dem:Harm, dem:Benefit, dem:Halting, …).
word:{slug}-scupper a dem:StanceWord ;
    skos:prefLabel "{slug}-scupper"@en ;
    dem:form "{slug}-scuppers", "{slug}-scuppered", "{slug}-scuppering" ;
    dem:polarity stance:oppose ;
    dem:stanceRole dem:Halting .
"""


def starter(name: str) -> str:
    """The text of a new extension called ``name``: commented, and clean under ``check``.

    ``name`` must be kebab-case (raises ValueError), for the identifiers in it begin with it.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise ValueError(f"{name!r}: not kebab-case; use small letters, digits and hyphens, such as black-sea")
    title = " ".join(part.capitalize() for part in name.split("-"))
    acronym = "".join(part[0].upper() for part in name.split("-"))
    return STARTER.format(name=title, file=f"{name}.ttl", slug=name, title=title, acronym=acronym)
