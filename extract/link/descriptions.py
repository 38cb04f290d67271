"""Reads a noun phrase that describes someone: its head, number, country, body, and for whom such a speaker speaks.

"a senior Ruritanian defence official", "Ruritanian Minister of Foreign Affairs", "spokesman at the Ministry of Health",
"an Austin-based pollster who ...". The phrase ends at the first relative pronoun; its head is the last noun of ours
before the first preposition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.link.gazetteer import Hit, abbreviates, title_words
from extract.link.nouns import (
    AGENCY,
    ALL_HEADS,
    APART,
    ASSEMBLY,
    DEFINITE,
    DIPLOMATIC,
    DOCUMENT,
    FEMALE,
    GOVERNMENTAL,
    MALE,
    MEDIA,
    NO_ACTOR,
    OFFICIAL,
    OTHER_BODY,
    PAST,
    PERSON_HEADS,
    PRIVATE,
    QUANTIFIERS,
    SINGULAR_DETERMINERS,
    STATE_BODY,
    STATE_ITSELF,
    TITLE_WORD,
    singular,
)
from extract.link.scene import Scene
from extract.records import Actor
from ontology.identifiers import slug

PREPOSITIONS = frozenset(
    [
        "of",
        "at",
        "for",
        "in",
        "from",
        "with",
        "on",
        "to",
        "by",
        "near",
        "about",
        "under",
        "against",
        "inside",
        "within",
        "among",
        "between",
    ]
)
_DETERMINERS = SINGULAR_DETERMINERS | DEFINITE | QUANTIFIERS
CLAUSE = frozenset(["who", "whom", "whose", "which", "that", "where", "when", ",", ";", "(", "--", "-", "—", ":"])
#: bodies of state that are the article's own country's where no country is named
OF_HOME = frozenset(
    ["ministry", "department", "parliament", "military", "army", "navy", "presidency", "command", "forces"]
)
#: the longest description worth reading, in words
LONGEST = 24


#: nouns for what is no body of state, whatever country's it is called
FIRMS = frozenset(
    """maker manufacturer producer airline automaker carmaker retailer conglomerate operator supplier builder startup
    charity ngo brewer miner refiner exporter importer company firm corporation union association federation lobby
    bank group club""".split()
)


#: who directs a body, and the word before that says it is a whole body
_HEADING = frozenset(["president", "founder", "co-founder", "chairman", "chairwoman", "chair"])
_DIRECTING = _HEADING | {"director", "spokesman", "secretary"}
_EXECUTIVE = frozenset(["executive", "managing", "general", "artistic"])
COMPANIES = frozenset(["company", "firm", "corporation", "utility"])
#: what else papers call a body of members by, once they have named it
GROUPS = frozenset("group lobby association federation organization organisation charity watchdog".split())
#: words of the names of bodies that are no company
NO_COMPANY = frozenset(
    """party council assembly union nations organization league alliance association committee commission court
    parliament congress senate house movement front institute university church dialogue agency fund bank
    commissioner""".split()
)


#: titles that before a name, and with nothing beside them, are of a state
_HIGH = frozenset(["President", "Attorney General", "Vice President"])
#: "Ruritania's chief minister"
_OWNED = re.compile(r"\b([A-Z]\w+)['’]s\b")
_SENT = frozenset(["mission", "ambassador", "envoy", "representative", "delegation", "delegate", "representation"])
#: nouns of bodies whose leaders speak for them and not for a state
PARTIES = frozenset(["party", "league", "movement", "front", "coalition", "bloc", "alliance"])
#: words from "of" to the first comma of a ministry's name
LONGEST_FIELD = 4
#: words before a party's noun that its name may have
LONGEST_PARTY = 5
_PEOPLES = frozenset(["people", "peoples", "workers", "women", "farmers", "citizens"])


@dataclass(frozen=True, slots=True)
class Description:
    """What a noun phrase says of someone."""

    text: str
    head: str  #: singular, lower case; "" where no noun of ours heads the phrase
    plural: bool
    determiner: str  #: "a", "the", "two", "his", "" ...
    words: frozenset[str]  #: the words that tell the office: {"minister", "foreign"}
    states: tuple[str, ...]
    body: Actor | None  #: ministry, department, company, party the phrase names
    past: bool  #: "former", "late"
    apart: bool  #: of the opposition, a candidate: not of the government of the country named
    counterpart: bool
    government: bool = False  #: "government", "military" or a body of the state stands among its words
    seat: str | None = None  #: state in whose capital they are ("officials in Strelsau")

    @property
    def is_person(self) -> bool:
        return self.head in PERSON_HEADS or self.counterpart

    @property
    def official(self) -> bool:
        return self.head in OFFICIAL and not self.past and not self.apart

    @property
    def definite(self) -> bool:
        return self.determiner in DEFINITE or (not self.determiner and not self.plural)

    @property
    def indefinite(self) -> bool:
        return self.determiner in SINGULAR_DETERMINERS or self.determiner in QUANTIFIERS

    @property
    def gender(self) -> str | None:
        words = set(self.text.lower().split())
        return "female" if words & FEMALE else "male" if words & MALE else None


def actor_of(scene: Scene, name: str) -> Actor:
    """A state or organisation of the ontology as the article's actor (persons come from the people step)."""
    if name not in scene.actors:
        entry = scene.ontology.actors[name]
        kind = "state" if entry.kind == "state" else "person" if entry.kind == "person" else "organization"
        scene.actors[name] = Actor(name, kind, entry.label, acts_for=None if entry.is_agency else entry.acts_for)  # type: ignore[arg-type]
    return scene.actors[name]


