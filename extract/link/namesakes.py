"""Which of several people of one name an article means: the one whose office, body or country its words fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.link.descriptions import Description
from extract.link.gazetteer import title_words
from extract.link.offices import office_fits
from extract.link.scene import Scene
from ontology.knowledge import RoleEntry

#: what a description beside the name says for a bearer, or against; an office or a body that fits outweighs a country
#: that does not, for envoys are named by the country they work in
POINTS = {"office": 3, "body": 3, "role": 3, "country": 1, "other country": -2, "other office": -1}
#: how sure the link is: told by a description, by who else the article speaks of, or not at all
SCORES = {"description": 0.9, "presence": 0.7, "": 0.5}


#: ", a retired baker,": what introduces somebody after the name, in whatever words
_INTRODUCTION = re.compile(r",\s+(?:an?|the)\s+([^,.;:]{2,80})[,.;]")


def introduction(scene: Scene, end: int) -> str:
    """The words of an apposition after a name that ends there, known nouns or not; "" where there is none."""
    found = _INTRODUCTION.match(scene.norm, end)
    return found[1] if found else ""


def bearer(
    scene: Scene,
    names: Sequence[str],
    descriptions: Sequence[Description],
    words: str,
    roles: dict[str, tuple[RoleEntry, ...]],
) -> tuple[str, float]:
    """The identifier of the one meant and a score from ``SCORES``.

    ``words``: the apposition after the name; ``roles``: each one's offices on the article's day. Where nothing tells
    them apart it is the one of whom most is known, then the first by name, with the lowest score.
    """
    told = {name: sum(_points(scene, name, d, roles[name]) for d in descriptions) for name in names}
    for name in names:
        role = scene.ontology.actors[name].role
        if role and title_words(role) & title_words(words):
            told[name] += POINTS["role"]
        elif words and not descriptions and roles[name]:
            told[name] += POINTS["other office"]  # "a baker": in words that are no office's
    near = {name: bool(_belongs(scene, name, roles[name]) & scene.weight.keys()) for name in names}
    known = {name: len(roles[name]) + len(_belongs(scene, name, roles[name])) for name in names}
    best, second = sorted(names, key=lambda n: (-told[n], -near[n], -known[n], n))[:2]
    if told[best] > told[second]:
        return best, SCORES["description"]
    return best, SCORES["presence" if near[best] > near[second] else ""]


def _points(scene: Scene, name: str, desc: Description, roles: tuple[RoleEntry, ...]) -> int:
    entry = scene.ontology.actors[name]
    points = 0
    if any(office_fits(desc.words, r) and (not desc.states or r.acts_for in desc.states) for r in roles):
        points += POINTS["office"]
    elif roles and desc.head:
        points += POINTS["other office"]
    if desc.body is not None and desc.body.name in {entry.affiliation, *(r.organization for r in roles)}:
        points += POINTS["body"]
    if entry.role and title_words(entry.role) & title_words(desc.text):
        points += POINTS["role"]  # before the name: "economist Ann Roe"
    belongs = _belongs(scene, name, roles)
    if desc.states and belongs:
        points += POINTS["country" if belongs & set(desc.states) else "other country"]
    return points


def _belongs(scene: Scene, name: str, roles: tuple[RoleEntry, ...]) -> set[str]:
    """The states a person acts for, or whose body they belong to."""
    entry = scene.ontology.actors[name]
    found = {entry.acts_for, *(r.acts_for for r in roles)}
    if entry.affiliation in scene.ontology.actors:
        found.add(scene.ontology.actors[entry.affiliation].acts_for or entry.affiliation)
    return {name for name in found if name}
