"""Finds the people of an article: those the ontology knows, and new ones with the role the text gives them.

A run of capitalised words becomes a person where the text shows one: a title before it ("Senator Ann Roe"), a role in
apposition ("Ann Roe, an analyst at ..."), a saying of which it is the source, or a later mention by surname alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extract.link.descriptions import PARTIES, Description, actor_of, speaks_for
from extract.link.gazetteer import Hit, family_name, title_words
from extract.link.namesakes import bearer, introduction
from extract.link.nouns import (
    ABBREVIATED,
    DIPLOMATIC,
    FEMALE,
    MALE,
    OFFICIAL,
    OTHER_BODY,
    PARTICLES,
    PERSON_HEADS,
    PRIVATE,
    STATE_BODY,
    singular,
)
from extract.link.offices import LESSER, current_roles, office_fits
from extract.link.reference import holder_by_date
from extract.link.scene import Scene
from extract.link.titles import ARTICLED, GIVEN, OWNERS, apposition_after, is_head, name_word, title_before
from extract.records import Actor, Mention
from ontology.identifiers import slug
from ontology.knowledge import RoleEntry

#: words of a name
LONGEST_NAME = 4
#: words that may stand before a sentence's subject: "The main opposition"
SUBJECT_REACH = 3
SCORE = {
    "name": 1.0,
    "title": 0.9,
    "apposition": 0.9,
    "source": 0.6,
    "surname": 0.9,
    "surname before": 0.75,
    "office": 0.6,
}
#: after these a run of capitals is a place or an owner's name, which no apposition proves a person
_PLACE_PREPOSITIONS = frozenset(["in", "at", "near", "across", "from", "of", "outside", "around", "through"])
ORGANISATION_ENDS = (
    OTHER_BODY
    | STATE_BODY
    | frozenset(
        [
            "times",
            "post",
            "news",
            "journal",
            "tv",
            "radio",
            "inc",
            "co",
            "corp",
            "ltd",
            "llc",
            "plc",
            "herald",
            "tribune",
            "gazette",
            "press",
            "weekly",
            "daily",
            "street",
            "avenue",
            "river",
            "island",
            "islands",
            "county",
            "city",
            "state",
            "hospital",
            "act",
            "treaty",
            "accord",
            "prize",
        ]
    )
)


#: behind a name these open no noun that it is the adjective of
_AFTER_NAME = frozenset(
    """said says told tells is was has had will would also and or in on at to of for with from by who whose which that
    as but did does wrote writes added asked added called praised criticized criticised argued noted denied""".split()
)
#: before a country's name or adjective, not before a surname
_BEFORE_COUNTRY = frozenset("the a an in to from of with many some most all both two between against".split())
#: titles that are also parts of names
_INNER = frozenset(["sheikh", "sheik", "mullah", "hajji", "prince", "khan", "shah"])
#: words of a title that tell no field of government
_ANY_FIELD = frozenset(
    """minister ministry deputy vice chief senior spokesman spokeswoman spokesperson assistant secretary head director
    general official of for the a national department office state bureau policy affairs council""".split()
)
OWNER_GENDER = {"his": "male", "her": "female"}


@dataclass
class Person:
    """One person of the article while it is being read."""

    key: str
    label: str
    first: int
    known: bool
    spans: list[tuple[int, int]] = field(default_factory=list)
    titles: list[Description] = field(default_factory=list)
    gender: str | None = None
    proven: str = ""  #: why this is a person: "name", "title", "apposition", "source", "surname"
    score: float | None = None  #: how sure, where that does not follow from why


@dataclass(frozen=True, slots=True)
class Run:
    """Words lo..hi with capitals that may be a name."""

    lo: int
    hi: int


def find_people(scene: Scene) -> None:
    """Adds every person of the article to the scene's actors and mentions."""
    people: dict[str, Person] = {}
    known = [h for h in scene.hits if scene.kind_of(h) == "person"]
    # a name of several that stands bare means whom the article introduces by it, be it later
    for hit in sorted(known, key=lambda h: len(h.names) > 1 and not _introduced(scene, h.start, h.end)):
        _meet_known(scene, people, hit.start, hit.end, hit.names)
    runs = name_runs(scene)
    source_words = _source_words(scene)
    singles: list[Run] = []
    for run in runs:
        if run.hi - run.lo == 1:
            singles.append(run)
        elif not scene.in_capitals(scene.starts[run.lo]):
            _meet_new(scene, people, run, source_words)
        else:
            singles.append(run)
    _like_countries(scene, people)
    _without_openers(scene, people)
    index: dict[str, list[Person]] = {}
    for person in people.values():
        for part in _family_words(scene, person):
            index.setdefault(part, []).append(person)
    late: list[tuple[int, int, Person, str, float]] = []
    for run in singles:
        late.extend(_by_surname(scene, people, index, run, source_words))
    for start, end, person, reason, _ in late:
        person.spans.append((start, end))
        person.proven = person.proven or reason
    actors: dict[str, Actor] = {}
    for key in sorted(people, key=lambda k: (people[k].first, k)):
        person = people[key]
        if person.proven:
            actors[key] = _actor(scene, _served(scene, people, actors, person) or person)
    reasons = {(start, end): (reason, score) for start, end, _, reason, score in late}
    for key, actor in actors.items():
        person = people[key]
        for start, end in sorted(set(person.spans)):
            usual = SCORE.get(person.proven, 0.6) if person.score is None else person.score
            reason, score = reasons.get((start, end), (person.proven, usual))
            # a surname is no surer than the name it is short for
            scene.mentions.append(Mention((start, end), actor, reason, min(score, person.score or 1.0)))


