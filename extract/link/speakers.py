"""Who the words of a source stand for: a person, a state, a body, several, an unnamed source, or nobody.

The order of the attempts is the order of certainty: pronoun, coordination, name, office, state or body, reference back,
unnamed source.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.link.descriptions import (
    CLAUSE,
    COMPANIES,
    NO_COMPANY,
    PARTIES,
    PREPOSITIONS,
    Description,
    actor_of,
    body_in,
    describe,
    new_body,
    speaks_for,
)
from extract.link.gazetteer import Hit, abbreviates, title_words
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
from extract.link.reference import (
    FIRST,
    GENDER,
    PLURAL,
    PRONOUNS,
    body_before,
    document_before,
    holder_by_date,
    holder_in_article,
    pair_before,
    person_before,
    plural_before,
    unnamed_before,
)
from extract.link.scene import Scene
from extract.records import Actor, Mention, Span
from ontology.identifiers import slug
from ontology.knowledge import ActorEntry

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
#: what outlets make: without a maker, the one told of before
_PRODUCTS = frozenset("report story article account poll survey study analysis investigation".split())
_PAIR_WORDS = frozenset(["two", "both", "each"])
#: "the three governments" are those who last spoke together, so many of them
_MORE = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
#: plural people who are nobody's officials, whatever stands before them ("most people there")
_GROUPS = frozenset(
    [
        "others",
        "critics",
        "supporters",
        "sources",
        "people",
        "analysts",
        "experts",
        "observers",
        "residents",
        "voters",
        "protesters",
    ]
)
#: what papers call a person already named, for a change
_EPITHETS = frozenset(
    """candidate nominee frontrunner front-runner hopeful contender senator congressman congresswoman governor mayor
    lawmaker politician businessman businesswoman mogul tycoon billionaire developer executive investor entrepreneur
    journalist author writer lawyer attorney professor activist veteran president secretary leader pontiff
    celebrity actor actress singer comedian host conservative liberal democrat republican incumbent challenger judge
    justice""".split()
)
#: seats of which one person has one at a time
_SEATS = frozenset("senator congressman congresswoman governor mayor judge justice president secretary".split())
#: code points before a relative pronoun within which its antecedent is looked for, and words of a plain noun phrase
_RELATIVE_REACH, LONGEST_BEFORE = 80, 6
_DETERMINED = SINGULAR_DETERMINERS | DEFINITE | QUANTIFIERS
_MARKS = frozenset([",", ";", ":", "-", "—", '"', "“"])
#: the word that tells the office of a holder
_OFFICE_OF = {"president": "presidential", "prime": "prime"}
#: words of a name told in an apposition, at most
_NAME = 4
#: bodies whose name an apposition may tell
_ASSOCIATIONS = frozenset(
    "party group union lobby association federation alliance movement coalition league front bloc".split()
)
_ENVOYS = frozenset(["ambassador", "envoy", "consul"])
#: before a source's own words: what the cue or the clause before has left
_SKIP = frozenset("""said statement also later that according to and by from but while , " ' “""".split())
#: where the head of a noun phrase ends
_EDGES = CLAUSE | (PREPOSITIONS - {"of"})


@dataclass(frozen=True, slots=True)
class Found:
    """Speakers of one source; empty with a reason where they could not be told."""

    mentions: tuple[Mention, ...] = ()
    plural: bool = False
    why: str = ""


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
        _pair(scene, lo, hi)
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
        return _again(parent, span, "pronoun", len(parent) > 1)
    if word in FIRST or word.startswith("you"):
        return Found(why=f'"{word}" outside any saying')
    if word in GENDER:
        mention = person_before(scene, at, GENDER[word], inside, parent, without)
        if mention is None:
            return Found(why=f'nobody near that "{word}" could be')
        scene.genders.setdefault(mention.actor.name, GENDER[word])
        return _again((mention,), span, "pronoun", False)
    if word in PLURAL:
        found = plural_before(scene, at)
        return _again(found, span, "pronoun", True) if found else Found(why=f'nobody near that "{word}" could be')
    if word in ("it", "its", "itself"):
        body = body_before(scene, at)
        return (
            _again((body,), span, "pronoun", False) if body else Found(why='no body or state near that "it" could be')
        )
    return _relative(scene, i, word)