def describe(scene: Scene, lo: int, hi: int, before_name: bool = False) -> Description | None:
    """Reads words lo..hi as one description; None where they hold no noun of ours.

    ``before_name``: the words are a title before a name, so that the head is the last such noun of all.
    """
    hi = min(hi, lo + LONGEST)
    stop = hi
    for i in range(lo, hi):
        if scene.lowers[i] in CLAUSE and scene.hit_at[i] < 0 and not (before_name or listed_on(scene, i)) and i > lo:
            stop = i
            break
    if lo >= stop:
        return None
    determiner = scene.lowers[lo] if scene.lowers[lo] in _DETERMINERS else ""
    if not determiner and scene.words[lo].isdigit():
        determiner = "several"
    core = stop
    if not before_name:
        core = next((i for i in range(lo + 1, stop) if scene.lowers[i] in PREPOSITIONS and scene.hit_at[i] < 0), stop)
    head, plural, head_at = "", False, -1
    counterpart = False
    for i in range(core - 1, lo - 1, -1):
        word = scene.lowers[i]
        if word in ("counterpart", "counterparts"):
            counterpart, plural, head_at, head = True, word.endswith("s"), i, "counterpart"
            break
        if scene.hit_at[i] >= 0:
            continue
        one, many = singular(word)
        if one in MEDIA and not before_name and _in_a_name(scene, i, core):
            continue  # "the Daily Courier"
        if before_name and word == "state" and scene.lowers[i - 1] == "of" and i > lo + 1:
            continue  # "Secretary of State Ann Roe"
        if one in ALL_HEADS or word in STATE_ITSELF:
            # "Ministry", "Department" before a further head is its body, not the head
            head, plural, head_at = one, many or (word in STATE_ITSELF and word.endswith("s") and one != "side"), i
            break
        if word.rpartition("-")[2] in ALL_HEADS:
            head, head_at = word.rpartition("-")[2], i
            break
    if not head:
        return None
    if head.startswith("spokes") or head == "spox":
        head = "spokesman"  # one office, whoever holds it
    found: list[str] = []
    seat = None
    organisation: Actor | None = None
    for hit in scene.hits_in(scene.starts[lo], scene.ends[stop - 1]):
        kind = scene.kind_of(hit)
        if kind == "state":
            name = scene.state(hit)
            if name is None or (scene.in_longer_name(hit) and not before_name):
                continue
            if hit.start > scene.starts[head_at] and scene.is_place(hit):
                seat = seat or (name if hit.kind == "metonym" else None)
                continue
            if name not in found:
                found.append(name)
        elif kind == "organization" and organisation is None and not _sent_to(scene, hit, head, head_at):
            organisation = actor_of(scene, scene.state(hit) or hit.names[0])
    lowers = scene.lowers[lo:stop]
    words = title_words(" ".join([w for i, w in enumerate(scene.words[lo:stop], lo) if scene.hit_at[i] < 0]))
    if organisation is None:
        organisation = body_in(scene, lo, stop, found or ([seat] if seat else []), skip=head_at, head=head)
    if organisation is None and before_name and not found and head in OFFICIAL:
        organisation = _acronym_before(scene, lo, head_at)
    return Description(
        text=scene.article.text[scene.starts[lo] : scene.ends[stop - 1]],
        head=head,
        plural=plural,
        determiner=determiner,
        words=words,
        states=tuple(found),
        body=organisation,
        past=any(w in PAST or w.startswith(("ex-", "then-")) for w in lowers),
        apart=any(w in APART for w in lowers),
        counterpart=counterpart,
        government=any(
            w in ("government", "military", "army", "intelligence", "ministry", "presidential", "cabinet")
            for w in lowers
        ),
        seat=seat,
    )


