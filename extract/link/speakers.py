"""Who the words of a source stand for: a person, a state, a body, several, an unnamed source, or nobody.

The order of the attempts is the order of certainty: pronoun, coordination, name, office, state or body, reference back,
unnamed source.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from extract.link.bodies import body_in_apposition, body_meant, government_meant, is_company, press_meant
from extract.link.descriptions import (
    CLAUSE,
    PARTIES,
    PREPOSITIONS,
    Description,
    actor_of,
    body_of_noun,
    describe,
    listed_on,
    speaks_for,
)
from extract.link.found import SCORE, Found, again, anonymous, known_person, mentions_in
from extract.link.gazetteer import Hit, title_words
from extract.link.groups import group_of
from extract.link.nouns import (
    ABBREVIATED,
    AGENCY,
    ALL_HEADS,
    DEFINITE,
    DOCUMENT,
    MEDIA,
    OFFICIAL,
    OTHER_BODY,
    PAIR,
    PERSON_HEADS,
    PRIVATE,
    QUANTIFIERS,
    SINGULAR_DETERMINERS,
    STATE_BODY,
    STATE_ITSELF,
    TITLE_WORD,
    singular,
)
from extract.link.offices import current_roles
from extract.link.people import party_before
from extract.link.reference import (
    FIRST,
    GENDER,
    PLURAL,
    PRONOUNS,
    body_before,
    document_before,
    fits,
    holder_by_date,
    holder_in_article,
    person_before,
    plural_before,
    unnamed_before,
)
from extract.link.scene import Scene
from extract.link.several import joint_office, office_of, office_with_and, pair_meant, two_offices, two_posts
from extract.records import Actor, Mention, Span
from ontology.identifiers import slug

#: what papers call a person already named, for a change
_EPITHETS = frozenset(
    """candidate nominee frontrunner front-runner hopeful contender senator congressman congresswoman governor mayor
    lawmaker politician businessman businesswoman mogul tycoon billionaire developer executive investor entrepreneur
    journalist author writer lawyer attorney professor activist veteran president secretary leader pontiff
    fisherman farmer trader driver teacher student worker villager resident owner doctor scientist analyst economist
    celebrity actor actress singer comedian host conservative liberal democrat republican incumbent challenger judge
    justice""".split()
)
#: where diplomats of a state sit
_MISSIONS = frozenset(["embassy", "consulate", "mission"])
#: seats of which one person has one at a time
_SEATS = frozenset("senator congressman congresswoman governor mayor judge justice president secretary".split())
#: passages before it in which who "his counterpart" is has been named
COUNTERPART_REACH = 2
#: code points before a relative pronoun within which its antecedent is looked for, and words of a plain noun phrase
_RELATIVE_REACH, _LONGEST_BEFORE = 80, 6
_DETERMINED = SINGULAR_DETERMINERS | DEFINITE | QUANTIFIERS
_MARKS = frozenset([",", ";", ":", "-", "—", '"', "“"])
#: before a source's own words: what the cue or the clause before has left
_SKIP = frozenset("""said statement also later that according to and by from but while , " ' “""".split())
#: where the head of a noun phrase ends
_ONE_PERSON = frozenset((head, False) for head in PERSON_HEADS)  #: "law professor Ann Roe of Lund"
_EDGES = CLAUSE | (PREPOSITIONS - {"of"})


def resolve(
    scene: Scene,
    span: Span,
    parent: tuple[Mention, ...] = (),
    inside: Span | None = None,
    without: frozenset[str] = frozenset(),
) -> Found:
    """The actors that the words of ``span`` stand for.

    ``parent``: the speakers of the saying this one stands in; ``inside``: the quotation it stands in, if any;
    ``without``: people no pronoun means, for nobody speaks to themselves.
    """
    lo, hi = scene.word_range(span)
    while lo < hi and scene.lowers[lo] in _SKIP and hi - lo > 1:
        lo += 1
    while hi > lo and (scene.lowers[hi - 1] in (",", "'", '"', "'s", ":")):
        hi -= 1
    if lo >= hi:
        return Found(why="no words")
    while hi - lo > 1 and scene.lowers[hi - 1] in (
        "each",
        "both",
        "all",
        "also",
        "himself",
        "herself",
        "itself",
        "themselves",
    ):
        hi -= 1
    first = scene.lowers[lo].partition("'")[0]
    joined = hi - lo > 2 and scene.lowers[lo + 1] == "and"  # "she and Roe"
    if (
        scene.words[lo] not in ("IT", "US")
        and not joined
        and ((hi - lo == 1 and first in PRONOUNS) or first in ("he", "she", "they", "it", "we", "i"))
    ):
        return _pronoun(scene, lo, parent, inside, without)
    return (
        pair_meant(scene, lo, hi)
        or _coordination(scene, lo, hi, parent, inside)
        or _named(scene, lo, hi)
        or _described(scene, lo, hi, parent, inside)
    )


