"""The words a topic is the object of, multiplied outwards: not x abandon x resume the talks = support.

(Polarity composition after Moilanen and Pulman, RANLP 2007; reduced to one chain per topic.)
"""

from __future__ import annotations

from extract.interpret.chunks import Chunk, Word
from extract.interpret.evidence import SIGN, Scope
from extract.interpret.topic import TopicHit
from extract.interpret.words import CLAUSE_ENDS, CONTRASTS, COURSES, INTENTIONS, word_set

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
#: what is to be dealt with, not wished for, where a topic names it: "the dam issue"
_UNSETTLED = word_set("issue question matter problem row dispute crisis controversy")
_OBJECT_ROLES = word_set("Halting Promoting Approval Wish Rejection Blame")
#: tokens a governing word may stand before its topic
REACH = 22


def chain(scope: Scope, hit: TopicHit) -> tuple[int, list[Word], bool]:
    """(sign, governing words inside out, blocked) of a topic from the words it is the object of."""
    chunk = scope.chunk
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
            if used or not are_joined(chunk, other, hit):
                break
            k = other.first - 1
            continue
        word = _governing(chunk, k)
        if word is not None:
            entry = word.role(_OBJECT_ROLES) or word.role(("Necessity",))
            if entry is None:
                if before and word.role(("Denial",)):
                    if not (used and used[-1].role(("Halting",)) and chunk.words[word.last] in INTENTIONS):
                        return 1, [], True
                    sign = -sign  # "no plan to withdraw it"
                    used.append(word)
                if before and word.role(("Harm", "Benefit", "Aim")) and not used and _verbal(chunk, word):
                    return 1, [], True
                if before and word.role(("Excess", "Futility")):
                    return 1, [], True
            elif before and entry.role == "Wish" and word.first and chunk.words[word.first - 1] == "no":
                return 1, [], True  # "has received no request to": nobody wished
            elif own_object and entry.role in ("Halting", "Promoting"):
                break
            elif before or (
                entry.role == "Promoting" and word.first <= hit.first + 1 and not _trailing(chunk, word, hit)
            ):
                sign *= -1 if SIGN[entry.polarity] < 0 else 1
                sign *= -1 if word.negated else 1
                used.append(word)
            k = word.first - 1
            continue
        token = chunk.words[k]
        if before:
            if token == "whether":
                return 1, [], True  # "to decide whether to go on" takes no side
            if token in CLAUSE_ENDS or token in ("which", "who", "until") or token in CONTRASTS:
                break
            kept_from = token == "from" and _stopped(chunk, k)
            if (token in ("and", "or", ",") and used) or (token in _ASIDE and not used and not kept_from):
                break
            if token == "that" and k and chunk.words[k - 1] in ("and", ","):
                break  # another clause: "would not join the pact, and that the dam"
            if token == "for" and not used and _governing(chunk, k - 1) is None and chunk.words[k - 1] not in _SERVES:
                own_object = True
            if (
                token in _ABOUT
                and not used
                and not scope.against
                and not _towards(chunk, k)
                and chunk.words[k - 1] not in ("and", "or")
            ):
                return 1, [], True
        k -= 1
    if (
        used
        and all(w.role(("Wish",)) for w in used)
        and not _UNSETTLED.isdisjoint(chunk.words[hit.last : hit.last + 2])
    ):
        return 1, [], True  # "hoped they would deal with the dam issue": no wish for the dam
    if not any(w.first >= hit.first for w in used) and _negated_verb(chunk, hit):
        sign = -sign
    if (end := _end(chunk, hit)) is not None:
        sign = -sign
        used.append(end)
    return sign, used, False


def _stopped(chunk: Chunk, k: int) -> bool:
    """Whether somebody is kept from doing what follows "from" at token k: "would stop it from filling the dam"."""
    near = (chunk.ending.get(n) for n in range(k - 1, max(-1, k - 5), -1))
    return any(word is not None and word.role(("Halting",)) for word in near)


def _end(chunk: Chunk, hit: TopicHit) -> Word | None:
    """The word behind a topic's possessive that brings it to an end: "the treaty's (sudden) demise"."""
    if chunk.words[hit.last + 1 : hit.last + 2] != ["'s"]:
        return None
    near = (w for w in chunk.stance_words if hit.last + 2 <= w.first <= hit.last + 3)
    return next((w for w in near if w.role(("Halting",))), None)


def _governing(chunk: Chunk, k: int) -> Word | None:
    """The stance word that ends at a token, save one that only tells an actor's fault: it governs nothing."""
    word = chunk.ending.get(k)
    return None if word is None or all(e.role == "Fault" for e in word.entries) else word


def are_joined(chunk: Chunk, a: TopicHit, b: TopicHit) -> bool:
    between = chunk.words[a.last + 1 : b.first]
    return len(between) <= 7 and ("and" in between or "or" in between) and not any(w in CONTRASTS for w in between)


def _towards(chunk: Chunk, k: int) -> bool:
    """Whether talks are on doing a thing: "consultations on placing the battery", "on the possibility of"."""
    after = chunk.words[k + 1 : k + 3]
    return chunk.words[k] == "on" and any((w.endswith("ing") and len(w) > 5) or w == "possibility" for w in after)


def _negated_verb(chunk: Chunk, hit: TopicHit) -> bool:
    """A topic named by its verb, under a negation: "not to lay pipes", "will not lay pipes"."""
    words = chunk.words
    before = words[max(0, hit.first - 2) : hit.first]
    return hit.how == "keywords" and (
        (before[-1:] == ["to"] and before[0] in ("not", "never")) or before[-1:] == ["not"]
    )


def _verbal(chunk: Chunk, word: Word) -> bool:
    if chunk.words[word.last].endswith(("tion", "sion", "ment", "ence", "ity")):
        return False  # "condemned the provocation over the dam": a noun governs nothing
    return chunk.words[word.first] not in ("useful", "helpful", "effective", "positive", "constructive")


def _trailing(chunk: Chunk, word: Word, hit: TopicHit) -> bool:
    """A participle after the thing inside a hit ("a system deployed in …") governs nothing."""
    return word.first > hit.first and chunk.words[word.first].endswith("ed")