def listed_on(scene: Scene, i: int) -> bool:
    """Whether a comma parts the fields in a ministry's name: "Ministry of Land, Sea and Air"."""
    if scene.words[i] != "," or scene.lowers[i + 2 : i + 3] != ["and"] or i + 3 >= len(scene.words):
        return False
    of = next((k for k in range(i - 1, max(0, i - LONGEST_FIELD), -1) if scene.lowers[k] == "of"), 0)
    fields = all(scene.words[k][0].isupper() and scene.hit_at[k] < 0 for k in (i - 1, i + 1, i + 3))
    return fields and of > 0 and singular(scene.lowers[of - 1])[0] in STATE_BODY


def _acronym_before(scene: Scene, lo: int, head_at: int) -> Actor | None:
    """The body that capitals before an office name: "FTU President Ann Roe"."""
    k = head_at - 1
    while k > lo and scene.lowers[k] in TITLE_WORD:
        k -= 1
    word = scene.words[k] if k >= lo else ""
    if len(word) < 3 or not word.isupper() or not word.replace("-", "").isalpha() or scene.hit_at[k] >= 0:
        return None
    if word.lower() in NO_ACTOR or scene.in_capitals(scene.starts[k]):
        return None
    return new_body(scene, word, title_words(word), None, k)


def _in_a_name(scene: Scene, i: int, stop: int) -> bool:
    """Whether another capital stands behind the capital of word i."""
    return scene.words[i][0].isupper() and i + 1 < stop and scene.joined(i + 1) and scene.words[i + 1][0].isupper()


def _sent_to(scene: Scene, hit: Hit, head: str, head_at: int) -> bool:
    """Whether a body is only where somebody is sent: "Ruritania's mission to the Union"."""
    i = scene.word_range((hit.start, hit.end))[0]
    before = scene.lowers[i - 2 : i] if scene.lowers[i - 1] == "the" else scene.lowers[i - 1 : i]
    return i > head_at >= 0 and head in _SENT and before[:1] == ["to"]