# pronouns


def _pronoun(
    scene: Scene, i: int, parent: tuple[Mention, ...], inside: Span | None, without: frozenset[str] = frozenset()
) -> Found:
    word, at = scene.lowers[i].partition("'")[0], scene.starts[i]
    span = (at, scene.ends[i])
    if word in FIRST and parent:
        return again(parent, span, "pronoun", len(parent) > 1)
    if word in FIRST or word.startswith("you"):
        return Found(why=f'"{word}" outside any saying')
    if word in GENDER:
        mention = person_before(scene, at, GENDER[word], inside, parent, without)
        if mention is None:
            return Found(why=f'nobody near that "{word}" could be')
        scene.genders.setdefault(mention.actor.name, GENDER[word])
        return again((mention,), span, "pronoun", False)
    if word in PLURAL:
        found = plural_before(scene, at)
        return again(found, span, "pronoun", True) if found else Found(why=f'nobody near that "{word}" could be')
    if word in ("it", "its", "itself"):
        body = body_before(scene, at)
        return again((body,), span, "pronoun", False) if body else Found(why='no body or state near that "it" could be')
    return _relative(scene, i, word)


def _relative(scene: Scene, i: int, word: str) -> Found:
    """Whom "who", "which" or "that" at word i refers to: the noun phrase right before it, or the name that a place or a
    body within it belongs to ("Ann Roe, a doctor from Zenda, who")."""
    at = scene.starts[i]
    span = (at, scene.ends[i])
    near = [
        m
        for m in mentions_in(scene, max(0, at - _RELATIVE_REACH), at)
        if m.reason not in ("place", "demonym") and not (word == "which" and m.actor.kind == "person")
    ]
    end = i - (scene.words[i - 1] == ",") if i else 0
    start = next((k for k in range(end - 1, max(-1, end - _LONGEST_BEFORE), -1) if _opens(scene, k)), end)
    head = singular(scene.lowers[end - 1])[0] if end else ""
    closest = near[-1] if near else None
    if closest is not None and closest.span[1] >= scene.ends[end - 1]:
        if word != "who" or closest.actor.kind == "person" or not any(m.actor.kind == "person" for m in near):
            return again((closest,), span, "relative pronoun", False)
        return again((next(m for m in reversed(near) if m.actor.kind == "person"),), span, "relative pronoun", False)
    if start < end and (head in ALL_HEADS and scene.words[end - 1].islower()) and end == i:
        return resolve(scene, (scene.starts[start], scene.ends[end - 1]))
    if closest is not None:
        return again((closest,), span, "relative pronoun", False)
    return Found(why=f'"{word}" has no antecedent near')


def _opens(scene: Scene, k: int) -> bool:
    """Whether a noun phrase that goes on after word k begins there: its article, or the word behind a verb or mark."""
    if scene.lowers[k] in _DETERMINED:
        return True
    return k == 0 or not scene.joined(k) or scene.lowers[k - 1] in PREPOSITIONS or scene.words[k - 1] in _MARKS


# several at once


