"""link: the words of sources become actors, each with the reason for the link; what the text does not tell stays open.

The files in the order they are used: ``gazetteer`` finds the ontology's names, ``scene`` holds the article taken
apart, ``descriptions`` reads noun phrases, ``titles`` those beside a name, ``offices`` who held which, ``people`` finds
persons, with ``namesakes`` for a name of several, ``reference`` resolves what refers back, ``speakers`` decides who a
source is, with ``several`` for two at once and ``bodies`` for ministries, governments and the press. ``nouns`` holds
the English words they share.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, replace

from extract.link.backward import referred
from extract.link.descriptions import actor_of, describe, register_bodies
from extract.link.found import Found, mentions_in
from extract.link.gazetteer import plain, title_words
from extract.link.groups import find_groups
from extract.link.nouns import APART, PAST, TITLE_WORD, singular
from extract.link.people import find_people
from extract.link.reference import FIRST, GENDER, PRONOUNS, last_speaker, pair_before, person_before
from extract.link.scene import Said, Scene, scene
from extract.link.several import MORE
from extract.link.speakers import resolve
from extract.link.titles import apposed_until
from extract.records import Actor, Article, Attribution, Mention, Passage, Span, Spans, Unresolved, words
from ontology.identifiers import article_name
from ontology.knowledge import Ontology

#: a quote without a cue carries on the speaker of this passage or the one before, no farther
CARRIED = 1
CARRIED_SCORE = 0.7
PRONOUN_SCORE = 0.75
#: offices held for another: who speaks in them speaks for a state or a body
FOR_ANOTHER = frozenset(
    "spokesman official minister ambassador envoy diplomat negotiator emissary attache consul".split()
)
#: in the names of gatherings, to which one speaks without addressing anybody
FLOORS = frozenset(["dialogue", "forum", "conference", "summit", "symposium", "seminar", "congress"])
#: verbs of asking whose passive has the one asked as its subject; code points from "by" to the name of who asks
_ASKING, _BY = frozenset("asked pressed questioned quizzed grilled".split()), 40
_PARTS = frozenset(["committee", "subcommittee", "panel", "group", "caucus"])
_SITTINGS = frozenset(["session", "meeting", "hearing", "sitting", "gathering", "conference"])
_PARTIES = frozenset(["parties", "sides", "countries"])
_VENUES = FLOORS | frozenset(["briefing", "rally", "meeting", "hearing", "session", "inquiry", "investigation"])


@dataclass(frozen=True, slots=True)
class Linked:
    """The actors of an article. The tuples stand at the index of their attribution; ``mentions`` are in text order."""

    speakers: tuple[tuple[Mention, ...], ...]
    on_behalf_of: tuple[tuple[Actor, ...], ...]
    addressees: tuple[tuple[Mention, ...], ...]
    relayed_by: tuple[Actor | None, ...]
    unresolved: tuple[tuple[Unresolved, ...], ...]
    mentions: tuple[Mention, ...]
    others: tuple[Mention, ...] = ()  #: unlisted groups, bodies and names of unproven kind, in text order


def link(
    article: Article, passages: tuple[Passage, ...], attributions: tuple[Attribution, ...], ontology: Ontology
) -> Linked:
    """Who speaks, for whom, to whom and through whom in each attribution.

    Speakers are those the source's words stand for; what cannot be told is listed as unresolved, never guessed.
    """
    state = scene(article, passages, attributions, ontology)
    register_bodies(state)
    find_people(state)
    _add_names(state)
    others = find_groups(state)
    work = _Linking(state)
    for index in sorted(range(len(attributions)), key=lambda i: (_anchor(attributions[i]), i)):
        work.speaker(index)
    done = work.linked()
    known = sorted((*done.mentions, *others), key=lambda m: m.span)
    others += referred(state, attributions, done.speakers, known)
    others.sort(key=lambda m: m.span)
    return replace(done, others=work.decided(tuple(others), several=True))


def _anchor(attribution: Attribution) -> int:
    """Where a saying's source stands in the text; its cue or content where it has none."""
    return (attribution.source or attribution.cue or attribution.content)[0][0]