def body_in(scene: Scene, lo: int, hi: int, states: list[str], skip: int = -1, head: str = "") -> Actor | None:
    """The ministry, department, company or party that words lo..hi name, known or new; None where they name none."""
    for i in range(lo, hi):
        word = singular(scene.lowers[i])[0]
        if i == skip or scene.hit_at[i] >= 0 or (word not in STATE_BODY and word not in OTHER_BODY):
            continue
        if word in COMPANIES | GROUPS and i > lo + 1 and scene.words[i].islower() and _definite_body(scene, i):
            met = called_before(scene, scene.starts[i], word)  # "a spokesman for the company", "for the lobby group"
            if met is not None:
                return met
        if word in OTHER_BODY and scene.words[i][0].isupper() and _alone(scene, lo, i):
            met = body_of_noun(
                scene, i, word, scene.starts[i]
            )  # "a spokesman for the Commission", "a Commission spokesman"
            if met is not None:
                return met
        first = _name_start(scene, lo, i)
        last = i + 1
        if word in PARTIES and _is_of_state(scene, first, last, hi):
            last += 2  # "the Democratic League of Ruritania"
        elif last + 1 < hi and scene.lowers[last] in ("of", "for") and scene.hit_at[last] < 0:
            after = last + 1
            if scene.lowers[after] in ("the", "national"):
                after += scene.lowers[after] == "the"
            end = after
            while (
                end < hi
                and scene.hit_at[end] < 0
                and (
                    scene.words[end][0].isupper()
                    or (scene.lowers[end] in TITLE_WORD and scene.lowers[end] not in PREPOSITIONS)
                    or (scene.lowers[end] == "and" and end > after)
                    or listed_on(scene, end)
                )
            ):
                end += 1
            while end > after and scene.lowers[end - 1] in ("and", "the", "of"):
                end -= 1
            if end > after:
                last = end
        return body(scene, first, last, states, word)
    return _directed(scene, lo, hi, skip) if head in _DIRECTING else None


def _definite_body(scene: Scene, i: int) -> bool:
    """Whether "the" stands before the noun at word i, no more than one noun between: "the lobby group"."""
    return scene.lowers[i - 1] == "the" or (scene.lowers[i - 2] == "the" and scene.lowers[i - 1] in OTHER_BODY)


def _alone(scene: Scene, lo: int, i: int) -> bool:
    """Whether nothing of a name stands before the noun at word i, in a phrase that begins at word lo."""
    if i == lo:
        return not (i and scene.joined(i) and scene.words[i - 1][0].isupper())
    return scene.lowers[i - 1] in ("the", "a", "an")


def body_of_noun(scene: Scene, i: int, noun: str, until: int) -> Actor | None:
    """The body named last up to a point that the noun at word i, a part of its name alone with a capital, means."""
    after = i + 1 if i + 1 < len(scene.words) and scene.joined(i + 1) else i
    titled = singular(scene.lowers[after])[0] in PERSON_HEADS  # "Commission President Ann Roe"
    if after > i and ((scene.words[after][0].isupper() and not titled) or scene.lowers[after] == "of"):
        return None
    for hit in reversed(scene.hits_in(0, until)):
        if scene.kind_of(hit) == "organization":
            label = scene.ontology.actors[hit.names[0]].label
            if noun in title_words(label) and abbreviates(frozenset({noun}), label):
                return actor_of(scene, hit.names[0])
    return None


def _directed(scene: Scene, lo: int, hi: int, skip: int) -> Actor | None:
    """The body of no noun of ours that somebody directs: "executive director of One Zenda Now"."""
    if skip + 3 > hi or scene.lowers[skip + 1] not in ("of", "at", "for"):
        return None
    whole = scene.lowers[skip].startswith("spokes") or scene.lowers[skip] in _HEADING
    if scene.lowers[skip - 1] not in _EXECUTIVE and not whole:
        return None
    first = skip + 2 + (scene.lowers[skip + 2] == "the")
    last = first
    while last < hi and scene.words[last][0].isupper() and (last == first or scene.joined(last)):
        last += 1
        if last + 1 < hi and scene.lowers[last] in ("of", "for", "and") and scene.words[last + 1][0].isupper():
            last += 1  # "Farmers for Life of Zenda"
    named = scene.lowers[first:last]
    plain = scene.lowers[first - 1] == "the" or any(w in scene.lower_words for w in named)  # no person's name
    if last - first < 2 or scene.hit_at[first] >= 0 or not plain or named[0] in TITLE_WORD or named[0] in PERSON_HEADS:
        return None
    label = scene.article.text[scene.starts[first] : scene.ends[last - 1]]
    return new_body(scene, label, title_words(label), None, first)


