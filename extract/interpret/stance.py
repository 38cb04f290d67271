"""Which side a saying takes on which topic, from its cue and from what its words say the thing does or should become.

The method is composition over word roles (ontology/lexicon/stance.ttl), no parser: a topic gets a sign

* from the words it is the object of, multiplied outwards through negation ("must not abandon efforts to resume the
  talks": not x abandon x resume = support), where the attitude is the speaker's: the infinitive after the cue, a word
  of obligation, the first person, the speaker's own side as subject; never where another actor is the subject;
* from the words it is the subject of ("the dam threatens farmers", "won't resolve the problem");
* from the cue's own side, multiplied by the words inside a phrase ("called for an end to the blockade" = oppose).

A denied report gives no side on what was reported; a question gives none; a non-commitment gives neutral."""

from __future__ import annotations

from extract.interpret.attitude import held, rejects
from extract.interpret.chunks import Chunk, Word, chunked
from extract.interpret.discourse import Discourse
from extract.interpret.evidence import SIGN, Analysis, Evidence, Scope, in_article, settle, strength_of
from extract.interpret.governed import are_joined, chain
from extract.interpret.neutral import disowned, noncommitment
from extract.interpret.predicates import SUBJECT_ROLES, predicate
from extract.interpret.reading import Reading
from extract.interpret.references import AFTER_OBJECT, antecedent, references
from extract.interpret.topic import TopicHit
from extract.interpret.voice import Mentions, Voice, doer, is_own
from extract.interpret.words import (
    BE,
    CLAIMS,
    COURSES,
    DEFINITE,
    DEONTIC,
    INDEFINITE,
    NEGATIONS,
    OPPOSITION,
    PREPOSITIONS,
    RESTRAINT,
    THINGS,
    word_set,
)
from ontology.knowledge import CueEntry, Ontology

_AFTER_VERB = PREPOSITIONS | DEFINITE | INDEFINITE | {"that"}
_DONE = word_set("Halting Promoting")
#: what one declines to do without taking a side
_TELLING = word_set(
    """say comment discuss elaborate confirm disclose name specify answer reveal give provide put set speculate predict
    describe explain state tell"""
)
_UNDER = word_set("should if")
_ANSWERS = word_set("answer response reaction retaliation reprisal reprisals countermeasures revenge")
_OVER = word_set("over if unless because")
_CALLING = word_set("call brand describe label dub term characterise characterize")
#: what a thing is called is no blame where one of these stands in it
_PRAISE = word_set(
    """great good wise bold brave historic right welcome fair excellent milestone victory triumph success necessary
    balanced reasonable sensible constructive positive important timely generous wonderful perfect brilliant proud
    courageous remarkable promising encouraging strong robust legitimate lawful legal cordial fruitful productive frank
    vital essential key crucial friend partner ally breakthrough chance opportunity boost blessing"""
)
RESTRAINING = "asks for restraint"
_DOING_HARM = frozenset({"Harm"})


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
    result.chunks = chunked(reading, discourse, ontology, tokens)
    spine = ontology.acts.get(cue.act, cue.act) if cue else "assert"
    base = _cue_sign(cue, spine, kind, result.chunks, negated_cue)
    if _says_nothing(result.chunks, spine, base, kind, negated_cue):
        return result
    result.phrase = base != 0 and kind != "clause"
    strength = strength_of(cue_words or [])
    scopes = [
        Scope(reading, discourse, mentions, chunk, voice, kind, preferred, result, claim_before, strength)
        for chunk in result.chunks
    ]
    for scope in scopes:
        if scope.chunk.question:
            continue
        references(scope)
        if result.phrase and scope.chunk.opens:
            _from_cue(scope, base)
        else:
            _from_content(scope, (cue is not None and cue.act == "urge") or kind == "infinitive")
    if voice.holder and not result.evidence and not any(c.hits for c in result.chunks):
        for scope in scopes:
            _react(scope, spine == "urge")
    if base and not result.phrase and not result.evidence and cue and cue.act in ("support", "criticise"):
        _from_cue_of_clause(scopes, base, cue)
    if spine == "warn" and kind == "infinitive" and not result.evidence and voice.holder:
        _threatened_over(result)
    inside = set(tokens)
    # nobody finds his own act harmful: "the launch by the North, a …" where the North speaks
    result.evidence = [e for e in result.evidence if not _is_own_doing(e, reading, mentions, inside, voice)]
    settle(result, discourse)
    supported = {s.topic for s in result.stances if s.stance == "support"}
    asking = _asks_restraint(result.chunks) if restrains and voice.holder and not result.evidence else None
    if restrains and asking:
        hit = TopicHit(asking.tokens[0], asking.tokens[0], restrains, "reference")
        result.evidence.append(Evidence(hit, -1, "Harm", None, RESTRAINING, critical=True))
        settle(result, discourse)
    result.critical = any(
        e.critical and not supported & {e.hit.topic, discourse.aspect_of(e.hit.topic)} for e in result.evidence
    )
    if voice.holder and disowned(result.chunks, cue_words, mentions, voice):
        result.evidence.clear()
        result.stances = ()
        noncommitment(result, reading, discourse, mentions, voice, preferred, "neither for nor against")
    elif not result.stances and voice.holder:
        noncommitment(result, reading, discourse, mentions, voice, preferred)
    return result


