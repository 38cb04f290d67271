"""Who is one and who is two: a user's decisions, written as ``owl:sameAs`` and ``owl:differentFrom`` between actors.

    actor:min-su-kim       owl:sameAs        actor:kim-min-su .    all that is said under either name is one actor's
    actor:kim-min-su-baker owl:differentFrom actor:kim-min-su .    two people of one name

Of several that are one, all go by the one described (the first file that gives it a class wins, and the shipped files
come first), else by the first by IRI. An actor that nobody describes and that differs from one described is another
bearer of its names: it gets its class and its labels, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF, SKOS

from ontology.identifiers import BASE
from ontology.vocabulary import DEM

_ACTOR = "/actor/"
_TYPE, _PREFERRED, _ALTERNATIVE = (ox.NamedNode(str(t)) for t in (RDF.type, SKOS.prefLabel, SKOS.altLabel))
_SAME, _DIFFERENT = ox.NamedNode(str(OWL.sameAs)), ox.NamedNode(str(OWL.differentFrom))
_KINDS = frozenset(str(t) for t in (DEM.Person, DEM.Organization, DEM.State, DEM.UnnamedSource))
#: what a namesake has in common with the one it differs from
_SHARED = frozenset(str(t) for t in (SKOS.prefLabel, SKOS.altLabel, DEM.acronym, DEM.familyName))
#: what an IRI cannot hold (RFC 3987; the IRIREF of Turtle)
_NO_IRI = re.compile(r'[\s\x00-\x20<>"{}|^`\\]')
#: the predicates of a decision
DECIDE = (str(OWL.sameAs), str(OWL.differentFrom))

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a user decided about who is who, by IRI.

    ``same``: each IRI that goes by another -> that other. ``different``: pairs kept apart, by the IRIs they go by.
    ``contradictions``: pairs decided to be different, as written, that others decide to be one.
    """

    same: dict[str, str]
    different: tuple[Pair, ...]
    contradictions: tuple[Pair, ...]


def actor_name(iri: str) -> str:
    """The identifier of an actor's IRI: what follows ``/actor/``, so that an unnamed source keeps its article.

    >>> actor_name("https://w3id.org/demarche/id/actor/unnamed/a-1/an-official")
    'unnamed/a-1/an-official'
    """
    return iri.partition(_ACTOR)[2]


def written(actor: str, verdict: str, other: str, before: str) -> str:
    """A decision as Turtle to be added to a file that holds ``before``; ``verdict`` is "same" or "different".

    Actors are identifiers, with or without ``actor:``, or IRIs; files speak of the usual base whatever the store's.
    Raises ValueError for what is neither, and for one actor given twice.

    >>> print(written("min-su-kim", "same", "kim-min-su", ""), end="")
    @prefix actor: <https://w3id.org/demarche/id/actor/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    <BLANKLINE>
    actor:min-su-kim owl:sameAs actor:kim-min-su .
    """
    place = f"{BASE}actor/"
    prefixes = [f"@prefix actor: <{place}> .\n", f"@prefix owl: <{OWL}> .\n"]
    head = "" if all(line in before for line in prefixes) else "".join(prefixes) + "\n"
    names = []
    for given in (actor, other):
        name = given.strip("<>").removeprefix(place).removeprefix("actor:")
        iri = name if _ACTOR in name else place + quote(name, safe="-._~/%")
        if not name or _NO_IRI.search(given.strip("<>")) or (":" in name and _ACTOR not in name):
            raise ValueError(f"{given!r}: not an actor's identifier; write it as kg's output does, such as wang-yi")
        simple = re.fullmatch(r"[\w-]+", name) is not None
        names.append(f"actor:{name}" if simple else f"<{iri}>")
    if names[0] == names[1]:
        raise ValueError(f"{actor!r} and {other!r}: one identifier; a decision is on two")
    verb = {"same": "owl:sameAs", "different": "owl:differentFrom"}[verdict]
    gap = "" if not before or before.endswith("\n") else "\n"
    return f"{gap}{head}{names[0]} {verb} {names[1]} .\n"


