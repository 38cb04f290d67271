"""Where a source begins and ends, without a parser: walk from the cue until something cannot belong to a noun phrase.

Each walk returns a half-open pair of token indexes, or None. A source keeps its apposition ("Sergey Lavrov, Russian
Minister of Foreign Affairs") and a relative clause between commas; time words, verbs and clause openers end it.
"""

from __future__ import annotations

from extract.attribute.english import (
    ADVERBS,
    AUXILIARIES,
    COMMON_VERBS,
    COORDINATORS,
    DETERMINERS,
    NEGATIONS,
    NOUN_PREPOSITIONS,
    NUMBERS,
    OBJECT_PRONOUNS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    WEEKDAYS,
)
from extract.attribute.tokens import QUOTED, Sentence

#: longest apposition or relative clause, in tokens, between a source and its cue
APPOSITION = 28
#: longest relative clause without commas, in tokens
DEFINING = 14
#: longest noun phrase, in tokens: a longer one is a misread clause
LONGEST = 22

_RELATIVES = frozenset(("who", "whom", "whose", "which", "where"))
#: participles that tell something of their own: "the vote was void, saying …"
_TELLING = frozenset("saying adding warning noting arguing stressing insisting claiming calling urging".split())
_PUNCTUATION = frozenset("()[]:;.!?—–-,…/")
_DAY_PARTS = frozenset(
    """late early last this earlier later morning afternoon evening night week month year yesterday today""".split()
)
_STOP_LEFT = (
    SUBORDINATORS
    | AUXILIARIES
    | COMMON_VERBS
    | SUBJECT_PRONOUNS
    | frozenset(("--", "...", QUOTED, "to", "please"))
    | _PUNCTUATION
)
_NOT_NOUN = _STOP_LEFT | COORDINATORS | PREPOSITIONS | ADVERBS | OBJECT_PRONOUNS | NEGATIONS


#: determiners that stand for a noun phrase of their own, and those that stand before another determiner
_ALONE = frozenset("this that these those some many others both most all one none".split())
_QUANTIFIERS = frozenset("all both many most some one half".split())
_MARKS = frozenset(("'s", ",", "-", "'", "’", "/", ".", "&"))


def is_adverb(word: str) -> bool:
    return word in ADVERBS or (
        len(word) > 4
        and word.endswith("ly")
        and word
        not in (
            "family",
            "italy",
            "july",
            "assembly",
            "ally",
            "reply",
            "supply",
            "monthly",
            "daily",
            "weekly",
            "anomaly",
            "homily",
            "bully",
            "folly",
            "rally",
            "tally",
        )
    )


def noun_like(s: Sentence, i: int) -> bool:
    """Whether token i can be a noun, adjective or name."""
    low = s.low[i]
    if low in _NOT_NOUN or low in DETERMINERS or low in POSSESSIVES:
        return False
    return low[0].isalnum() and not (is_adverb(low) and s.words[i][0].islower())


#: who is somebody "to the Union"
_SENT = frozenset(
    """ambassador ambassadors envoy envoys representative representatives mission delegation delegate adviser advisor
    aide secretary observer nuncio emissary liaison commissioner""".split()
)
_PERSONS = frozenset(("he", "she", "they", "we", "i"))
#: party and state behind a lawmaker's name: "Sen. Ann Roe, R-Mont., a lawyer, said"
_SEATS = frozenset(("R-", "D-", "I-"))
_UNNAMED = frozenset(("named", "identified", "quoted"))