def _cue_sign(cue: CueEntry | None, spine: str, kind: str, chunks: list[Chunk], negated: bool) -> int:
    """The side the cue itself takes on its object."""
    base = SIGN.get(cue.stance, 0) if cue and cue.stance else 0
    if cue and not cue.stance and spine == "criticise" and kind == "phrase":
        base = -1  # "accused X of building the dam": what one is accused of is opposed
    if not base and is_name_calling(cue, kind, chunks):
        base = -1
    if negated:
        base = -1 if base > 0 else 0  # "is not eager to build" is against it; "did not oppose" is for nothing
    return base


def _says_nothing(chunks: list[Chunk], spine: str, base: int, kind: str, negated_cue: bool) -> bool:
    """Whether content takes no side, whatever it says: what is denied, or was not said."""
    first_words = chunks[0].words[:6] if chunks else []
    denial = spine == "deny"
    if denial and (kind == "clause" or not base or _is_claim(first_words)):
        return True
    if base < 0 and _is_claim(first_words[:5]) and kind == "phrase":
        return True
    if negated_cue and kind == "clause":
        return True  # "has not said that": nothing was said
    # "declined to say whether it would go on", "refused to discuss the pact"
    return denial and kind == "infinitive" and not _TELLING.isdisjoint(first_words[:3])


def _from_cue_of_clause(scopes: list[Scope], base: int, cue: CueEntry) -> None:
    """Blame or praise whose clause says nothing for or against its first topic: "complained that they had curbed
    sales" is for the sales."""
    for scope in scopes:
        chunk = scope.chunk
        if chunk.hits:
            hit = chunk.hits[0]
            sign, used, _ = chain(scope, hit)
            why = f"cue {cue.lemma}" + "".join(f" x {chunk.words[w.first]}" for w in used)
            scope.result.evidence.append(Evidence(in_article(hit, chunk), base * sign, "Cue", None, why))
            return


def _is_own_doing(e: Evidence, reading: Reading, mentions: Mentions, inside: set[int], voice: Voice) -> bool:
    """Whether evidence finds fault with what the speaker's own side does."""
    if e.sign >= 0 or e.role not in SUBJECT_ROLES:
        return False
    by = doer(reading, mentions, e.hit, inside)
    return by is not None and is_own(by, voice)


def _is_claim(words: list[str]) -> bool:
    """Whether a phrase begins with a claim, about whose matter its rejection says nothing; but "rejected criticism of
    the dam" is for the dam."""
    return any(w in CLAIMS and not (w in OPPOSITION and "of" in words[k + 1 : k + 2]) for k, w in enumerate(words))


def is_name_calling(cue: CueEntry | None, kind: str, chunks: list[Chunk]) -> bool:
    """Whether a thing is called names: "called it an outsourcing of conscience". What news says somebody called
    something is blame unless a word of praise or a denial stands in it (19 of 22 on our gold)."""
    if cue is None or kind == "clause" or cue.lemma not in _CALLING or "Predicative" not in cue.complements:
        return False
    if any(not NEGATIONS.isdisjoint(c.words) or c.question for c in chunks):
        return False
    if any(not _PRAISE.isdisjoint(c.words) for c in chunks):
        return False
    return not any(w.role(("Approval", "Benefit", "Wish")) for c in chunks for w in c.stance_words)