def _served(scene: Scene, people: dict[str, Person], actors: dict[str, Actor], person: Person) -> Person | None:
    """The person with the state of whom "her press secretary" serves: the one of that gender named last before."""
    of_party = next((t for t in person.titles if PARTIES & t.words and not (t.body or t.states or t.apart)), None)
    if of_party is not None and not person.known and (party := party_before(scene, person.first)) is not None:
        return replace(person, titles=[replace(t, body=party) if t is of_party else t for t in person.titles])
    title = next((t for t in person.titles if t.determiner in OWNERS and (t.official or t.determiner == "its")), None)
    if (
        title is None
        and not person.known
        and len(person.titles) == 1
        and _role_text(person.titles[0]).lower() in _SPOKEN
    ):
        title = person.titles[0]
        owner = None if title.states or title.body else _owner_before(scene, person.first)
        if owner is not None and speaks_for(scene, title)[0] is None:
            return (
                _serving(person, title, owner.name)
                if owner.kind == "state"
                else replace(person, titles=[replace(title, body=owner)])
            )
        return None
    if title is None or title.states or title.body:
        return None
    if title.determiner == "its":
        owner = _owner_before(scene, person.first)
        if owner is None or owner.kind == "state":
            return None if owner is None or person.known or not title.official else _serving(person, title, owner.name)
        return replace(person, titles=[replace(t, body=owner) if t is title else t for t in person.titles])
    if person.known:
        return None
    wanted = OWNER_GENDER[title.determiner]
    chiefs = [
        (max(end for _, end in other.spans if end <= person.first), actors[key].acts_for)
        for key, other in people.items()
        if key in actors and (other.gender or wanted) == wanted and any(end <= person.first for _, end in other.spans)
    ]
    state = max(chiefs, key=lambda c: c[0], default=(0, None))[1]
    return None if state is None else _serving(person, title, state)


_SPOKEN = frozenset(["spokesman", "spokeswoman", "spokesperson"])


