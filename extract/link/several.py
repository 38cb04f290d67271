"""Two or more at once: "the two sides", "the foreign ministers of A and B", and what only looks like several."""

from __future__ import annotations

from dataclasses import replace

from extract.link.descriptions import (
    PREPOSITIONS,
    Description,
    actor_of,
    describe,
)
from extract.link.found import SCORE, Found, again, known_person, mentions_in
from extract.link.gazetteer import title_words
from extract.link.nouns import (
    PAIR,
    PERSON_HEADS,
    PRIVATE,
    STATE_ITSELF,
    singular,
)
from extract.link.reference import (
    holder_by_date,
    holder_in_article,
    listed_before,
    pair_before,
)
from extract.link.scene import Scene
from extract.records import Mention, Span

_PAIR_WORDS = frozenset(["two", "both", "each"])
#: "the three governments" are those who last spoke together, so many of them
MORE = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def pair_meant(scene: Scene, lo: int, hi: int) -> Found | None:
    """ "the two sides", "both countries", "two countries"."""
    words = scene.lowers[lo:hi]
    many = next((MORE[w] for w in words[:2] if w in MORE), 0)
    paired = any(w in _PAIR_WORDS for w in words) and not any(w in PREPOSITIONS for w in words)
    if len(words) > 5 or not (many or paired) or singular(words[0])[1]:
        return None  # "lawmakers of both camps", "opposition candidates in both parties" are lawmakers, candidates
    noun, plural = singular(words[-1])
    plural = plural or words[0] == "each"  # "each side accuses the other"
    if words[0] in _PAIR_WORDS and words[0] != "both" and noun in PERSON_HEADS:
        return None  # "two diplomats" are new; "the two diplomats" are those told of
    if words[-1] in MORE:
        noun, plural = "side", True  # "urged all three"
    if many:
        return _together(scene, many, (scene.starts[lo], scene.ends[hi - 1])) if noun in PAIR and plural else None
    if words[-1] in ("two", "both"):
        noun, plural = "side", True
    if noun not in PAIR or not plural or any(scene.hit_at[i] >= 0 for i in range(lo, hi)):
        return None
    span = (scene.starts[lo], scene.ends[hi - 1])
    found = pair_before(scene, span[0], noun)
    if not found:
        return Found(why="which two is not told")
    if noun in PERSON_HEADS and noun in ("minister", "leader", "president", "chief", "envoy", "negotiator"):
        desc = describe(scene, lo, hi)
        holders = [office_of(scene, desc, m.actor.name, span[0]) for m in found] if desc else []
        if holders and all(holders):
            found = tuple(h for h in holders if h)
    if noun == "ministry":
        known = title_words(" ".join(w for w in words if w not in ("the", "two", "both", "these")))
        bodies = [scene.gazetteer.body(m.actor.name, known) for m in found]
        found = tuple(replace(m, actor=actor_of(scene, b)) if b else m for m, b in zip(found, bodies, strict=True))
    return Found(tuple(replace(m, span=span) for m in found), True)


def _together(scene: Scene, many: int, span: Span) -> Found | None:
    """So many who last spoke together, or whom the text listed, before this point."""
    said = next((s for s in reversed(scene.said) if s.at < span[0] and len(s.mentions) == many), None)
    listed = listed_before(scene, span[0], many)
    if said is not None and not (listed and said.at < listed[0].span[0]):
        return again(said.mentions, span, "pair", True)
    return again(listed, span, "pair", True) if listed else None


def office_of(scene: Scene, desc: Description, state: str, at: int) -> Mention | None:
    """Who holds the described office of a state: the article's own holder, else the one of its day."""
    one = replace(desc, plural=False, states=(state,))
    mention = holder_in_article(scene, one, (state,), at)
    if mention:
        return mention
    held = holder_by_date(scene, one, (state,))
    return Mention((at, at + 1), known_person(scene, *held), "dated role", SCORE["dated role"]) if held else None


def two_offices(scene: Scene, lo: int, comma: int, cut: int, stop: int) -> bool:
    """Whether a name is followed by two offices of one person: "Ann Roe, the envoy and Ruritania's energy minister"."""
    if not any(m.actor.kind == "person" for m in mentions_in(scene, scene.starts[lo], scene.ends[comma - 1])):
        return False
    for a, b in ((comma + 1, cut), (cut + 1, stop)):
        if any(
            m.actor.kind == "person" and m.span[1] == scene.ends[b - 1]
            for m in mentions_in(scene, scene.starts[a], scene.ends[b - 1])
        ):
            return False
    one, other = describe(scene, comma + 1, cut), describe(scene, cut + 1, stop)
    return one is not None and one.is_person and other is not None and other.is_person and not other.indefinite


def office_with_and(scene: Scene, lo: int, comma: int, cut: int, stop: int) -> bool:
    """Whether "and" stands in the name of a body whose office a named person holds: "Ann Roe, the Zenda Coast and
    Border Guard commissioner"."""
    if not any(m.actor.kind == "person" for m in mentions_in(scene, scene.starts[lo], scene.ends[comma - 1])):
        return False
    capitals = scene.words[cut - 1][0].isupper() and scene.words[cut + 1][0].isupper()
    if capitals and any(scene.lowers[k] == "under" for k in range(comma + 1, cut)):
        return True  # "Jon Roe, an official under Presidents Elphberg and Strofzin"
    field = next((k for k in (cut - 2, cut - 3) if k > comma and scene.lowers[k] in ("for", "of")), None)
    if capitals and field is not None and scene.words[field - 1][0].isupper():
        return True  # "Jon Roe, an analyst at the Center for Coasts and Border Studies"
    other = describe(scene, cut + 1, stop)
    return (
        other is not None
        and other.is_person
        and not (other.plural or other.determiner)
        and capitals
        and scene.words[stop - 1].islower()
    )


def two_posts(scene: Scene, lo: int, cut: int, stop: int) -> bool:
    """Whether "and" joins two posts of one: "the Strelsau senator and presidential candidate"."""
    one, other = describe(scene, lo, cut), describe(scene, cut + 1, stop)
    return (
        one is not None
        and other is not None
        and one.is_person
        and other.is_person
        and not (one.plural or other.plural or other.determiner)
        and bool(one.determiner)
        and scene.words[cut - 1].islower()
        and scene.words[stop - 1].islower()
    )


def joint_office(scene: Scene, lo: int, hi: int) -> Found | None:
    """ "A and B's foreign ministers", "A and B-ese officials", "the foreign ministers of A and B"."""
    desc = describe(scene, lo, hi)
    if desc is None or not desc.plural or len(desc.states) < 2 or not (desc.is_person or desc.head in STATE_ITSELF):
        return None
    if any(m.actor.kind == "person" for m in mentions_in(scene, scene.starts[lo], scene.ends[hi - 1])):
        return None
    span = (scene.starts[lo], scene.ends[hi - 1])
    mentions = []
    for state in desc.states:
        held = None
        if desc.head not in ("official", "diplomat", "officials", "diplomats") and desc.head not in PRIVATE:
            held = office_of(scene, desc, state, span[0])
        mentions.append(
            replace(held, span=span)
            if held
            else Mention(span, actor_of(scene, state), "collective", SCORE["collective"])
        )
    if desc.head in PRIVATE:
        return None
    return Found(tuple(mentions), True)
