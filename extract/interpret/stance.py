"""Which side a saying takes on which topic, from its cue and from what its words say the thing does or should become.

The method is composition over word roles (ontology/lexicon/stance.ttl), no parser: a topic gets a sign

* from the words it is the object of, multiplied outwards through negation ("must not abandon efforts to resume the
  talks": not x abandon x resume = support), where the attitude is the speaker's: the infinitive after the cue, a word
  of obligation, the first person, the speaker's own side as subject; never where another actor is the subject;
* from the words it is the subject of ("the dam threatens farmers", "won't resolve the problem");
* from the cue's own side, multiplied by the words inside a phrase ("called for an end to the blockade" = oppose).

A denied report gives no side on what was reported; a question gives none; a non-commitment gives neutral.
(Polarity composition after Moilanen and Pulman, RANLP 2007; reduced to one chain per topic.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from extract.interpret.reading import CLAUSE_ENDS, Phrases, Reading, tokenize, word_set
from extract.interpret.topic import COURSES, DEFINITE, INDEFINITE, THINGS, Discourse, TopicHit
from extract.interpret.voice import Mentions, Voice, doer, is_own
from extract.records import Span, StanceOn
from ontology.knowledge import CueEntry, Ontology, StanceEntry

BE = word_set("""be is are was were been being 's 're 'm isn't aren't wasn't weren't get gets got""")
NEGATIONS = word_set(
    """not never no cannot without neither nor hardly don't doesn't didn't won't wouldn't can't couldn't shouldn't
    mustn't isn't aren't wasn't weren't hasn't haven't hadn't n't"""
)
#: an object that negates its verb: "will solve neither X nor Y", "threatens nobody"
_NOTHING = [[w] for w in ("neither", "nothing", "nobody", "none", "no")]
DEONTIC = word_set("should must shouldn't mustn't ought shall")
NEEDS = word_set("need needs needed have has had")
_FINITE = BE | DEONTIC | word_set("will would can could may might has have had won't cannot")
FIRST_PERSON = word_set("we i our us let my")
PREPOSITIONS = word_set(
    """of in on at for from with to about against between over under into near toward towards by via including"""
)
CONTRASTS = word_set("but while whereas although though because since if unless whether")
CLAIMS = word_set(
    """report reports claim claims allegation allegations accusation accusations speculation rumour rumours rumor
    rumors suggestion suggestions assertion assertions charge charges story stories notion idea media warning warnings
    criticism criticisms complaint complaints argument arguments"""
)
AGENTS = word_set(
    """countries country nations nation sides side parties party community governments government powers allies
    they you everyone leaders"""
)
_DETERMINERS = DEFINITE | INDEFINITE
_IT = word_set("it this them")
_AFTER_OBJECT = PREPOSITIONS | word_set(
    """and or but as if because while when until unless so immediately completely altogether now again soon too either
    also once strongly firmly at after before"""
)
_GOING = frozenset({"go ahead", "proceed", "continue"})
_WILL = word_set("will would 'll shall should must")
_STRONGLY = word_set(
    """strongly firmly resolutely resolute staunchly vehemently categorically absolutely deeply gravely seriously
    fiercely adamantly flatly utterly totally wholeheartedly unequivocally strenuously sternly steadfastly severely
    strong firm deep grave serious deepest gravest fierce vehement staunch steadfast strongest outright"""
)
_WEAKLY = word_set(
    "cautiously cautious mildly mild slightly slight tentatively tentative somewhat reluctantly lukewarm"
)
_ANYBODY = word_set("no any third nobody anybody anyone other others")
_MAY = word_set("would could might may will 'd wouldn't won't")
#: what a topic stands after here is a circumstance, not the object of the verb before
_ASIDE = word_set("from by after before during amid despite without where when")
#: what is done for a thing is part of it: "halt preparations for the dam"
_SERVES = (COURSES - {"course"}) | word_set(
    """preparation preparations arrangement arrangements work works funding funds money financing approval
    permission permit permits consent groundwork planning contract contracts order orders deal deals bid bids
    drive campaign tender deadline date schedule timetable"""
)
#: what follows these is what a talk or dispute is about: wanting talks over a thing is no wish for the thing
_ABOUT = word_set("over about on regarding concerning")
HYPOTHETICAL = frozenset(["if", "unless", "provided"])
_OBJECT_ROLES = word_set("Halting Promoting Approval Wish Rejection Blame")
_TAKING = word_set("Halting Approval Rejection")
#: what one who opposes a thing asks of those who do it
RESTRAINT = word_set("caution restraint prudence refrain cautiously prudently")
_OVER = word_set("over if unless because")
_AFTER_VERB = PREPOSITIONS | DEFINITE | INDEFINITE | {"that"}
RESTRAINING = "asks for restraint"
_DOING_HARM = frozenset({"Harm"})
_WISHING = frozenset({"Wish"})
_STRIVING = word_set("Wish Promoting")
_PRESSING = word_set("Pressure Blame Wish")
_DONE = word_set("Halting Promoting")
_ASKING = word_set("Wish Necessity Approval")
_ATTITUDES = word_set("Approval Wish Rejection Blame")
_SUBJECT_ROLES = word_set("Harm Aim Excess Futility Benefit Necessity Consequence")
#: where a new segment begins; "and" only before a subject
_CUTS = CLAUSE_ENDS | CONTRASTS | {",", "and"}
_NEW_SUBJECT = word_set("it we they this that he she the")
_CRITICAL_ROLES = word_set("Harm Aim Excess Futility Rejection Blame")
#: denied of a thing, these defend it, if but mildly
_MILD = word_set("Harm Aim Excess Futility")
#: tokens a governing word may stand before its topic
REACH = 22
SIGN = {"support": 1, "oppose": -1, "neutral": 0}
STANCE = {1: "support", -1: "oppose"}