def _coordination(scene: Scene, lo: int, hi: int, parent: tuple[Mention, ...], inside: Span | None) -> Found | None:
    """ "A and B", "A, B and C", "A and B's foreign ministers", "the foreign ministers of A and B"."""
    stop = next((i for i in range(lo + 1, hi) if scene.lowers[i] in ("who", "which", "whose", "whom", "that", "(")), hi)
    like = next((i for i in range(lo + 1, stop - 2) if scene.lowers[i] == "like" and scene.hit_at[i] < 0), None)
    kind = scene.words[like - 1 - (scene.words[like - 1] == ",")] if like is not None else ""
    if like is not None and kind.islower() and kind.endswith("s"):
        lo = like + 1  # "rights groups like Roe Watch and Moe Aid", "hawks, like Roe and Moe"
    of = next((i for i in range(lo + 1, stop - 1) if scene.lowers[i] == "of"), lo)
    if of > lo and scene.lowers[lo] in SINGULAR_DETERMINERS and singular(scene.lowers[of - 1])[0] in OTHER_BODY:
        return None  # "a group of artists and writers"
    ands = [i for i in range(lo + 1, stop - 1) if scene.lowers[i] in ("and", "&") and scene.hit_at[i] < 0]
    ands = [i for i in ands if not listed_on(scene, i - 2)]
    if not ands:
        return None
    office = joint_office(scene, lo, stop)
    if office:
        return office
    cut = ands[-1]
    left = [lo]
    commas = [i for i in range(lo + 1, cut) if scene.words[i] == "," and scene.hit_at[i] < 0]
    bounds = [*commas, cut]
    parts: list[tuple[int, int]] = []
    for bound in bounds:
        if left[-1] < bound:
            parts.append((left[-1], bound))
        left.append(bound + 1)
    parts.append((cut + 1, stop))
    if len(parts) > 2 and not all(_bare_name(scene, a, b) for a, b in parts[:-1]):
        parts = [(lo, cut), (cut + 1, stop)]
    if commas and (two_offices(scene, lo, commas[0], cut, stop) or office_with_and(scene, lo, commas[0], cut, stop)):
        return None
    if len(parts) == 2 and two_posts(scene, lo, cut, stop):
        return resolve(scene, (scene.starts[lo], scene.ends[cut - 1]), parent, inside)
    results: list[Found] = []
    for a, b in parts:
        while a < b and scene.lowers[a] in ("and", "both", ","):
            a += 1
        if a < b and scene.lowers[a] == "others" and results:
            continue  # "Roe and others who object"
        if a >= b or not _nominal(scene, a, b):
            return None
        got = resolve(scene, (scene.starts[a], scene.ends[b - 1]), parent, inside)
        if not got.mentions:
            return None
        results.append(got)
    seen: dict[str, Mention] = {}
    for got in results:
        for mention in got.mentions:
            seen.setdefault(mention.actor.name, mention)
    return Found(tuple(seen.values()), True)


def _bare_name(scene: Scene, lo: int, hi: int) -> bool:
    """True where words lo..hi hold a name of their own, so that a comma after them parts a list, not an apposition."""
    span = (scene.starts[lo], scene.ends[hi - 1])
    return bool(mentions_in(scene, *span)) and scene.lowers[lo] not in ("a", "an") and scene.words[hi - 1][0].isupper()


def _nominal(scene: Scene, lo: int, hi: int) -> bool:
    """True where words lo..hi may be a speaker by themselves: a name, a pronoun, or a noun of ours."""
    span = (scene.starts[lo], scene.ends[hi - 1])
    if any(m.reason != "place" for m in mentions_in(scene, *span)):
        return scene.lowers[lo] not in PREPOSITIONS
    if scene.lowers[lo] in ("he", "she", "they"):
        return True
    desc = describe(scene, lo, hi)
    if desc is None or scene.lowers[lo] in PREPOSITIONS:
        return False
    body = desc.head in STATE_BODY | OTHER_BODY and hi - lo > 1 and scene.words[hi - 1][0].isupper()
    return desc.is_person or desc.head in STATE_ITSELF or body


# names