def party_before(scene: Scene, at: int, sentence: int = 0) -> Actor | None:
    """The party named last before a point, from a sentence on: whose "party spokesman" it is."""
    named = [
        (h.start, actor_of(scene, h.names[0]))
        for h in scene.hits_in(0, at)
        if scene.kind_of(h) == "organization" and PARTIES & title_words(scene.ontology.actors[h.names[0]].label)
    ]
    met = [(start, actor) for start, actor, words in scene.bodies if start < at and PARTIES & words]
    near = [found for found in named + met if scene.sentence_of(found[0]) >= sentence]
    return max(near, key=lambda found: found[0], default=(0, None))[1]


def _owner_before(scene: Scene, at: int) -> Actor | None:
    """What "its" means where a person is introduced by it: the subject of the sentence before, a state or a body
    ("The union objected. Its leader, Ann Roe, said"), else the state or body named last before."""
    here = scene.sentence_of(at)
    hits = [
        h
        for h in scene.hits_in(scene.back_to(at, 0), at)
        if h.kind in ("label", "metonym") and scene.kind_of(h) in ("state", "organization") and not scene.is_place(h)
    ]
    opening = [h for h in hits if scene.sentence_of(h.start) == here - 1 and _opens_sentence(scene, h)]
    opening = [h for h in opening if scene.norm[h.end : h.end + 2] != "'s"]  # "Ruritania's opposition party objected"
    party = party_before(scene, at, here - 1)
    if party is not None and not opening:
        return party
    hit = opening[0] if opening else hits[-1] if hits else None
    name = scene.state(hit) if hit is not None else None
    return None if name is None else actor_of(scene, name)


def _opens_sentence(scene: Scene, hit: Hit) -> bool:
    """Whether nothing but a few words of its own stands before a name in its sentence."""
    first = scene.sentences[scene.sentence_of(hit.start)][0]
    lo, hi = scene.word_range((first, hit.start)) if first < hit.start else (0, 0)
    return hi - lo <= SUBJECT_REACH and not any(w in (",", "said", "told") for w in scene.lowers[lo:hi])


def _serving(person: Person, title: Description, state: str) -> Person:
    served = replace(title, states=(state,))
    return replace(person, titles=[served if t is title else t for t in person.titles])


# names in the text


def name_runs(scene: Scene) -> list[Run]:
    """Maximal runs of words that look like parts of one name."""
    runs = []
    j, n = 0, len(scene.words)
    capitals = [i for i, (word, lower) in enumerate(zip(scene.words, scene.lowers, strict=True)) if word != lower]
    for i in capitals:
        given = scene.lowers[i] in GIVEN and i + 1 < n and _jordan(scene, i, i + 1)
        if i < j or not (name_word(scene, i) or _office_as_name(scene, i, i) or given or _place_as_given(scene, i)):
            continue
        j = i + 1
        while j < n and scene.joined(j):
            if name_word(scene, j) or _office_as_name(scene, i, j):
                j += 1
            elif (
                scene.lowers[j] in PARTICLES
                and scene.words[j].islower()
                and j + 1 < n
                and scene.joined(j + 1)
                and name_word(scene, j + 1)
            ):
                j += 2
            elif scene.lowers[j] in _INNER and j + 1 < n and scene.joined(j + 1) and name_word(scene, j + 1):
                j += 2  # "Roe Sheikh Doe"
            elif _jordan(scene, i, j):
                j += 1
            else:
                break
        lo = i
        while lo < j - 1 and scene.words[lo].endswith(".") and len(scene.words[lo]) > 2:
            lo += 1
        if j - lo <= LONGEST_NAME + 1 and not (
            j - lo == 1 and len(scene.words[lo]) < 3 and scene.words[lo].endswith(".")
        ):
            runs.append(Run(lo, j))
    return runs


def _place_as_given(scene: Scene, i: int) -> bool:
    """True where the name of a place is a given name: "the foreign minister, Ruritania Roe"."""
    number = scene.hit_at[i]
    if number < 0 or i < 2 or i + 1 >= len(scene.words):
        return False
    hit = scene.hits[number]
    titled = scene.words[i - 1] == "," and scene.lowers[i - 2] in PERSON_HEADS and scene.kind_of(hit) != "person"
    whole = (hit.start, hit.end) == (scene.starts[i], scene.ends[i])
    return titled and whole and scene.joined(i + 1) and name_word(scene, i + 1)