@dataclass(frozen=True, slots=True)
class Word:
    """A stance word at local tokens ``first`` to ``last``."""

    first: int
    last: int
    entries: tuple[StanceEntry, ...]
    negated: bool

    def role(self, roles: frozenset[str]) -> StanceEntry | None:
        for entry in self.entries:
            if entry.role in roles:
                return entry
        return None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a side on a topic."""

    hit: TopicHit
    sign: int
    role: str
    span: Span | None
    why: str
    conditional: bool = False
    critical: bool = False
    strength: str = ""


@dataclass(slots=True)
class Chunk:
    """The content's tokens inside one sentence, with what stands in them. Positions are local to the chunk."""

    tokens: list[int]
    words: list[str]
    hits: list[TopicHit]  #: with local positions
    stance_words: list[Word]
    question: bool
    conditional: bool
    segment: list[int]
    opens: bool  #: the chunk begins the content


@dataclass(slots=True)
class Analysis:
    """What the words of one saying say; acts and targets are read off it as well."""

    chunks: list[Chunk] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    stances: tuple[StanceOn, ...] = ()
    main: dict[str, TopicHit] = field(default_factory=dict)  #: topic -> the hit (article tokens) its side stands on
    roles: set[str] = field(default_factory=set)
    critical: bool = False  #: says that something does harm, goes too far or does not work, or is alarmed by it
    phrase: bool = False  #: the cue's own side bears on the content
    mild: set[str] = field(default_factory=set)  #: topics whose only praise is that they do no harm
    inherits_subject: bool = False  #: its topic is a bare pronoun


class Lens:
    """Stance words of an ontology as a phrase table; built once."""

    def __init__(self, ontology: Ontology) -> None:
        self.phrases: Phrases[StanceEntry] = Phrases()
        for entry in ontology.stances:
            for form in entry.forms:
                self.phrases.add(form.replace("-", " ").split(), entry)


@lru_cache(maxsize=4)
def lens(ontology: Ontology) -> Lens:
    return Lens(ontology)


def complement(cue: CueEntry | None, words: list[str], quoted: bool, cue_words: list[str]) -> str:
    """How the content hangs on the cue: "infinitive", "phrase" or "clause".

    >>> complement(None, ["not", "to", "build"], False, ["urged"])
    'infinitive'
    """
    start = 1 if words and words[0] in ("not", "never") else 0
    if words[start : start + 1] == ["to"]:
        return "infinitive"
    if words and words[0].endswith("ing") and cue is not None and "ObjectPrepositionalPhrase" in cue.complements:
        return "phrase"
    if cue_words[-1:] == ["to"] and cue is not None and cue.complements & {"Infinitive", "ObjectInfinitive"} and words:
        return "infinitive" if words[0] not in DEFINITE | INDEFINITE else "phrase"
    if quoted and (cue is None or "Clause" in cue.complements):
        return "clause"
    if cue_words and (cue_words[-1] in PREPOSITIONS or cue_words[-1] == "over") and cue_words[0] != "according":
        return "phrase"
    if cue is None:
        return "clause"
    if cue.complements and not cue.complements & {"Clause", "ObjectClause"}:
        return "phrase"
    if "Phrase" in cue.complements or "PrepositionalPhrase" in cue.complements:
        cut = next((i for i, w in enumerate(words) if w in ("which", "that", "who", ",")), len(words))
        if _FINITE.isdisjoint(words[:cut]):
            return "phrase"
    return "clause"


def analyse(
    reading: Reading,
    discourse: Discourse,
    mentions: Mentions,
    ontology: Ontology,
    tokens: list[int],
    voice: Voice,
    cue: CueEntry | None,
    kind: str,
    preferred: tuple[str, ...],
    negated_cue: bool = False,
    cue_words: list[str] | None = None,
    claim_before: bool = False,
    restrains: str | None = None,
) -> Analysis:
    """Sides taken by the content's tokens (article indices, what others say inside it already left out).

    ``claim_before``: somebody else has just claimed something, so that a bare "this" is that claim and no topic.
    ``restrains``: the topic the speaker has just opposed, which a general call for restraint is about.
    """
    result = Analysis()
    result.chunks = _chunks(reading, discourse, ontology, tokens)
    inside = set(tokens)
    base = SIGN.get(cue.stance, 0) if cue and cue.stance else 0
    spine = ontology.acts.get(cue.act, cue.act) if cue else "assert"
    denial = spine == "deny"
    if cue and not cue.stance and spine == "criticise" and kind == "phrase":
        base = -1  # "accused X of building the dam": what one is accused of is opposed
    if negated_cue:
        base = -1 if base > 0 else 0  # "is not eager to build" is against it; "did not oppose" is for nothing
    first_words = result.chunks[0].words[:6] if result.chunks else []
    if denial and (kind == "clause" or not base or any(w in CLAIMS for w in first_words)):
        return result
    if base < 0 and any(w in CLAIMS for w in first_words[:5]) and kind == "phrase":
        return result
    if negated_cue and kind == "clause":
        return result  # "has not said that": nothing was said
    result.phrase = base != 0 and kind != "clause"
    strength = strength_of(cue_words or [])
    for chunk in result.chunks:
        if chunk.question:
            continue
        reader = _ChunkReader(
            reading, discourse, mentions, chunk, voice, kind, preferred, result, claim_before, strength
        )
        reader.references()
        if result.phrase and chunk.opens:
            reader.from_cue(base)
        else:
            reader.from_content((cue is not None and cue.act == "urge") or kind == "infinitive")
        result.roles |= reader.fired
    if base and not result.phrase and not result.evidence and cue and cue.act in ("support", "criticise"):
        hit = next((h for c in result.chunks for h in c.hits), None)
        if hit:
            chunk = next(c for c in result.chunks if hit in c.hits)
            result.evidence.append(Evidence(_global(hit, chunk), base, "Cue", None, f"cue {cue.lemma}"))
    if spine == "warn" and kind == "infinitive" and not result.evidence and voice.holder:
        _threatened_over(result)
    for e in list(result.evidence):
        # nobody finds his own act harmful: "the launch by the North, a …" where the North speaks
        if (
            e.sign < 0
            and e.role in _SUBJECT_ROLES
            and (by := doer(reading, mentions, e.hit, inside))
            and is_own(by, voice)
        ):
            result.evidence.remove(e)
    _settle(result, discourse)
    supported = {s.topic for s in result.stances if s.stance == "support"}
    asking = _asks_restraint(result.chunks) if restrains and voice.holder and not result.evidence else None
    if restrains and asking:
        hit = TopicHit(asking.tokens[0], asking.tokens[0], restrains, "reference")
        result.evidence.append(Evidence(hit, -1, "Harm", None, RESTRAINING, critical=True))
        _settle(result, discourse)
    result.critical = any(
        e.critical and not supported & {e.hit.topic, discourse.aspect_of(e.hit.topic)} for e in result.evidence
    )
    if voice.holder and _neither(result.chunks, cue_words, reading, mentions, voice):
        result.evidence.clear()
        result.stances = ()
        _noncommitment(result, reading, discourse, mentions, voice, preferred, "neither for nor against")
    elif not result.stances and voice.holder:
        _noncommitment(result, reading, discourse, mentions, voice, preferred)
    return result


