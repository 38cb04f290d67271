"""What stands beside a name: the title before it ("Foreign Minister") and the role after it (", an analyst at ...").

Both are found from the words alone, before it is known who bears the name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache

from extract.link.descriptions import Description, body_in, describe
from extract.link.nouns import (
    ABBREVIATED,
    LIGHT,
    NOT_NAME,
    OTHER_BODY,
    PAST,
    PERSON_HEADS,
    STATE_BODY,
    TITLE_WORD,
    singular,
)
from extract.link.scene import Scene

#: a family name with its Arabic article: "al-Roe"
ARTICLED = re.compile(r"(?:[Aa]l|[Ee]l|[Aa]n|[Aa]sh?|[Aa]t|[Aa]d|[Aa]r|[Aa]z)-(?=[A-Z])")
#: words a title before a name may span
LONGEST_TITLE = 12
#: words of an apposition after a name
LONGEST_APPOSITION = 18
#: whose somebody is, not what they are
RELATIONS = frozenset(
    [
        "friend",
        "father",
        "mother",
        "brother",
        "sister",
        "son",
        "daughter",
        "wife",
        "husband",
        "widow",
        "relative",
        "rival",
        "opponent",
        "ally",
        "supporter",
        "neighbor",
        "neighbour",
        "colleague",
    ]
)
#: words after a title within which the place of a briefing is looked for
BRIEFING_REACH = 16
_BRIEFINGS = frozenset(["briefing", "conference", "reporters", "journalists", "said"])
_NO_NAME = frozenset(
    {*NOT_NAME, *TITLE_WORD, *ABBREVIATED, *(f"{a}." for a in ABBREVIATED), *PERSON_HEADS, *STATE_BODY, *OTHER_BODY}
)
_LINKS = frozenset(["to", "of", "for", "at", "in", "the", "with"])
#: given names that are common words; only in the middle of a sentence
GIVEN = frozenset("per will so an do van mark bill grant rich christian said drew".split())
_OPENERS = frozenset([".", "!", "?", ":", '"', "'", "-"])
#: words of no name but where another name follows: days, months, a cry
_NAME_BEFORE_NAME = frozenset(["sun", "sat", "jan", "mar", "may", "june", "april", "august", "oh"])
_LEADS = frozenset(["leads", "heads", "chairs"])
OWNERS = frozenset(["his", "her", "its"])


def name_word(scene: Scene, i: int) -> bool:
    """Whether a word looks like part of a person's name: a capital, and no word of ours."""
    word = scene.words[i]
    if scene.hit_at[i] >= 0 or not (word[0].isupper() or ARTICLED.match(word)) or any(c.isdigit() for c in word):
        return False
    lower = scene.lowers[i]
    if lower in _NAME_BEFORE_NAME:
        # "Sun Meili", "June Roe", "Oh Min-ho"
        return i + 1 < len(scene.words) and scene.joined(i + 1) and name_word(scene, i + 1)
    if lower in GIVEN and i and (scene.joined(i) or scene.words[i - 1] == ",") and scene.words[i - 1] not in _OPENERS:
        return i + 1 < len(scene.words) and scene.joined(i + 1) and name_word(scene, i + 1)
    return lower not in _NO_NAME and singular(lower)[0] not in _NO_NAME


def title_before(scene: Scene, lo: int) -> Description | None:
    """The title that stands before the name starting at word lo: "Ruritanian Foreign Minister, "."""
    i = lo
    if i > 1 and scene.words[i - 1] == "," and (head := _head_before(scene, i - 2)) is not None:
        if head < i - 2:
            if scene.lowers[head + 1] not in _LINKS:
                return None  # "beside Foreign Minister Jan Doe, Roe said": the title is Doe's
            return _title(scene, _title_start(scene, head + 1), i - 1, False)
        i -= 1  # "the foreign minister, Ann Roe,"
    elif i and not scene.joined(i):
        return None
    stop = i
    if stop == 0:
        return None
    last = scene.lowers[stop - 1].rstrip(".")
    if last in ABBREVIATED and not ABBREVIATED[last]:
        stop -= 1
        i = stop
        if not stop or not is_head(scene.lowers[stop - 1]):
            return None
    return _title(scene, _title_start(scene, stop), stop, True)


def _head_before(scene: Scene, i: int) -> int | None:
    """The head noun that a phrase ending with word i has: "ambassador to Ruritania", "minister of trade"."""
    first = i
    while i > 0 and first - i < LONGEST_TITLE:
        if is_head(scene.lowers[i]):
            return i
        known = (
            scene.hit_at[i] >= 0
            or scene.lowers[i] in _LINKS
            or scene.lowers[i] in TITLE_WORD
            or scene.words[i][0].isupper()
        )
        if not known or not scene.joined(i):
            return None
        i -= 1
    return None


