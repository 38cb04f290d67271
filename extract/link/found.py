"""Who the words of a source were found to stand for, and the kinds of answer that several steps give."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from extract.link.descriptions import (
    Description,
    speaks_for,
)
from extract.link.nouns import (
    QUANTIFIERS,
)
from extract.link.offices import current_roles
from extract.link.scene import Scene
from extract.records import Actor, Mention, Span
from ontology.identifiers import slug

#: how sure an answer of a kind is
SCORE = {
    "description": 0.8,
    "dated role": 0.8,
    "collective": 0.85,
    "unnamed": 0.8,
    "pronoun": 0.75,
    "document": 0.75,
    "agency": 0.75,
    "weak": 0.5,
}


@dataclass(frozen=True, slots=True)
class Found:
    """Speakers of one source; empty with a reason where they could not be told."""

    mentions: tuple[Mention, ...] = ()
    plural: bool = False
    why: str = ""


def again(mentions: tuple[Mention, ...], span: Span, reason: str, plural: bool) -> Found:
    """Those met before, meant again by the words of a span; a reason of less certainty lowers their score."""
    score = SCORE.get(reason, 0.7)
    return Found(
        tuple(Mention(span, m.actor, reason, round(score * min(1.0, m.score + 0.2), 3)) for m in mentions), plural
    )


def mentions_in(scene: Scene, start: int, end: int) -> list[Mention]:
    """The mentions that lie between two code points, in text order."""
    low, high = bisect_left(scene.mention_at, start), bisect_left(scene.mention_at, end)
    return [m for m in scene.mentions[low:high] if m.span[1] <= end]


def anonymous(scene: Scene, text: str, head: str, desc: Description | None, span: Span) -> Found:
    """An unnamed source, one actor per description."""
    words = [
        w for w in text.split() if w.lower() not in ("the", "a", "an", "this", "that", "these", "those")
    ] or text.split()
    label = " ".join(text.split())[:80]
    name = slug(" ".join(words))[:60].strip("-")
    acts_for, _ = speaks_for(scene, desc)
    if desc is not None and desc.plural and not desc.official and desc.head not in ("source", "insider"):
        acts_for = None
    actor = scene.unnamed.get(name)
    if actor is None:
        actor = Actor(
            name,
            "unnamed",
            label,
            known=False,
            role=head or None,
            affiliation=desc.body.name if desc and desc.body else None,
            acts_for=acts_for,
        )
        scene.unnamed[name] = actor
    plural = desc.plural if desc else head in QUANTIFIERS or (head.endswith("s") and not head.endswith("ss"))
    if plural:
        scene.plural_unnamed.add(name)
    scene.heads.setdefault(name, set()).add(head)
    if desc and desc.gender:
        scene.genders.setdefault(name, desc.gender)
    return Found((Mention(span, actor, "unnamed", SCORE["unnamed"]),), plural)


def known_person(scene: Scene, name: str, post: str) -> Actor:
    """A person known only by the office the text names."""
    if name not in scene.actors:
        entry = scene.ontology.actors[name]
        role = next((r for r in current_roles(scene, name) if r.post == post), None)
        scene.actors[name] = Actor(
            name,
            "person",
            entry.label,
            True,
            role.titles[0] if role and role.titles else None,
            role.organization if role else None,
            role.acts_for if role else None,
        )
        if entry.gender:
            scene.genders[name] = entry.gender
    return scene.actors[name]