def subject_left(s: Sentence, verb: int, floor: int = 0, verbs: frozenset[str] = frozenset()) -> tuple[int, int] | None:
    """The noun phrase that ends right before token ``verb`` (first of the verb group), not reaching below ``floor``.

    ``verbs`` are further words that end a noun phrase (the cue verbs themselves, in their finite forms).
    """
    j = verb - 1
    if j < floor:
        return None
    low = s.low
    while j > floor and (low[j] in WEEKDAYS or low[j] in _DAY_PARTS):
        # "China on Friday urged": a day between subject and verb
        k = j
        while k > floor and (low[k] in TIME_WORDS or low[k] in _DAY_PARTS):
            k -= 1
        if low[k] in ("on", "in", "over", "during") or low[k] == "the":
            k -= 1 + (low[k] == "the" and low[k - 1] in PREPOSITIONS)
        elif low[k] == "," or low[k] in PREPOSITIONS:
            break
        if k > floor and low[k] == "," and (found := subject_left(s, k + 1, floor, verbs)):
            return found  # "Lind, a Republican, on Wednesday said"
        if k < floor or low[k] in (",", QUOTED):
            break
        j = k
    if low[j] in _UNNAMED and low[j - 2 : j] == ["to", "be"]:
        # "an official who asked not to be named said"
        who = next((k for k in range(j - 3, max(floor, j - 9), -1) if low[k] == "who"), None)
        head = _np_left(s, who - 1, floor, verbs) if who is not None and who > floor else None
        if head:
            return (head[0], j + 1)
    if (whose := _defined(s, j, floor, verbs)) is not None:
        return whose
    if low[j] in (")", "]"):
        opening = "(" if low[j] == ")" else "["
        k = j
        while k >= floor and low[k] != opening:
            k -= 1
        inner = _np_left(s, k - 1, floor, verbs) if k > floor else None
        return (inner[0], j + 1) if inner else None
    if low[j] == ",":
        comma = j - 1
        while comma >= floor and low[comma] != "," and j - comma <= APPOSITION:
            if low[comma] in ";:" or low[comma] == QUOTED:
                return None
            comma -= 1
        if comma <= floor or low[comma] != "," or j - comma < 2:
            return None
        inside = low[comma + 1]
        if inside not in _RELATIVES | {"asked"} and not _is_apposition(s, comma + 1, j, verbs):
            return None
        head = _np_left(s, comma - 1, floor, verbs)
        return (_named_before(s, head[0], floor, verbs), j) if head else None
    if low[j] in ("who", "which"):
        k = j - 1
        if k >= floor and low[k] == ",":
            k -= 1
        return _np_left(s, k, floor, verbs)
    if low[j] in SUBJECT_PRONOUNS:
        return (j, j + 1)
    return _np_left(s, j, floor, verbs)


def _named_before(s: Sentence, start: int, floor: int, verbs: frozenset[str]) -> int:
    """Where a source begins that holds an apposition within its apposition, or two names with one each: "Roe, head of
    the Dam Board, a lobby, said", "Roe, head of the Board, and Moe, its founder, said"."""
    low, words = s.low, s.words
    small = words[start][0].islower() or words[start].isdigit()  # "Ann Roe, 54, a teacher, said"
    lower = small and low[start] not in DETERMINERS and low[start] not in POSSESSIVES
    seat = words[start][:2] in _SEATS or (words[start] in ("R", "D", "I") and words[start + 1 : start + 2] == ["-"])
    if start - 2 > floor and low[start - 1] == "," and (lower or seat):
        name = _np_left(s, start - 2, floor, verbs)
        return name[0] if name and words[start - 2][0].isupper() else start
    if start - 2 > floor and low[start - 1] == "," and words[start][0].isupper() and words[start - 2][0].islower():
        post = _np_left(s, start - 2, floor, verbs)  # "A street vendor, Ann Roe, listening at the gate, said"
        return post[0] if post and post[0] == floor else start
    if start - 3 > floor and low[start - 2 : start] == [",", "and"] and words[start][0].isupper():
        other = subject_left(s, start - 1, floor, verbs)
        if other and words[other[0]][0].isupper() and (other[0] == floor or low[other[0] - 1] == QUOTED):
            return other[0]
    return start