def _office_as_name(scene: Scene, i: int, j: int) -> bool:
    """True where an office's word is a surname: "Rep. Ann King", "Mr. Marshal" with nothing of a name after it."""
    return (
        i > 0
        and scene.words[i - 1][-1] == "."
        and scene.lowers[i - 1].rstrip(".") in ABBREVIATED
        and j - i <= 2
        and scene.hit_at[j] < 0
        and scene.words[j].istitle()
        and scene.lowers[j] in PERSON_HEADS
        and not (j + 1 < len(scene.words) and scene.joined(j + 1) and scene.words[j + 1][0].isupper())
    )


def _jordan(scene: Scene, i: int, j: int) -> bool:
    """True where a country's name ends a person's (Anna Ruritania), or its adjective does, no noun behind it (Ann
    Ruritanian, a trader)."""
    number = scene.hit_at[j]
    if number < 0 or j - i != 1 or scene.in_capitals(scene.starts[i]):
        return False
    hit = scene.hits[number]
    after = scene.lowers[j + 1] if j + 1 < len(scene.words) else ""
    opens = i == 0 or scene.words[i - 1] in (".", '"', "“", "”", "!", "?") or not scene.joined(i)
    titled = i > 0 and (scene.lowers[i - 1].rstrip(".") in ABBREVIATED or scene.lowers[i - 1] in PERSON_HEADS)
    return (
        (
            hit.kind == "label"
            or (hit.kind == "demonym" and not scene.lowers[j].endswith("s") and not _modifies_next(scene, j))
        )
        and hit.end == scene.ends[j]
        and hit.start == scene.starts[j]
        and scene.words[j].isalpha()
        and not scene.words[j].isupper()
        and not scene.words[i].isupper()
        and (titled or not opens or (hit.kind == "demonym" and after in (",", ":")))
        and after != "'s"
    )


def _modifies_next(scene: Scene, j: int) -> bool:
    """Whether a noun stands behind word j that it may be the adjective of, and no verb of saying or being."""
    if j + 1 >= len(scene.words) or not scene.joined(j + 1) or not scene.words[j + 1][0].isalpha():
        return False
    return scene.lowers[j + 1] not in _AFTER_NAME


def _like_countries(scene: Scene, people: dict[str, Person]) -> None:
    """Later mentions of people whose surname is a country's name or adjective: "Ruritanian said" of Ann Ruritanian."""
    bearers: dict[str, Person] = {}
    for key in sorted(people):
        words = people[key].label.split()
        if not people[key].known and len(words) > 1 and people[key].proven:
            bearers.setdefault(words[-1], people[key])
    for hit in scene.hits:
        person = bearers.get(scene.norm[hit.start : hit.end])
        if person is None or hit.kind not in ("label", "demonym") or hit.start < person.first:
            continue
        i = scene.word_range((hit.start, hit.end))[0]
        inside = any(a <= hit.start < b for a, b in person.spans)
        if not inside and (not i or scene.lowers[i - 1] not in _BEFORE_COUNTRY) and not _modifies_next(scene, i):
            person.spans.append((hit.start, hit.end))


def _without_openers(scene: Scene, people: dict[str, Person]) -> None:
    """A heading's first word is no given name of somebody named in full elsewhere: "Praising Roe", "Wounded Roe"."""
    for key in sorted(people):
        *before, family = people[key].label.split()
        if people[key].known or not before:
            continue
        person = next(
            (
                p
                for p in people.values()
                if p.proven and p.key != key and p.label.split()[-1] == family and " " in p.label
                and before[-1] not in p.label.split()
            ),
            None,
        )  # fmt: skip
        if person is not None and all(w.lower().endswith("ing") or w.lower() in scene.lower_words for w in before):
            person.spans += [(end - len(family), end) for _, end in people.pop(key).spans]


