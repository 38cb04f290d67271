"""Whether a source is named as an actor of the names files is: a look at words, no linking."""

from __future__ import annotations

from functools import lru_cache

from extract.records import Attribution
from ontology.knowledge import Ontology

#: the longest known name, in words
LONGEST = 4


def names_known(text: str, attribution: Attribution, ontology: Ontology, *, bodies: bool = False) -> bool:
    """Whether the source holds the name, demonym, seat or family name of an actor the ontology knows; with ``bodies``
    of a state or an organisation that is no medium."""
    return any(_holds_name(text[a:b], _names(ontology, bodies)) for a, b in attribution.source)


@lru_cache(maxsize=8)
def _names(ontology: Ontology, bodies: bool) -> frozenset[str]:
    """What the known actors are called, in lower case: labels, demonyms, seats and family names."""
    found: set[str] = set()
    for actor in ontology.actors.values():
        if bodies and (actor.kind not in ("state", "organization") or actor.is_agency):
            continue
        found.update(actor.labels, actor.demonyms, actor.metonyms, [actor.family_name] if actor.family_name else [])
    return frozenset(name.lower() for name in found)


def _holds_name(source: str, names: frozenset[str]) -> bool:
    words = source.lower().replace("’", "'").removesuffix("'s").split()
    return any(
        (run := " ".join(words[i:j])) in names or run.rstrip("s,") in names
        for i in range(len(words))
        for j in range(i + 1, min(i + 1 + LONGEST, len(words) + 1))
    )