def _named(scene: Scene, lo: int, hi: int) -> Found | None:
    """A person named at the head of the phrase, with title or apposition; a state or body that is the whole head."""
    start, end = scene.starts[lo], scene.ends[hi - 1]
    inside = mentions_in(scene, start, end)
    edge = next(
        (i for i in range(lo, hi) if i > lo and scene.hit_at[i] < 0 and scene.lowers[i] in _EDGES),
        hi,
    )
    head_end = scene.ends[edge - 1]
    cut = bisect_left(scene.mention_at, start) - 1
    if cut >= 0 and start < scene.mentions[cut].span[1] <= head_end and scene.mentions[cut].actor.kind == "person":
        return Found((scene.mentions[cut],))  # the source begins inside a name: "H.R. | Roe"
    for mention in inside:
        if mention.actor.kind == "person":
            first = scene.word_range(mention.span)[0]
            headed = first < edge and singular(scene.lowers[first - 1]) in _ONE_PERSON
            titles = _only_titles(scene, lo, mention) or (headed and "of" not in scene.lowers[lo:first])
            at_head = mention.span[1] == head_end or (titles and not _owned(scene, mention.span[1], head_end))
            after_comma = (
                mention.span[0] > head_end
                and scene.words[edge : edge + 1] == [","]
                and _apposed(scene, lo, edge, mention)
            )
            i = scene.word_range(mention.span)[0]
            while i > edge + 2 and scene.lowers[i - 1] in TITLE_WORD | PERSON_HEADS:
                i -= 1
            titled = i > edge + 1 and scene.words[i - 1] == "," and _titled(scene, edge, i - 1, inside, mention)
            if at_head or after_comma or titled or _names_described(scene, lo, hi, mention):
                return Found((mention,))
    of = next((i for i in range(lo + 1, edge) if scene.lowers[i] == "of" and scene.hit_at[i] < 0), edge)
    last = scene.hits[scene.hit_at[of - 1]] if scene.hit_at[of - 1] >= 0 else None
    if last is not None and last.end == scene.ends[of - 1] and scene.kind_of(last) not in ("person", "system"):
        name = scene.state(last)
        if name is None:
            return None
        actor = actor_of(scene, name)
        if _some_of(scene, lo, of, last):
            return None  # "only two Unionists"
        if last.kind == "demonym":
            lower = scene.lowers[lo]
            if lower in ("the", "both") or (
                of - lo == 1 and last.end - last.start > 0 and not scene.lowers[of - 1].endswith("s")
            ):
                return Found((Mention((last.start, last.end), actor, "demonym", 0.7),))
            if of - lo == 1 and scene.headline(start) and scene.lowers[of - 1].endswith("s"):
                return Found((Mention((last.start, last.end), actor, "demonym", 0.6),), True)
            return None
        return Found((Mention((last.start, last.end), actor, _reason(last.kind), 0.95),))
    return None


def _some_of(scene: Scene, lo: int, end: int, hit: Hit) -> bool:
    """Whether words tell that a number of a group are meant, not all of it."""
    start = scene.word_range((hit.start, hit.end))[0]
    counted = any(
        w == "only" or w.isdigit() or (w in QUANTIFIERS and w not in ("all", "both", "most"))
        for w in scene.lowers[lo:start]
    )
    return counted and end - start == 1 and scene.lowers[start].endswith("s")


def _only_titles(scene: Scene, lo: int, mention: Mention) -> bool:
    """True where nothing but titles stands before a name."""
    return all(
        scene.hit_at[i] >= 0
        or scene.lowers[i] in TITLE_WORD | PERSON_HEADS
        or scene.lowers[i].rstrip(".") in ABBREVIATED
        for i in range(lo, scene.word_range(mention.span)[0])
    )


def _owned(scene: Scene, name_end: int, head_end: int) -> bool:
    """True where a name is only the owner or the modifier of what follows: "Roe's campaign", "the Roe campaign"."""
    rest = scene.norm[name_end:head_end].strip()
    return (
        bool(rest)
        and rest.lower().rstrip(".") not in ("jr", "sr")
        and not rest.startswith(("(", ",", "of ", "from ", "for "))
    )


def _titled(scene: Scene, edge: int, comma: int, inside: list[Mention], mention: Mention) -> bool:
    """True where the phrase before the comma is a title ("ambassador to Ruritania") and names nobody itself."""
    return (
        singular(scene.lowers[edge - 1])[0] in PERSON_HEADS | {"counterpart"}
        and not singular(scene.lowers[edge - 1])[1]
        and not any(m.actor.kind == "person" and m.span[0] < mention.span[0] for m in inside)
        and not any(w in ("who", "and", ",") for w in scene.lowers[edge:comma])
    )