def _global(hit: TopicHit, chunk: Chunk) -> TopicHit:
    return TopicHit(chunk.tokens[hit.first], chunk.tokens[hit.last], hit.topic, hit.how, hit.system)


def _chunks(reading: Reading, discourse: Discourse, ontology: Ontology, tokens: list[int]) -> list[Chunk]:
    chunks: list[Chunk] = []
    table = lens(ontology).phrases
    opened = 0
    numbers = [reading.sentence[t] for t in tokens]
    for n in [*(n for n in range(1, len(tokens)) if numbers[n] != numbers[n - 1]), *([len(tokens)] if tokens else ())]:
        mine = tokens[opened:n]
        opened = n
        words = [reading.words[i] for i in mine]
        hits = []
        if near := discourse.in_range(mine[0], mine[-1] + 1):
            place = {i: k for k, i in enumerate(mine)}
            hits = [
                TopicHit(place[h.first], place[h.last], h.topic, h.how, h.system)
                for h in near
                if h.first in place and h.last in place
            ]
        question = "?" in words[-2:]
        chunks.append(
            Chunk(
                mine,
                words,
                hits,
                _stance_words(table, words),
                question,
                not HYPOTHETICAL.isdisjoint(words),
                _segments(words),
                not chunks,
            )
        )
    return chunks


def _segments(words: list[str]) -> list[int]:
    cuts = [
        k
        for k, word in enumerate(words)
        if word in _CUTS and (word != "and" or (k + 1 < len(words) and words[k + 1] in _NEW_SUBJECT))
    ]
    segment: list[int] = []
    for number, (start, stop) in enumerate(zip([0, *cuts], [*cuts, len(words)], strict=True)):
        segment += [number] * (stop - start)
    return segment


def _stance_words(table: Phrases[StanceEntry], words: list[str]) -> list[Word]:
    found: list[Word] = []
    free = 0
    for k in table.starts(words):
        entry = table.at(words, k, len(words)) if k >= free else None
        if entry is None:
            continue
        size, values = entry
        negated = _negated(words, k, found[-1].last if found else -1) != (words[k + size : k + size + 1] in _NOTHING)
        found.append(Word(k, k + size - 1, tuple(values), negated))
        free = k + size
    return found


def _negated(words: list[str], k: int, previous: int) -> bool:
    """Whether a negation reaches token k: up to four words before, past no other stance word and no clause end."""
    for j in range(k - 1, max(previous, k - 5), -1):
        word = words[j]
        if word in CLAUSE_ENDS or word in CONTRASTS or word == ",":
            return False
        if word in NEGATIONS:
            # "not just to defend X but …" concedes, it does not negate
            return words[j + 1 : j + 2] not in (["only"], ["just"], ["merely"], ["simply"])
    return False