def _from_cue(scope: Scope, base: int) -> None:
    """The cue's side bears on its phrase's first topic, those joined to it, and those with a chain of their own."""
    chunk = scope.chunk
    reached: TopicHit | None = None
    scope.against = base < 0
    if not chunk.hits:
        for k in range(min(len(chunk.words), 4)):
            referred = scope.discourse.refer(chunk.tokens[k], scope.preferred)
            if referred and chunk.words[k] not in COURSES:
                chunk.hits.append(TopicHit(k, k, referred.topic, "reference"))
                break
    if not chunk.hits and chunk.words and chunk.words[0] in THINGS and sum(w.isalpha() for w in chunk.words) == 1:
        topic = None if scope.claim and chunk.words[0] in ("this", "that") else antecedent(scope, 0)
        if topic:
            scope.say(TopicHit(0, 0, topic, "reference"), base, "Cue", None, "cue")
            scope.result.inherits_subject = True
        return
    for hit in chunk.hits:
        sign, used, blocked = chain(scope, hit)
        if blocked or "whether" in chunk.words[: hit.first]:
            continue  # "declined to say whether it backs the dam" takes no side
        if not used and _mishandled(chunk, hit):
            continue
        alone = reached is None and (scope.kind == "phrase" or hit.first <= 3) and not _next_verb(chunk, hit)
        joined = reached is not None and are_joined(chunk, reached, hit)
        if scope.kind == "infinitive" and not used and not alone and not joined:
            continue
        if not (alone or joined or (used and (reached is None or scope.kind == "infinitive"))):
            continue
        if hit.contrary:
            sign = -sign
        if (
            scope.kind == "phrase"
            and base > 0
            and not _UNDER.isdisjoint(chunk.words[max(0, hit.first - 4) : hit.first])
        ):
            sign = -sign  # "threatened it with sanctions should it lay the pipes"
        if base > 0 and not used and not _ANSWERS.isdisjoint(chunk.words[max(0, hit.first - 3) : hit.first]):
            sign = -sign  # "vowed an answer to the dam"
        if base < 0 and used and all(chunk.words[w.last] == "against" for w in used):
            sign = abs(sign)  # "threatened action against", "stepped up protests against": one attitude
        undone = _to_be(chunk, hit)
        if undone is not None and undone not in used:
            used = [*used, undone]
            sign *= SIGN[undone.entries[0].polarity] * (-1 if undone.negated else 1)
        scope.say(
            hit,
            base * sign,
            "Cue",
            used[0] if used else None,
            "cue" + "".join(f" x {chunk.words[w.first]}" for w in used),
        )
        scope.result.roles.update(e.role for w in used for e in w.entries)
        reached = hit


def _mishandled(chunk: Chunk, hit: TopicHit) -> bool:
    """Whether somebody is blamed for a fault in dealing with a thing: "for politicising the dam"."""
    k = hit.first - 1
    while k > 0 and chunk.words[k] in DEFINITE:
        k -= 1
    word = chunk.ending.get(k)
    return (
        word is not None
        and chunk.words[word.first - 1 : word.first] == ["for"]
        and all(e.role == "Fault" for e in word.entries)
    )


def _react(scope: Scope, wanted: bool) -> None:
    """A side on what has just been spoken of, by a word whose object is left out: "urged both to reconsider", "voiced
    its opposition", "would press ahead". Nothing but an adverb may follow the word."""
    chunk = scope.chunk
    if chunk.question:
        return
    for word in chunk.stance_words:
        entry = word.role(("Halting", "Promoting", "Approval", "Rejection", "Blame"))
        after = [w for w in chunk.words[word.last + 1 :] if w[0].isalnum()]
        if entry is None or any(w not in AFTER_OBJECT for w in after[:1]) or len(after) > 3:
            continue
        if any(t in scope.mentions.at for t in chunk.tokens[word.last + 1 :]) or _is_noun(chunk, word, wanted):
            continue
        topic = antecedent(scope, word.first)
        if topic and (wanted or held(scope, word)):
            hit = TopicHit(word.first, word.last, topic, "reference")
            sign = SIGN[entry.polarity] * (-1 if word.negated else 1)
            if scope.discourse.brought_to_an_end(topic, chunk.tokens[word.first]):
                sign = -sign  # "will not extend the pact. The others urged it to reconsider": they want it extended
            scope.say(hit, sign, entry.role, word, f"{chunk.words[word.first]}, of what was just spoken of")
            return


