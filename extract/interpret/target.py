"""Against whom a saying is. The speaker's own side is never a target.

A target is the doer of what is opposed, when the words name it ("the neighbour's plan to", "the dam by the neighbour");
the one pressed, blamed, or said to do too little; the one whose threats are to be met; the one urged to stop something.
"""

from __future__ import annotations

from itertools import pairwise

from extract.interpret.addressee import demanded_of
from extract.interpret.blame import SUBJECT_ROLES, Named, blamed, named
from extract.interpret.chunks import Chunk, Word
from extract.interpret.evidence import Analysis
from extract.interpret.reading import Reading
from extract.interpret.topic import TopicHit
from extract.interpret.voice import Mentions, Voice, doer, is_own, is_self
from extract.interpret.words import BE, CLAIMS, CUTS, DEONTIC, FIRST_PERSON, PREPOSITIONS, RESTRAINT, word_set
from extract.records import Mention
from ontology.knowledge import CueEntry

_NEEDS = word_set("need needs needed")
_HOPES = word_set("hope hopes hoped hoping")
_BEING = word_set("is are was were remain remains pose poses posed constitute constitutes")
_TOWARDS = _HOPES | {"against"}
_WILL = word_set("will would 'll won't can could")
_BLAME = frozenset({"Blame", "Pressure"})
_MODALS = [[w] for w in sorted(_WILL | BE | DEONTIC | {"has", "have", "had", "may", "might"})]
_REJECTION = frozenset({"Rejection"})
#: what those should do whom one trusts, or wishes well: "the union should lead"
_TRUSTED = word_set("lead decide mediate host preside handle get receive win enjoy benefit remain feel")
#: what one who is blamed is called on to do
AMENDS = word_set("resign apologise apologize apology repent recant quit abdicate retract explain")
#: what somebody is called who is blamed
CALLED = SUBJECT_ROLES | {"Threat", "Denial"}
#: words of a phrase that may stand before the actor it is about
HEAD_REACH = 6
_CLAIMS = CLAIMS | word_set(
    """demand demands proposal proposals request requests offer offers call calls comment comments remark remarks attack
    attacks statement statements plan plans idea ideas effort efforts push bid attempt attempts excuse excuses
    criticisms denial denials position decision refusal rhetoric threat threats"""
)


def targets(
    reading: Reading,
    mentions: Mentions,
    analysis: Analysis,
    voice: Voice,
    act: str,
    addressees: tuple[Mention, ...],
    accused: tuple[Mention, ...] = (),
    blames: bool = False,
    everyone: Mentions | None = None,
    cue: CueEntry | None = None,
    asked: tuple[Mention, ...] = (),
) -> list[tuple[Mention, str]]:
    """Mentions the saying is against, each with why, in text order.

    ``mentions``: actors named outright; ``everyone``: with groups, unlisted names, pronouns and descriptions;
    ``asked``: of whom something is called for, though it is not said to them ("called for X to resign").
    """
    everyone = everyone or mentions
    found: list[tuple[Mention, str]] = []
    opposed = [s.topic for s in analysis.stances if s.stance == "oppose"]
    own_tokens = {i for c in analysis.chunks for i in c.tokens}
    for chunk in analysis.chunks:
        for hit in chunk.hits:
            if hit.topic in opposed and act != "deny":  # what one will not do oneself has no doer
                place = TopicHit(chunk.tokens[hit.first], chunk.tokens[hit.last], hit.topic, hit.how)
                by = doer(reading, mentions, place, own_tokens)
                if by is not None and not is_own(by, voice):
                    found.append((by, "doer of what is opposed"))
                    break
    if act == "urge" and (opposed or _restrains(analysis)):
        found += [(m, "urged to stop it") for m in (*addressees, *asked) if not is_own(m, voice)]
    if act == "warn" and cue is not None and cue.act == "warn":
        found += [(m, "warned") for m in addressees if not is_own(m, voice)]
    found += [(m, "object of the cue") for m in accused if not is_self(m, voice)]
    if analysis.chunks:
        found += _by_cue(analysis.chunks[0], everyone, cue, blames, analysis.phrase, bool(accused))
    for chunk in analysis.chunks:
        found += _in_chunk(chunk, mentions, everyone, analysis, voice, act, bool(opposed), addressees)
        actors = named(chunk, everyone)
        faults = blamed(chunk, actors, voice, cue is not None and cue.act == "urge")
        found += [(actors[n].mention, faults[n]) for n in sorted(faults)]
        found += _joined(chunk, actors, {m.actor.name for m, _ in found})
    seen: dict[str, tuple[Mention, str]] = {}
    for mention, why in found:
        if mention.actor.kind != "unnamed" and not is_self(mention, voice):
            seen.setdefault(mention.actor.name, (mention, why))
    return sorted(seen.values(), key=lambda t: t[0].span)