class _ChunkReader:
    """Reads the sides off one chunk."""

    def __init__(
        self,
        reading: Reading,
        discourse: Discourse,
        mentions: Mentions,
        chunk: Chunk,
        voice: Voice,
        kind: str,
        preferred: tuple[str, ...],
        result: Analysis,
        claim: bool = False,
        cue_strength: str = "",
    ) -> None:
        self.reading, self.discourse, self.mentions = reading, discourse, mentions
        self.chunk, self.voice, self.kind, self.preferred, self.result = chunk, voice, kind, preferred, result
        self.fired: set[str] = set()
        self.ending = {w.last: w for w in chunk.stance_words}
        self.conceded = _conceded(chunk.words)
        self.claim, self.cue_strength = claim, cue_strength
        self.against = False  #: the cue is against what follows, so what a quarrel is about is included

    # what the words refer back to

    def references(self) -> None:
        """Adds a hit for each definite noun that refers back to a topic."""
        chunk = self.chunk
        # keywords far apart leave room for a noun between them that refers back on its own
        taken = {
            k for h in chunk.hits if h.how != "keywords" or h.last - h.first <= 6 for k in range(h.first, h.last + 1)
        }
        for k, word in enumerate(chunk.words):
            if word not in _DETERMINERS:
                continue
            phrase = self._long_reference(k)
            if phrase is not None:
                chunk.hits = [
                    h for h in chunk.hits if h.how == "label" or h.last < phrase.first or phrase.last < h.first
                ]
                chunk.hits.append(phrase)
                taken |= set(range(phrase.first, phrase.last + 1))
                continue
            if k in taken:
                continue
            for n in self._heads_after(k):
                if n >= len(chunk.words) or n in taken or (word in INDEFINITE and not self._own_head(n)):
                    if word in INDEFINITE and n < len(chunk.words) and n not in taken:
                        continue
                    break
                if any(w.first <= n <= w.last and w.role(frozenset({"Wish"})) for w in chunk.stance_words):
                    continue
                hit = self.discourse.refer(chunk.tokens[n], self.preferred)
                if hit:
                    chunk.hits.append(TopicHit(k, n, hit.topic, "reference"))
                    if word in DEFINITE:
                        self.discourse.referred.append(hit)
                    break
        self._pronoun_objects(taken)
        chunk.hits.sort(key=lambda h: (h.first, h.last, h.topic))

    def _heads_after(self, k: int) -> tuple[int, ...]:
        """Where the noun of a definite phrase may stand: next or next but one, or behind its possessor's 's."""
        words = self.chunk.words
        owner = next((n for n in range(k + 2, min(k + 5, len(words))) if words[n] in ("'s", "'")), None)
        return (owner + 1, owner + 2) if owner is not None else (k + 1, k + 2)

    def _pronoun_objects(self, taken: set[int]) -> None:
        """A pronoun right behind a word that takes the thing as its object: "is against it", "to halt it"."""
        chunk = self.chunk
        for word in chunk.stance_words:
            k = word.last + 1
            if k >= len(chunk.words) or k in taken or chunk.words[k] not in _IT or not word.role(_TAKING | _WISHING):
                continue
            there = word.role(_WISHING) and chunk.words[k + 1 : k + 2] in (["there"], ["here"], ["done"], ["built"])
            if word.role(_PRESSING) and not there:
                continue  # "pressure on it": somebody
            after = chunk.words[k + 1] if k + 1 < len(chunk.words) and not there else "."
            if after.isalpha() and after not in _AFTER_OBJECT:
                continue  # "hopes it will", "demands that they": a subject
            earlier = next((h for h in reversed(chunk.hits) if h.last < word.first), None)
            topic = earlier.topic if earlier else self._antecedent(k)
            if topic:
                chunk.hits.append(TopicHit(k, k, topic, "reference"))

    def _own_head(self, n: int) -> bool:
        """Whether a noun is the head of a topic's own label: "a deployment" of what is to be deployed."""
        word = self.chunk.words[n]
        topics = self.discourse.matcher.references.get(word, ())
        near = self.discourse.recent(self.chunk.tokens[n], list(topics)) if topics else None
        return near is not None and word in tokenize(self.discourse.matcher.ontology.topics[near.topic].label)

    def _long_reference(self, k: int) -> TopicHit | None:
        """A definite description of several words that the ontology gives for a topic named before ("the … system")."""
        chunk = self.chunk
        if chunk.words[k] not in ("the", "this", "that"):
            return None
        for first in (k + 1, k + 2, k + 3):
            found = (
                self.discourse.matcher.descriptions.at(chunk.words, first, len(chunk.words))
                if first < len(chunk.words)
                else None
            )
            if found:
                size, topics = found
                near = self.discourse.recent(chunk.tokens[k], None)
                if near is not None and near.topic in topics:
                    return TopicHit(k, first + size - 1, near.topic, "reference")
        return None

    def _antecedent(self, k: int) -> str | None:
        """The topic a bare pronoun at local token k stands for."""
        if self.preferred:
            return self.preferred[0]
        hit = self.discourse.recent(self.chunk.tokens[k])
        if hit is None:
            return None
        gap = self.reading.sentence[self.chunk.tokens[k]] - self.reading.sentence[hit.last]
        return hit.topic if gap <= 0 else self.discourse.weighed(hit).topic

    # sides

    def from_cue(self, base: int) -> None:
        """The cue's side bears on its phrase's first topic, those joined to it, and those with a chain of their own."""
        chunk = self.chunk
        reached: TopicHit | None = None
        self.against = base < 0
        if not chunk.hits:
            for k in range(min(len(chunk.words), 4)):
                referred = self.discourse.refer(chunk.tokens[k], self.preferred)
                if referred and chunk.words[k] not in COURSES:
                    chunk.hits.append(TopicHit(k, k, referred.topic, "reference"))
                    break
        if not chunk.hits and chunk.words and chunk.words[0] in THINGS and sum(w.isalpha() for w in chunk.words) == 1:
            topic = None if self.claim and chunk.words[0] in ("this", "that") else self._antecedent(0)
            if topic:
                self._say(TopicHit(0, 0, topic, "reference"), base, "Cue", None, "cue")
                self.result.inherits_subject = True
            return
        for hit in chunk.hits:
            sign, used, blocked = self._chain(hit)
            if blocked or "whether" in chunk.words[: hit.first]:
                continue  # "declined to say whether it backs the dam" takes no side
            alone = reached is None and (self.kind == "phrase" or hit.first <= 3) and not self._next_verb(hit)
            joined = reached is not None and self._joined(reached, hit)
            if self.kind == "infinitive" and not used and not alone and not joined:
                continue
            if not (alone or joined or (used and (reached is None or self.kind == "infinitive"))):
                continue
            if hit.contrary:
                sign = -sign
            if base < 0 and used and all(self.chunk.words[w.last] == "against" for w in used):
                sign = abs(sign)  # "threatened action against", "stepped up protests against": one attitude
            undone = self._to_be(hit)
            if undone is not None and undone not in used:
                used = [*used, undone]
                sign *= SIGN[undone.entries[0].polarity] * (-1 if undone.negated else 1)
            self._say(
                hit,
                base * sign,
                "Cue",
                used[0] if used else None,
                "cue" + "".join(f" x {chunk.words[w.first]}" for w in used),
            )
            self.fired.update(e.role for w in used for e in w.entries)
            reached = hit

    def _next_verb(self, hit: TopicHit) -> bool:
        """Whether a second verb stands before a topic: "regretted the decision and called for talks"."""
        words = self.chunk.words
        return any(
            words[k] == "and" and words[k + 1].endswith("ed") and words[k + 2] in _AFTER_VERB
            for k in range(1, min(hit.first - 2, len(words) - 2))
        )

    def _to_be(self, hit: TopicHit) -> Word | None:
        """What is to be done to a thing: "the dam to be scrapped"."""
        words = self.chunk.words
        k = hit.last + 1
        k += words[k : k + 1] == ["not"]
        if words[k : k + 2] != ["to", "be"]:
            return None
        k += 2 + (words[k + 2 : k + 3] == ["not"])
        return next((w for w in self.chunk.stance_words if w.first in (k, k + 1) and w.role(_DONE)), None)

    def from_content(self, wanted: bool) -> None:
        """Sides from the words themselves; ``wanted`` where the cue makes the whole content a wish (urge)."""
        chunk = self.chunk
        foreign: set[int] = set()
        chains: dict[int, tuple[int, list[Word], bool | None]] = {}
        for n, hit in enumerate(chunk.hits):
            sign, used, blocked = self._chain(hit)
            if blocked or not used:
                bare = chunk.words[hit.first - 1] if hit.first else ""
                if bare in ("no",) and not blocked and self._existential(hit):
                    self._say(hit, 1 if hit.contrary else -1, "No", None, "no")
                elif not blocked and hit.how == "keywords" and self._obliged_verb(hit):
                    self._say(hit, sign, "Necessity", None, "obligation")
                elif hit.contrary and self._contrary_negated(hit):
                    self._say(hit, 1, "No", None, "not x contrary")
                continue
            outer = used[-1]
            agent = True if wanted and chunk.opens else self._agent(outer)
            chains[n] = (sign, used, agent)
            if agent is False:
                foreign.add(n)
        for word in chunk.stance_words:
            self._predicate(word, foreign, chains)
            if word.role(frozenset({"Rejection"})) and not word.negated and self._against(word) and self._agent(word):
                self.fired.add("OwnRejection")
        for n, (sign, used, agent) in chains.items():
            hit = chunk.hits[n]
            needed = any(w.role(frozenset({"Necessity", "Wish"})) for w in used)
            if agent or (agent is None and needed):
                sign = -sign if hit.contrary else sign
                self._say(
                    hit,
                    sign,
                    used[-1].entries[0].role,
                    used[0],
                    " x ".join(chunk.words[w.first] for w in reversed(used)),
                )
                self.fired.update(e.role for w in used for e in w.entries)

    def _say(self, hit: TopicHit, sign: int, role: str, word: Word | None, why: str) -> None:
        chunk = self.chunk
        span = self.reading.span(chunk.tokens[word.first], chunk.tokens[word.last]) if word else None
        critical = sign < 0 and (
            role in _CRITICAL_ROLES or role == "Benefit" or (role == "Consequence" and not chunk.conditional)
        )
        strength = strength_of(chunk.words[max(0, word.first - 2) : word.last + 1]) if word else ""
        if role == "Cue":
            strength = self.cue_strength or strength
        self.result.evidence.append(
            Evidence(_global(hit, chunk), sign, role, span, why, chunk.conditional, critical, strength)
        )

    def _joined(self, a: TopicHit, b: TopicHit) -> bool:
        between = self.chunk.words[a.last + 1 : b.first]
        return len(between) <= 7 and ("and" in between or "or" in between) and not any(w in CONTRASTS for w in between)

    def _chain(self, hit: TopicHit) -> tuple[int, list[Word], bool]:
        """(sign, governing words inside out, blocked) of a topic from the words it is the object of."""
        chunk = self.chunk
        sign = 1
        used: list[Word] = []
        inside = hit.how in ("keywords", "broad")
        own_object = False  #: a noun with "for" stands between: "give up land for the dam" gives up the land
        k = hit.last if inside else hit.first - 1
        stop = max(-1, hit.first - REACH)
        while k > stop:
            before = k < hit.first
            other = next((h for h in chunk.hits if h is not hit and h.first <= k <= h.last and before), None)
            if other is not None and not (other.first <= hit.first and hit.last <= other.last):
                if used or not self._joined(other, hit):
                    break
                k = other.first - 1
                continue
            word = self.ending.get(k)
            if word is not None:
                entry = word.role(_OBJECT_ROLES) or word.role(frozenset({"Necessity"}))
                if entry is None:
                    if before and word.role(frozenset({"Denial"})):
                        return 1, [], True
                    if before and word.role(frozenset({"Harm", "Benefit", "Aim"})) and not used and self._verbal(word):
                        return 1, [], True
                    if before and word.role(frozenset({"Excess", "Futility"})):
                        return 1, [], True
                elif before and entry.role == "Wish" and word.first and chunk.words[word.first - 1] == "no":
                    return 1, [], True  # "has received no request to": nobody wished
                elif own_object and entry.role in ("Halting", "Promoting"):
                    break
                elif before or (
                    entry.role == "Promoting" and word.first <= hit.first + 1 and not self._trailing(word, hit)
                ):
                    if entry.role == "Blame" and self._names_actor(word) and not hit.topic:
                        break
                    sign *= -1 if SIGN[entry.polarity] < 0 else 1
                    sign *= -1 if word.negated else 1
                    used.append(word)
                k = word.first - 1
                continue
            token = chunk.words[k]
            if before:
                if token in CLAUSE_ENDS or token in ("which", "who") or token in CONTRASTS:
                    break
                if (token in ("and", "or", ",") and used) or (token in _ASIDE and not used):
                    break
                if token == "for" and not used and k - 1 not in self.ending and chunk.words[k - 1] not in _SERVES:
                    own_object = True
                if (
                    token in _ABOUT
                    and not used
                    and not self.against
                    and not self._towards(k)
                    and chunk.words[k - 1] not in ("and", "or")
                ):
                    return 1, [], True
            k -= 1
        if not any(w.first >= hit.first for w in used) and self._negated_verb(hit):
            sign = -sign
        return sign, used, False

    def _towards(self, k: int) -> bool:
        """Whether talks are on doing a thing: "consultations on placing the battery", "on the possibility of"."""
        after = self.chunk.words[k + 1 : k + 3]
        return self.chunk.words[k] == "on" and any(
            (w.endswith("ing") and len(w) > 5) or w == "possibility" for w in after
        )

    def _negated_verb(self, hit: TopicHit) -> bool:
        """A topic named by its verb, under a negation: "not to lay pipes", "will not lay pipes"."""
        words = self.chunk.words
        before = words[max(0, hit.first - 2) : hit.first]
        return hit.how == "keywords" and (
            (before[-1:] == ["to"] and before[0] in ("not", "never")) or before[-1:] == ["not"]
        )

    def _verbal(self, word: Word) -> bool:
        if self.chunk.words[word.last].endswith(("tion", "sion", "ment", "ence", "ity")):
            return False  # "condemned the provocation over the dam": a noun governs nothing
        return self.chunk.words[word.first] not in ("useful", "helpful", "effective", "positive", "constructive")

    def _trailing(self, word: Word, hit: TopicHit) -> bool:
        """A participle after the thing inside a hit ("a system deployed in …") governs nothing."""
        return word.first > hit.first and self.chunk.words[word.first].endswith("ed")

    def _names_actor(self, word: Word) -> bool:
        after = word.last + 1
        return after < len(self.chunk.tokens) and self.chunk.tokens[after] in self.mentions.at

    def _agent(self, word: Word) -> bool | None:
        """Whether the attitude of a governing word is the speaker's: True, False (another actor's), None (unsaid)."""
        chunk = self.chunk
        wished = word.role(frozenset({"Wish", "Necessity"})) is not None
        k = word.first - 1
        while k >= 0:
            token = chunk.words[k]
            if token in CLAUSE_ENDS or token in ("but", "while", "whereas"):
                break
            if token in DEONTIC or (token in NEEDS and k + 1 < len(chunk.words) and chunk.words[k + 1] == "to"):
                return True
            if token in FIRST_PERSON:
                return True
            if token == "time" and "to" in chunk.words[k : word.first]:
                return True
            if token in ("he", "she", "both") or (token == "two" and chunk.words[k + 1] in AGENTS):
                return True
            if self.voice.collective and (token == "it" or (token == "they" and k == 0)):
                return True
            mention = self.mentions.at.get(chunk.tokens[k])
            if mention is not None:
                first = k
                while first and self.mentions.at.get(chunk.tokens[first - 1]) is mention:
                    first -= 1
                before = chunk.words[first - 1] if first else ""
                if before == "the" and first > 1:
                    before = chunk.words[first - 2]
                if before not in PREPOSITIONS or (chunk.words[k + 1 : k + 2] == ["'s"] and before not in ("of", "by")):
                    if is_own(mention, self.voice):
                        return True
                    if not self._object_of_wish(first):
                        return False
                    wished = True
                k = first - 1
                continue
            inner = self.ending.get(k)
            if inner is not None and inner.role(frozenset({"Wish"})):
                wished = True
            k -= 1
        if self.kind == "infinitive" and chunk.opens:
            return True
        if self.kind == "phrase" and chunk.opens and word.role(_ATTITUDES):
            return True  # "threatened action against the dam": the source itself is against it
        if word.first == 0 and k < 0 and self.kind == "clause":
            return True
        return True if wished else None

    def _object_of_wish(self, first: int) -> bool:
        """Whether an actor is the one wished to act: "the goal is to get X back", "time for X to", "we want X to"."""
        chunk = self.chunk
        for k in range(first - 1, -1, -1):
            token = chunk.words[k]
            if token in CLAUSE_ENDS or token in CONTRASTS:
                return False
            if token == "time" or token in DEONTIC:
                return True
            inner = self.ending.get(k)
            if inner is not None and inner.role(frozenset({"Wish"})):
                return True
        return False

    def _against(self, word: Word) -> bool:
        """Whether a word of rejection rejects: a bare "against" after a noun may tell what that noun is a help against
        ("a shield against missiles")."""
        before = self.chunk.words[max(0, word.first - 1) : word.first]
        return self.chunk.words[word.first] != "against" or not before or before[0] in BE

    def _existential(self, hit: TopicHit) -> bool:
        start = max(0, hit.first - 5)
        return any(w in BE for w in self.chunk.words[start : hit.first]) or hit.first <= 1

    def _obliged_verb(self, hit: TopicHit) -> bool:
        """A topic named by its verb, under an obligation: "should lay pipes", "must not lay pipes"."""
        before = self.chunk.words[max(0, hit.first - 2) : hit.first]
        return (
            before[-1:] != ["to"]
            and any(w in DEONTIC for w in before)
            and before[-1:] in (["not"], [w for w in before[-1:] if w in DEONTIC])
        )

    def _contrary_negated(self, hit: TopicHit) -> bool:
        start = max(0, hit.first - 4)
        window = self.chunk.words[start : hit.last]
        return any(w in NEGATIONS for w in window)

    def _predicate(self, word: Word, foreign: set[int], chains: dict[int, tuple[int, list[Word], bool | None]]) -> None:
        """What a word says of its subject."""
        chunk = self.chunk
        if word.first in self.conceded:
            return
        entry = word.role(_SUBJECT_ROLES)
        if entry is None:
            entry = self._passive(word)
            if entry is None:
                return
        if entry.role in ("Harm", "Aim", "Benefit") and self._suffers(word, entry):
            return
        sign = SIGN[entry.polarity]
        if entry.role == "Aim" and not self._own_object(word) and not (self._denied(word) and self._anybody(word)):
            return
        if self._denied(word):
            # "does not threaten you", "is not aimed at you" defend the thing; "won't help" is against it
            sign = 0 if entry.role == "Consequence" else -sign
            if entry.role == "Harm" and not DEONTIC.isdisjoint(chunk.words[max(0, word.first - 5) : word.first]):
                return  # "should not hurt": a demand, no description
        if sign == 0:
            return
        needless = entry.role in ("Excess", "Futility") or (entry.role == "Necessity" and self._denied(word))
        if needless and sign < 0 and self._only_then(word):
            return
        subject = self._subject(word, entry)
        if subject is None:
            return
        if subject in chunk.hits:
            n = chunk.hits.index(subject)
            if n in foreign:
                return
            if n in chains:
                _, used, _ = chains[n]
                first = used[-1].first
                gerund = chunk.words[first].endswith("ing") or (
                    used[-1].entries[0].role in ("Halting", "Promoting") and chunk.words[used[-1].last] == "of"
                )
                if word in used:
                    return
                if gerund and chunk.segment[first] == chunk.segment[word.first] and first <= 1:
                    sign *= chains[n][0]
                    del chains[n]
        if subject.contrary:
            sign = -sign
        why = f"{chunk.words[word.first]} ({entry.role})"
        if self._denied(word):
            why = "not " + why
        self.fired.add(entry.role)
        self._say(subject, sign, entry.role, word, why)

    def _denied(self, word: Word) -> bool:
        """Whether a word is negated itself or by the wish before it: "never sought to hurt anybody"."""
        to = self.chunk.words[word.first - 1 : word.first] == ["to"]
        before = self.ending.get(word.first - 2 if to else word.first - 1)
        return word.negated or (before is not None and before.negated and before.role(_STRIVING) is not None)

    def _only_then(self, word: Word) -> bool:
        """Whether the word holds of another day: "would be needless once …" grants that it is needed now."""
        words = self.chunk.words
        return any(w in _MAY for w in words[max(0, word.first - 4) : word.first]) and any(
            w in ("if", "once", "when", "should") for w in words[word.last + 1 : word.last + 4]
        )

    def _suffers(self, word: Word, entry: StanceEntry) -> bool:
        """Whether the word is a passive, whose subject is the one harmed or helped: "could be destroyed"."""
        chunk = self.chunk
        verb = chunk.words[word.first]
        if entry.role == "Aim" and word.last > word.first:
            return False  # "is aimed at"
        if verb == entry.lemma.split()[0] or verb.endswith(("ing", "s")):
            return False
        return any(w in BE for w in chunk.words[max(0, word.first - 2) : word.first])

    def _passive(self, word: Word) -> StanceEntry | None:
        """Halting or promoting in the passive, as a wish: "should be withdrawn", "we hope … can be resumed"."""
        entry = word.role(frozenset({"Halting", "Promoting"}))
        chunk = self.chunk
        if entry is None or chunk.words[word.first].endswith("ing"):
            return None
        window = chunk.words[max(0, word.first - 3) : word.first]
        if not any(w in BE for w in window) and not (entry.lemma in _GOING and any(w in _WILL for w in window)):
            return None
        before = chunk.words[: word.first]
        future = any(w in ("will", "would", "'ll", "shall") for w in window)
        if future and self.voice.holder and not chunk.conditional and not word.negated:
            return entry
        if any(w in DEONTIC or w in FIRST_PERSON for w in before) or any(
            w.role(frozenset({"Wish", "Necessity"})) or chunk.words[w.last] == "for"
            for w in chunk.stance_words
            if w.last < word.first and w.role(_ASKING)
        ):
            return entry
        return None

    def _anybody(self, word: Word) -> bool:
        """Whether the object is nobody in particular: "directed at no third country", "not aimed at anyone"."""
        after = self.chunk.words[word.last + 1 : word.last + 4]
        return any(w in _ANYBODY for w in after)

    def _own_object(self, word: Word) -> bool:
        """Whether what follows the word is the speaker's own side ("target us", "aimed at X" where X speaks)."""
        chunk = self.chunk
        for k in range(word.last + 1, min(word.last + 6, len(chunk.words))):
            token = chunk.words[k]
            if token in ("us", "our", "it", "its", "me", "ours"):
                return True
            mention = self.mentions.at.get(chunk.tokens[k])
            if mention is not None:
                return is_own(mention, self.voice)
            if token in CLAUSE_ENDS:
                break
        return False

    def _subject(self, word: Word, entry: StanceEntry) -> TopicHit | None:
        """The topic a word is said of: in its own segment, else in those before, else what a pronoun stands for."""
        chunk = self.chunk
        if entry.role == "Necessity":
            after = next((h for h in chunk.hits if h.first > word.last and h.first - word.last <= 8), None)
            if chunk.words[word.last] in ("for",) or entry.lemma.startswith(
                ("require", "necessitate", "only", "best", "the", "no ")
            ):
                return after
        segment = chunk.segment[word.first]
        limit = word.first
        while segment >= 0:
            start = chunk.segment.index(segment) if segment in chunk.segment else limit
            mine = [
                h for h in chunk.hits if h.first < limit and segment in (chunk.segment[h.first], chunk.segment[h.last])
            ]
            mine = [h for h in mine if h.last < word.first] or [
                h for h in mine if h.first < word.first <= h.last and h.how != "label" and h.first < word.first - 1
            ]
            if mine:
                return self._free(mine)
            lead = [
                w for w in chunk.words[start:limit] if w.isalpha() and w not in ("and", "or", "also", "then", "that")
            ]
            lead = lead if start < limit else []
            opener = lead[0] if lead else None
            if opener in CONTRASTS and len(lead) > 1:
                opener = lead[1]
            pronoun = opener in THINGS
            if (
                opener is not None
                and not pronoun
                and start < word.first
                and self._has_subject(start, min(limit, word.first))
            ):
                return None
            if pronoun and not any(h.first < start for h in chunk.hits):
                topic = self._antecedent(start)
                # "it has been decided … so as to improve": no thing is the subject
                if chunk.words[word.first - 2 : word.first] in (["as", "to"], ["order", "to"]):
                    return None
                itself = self.voice.collective and opener == "it" and entry.role in ("Benefit", "Consequence")
                if topic is None or itself:
                    return None
                self.result.inherits_subject = True
                return TopicHit(start, start, topic, "reference")
            limit = start
            segment -= 1
        return None

    def _free(self, hits: list[TopicHit]) -> TopicHit:
        """Of several topics of a segment the first, a named one before one whose keywords lie far apart."""
        return next((h for h in hits if h.how != "keywords" or h.last - h.first <= 6), hits[0])

    def _has_subject(self, start: int, stop: int) -> bool:
        """Whether a segment names somebody or something of its own before the word."""
        chunk = self.chunk
        for k in range(start, stop):
            if chunk.words[k] in FIRST_PERSON:
                return True
            if chunk.tokens[k] in self.mentions.at and (k == start or chunk.words[k - 1] not in PREPOSITIONS):
                return True
        return any(w in DEFINITE for w in chunk.words[start : start + 2]) and chunk.words[start + 1 : start + 2] != [
            "fact"
        ]


