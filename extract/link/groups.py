"""Finds the bodies and groups that no file knows: a party's followers, acronyms, bodies and other names in capitals.

"Unionists" are actors where the text shows that the word is a plural of its own ("a Unionist", "Unionists have");
"Unionist lawmakers" are they. A run of capitals that ends in a body's noun is that body, one that no proof makes a
person or a body is still a name that somebody may be blamed under. Nothing here proves a speaker; it tells of whom
others speak.
"""

from __future__ import annotations

from extract.link.descriptions import actor_of, body, listed_on
from extract.link.nouns import (
    ALL_HEADS,
    NO_ACTOR,
    NOT_NAME,
    OTHER_BODY,
    PERSON_HEADS,
    STATE_BODY,
    STATE_ITSELF,
    TITLE_WORD,
    singular,
)
from extract.link.people import LONGEST_NAME, ORGANISATION_ENDS, name_runs
from extract.link.scene import GEOGRAPHY, Scene
from extract.records import Actor, ActorKind, Mention
from ontology.identifiers import slug

#: after a plural these agree with it
_PLURAL_VERBS = frozenset("have are were do don't aren't weren't haven't who say want".split())
#: before a plural these count or gather it
_GATHERING = frozenset(
    "many some most all both few several these those fellow more other between among house senate congressional".split()
)
#: the ends of words for those who hold with something, as no thing's plural ends
_CREEDS = ("ists", "crats", "icans", "arians", "ites")
#: how sure a name is that its capitals alone prove
WEAK, PART, FOLLOWERS, BODY = 0.5, 0.7, 0.8, 0.8
ACRONYM = range(3, 7)  #: letters of an acronym worth reading: shorter ones are initials, longer ones shouted words
#: a name is where somebody is or when, not who, after these
_WHERE = frozenset("in at near on from across outside inside around through".split())


def find_groups(scene: Scene) -> list[Mention]:
    """Mentions of unlisted groups and bodies and of names of unproven kind, none inside a mention already found."""
    taken = bytearray(len(scene.words) + 1)
    for mention in scene.mentions:
        lo, hi = scene.word_range(mention.span)
        taken[lo:hi] = b"\1" * (hi - lo)
    scene.groups = _followers(scene, taken)
    found = [*_group_mentions(scene, taken), *_bodies(scene, taken), *_acronyms(scene, taken), *_names(scene, taken)]
    for mention in found:
        if mention.reason == "acronym":
            scene.groups.setdefault(scene.norm[mention.span[0] : mention.span[1]], mention.actor)
    found.sort(key=lambda m: m.span)
    scene.others = {m.span[1]: m for m in found}
    return found


def _inside(scene: Scene, i: int) -> bool:
    """Whether a capital at word i is one of a sentence's inside, so that it shows a name."""
    return i > 0 and scene.joined(i) and scene.words[i - 1] not in (".", "!", "?", ":", '"', "“", "”", "'", "‘", "’")


def _singulars(word: str) -> tuple[str, ...]:
    """The forms one of several bears: "Unionists" -> "Unionist", "Unionistic"; "Tories" -> "Tory"."""
    return (word[:-3] + "y",) if word.endswith("ies") else (word[:-1], word[:-1] + "ic")


def _followers(scene: Scene, taken: bytearray) -> dict[str, Actor]:
    """Every plural, and every adjective of it, that names a group, with the group."""
    plurals: dict[str, bool] = {}
    capitals: set[str] = set()
    for i, word in enumerate(scene.words):
        if not word[0].isupper() or scene.hit_at[i] >= 0 or scene.in_capitals(scene.starts[i]):
            continue
        if _inside(scene, i):
            capitals.add(word)
        lower = scene.lowers[i]
        if taken[i] or len(word) < 5 or not lower.endswith("s") or lower.endswith(("ss", "us", "is", "'s")):
            continue
        if (
            word.isupper()
            or not word.isalpha()
            or lower in scene.lower_words
            or singular(lower)[0]
            in ALL_HEADS
            - {
                "republican",
                "democrat",
                "liberal",
                "conservative",
            }
        ):
            continue
        after = scene.lowers[i + 1] if i + 1 < len(scene.words) else ""
        before = scene.lowers[i - 1] if _inside(scene, i) else ""
        several = after in _PLURAL_VERBS or before in _GATHERING or before.isdigit()
        plurals[word] = plurals.get(word, False) or several
    parties = [i for i, word in enumerate(scene.words) if word == "Party" and scene.joined(i)]
    groups: dict[str, Actor] = {}
    for word, several in plurals.items():
        ones = _singulars(word)
        shown = [one for one in ones if one in capitals]
        creed = word.endswith(_CREEDS)
        if shown or (word in capitals and (several or creed)) or (several and creed):
            actor = scene.actors.setdefault(slug(word), Actor(slug(word), "organization", word, known=False))
            actor = _party(scene, parties, ones) or actor
            for form in (word, *ones):
                groups[form] = actor
    return groups