def _names_described(scene: Scene, lo: int, hi: int, mention: Mention) -> bool:
    """True where a name ends the phrase and somebody is described before its comma, no person last: "a student from
    Lund at the Zenda college, Ann Roe"; but "a spokesman for the minister, Ann Roe" may name the minister."""
    comma = scene.word_range(mention.span)[0] - 1
    if mention.span[1] != scene.ends[hi - 1] or comma <= lo + 1 or scene.words[comma] != ",":
        return False
    if singular(scene.lowers[comma - 1])[0] in PERSON_HEADS or any(w in (",", "and") for w in scene.lowers[lo:comma]):
        return False
    desc = describe(scene, lo, comma)
    return desc is not None and desc.is_person and not desc.plural


def _apposed(scene: Scene, lo: int, edge: int, mention: Mention) -> bool:
    """True where the words before a comma are a title of the name after it."""
    i = scene.word_range(mention.span)[0]
    if i != edge + 1 and not (
        scene.lowers[edge + 1 : i]
        and all(w in TITLE_WORD | PERSON_HEADS or w.rstrip(".") in ABBREVIATED for w in scene.lowers[edge + 1 : i])
    ):
        return False
    return singular(scene.lowers[edge - 1])[0] in PERSON_HEADS or any(
        singular(w)[0] in PERSON_HEADS for w in scene.lowers[lo:edge]
    )


def _reason(kind: str) -> str:
    return {"label": "name", "hidden": "misspelling", "contextual": "short form"}.get(kind, kind)


# descriptions


def _described(scene: Scene, lo: int, hi: int, parent: tuple[Mention, ...], inside: Span | None) -> Found:
    span = (scene.starts[lo], scene.ends[hi - 1])
    edge = next((i for i in range(lo + 1, hi) if scene.lowers[i] in _EDGES and not listed_on(scene, i)), hi)
    group = group_of(scene, lo, edge)
    if group is not None:
        return Found((Mention(span, group, "group", SCORE["collective"]),), True)
    other = scene.others.get(scene.ends[edge - 1])
    if (
        other is not None
        and other.reason in ("acronym", "body")
        and all(scene.lowers[i] in ("the", "this") for i in range(lo, scene.word_range(other.span)[0]))
    ):
        return Found((other,))
    desc = describe(scene, lo, hi)
    called = body_in_apposition(scene, lo, hi) if desc is None or not desc.is_person else None
    if called is not None:
        return called
    if desc is None:
        return _undescribed(scene, lo, hi, span, parent, inside)
    if desc.head in DOCUMENT:
        return _document(scene, lo, hi, desc, span, parent, inside)
    if desc.counterpart:
        return _counterpart(scene, desc, span)
    if desc.head in STATE_ITSELF and (desc.states or desc.head != "side"):
        found = government_meant(scene, lo, hi, desc, span)
        if found:
            return found
    if desc.is_person:
        return _someone(scene, lo, hi, desc, span)
    if desc.determiner == "its" and not desc.states and desc.head in STATE_BODY:
        owner = body_before(scene, span[0])
        if owner is not None and owner.actor.kind == "state":
            desc = replace(desc, states=(owner.actor.name,))
    if desc.head in AGENCY or desc.head in MEDIA:
        return press_meant(scene, desc, span)
    if hi - lo == 1 and scene.headline(span[0]) and scene.words[lo].istitle() and desc.head in OTHER_BODY:
        met = body_of_noun(scene, lo, desc.head, len(scene.norm))  # "Commission says"
        if met is not None:
            return Found((Mention(span, met, "short form", SCORE["weak"]),))
    if desc.head in STATE_BODY or desc.head in OTHER_BODY:
        return body_meant(scene, lo, hi, desc, span)
    if desc.states and len(desc.states) == 1 and desc.head in PAIR:
        return Found((Mention(span, actor_of(scene, desc.states[0]), "collective", SCORE["collective"]),))
    return anonymous(scene, desc.text, desc.head, desc, span)