def _conceded(words: list[str]) -> frozenset[int]:
    """Tokens between "not just/only" and "but", which concede rather than claim."""
    for k in range(len(words) - 1):
        if words[k] == "not" and words[k + 1] in ("just", "only", "merely", "simply"):
            stop = next((n for n in range(k, len(words)) if words[n] == "but"), None)
            if stop:
                return frozenset(range(k, stop))
    return frozenset()


def strength_of(words: list[str]) -> str:
    """How strongly a word or cue is put: "strong", "weak", or "" where nothing says so.

    >>> strength_of(["resolutely", "opposed"]), strength_of(["cautiously", "welcomed"]), strength_of(["opposed"])
    ('strong', 'weak', '')
    """
    return "strong" if not _STRONGLY.isdisjoint(words) else "weak" if not _WEAKLY.isdisjoint(words) else ""


def _strongest(agreeing: list[Evidence]) -> str:
    found = [e.strength for e in agreeing]
    return "strong" if "strong" in found else "weak" if all(f == "weak" for f in found) else ""


def _settle(result: Analysis, discourse: Discourse) -> None:
    """One side per topic: the sum of its evidence; a draw takes none."""
    by_topic: dict[str, list[Evidence]] = {}
    for e in result.evidence:
        topic = e.hit.topic
        if e.role in ("Harm", "Aim", "Excess", "Futility", "Benefit"):
            topic = discourse.aspect_of(topic)
        by_topic.setdefault(topic, []).append(e)
    stances = []
    for topic, found in by_topic.items():
        total = sum(e.sign for e in found)
        if total == 0:
            continue
        sign = 1 if total > 0 else -1
        agreeing = [e for e in found if e.sign == sign]
        best = agreeing[0]
        result.main[topic] = best.hit
        if sign > 0 and all(e.role in _MILD and e.why.startswith("not ") for e in agreeing):
            result.mild.add(topic)
        reason = "; ".join(dict.fromkeys(e.why for e in agreeing))
        stances.append(
            StanceOn(topic, STANCE[sign], reason, best.span, all(e.conditional for e in agreeing), _strongest(agreeing))
        )
    result.stances = tuple(stances)