def _joined(chunk: Chunk, actors: list[Named], against: set[str]) -> list[tuple[Mention, str]]:
    """Those joined by "and" to one whom the chunk is against."""
    found = []
    for a, b in pairwise(actors):
        between = chunk.words[a.last + 1 : b.first]
        if between in (["and"], ["and", "the"], [",", "and"]) and (a.mention.actor.name in against) != (
            b.mention.actor.name in against
        ):
            other = b if a.mention.actor.name in against else a
            found.append((other.mention, "joined to another"))
    return found


def _in_chunk(
    chunk: Chunk,
    mentions: Mentions,
    everyone: Mentions,
    analysis: Analysis,
    voice: Voice,
    act: str,
    opposed: bool,
    addressees: tuple[Mention, ...],
) -> list[tuple[Mention, str]]:
    found: list[tuple[Mention, str]] = []
    told = {m.actor.name for m in addressees}
    for word in chunk.stance_words:
        if word.role(_BLAME) and not word.negated and _speaks_for_itself(chunk, word, mentions, voice):
            mention = _object(chunk, word, everyone, voice, told)
            if mention is not None:
                found.append((mention, f"object of {chunk.words[word.first]}"))
        if word.role(_REJECTION) and not word.negated and _speaks_for_itself(chunk, word, mentions, voice):
            heads = _heads(chunk, [a for a in named(chunk, everyone) if a.first > word.last], word.last + 1)
            # "doubts that X would": a clause, not X, is doubted
            heads = [a for a in heads if a.owner or chunk.words[a.last + 1 : a.last + 2] not in _MODALS]
            found += [(a.mention, f"what is rejected: {chunk.words[word.first]}") for a in heads]
        if word.role(("Threat",)) and not opposed and _met(chunk, word):
            mention = _owner(chunk, word, mentions)
            if mention is not None and not is_own(mention, voice):
                found.append((mention, f"whose {chunk.words[word.first]} are to be met"))
        if word.role(("Threat",)) and not opposed and voice.holder and _is_one(chunk, word):
            mention = _possessor(chunk, word, mentions)
            if mention is not None and not is_own(mention, voice):
                found.append((mention, "called a threat"))
        if word.role(("Shortfall",)):
            mention = _before(chunk, word.first, mentions)
            if mention is not None and not is_own(mention, voice):
                analysis.roles.add("Shortfall")
                found.append((mention, "said to do too little"))
    for k, token in enumerate(chunk.words[:-1]) if not _TOWARDS.isdisjoint(chunk.words) else ():
        if token == "against" and not opposed and _nobody_else(chunk, k, mentions, voice):
            stop = next(
                (n for n in range(k + 1, len(chunk.words)) if chunk.words[n] in CUTS or chunk.words[n] == ","),
                len(chunk.words),
            )
            far = k + 11 if {"of", "by", "from"} & set(chunk.words[k + 1 : stop]) else k + 5
            near = [mentions.at[t] for t in chunk.tokens[k + 1 : min(far, stop)] if t in mentions.at]
            found += [(m, "what is needed against them") for m in near[:1]]
        if token in _HOPES and act == "urge":
            for n in range(k + 1, min(k + 9, len(chunk.words))):
                mention = mentions.at.get(chunk.tokens[n])
                if mention is not None and any(w in _WILL for w in chunk.words[n + 1 : k + 10]):
                    found.append((mention, "hoped to act otherwise"))
                elif chunk.words[n] in _WILL:
                    break
    if act in ("urge", "criticise") and not any(s.stance == "support" for s in analysis.stances):
        for k, token in enumerate(chunk.words):
            if token in DEONTIC or (token in _NEEDS and chunk.words[k + 1 : k + 2] == ["to"]):
                mention = _before(chunk, k, everyone)
                trusted = not _TRUSTED.isdisjoint(chunk.words[k + 1 : k + 3])
                if mention is not None and not trusted and not is_own(mention, voice):
                    found.append((mention, "said to have to act"))
    return found