def _someone(scene: Scene, lo: int, hi: int, desc: Description, span: Span) -> Found:
    """A person described: who holds the office, who was described so before, or a source without a name."""
    at = span[0]
    desc = _whose(scene, desc, at)
    states = desc.states or ((desc.seat,) if desc.seat else ())
    acts_for, why = speaks_for(scene, desc)
    local = scene.local(at)
    if acts_for == scene.home != local and not (states or desc.body):
        desc = replace(desc, states=(local,) if local else ())  # whose voice was just reported
        states, (acts_for, why) = desc.states, speaks_for(scene, desc)
    if desc.determiner in ("his", "her") and desc.official and not desc.states and not desc.body:
        chief = person_before(scene, at, GENDER[desc.determiner])
        if chief is not None and chief.actor.acts_for in scene.ontology.actors:
            desc = replace(desc, states=(chief.actor.acts_for,))
            states = desc.states
            acts_for, why = speaks_for(scene, desc)
    if desc.determiner == "its" and desc.official and not desc.states and not desc.body:
        owner = body_before(scene, at)
        if owner is not None and owner.actor.kind == "state":
            desc = replace(desc, states=(owner.actor.name,))
            states = desc.states
            acts_for, why = speaks_for(scene, desc)
    if desc.plural:
        return _several(scene, desc, span, acts_for, why)
    if not desc.indefinite:
        if desc.head in ("official", "source") or desc.head in PRIVATE:
            said = unnamed_before(scene, at, desc.head, False, desc.body)
            if said and (not states or said.mentions[0].actor.acts_for in states):
                return again(said.mentions, span, "description", False)
            introduced = _introduced(scene, at, desc.head) if desc.determiner == "the" and not states else None
            if introduced is not None:
                return anonymous(scene, introduced.text, introduced.head, introduced, span)
        mention = (
            holder_in_article(scene, desc, states, at)
            if desc.head not in ("official", "source") or states == ()
            else None
        )
        if mention and desc.head not in ("official", "source"):
            said = unnamed_before(scene, at, desc.head, False, desc.body)
            if said and said.at > mention.span[0] and (not states or said.mentions[0].actor.acts_for in states):
                return again(said.mentions, span, "description", False)
            return Found((Mention(span, mention.actor, "description", SCORE["description"]),))
        said = unnamed_before(scene, at, desc.head, False, gender=desc.gender)
        if said and not states and scene.passage_of(said.at) == scene.passage_of(at):
            return again(said.mentions, span, "description", False)
        held = holder_by_date(scene, desc, states or ((local,) if local else ()))
        if held and not desc.past and not desc.apart:
            score = SCORE["dated role"] if states else SCORE["weak"]
            return Found((Mention(span, known_person(scene, *held), "dated role", score),))
        if mention:
            return Found((Mention(span, mention.actor, "description", SCORE["weak"]),))
        said = unnamed_before(scene, at, desc.head, False, gender=desc.gender)
        if said and not states:
            return again(said.mentions, span, "description", False)
        person = _spoken_of(scene, desc, at)
        if person is not None:
            return Found((Mention(span, person, "description", SCORE["weak"]),))
    return anonymous(scene, desc.text, desc.head, desc, span)


def _introduced(scene: Scene, at: int, head: str) -> Description | None:
    """How the paragraph introduced somebody who has said nothing yet: "A Ruritanian official took another view"."""
    lo, hi = scene.word_range((scene.passages[scene.passage_of(at)].span[0], at))
    for i in range(hi - 1, lo, -1):
        if scene.lowers[i] != head:
            continue
        first = next(
            (k for k in range(i - 1, max(lo - 1, i - _LONGEST_BEFORE), -1) if scene.lowers[k] in ("a", "an")), i
        )
        found = describe(scene, first, i + 1) if first < i else None
        if found is not None and found.head == head:
            return found
    return None


