"""Bodies, governments and the press by description: "the ministry", "his office", "a Courier poll", "the company"."""

from __future__ import annotations

from bisect import bisect_left

from extract.link.descriptions import (
    CLAUSE,
    COMPANIES,
    NO_COMPANY,
    Description,
    actor_of,
    body_in,
    listed_on,
    may_be_called,
    new_body,
)
from extract.link.found import SCORE, Found, again, anonymous, mentions_in
from extract.link.gazetteer import abbreviates, title_words
from extract.link.nouns import (
    OTHER_BODY,
    STATE_BODY,
    TITLE_WORD,
)
from extract.link.reference import (
    GENDER,
    person_before,
    unnamed_before,
)
from extract.link.scene import Scene
from extract.records import Actor, Mention, Span
from ontology.identifiers import slug
from ontology.knowledge import ActorEntry

#: what outlets make: without a maker, the one told of before
_PRODUCTS = frozenset("report story article account poll survey study analysis investigation".split())
#: the word that tells the office of a holder
_OFFICE_OF = {"president": "presidential", "prime": "prime"}
#: words of a name told in an apposition, at most
_NAME = 4
#: bodies whose name an apposition may tell
_ASSOCIATIONS = frozenset(
    "party group union lobby association federation alliance movement coalition league front bloc".split()
)
#: words before "minister" that tell no ministry
_NO_FIELD = frozenset("prime first deputy chief vice acting interim new former then senior cabinet state".split())
_HIS_OR_HER = frozenset(["his", "her"])
_ENVOYS = frozenset(["ambassador", "envoy", "consul"])


def body_in_apposition(scene: Scene, lo: int, hi: int) -> Found | None:
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


def government_meant(scene: Scene, lo: int, hi: int, desc: Description, span: Span) -> Found | None:
    """The state whose government, authorities or side is described, or a region's own government."""
    if desc.head == "government" and not desc.states and (named := _region_government(scene, lo, hi)):
        return Found((Mention(span, named, "name", SCORE["weak"]),))
    state, owner = next(iter(desc.states), desc.seat), None
    if state is None:
        owner = next((m for m in mentions_in(scene, *span) if m.actor.kind == "person"), None)
        if owner is None and desc.determiner in _HIS_OR_HER:
            owner = person_before(scene, span[0], GENDER[desc.determiner])
        state = owner.actor.acts_for if owner else None
    if (
        state is None
        and owner is None
        and desc.definite
        and scene.home
        and not scene.hits_in(*span)
        and desc.head in ("government", "authorities", "administration", "regime", "leadership")
    ):
        state = scene.placed(span[0], paragraph=True) or scene.home
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


def press_meant(scene: Scene, desc: Description, span: Span) -> Found:
    """The agency, the paper, a report: a named outlet, the one met last, or an unnamed one."""
    if desc.body is not None and scene.ontology.actors.get(desc.body.name) is not None:
        return Found((Mention(span, desc.body, "name", 0.9),))
    inner = [m for m in mentions_in(scene, *span) if m.actor.kind == "organization"]
    if inner:
        return Found((inner[0],))
    if desc.definite and not desc.states:
        if desc.head in _PRODUCTS:
            said = unnamed_before(scene, span[0], desc.head, desc.plural) or (
                unnamed_before(scene, span[0], "outlet", False) or unnamed_before(scene, span[0], "media", False)
            )
            if said:
                return again(said.mentions, span, "description", False)
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
                return again(said.mentions, span, "description", False)
    return anonymous(scene, desc.text, desc.head, desc, span)


def _is_called(entry: ActorEntry, head: str) -> bool:
    """Whether a body bears a noun in its name: the atomic energy agency is "the agency"."""
    return entry.kind == "organization" and any(head in title_words(label) for label in entry.labels)