def decisions(sources: Sequence[Sequence[ox.Triple]]) -> Decisions:
    """The decisions that files make together; ``sources`` holds the triples of each, in reading order."""
    pairs: dict[str, list[Pair]] = {_SAME.value: [], _DIFFERENT.value: []}
    described: dict[str, int] = {}
    for number, triples in enumerate(sources):
        for t in triples:
            if not isinstance(t.subject, ox.NamedNode) or not isinstance(t.object, ox.NamedNode):
                continue
            if t.predicate.value in pairs and _ACTOR in t.subject.value and _ACTOR in t.object.value:
                pairs[t.predicate.value].append((t.subject.value, t.object.value))
            elif t.predicate == _TYPE and t.object.value in _KINDS:
                described.setdefault(t.subject.value, number)
    groups: dict[str, set[str]] = {}
    for a, b in pairs[_SAME.value]:
        joined = groups.get(a, {a}) | groups.get(b, {b})
        groups.update(dict.fromkeys(joined, joined))
    chief = {
        iri: min(group, key=lambda i: (described.get(i, len(sources)), i)) for iri, group in sorted(groups.items())
    }
    apart = [(chief.get(a, a), chief.get(b, b)) for a, b in pairs[_DIFFERENT.value]]
    return Decisions(
        {iri: other for iri, other in chief.items() if iri != other},
        tuple(dict.fromkeys((min(p), max(p)) for p in apart if p[0] != p[1])),
        tuple(dict.fromkeys(given for given, (a, b) in zip(pairs[_DIFFERENT.value], apart, strict=True) if a == b)),
    )


def decided(sources: Sequence[Sequence[ox.Triple]], found: Decisions) -> list[ox.Triple]:
    """All triples of the files as the decisions have them.

    What is said of an actor that goes by another is said of that other, after the other's own facts; its preferred
    label becomes an alternative one. Decisions stand in one form: ``owl:sameAs`` from each name to the one it goes by.
    """
    triples = [t for source in sources for t in source]
    if not found.same and not found.different:
        return triples
    nodes = {iri: ox.NamedNode(other) for iri, other in found.same.items()}
    own: list[ox.Triple] = []
    added: list[ox.Triple] = []
    for t in triples:
        if t.predicate in (_SAME, _DIFFERENT) and _ACTOR in str(t.subject):
            continue
        other = nodes.get(t.subject.value) if isinstance(t.subject, ox.NamedNode) else None
        value = nodes.get(t.object.value, t.object) if isinstance(t.object, ox.NamedNode) else t.object
        if other is not None:
            added.append(ox.Triple(other, _ALTERNATIVE if t.predicate == _PREFERRED else t.predicate, value))
        else:
            own.append(ox.Triple(t.subject, t.predicate, value))
    whole = list(dict.fromkeys([*own, *added]))
    whole += _namesakes(whole, found.different)
    whole += [ox.Triple(ox.NamedNode(iri), _SAME, node) for iri, node in nodes.items()]
    return whole + [ox.Triple(ox.NamedNode(a), _DIFFERENT, ox.NamedNode(b)) for a, b in found.different]


def _namesakes(triples: Sequence[ox.Triple], different: Sequence[Pair]) -> list[ox.Triple]:
    """Class and labels of those whom only a difference from somebody described tells of."""
    concerned = {iri for pair in different for iri in pair}
    facts: dict[str, list[ox.Triple]] = {iri: [] for iri in concerned}
    for t in triples:
        if isinstance(t.subject, ox.NamedNode) and t.subject.value in concerned:
            facts[t.subject.value].append(t)
    described = {iri for iri, own in facts.items() if any(t.predicate == _TYPE and _value(t) in _KINDS for t in own)}
    made = []
    for one, other in (pair for a, b in different for pair in ((a, b), (b, a))):
        if one not in described and other in described:
            labelled = any(t.predicate == _PREFERRED for t in facts[one])
            for t in facts[other]:
                shared = t.predicate.value in _SHARED and not (labelled and t.predicate == _PREFERRED)
                if shared or (t.predicate == _TYPE and _value(t) in _KINDS):
                    made.append(ox.Triple(ox.NamedNode(one), t.predicate, t.object))
    return list(dict.fromkeys(made))


def _value(triple: ox.Triple) -> str:
    return triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