def _title_start(scene: Scene, stop: int) -> int:
    """Where the title that ends before word ``stop`` starts."""
    i = stop
    while i > 0 and stop - i < LONGEST_TITLE:
        if i < stop and not (
            scene.joined(i)
            or scene.words[i - 1] == "'s"
            or scene.words[i] in ("'s", "'")
            or scene.words[i] == "-"
            or scene.words[i - 1] == "-"
        ):
            break
        word = scene.lowers[i - 1]
        if scene.hit_at[i - 1] >= 0:
            if scene.kind_of(scene.hits[scene.hit_at[i - 1]]) == "person":
                break
            i -= 1
        elif (
            word in ("'s", "'")
            or (word in TITLE_WORD and word not in ("and", "for"))
            or is_head(word)
            or word.rstrip(".") in ABBREVIATED
            or (scene.words[i - 1][0].isupper() and word not in NOT_NAME and not scene.in_capitals(scene.starts[i - 1]))
        ):
            i -= 1
        elif i == stop - 1 and scene.lowers[i] == "minister" and word.isalpha() and _follows_country(scene, i - 1):
            i -= 1  # "Ruritanian irrigation minister": a field that no list knows
        else:
            break
    return i


def _follows_country(scene: Scene, i: int) -> bool:
    """Whether a country, its adjective or a possessive stands before word i."""
    return i > 0 and scene.joined(i) and (scene.hit_at[i - 1] >= 0 or scene.words[i - 1] == "'s")


def _title(scene: Scene, i: int, stop: int, before_name: bool) -> Description | None:
    """The description that words i..stop give the name after them."""
    while i < stop and scene.lowers[i] in ("of", "and", "for", "the", "'s", "'"):
        i += 1
    if i >= stop or scene.lowers[stop - 1] in LIGHT:
        return None
    desc = describe(scene, i, stop, before_name=before_name)
    if desc is not None and desc.head in RELATIONS:
        return None
    if desc is None or not desc.is_person:
        last = scene.lowers[stop - 1].rstrip(".")
        if ABBREVIATED.get(last):
            return Description(
                scene.norm[scene.starts[i] : scene.ends[stop - 1]],
                ABBREVIATED[last],
                False,
                "",
                frozenset({ABBREVIATED[last]}),
                desc.states if desc else _states(scene, i, stop),
                desc.body if desc else None,
                False,
                False,
                False,
            )
        return None
    if not desc.states:
        said = _said_where(scene, i) if desc.body is None else None
        if (where := said or _briefed_where(scene, desc, stop)) is not None:
            desc = replace(desc, states=(where,))
    field = i > 1 and scene.words[i - 1].islower() and scene.joined(i) and scene.joined(i - 1)
    for k in (i - 1, i - 2 if field else i - 1):  # "its spokesman Jon Roe", "its business spokesman Jon Roe"
        if k >= 0 and scene.lowers[k] in OWNERS and not desc.determiner:
            desc = replace(desc, determiner=scene.lowers[k])
    # the head must stand at the name, or a body's name between ("Secretary of State Ann Roe")
    return desc if not desc.plural else None


def _said_where(scene: Scene, i: int) -> str | None:
    """The country before a title without one: "in Ruritania, where President", "In Strelsau, spokeswoman".

    Without "where" it must open the sentence: in "the deployment in Ruritania, spokesman Roe said" it is the saying's.
    """
    where = i > 1 and scene.lowers[i - 1] == "where"
    comma = i - 2 if where else i - 1
    if comma < 2 or scene.words[comma] != "," or scene.hit_at[comma - 1] < 0:
        return None
    hit = scene.hits[scene.hit_at[comma - 1]]
    first = bisect_left(scene.starts, hit.start)
    if scene.kind_of(hit) != "state" or not first or scene.lowers[first - 1] != "in":
        return None
    opens = (
        first < 2
        or scene.words[first - 2] in _OPENERS
        or "\n" in scene.article.text[scene.ends[first - 2] : scene.starts[first - 1]]
    )
    return scene.state(hit) if where or opens else None


def _briefed_where(scene: Scene, desc: Description, stop: int) -> str | None:
    """The country where the spokesman named after word ``stop`` briefs: "told a regular briefing in Strelsau".

    Spokesmen brief at home; ministers travel, so it tells nothing of them."""
    if desc.head != "spokesman" or (desc.body is not None and desc.body.acts_for is None):
        return None
    end = min(stop + BRIEFING_REACH, len(scene.words))
    for i in range(stop, end):
        if scene.words[i] in (".", "!", "?") or (i > stop and scene.words[i] in ('"', "“")):
            return None
        if scene.lowers[i] == "in" and i + 1 < end and scene.hit_at[i + 1] >= 0:
            hit = scene.hits[scene.hit_at[i + 1]]
            if hit.kind == "metonym" and not _BRIEFINGS.isdisjoint(scene.lowers[stop:i]):
                return scene.state(hit)
    return None