def _relative(scene: Scene, i: int, word: str) -> Found:
    """Whom "who", "which" or "that" at word i refers to: the noun phrase right before it, or the name that a place or a
    body within it belongs to ("Ann Roe, a doctor from Zenda, who")."""
    at = scene.starts[i]
    span = (at, scene.ends[i])
    near = [
        m
        for m in _mentions(scene, max(0, at - _RELATIVE_REACH), at)
        if m.reason not in ("place", "demonym") and not (word == "which" and m.actor.kind == "person")
    ]
    end = i - (scene.words[i - 1] == ",") if i else 0
    start = next((k for k in range(end - 1, max(-1, end - LONGEST_BEFORE), -1) if _opens(scene, k)), end)
    head = singular(scene.lowers[end - 1])[0] if end else ""
    closest = near[-1] if near else None
    if closest is not None and closest.span[1] >= scene.ends[end - 1]:
        if word != "who" or closest.actor.kind == "person" or not any(m.actor.kind == "person" for m in near):
            return _again((closest,), span, "relative pronoun", False)
        return _again((next(m for m in reversed(near) if m.actor.kind == "person"),), span, "relative pronoun", False)
    if start < end and (head in ALL_HEADS and scene.words[end - 1].islower()) and end == i:
        return resolve(scene, (scene.starts[start], scene.ends[end - 1]))
    if closest is not None:
        return _again((closest,), span, "relative pronoun", False)
    return Found(why=f'"{word}" has no antecedent near')


def _opens(scene: Scene, k: int) -> bool:
    """Whether a noun phrase that goes on after word k begins there: its article, or the word behind a verb or mark."""
    if scene.lowers[k] in _DETERMINED:
        return True
    return k == 0 or not scene.joined(k) or scene.lowers[k - 1] in PREPOSITIONS or scene.words[k - 1] in _MARKS


def _again(mentions: tuple[Mention, ...], span: Span, reason: str, plural: bool) -> Found:
    score = SCORE.get(reason, 0.7)
    return Found(
        tuple(Mention(span, m.actor, reason, round(score * min(1.0, m.score + 0.2), 3)) for m in mentions), plural
    )


# several at once


def _pair(scene: Scene, lo: int, hi: int) -> Found | None:
    """ "the two sides", "both countries", "two countries"."""
    words = scene.lowers[lo:hi]
    many = next((_MORE[w] for w in words[:2] if w in _MORE), 0)
    paired = any(w in _PAIR_WORDS for w in words) and not any(w in PREPOSITIONS for w in words)
    if len(words) > 5 or not (many or paired) or singular(words[0])[1]:
        return None  # "lawmakers of both camps", "opposition candidates in both parties" are lawmakers, candidates
    noun, plural = singular(words[-1])
    plural = plural or words[0] == "each"  # "each side accuses the other"
    if words[0] in _PAIR_WORDS and words[0] != "both" and noun in PERSON_HEADS:
        return None  # "two diplomats" are new; "the two diplomats" are those told of
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
        holders = [_office_of(scene, desc, m.actor.name, span[0]) for m in found] if desc else []
        if holders and all(holders):
            found = tuple(h for h in holders if h)
    if noun == "ministry":
        known = title_words(" ".join(w for w in words if w not in ("the", "two", "both", "these")))
        bodies = [scene.gazetteer.body(m.actor.name, known) for m in found]
        found = tuple(replace(m, actor=actor_of(scene, b)) if b else m for m, b in zip(found, bodies, strict=True))
    return Found(tuple(replace(m, span=span) for m in found), True)


def _together(scene: Scene, many: int, span: Span) -> Found | None:
    """So many who last spoke together, before this point."""
    said = next((s for s in reversed(scene.said) if s.at < span[0] and len(s.mentions) == many), None)
    return None if said is None else _again(said.mentions, span, "pair", True)