def _name_start(scene: Scene, lo: int, i: int) -> int:
    """Where the name of a body begins whose noun stands at word i: its modifiers, the "People's" of a party, the
    country that a party bears in its name ("Ruritania Unity Party"), and the acronym of the body it is a part of."""
    first = i
    while first > lo and scene.joined(first):
        if scene.hit_at[first - 1] < 0 and _modifies(scene, first - 1):
            first -= 1
        elif scene.words[first - 1] == "'s" and first - 2 >= lo and scene.lowers[first - 2] in _PEOPLES:
            first -= 2
        else:
            break
    number = scene.hit_at[first - 1] if first > lo and scene.joined(first) else -1
    if number < 0 or first == i or not all(scene.words[k][0].isupper() for k in range(first, i + 1)):
        return first
    hit, begins = scene.hits[number], max(lo, scene.word_range((scene.hits[number].start, scene.hits[number].end))[0])
    of_state = scene.lowers[i] in PARTIES and hit.kind == "label" and scene.kind_of(hit) == "state"
    # "the ZTO General Council": a part of a body that its acronym tells
    part = scene.words[first - 1].isupper() and begins == first - 1 and scene.kind_of(hit) == "organization"
    return begins if of_state or (part and scene.lowers[i] not in STATE_BODY) else first


def _is_of_state(scene: Scene, first: int, last: int, hi: int) -> bool:
    """Whether a party's name goes on with "of" and a country."""
    if last + 1 >= hi or scene.lowers[last] != "of" or not scene.words[last - 1][0].isupper() or first == last - 1:
        return False
    number = scene.hit_at[last + 1]
    return number >= 0 and scene.hits[number].kind == "label" and scene.kind_of(scene.hits[number]) == "state"


def called_before(scene: Scene, at: int, noun: str) -> Actor | None:
    """What "the company", "the group" means at a point: the body named last before that may be called so."""
    for hit in reversed(scene.hits_in(0, at)):
        if scene.kind_of(hit) == "organization" and may_be_called(scene, body := actor_of(scene, hit.names[0]), noun):
            return body
    return None


def may_be_called(scene: Scene, body: Actor, noun: str) -> bool:
    """Whether a body that is no state's and no outlet may be meant by a noun: a company, a group, what it is called."""
    entry = scene.ontology.actors.get(body.name)
    if body.kind != "organization" or body.acts_for is not None or (entry is not None and entry.is_agency):
        return False
    words = title_words(" ".join(entry.labels if entry is not None else (body.label,)))
    if noun in words:
        return True
    return (noun in COMPANIES and not words & NO_COMPANY) or (noun in GROUPS and not words & (NO_COMPANY - GROUPS))


def register_bodies(scene: Scene) -> None:
    """Notes every ministry or command whose country stands beside it, so that a later "the ministry" has one, and every
    party, so that "its leader" is somebody's."""
    for i, word in enumerate(scene.lowers):
        if word in PARTIES and i and scene.hit_at[i] < 0 and scene.words[i][0].isupper():
            first = _name_start(scene, max(0, i - LONGEST_PARTY), i)
            while first < i and not scene.words[first][0].isupper():
                first += 1  # "the opposition Unity Party"
            if first < i and not scene.in_capitals(scene.starts[i]):
                body_in(scene, first, min(len(scene.words), i + 3), [])
        if word not in STATE_BODY or scene.hit_at[i] >= 0:
            continue
        first = i
        while first and scene.joined(first) and scene.hit_at[first - 1] < 0 and _modifies(scene, first - 1):
            first -= 1
        before = first - 1 - (scene.words[first - 1] == "'s") if first else -1
        if before >= 0 and scene.hit_at[before] >= 0:
            hit = scene.hits[scene.hit_at[before]]
            state = scene.state(hit) if scene.kind_of(hit) == "state" else None
            if state:
                body(scene, first, i + 1, [state], word)
        elif word in OF_HOME and scene.words[i][0].isupper():
            # "the Ministry of National Defense", "the Defense Ministry": the home country's where no other is near
            body_in(scene, first, min(len(scene.words), i + 6), [])
    scene.bodies.sort(key=lambda b: b[0])
    for hit in scene.hits:
        if scene.kind_of(hit) == "organization":
            entry = scene.ontology.actors[hit.names[0]]
            if entry.acts_for and entry.acts_for != entry.name:
                label = scene.norm[hit.start : hit.end]
                scene.bodies.append((hit.start, actor_of(scene, entry.name), title_words(label)))
    scene.bodies.sort(key=lambda b: b[0])