def _is_one(chunk: Chunk, word: Word) -> bool:
    """Whether something is said to be a threat: "X's missiles are a growing threat", "pose a danger"."""
    before = chunk.words[max(0, word.first - 6) : word.first]
    return not word.negated and not _BEING.isdisjoint(before)


def _possessor(chunk: Chunk, word: Word, mentions: Mentions) -> Mention | None:
    """The actor that owns, or is, the subject of a clause that ends at a word."""
    for n in range(word.first):
        mention = mentions.at.get(chunk.tokens[n])
        if mention is not None:
            return mention if not n or chunk.words[n - 1] not in PREPOSITIONS else None
    return None


def _nobody_else(chunk: Chunk, k: int, mentions: Mentions, voice: Voice) -> bool:
    """Whether no other actor is spoken of as doing something before token k."""
    return voice.holder and all(
        is_own(m, voice) or chunk.words[n - 1 : n] in ([p] for p in PREPOSITIONS)
        for n, t in enumerate(chunk.tokens[:k])
        if (m := mentions.at.get(t)) is not None and mentions.at.get(chunk.tokens[n - 1] if n else -1) is not m
    )


def _restrains(analysis: Analysis) -> bool:
    """Whether what is urged is to hold back: "not to build", "to stop its raids", "to act with caution"."""
    words = analysis.chunks[0].words if analysis.chunks else []
    halts = any(
        w.role(("Halting",)) and not w.negated and w.first <= 2 for c in analysis.chunks[:1] for w in c.stance_words
    )
    return halts or words[:1] == ["not"] or not (RESTRAINT | AMENDS).isdisjoint(words[:8])


def _by_cue(
    chunk: Chunk, everyone: Mentions, cue: CueEntry | None, blames: bool, phrase: bool, accused: bool
) -> list[tuple[Mention, str]]:
    """Whom the cue itself is against: the head of what it blames or rejects, the one it calls names, the subject of a
    complaint."""
    if cue is None:
        return []
    actors = named(chunk, everyone)
    if blames and not accused and not (CLAIMS & set(chunk.words[:6]) and "that" in chunk.words[:8]):
        return [(a.mention, f"what the cue blames: {cue.lemma}") for a in _heads(chunk, actors)]
    if cue.act in ("deny", "criticise"):
        rejected = _claimant(chunk, actors)
        if rejected:
            return [(a.mention, "whose claim is rejected") for a in rejected]
    if (asked := demanded_of(chunk, actors, cue)) is not None:
        return [(asked.mention, f"of whom it is demanded: {cue.lemma}")]
    if cue.act == "urge" and phrase:
        asked_from = [a for a in actors if chunk.words[a.first - 1 : a.first] == ["from"] and 1 < a.first <= HEAD_REACH]
        if asked_from:
            return [(asked_from[0].mention, f"from whom it is demanded: {cue.lemma}")]
    if phrase and cue.stance == "oppose" and not accused and chunk.words[:1] != ["to"]:
        return [(a.mention, f"what the cue is against: {cue.lemma}") for a in _heads(chunk, actors)]
    if "Predicative" in cue.complements and actors:
        first = _heads(chunk, actors)[:1]
        if first and any(w.role(CALLED) and not w.negated and w.first > first[0].last for w in chunk.stance_words):
            return [(first[0].mention, f"called names: {cue.lemma}")]
    return []


def _heads(chunk: Chunk, actors: list[Named], start: int = 0) -> list[Named]:
    """The actor a phrase is about, with those joined to it: "X and Y", "X's plan", "the decision of X"."""
    words = chunk.words
    found: list[Named] = []
    for actor in actors:
        between = words[found[-1].last + 1 : actor.first] if found else words[start : actor.first]
        if found and not found[-1].owner:
            if set(between) <= {"and", ",", "the", "or", "both"} and between:
                found.append(actor)
                continue
            break
        if (
            found
            or len(between) > HEAD_REACH
            or any(w in CUTS or w == "," or (w in PREPOSITIONS and w not in ("of", "by", "from")) for w in between)
        ):
            break
        found.append(actor)
    return found