def _office_of(scene: Scene, desc: Description, state: str, at: int) -> Mention | None:
    one = replace(desc, plural=False, states=(state,))
    mention = holder_in_article(scene, one, (state,), at)
    if mention:
        return mention
    held = holder_by_date(scene, one, (state,))
    return Mention((at, at + 1), _person(scene, *held), "dated role", SCORE["dated role"]) if held else None


def _coordination(scene: Scene, lo: int, hi: int, parent: tuple[Mention, ...], inside: Span | None) -> Found | None:
    """ "A and B", "A, B and C", "A and B's foreign ministers", "the foreign ministers of A and B"."""
    stop = next((i for i in range(lo + 1, hi) if scene.lowers[i] in ("who", "which", "whose", "whom", "that", "(")), hi)
    like = next((i for i in range(lo + 1, stop - 2) if scene.lowers[i] == "like" and scene.hit_at[i] < 0), None)
    if like is not None and singular(scene.lowers[like - 1])[1]:
        lo = like + 1  # "rights groups like Roe Watch and Moe Aid"
    of = next((i for i in range(lo + 1, stop - 1) if scene.lowers[i] == "of"), lo)
    if of > lo and scene.lowers[lo] in SINGULAR_DETERMINERS and singular(scene.lowers[of - 1])[0] in OTHER_BODY:
        return None  # "a group of artists and writers"
    ands = [i for i in range(lo + 1, stop - 1) if scene.lowers[i] in ("and", "&") and scene.hit_at[i] < 0]
    if not ands:
        return None
    office = _joint_office(scene, lo, stop)
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
    if commas and (_two_offices(scene, lo, commas[0], cut, stop) or _office_with_and(scene, lo, commas[0], cut, stop)):
        return None
    if len(parts) == 2 and _two_posts(scene, lo, cut, stop):
        return resolve(scene, (scene.starts[lo], scene.ends[cut - 1]), parent, inside)
    results = []
    for a, b in parts:
        while a < b and scene.lowers[a] in ("and", "both", ","):
            a += 1
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


def _two_offices(scene: Scene, lo: int, comma: int, cut: int, stop: int) -> bool:
    """Whether a name is followed by two offices of one person: "Ann Roe, the envoy and Ruritania's energy minister"."""
    if not any(m.actor.kind == "person" for m in _mentions(scene, scene.starts[lo], scene.ends[comma - 1])):
        return False
    for a, b in ((comma + 1, cut), (cut + 1, stop)):
        if any(
            m.actor.kind == "person" and m.span[1] == scene.ends[b - 1]
            for m in _mentions(scene, scene.starts[a], scene.ends[b - 1])
        ):
            return False
    one, other = describe(scene, comma + 1, cut), describe(scene, cut + 1, stop)
    return one is not None and one.is_person and other is not None and other.is_person and not other.indefinite


def _office_with_and(scene: Scene, lo: int, comma: int, cut: int, stop: int) -> bool:
    """Whether "and" stands in the name of a body whose office a named person holds: "Ann Roe, the Zenda Coast and
    Border Guard commissioner"."""
    other = describe(scene, cut + 1, stop)
    return (
        any(m.actor.kind == "person" for m in _mentions(scene, scene.starts[lo], scene.ends[comma - 1]))
        and other is not None
        and other.is_person
        and not (other.plural or other.determiner)
        and scene.words[cut - 1][0].isupper()
        and scene.words[cut + 1][0].isupper()
        and scene.words[stop - 1].islower()
    )


def _two_posts(scene: Scene, lo: int, cut: int, stop: int) -> bool:
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


def _bare_name(scene: Scene, lo: int, hi: int) -> bool:
    """True where words lo..hi hold a name of their own, so that a comma after them parts a list, not an apposition."""
    span = (scene.starts[lo], scene.ends[hi - 1])
    return bool(_mentions(scene, *span)) and scene.lowers[lo] not in ("a", "an") and scene.words[hi - 1][0].isupper()