def _party(scene: Scene, parties: list[int], ones: tuple[str, ...]) -> Actor | None:
    """The party of those followers, where the text names it: "the Unionist Party". ``parties``: where that word is."""
    for i in parties:
        if scene.words[i - 1] in ones:
            hit = scene.hits[scene.hit_at[i]] if scene.hit_at[i] >= 0 else None
            if hit is not None:
                return actor_of(scene, hit.names[0]) if scene.kind_of(hit) == "organization" else None
            label = f"{scene.words[i - 1]} Party"
            return scene.actors.setdefault(slug(label), Actor(slug(label), "organization", label, known=False))
    return None


def group_of(scene: Scene, lo: int, hi: int) -> Actor | None:
    """The group that words lo..hi are: "the Unionists", "Upper House Unionists", "Unionist lawmakers"; not "some"."""
    while lo < hi and scene.lowers[lo] in ("the", "many", "most", "all", "these", "those", "both", "congressional"):
        lo += 1
    while (
        hi - lo > 1
        and scene.words[lo] not in scene.groups
        and scene.words[lo][0].isupper()
        and scene.lowers[lo] not in NOT_NAME
    ):
        lo += 1  # a part of the group is the group: "House Unionists"
    if lo >= hi or scene.words[lo] not in scene.groups:
        return None
    actor = scene.groups[scene.words[lo]]
    if hi - lo == 1:
        return actor if scene.lowers[lo].endswith("s") or scene.words[lo].isupper() else None
    head, plural = singular(scene.lowers[hi - 1])
    joined = all(scene.lowers[i] in TITLE_WORD or scene.words[i].isalpha() for i in range(lo, hi))
    members = head in PERSON_HEADS or scene.lowers[hi - 1] in STATE_ITSELF or head == "party"
    return actor if joined and members and (plural or head in ("leadership", "party")) and hi - lo <= 4 else None


def _group_mentions(scene: Scene, taken: bytearray) -> list[Mention]:
    found = []
    for i, word in enumerate(scene.words):
        actor = scene.groups.get(word)
        if actor is None or taken[i]:
            continue
        last = i
        if not scene.lowers[i].endswith("s"):
            # "Unionist lawmakers", "the Unionist leadership", "the Unionist plan"
            last = next(
                (n for n in range(i + 1, min(i + 4, len(scene.words))) if group_of(scene, i, n + 1) is not None), -1
            )
            if last < 0 or not all(scene.joined(n) for n in range(i + 1, last + 1)):
                if not _modifies(scene, i):
                    continue
                last = i
        taken[i : last + 1] = b"\1" * (last + 1 - i)
        found.append(
            Mention(
                (scene.starts[i], scene.ends[last]),
                actor,
                "group" if last == i else "part of a group",
                FOLLOWERS if last == i else PART,
            )
        )
    return found


def _modifies(scene: Scene, i: int) -> bool:
    """Whether a group's adjective stands before a thing of theirs: "the Unionist plan", not "a Unionist senator"."""
    after = scene.words[i + 1] if i + 1 < len(scene.words) and scene.joined(i + 1) else ""
    return after.isalpha() and after.islower() and singular(after)[0] not in PERSON_HEADS and after not in NOT_NAME


def _acronyms(scene: Scene, taken: bytearray) -> list[Mention]:
    """Bodies by their initials: those the text uses as a name, merged with the full name where it stands there too."""
    places: dict[str, list[int]] = {}
    shown: set[str] = set()
    for i, word in enumerate(scene.words):
        letters = word.replace(".", "")
        if (
            taken[i]
            or scene.hit_at[i] >= 0
            or not (letters.isalpha() and letters.isupper() and len(letters) in ACRONYM)
            or letters.lower() in NO_ACTOR
            or scene.in_capitals(scene.starts[i])
        ):
            continue
        near = [scene.words[n] for n in (i - 1, i + 1) if 0 <= n < len(scene.words)]
        if any(n.isupper() and len(n) > 3 and n.isalpha() for n in near):
            continue  # shouted
        places.setdefault(letters, []).append(i)
        if i and scene.lowers[i - 1] in ("the", "("):
            shown.add(letters)
    full = _initials(scene)
    found = []
    for letters, where in places.items():
        if letters not in shown and len(where) < 2:
            continue
        label = full.get(letters, letters)
        actor = scene.actors.setdefault(slug(label), Actor(slug(label), "organization", label, known=False))
        for i in where:
            taken[i] = 1
            found.append(Mention((scene.starts[i], scene.ends[i]), actor, "acronym", BODY))
    return found