def _defined(s: Sentence, j: int, floor: int, verbs: frozenset[str]) -> tuple[int, int] | None:
    """A source with its relative clause up to token j: "an official who was not authorised to speak on record"."""
    for k in range(j - 1, max(floor, j - DEFINING), -1):
        if s.low[k] in _PUNCTUATION or s.low[k] == QUOTED or (s.low[k] in SUBORDINATORS and s.low[k] != "who"):
            return None
        if s.low[k] == "who":
            head = _np_left(s, k - 1, floor, verbs) if s.low[k + 1] in AUXILIARIES else None
            return (head[0], j + 1) if head else None
    return None


def _is_apposition(s: Sentence, a: int, b: int, verbs: frozenset[str]) -> bool:
    """Between two commas: a description, an age, a place or a title, not a clause of its own."""
    if s.low[a] in SUBORDINATORS and s.low[a] not in _RELATIVES:
        return False
    if s.low[a] in COORDINATORS or s.low[a] in SUBJECT_PRONOUNS:
        return False
    if s.low[a].endswith("ing") and s.words[a][0].islower() and a + 1 < b:
        return s.low[a] not in _TELLING  # "Roe, opening the debate, said"
    if s.low[a] in ("asked", "speaking", "quoted"):
        return True
    relative = not _RELATIVES.isdisjoint(s.low[a:b])
    return relative or not any(
        w in AUXILIARIES or ((w in verbs or w in COMMON_VERBS) and s.words[a + n][0].islower())
        for n, w in enumerate(s.low[a:b])
    )


def _np_left(s: Sentence, j: int, floor: int, verbs: frozenset[str]) -> tuple[int, int] | None:
    """The noun phrase that ends with token j, read leftwards."""
    low, words = s.low, s.words
    end = j + 1
    if j < floor or low[j] in COORDINATORS:
        return None
    if low[j] in SUBJECT_PRONOUNS or low[j] in _ALONE:
        return (j, end) if low[j] not in ("which", "that") else None
    if low[j] in OBJECT_PRONOUNS and low[j - 1] == "of" and j - 2 >= floor and low[j - 2] in _QUANTIFIERS | NUMBERS:
        return j - 2, end  # "one of them"
    i, start = j, end
    while i >= floor and end - i <= LONGEST:
        w = low[i]
        if w in ("'s", "'", "’", "&", "-", "/") or (w == "." and words[i - 1][0].isupper()):
            start = i
        elif w == "that" and start < end and (words[start][0].isupper() or low[start].endswith("s")):
            break
        elif w in DETERMINERS or w in POSSESSIVES:
            start = i
            if not _is_complement(s, i, floor):
                if i - 1 >= floor and low[i - 1] in _QUANTIFIERS:
                    start = i - 1
                if not (i - 1 > floor and low[i - 1] in COORDINATORS and _joins_names(s, i - 1, floor)):
                    break  # else "South Korea and the United States": on to the name before
        elif w in PREPOSITIONS and (words[i][0].islower() or not i):  # but "Per Lind"
            if start == end or not _joins_nouns(s, i, floor, verbs):
                break
        elif w in COORDINATORS and i > floor and low[i - 1] in _PERSONS and words[i + 1][0].isupper():
            start = i - 1  # "she and Roe"
            break
        elif w in COORDINATORS:
            if not (_joins_names(s, i, floor) or _joins_posts(s, i, end, floor) or _joins_titled(s, i, end, floor)):
                break
        elif w == ",":
            if not _lists_names(s, i, (start, end), floor):
                break
        elif i > floor and w in COMMON_VERBS and words[i][0].isupper() and words[i - 1][0] != ",":
            start = i  # "the Left Party": a name
        elif w in _STOP_LEFT or w in OBJECT_PRONOUNS or (_is_time(s, i) and not (start < end and low[start] == "'s")):
            break
        elif words[i][0].islower() and ((w in verbs and start < end) or is_adverb(w)):
            if not (w in verbs and i - 1 >= floor and _is_modifier(s, i, start)):
                break
            start = i
        else:
            start = i
        i -= 1
    while start < end and (
        (low[start] in PREPOSITIONS and (words[start][0].islower() or not start))
        or low[start] in COORDINATORS
        or low[start] in _MARKS
    ):
        start += 1
    if start >= end or not any(noun_like(s, k) for k in range(start, end)):
        return None
    return start, end


