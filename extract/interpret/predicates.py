"""What is said of a topic as a subject: "the dam threatens farmers", "won't resolve the problem"."""

from __future__ import annotations

from extract.interpret.chunks import Chunk, Word
from extract.interpret.evidence import SIGN, Scope
from extract.interpret.references import antecedent
from extract.interpret.topic import TopicHit
from extract.interpret.voice import is_own
from extract.interpret.words import (
    BE,
    CLAUSE_ENDS,
    CONTRASTS,
    DEFINITE,
    DEONTIC,
    FIRST_PERSON,
    NEEDS,
    OPPOSITION,
    PREPOSITIONS,
    THINGS,
    word_set,
)
from ontology.knowledge import StanceEntry

_GOING = frozenset({"go ahead", "proceed", "continue"})
_WILL = word_set("will would 'll shall should must")
_ANYBODY = word_set("no any third nobody anybody anyone other others")
_MERELY = word_set("just only merely simply")
_MAY = word_set("would could might may will 'd wouldn't won't")
_ABLE = word_set("can cannot can't could couldn't will won't would wouldn't")
_STRIVING = word_set("Wish Promoting")
_ASKING = word_set("Wish Necessity Approval")
_UNTRUE = frozenset({"Denial"})
SUBJECT_ROLES = word_set("Harm Aim Excess Futility Benefit Necessity Consequence")


def predicate(
    scope: Scope, word: Word, foreign: set[int], chains: dict[int, tuple[int, list[Word], bool | None]]
) -> None:
    """What a word says of its subject."""
    chunk = scope.chunk
    if _conceded(chunk.words, word.first):
        return
    entry = word.role(SUBJECT_ROLES)
    if entry is None and not OPPOSITION.isdisjoint(chunk.words[: word.first]):
        entry = word.role(_UNTRUE)  # "their objections to the dam are baseless"
    if entry is None:
        entry = _passive(scope, word)
        if entry is None:
            return
    if entry.role in ("Harm", "Aim", "Benefit") and _suffers(chunk, word, entry):
        return
    sign = -1 if entry.role in _UNTRUE else SIGN[entry.polarity]
    if entry.role == "Aim" and not _own_object(scope, word):
        if not _denied(chunk, word) or (not _anybody(chunk, word) and "but" in chunk.words[word.last : word.last + 9]):
            return  # "not aimed at the rebels but at us" is no defence
    if entry.role == "Necessity" and (_lacks(chunk, word) or _exceeded(chunk, word)):
        return
    if _denied(chunk, word):
        # "does not threaten you", "is not aimed at you" defend the thing; "won't help" is against it
        sign = 0 if entry.role == "Consequence" else -sign
        if entry.role == "Harm" and not DEONTIC.isdisjoint(chunk.words[max(0, word.first - 5) : word.first]):
            return  # "should not hurt": a demand, no description
    if sign == 0:
        return
    needless = entry.role in ("Excess", "Futility") or (entry.role == "Necessity" and _denied(chunk, word))
    if needless and sign < 0 and _only_then(chunk, word):
        return
    subject = _subject(scope, word, entry)
    if subject is None:
        return
    if subject in chunk.hits:
        n = chunk.hits.index(subject)
        others = n in chains and chains[n][2] is not True and chunk.words[chains[n][1][-1].first] in OPPOSITION
        if n in foreign and not others:
            return
        if n in chains:
            _, used, _ = chains[n]
            first = used[-1].first
            gerund = chunk.words[first].endswith("ing") or (
                used[-1].entries[0].role in ("Halting", "Promoting") and chunk.words[used[-1].last] == "of"
            )
            if word in used:
                return
            if chunk.segment[first] == chunk.segment[word.first] and (others or (gerund and first <= 1)):
                sign *= chains[n][0]  # "criticism of the dam is unfair" is for the dam
                del chains[n]
    if subject.contrary:
        sign = -sign
    why = f"{chunk.words[word.first]} ({entry.role})"
    if _denied(chunk, word):
        why = "not " + why
    scope.result.roles.add(entry.role)
    scope.say(subject, sign, entry.role, word, why)


def _lacks(chunk: Chunk, word: Word) -> bool:
    """Whether the subject is in want of something ("the dam needs a permit"), not wanted itself ("is needed")."""
    k = word.first
    if chunk.words[k] not in NEEDS or not BE.isdisjoint(chunk.words[max(0, k - 3) : k]):
        return False
    return chunk.words[k + 1 : k + 2] not in (["to"], ["for"], [])


def _exceeded(chunk: Chunk, word: Word) -> bool:
    """Whether what is needed is what the thing goes beyond: "far beyond what the valley needs"."""
    return any(
        w.role(("Excess",)) and w.last < word.first and "what" in chunk.words[w.last + 1 : word.first]
        for w in chunk.stance_words
        if chunk.segment[w.first] == chunk.segment[word.first]
    )


def _denied(chunk: Chunk, word: Word) -> bool:
    """Whether a word is negated itself or by the wish before it: "never sought to hurt anybody"."""
    to = chunk.words[word.first - 1 : word.first] == ["to"]
    before = chunk.ending.get(word.first - 2 if to else word.first - 1)
    return word.negated or (before is not None and before.negated and before.role(_STRIVING) is not None)