def body_meant(scene: Scene, lo: int, hi: int, desc: Description, span: Span) -> Found:
    """ "the foreign ministry", "Strelsau's defence ministry", "the committee": known, met before, or new."""
    ends = (i for i in range(lo + 1, hi) if scene.lowers[i] in CLAUSE and scene.hit_at[i] < 0)
    edge = next((i for i in ends if not listed_on(scene, i)), hi)
    owner = _owner(scene, lo, edge)
    if owner is not None and desc.head == "office" and owner.actor.acts_for in scene.ontology.actors:
        words = title_words(owner.actor.role or "") & {"president", "prime"}
        known = scene.gazetteer.body(owner.actor.acts_for, frozenset({"office", *(_OFFICE_OF[w] for w in words)}))
        if words and known is not None:
            return Found((Mention(span, actor_of(scene, known), "body", 0.7),))
        return Found((Mention(span, actor_of(scene, owner.actor.acts_for), "collective", SCORE["collective"]),))
    if owner is not None and desc.head in OTHER_BODY:
        led = scene.actors.get(owner.actor.affiliation or "")
        if led is not None and scene.lowers[lo] in _HIS_OR_HER and may_be_called(scene, led, desc.head):
            return Found((Mention(span, led, "description", 0.7),))  # "her association"
        label = f"{owner.actor.label} {desc.head}"
        made = scene.actors.setdefault(slug(label), Actor(slug(label), "organization", label, known=False))
        return Found((Mention(span, made, "body", 0.7),))
    if owner is not None and desc.head == "ministry" and (led := _led_by(scene, owner, span)) is not None:
        return Found((Mention(span, led, "description", 0.7),))
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
        spoke = [m for said in scene.said if said.at < span[0] and len(said.mentions) == 1 for m in said.mentions]
        named = [m for m in scene.mentions if m.span[0] < span[0]]
        firms = [m for m in (*named, *spoke) if may_be_called(scene, m.actor, desc.head)]
        if firms:
            firm = max(firms, key=lambda m: m.span[0])
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
    return anonymous(scene, desc.text, desc.head, desc, span)


def _led_by_minister(scene: Scene, span: Span) -> Actor | None:
    """The ministry of the minister named before in the paragraph or the one before: "Interior Minister Roe said ….
    The ministry said"."""
    start = scene.passages[max(0, scene.passage_of(span[0]) - 1)].span[0]
    low, high = bisect_left(scene.person_at, start), bisect_left(scene.person_at, span[0])
    led = (_led_by(scene, mention, span) for mention in reversed(scene.persons[low:high]))
    return next((ministry for ministry in led if ministry is not None), None)


def _led_by(scene: Scene, minister: Mention, span: Span) -> Actor | None:
    """The ministry of a minister, by the field of the office."""
    state, role = minister.actor.acts_for, (minister.actor.role or "").lower().partition(" for ")[0]
    before = role.split()[: role.split().index("minister")][-1:] if "minister" in role.split() else []
    if not before or before[0] in _NO_FIELD or state not in scene.ontology.actors:
        return None
    if scene.ontology.actors[state].kind != "state":
        return None
    field = ((title_words(role) & TITLE_WORD) | {before[0]}) - {"minister", "deputy"}
    named = scene.gazetteer.body(state, field | {"ministry"})
    if named:
        return actor_of(scene, named)
    label = " ".join(w for w in role.split() if title_words(w) & field) + " ministry"
    return new_body(scene, label, field | {"ministry"}, state, scene.word_range(span)[0])


def is_company(body: Actor) -> bool:
    """Whether a body is nobody's: its officials are unnamed people of it, those of a ministry or a union the body."""
    return body.acts_for is None and not title_words(body.label) & NO_COMPANY


def _owner(scene: Scene, lo: int, edge: int) -> Mention | None:
    """Whose body it is: the person or body named before it, or the one a possessive refers to."""
    if scene.lowers[lo] in _HIS_OR_HER:
        return person_before(scene, scene.starts[lo], "male" if scene.lowers[lo] == "his" else "female")
    return next(
        (m for m in mentions_in(scene, scene.starts[lo], scene.ends[edge - 1]) if m.actor.kind == "person"), None
    )