def _nominal(scene: Scene, lo: int, hi: int) -> bool:
    """True where words lo..hi may be a speaker by themselves: a name, a pronoun, or a noun of ours."""
    span = (scene.starts[lo], scene.ends[hi - 1])
    if any(m.reason != "place" for m in _mentions(scene, *span)):
        return scene.lowers[lo] not in PREPOSITIONS
    if scene.lowers[lo] in ("he", "she", "they"):
        return True
    desc = describe(scene, lo, hi)
    if desc is None or scene.lowers[lo] in PREPOSITIONS:
        return False
    body = desc.head in STATE_BODY | OTHER_BODY and hi - lo > 1 and scene.words[hi - 1][0].isupper()
    return desc.is_person or desc.head in STATE_ITSELF or body


def _joint_office(scene: Scene, lo: int, hi: int) -> Found | None:
    """ "A and B's foreign ministers", "A and B-ese officials", "the foreign ministers of A and B"."""
    desc = describe(scene, lo, hi)
    if desc is None or not desc.plural or len(desc.states) < 2 or not (desc.is_person or desc.head in STATE_ITSELF):
        return None
    if any(m.actor.kind == "person" for m in _mentions(scene, scene.starts[lo], scene.ends[hi - 1])):
        return None
    span = (scene.starts[lo], scene.ends[hi - 1])
    mentions = []
    for state in desc.states:
        held = None
        if desc.head not in ("official", "diplomat", "officials", "diplomats") and desc.head not in PRIVATE:
            held = _office_of(scene, desc, state, span[0])
        mentions.append(
            replace(held, span=span)
            if held
            else Mention(span, actor_of(scene, state), "collective", SCORE["collective"])
        )
    if desc.head in PRIVATE:
        return None
    return Found(tuple(mentions), True)


# names


def _mentions(scene: Scene, start: int, end: int) -> list[Mention]:
    low, high = bisect_left(scene.mention_at, start), bisect_left(scene.mention_at, end)
    return [m for m in scene.mentions[low:high] if m.span[1] <= end]


def _named(scene: Scene, lo: int, hi: int) -> Found | None:
    """A person named at the head of the phrase, with title or apposition; a state or body that is the whole head."""
    start, end = scene.starts[lo], scene.ends[hi - 1]
    inside = _mentions(scene, start, end)
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
            at_head = mention.span[1] == head_end or (
                _only_titles(scene, lo, mention) and not _owned(scene, mention.span[1], head_end)
            )
            after_comma = (
                mention.span[0] > head_end
                and scene.words[edge : edge + 1] == [","]
                and _apposed(scene, lo, edge, mention)
            )
            i = scene.word_range(mention.span)[0]
            while i > edge + 2 and scene.lowers[i - 1] in TITLE_WORD | PERSON_HEADS:
                i -= 1
            titled = i > edge + 1 and scene.words[i - 1] == "," and _titled(scene, edge, i - 1, inside, mention)
            if at_head or after_comma or titled:
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
            if of - lo == 1 or not _determined(scene, lo):
                return None
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
    return bool(rest) and not rest.startswith(("(", ",", "of ", "from ", "for "))


def _titled(scene: Scene, edge: int, comma: int, inside: list[Mention], mention: Mention) -> bool:
    """True where the phrase before the comma is a title ("ambassador to Ruritania") and names nobody itself."""
    return (
        singular(scene.lowers[edge - 1])[0] in PERSON_HEADS | {"counterpart"}
        and not singular(scene.lowers[edge - 1])[1]
        and not any(m.actor.kind == "person" and m.span[0] < mention.span[0] for m in inside)
        and not any(w in ("who", "and", ",") for w in scene.lowers[edge:comma])
    )


def _apposed(scene: Scene, lo: int, edge: int, mention: Mention) -> bool:
    """True where the words before a comma are a title of the name after it."""
    i = scene.word_range(mention.span)[0]
    if i != edge + 1 and not (
        scene.lowers[edge + 1 : i]
        and all(w in TITLE_WORD or w.rstrip(".") in ABBREVIATED for w in scene.lowers[edge + 1 : i])
    ):
        return False
    return singular(scene.lowers[edge - 1])[0] in PERSON_HEADS or any(
        singular(w)[0] in PERSON_HEADS for w in scene.lowers[lo:edge]
    )


def _determined(scene: Scene, lo: int) -> bool:
    return scene.lowers[lo] in ("the", "both")