def _is_complement(s: Sentence, i: int, floor: int) -> bool:
    """Whether the determiner at i begins what belongs to a noun before: "the envoy to |the council"."""
    low = s.low
    return (
        i - 2 >= floor
        and low[i - 1] in NOUN_PREPOSITIONS
        and (low[i - 1] != "to" or low[i - 2] in _SENT)
        and noun_like(s, i - 2)
        and low[i - 2] not in TIME_WORDS
    )


def _joins_nouns(s: Sentence, i: int, floor: int, verbs: frozenset[str]) -> bool:
    """Whether the preposition at i hangs on a noun before it: "the head |of Norland's navy"."""
    low = s.low
    if low[i] not in NOUN_PREPOSITIONS or i - 1 < floor or not noun_like(s, i - 1) or low[i - 1] in TIME_WORDS:
        return False
    return not (low[i - 1] in verbs and s.words[i - 1][0].islower())


def _lists_names(s: Sentence, i: int, found: tuple[int, int], floor: int) -> bool:
    """Whether the comma at i stands in a list of names: "Japan|, South Korea and China"."""
    start, end = found
    return (
        start < end
        and s.words[start][0].isupper()
        and i - 1 >= floor
        and s.words[i - 1][0].isupper()
        and "and" in s.low[start:end]
        and s.low[i - 1] not in TIME_WORDS
    )


def _is_modifier(s: Sentence, i: int, start: int) -> bool:
    """Whether the verb form at i stands before a noun: "the |proposed pact", "Norland's |ruling party"."""
    before = s.low[i - 1]
    return (
        before in DETERMINERS
        or before in POSSESSIVES
        or before == "'s"
        or (s.words[i - 1][0].isupper() and s.low[start] in ("'s", "by", "of"))
    )


def _joins_names(s: Sentence, i: int, floor: int) -> bool:
    """Whether "and" at i joins two sources: both sides names, or both plain plurals with the same kind of start."""
    if i - 1 < floor or i + 1 >= len(s):
        return False
    left, right = s.words[i - 1], s.words[i + 1]
    if s.low[i] not in ("and", "or", "nor"):
        return False
    if s.low[i - 1] in TIME_WORDS or not noun_like(s, i - 1):
        return False
    if left[0].isupper() and (right[0].isupper() or s.low[i + 1] in DETERMINERS or s.low[i + 1] in POSSESSIVES):
        return True
    return (
        left[0].islower()
        and right[0].islower()
        and s.low[i - 1].endswith("s")
        and s.low[i + 1] not in DETERMINERS
        and noun_like(s, i + 1)
    )


def _joins_posts(s: Sentence, i: int, end: int, floor: int) -> bool:
    """Whether "and" at i joins two posts of one person: "the senator and former mayor", which opens its clause."""
    if s.low[i] != "and" or not s.words[end - 1].islower() or not all(noun_like(s, k) for k in range(i + 1, end)):
        return False
    k = i - 1
    while k > floor and noun_like(s, k):
        k -= 1
    return (
        k < i - 1
        and s.words[i - 1].islower()
        and s.low[k] in ("the", "a", "an")
        and (k == floor or s.low[k - 1] in (",", QUOTED))
    )


def _joins_titled(s: Sentence, i: int, end: int, floor: int) -> bool:
    """Whether "and" at i joins a name and one with a title in small letters, which open their clause: "Foreign Minister
    Ann Roe and trade commissioner Bea Moe"."""
    if s.low[i] != "and" or i - 2 < floor or not (s.words[i - 1][0].isupper() and s.words[end - 1][0].isupper()):
        return False
    if s.words[i + 1][0].isupper() or not all(noun_like(s, k) for k in range(i + 1, end)):
        return False
    k = i - 1
    while k > floor and (noun_like(s, k) or s.low[k] in DETERMINERS or s.low[k] in ("'s", "of")):
        k -= 1
    return k == floor or s.low[k] in (",", QUOTED)


