"""Finds every name of the ontology in a text: longest match first, at word borders, in one pass.

The automaton is Aho and Corasick's (1975); it is built once per ontology. Matching is case-sensitive, for "us" is not
"US", save for labels of several words written in lower case. A label in a headline's or a dateline's capitals is
found as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ahocorasick

from extract.link.nouns import LIGHT, SAME, singular
from ontology.knowledge import ActorEntry, Ontology, RoleEntry

#: one character for one, so that offsets hold: curly marks, odd spaces and dashes as their plain kin
_PLAIN = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "\u00a0": " ",
    "\u2009": " ",
    "\n": " ",
    "\t": " ",
    "–": "-",
    "‐": "-",
    "‑": "-",
}
#: shorter capitals would be acronyms of something else
SHORTEST_CAPITALS = 4
STRENGTH = {"label": 1.0, "hidden": 0.9, "contextual": 0.8, "metonym": 0.85, "demonym": 0.8, "system": 0.5}


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of text that is a label of one or more actors."""

    start: int
    end: int
    kind: str  #: "label", "demonym", "metonym", "hidden", "contextual", "system"
    names: tuple[str, ...]  #: identifiers of the actors (or the system) that bear it


def plain(text: str) -> str:
    """The text with typographic variants made plain; same length, so spans of one are spans of the other."""
    for variant, usual in _PLAIN.items():
        text = text.replace(variant, usual)  # ten searches cost less than one look-up a character
    return text