def _add_names(state: Scene) -> None:
    """Mentions of states and bodies, beside those of people already found; then all in text order."""
    people = sorted(m.span for m in state.mentions)
    starts = [p[0] for p in people]
    state.person_starts = set(starts)
    for hit in state.hits:
        if state.kind_of(hit) in ("person", "system"):
            continue
        i = bisect_left(starts, hit.end) - 1
        if i >= 0 and people[i][1] > hit.start:
            continue  # part of a person's name
        if state.kind_of(hit) == "state" and state.in_longer_name(hit):
            continue
        name = state.state(hit)
        if name is None:
            continue
        reason = {"label": "name", "hidden": "misspelling", "contextual": "short form"}.get(hit.kind, hit.kind)
        score = 1.0 if reason == "name" else 0.85
        if len(hit.names) > 1:
            score = 0.6
        if state.is_place(hit):
            reason, score = "place", 0.3
        state.mentions.append(Mention((hit.start, hit.end), actor_of(state, name), reason, score))
    state.settle()


_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])


class _Linking:
    """Speakers found so far, in document order."""

    def __init__(self, state: Scene) -> None:
        self.scene = state
        self.attributions = state.attributions
        n = len(self.attributions)
        self.found: list[Found | None] = [None] * n
        self.busy: set[int] = set()
        self.contents: dict[int, list[int]] = {}  #: passage -> the sayings whose content reaches into it
        for index, attribution in enumerate(self.attributions):
            first, last = attribution.content[0][0], attribution.content[-1][1] - 1
            for passage in range(state.passage_of(first), state.passage_of(last) + 1):
                self.contents.setdefault(passage, []).append(index)
        self.article = article_name(state.article.doc, state.article.text)
        self.tag: Actor | None = None
        for hit in state.gazetteer.find(plain(state.article.agency or "")):
            actor = actor_of(state, hit.names[0]) if state.kind_of(hit) == "organization" else None
            if actor and self._is_agency(actor):
                self.tag = actor

    def speaker(self, index: int) -> Found:
        """The speakers of one attribution, found once."""
        done = self.found[index]
        if done is not None:
            return done
        if index in self.busy:
            return Found(why="its speaker depends on itself")
        self.busy.add(index)
        attribution = self.attributions[index]
        parent: tuple[Mention, ...] = ()
        if attribution.parent is not None and attribution.parent != index:
            parent = self.speaker(attribution.parent).mentions
        elif attribution.source and self.scene.quoted(attribution.source[0][0]):
            parent = self._quoting(index, attribution.source[0])
        attribution = self._turned(attribution)
        found = self._sourced(attribution, parent) if attribution.source else self._carried(index, attribution, parent)
        self.busy.discard(index)
        self.found[index] = found
        if found.mentions:
            quoted = self.scene.quoted(_anchor(attribution)) if attribution.source else None
            if quoted is None:
                # a saying that ends later than its source is recent until its end
                at = _anchor(attribution) if attribution.source else attribution.content[-1][1] - 1
                said = Said(at, index, found.mentions, found.plural)
                insort(self.scene.said, said, key=lambda s: (s.at, s.index))
        return found

    def _quoting(self, index: int, source: Span) -> tuple[Mention, ...]:
        """The speakers of the saying whose content holds a source, for "I" and "we"."""
        for other in self._around(source):
            content = self.attributions[other].content
            if other != index and any(a <= source[0] and source[1] <= b for a, b in content):
                return self.speaker(other).mentions
        return ()

    def _around(self, span: Span) -> list[int]:
        """The sayings whose content reaches into the passage in which a span starts, in document order."""
        return self.contents.get(self.scene.passage_of(span[0]), [])

    def _sourced(self, attribution: Attribution, parent: tuple[Mention, ...]) -> Found:
        inside = self.scene.quoted(attribution.source[0][0])
        best: Found | None = None
        told = self._behind(attribution)
        for span in attribution.source:
            got = resolve(self.scene, span, parent, inside, told)
            if got.mentions and (best is None or _weight(got) > _weight(best)):
                best = got
            best = best or got
        if best is not None and len(best.mentions) == 1 and (partner := self._partner(attribution.source[0])):
            if partner.actor.name != best.mentions[0].actor.name:
                best = Found((partner, *best.mentions), True)
        if best is not None and len(best.mentions) > 1 and self._of_one(attribution):
            return replace(best, mentions=best.mentions[-1:], plural=False)
        return best or Found(why="no source")

    def _turned(self, attribution: Attribution) -> Attribution:
        """A passive of asking the right way round: who "was asked" hears, and whoever it was "by" asks."""
        lo, hi = self.scene.word_range(attribution.cue[0]) if attribution.cue else (0, 0)
        lowers = self.scene.lowers[lo:hi]
        verb = next((k for k, w in enumerate(lowers) if w in _ASKING), None)
        if verb is None or _BE.isdisjoint(lowers[:verb]) or not attribution.source:
            return attribution
        by = hi - 1 if "by" in lowers[verb:] else hi if self.scene.lowers[hi : hi + 1] == ["by"] else None
        agents = [h for h in self.scene.persons if by is not None and 0 <= h.span[0] - self.scene.starts[by] <= _BY]
        return replace(attribution, source=tuple(m.span for m in agents[:1]), addressee=attribution.source)

    def _of_one(self, attribution: Attribution) -> bool:
        """Whether a relative clause in the singular is of the last of several alone: "Roe and Doe, who has said"."""
        _, hi = self.scene.word_range(attribution.source[-1])
        lowers = self.scene.lowers[hi : hi + 3]
        return lowers[:2] == [",", "who"] and lowers[-1] in ("has", "is", "was", "says", "does")

    def _partner(self, source: Span) -> Mention | None:
        """Who speaks with a source that only the second of two is: "Ann Roe, a minister, and Jon Doe, an aide, said".

        A person whose apposition ends at the "and", with nothing but a title or an opening before them."""
        scene, (lo, _) = self.scene, self.scene.word_range(source)
        if lo < 3 or scene.lowers[lo - 2 : lo] != [",", "and"]:
            return None
        first = scene.sentences[scene.sentence_of(source[0])][0]
        partner = next(iter(scene.persons_at((first, source[0]))), None)
        if partner is None or not apposed_until(scene, scene.word_range(partner.span)[1], lo - 2):
            return None
        start = scene.word_range(partner.span)[0]
        while start and scene.starts[start] > first and scene.lowers[start - 1] in TITLE_WORD:
            start -= 1
        opens = scene.starts[start] <= first or scene.words[start - 1] == ","
        return partner if opens else None

    def _behind(self, attribution: Attribution) -> frozenset[str]:
        """Who is spoken to, or stands right behind the cue: in "he told Roe", "he blamed Roe", he is somebody else."""
        spans = [*attribution.addressee, *((end, end + 2) for _, end in attribution.cue)]
        return frozenset(m.actor.name for span in spans for m in self.scene.persons_at(span))

    def _carried(self, index: int, attribution: Attribution, parent: tuple[Mention, ...]) -> Found:
        if attribution.cue and self._agentless(attribution.cue[0]):
            return Found(why="a passive that tells no agent")
        if attribution.continues is not None and attribution.continues != index:
            before = self.speaker(attribution.continues)
            if before.mentions:
                return replace(
                    before,
                    mentions=tuple(
                        replace(m, reason="carried", score=round(m.score * 0.95, 3)) for m in before.mentions
                    ),
                )
        if parent and attribution.cue:
            return replace(Found(parent), mentions=tuple(replace(m, reason="carried") for m in parent))
        said = last_speaker(self.scene, _anchor(attribution), CARRIED)
        if said:
            return Found(tuple(replace(m, reason="carried", score=CARRIED_SCORE) for m in said.mentions), said.plural)
        return Found(why="a quotation or cue without a source, and nobody speaks nearby")

    def _agentless(self, cue: Span) -> bool:
        """Whether a cue is a passive: "was billed as", "is known for"; nobody says who does."""
        lo, hi = self.scene.word_range(cue)
        lowers = self.scene.lowers[max(0, lo - 1) : hi]
        if self.scene.lowers[lo] in ("asked", "pressed") and (self.scene.words[lo][0].isupper() or lowers[0] == "when"):
            return True  # "Asked about it, Roe said", "when asked whether"
        verb = next((w for w in lowers if w.endswith(("ed", "wn", "en")) and w not in _BE), None)
        return verb is not None and not _BE.isdisjoint(lowers[: lowers.index(verb)]) and "by" not in lowers

    # what follows from the speakers

    def linked(self) -> Linked:
        results = [self.found[i] or Found(why="not reached") for i in range(len(self.attributions))]
        results = [replace(f, mentions=self.decided(f.mentions)) for f in results]
        self.scene.mentions[:] = self.decided(tuple(self.scene.mentions), several=True)
        self.scene.parties = None  # they may be others by decision
        addressees, unresolved = [], []
        for attribution, found in zip(self.attributions, results, strict=True):
            to, open_ends = self._addressees(self._turned(attribution), found.mentions)
            to = self.decided(to)
            own = {a.name for a in self._holders(found.mentions)}
            # "told her secretaries": one's own officials are no other party
            to = tuple(m for m in to if not (m.actor.name in own and m.reason == "collective"))
            # nor is a body of one's own state, or the floor one speaks from
            to = tuple(
                m
                for m in to
                if m.actor.kind != "organization"
                or m.reason == "members"
                or not (m.actor.acts_for in own or title_words(m.actor.label) & FLOORS)
            )
            if not found.mentions:
                span = (attribution.source or attribution.cue or attribution.content)[0]
                text = words(self.scene.article.text, attribution.source) if attribution.source else ""
                open_ends = (Unresolved("speaker", text, span, found.why), *open_ends)
            open_ends = (*open_ends, *self._open_holders(found.mentions))
            addressees.append(to)
            unresolved.append(open_ends)
        return Linked(
            speakers=tuple(f.mentions for f in results),
            on_behalf_of=tuple(self._holders(f.mentions) for f in results),
            addressees=tuple(addressees),
            relayed_by=tuple(self._relayed(i, results) for i in range(len(results))),
            unresolved=tuple(unresolved),
            mentions=tuple(self.scene.mentions),
        )

    def decided(self, mentions: tuple[Mention, ...], several: bool = False) -> tuple[Mention, ...]:
        """The mentions with actors that a user decided to be others as these; each actor once unless ``several``."""
        if not self.scene.ontology.same:
            return mentions
        found = []
        for mention in mentions:
            actor = mention.actor
            key = f"unnamed/{self.article}/{actor.name}" if actor.kind == "unnamed" else actor.name
            name = self.scene.ontology.same.get(key)
            if name in self.scene.ontology.actors:
                known = actor_of(self.scene, name)
                actor = replace(known, role=known.role or actor.role, acts_for=known.acts_for or actor.acts_for)
            elif name and not name.startswith("unnamed/"):
                actor = replace(actor, name=name, kind="person" if actor.kind == "unnamed" else actor.kind)
            if actor is not mention.actor:
                mention = replace(mention, actor=actor, reason=f"{mention.reason}, by decision")
            found.append(mention)
        return tuple(found) if several else tuple({m.actor.name: m for m in reversed(found)}.values())[::-1]

    def _holders(self, mentions: tuple[Mention, ...]) -> tuple[Actor, ...]:
        """Whose position the speakers report: a state its own, an official the state's, a ministry its state's."""
        holders: dict[str, Actor] = {}
        for mention in mentions:
            actor = mention.actor
            name = actor.name if actor.kind == "state" else actor.acts_for
            if name is None or self._is_agency(actor):
                continue
            if name in self.scene.ontology.actors:
                holders[name] = actor_of(self.scene, name)
            elif name in self.scene.actors:
                holders[name] = self.scene.actors[name]
        return tuple(holders.values())

    def _open_holders(self, mentions: tuple[Mention, ...]) -> tuple[Unresolved, ...]:
        """Those who speak for another by their office, where the text does not tell for whom."""
        return tuple(
            Unresolved("holder", self.scene.article.text[slice(*m.span)], m.span, "whose office it is, is not told")
            for m in mentions
            if m.actor.kind in ("person", "unnamed")
            and m.actor.acts_for is None
            and self.scene.heads.get(m.actor.name, set()) & FOR_ANOTHER
            and not (PAST | APART) & set(f"{m.actor.label} {m.actor.role or ''}".lower().split())
        )

    def _is_agency(self, actor: Actor) -> bool:
        entry = self.scene.ontology.actors.get(actor.name)
        return entry is not None and entry.is_agency

    def _addressees(
        self, attribution: Attribution, speakers: tuple[Mention, ...]
    ) -> tuple[tuple[Mention, ...], tuple[Unresolved, ...]]:
        """Those named as hearers; "told reporters" names nobody an analyst would draw."""
        found: dict[str, Mention] = {}
        missed = []
        for span in attribution.addressee:
            got = self._other_person(span, speakers) or resolve(self.scene, span)
            if any(m.reason == "pronoun" and m.actor.name in {s.actor.name for s in speakers} for m in got.mentions):
                got = Found(why="nobody but the speaker near that is meant")
            if not got.mentions or got.mentions[0].actor.kind == "unnamed":
                got = self._heard(span, speakers) or got
            if not got.mentions or got.mentions[0].actor.kind == "unnamed":
                got = self._sitting(span) or got
            got = self._members(span) or got
            if any(m.reason == "pair" for m in got.mentions):
                got = self._others_than(speakers, span, got)
            if got.mentions and got.mentions[0].reason == "collective":
                got = replace(got, mentions=tuple(self._own_government(m, attribution) for m in got.mentions))
            for mention in got.mentions:
                if mention.actor.kind != "unnamed":
                    found.setdefault(mention.actor.name, mention)
            named = [m for m in got.mentions if m.actor.kind != "unnamed"]
            if got.mentions and not named:
                got = replace(got, why="hearers that are no actor known")
            if not named and self._hears(span):
                missed.append(Unresolved("addressee", self.scene.article.text[span[0] : span[1]], span, got.why))
        return tuple(found.values()), tuple(missed)

    def _hears(self, span: Span) -> bool:
        """Whether words may mean somebody: not the floor one speaks from, nor one thing ("ordered an inquiry")."""
        lo, hi = self.scene.word_range(span)
        lowers = self.scene.lowers[lo:hi]
        if not lowers or not _VENUES.isdisjoint(lowers):
            return False
        if lowers[-1] in PRONOUNS or lowers[-1] in FIRST or describe(self.scene, lo, hi) is not None:
            return True
        return any(w[0].isupper() for w in self.scene.words[lo:hi]) or singular(lowers[-1])[1]

    def _other_person(self, span: Span, speakers: tuple[Mention, ...]) -> Found | None:
        """Whom "told her" was told: nobody speaks to themselves."""
        lo, hi = self.scene.word_range(span)
        gender = GENDER.get(self.scene.lowers[lo]) if hi - lo == 1 else None
        if gender is None:
            return None
        who = person_before(self.scene, span[0], gender, (span[0], span[0]), speakers)
        return None if who is None else Found((Mention(span, who.actor, "pronoun", min(who.score, PRONOUN_SCORE)),))

    def _others_than(self, speakers: tuple[Mention, ...], span: Span, got: Found) -> Found:
        """The two of "urged both sides": not the one who urges them."""
        own = frozenset(a.name for a in self._holders(speakers))
        if own.isdisjoint(m.actor.name for m in got.mentions):
            return got
        pair = pair_before(self.scene, span[0], "side", own)
        return Found(tuple(replace(m, span=span) for m in pair), True) if pair else got

    def _heard(self, span: Span, speakers: tuple[Mention, ...]) -> Found | None:
        """Hearers whom a speaker's own clause could not be read for: "the parties", "tells Roe dam has failed"."""
        lo, hi = self.scene.word_range(span)
        lowers = self.scene.lowers[lo:hi]
        many = next((MORE[w] for w in lowers if w in MORE), 2)
        if lowers[:1] == ["the"] and lowers[-1] in _PARTIES and len(lowers) == 2 + (many > 2):
            own = frozenset(a.name for a in self._holders(speakers))
            pair = pair_before(self.scene, span[0], "side", own, many)
            return Found(tuple(replace(m, span=span) for m in pair), True) if pair else None
        first = self.scene.persons_at((span[0], span[0] + 1))[:1]
        return Found(tuple(first)) if first else None

    def _members(self, span: Span) -> Found | None:
        """Whom a part of a body, or all of it, is: "all members of the Union" is the Union where no state is behind it,
        "a committee of the parliament" nobody an analyst would draw; a thing ("defends the missile") hears nothing."""
        lo, hi = self.scene.word_range(span)
        of = next((k for k in range(lo + 1, hi - 1) if self.scene.lowers[k] == "of"), None)
        if of is None:
            hit = self.scene.hits[self.scene.hit_at[lo]] if lo < hi and self.scene.hit_at[lo] >= 0 else None
            thing = hit is not None and self.scene.kind_of(hit) == "system" and hit.end >= span[1]
            return Found(why="a thing hears nothing") if thing else None
        if self.scene.lowers[of - 1] in _PARTS and self.scene.lowers[lo] in ("a", "an"):
            return Found(why="a part of a body")
        if self.scene.lowers[of - 1] != "members" or self.scene.lowers[lo] not in ("all", "the", "members"):
            return None
        got = resolve(self.scene, (self.scene.starts[of + 1], span[1]))
        bodies = [m for m in got.mentions if m.actor.kind == "organization" and m.actor.acts_for is None]
        return Found((replace(bodies[0], reason="members"),)) if bodies else None

    def _sitting(self, span: Span) -> Found | None:
        """The body whose sitting hears: "told a plenary session of the Zenda Parliament"."""
        lo, hi = self.scene.word_range(span)
        of = next((k for k in range(lo + 1, hi - 1) if self.scene.lowers[k] == "of"), None)
        if of is None or self.scene.lowers[of - 1] not in _SITTINGS:
            return None
        got = resolve(self.scene, (self.scene.starts[of + 1], span[1]))
        return got if got.mentions and got.mentions[0].actor.kind == "organization" else None

    def _own_government(self, mention: Mention, attribution: Attribution) -> Mention:
        """ "The government", without a country, that X's opposition criticises is X's."""
        scene = self.scene
        named = mentions_in(scene, *mention.span)
        if scene.hits_in(*mention.span) or any(m.actor.kind == "person" for m in named):
            return mention
        for span in attribution.source:
            for hit in scene.hits_in(*span):
                if hit.kind == "metonym" and (scene.is_place(hit) or scene.in_longer_name(hit)):
                    continue  # "its spokesman in Strelsau", "Strelsau Roe"
                state = scene.state(hit) if scene.kind_of(hit) == "state" else None
                if state is not None:
                    return replace(mention, actor=actor_of(scene, state))
        return mention

    def _relayed(self, index: int, results: list[Found]) -> Actor | None:
        """The agency or outlet that reports the saying: the speaker of a saying it stands in, one named as reporting in
        its sentence, else the agency whose tag the article bears."""
        own = {m.actor.name for m in results[index].mentions}
        if any(self._is_agency(m.actor) for m in results[index].mentions):
            return None
        parent = self.attributions[index].parent
        seen = {index}
        while parent is not None and parent not in seen:
            seen.add(parent)
            for mention in results[parent].mentions:
                if self._is_agency(mention.actor) and mention.actor.name not in own:
                    return mention.actor
            parent = self.attributions[parent].parent
        content = self.attributions[index].content
        for other in self._around(content[0]):
            agency = next((m.actor for m in results[other].mentions if self._is_agency(m.actor)), None)
            if agency is not None and other != index and _covers(self.attributions[other].content, content):
                return agency
        return self.tag


def _weight(found: Found) -> float:
    named = any(m.actor.kind != "unnamed" for m in found.mentions)
    return named + max((m.score for m in found.mentions), default=0.0)


def _covers(outer: Spans, inner: Spans) -> bool:
    return outer[0][0] <= inner[0][0] and inner[-1][1] <= outer[-1][1] and outer != inner