def _reason(kind: str) -> str:
    return {"label": "name", "hidden": "misspelling", "contextual": "short form"}.get(kind, kind)


# descriptions


def _described(scene: Scene, lo: int, hi: int, parent: tuple[Mention, ...], inside: Span | None) -> Found:
    span = (scene.starts[lo], scene.ends[hi - 1])
    edge = next((i for i in range(lo + 1, hi) if scene.lowers[i] in _EDGES), hi)
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
    called = _called(scene, lo, hi) if desc is None or not desc.is_person else None
    if called is not None:
        return called
    if desc is None:
        return _undescribed(scene, lo, hi, span, parent, inside)
    if desc.head in DOCUMENT:
        return _document(scene, lo, hi, desc, span, parent, inside)
    if desc.counterpart:
        return _counterpart(scene, desc, span)
    if desc.head in STATE_ITSELF and (desc.states or desc.head != "side"):
        found = _government(scene, lo, hi, desc, span)
        if found:
            return found
    if desc.is_person:
        return _someone(scene, lo, hi, desc, span)
    if desc.determiner == "its" and not desc.states and desc.head in STATE_BODY:
        owner = body_before(scene, span[0])
        if owner is not None and owner.actor.kind == "state":
            desc = replace(desc, states=(owner.actor.name,))
    if desc.head in AGENCY or desc.head in MEDIA:
        return _press(scene, desc, span)
    if desc.head in STATE_BODY or desc.head in OTHER_BODY:
        return _body(scene, lo, hi, desc, span)
    if desc.states and len(desc.states) == 1 and desc.head in PAIR:
        return Found((Mention(span, actor_of(scene, desc.states[0]), "collective", SCORE["collective"]),))
    return _anonymous(scene, desc.text, desc.head, desc, span)


def _called(scene: Scene, lo: int, hi: int) -> Found | None:
    """ "their lobby, the VBN": a body of no known name is what its apposition calls it."""
    comma = next((i for i in range(lo + 1, hi - 1) if scene.words[i] == ","), hi)
    first = comma + 1 + (comma + 2 < hi and scene.lowers[comma + 1] == "the")
    if first >= hi or hi - first > _NAME + 1:
        return None
    known = scene.hits[scene.hit_at[first]] if scene.hit_at[first] >= 0 else None
    if known is not None and known.end == scene.ends[hi - 1] and scene.kind_of(known) == "organization":
        return Found((Mention((known.start, known.end), actor_of(scene, known.names[0]), "name", 0.9),))
    if any(scene.hit_at[i] >= 0 for i in range(first, hi)):
        return None
    if any(scene.hit_at[i] >= 0 for i in range(lo, comma)) and scene.lowers[comma - 1] not in _ASSOCIATIONS:
        return None  # but "the main Ruritanian opposition party, Free Ruritania"
    if not all(scene.words[i][0].isupper() or scene.words[i] == "'s" for i in range(first, hi)):
        return None
    label = scene.article.text[scene.starts[first] : scene.ends[hi - 1]]
    made = scene.actors.setdefault(slug(label), Actor(slug(label), "organization", label, known=False))
    return Found((Mention((scene.starts[first], scene.ends[hi - 1]), made, "name", SCORE["weak"]),))


def _government(scene: Scene, lo: int, hi: int, desc: Description, span: Span) -> Found | None:
    if desc.head == "government" and not desc.states and (named := _region_government(scene, lo, hi)):
        return Found((Mention(span, named, "name", SCORE["weak"]),))
    state, owner = next(iter(desc.states), desc.seat), None
    if state is None:
        owner = next((m for m in _mentions(scene, *span) if m.actor.kind == "person"), None)
        state = owner.actor.acts_for if owner else None
    if (
        state is None
        and owner is None
        and desc.definite
        and scene.home
        and desc.head in ("government", "authorities", "administration", "regime", "leadership")
    ):
        state = scene.home
    if state is None or state not in scene.ontology.actors:
        return None
    return Found((Mention(span, actor_of(scene, state), "collective", SCORE["collective"]),))