class Gazetteer:
    """All labels of an ontology, ready to be found, and the look-ups by family name, office and body."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        forms: dict[str, dict[str, tuple[str, ...]]] = {}
        self.families: dict[str, tuple[str, ...]] = {}
        self.persons: dict[str, tuple[str, ...]] = {}
        for name in sorted(ontology.actors):
            entry = ontology.actors[name]
            for kind, labels in _labels(entry):
                for label in labels:
                    key = plain(label).strip()
                    if len(key) < 2:
                        continue
                    kinds = forms.setdefault(key, {})
                    if name not in kinds.get(kind, ()):
                        kinds[kind] = (*kinds.get(kind, ()), name)
            if entry.kind == "person":
                family = family_name(entry)
                self.families[family] = (*self.families.get(family, ()), name)
                for label in entry.labels:
                    key = plain(label)
                    self.persons[key] = (*self.persons.get(key, ()), name)
        for system in sorted(ontology.systems):
            for label in ontology.systems[system].labels:
                # a weapon's name is no person's: found so that nobody else takes its words
                forms.setdefault(plain(label).strip(), {}).setdefault("system", (system,))
        self._exact: Any = ahocorasick.Automaton()
        self._folded: Any = ahocorasick.Automaton()
        exact: dict[str, tuple[str, str, tuple[str, ...]]] = {}
        folded: dict[str, tuple[str, str, tuple[str, ...]]] = {}
        for key in sorted(forms):
            kinds = forms[key]
            kind = max(kinds, key=lambda k: (STRENGTH[k], k))
            value = (key, kind, kinds[kind])
            if key.islower() and " " in key:
                folded[key] = value
                continue
            exact[key] = value
            capitals = key.upper()
            if (
                kind in ("label", "metonym")
                and len(key) >= SHORTEST_CAPITALS
                and capitals not in forms
                and not key.isupper()
            ):
                exact.setdefault(capitals, (capitals, kind, kinds[kind]))
        for table, automaton in ((exact, self._exact), (folded, self._folded)):
            for key, value in table.items():
                automaton.add_word(key, value)
            automaton.make_automaton()
        self.roles_of: dict[str, tuple[RoleEntry, ...]] = {}
        self.holders: dict[str, tuple[RoleEntry, ...]] = {}
        for role in ontology.roles:
            self.roles_of[role.person] = (*self.roles_of.get(role.person, ()), role)
            if role.acts_for:
                self.holders[role.acts_for] = (*self.holders.get(role.acts_for, ()), role)
        self.bodies: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
        for name in sorted(ontology.actors):
            entry = ontology.actors[name]
            if entry.kind == "organization" and entry.acts_for and entry.acts_for != name:
                sets = tuple((name, self._body_words(label, entry.acts_for)) for label in entry.labels)
                self.bodies[entry.acts_for] = (*self.bodies.get(entry.acts_for, ()), *sets)

    def _body_words(self, label: str, state: str) -> frozenset[str]:
        entry = self.ontology.actors.get(state)
        short = plain(label)
        if entry:
            for own in sorted((*entry.labels, *entry.demonyms, *entry.metonyms), key=len, reverse=True):
                short = re.sub(rf"(?<!\w){re.escape(plain(own))}(?!\w)", " ", short)
        return title_words(short)

    def find(self, norm: str) -> list[Hit]:
        """Hits in a text made plain, in order, none overlapping: of two that overlap the longer, then the earlier."""
        found: list[tuple[int, int, str, tuple[str, ...]]] = []
        for automaton, text in ((self._exact, norm), (self._folded, norm.lower())):
            if not len(automaton) or len(text) != len(norm):
                continue
            for last, (key, kind, names) in automaton.iter(text):
                end = last + 1
                start = end - len(key)
                if _border(norm, start, end) and not (_goes_on(norm, end) and self._is_person(names[0])):
                    found.append((start, end, kind, names))
        found.sort(key=lambda f: (f[0] - f[1], f[0]))
        taken = bytearray(len(norm) + 1)
        hits = []
        for start, end, kind, names in found:
            if taken[start] or taken[end - 1]:
                continue
            taken[start:end] = b"\1" * (end - start)
            hits.append(Hit(start, end, kind, names))
        hits.sort(key=lambda h: h.start)
        return hits

    def _is_person(self, name: str) -> bool:
        entry = self.ontology.actors.get(name)
        return entry is not None and entry.kind == "person"

    def body(self, state: str, words: frozenset[str]) -> str | None:
        """The organisation of a state that a description ("foreign ministry") names, the closest label first."""
        best: tuple[int, str] | None = None
        for name, own in self.bodies.get(state, ()):
            fits = words <= own if len(words) > 1 else words == own
            if fits and (best is None or (len(own - words), name) < best):
                best = (len(own - words), name)
        return best[1] if best else None


@lru_cache(maxsize=4096)
def title_words(title: str) -> frozenset[str]:
    """The words that tell one office or body from another, spelling variants made one.

    >>> sorted(title_words("Minister of National Defence"))
    ['defense', 'minister']
    """
    found = []
    for word in re.findall(r"\w+", title.lower()):
        word = singular(word)[0]
        if word not in LIGHT:
            found.append(SAME.get(word, word))
    return frozenset(found)


def abbreviates(words: frozenset[str], label: str) -> bool:
    """Whether words of a body's name may stand for all of it: "the House" is a chamber, no white or blue one.

    >>> abbreviates(frozenset({"house"}), "House of Deputies"), abbreviates(frozenset({"house"}), "Blue House")
    (True, False)
    """
    return words != {"house"} or label.startswith("House")


def family_name(entry: ActorEntry) -> str:
    return plain(entry.family_name or entry.label.split()[-1])


def _labels(entry: ActorEntry) -> list[tuple[str, tuple[str, ...]]]:
    labels = entry.labels
    if entry.kind == "person":
        labels = tuple(dict.fromkeys(v for label in labels for v in name_variants(label, entry.family_name)))
    return [
        ("label", labels),
        ("demonym", entry.demonyms),
        ("metonym", entry.metonyms),
        ("hidden", entry.hidden),
        ("contextual", (*entry.contextual, *(c[0].upper() + c[1:] for c in entry.contextual if c[0].islower()))),
    ]


def name_variants(label: str, family: str | None) -> list[str]:
    """A person's name as papers write it: given name first or last, the hyphen of a given name kept, dropped or spaced.

    >>> name_variants("Lee Min-ho", "Lee")
    ['Lee Min-ho', 'Min-ho Lee', 'Lee Minho', 'Lee Min-Ho', 'Lee Min Ho', 'Lee Min ho']
    """
    variants = [label]
    words = label.split()
    if family and len(words) >= 2 and words[0] == family:
        given = words[1:]
        variants.append(" ".join([*given, family]))
        if len(given) == 1 and "-" in given[0]:
            first, _, second = given[0].partition("-")
            variants += [
                f"{family} {first}{second}",
                f"{family} {first}-{second.capitalize()}",
                f"{family} {first} {second.capitalize()}",
                f"{family} {first} {second}",
            ]
    return variants


def _border(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() or before == "_" or after.isalnum() or after == "_":
        return False
    # "U.S" of "U.S.S.R." or of a web address is no name
    return not (
        before == "."
        and start >= 2
        and text[start - 2].isalnum()
        and text[start].isupper()
        and not text[start - 2].islower()
    )


def _goes_on(text: str, end: int) -> bool:
    """Whether a hyphen makes a word longer than what is found: "Roe Min" in "Roe Min-ho", no person's name there."""
    return text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()


@lru_cache(maxsize=4)
def gazetteer(ontology: Ontology) -> Gazetteer:
    """The names of an ontology, built once."""
    return Gazetteer(ontology)