def _modifies(scene: Scene, i: int) -> bool:
    word = scene.lowers[i]
    if word in (
        "the",
        "a",
        "an",
        "and",
        "of",
        "for",
        "at",
        "senior",
        "former",
        "top",
        "his",
        "her",
        "its",
        "their",
        "said",
    ):
        return False
    return word in TITLE_WORD or scene.words[i][0].isupper() or word in ("national", "state")


def body(scene: Scene, first: int, last: int, states: list[str], head: str) -> Actor | None:
    """The organisation that words first..last name: of the ontology, met before, or new; of the article's own
    country where it is a body of state and no country stands beside it."""
    label = scene.article.text[scene.starts[first] : scene.ends[last - 1]]
    words = title_words(label)
    proper = any(scene.words[i][0].isupper() for i in range(first, last)) and first != 0
    if head in STATE_BODY:
        state = states[0] if states else scene.placed(scene.starts[first])
        if state is None:
            met = scene.body_met(scene.starts[first], words)
            if met is not None:
                return met
            # only a body whose every word is an office's word is taken for the article's own country's
            presidential = head == "office" and bool(words & {"presidential", "president", "cabinet", "prime"})
            official = all(w in TITLE_WORD or w in STATE_BODY for w in map(str.lower, re.findall(r"\w+", label)))
            home = scene.local(scene.starts[first])
            if presidential and not (home and scene.gazetteer.body(home, words)):
                return _only_one(scene, words)
            state = (
                home
                if official
                and (head in OF_HOME or presidential)
                and (len(words) > 1 or head not in ("ministry", "department", "command"))
                else None
            )
        if state is None:
            return new_body(scene, label, words, None, first) if proper and len(words) > 1 else None
        name = (
            scene.gazetteer.body(state, words) if len(words) > 1 or head in ("parliament", "military", "army") else None
        )
        if name:
            known = actor_of(scene, name)
            scene.bodies.append((scene.starts[first], known, words))
            return known
        if len(words) == 1 and head in ("ministry", "department", "office", "bureau", "command", "mission"):
            return None
        return new_body(scene, label, words, state, first)
    while proper and first < last - 1 and not scene.words[first][0].isupper():
        first += 1  # "the ruling Unity Party"
    label = scene.article.text[scene.starts[first] : scene.ends[last - 1]]
    words = title_words(label)
    if proper and last - first > 1 and scene.words[first][0].isupper():
        return new_body(scene, label, words, None, first)
    return None


def _only_one(scene: Scene, words: frozenset[str]) -> Actor | None:
    """The body so called of the one state of the article that is known to have any."""
    states = {scene.state(h) for h in scene.hits if h.kind != "system" and scene.kind_of(h) == "state"}
    found = {scene.gazetteer.body(state, words) for state in states if state is not None} - {None}
    return actor_of(scene, found.pop() or "") if len(found) == 1 else None


def new_body(scene: Scene, label: str, words: frozenset[str], state: str | None, first: int) -> Actor:
    """An organisation the ontology does not know, named by its country and its words."""
    full = label
    if state:
        full = f"{label[0].upper()}{label[1:]} of {scene.ontology.actors[state].label}"
    for _, known, own in scene.bodies:
        if own == words and known.acts_for == state:
            return known
    name = slug(f"{state} {_usual(label)}" if state else full)
    made = scene.actors.get(name) or Actor(name, "organization", full, known=False, acts_for=state)
    scene.actors[name] = made
    scene.bodies.append((scene.starts[first], made, words))
    return made


def _usual(label: str) -> str:
    """A body of state by the words that identifiers use: "Ministry of Foreign Affairs" is a foreign ministry."""
    plain = label.lower().replace("defence", "defense").replace("presidency", "presidential office")
    of = re.fullmatch(r"(ministry|department) (?:of|for) (?:the )?(?:national )?(.+?)(?: affairs)?", plain)
    return f"{of[2]} {of[1]}" if of else plain