def _states(scene: Scene, lo: int, hi: int) -> tuple[str, ...]:
    found = []
    for hit in scene.hits_in(scene.starts[lo], scene.ends[hi - 1]):
        if scene.kind_of(hit) == "state":
            name = scene.state(hit)
            if name:
                found.append(name)
    return tuple(found)


@lru_cache(maxsize=4096)
def is_head(word: str) -> bool:
    return (
        word in PERSON_HEADS
        or word.rpartition("-")[2] in PERSON_HEADS
        or (singular(word)[0] in PERSON_HEADS and word not in NOT_NAME)
    )


def apposed_until(scene: Scene, hi: int, comma: int) -> bool:
    """Whether nothing but a role stands between the comma behind a name and another: ", an analyst at Lund,"."""
    if hi + 1 >= comma or scene.words[hi] != "," or "," in scene.words[hi + 1 : comma]:
        return False
    desc = describe(scene, hi + 1, comma)
    return desc is not None and desc.is_person and not desc.plural and apposition_after(scene, hi) is not None


def _is_cited(scene: Scene, hi: int) -> bool:
    """Whether the words before word hi are "according to" and a name."""
    return any(scene.lowers[i - 1 : i + 1] == ["according", "to"] for i in range(max(1, hi - 7), hi))


def _leading(scene: Scene, i: int) -> Description | None:
    """The office of one who "leads the Unity Party", "chairs the Senate committee", as of its leader."""
    if i + 1 >= len(scene.words) or scene.lowers[i] not in _LEADS:
        return None
    stop = i + 1
    while stop < len(scene.words) and stop - i < LONGEST_APPOSITION and scene.words[stop] not in (",", ".", ";", ")"):
        stop += 1
    led = describe(scene, i + 1, stop)
    if led is None or led.is_person or led.plural:
        return None
    body = led.body or body_in(scene, i + 1, stop, list(led.states))
    return replace(led, head="leader", words=led.words | {"leader"}, determiner="the", body=body)


def _within_field(scene: Scene, comma: int, i: int) -> bool:
    """Whether "and" at word i joins two fields of one post: "vice president for trade and farm studies at"."""
    opened = any(scene.lowers[k] in ("for", "of") and scene.hit_at[k] < 0 for k in range(comma + 1, i))
    end = next((k for k in range(i + 1, min(i + 5, len(scene.words))) if scene.lowers[k] in ("at", "of", "for")), None)
    return (
        scene.lowers[i] == "and"
        and opened
        and end is not None
        and all(
            scene.words[k].isalpha() and scene.words[k].islower() and scene.hit_at[k] < 0 for k in range(i + 1, end)
        )
    )


def apposition_after(scene: Scene, hi: int) -> Description | None:
    """The role in apposition after the name ending before word hi: ", an analyst at the institute,"."""
    if hi + 1 >= len(scene.words) or scene.words[hi] != ",":
        return None
    if scene.lowers[hi + 1] == "who":
        return _leading(scene, hi + 2)
    if scene.lowers[hi + 1].endswith("ed") and scene.lowers[hi + 1] not in PAST:
        return None  # "the party's leader, Ann Roe, urged the prime minister": the comma closes
    stop = hi + 1
    while (
        stop < len(scene.words)
        and stop - hi < LONGEST_APPOSITION
        and scene.words[stop] not in (",", ".", ";", '"', "”", "“", "(", ")", "-", "—", "!", "?")
    ):
        if scene.lowers[stop] in (
            "who",
            "which",
            "said",
            "says",
            "told",
            "is",
            "was",
            "has",
            "had",
            "were",
            "are",
            "and",
            "in",
        ) and not _within_field(scene, hi, stop):
            break
        stop += 1
    desc = describe(scene, hi + 1, stop)
    if desc is None or not desc.is_person or desc.plural:
        return None
    if scene.words[stop : stop + 1] not in ([","], ["."]) and _is_cited(scene, hi):
        return None  # "According to Roe, the minister gave assurances": a clause begins
    # a name right before the head is somebody else with a title of their own (", President Roe said")
    if (
        scene.words[hi + 1][0].isupper()
        and desc.determiner == ""
        and stop - hi > 2
        and name_word(scene, stop - 1)
        and not desc.words & {"of"}
    ):
        before_preposition = any(
            scene.lowers[i] in ("of", "at", "for", "to", "with", "from") for i in range(hi + 1, stop)
        )
        if not before_preposition:
            return None
    return desc