def _claimant(chunk: Chunk, actors: list[Named]) -> list[Named]:
    """Whose claim or offer a phrase names: "rejected a warning from X", "dismissed X's accusations"."""
    for k in range(min(8, len(chunk.words))):
        if chunk.words[k] in _CLAIMS:
            owner = [a for a in actors if a.owner and 0 < k - a.last <= 4]
            after = [
                a for a in actors if chunk.words[k + 1 : k + 2] in (["from"], ["by"], ["of"]) and k < a.first <= k + 5
            ]
            people = [a for a in after if a.mention.actor.kind == "person"]
            return (owner or people or after)[:1]
    return []


def shortfall(chunks: list[Chunk], mentions: Mentions, voice: Voice) -> bool:
    """Whether the content says that somebody else does too little, or wrong."""
    for chunk in chunks:
        actors = named(chunk, mentions)
        for n, why in blamed(chunk, actors, voice).items():
            if "fault" in why and not is_self(actors[n].mention, voice):
                return True
        for word in chunk.stance_words:
            if word.role(("Shortfall",)):
                mention = _before(chunk, word.first, mentions)
                if mention is not None and not is_own(mention, voice):
                    return True
    return False


def _before(chunk: Chunk, k: int, mentions: Mentions) -> Mention | None:
    """The actor that stands as subject close before a word."""
    for n in range(k - 1, max(-1, k - 6), -1):
        if chunk.words[n] in CUTS or chunk.words[n] in FIRST_PERSON:
            return None
        mention = mentions.at.get(chunk.tokens[n])
        if mention is not None:
            first = n
            while first and mentions.at.get(chunk.tokens[first - 1]) is mention:
                first -= 1
            if chunk.words[first - 1 : first] and chunk.words[first - 1] in PREPOSITIONS:
                continue
            return None if chunk.words[n + 1 : n + 2] == ["'s"] else mention
    return None


def _speaks_for_itself(chunk: Chunk, word: Word, mentions: Mentions, voice: Voice) -> bool:
    """Blame counts where no other actor is its subject and it is not a mere question."""
    if "whether" in chunk.words[: word.first]:
        return False
    for n in range(word.first - 1, -1, -1):
        if chunk.words[n] in CUTS:
            break
        mention = mentions.at.get(chunk.tokens[n])
        if mention is not None:
            first = n
            while first and mentions.at.get(chunk.tokens[first - 1]) is mention:
                first -= 1
            before = chunk.words[first - 1] if first else ""
            if before in PREPOSITIONS or (before == "the" and first > 1 and chunk.words[first - 2] in PREPOSITIONS):
                continue
            return is_own(mention, voice)
    return voice.holder


def _object(chunk: Chunk, word: Word, mentions: Mentions, voice: Voice, told: set[str]) -> Mention | None:
    reach = 6 if word.role(("Blame",)) else 3  # "press X to": the object stands right behind
    for n in range(word.last + 1, min(word.last + reach, len(chunk.words))):
        token = chunk.words[n]
        if token in CUTS or token in (",", "from"):
            return None
        mention = mentions.at.get(chunk.tokens[n])
        if mention is not None and not (token in ("it", "them", "him", "her") and is_own(mention, voice)):
            return mention
        if token in ("it", "them", "him", "her"):
            for k in range(n - 1, -1, -1):
                earlier = mentions.at.get(chunk.tokens[k])
                if earlier is not None and not is_own(earlier, voice) and earlier.actor.name not in told:
                    return earlier
            return None
    return None


def _met(chunk: Chunk, word: Word) -> bool:
    """Whether the threat is something the saying means to meet: a word of help, or of halting, shortly before it."""
    return any(
        w.role(("Benefit", "Halting")) and not w.negated and 0 < word.first - w.last <= 8 for w in chunk.stance_words
    )


def _owner(chunk: Chunk, word: Word, mentions: Mentions) -> Mention | None:
    for n in range(word.first - 1, max(-1, word.first - 7), -1):
        mention = mentions.at.get(chunk.tokens[n])
        if mention is not None:
            return mention
    for n in range(word.last + 1, min(word.last + 5, len(chunk.words))):
        if chunk.words[n] in ("of", "from", "by", "posed", "the"):
            continue
        return mentions.at.get(chunk.tokens[n])
    return None