def _only_then(chunk: Chunk, word: Word) -> bool:
    """Whether the word holds of another day: "would be needless once …" grants that it is needed now."""
    words = chunk.words
    return any(w in _MAY for w in words[max(0, word.first - 4) : word.first]) and any(
        w in ("if", "once", "when", "should") for w in words[word.last + 1 : word.last + 4]
    )


def _suffers(chunk: Chunk, word: Word, entry: StanceEntry) -> bool:
    """Whether the word is a passive, whose subject is the one harmed or helped: "could be destroyed"."""
    verb = chunk.words[word.first]
    if entry.role == "Aim" and word.last > word.first:
        return False  # "is aimed at"
    if verb == entry.lemma.split()[0] or verb.endswith(("ing", "s")):
        return False
    return any(w in BE for w in chunk.words[max(0, word.first - 2) : word.first])


def _passive(scope: Scope, word: Word) -> StanceEntry | None:
    """Halting or promoting in the passive, as a wish: "should be withdrawn", "we hope … can be resumed"."""
    entry = word.role(("Halting", "Promoting"))
    chunk = scope.chunk
    if entry is None or chunk.words[word.first].endswith("ing"):
        return None
    window = chunk.words[max(0, word.first - 3) : word.first]
    if not any(w in BE for w in window) and not (entry.lemma in _GOING and any(w in _WILL for w in window)):
        return None
    before = chunk.words[: word.first]
    if word.negated and scope.voice.holder and not _ABLE.isdisjoint(window):
        return entry
    future = any(w in ("will", "would", "'ll", "shall") for w in window)
    if future and scope.voice.holder and not chunk.conditional and not word.negated:
        return entry
    if any(w in DEONTIC or w in FIRST_PERSON for w in before) or any(
        w.role(("Wish", "Necessity")) or chunk.words[w.last] == "for"
        for w in chunk.stance_words
        if w.last < word.first and w.role(_ASKING)
    ):
        return entry
    return None


def _anybody(chunk: Chunk, word: Word) -> bool:
    """Whether the object is nobody in particular: "directed at no third country", "not aimed at anyone"."""
    after = chunk.words[word.last + 1 : word.last + 4]
    return any(w in _ANYBODY for w in after)


def _own_object(scope: Scope, word: Word) -> bool:
    """Whether what follows the word is the speaker's own side ("target us", "aimed at X" where X speaks)."""
    chunk = scope.chunk
    for k in range(word.last + 1, min(word.last + 6, len(chunk.words))):
        token = chunk.words[k]
        if token in ("us", "our", "it", "its", "me", "ours"):
            return True
        mention = scope.mentions.at.get(chunk.tokens[k])
        if mention is not None:
            return is_own(mention, scope.voice)
        if token in CLAUSE_ENDS:
            break
    return False


def _subject(scope: Scope, word: Word, entry: StanceEntry) -> TopicHit | None:
    """The topic a word is said of: in its own segment, else in those before, else what a pronoun stands for."""
    chunk = scope.chunk
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
        mine = [h for h in chunk.hits if h.first < limit and segment in (chunk.segment[h.first], chunk.segment[h.last])]
        mine = [h for h in mine if h.last < word.first] or [
            h for h in mine if h.first < word.first <= h.last and h.how != "label" and h.first < word.first - 1
        ]
        if mine:
            return _free(mine)
        lead = [w for w in chunk.words[start:limit] if w.isalpha() and w not in ("and", "or", "also", "then", "that")]
        lead = lead if start < limit else []
        opener = lead[0] if lead else None
        if opener in CONTRASTS and len(lead) > 1:
            opener = lead[1]
        pronoun = opener in THINGS
        if (
            opener is not None
            and not pronoun
            and start < word.first
            and _has_subject(scope, start, min(limit, word.first))
        ):
            return None
        if pronoun and not any(h.first < start for h in chunk.hits):
            topic = antecedent(scope, start)
            # "it has been decided … so as to improve": no thing is the subject
            if chunk.words[word.first - 2 : word.first] in (["as", "to"], ["order", "to"]):
                return None
            itself = scope.voice.collective and opener == "it" and entry.role in ("Benefit", "Consequence")
            if topic is None or itself:
                return None
            scope.result.inherits_subject = True
            return TopicHit(start, start, topic, "reference")
        limit = start
        segment -= 1
    return None


def _free(hits: list[TopicHit]) -> TopicHit:
    """Of several topics of a segment the first, a named one before one whose keywords lie far apart."""
    return next((h for h in hits if h.how != "keywords" or h.last - h.first <= 6), hits[0])


def _has_subject(scope: Scope, start: int, stop: int) -> bool:
    """Whether a segment names somebody or something of its own before the word."""
    chunk = scope.chunk
    for k in range(start, stop):
        if chunk.words[k] in FIRST_PERSON:
            return True
        if chunk.tokens[k] in scope.mentions.at and (k == start or chunk.words[k - 1] not in PREPOSITIONS):
            return True
    return any(w in DEFINITE for w in chunk.words[start : start + 2]) and chunk.words[start + 1 : start + 2] != ["fact"]


def _conceded(words: list[str], k: int) -> bool:
    """Whether token k stands between "not just/only" and "but", which concedes rather than claims."""
    opened = next((n for n in range(min(k + 1, len(words) - 1)) if words[n] == "not" and words[n + 1] in _MERELY), None)
    return opened is not None and "but" in words[k + 1 :] and "but" not in words[opened : k + 1]