def _of_a_firm(desc: Description) -> bool:
    """Whether the office is in a company or association: "head of Ruritanian engine maker Adler"."""
    words = desc.text.lower().split()
    return any(a == "of" and not FIRMS.isdisjoint(words[n + 1 :]) for n, a in enumerate(words)) or (
        bool(words) and not FIRMS.isdisjoint(words[:-1])
    )


def speaks_for(scene: Scene, desc: Description | None) -> tuple[str | None, str]:
    """Whose position a person of this description reports, and why; (None, why) for those who speak for themselves."""
    if desc is None or not desc.head:
        return None, "no office given"
    if desc.past:
        return None, "a former office"
    of_party = desc.body is not None and not desc.body.acts_for and PARTIES & title_words(desc.body.label)
    if desc.apart and desc.head in ("leader", "spokesman") and of_party and desc.body is not None:
        return desc.body.name, f"{desc.head} of {desc.body.name}"
    if desc.apart:
        return None, "not of the government"
    if desc.head in PRIVATE and desc.head not in ("source", "insider"):
        return None, f"a {desc.head} speaks for themselves"
    if desc.head == "representative" and desc.words == {"representative"} and desc.text.endswith("Representative"):
        return None, "a member speaks for themselves"  # "U.S. Representative Roe", no trade or special representative
    if desc.body is not None and not desc.body.acts_for and not desc.states and desc.head == "diplomat":
        return None, "an unnamed diplomat commits no body of states"
    if desc.head in ("source", "insider"):
        if desc.body and not desc.states:
            return desc.body.acts_for or desc.body.name, f"a source of {desc.body.name}"
        if desc.states and (desc.government or desc.body):
            return desc.states[0], "a government source"
        return None, "a source of no government"
    if desc.states and desc.body is None and not desc.government and _of_a_firm(desc):
        return None, "of a body that is not the state's"
    if desc.body is not None and of_party:
        return desc.body.name, f"{desc.head} of {desc.body.name}"
    if desc.states and desc.head in OFFICIAL:
        return desc.states[0], f"{desc.head} of {desc.states[0]}"
    if (
        desc.body is not None
        and desc.head != "spokesman"
        and not desc.body.acts_for
        and title_words(desc.body.label) & ASSEMBLY
    ):
        return None, "a member speaks for themselves"
    if desc.body is not None:
        return desc.body.acts_for or desc.body.name, f"{desc.head} of {desc.body.name}"
    if desc.head == "official" and desc.seat:
        return desc.seat, "officials in its seat of government"
    owner = None if desc.states else _OWNED.search(desc.text)
    if owner and not any(a.kind == "person" and owner[1] in a.label.split() for a in scene.actors.values()):
        return None, "an office of a place that no file knows"
    if desc.head in DIPLOMATIC and desc.indefinite and any(w[0].isupper() for w in desc.text.split()[1:]):
        return None, "of a region, no country"  # "one South Asian envoy"
    if desc.head in GOVERNMENTAL and desc.head != "diplomat" and scene.home and not desc.seat:
        return scene.home, "office of the article's own country"
    if (
        desc.head in ("president", "secretary", "spokesman", "chief", "official")
        and desc.words & {"defense", "foreign", "government", "military", "presidential", "state"}
        and scene.home
    ):
        return scene.home, "office of the article's own country"
    if desc.head in ("aide", "adviser") and "presidential" in desc.words and scene.home:
        return scene.home, "aide of the article's own president"
    if desc.text.strip(" ,") in _HIGH and scene.home:
        return scene.home, "office of the article's own country"
    if desc.head == "spokesman" and desc.words & {"president", "prime", "minister"} and scene.home:
        return scene.home, "spokesman of an office of the article's own country"
    return None, "no country or body given"


__all__ = ["AGENCY", "DOCUMENT", "MEDIA", "Description", "actor_of", "body", "body_in", "describe", "speaks_for"]
