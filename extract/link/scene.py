"""One article as the link step sees it: words, hits of the gazetteer, whose country it is, who was met."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from extract.link.gazetteer import Gazetteer, Hit, abbreviates, gazetteer, plain
from extract.link.nouns import (
    ABBREVIATED,
    DIPLOMATIC,
    NOT_NAME,
    PERSON_HEADS,
    PLACE_BEFORE,
    STATE_BODY,
    TITLE_WORD,
    singular,
)
from extract.records import Actor, Article, Attribution, Mention, Passage, Span
from ontology.knowledge import Ontology

_ABBREVIATION = "|".join(sorted((a.capitalize() for a in ABBREVIATED), key=len, reverse=True))
_WORD = re.compile(
    rf"(?=[A-Z])(?:(?:[A-Z]\.){{2,}}|(?:{_ABBREVIATION})\.|[A-Z]\.(?= [A-Z]))|\w+(?:[-&]\w+)*(?:'(?!s\b)\w+)*|'s\b|\S"
)
#: places where nobody lives but governments are found; after these words a state's own name is a place too
_IN = frozenset(
    ["in", "at", "near", "around", "outside", "inside", "across", "visit", "visits", "visited", "visiting", "into"]
)
#: with one of these shortly before it, "from" tells where one left
MOTION = frozenset(
    """flew fly flying flight arrive arrived arriving return returned returning came come coming travel traveled
    travelled moved move moving back away home far left drove train trip kilometers kilometres km miles mile away
    reporting speaking broadcast live phone telephone video link withdrew withdraw expelled recalled recall deported
    fled flee escaped ranging range range imported exported ship ships shipped""".split()
)
#: after a country's name or adjective these make a place or an event of it: "the ... Peninsula", "Sea", "War"
GEOGRAPHY = frozenset(
    [
        "peninsula",
        "sea",
        "strait",
        "straits",
        "war",
        "border",
        "coast",
        "island",
        "islands",
        "airport",
        "gulf",
        "canal",
        "basin",
        "heights",
        "desert",
    ]
)
#: votes for the country an article speaks from, tuned by eye on news of six outlets. An adjective in a title ("after
#: Ruritanian launch") tells little; an officer named with a bare title ("President Roe") is the home country's
HOME_VOTES = {
    "title": 3.0,
    "title adjective": 1.0,
    "lead": 2.0,
    "dateline": 6.5,
    "mentions": 2.0,
    "sources": 3.0,
    "bare title": 2.5,
}
#: more bare titles than this add nothing
BARE_TITLES = 3
#: share of a dateline's vote where its country has no officer with a bare title, and another has at least so many: a
#: meeting abroad is reported from there by a paper at home
ABROAD, BARE_ABROAD = 0.5, 2
#: kinds of names that are no state's voice
NO_VOICE = frozenset(["person", "system"])
#: words between the place that opens a sentence and its comma: "In Strelsau on the same day,"
_AFTER_PLACE = 4
#: share of words with a capital from which a title is one in headline capitals
HEADLINE_CAPITALS = 0.6


@dataclass(frozen=True, slots=True)
class Said:
    """Who was found to speak at a point of the article; later references look back at it."""

    at: int
    index: int
    mentions: tuple[Mention, ...]
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """A mention of a state, or of one who acts for it, as a pair of states is weighed by."""

    span: Span
    state: str
    sentence: int
    share: float  #: of its weight: less where the state is only a place
    joined: bool  #: what stands before it may be "and", "and the", a hyphen or a slash


@dataclass
class Scene:
    """Working state of one article; built once, filled in document order."""

    article: Article
    passages: tuple[Passage, ...]
    attributions: tuple[Attribution, ...]
    ontology: Ontology
    gazetteer: Gazetteer
    norm: str
    hits: list[Hit]
    starts: list[int]
    ends: list[int]
    words: list[str]
    lowers: list[str]
    hit_at: list[int]  #: per word the index of the hit that covers it, or -1
    home: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    unnamed: dict[str, Actor] = field(default_factory=dict)
    plural_unnamed: set[str] = field(default_factory=set)
    bodies: list[tuple[int, Actor, frozenset[str]]] = field(default_factory=list)
    person_starts: set[int] = field(default_factory=set)
    genders: dict[str, str] = field(default_factory=dict)
    persons: list[Mention] = field(default_factory=list)  #: the mentions that are persons', in text order
    person_at: list[int] = field(default_factory=list)  #: where each starts
    mention_at: list[int] = field(default_factory=list)
    persons_named: dict[str, list[Mention]] = field(default_factory=dict)  #: the same by person
    parties: list[Party] | None = None  #: the mentions of states and of those who act for them, once asked for
    guessed_genders: dict[str, str] | None = None
    groups: dict[str, Actor] = field(default_factory=dict)  #: plural or adjective -> the unlisted group it names
    others: dict[int, Mention] = field(default_factory=dict)  #: by their end, mentions of unlisted bodies and groups
    heads: dict[str, set[str]] = field(default_factory=dict)  #: identifier -> heads of the descriptions it bore

    def __post_init__(self) -> None:
        self._hit_starts = [h.start for h in self.hits]
        self._passage_starts = [p.span[0] for p in self.passages]
        self.sentences = [s for p in self.passages for s in p.sentences]
        self._sentence_starts = [s[0] for s in self.sentences]
        self._quotes = sorted(q.span for p in self.passages for q in p.quotes if q.depth == 0)
        self._quote_starts = [q[0] for q in self._quotes]

    def settle(self) -> None:
        """To be called once all names are found: puts mentions in text order, so that references can look back."""
        self.mentions.sort(key=lambda m: (m.span, m.actor.name))
        self.mention_at = [m.span[0] for m in self.mentions]
        self.persons = [m for m in self.mentions if m.actor.kind == "person"]
        self.person_at = [m.span[0] for m in self.persons]
        self.persons_named = {}
        for mention in self.persons:
            self.persons_named.setdefault(mention.actor.name, []).append(mention)

    def persons_at(self, span: Span) -> list[Mention]:
        """The persons whose names start inside a span, in text order."""
        return self.persons[bisect_left(self.person_at, span[0]) : bisect_left(self.person_at, span[1])]

    def back_to(self, at: int, passages: int) -> int:
        """Where the passage that many before the one at a point starts."""
        number = max(0, self.passage_of(at) - passages)
        return self._passage_starts[number] if self._passage_starts else 0

    # where things stand

    def word_range(self, span: Span) -> tuple[int, int]:
        """Indexes of the words inside a span, half-open."""
        return bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])

    def passage_of(self, at: int) -> int:
        return bisect_right(self._passage_starts, at) - 1

    def sentence_of(self, at: int) -> int:
        return bisect_right(self._sentence_starts, at) - 1

    def quoted(self, at: int) -> Span | None:
        """The outermost quotation a point stands in."""
        i = bisect_right(self._quote_starts, at) - 1
        return self._quotes[i] if i >= 0 and at < self._quotes[i][1] else None

    def headline(self, at: int) -> bool:
        i = self.passage_of(at)
        return i >= 0 and self.passages[i].kind in ("title", "deck") and at < self.passages[i].span[1]

    def joined(self, i: int) -> bool:
        """True where word i follows word i-1 after one space."""
        if not 0 < i < len(self.words):
            return False
        gap = self.article.text[self.ends[i - 1] : self.starts[i]]
        return gap == " " or (
            len(gap) == 1 and gap.isspace() and self.passage_of(self.ends[i - 1] - 1) == self.passage_of(self.starts[i])
        )

    def hits_in(self, start: int, end: int) -> list[Hit]:
        return self.hits[bisect_left(self._hit_starts, start) : bisect_left(self._hit_starts, end)]

    def in_capitals(self, at: int) -> bool:
        """True inside a title written in headline capitals, where a capital proves no name."""
        return self.passage_of(at) in self._capital_passages

    def body_met(self, at: int, words: frozenset[str]) -> Actor | None:
        """The body of state met last before a point whose words hold or lie in these; else the next after it, where
        that is at home, or the point stands in a heading, which tells before what the article tells."""
        after: Actor | None = None
        best: tuple[int, Actor] | None = None
        for start, known, own in self.bodies:
            if (words <= own and abbreviates(words, known.label)) or (own <= words and len(own) > 1):
                if start < at:
                    best = (start, known) if best is None or start >= best[0] else best
                else:
                    after = after or known
        if best is not None:
            return best[1]
        heading = self.passages[self.passage_of(at)].kind != "paragraph"
        return after if after and (heading or self.home in (None, after.acts_for)) else None

    # what hits mean

    @property
    def day(self) -> str | None:
        return self.article.published

    def state(self, hit: Hit) -> str | None:
        """The actor a hit stands for; of several bearers the one the article speaks of, else the one at home."""
        names = list(hit.names)
        if hit.kind == "contextual":
            names = (
                [n for n in names if self.present(n)]
                or [n for n in names if self.faced(n)]
                or [n for n in names if self.at_home(n, self.placed(hit.start, paragraph=True) or self.home)]
            )
        if not names:
            return None
        if len(names) == 1:
            return names[0]
        if self.home in names:
            return self.home
        seats = [n for n in names if self.ontology.actors[n].kind != "state"]  # of two silent ones the body sits there
        return max(names, key=lambda n: (self.times.get(n, 0), n in seats, -list(hit.names).index(n)))

    def local(self, at: int) -> str | None:
        """The country whose bodies a text speaks of here without naming it: whose voice the paragraph has just
        reported ("Ruritania objected. The foreign ministry said"), else the article's own."""
        if (placed := self.placed(at)) is not None:
            return placed
        number = self.passage_of(at)
        here = self.sentence_of(at)
        if number >= 0:
            for start, state in reversed(self._voices):
                if start < self.passages[number].span[0]:
                    break
                if start < at and self.sentence_of(start) < here:
                    return state
        return self.home

    def placed(self, at: int, paragraph: bool = False) -> str | None:
        """The country in which its sentence, or its paragraph, begins: "In Strelsau on Friday, the foreign ministry
        said"."""
        number = self.passage_of(at) if paragraph else self.sentence_of(at)
        starts = self.passages[number].span if paragraph else self.sentences[number]
        lo = self.word_range((starts[0], at))[0] if number >= 0 else 0
        if number < 0 or self.lowers[lo : lo + 1] != ["in"] or self.hit_at[lo + 1] < 0:
            return None
        hit = self.hits[self.hit_at[lo + 1]]
        after = self.word_range((hit.start, hit.end))[1]
        comma = "," in self.words[after : after + _AFTER_PLACE + 1]
        return self.state(hit) if comma and hit.end < at and self.kind_of(hit) == "state" else None

    @cached_property
    def _voices(self) -> list[tuple[int, str]]:
        """Where a state as such is a source, or a body of it, in text order."""
        found = []
        for attribution in self.attributions:
            for span in attribution.source[:1]:
                hits = [h for h in self.hits_in(*span) if h.kind != "demonym" and self.kind_of(h) not in NO_VOICE]
                if len(hits) == 1 and hits[0].start == span[0] and hits[0].end >= span[1] - 2:
                    entry = self.ontology.actors[self.state(hits[0]) or hits[0].names[0]]
                    state = entry.name if entry.kind == "state" else None if entry.is_agency else entry.acts_for
                    if state in self.ontology.actors:
                        found.append((span[0], state))
        return sorted(found)

    def present(self, name: str) -> bool:
        return name in self.outright

    def faced(self, name: str) -> bool:
        """Whether the text names the other one of two whose short forms tell them apart: "the North" where "South
        Ruritania" is spoken of."""
        label = self.ontology.actors[name].label.split()
        others = (self.ontology.actors[n] for n in self.outright if n != name)
        return len(label) > 1 and any(o.contextual and o.label.split()[1:] == label[1:] for o in others)

    def at_home(self, name: str, home: str | None) -> bool:
        """Whether it is a body of the country the text speaks from here: there "the Unity Party" needs no country."""
        entry = self.ontology.actors[name]
        return entry.kind == "organization" and home is not None and home in (entry.acts_for, entry.affiliation)

    def kind_of(self, hit: Hit) -> str:
        """ "person", "organization", "state"; "system" for what is no actor."""
        return "system" if hit.kind == "system" else self.ontology.actors[hit.names[0]].kind

    def is_place(self, hit: Hit) -> bool:
        """True where a seat of government or a country is only a place ("in Strelsau", "visit Ruritania")."""
        i = bisect_left(self.starts, hit.start)
        after = bisect_left(self.starts, hit.end)
        if after < len(self.lowers) and self.lowers[after] in GEOGRAPHY and self.joined(after):
            return True
        if not self.joined(i) or hit.kind not in ("label", "metonym") or self.kind_of(hit) != "state":
            return False
        before = self.lowers[i - 1]
        if before == "the" and i > 1:
            before = self.lowers[i - 2]
        if self.norm[hit.end : hit.end + 2] == "'s":
            return False
        if before == "from":
            # "a rebuke from Strelsau" is the state's; "flew home from Strelsau" is a place
            return not MOTION.isdisjoint(self.lowers[max(0, i - 5) : i - 1])
        return before in (PLACE_BEFORE if hit.kind == "metonym" else _IN)

    def in_longer_name(self, hit: Hit) -> bool:
        """True where a country's name is only a part of another name: "Bank of Ruritania", "Ruritania Daily"."""
        if self.in_capitals(hit.start):
            return False
        i = bisect_left(self.starts, hit.start)
        after = bisect_left(self.starts, hit.end)
        if after < len(self.words) and self.joined(after) and self.hit_at[after] < 0 and self._name_like(after):
            return self.starts[after] not in self.person_starts
        if (
            hit.kind == "label"
            and i > 1
            and self.lowers[i - 1] in ("of", "for")
            and self.joined(i)
            and self.joined(i - 1)
        ):
            return self.hit_at[i - 2] < 0 and self._name_like(i - 2)
        run = i
        while run > 0 and self.joined(run) and self.hit_at[run - 1] < 0 and self._name_like(run - 1):
            run -= 1
        return (
            hit.kind == "label" and i - run > 1 and self.starts[run] not in self.person_starts
        )  # "Zenda Work Ruritania"

    def _name_like(self, i: int) -> bool:
        word, lower = self.words[i], self.lowers[i]
        if not word[0].isupper() or lower in NOT_NAME or lower in TITLE_WORD or lower.rstrip(".") in ABBREVIATED:
            return False
        one = singular(lower)[0]
        return one not in PERSON_HEADS and one not in STATE_BODY

    @cached_property
    def source_spans(self) -> frozenset[Span]:
        """Where the sources of sayings stand."""
        return frozenset(span for attribution in self.attributions for span in attribution.source)

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """All words the text writes in lower case."""
        return frozenset(w for w in self.words if w.islower())

    def prepare(self) -> None:
        """Counts who is spoken of, finds the country the article speaks from."""
        self._capital_passages = set()
        for number, passage in enumerate(self.passages):
            if passage.kind in ("title", "deck"):
                lo, hi = self.word_range(passage.span)
                long = [w for w in self.words[lo:hi] if len(w) > 3 and w[0].isalpha()]
                if long and sum(w[0].isupper() for w in long) >= HEADLINE_CAPITALS * len(long) and len(long) > 3:
                    self._capital_passages.add(number)
        self.outright: set[str] = set()
        self.times: dict[str, int] = {}  #: how often a name that is nobody else's stands
        self.weight: dict[str, float] = {}
        votes: dict[str, float] = {}
        for hit in self.hits:
            if hit.kind in ("contextual", "system") or len(hit.names) > 1:
                continue
            self.outright.add(hit.names[0])
            self.times[hit.names[0]] = self.times.get(hit.names[0], 0) + 1
        lead = next((n for n, p in enumerate(self.passages) if p.kind == "paragraph"), -1)
        first_in: set[int] = set()
        titled: list[tuple[str, float]] = []
        for hit in self.hits:
            if len(hit.names) > 1 or self.kind_of(hit) in ("person", "system"):
                continue
            entry = self.ontology.actors[hit.names[0]]
            state = entry.acts_for or (entry.name if entry.kind == "state" else None)
            if state is None or entry.is_agency:
                continue
            self.weight[state] = self.weight.get(state, 0.0) + 1.0
            votes.setdefault(state, 0.0)
            number = self.passage_of(hit.start)
            if number < 0 or self.is_place(hit):
                continue
            if self.passages[number].kind == "title":
                titled.append((state, HOME_VOTES["title adjective" if hit.kind == "demonym" else "title"]))
                continue
            if number in first_in:
                continue
            first_in.add(number)
            if number == lead:
                votes[state] += HOME_VOTES["lead"]
        for state, weight in titled:
            votes[state] += weight / len(titled)
        bare = self._bare_titles()
        for found, weight in (
            (bare, HOME_VOTES["bare title"]),
            (self._sources(), HOME_VOTES["sources"]),
        ):
            for state, share in found.items():
                votes[state] = votes.get(state, 0.0) + weight * share
        bylines = [self.article.text[slice(*b.span)] for b in self.article.blocks if b.kind == "byline"]
        written_in = next(iter(bylines), "").partition(" in ")[2]  # "By Ann Roe in Strelsau"
        place = self.article.dateline_place or written_in
        if place:
            for hit in self.gazetteer.find(plain(place)):
                if hit.kind in ("label", "metonym") and self.kind_of(hit) == "state" and len(hit.names) == 1:
                    abroad = hit.names[0] not in bare and max(bare.values(), default=0.0) >= BARE_ABROAD
                    vote = HOME_VOTES["dateline"] * (ABROAD if abroad else 1.0)
                    votes[hit.names[0]] = votes.get(hit.names[0], 0.0) + vote
        total = sum(self.weight.values())
        for state, weight in self.weight.items():
            votes[state] += HOME_VOTES["mentions"] * weight / total
        if votes:
            self.home = max(votes, key=lambda n: (votes[n], n))

    def _bare_titles(self) -> dict[str, float]:
        """For each state how many of its officers the text names with a title and no country, up to a limit."""
        found: dict[str, set[str]] = {}
        for hit in self.hits:
            if len(hit.names) > 1 or self.kind_of(hit) != "person":
                continue
            i = bisect_left(self.starts, hit.start)
            first = i
            while first and self.joined(first) and self.hit_at[first - 1] < 0 and self._in_title(first - 1):
                first -= 1
            head = singular(self.lowers[i - 1])[0]
            if first == i or head not in PERSON_HEADS or head.startswith("spokes") or head in DIPLOMATIC:
                continue  # spokesmen and envoys of every country are named without it
            if first and (self.hit_at[first - 1] >= 0 or self.words[first - 1] in ("'s", "'")):
                continue
            for role in self.gazetteer.roles_of.get(hit.names[0], ()):
                whose = self.ontology.actors.get(role.acts_for or "")
                if role.covers(self.day) and whose is not None and whose.kind == "state":
                    found.setdefault(role.acts_for or "", set()).add(hit.names[0])
        return {state: float(min(len(names), BARE_TITLES)) for state, names in found.items()}

    def _in_title(self, i: int) -> bool:
        return self.lowers[i] in TITLE_WORD and self.lowers[i] not in ("and", "of", "the", "for")

    def _sources(self) -> dict[str, float]:
        """For each state the share of its names in the words of sources."""
        found: dict[str, float] = {}
        for attribution in self.attributions:
            for span in attribution.source:
                for hit in self.hits_in(*span):
                    if len(hit.names) == 1 and self.kind_of(hit) in ("state", "organization"):
                        entry = self.ontology.actors[hit.names[0]]
                        state = None if entry.is_agency else entry.acts_for
                        if state is not None and state in self.ontology.actors:
                            found[state] = found.get(state, 0.0) + 1.0
        total = sum(found.values())
        return {state: count / total for state, count in found.items()}