def _source_words(scene: Scene) -> set[int]:
    found: set[int] = set()
    for attribution in scene.attributions:
        for span in attribution.source:
            found.update(range(*scene.word_range(span)))
    return found


def _titles(scene: Scene, start: int, end: int) -> list[Description]:
    """The descriptions before and after a name."""
    lo, hi = scene.word_range((start, end))
    return [desc for desc in (title_before(scene, lo), apposition_after(scene, hi)) if desc]


def _introduced(scene: Scene, start: int, end: int) -> bool:
    return bool(_titles(scene, start, end) or introduction(scene, end))


def _meet_known(
    scene: Scene, people: dict[str, Person], start: int, end: int, names: tuple[str, ...], why: str = "name"
) -> None:
    """A person of the ontology is named; ``names``: all who bear the name."""
    titles = _titles(scene, start, end)
    name, score = names[0], SCORE["name"]
    if len(names) > 1:
        words = introduction(scene, end)
        name, score = bearer(scene, names, titles, words, {n: current_roles(scene, n) for n in names})
        why = "name of several"
        if not titles and not words:
            name = next((n for n in names if n in people), name)
    person = people.get(name)
    if person is None:
        entry = scene.ontology.actors[name]
        person = people[name] = Person(name, entry.label, start, True, gender=entry.gender, proven=why, score=score)
    person.first = min(person.first, start)
    person.score = max(person.score or 0.0, score)
    person.spans.append((start, end))
    person.titles += titles


def _meet_new(scene: Scene, people: dict[str, Person], run: Run, source_words: set[int]) -> None:
    lo, hi = run.lo, run.hi
    if scene.lowers[hi - 1] in ORGANISATION_ENDS or scene.lowers[lo] in ORGANISATION_ENDS:
        return
    label = " ".join(scene.words[lo:hi])
    parts = [w for w in scene.words[lo:hi] if not (len(w) == 2 and w.endswith("."))]
    bare = " ".join(w for w in parts if w.lower().rstrip(".") not in ("jr", "sr"))
    start, end = scene.starts[lo], scene.ends[hi - 1]
    names = scene.gazetteer.persons.get(bare)
    if names is not None:
        _meet_known(scene, people, start, end, names)
        return
    surname_alone = len(parts) < 2  # with initials, "K. Roe", it is a name where a title or what is said tells so
    if surname_alone and not (parts and hi - lo > 1 and (title_before(scene, lo) or lo in source_words)):
        return
    if all(len(w) > 1 and w.isupper() and "." not in w for w in parts):
        return
    same = (k for k, p in people.items() if not p.known and not surname_alone and _same_ends(p.label, parts))
    key = next(same, None) or slug(label if surname_alone else bare)
    longer = next((p for p in people.values() if p.proven and _is_surname(p, parts)), None)
    if longer is not None and longer.first < start:
        longer.spans.append((start, end))  # "Roe Doe" of Ann Roe Doe
        return
    key = scene.ontology.same.get(key, key)
    if _is_known_person(scene, key):
        _meet_known(scene, people, start, end, (key,), "name, by decision")
        return
    title, after = title_before(scene, lo), apposition_after(scene, hi)
    if lo and scene.lowers[lo - 1] in _PLACE_PREPOSITIONS:
        after = None
    if (
        (title is None or title.head in ORGANISATION_ENDS)
        and hi < len(scene.words)
        and scene.joined(hi)
        and (scene.lowers[hi] in ORGANISATION_ENDS and scene.words[hi][0].isupper())
    ):
        return
    if (
        hi < len(scene.words)
        and scene.joined(hi)
        and scene.words[hi][0].isupper()
        and is_head(scene.lowers[hi].rstrip("."))
    ):
        return  # a place or a body before a title ("... Mayor Ann Roe")
    person = people.get(key)
    if person is None:
        person = people[key] = Person(key, label if len(label) < 60 else bare, start, False)
    person.spans.append((start, end))
    person.gender = person.gender or _gender(scene, lo, title, after)
    if title:
        person.titles.append(title)
        person.proven = person.proven or "title"
    elif lo > 0 and scene.lowers[lo - 1].rstrip(".") in ABBREVIATED:
        person.proven = person.proven or "title"
    if after:
        person.titles.append(after)
        person.proven = person.proven or "apposition"
    if not person.proven and lo in source_words and not (lo and scene.lowers[lo - 1] in _PLACE_PREPOSITIONS):
        person.proven = "source"