def _threatened_over(result: Analysis) -> None:
    """What a threat is made over is opposed: "threatened to sue the firm over the dam"."""
    for chunk in result.chunks:
        for hit in chunk.hits:
            before = chunk.words[max(0, hit.first - 3) : hit.first]
            if not _OVER.isdisjoint(before):
                result.evidence.append(Evidence(_global(hit, chunk), -1, "Cue", None, "what the threat is over"))
                return


def _asks_restraint(chunks: list[Chunk]) -> Chunk | None:
    """The chunk that says what one should not do to others' harm, naming no topic: "no country should hurt another",
    "do nothing that hurts", "we hope they refrain from ill-considered steps"."""
    for chunk in chunks:
        if chunk.hits or chunk.question:
            continue
        words = chunk.words
        for word in chunk.stance_words:
            before = words[max(0, word.first - 8) : word.first]
            if word.role(_DOING_HARM) and (
                (word.negated and any(w in DEONTIC for w in before))
                or "nothing" in before
                or (words[:1] in (["don't"], ["do"]) and any(w in NEGATIONS for w in words[:2]))
            ):
                return chunk
        if not RESTRAINT.isdisjoint(words):
            return chunk
    return None


def _neither(
    chunks: list[Chunk], cue_words: list[str] | None, reading: Reading, mentions: Mentions, voice: Voice
) -> bool:
    """Whether a side is disowned both ways: "it neither supports nor opposes the dam"; in the words or in the cue."""
    cue = cue_words or []
    if "neither" in cue and ("nor" in cue or (chunks and chunks[0].words[:1] == ["nor"])):
        return True
    for chunk in chunks:
        for one, other in pairwise(chunk.stance_words):
            between = chunk.words[one.last + 1 : other.first]
            if (
                one.negated
                and len(between) <= 3
                and ("nor" in between or "or" in between)
                and {e.role for w in (one, other) for e in w.entries} >= {"Approval", "Rejection"}
                and not _others_choice(chunk, one, mentions, voice)
            ):
                return True
    return False