def _whose(scene: Scene, desc: Description, at: int) -> Description:
    """The description with the party, or the state, that it leaves to be understood from who was named before."""
    if desc.head == "member" and "delegation" in desc.text.lower().split():
        owner = next((w for w in desc.text.lower().split() if w in ("his", "her")), None)
        chief = person_before(scene, at, GENDER[owner]) if owner else None
        whose = () if chief is None or chief.actor.acts_for is None else (chief.actor.acts_for,)
        desc = replace(desc, head="delegate", states=desc.states or whose)
    if desc.states or desc.body is not None or desc.apart or desc.plural:
        return desc
    words = set(desc.text.lower().split())
    if PARTIES & words and desc.official and "ruling" not in words:
        party = party_before(scene, at)
        return desc if party is None else replace(desc, body=party)
    start = scene.passages[scene.passage_of(at)].span[0]
    if desc.indefinite and desc.head == "spokesman" and len(desc.words) == 1 and len(words) == 2:
        of = body_before(scene, at)  # "It was cautious, a spokesman said"
        if of is not None and of.span[0] >= start:
            return replace(desc, states=(of.actor.name,)) if of.actor.kind == "state" else replace(desc, body=of.actor)
    state: str | None = None
    if "presidential" in words and desc.official:
        near = scene.persons_at((start, at))
        state = next((m.actor.acts_for for m in reversed(near) if "president" in scene.heads[m.actor.name]), None)
    if desc.head == "diplomat":
        sent = [known.acts_for for n, known, own in scene.bodies if start <= n < at and own & _MISSIONS]
        state = sent[-1] if sent else None
    return desc if state is None else replace(desc, states=(state,))


def _spoken_of(scene: Scene, desc: Description, at: int) -> Actor | None:
    """Whom a definite description of no source takes up, "the tycoon", "the Zenda senator": the person a "he" here
    would mean, where nothing is told of them that speaks against it."""
    of_party = desc.body is None or bool(PARTIES & title_words(desc.body.label))
    if desc.determiner != "the" or desc.head not in _EPITHETS or desc.states or desc.government or not of_party:
        return None
    found = person_before(scene, at, desc.gender)
    if found is None or found.actor.kind != "person" or scene.passage_of(at) - scene.passage_of(found.span[0]) > 1:
        return None
    if scene.sentence_of(at) - scene.sentence_of(found.span[0]) > 2:
        return None
    if desc.head not in _SEATS or desc.head in scene.heads.get(found.actor.name, ()):
        return found.actor
    other = scene.heads.get(found.actor.name, set()) & (OFFICIAL | _SEATS)
    known = scene.gazetteer.roles_of.get(found.actor.name, ())
    held = any(desc.head in title_words(title) for role in known for title in role.titles)
    return None if other or (known and not held) else found.actor


def _several(scene: Scene, desc: Description, span: Span, acts_for: str | None, why: str) -> Found:
    at = span[0]
    if desc.determiner in ("the", "these", "those") and not desc.states:
        said = unnamed_before(scene, at, desc.head, True, desc.body)
        if said:
            return again(said.mentions, span, "description", True)
    if acts_for and desc.official and not desc.indefinite and desc.head not in PRIVATE:
        if desc.body is not None and desc.head == "official" and not is_company(desc.body):
            return Found((Mention(span, desc.body, "collective", SCORE["collective"]),), True)
        if acts_for in scene.ontology.actors and scene.ontology.actors[acts_for].kind == "state":
            # "Ruritanian officials" without number or article: the state speaking collectively
            actor = actor_of(scene, acts_for)
            scene.heads.setdefault(actor.name, set()).add(desc.head)
            return Found((Mention(span, actor, "collective", SCORE["collective"]),), True)
    return anonymous(scene, desc.text, desc.head, desc, span)


def _counterpart(scene: Scene, desc: Description, span: Span) -> Found:
    """ "his Ruritanian counterpart": who holds the office of the person last spoken of, for the state named."""
    other = person_before(scene, span[0], GENDER.get(desc.determiner) if desc.determiner != "his" else "male")
    if other:
        words = frozenset(
            w for r in current_roles(scene, other.actor.name)[:1] for t in r.titles[:1] for w in title_words(t)
        ) or title_words(other.actor.role or "")
        heads = scene.heads.get(other.actor.name, set())
        head = next(
            (h for h in ("minister", "president", "secretary", "chief", "premier") if h in heads or h in words),
            next(iter(sorted(heads)), ""),
        )
        office = replace(desc, head=head, words=words, counterpart=False, text=desc.text)
        for state in desc.states or _met_of_office(scene, office, other.actor, span[0]):
            mention = office_of(scene, office, state, span[0])
            if mention and mention.actor.name != other.actor.name:
                return Found((replace(mention, span=span, reason="counterpart"),))
    return anonymous(scene, desc.text, "counterpart", desc, span)