def _is_known_person(scene: Scene, key: str) -> bool:
    entry = scene.ontology.actors.get(key)
    return entry is not None and entry.kind == "person"


def _same_ends(label: str, parts: list[str]) -> bool:
    """True for one name with and without its middle: "Ann Roe", "Ann Maria Roe"."""
    if not label.startswith(parts[0]):
        return False
    words = label.split()
    return len(words) != len(parts) and words[0] == parts[0] and words[-1] == parts[-1]


def _is_surname(person: Person, parts: list[str]) -> bool:
    """True for the two last words of a longer name."""
    words = person.label.split()
    return 1 < len(parts) < len(words) and words[-len(parts) :] == parts and "." not in words[-len(parts)]


def _gender(scene: Scene, lo: int, *descs: Description | None) -> str | None:
    before = scene.lowers[lo - 1].rstrip(".") if lo else ""
    if before in FEMALE:
        return "female"
    if before in MALE:
        return "male"
    return next((d.gender for d in descs if d and d.gender), None)


# later mentions


def _family_words(scene: Scene, person: Person) -> tuple[str, ...]:
    if person.known:
        return (family_name(scene.ontology.actors[person.key]),)
    words = [
        w
        for w in person.label.split()
        if w.lower().rstrip(".") not in ("jr", "sr") and not (len(w) == 2 and w.endswith("."))
    ]
    if len(words) < 2:
        return tuple(words)
    if len(words) == 2 and "-" in words[1] and words[1].partition("-")[2][:1].islower():
        return (words[0],)  # "Roe Min-ho": the family name stands first
    bare = ARTICLED.sub("", words[-1])
    return (words[-1], words[0]) if bare == words[-1] else (words[-1], bare, words[0])