def _noncommitment(
    result: Analysis,
    reading: Reading,
    discourse: Discourse,
    mentions: Mentions,
    voice: Voice,
    preferred: tuple[str, ...],
    neither: str = "",
) -> None:
    """A neutral side for "no decision yet"; with ``neither`` (the reason) on the first topic named."""
    if neither:
        named = [(c, h) for c in result.chunks for h in c.hits[:1]]
        for chunk, first in named[:1]:
            result.stances = (StanceOn(first.topic, "neutral", neither, None),)
            result.main[first.topic] = _global(first, chunk)
            result.roles.add("Noncommitment")
        return
    for chunk in result.chunks:
        for word in chunk.stance_words:
            entry = word.role(frozenset({"Noncommitment"}))
            if entry is None or word.negated:
                continue
            if _others_choice(chunk, word, mentions, voice):
                continue
            hit = next((h for h in chunk.hits if h.first > word.last), None) or next(iter(chunk.hits), None)
            topic = hit.topic if hit else None
            if topic is None:
                if preferred:
                    topic = preferred[0]
                else:
                    near = discourse.recent(chunk.tokens[word.first])
                    topic = near.topic if near else None
            if topic is None:
                continue
            span = reading.span(chunk.tokens[word.first], chunk.tokens[word.last])
            result.stances = (StanceOn(topic, "neutral", f"non-commitment: {entry.lemma}", span),)
            result.main[topic] = (
                _global(hit, chunk)
                if hit
                else TopicHit(chunk.tokens[word.first], chunk.tokens[word.last], topic, "reference")
            )
            result.roles.add("Noncommitment")
            return


def _others_choice(chunk: Chunk, word: Word, mentions: Mentions, voice: Voice) -> bool:
    """Whether the undecided one is somebody else than the speaker's side."""
    for k in range(word.last + 1, min(word.last + 9, len(chunk.tokens))):
        if chunk.words[k] in CLAUSE_ENDS or chunk.words[k] == "and":
            break
        if chunk.words[k] == "by":
            for n in range(k + 1, min(k + 4, len(chunk.tokens))):
                mention = mentions.at.get(chunk.tokens[n])
                if mention is not None:
                    return not is_own(mention, voice)
    for k in range(word.first - 1, -1, -1):
        mention = mentions.at.get(chunk.tokens[k])
        if mention is not None and (k == 0 or chunk.words[k - 1] not in PREPOSITIONS):
            return not is_own(mention, voice)
    return False