def _region_government(scene: Scene, lo: int, hi: int) -> Actor | None:
    """A government that bears a name no state has: "the Upper Zenda Regional Government"."""
    end = next((i for i in range(lo, hi) if scene.words[i] == "Government"), hi)
    first = lo + (scene.lowers[lo] == "the")
    names = [i for i in range(first, end) if scene.words[i][0].isupper() and scene.lowers[i] not in TITLE_WORD]
    if end == hi or end - first < 2 or not names or any(not scene.words[i][0].isupper() for i in range(first, end)):
        return None
    label = scene.article.text[scene.starts[first] : scene.ends[end]]
    return scene.actors.setdefault(slug(label), Actor(slug(label), "organization", label, known=False))


def _someone(scene: Scene, lo: int, hi: int, desc: Description, span: Span) -> Found:
    """A person described: who holds the office, who was described so before, or a source without a name."""
    at = span[0]
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
                return _again(said.mentions, span, "description", False)
        mention = (
            holder_in_article(scene, desc, states, at)
            if desc.head not in ("official", "source") or states == ()
            else None
        )
        if mention and desc.head not in ("official", "source"):
            said = unnamed_before(scene, at, desc.head, False, desc.body)
            if said and said.at > mention.span[0] and (not states or said.mentions[0].actor.acts_for in states):
                return _again(said.mentions, span, "description", False)
            return Found((Mention(span, mention.actor, "description", SCORE["description"]),))
        held = holder_by_date(scene, desc, states or ((local,) if local else ()))
        if held and not desc.past and not desc.apart:
            score = SCORE["dated role"] if states else SCORE["weak"]
            return Found((Mention(span, _person(scene, *held), "dated role", score),))
        if mention:
            return Found((Mention(span, mention.actor, "description", SCORE["weak"]),))
        said = unnamed_before(scene, at, desc.head, False)
        if said and not states:
            return _again(said.mentions, span, "description", False)
        person = _spoken_of(scene, desc, at)
        if person is not None:
            return Found((Mention(span, person, "description", SCORE["weak"]),))
    return _anonymous(scene, desc.text, desc.head, desc, span)


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
            return _again(said.mentions, span, "description", True)
    if acts_for and desc.official and not desc.indefinite and desc.head not in PRIVATE:
        if desc.body is not None and desc.head == "official" and not _is_company(desc.body):
            return Found((Mention(span, desc.body, "collective", SCORE["collective"]),), True)
        if acts_for in scene.ontology.actors and scene.ontology.actors[acts_for].kind == "state":
            # "Ruritanian officials" without number or article: the state speaking collectively
            actor = actor_of(scene, acts_for)
            scene.heads.setdefault(actor.name, set()).add(desc.head)
            return Found((Mention(span, actor, "collective", SCORE["collective"]),), True)
    return _anonymous(scene, desc.text, desc.head, desc, span)


def _counterpart(scene: Scene, desc: Description, span: Span) -> Found:
    """ "his Ruritanian counterpart": who holds the office of the person last spoken of, for the state named."""
    other = person_before(scene, span[0], GENDER.get(desc.determiner) if desc.determiner != "his" else "male")
    if other and desc.states:
        words = frozenset(
            w for r in current_roles(scene, other.actor.name)[:1] for t in r.titles[:1] for w in title_words(t)
        ) or title_words(other.actor.role or "")
        heads = scene.heads.get(other.actor.name, set())
        head = next(
            (h for h in ("minister", "president", "secretary", "chief", "premier") if h in heads or h in words),
            next(iter(sorted(heads)), ""),
        )
        office = replace(desc, head=head, words=words, counterpart=False, text=desc.text)
        for state in desc.states:
            mention = _office_of(scene, office, state, span[0])
            if mention and mention.actor.name != other.actor.name:
                return Found((replace(mention, span=span, reason="counterpart"),))
    return _anonymous(scene, desc.text, "counterpart", desc, span)


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
    inner = [m for m in _mentions(scene, *span) if m.reason != "place"]
    if inner:
        return Found((replace(inner[-1], reason="document", score=SCORE["document"]),))
    if scene.lowers[lo] in ("his", "her"):
        author = person_before(scene, span[0], GENDER[scene.lowers[lo]])
        return _again((author,), span, "document", False) if author else Found(why=f"whose {desc.head}, is not told")
    if desc.indefinite and not desc.definite:
        return _anonymous(scene, desc.text, desc.head, desc, span)
    said = document_before(scene, span[0], desc.head)
    if said:
        return _again(said.mentions, span, "document", said.plural)
    return _anonymous(scene, desc.text, desc.head, desc, span)