def _is_noun(chunk: Chunk, word: Word, wanted: bool) -> bool:
    """Whether a word that may be a verb is none here: "in advance", "without delay", "the weeks that are left"; where
    something is asked for, a noun may name it ("demanded a halt")."""
    before = chunk.words[word.first - 1] if word.first else ""
    return before in (PREPOSITIONS - {"to"}) | {"without", "that"} | (BE - {"be"}) or (
        not wanted and before in INDEFINITE | DEFINITE
    )


def _next_verb(chunk: Chunk, hit: TopicHit) -> bool:
    """Whether a second verb stands before a topic: "regretted the decision and called for talks"."""
    words = chunk.words
    return any(
        words[k] == "and" and words[k + 1].endswith("ed") and words[k + 2] in _AFTER_VERB
        for k in range(1, min(hit.first - 2, len(words) - 2))
    )


def _to_be(chunk: Chunk, hit: TopicHit) -> Word | None:
    """What is to be done to a thing: "the dam to be scrapped"."""
    words = chunk.words
    k = hit.last + 1
    k += words[k : k + 1] == ["not"]
    if words[k : k + 2] != ["to", "be"]:
        return None
    k += 2 + (words[k + 2 : k + 3] == ["not"])
    return next((w for w in chunk.stance_words if w.first in (k, k + 1) and w.role(_DONE)), None)


def _from_content(scope: Scope, wanted: bool) -> None:
    """Sides from the words themselves; ``wanted`` where the cue makes the whole content a wish (urge)."""
    chunk = scope.chunk
    foreign: set[int] = set()
    chains: dict[int, tuple[int, list[Word], bool | None]] = {}
    for n, hit in enumerate(chunk.hits):
        sign, used, blocked = chain(scope, hit)
        if blocked or not used:
            bare = chunk.words[hit.first - 1] if hit.first else ""
            if bare in ("no",) and not blocked and _existential(chunk, hit):
                scope.say(hit, 1 if hit.contrary else -1, "No", None, "no")
            elif not blocked and hit.how in ("keywords", "contrary") and _obliged_verb(chunk, hit):
                scope.say(hit, -sign if hit.contrary else sign, "Necessity", None, "obligation")
            elif hit.contrary and _contrary_negated(chunk, hit):
                scope.say(hit, 1, "No", None, "not x contrary")
            continue
        outer = used[-1]
        mine = True if wanted and chunk.opens else held(scope, outer)
        chains[n] = (sign, used, mine)
        if mine is False:
            foreign.add(n)
    for word in chunk.stance_words:
        predicate(scope, word, foreign, chains)
        if word.role(("Rejection",)) and not word.negated and rejects(chunk, word) and held(scope, word):
            scope.result.roles.add("OwnRejection")
    for n, (sign, used, mine) in chains.items():
        hit = chunk.hits[n]
        needed = any(w.role(("Necessity", "Wish")) for w in used)
        if mine or (mine is None and needed):
            sign = -sign if hit.contrary else sign
            scope.say(
                hit,
                sign,
                used[-1].entries[0].role,
                used[0],
                " x ".join(chunk.words[w.first] for w in reversed(used)),
            )
            scope.result.roles.update(e.role for w in used for e in w.entries)


def _existential(chunk: Chunk, hit: TopicHit) -> bool:
    start = max(0, hit.first - 5)
    return any(w in BE for w in chunk.words[start : hit.first]) or hit.first <= 1


def _obliged_verb(chunk: Chunk, hit: TopicHit) -> bool:
    """A topic named by its verb, under an obligation: "should lay pipes", "must not lay pipes"."""
    before = chunk.words[max(0, hit.first - 2) : hit.first]
    return (
        before[-1:] != ["to"]
        and any(w in DEONTIC for w in before)
        and before[-1:] in (["not"], [w for w in before[-1:] if w in DEONTIC])
    )


def _contrary_negated(chunk: Chunk, hit: TopicHit) -> bool:
    start = max(0, hit.first - 4)
    window = chunk.words[start : hit.last]
    return any(w in NEGATIONS for w in window)


def _threatened_over(result: Analysis) -> None:
    """What a threat is made over is opposed: "threatened to sue the firm over the dam"."""
    for chunk in result.chunks:
        for hit in chunk.hits:
            before = chunk.words[max(0, hit.first - 3) : hit.first]
            if not _OVER.isdisjoint(before):
                result.evidence.append(Evidence(in_article(hit, chunk), -1, "Cue", None, "what the threat is over"))
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