def _by_surname(
    scene: Scene, people: dict[str, Person], index: dict[str, list[Person]], run: Run, source_words: set[int]
) -> list[tuple[int, int, Person, str, float]]:
    """Whom one capitalised word refers to: a person of the article by surname, else the holder of an office by date."""
    found = []
    for i in range(run.lo, run.hi):
        word = scene.words[i]
        if word.isupper() and len(word) > 3 and word not in index and word.capitalize() in index:
            word = word.capitalize()
        if word not in index:
            word = ARTICLED.sub("", word)
        start, end = scene.starts[i], scene.ends[i]
        title = title_before(scene, i) or (apposition_after(scene, i + 1) if i in source_words else None)
        addressed = i > 0 and scene.lowers[i - 1].rstrip(".") in ABBREVIATED
        candidates = [p for p in index.get(word, ()) if p.proven or _family_words(scene, p)[0] == word]
        if addressed and len(candidates) > 1 and (gender := _gender(scene, i)) is not None:
            fitting = [p for p in candidates if p.gender == gender] or [p for p in candidates if p.gender is None]
            candidates = fitting or candidates  # "Mrs. Roe" is not Jon
        if title and len(candidates) > 1:
            fitting = [p for p in candidates if any(_compatible(title, t) for t in p.titles)]
            candidates = fitting or candidates
        if candidates:
            person = candidates[0]
            if len(candidates) > 1:
                person = min(candidates, key=lambda p: _surname_rank(scene, p, word, start))
            if not person.proven and not (title or addressed or i in source_words or person.first < start):
                continue
            if title:
                person.titles.append(title)
            if addressed and person.gender is None:
                person.gender = _gender(scene, i)
            reason = "surname" if person.first < start else "surname before"
            if run.hi - run.lo > 1 and i > run.lo and scene.words[i - 1] in person.label.split():
                start = scene.starts[i - 1]
            found.append((start, end, person, reason, SCORE[reason]))
            continue
        holder = _office_holder(scene, word, title)
        if holder and not (run.hi - run.lo > 1 and not scene.in_capitals(start)):
            person = people.get(holder) or Person(
                holder,
                scene.ontology.actors[holder].label,
                start,
                True,
                gender=scene.ontology.actors[holder].gender,
                proven="name",
            )
            people[holder] = person
            index.setdefault(word, []).append(person)
            if title:
                person.titles.append(title)
            found.append((start, end, person, "office", SCORE["office"]))
        elif (
            (title or addressed or (i in source_words and _alone(scene, run, i))) and not scene.in_capitals(start)
        ) or (i in source_words and (title or addressed)):
            if word.isupper() and len(word) <= 5 and not title and not addressed:
                continue  # an acronym, no surname
            if not (title or addressed) and _common(scene, i):
                continue
            key = scene.ontology.same.get(slug(word), slug(word))
            person = people.get(key) or Person(key, word, start, _is_known_person(scene, key))
            if key not in people:
                people[key] = person
                index.setdefault(word, []).append(person)
            person.gender = person.gender or _gender(scene, i, title)
            if title:
                person.titles.append(title)
            person.proven = person.proven or ("title" if title or addressed else "source")
            found.append((start, end, person, "source", SCORE["source"]))
    return found


def _common(scene: Scene, i: int) -> bool:
    """True for a word whose capital only opens its sentence: a plural, or one met in lower case elsewhere."""
    lower = scene.lowers[i]
    if singular(lower)[0] != lower or lower in scene.lower_words:
        return True
    opens = i == 0 or not scene.joined(i) or scene.words[i - 1] in (".", "!", "?", '"')
    return opens and lower.endswith("s") and not lower.endswith(("ss", "is", "us"))


def _alone(scene: Scene, run: Run, i: int) -> bool:
    """True where a source is this one word and nothing else: "Roe said"."""
    start, end = scene.starts[i], scene.ends[i]
    return run.hi - run.lo == 1 and not scene.source_spans.isdisjoint(((start, end), (start, end + 2)))


def _surname_rank(scene: Scene, person: Person, word: str, at: int) -> tuple[bool, bool, int, str]:
    """Best first: by surname rather than given name, met before rather than after, met last."""
    before = [s for s, _ in person.spans if s < at]
    family = _family_words(scene, person)[0] == word
    return (not family, not before, -(before[-1] if before else -person.first), person.key)


def _compatible(one: Description, other: Description) -> bool:
    if one.states and other.states and not set(one.states) & set(other.states):
        return False
    return one.words <= other.words or other.words <= one.words or one.head == other.head


def _office_holder(scene: Scene, word: str, title: Description | None) -> str | None:
    """The one person of that family name who held an office, fitting the title, of a state of the article."""
    fitting = []
    for name in scene.gazetteer.families.get(word, ()):
        roles = current_roles(scene, name)
        if title is not None:
            roles = tuple(
                r for r in roles if office_fits(title.words, r) and (not title.states or r.acts_for in title.states)
            )
        elif scene.day is None:
            roles = ()
        if any(r.acts_for in scene.weight for r in roles):
            fitting.append(name)
    return fitting[0] if len(fitting) == 1 else None


# offices