def _press(scene: Scene, desc: Description, span: Span) -> Found:
    """The agency, the paper, a report: a named outlet, the one met last, or an unnamed one."""
    if desc.body is not None and scene.ontology.actors.get(desc.body.name) is not None:
        return Found((Mention(span, desc.body, "name", 0.9),))
    inner = [m for m in _mentions(scene, *span) if m.actor.kind == "organization"]
    if inner:
        return Found((inner[0],))
    if desc.definite and not desc.states:
        if desc.head in _PRODUCTS:
            said = unnamed_before(scene, span[0], desc.head, desc.plural) or (
                unnamed_before(scene, span[0], "outlet", False) or unnamed_before(scene, span[0], "media", False)
            )
            if said:
                return _again(said.mentions, span, "description", False)
        else:
            for mention in reversed(scene.mentions):
                entry = scene.ontology.actors.get(mention.actor.name)
                if (
                    mention.span[0] < span[0]
                    and entry is not None
                    and (entry.is_agency or _is_called(entry, desc.head))
                ):
                    return Found((Mention(span, mention.actor, "description", SCORE["agency"]),))
            said = unnamed_before(scene, span[0], desc.head, False)
            if said:
                return _again(said.mentions, span, "description", False)
    return _anonymous(scene, desc.text, desc.head, desc, span)


def _is_called(entry: ActorEntry, head: str) -> bool:
    """Whether a body bears a noun in its name: the atomic energy agency is "the agency"."""
    return entry.kind == "organization" and any(head in title_words(label) for label in entry.labels)


def _body(scene: Scene, lo: int, hi: int, desc: Description, span: Span) -> Found:
    """ "the foreign ministry", "Strelsau's defence ministry", "the committee": known, met before, or new."""
    edge = next((i for i in range(lo + 1, hi) if scene.lowers[i] in CLAUSE and scene.hit_at[i] < 0), hi)
    owner = _owner(scene, lo, edge)
    if owner is not None and desc.head == "office" and owner.actor.acts_for in scene.ontology.actors:
        words = title_words(owner.actor.role or "") & {"president", "prime"}
        known = scene.gazetteer.body(owner.actor.acts_for, frozenset({"office", *(_OFFICE_OF[w] for w in words)}))
        if words and known is not None:
            return Found((Mention(span, actor_of(scene, known), "body", 0.7),))
        return Found((Mention(span, actor_of(scene, owner.actor.acts_for), "collective", SCORE["collective"]),))
    if owner is not None and desc.head in OTHER_BODY:
        label = f"{owner.actor.label} {desc.head}"
        made = scene.actors.setdefault(slug(label), Actor(slug(label), "organization", label, known=False))
        return Found((Mention(span, made, "body", 0.7),))
    seat = [desc.seat] if desc.seat and desc.head in STATE_BODY else []
    found = body_in(scene, lo, edge, list(desc.states) or seat)
    if found is None and desc.body is not None and desc.head in STATE_BODY:
        found = desc.body
    if found is not None:
        return Found((Mention(span, found, "body", 0.85 if desc.states or found.known else 0.7),))
    if desc.head in STATE_BODY and desc.states:
        return Found((Mention(span, actor_of(scene, desc.states[0]), "collective", 0.7),))
    if desc.definite and desc.head in ("embassy", "consulate") and not desc.states:
        envoy = next(
            (
                m
                for m in reversed(scene.persons)
                if m.span[0] < span[0] and scene.heads.get(m.actor.name, set()) & _ENVOYS
            ),
            None,
        )
        if envoy is not None and envoy.actor.acts_for in scene.ontology.actors:
            label = f"{desc.head.capitalize()} of {scene.ontology.actors[envoy.actor.acts_for].label}"
            made = Actor(slug(label), "organization", label, known=False, acts_for=envoy.actor.acts_for)
            return Found((Mention(span, scene.actors.setdefault(made.name, made), "description", 0.6),))
    if desc.definite and desc.head in COMPANIES and not desc.states and not desc.body:
        firm = next((m for m in reversed(scene.mentions) if m.span[0] < span[0] and _is_firm(scene, m)), None)
        if firm is not None:
            return Found((Mention(span, firm.actor, "description", 0.6),))
    if desc.definite and desc.head == "ministry" and not desc.states:
        led = _led_by_minister(scene, span)
        if led is not None:
            return Found((Mention(span, led, "description", 0.7),))
    if desc.definite:
        met = scene.body_met(span[0], frozenset({desc.head}))
        if met is not None:
            return Found((Mention(span, met, "description", 0.7),))
        for mention in reversed(scene.mentions):
            if (
                mention.span[0] < span[0]
                and mention.actor.kind == "organization"
                and desc.head in title_words(mention.actor.label)
                and abbreviates(frozenset({desc.head}), mention.actor.label)
            ):
                return Found((Mention(span, mention.actor, "description", 0.7),))
    return _anonymous(scene, desc.text, desc.head, desc, span)