def scene(
    article: Article, passages: tuple[Passage, ...], attributions: tuple[Attribution, ...], ontology: Ontology
) -> Scene:
    """The article taken apart into words and hits, ready for the people step."""
    names = gazetteer(ontology)
    norm = plain(article.text)
    hits = _without_editions(names.find(norm), ontology)
    spans = [match.span() for match in _WORD.finditer(norm)]
    starts = [a for a, _ in spans]
    ends = [b for _, b in spans]
    words = [norm[a:b] for a, b in spans]
    lowers = [w.lower() for w in words]

    def of(hits: list[Hit]) -> Scene:
        hit_at = _covered(hits, starts, ends)
        found = Scene(
            article, passages, attributions, ontology, names, norm, hits, starts, ends, words, lowers, hit_at
        )  # fmt: skip
        found.prepare()
        return found

    result = of(hits)
    short = [h for h in hits if h.kind == "contextual" and result.kind_of(h) == "organization"]
    strange = {h for h in short if result.state(h) is None}  # another country's "Unity Party"
    return of([h for h in hits if h not in strange]) if strange else result


def _covered(hits: list[Hit], starts: list[int], ends: list[int]) -> list[int]:
    """Per word the index of the hit that covers it, or -1."""
    hit_at = [-1] * len(starts)
    for number, hit in enumerate(hits):
        i = bisect_left(starts, hit.start)
        if i and ends[i - 1] > hit.start:
            i -= 1
        while i < len(starts) and starts[i] < hit.end:
            hit_at[i] = number
            i += 1
    return hit_at


def _without_editions(hits: list[Hit], ontology: Ontology) -> list[Hit]:
    """The hits but for cities that only tell an outlet's edition: "the Courier Strelsau"."""
    outlets = {h.end for h in hits if (e := ontology.actors.get(h.names[0])) is not None and e.is_agency}
    return [h for h in hits if h.kind != "metonym" or h.start - 1 not in outlets]