def _actor(scene: Scene, person: Person) -> Actor:
    """The person with role, body and the state or body they speak for, on the article's day."""
    titles = [t for t in person.titles if t.head]
    titles.sort(key=lambda t: (-bool(t.states or t.body), -len(t.words)))
    heads = scene.heads.setdefault(person.key, set())
    for t in titles:
        heads.add(t.head)
    roles = current_roles(scene, person.key) if person.known else ()
    role_text = _role_text(titles[0]) if titles else None
    affiliation = next((t.body.name for t in titles if t.body), None)
    acts_for: str | None = None
    if roles:
        best = _best_role(scene, roles, titles)
        acts_for = best.acts_for
        told = [t for t in titles if t.states and t.official]
        known = any(not t.states and office_fits(t.words, r) for t in titles for r in roles)
        if told and not known and not any(r.acts_for in t.states for r in roles for t in told):
            acts_for = speaks_for(scene, told[0])[0]  # the text gives another country's office than we know
        affiliation = best.organization or affiliation
        role_text = best.titles[0] if best.titles else role_text
        for role in roles:
            for title in role.titles:
                heads.update(w for w in title_words(title) if w in OFFICIAL)
        if affiliation and affiliation in scene.ontology.actors:
            actor_of(scene, affiliation)
    else:
        for t in titles:
            acts_for, _ = speaks_for(scene, t)
            if acts_for == scene.home and not (t.states or t.body):
                acts_for = _whose_office(scene, person, t)
            if acts_for or t.past or t.head in PRIVATE:
                break
        if acts_for is None and person.known and not titles:
            acts_for = scene.ontology.actors[person.key].acts_for
    if any(h in DIPLOMATIC or h in ("minister", "spokesman") for h in heads):
        heads.add("diplomat") if _foreign(scene, titles, roles, heads) else None
    if person.gender:
        scene.genders[person.key] = person.gender
    label = scene.ontology.actors[person.key].label if person.known else person.label
    actor = Actor(person.key, "person", label, person.known, role_text, affiliation, acts_for)
    scene.actors[person.key] = actor
    return actor


def _whose_office(scene: Scene, person: Person, title: Description) -> str | None:
    """The state whose office a bare title is: the article's own, unless somebody else is known to hold it there on the
    article's day; then the state spoken of nearest whose holder is not known to be another."""

    def fits(state: str) -> bool:
        held = holder_by_date(scene, title, (state,))
        return held is None or held[0] == person.key

    if (state := _of_ministry_before(scene, person, title)) is not None:
        return state
    if scene.home is None or not LESSER.isdisjoint(title.text.lower().split()) or fits(scene.home):
        return scene.home
    places = [
        (abs(h.start - person.first), state)
        for h in scene.hits
        if h.kind != "system" and scene.kind_of(h) == "state" and (state := scene.state(h)) is not None
    ]
    return next((state for _, state in sorted(places) if state != scene.home and fits(state)), None)


def _of_ministry_before(scene: Scene, person: Person, title: Description) -> str | None:
    """The state whose body of the title's own field is named last before in the paragraph: "Ruritania's Defence
    Ministry rejected it …, said Jan Roe, deputy defence minister"."""
    start = scene.passages[scene.passage_of(person.first)].span[0]
    field = title.words - _ANY_FIELD
    near = [known for at, known, own in scene.bodies if start <= at < person.first and own & field]
    return near[-1].acts_for if near else None


def _role_text(desc: Description) -> str:
    return desc.text.strip(" ,")


def _best_role(scene: Scene, roles: tuple[RoleEntry, ...], titles: list[Description]) -> RoleEntry:
    for t in titles:
        for role in roles:
            if office_fits(t.words, role) and (not t.states or role.acts_for in t.states):
                return role
    return roles[0]


def _foreign(scene: Scene, titles: list[Description], roles: tuple[RoleEntry, ...], heads: set[str]) -> bool:
    """True for those whose work is foreign affairs, whom papers call "the diplomat"."""
    if heads & DIPLOMATIC:
        return True
    if any("foreign" in t.words or (t.body is not None and "foreign" in title_words(t.body.label)) for t in titles):
        return True
    return any("foreign" in title_words(" ".join(r.titles)) for r in roles)