def _led_by_minister(scene: Scene, span: Span) -> Actor | None:
    """The ministry of the minister named before in the paragraph: "Interior Minister Roe said …. The ministry said"."""
    start = scene.passages[scene.passage_of(span[0])].span[0]
    low, high = bisect_left(scene.person_at, start), bisect_left(scene.person_at, span[0])
    for mention in reversed(scene.persons[low:high]):
        state, role = mention.actor.acts_for, (mention.actor.role or "").lower()
        words = title_words(role) & TITLE_WORD
        if "minister" not in words or words <= {"minister", "prime", "first", "deputy", "chief"}:
            continue
        if state in scene.ontology.actors and scene.ontology.actors[state].kind == "state":
            field = words - {"minister", "deputy"}
            named = scene.gazetteer.body(state, field | {"ministry"})
            if named:
                return actor_of(scene, named)
            label = " ".join(w for w in role.split() if title_words(w) & field) + " ministry"
            return new_body(scene, label, field | {"ministry"}, state, scene.word_range(span)[0])
    return None


def _is_company(body: Actor) -> bool:
    """Whether a body is nobody's: its officials are unnamed people of it, those of a ministry or a union the body."""
    return body.acts_for is None and not title_words(body.label) & NO_COMPANY


def _is_firm(scene: Scene, mention: Mention) -> bool:
    """Whether "the company" may be this: an organisation of nobody's, no outlet, no party or union."""
    actor = mention.actor
    entry = scene.ontology.actors.get(actor.name)
    return actor.kind == "organization" and _is_company(actor) and not (entry is not None and entry.is_agency)


def _owner(scene: Scene, lo: int, edge: int) -> Mention | None:
    """Whose body it is: the person or body named before it, or the one a possessive refers to."""
    if scene.lowers[lo] in ("his", "her"):
        return person_before(scene, scene.starts[lo], "male" if scene.lowers[lo] == "his" else "female")
    return next((m for m in _mentions(scene, scene.starts[lo], scene.ends[edge - 1]) if m.actor.kind == "person"), None)


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
    inner = [m for m in _mentions(scene, *span) if m.reason not in ("place", "demonym")]
    if (
        inner
        and inner[0].actor.kind == "person"
        and inner[0].span[0] == scene.starts[first]
        and inner[0].span[1] == scene.ends[end - 1]
    ):
        return Found((inner[0],))
    text = scene.article.text[span[0] : span[1]]
    return _anonymous(scene, text, scene.lowers[end - 1], None, span)


def _humped(label: str) -> bool:
    """Whether a word is written like a maker's name: "ZendaLeaks"."""
    return label.isalpha() and label[0].isupper() and any(a.islower() and b.isupper() for a, b in pairwise(label))


def _anonymous(scene: Scene, text: str, head: str, desc: Description | None, span: Span) -> Found:
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


def _person(scene: Scene, name: str, post: str) -> Actor:
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
