"""The offices of the people the ontology knows: who held which on the article's day, and which a title means."""

from __future__ import annotations

from extract.link.gazetteer import title_words
from extract.link.nouns import SAME, TITLE_WORD, singular
from extract.link.scene import Scene
from ontology.knowledge import RoleEntry

#: "the president" is not the vice president
LESSER = frozenset(["vice", "deputy", "assistant"])


def current_roles(scene: Scene, name: str) -> tuple[RoleEntry, ...]:
    """The person's offices on the article's day; all of them, the latest first, where the day is unknown."""
    roles = tuple(r for r in scene.gazetteer.roles_of.get(name, ()) if r.covers(scene.day))
    return tuple(sorted(roles, key=lambda r: r.since or "", reverse=True))


def office_fits(words: frozenset[str], role: RoleEntry) -> bool:
    """True where the words of a title are among those of the office's: "minister" fits "foreign minister"."""
    wanted = frozenset(w for w in words if singular(w)[0] in TITLE_WORD or w in SAME.values() or w in ("state",))
    return bool(wanted) and any(wanted <= own and not own & LESSER - wanted for own in map(title_words, role.titles))