def _initials(scene: Scene) -> dict[str, str]:
    """Full names of several capitals in the text by their initials."""
    found: dict[str, str] = {}
    i, n = 0, len(scene.words)
    while i < n:
        if not scene.words[i][0].isupper() or scene.in_capitals(scene.starts[i]) or not scene.words[i].isalpha():
            i += 1
            continue
        j, letters = i, ""
        while j < n and (j == i or scene.joined(j)):
            word = scene.words[j]
            if word[0].isupper() and word.isalpha():
                letters += word[0]
            elif word not in ("of", "the", "for", "and", "on"):
                break
            j += 1
        while scene.words[j - 1][0].islower():
            j -= 1
        for k in range(i, j):
            # the name may begin later: "The National Ferry Guild"
            rest = [w for w in scene.words[k:j] if w[0].isupper()]
            if len(rest) >= 3 and scene.words[k][0].isupper() and scene.lowers[k] != "the":
                found.setdefault("".join(w[0] for w in rest), " ".join(scene.words[k:j]))
        i = max(j, i + 1)
    return found


def _bodies(scene: Scene, taken: bytearray) -> list[Mention]:
    """Runs of capitals that end in a body's noun, or hold one before "of": "Ferry Department", "Guild of Pilots"."""
    found = []
    i = 0
    while i < len(scene.words):
        head = scene.lowers[i]
        if (
            head not in STATE_BODY | OTHER_BODY
            or not scene.words[i][0].isupper()
            or scene.hit_at[i] >= 0
            or taken[i]
            or scene.in_capitals(scene.starts[i])
        ):
            i += 1
            continue
        first, stop = i, i + 1
        while first and scene.joined(first) and _of_name(scene, first - 1, taken):
            first -= 1
        while stop < len(scene.words) and scene.joined(stop) and _of_name(scene, stop, taken):
            stop += 1
        last = next((n for n in range(stop - 1, i - 1, -1) if scene.lowers[n] in STATE_BODY | OTHER_BODY), i)
        if last == stop - 1 and stop + 1 < len(scene.words) and scene.lowers[stop] in ("of", "for", "on"):
            end = stop + 1
            while end < len(scene.words) and (listed_on(scene, end) or _goes_on(scene, end, taken)):
                end += 1
            while scene.words[end - 1].islower():
                end -= 1
            stop = end if end > stop + 1 else stop
        i = max(stop, i + 1)
        if stop - first < 2:
            continue
        states = [
            name
            for hit in scene.hits_in(scene.starts[max(0, first - 2)], scene.starts[first])
            if scene.kind_of(hit) == "state" and (name := scene.state(hit)) is not None
        ]
        seat = scene.hit_at[stop + 1] if scene.lowers[stop : stop + 1] == ["in"] and stop + 1 < len(scene.words) else -1
        if not states and seat >= 0 and scene.hits[seat].kind == "metonym" and scene.lowers[last] in STATE_BODY:
            states = [name for name in [scene.state(scene.hits[seat])] if name is not None]
        made = body(scene, first, stop, states, scene.lowers[last])
        if made is None:
            label = " ".join(scene.words[first:stop])
            made = scene.actors.setdefault(slug(label), Actor(slug(label), "organization", label, known=False))
        taken[first:stop] = b"\1" * (stop - first)
        found.append(Mention((scene.starts[first], scene.ends[stop - 1]), made, "body", BODY))
    return found


def _goes_on(scene: Scene, i: int, taken: bytearray) -> bool:
    """Whether the name of a body goes on behind its "of" with word i."""
    small = scene.lowers[i] in ("and", "the") and scene.words[i].islower()
    return scene.joined(i) and (small or _of_name(scene, i, taken))


def _of_name(scene: Scene, i: int, taken: bytearray) -> bool:
    """Whether word i may be part of a body's name."""
    return (
        scene.words[i][0].isupper()
        and not taken[i]
        and scene.hit_at[i] < 0
        and (scene.lowers[i] not in NOT_NAME or scene.words[i] in scene.groups)
        and (_inside(scene, i) or scene.lowers[i] not in scene.lower_words)
    )


def _names(scene: Scene, taken: bytearray) -> list[Mention]:
    """Runs of capitals of which nothing else is known."""
    found = []
    for run in name_runs(scene):
        lo, hi = run.lo, run.hi
        if any(taken[lo:hi]) or scene.in_capitals(scene.starts[lo]) or not 2 <= hi - lo <= LONGEST_NAME:
            continue
        if hi < len(scene.words) and scene.joined(hi) and scene.words[hi][0].isupper():
            continue  # the front of a longer name
        if lo and scene.lowers[lo - 1] in _WHERE and scene.joined(lo):
            continue
        if scene.lowers[hi - 1] in GEOGRAPHY or not all(w[0].isalpha() for w in scene.words[lo:hi]):
            continue
        label = " ".join(scene.words[lo:hi])
        collective = scene.lowers[hi - 1] in ORGANISATION_ENDS
        if not collective and (
            (lo > 0 and scene.lowers[lo - 1] == "the") or any(w.isupper() and len(w) > 1 for w in scene.words[lo:hi])
        ):
            continue  # "the Gorge Dam": a thing
        kind: ActorKind = "organization" if collective else "person"
        actor = scene.actors.setdefault(slug(label), Actor(slug(label), kind, label, known=False))
        taken[lo:hi] = b"\1" * (hi - lo)
        found.append(Mention((scene.starts[lo], scene.ends[hi - 1]), actor, "unproven name", WEAK))
    return found