def _post(s: Sentence, i: int) -> bool:
    """Whether a bare noun phrase in small letters goes from token i to the next mark."""
    first = i
    while i < len(s) and noun_like(s, i) and s.words[i].islower():
        i += 1
    return first < i < len(s) and s.low[i] in (",", ".", QUOTED)


def _is_time(s: Sentence, i: int) -> bool:
    """Whether a word tells a time: not the "TODAY" of a paper's name in capitals."""
    in_name = s.words[i].isupper() and i > 0 and s.words[i - 1].isupper() and any(w.islower() for w in s.words)
    return s.low[i] in TIME_WORDS and not in_name


def phrase_right(
    s: Sentence,
    k: int,
    verbs: frozenset[str] = frozenset(),
    *,
    apposition: bool = True,
    prepositions: frozenset[str] = NOUN_PREPOSITIONS - {"on", "to", "with", "among", "between"},
) -> tuple[int, int] | None:
    """The noun phrase that starts at token k: a source after its cue ("said Wang Yi, the minister"), an addressee."""
    n = len(s)
    low, words = s.low, s.words
    if k >= n:
        return None
    if (low[k] in SUBJECT_PRONOUNS or low[k] in OBJECT_PRONOUNS) and not (
        low[k] == "her" and k + 1 < n and noun_like(s, k + 1)
    ):
        return k, k + 1
    i = k
    if low[i] in ("both", "all", "some", "many", "most"):
        i += 1
    if i < n and (low[i] in DETERMINERS or low[i] in POSSESSIVES):
        i += 1
    first = i
    while i < n and i - k <= LONGEST:
        w = low[i]
        if w in ("'s", "'", "’", "&", "/"):
            i += 1
        elif (
            w in prepositions
            and i > first
            and i + 1 < n
            and not (low[i + 1].endswith("ing") and words[i + 1][0].islower())
            and (noun_like(s, i + 1) or low[i + 1] in DETERMINERS or low[i + 1] in POSSESSIVES)
            and low[i + 1] not in TIME_WORDS
        ):
            i += 1
            if low[i] in DETERMINERS or low[i] in POSSESSIVES:
                i += 1
        elif (
            w in ("and", "or")
            and i + 1 < n
            and i > first
            and words[i - 1][0].isupper()
            and (words[i + 1][0].isupper() or low[i + 1] in DETERMINERS)
        ):
            i += 1
            if low[i] in DETERMINERS:
                i += 1
        elif w == "and" and low[k] in ("the", "a", "an") and i > first and words[i - 1].islower() and _post(s, i + 1):
            i += 1
        elif w == "(" and ")" in low[i : i + 6]:
            i += low[i : i + 6].index(")") + 1
        elif w in WEEKDAYS and first == i > k and i + 1 < n and words[i + 1].islower() and noun_like(s, i + 1):
            i += 1  # "a Sunday newspaper"
        elif not noun_like(s, i) or _is_time(s, i) or (words[i][0].islower() and w in verbs and i > first):
            break
        else:
            i += 1
    if i == first:
        return None
    end = i
    if apposition and i + 1 < n and low[i] == ",":
        stop = i + 1
        while stop < n and low[stop] not in (",", ".", ";", "!", "?", QUOTED) and stop - i <= APPOSITION:
            stop += 1
        opener = low[i + 1]
        if opener in ("who", "whose") or (
            (opener in DETERMINERS or noun_like(s, i + 1) or opener in POSSESSIVES)
            and not (opener.endswith("ing") and words[i + 1][0].islower())
            and opener not in TIME_WORDS
            and _is_apposition(s, i + 1, stop, verbs)
            and (stop >= n or low[stop] in (",", ".", ";", "!", "?"))
        ):
            end = stop
    return k, end