def _met_of_office(scene: Scene, office: Description, other: Actor, at: int) -> tuple[str, ...]:
    """The state of who was named last before with the office of another state's: whom "his counterpart" means."""
    for mention in reversed(scene.persons_at((scene.back_to(at, COUNTERPART_REACH), at))):
        state = mention.actor.acts_for
        if state is not None and state != other.acts_for and fits(scene, mention.actor, office, ()):
            return (state,)
    return ()


def _document(
    scene: Scene, lo: int, hi: int, desc: Description, span: Span, parent: tuple[Mention, ...], inside: Span | None
) -> Found:
    """ "the statement", "a statement by the ministry", "the ministry's statement": whoever made it."""
    for i in range(lo + 1, hi - 1):
        if scene.lowers[i] in ("by", "from", "of") and scene.hit_at[i] < 0:
            got = resolve(scene, (scene.starts[i + 1], scene.ends[hi - 1]), parent, inside)
            if got.mentions and all(m.actor.kind != "unnamed" for m in got.mentions):
                return replace(got, mentions=tuple(replace(m, reason="document") for m in got.mentions))
            break
    for i in range(lo, hi - 1):
        if scene.words[i + 1] in ("'s", "'") and i + 2 < hi:
            got = resolve(scene, (span[0], scene.ends[i]), parent, inside)
            if got.mentions:
                return replace(got, mentions=tuple(replace(m, reason="document") for m in got.mentions))
            break
    inner = [m for m in mentions_in(scene, *span) if m.reason != "place"]
    if inner:
        return Found((replace(inner[-1], reason="document", score=SCORE["document"]),))
    if scene.lowers[lo] in ("his", "her"):
        author = person_before(scene, span[0], GENDER[scene.lowers[lo]])
        return again((author,), span, "document", False) if author else Found(why=f"whose {desc.head}, is not told")
    if desc.indefinite and not desc.definite:
        return anonymous(scene, desc.text, desc.head, desc, span)
    said = document_before(scene, span[0], desc.head)
    if said:
        return again(said.mentions, span, "document", said.plural)
    return anonymous(scene, desc.text, desc.head, desc, span)


def _undescribed(scene: Scene, lo: int, hi: int, span: Span, parent: tuple[Mention, ...], inside: Span | None) -> Found:
    """No noun of ours: a name we have no proof of, or plain words such as "those close to him"."""
    end = next((i for i in range(lo + 1, hi) if scene.lowers[i] in _EDGES), hi)
    first = lo + 1 if scene.lowers[lo] in ("the", "a", "an") and end > lo + 1 else lo
    capitals = [scene.words[i][0].isupper() for i in range(first, end)]
    if capitals and all(
        c or w in ("of", "the", "for", "and", "&", "de") for c, w in zip(capitals, scene.lowers[first:end], strict=True)
    ):
        label = scene.article.text[scene.starts[first] : scene.ends[end - 1]]
        if (
            (len(capitals) > 1 or first > lo or label.isupper() or _humped(label))
            and not scene.in_capitals(span[0])
            and (not scene.lowers[end - 1].endswith("s") or _humped(label))
        ):
            name = slug(label)
            made = scene.actors.setdefault(name, Actor(name, "organization", " ".join(label.split()), known=False))
            return Found((Mention(span, made, "name", SCORE["weak"]),))
    inner = [m for m in mentions_in(scene, *span) if m.reason not in ("place", "demonym")]
    if (
        inner
        and inner[0].actor.kind == "person"
        and inner[0].span[0] == scene.starts[first]
        and inner[0].span[1] == scene.ends[end - 1]
    ):
        return Found((inner[0],))
    text = scene.article.text[span[0] : span[1]]
    return anonymous(scene, text, scene.lowers[end - 1], None, span)


def _humped(label: str) -> bool:
    """Whether a word is written like a maker's name: "ZendaLeaks"."""
    return label.isalpha() and label[0].isupper() and any(a.islower() and b.isupper() for a, b in pairwise(label))
