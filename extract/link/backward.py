"""Whom the pronouns and descriptions inside a content stand for: "accused him of", "the senator's claim is false".

The same resolution as for sources, asked of every such word of what somebody says. First and second persons are left
out: they are the speaker, and whoever hears. So is "it", which is more often a thing than a body.
"""

from __future__ import annotations

from bisect import bisect_left

from extract.link.descriptions import CLAUSE, PREPOSITIONS
from extract.link.nouns import (
    DOCUMENT,
    MEDIA,
    OFFICIAL,
    OTHER_BODY,
    PERSON_HEADS,
    STATE_BODY,
    STATE_ITSELF,
    TITLE_WORD,
    singular,
)
from extract.link.reference import FARTHEST, GENDER, gender_by_pronouns, person_before
from extract.link.scene import Scene
from extract.link.speakers import resolve
from extract.records import Attribution, Mention

_PLURAL = frozenset(["they", "them", "their", "themselves"])
_OPENS = frozenset(["the", "this", "that", "these", "those", "his", "her"])
_HEADS = (PERSON_HEADS | STATE_ITSELF | STATE_BODY | OTHER_BODY | {"counterpart"}) - DOCUMENT - MEDIA
#: words of one description: "the former deputy foreign minister"
_LONGEST = 6
#: sentences back that "they" may reach
_NEAR = 2
SCORE = 0.6


def referred(
    scene: Scene, attributions: tuple[Attribution, ...], speakers: tuple[tuple[Mention, ...], ...], known: list[Mention]
) -> list[Mention]:
    """Mentions by pronoun or description inside contents, each at its own words, in text order.

    ``known``: all mentions by name, in text order. Of a content inside another the inner one's speaker counts.
    """
    found: dict[int, Mention | None] = {}
    starts = [m.span[0] for m in known]
    order = sorted(range(len(attributions)), key=lambda i: sum(b - a for a, b in attributions[i].content))
    for index in order:
        for span in attributions[index].content:
            for i in range(*scene.word_range(span)):
                at = scene.starts[i]
                if at in found:
                    continue
                word = scene.lowers[i]
                if word in GENDER:
                    found[at] = _person(scene, i, speakers[index])
                elif word in _PLURAL:
                    found[at] = _several(scene, at, known, starts, {m.actor.name for m in speakers[index]})
                elif word in _OPENS or (scene.hit_at[i] >= 0 and scene.lowers[i + 1 : i + 2] == ["'s"]):
                    found[at] = _described(scene, i, speakers[index])
    return sorted((m for m in found.values() if m is not None), key=lambda m: m.span)


def _person(scene: Scene, i: int, speakers: tuple[Mention, ...]) -> Mention | None:
    """Whom "he", "her" is, where the text shows that person's gender by more than this pronoun."""
    at = scene.starts[i]
    who = person_before(scene, at, GENDER[scene.lowers[i]], scene.quoted(at), speakers)
    if who is None or who.actor.kind != "person":
        return None
    if not (scene.genders.get(who.actor.name) or gender_by_pronouns(scene).get(who.actor.name)):
        return None
    return Mention((at, scene.ends[i]), who.actor, "pronoun", SCORE)


def _several(scene: Scene, at: int, known: list[Mention], starts: list[int], own: set[str]) -> Mention | None:
    """The body or group of which "they" is said: the last one that stands as a subject, else the last, nearby."""
    here, i = scene.sentence_of(at), scene.word_range((at, at + 1))[0]
    inside = scene.quoted(at)
    best: tuple[float, Mention] | None = None
    for n in range(bisect_left(starts, at) - 1, -1, -1):
        mention = known[n]
        back = here - scene.sentence_of(mention.span[0])
        if back > _NEAR or scene.passage_of(at) - scene.passage_of(mention.span[0]) > FARTHEST:
            break
        if mention.actor.kind not in ("state", "organization") or mention.reason in ("place", "demonym"):
            continue
        if mention.actor.name in own and inside is not None:
            continue  # in a quotation oneself is "we"
        first = scene.word_range(mention.span)[0]
        owned = scene.norm[mention.span[1] : mention.span[1] + 2] == "'s"
        aside = first > 0 and scene.lowers[first - 1] in PREPOSITIONS
        several = mention.reason in ("group", "part of a group")
        score = 2 * several - back - owned - aside
        if score >= 0 and (best is None or score > best[0]):
            best = score, mention
    if best is None:
        return None
    return Mention((at, scene.ends[i]), best[1].actor, "pronoun", SCORE)


def _described(scene: Scene, i: int, speakers: tuple[Mention, ...]) -> Mention | None:
    """Whom "the president", "the agency", "this minister" is: words i to the noun that heads them."""
    stop = i + 1
    head = -1
    while stop < len(scene.words) and stop - i <= _LONGEST and (scene.joined(stop) or scene.lowers[stop] == "'s"):
        lower = scene.lowers[stop]
        if lower in CLAUSE or lower in PREPOSITIONS or not (scene.words[stop][0].isalpha() or lower == "'s"):
            break
        if singular(lower)[0] in _HEADS:
            head = stop
        elif not (lower in TITLE_WORD or lower == "'s" or scene.hit_at[stop] >= 0 or scene.words[stop] in scene.groups):
            break
        stop += 1
    if head < 0 or (head + 1 < len(scene.words) and scene.joined(head + 1) and scene.words[head + 1][0].isupper()):
        return None
    if (
        singular(scene.lowers[head])[0] not in OFFICIAL | STATE_ITSELF | STATE_BODY | OTHER_BODY
        and scene.lowers[i] not in ("the", "this", "that")
        and scene.hit_at[i] < 0
    ):
        return None
    span = (scene.starts[i], scene.ends[head])
    got = resolve(scene, span, speakers, scene.quoted(span[0]))
    if len(got.mentions) != 1 or got.mentions[0].actor.kind == "unnamed":
        return None
    if scene.hit_at[i] >= 0 and not got.mentions[0].actor.known and got.mentions[0].actor.kind == "organization":
        return None  # "Ruritania's navy": what it does, the state does
    return Mention(span, got.mentions[0].actor, "description", SCORE)
