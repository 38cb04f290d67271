"""Where clauses, phrases and settings begin and end in a sentence, told by word order and closed word classes."""

from __future__ import annotations

from extract.attribute.cues import Hit, Lexicon
from extract.attribute.drafts import Draft
from extract.attribute.english import (
    AUXILIARIES,
    BE,
    COMMON_VERBS,
    COORDINATORS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    MONTHS,
    NEGATIONS,
    OBJECT_PRONOUNS,
    POSSESSIVES,
    PREPOSITIONS,
    REFLEXIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    WEEKDAYS,
)
from extract.attribute.noun_phrases import is_adverb, noun_like, phrase_right, subject_left
from extract.attribute.tokens import QUOTED, Sentence

#: a quotation of at most this many tokens, marked off by nothing else, is a scare quote
_SCARE = 5
#: tokens between the commas of an aside, at most
_ASIDE = 16
#: "but gave no details", "but did not say when"
_GIVES = frozenset("gave gives offered offers provided provides named names set made".split())
_WILLED = frozenset("would did could does".split())
_TOLD = frozenset("say give name elaborate specify disclose provide identify comment explain offer reveal".split())
#: tokens within which a verb of saying shows that ", as" tells what another says
BESIDE = 7
#: "a day later", "two weeks earlier"
_COUNTS = frozenset("a an one two three four five several".split())
#: "told the paper by telephone |", "said that night |"
_ASIDES = frozenset(
    [("by", means) for means in "telephone phone email e-mail letter video radio message text".split()]
    + [("that", time) for time in "day night evening morning week".split()]
)
_DAYS = frozenset(("today", "yesterday", "tonight"))
_UNITS = frozenset("hour day week month year".split())
_BESIDE_DAY = frozenset("earlier later ago before after".split())
#: after "and" these continue no infinitive
_GOES_ON = frozenset("would will could had has was were is".split())
_INDEFINITE = frozenset(
    """everybody everyone nobody anybody anyone somebody someone people many some others most nothing
    something""".split()
)


class Grammar:
    """What the rules ask of a sentence. ``cues`` is the lexicon, ``verbs`` its finite forms; tokens go by index."""

    def __init__(self, text: str, cues: Lexicon, verbs: frozenset[str]) -> None:
        self.text, self.cues, self.verbs = text, cues, verbs
        self.headline = False  #: whether the sentence at hand stands in a title or deck

    def group_start(self, s: Sentence, i: int) -> int:
        """First token of the verb group whose main verb stands at i: auxiliaries, adverbs, negations before it."""
        g = i
        while g > 0:
            w = s.low[g - 1]
            if (
                w in AUXILIARIES
                or (w in NEGATIONS and w != "no")
                or w == "to"
                or (is_adverb(w) and s.words[g - 1][0].islower())
                or w in REFLEXIVES
            ):
                g -= 1
            else:
                break
        # an adverb that opens the sentence belongs to nothing: "Earlier said"
        return g

    def agrees(self, s: Sentence, hit: Hit, source: tuple[int, int], group: list[str]) -> bool:
        """A bare form ("judge", "say") is a finite verb only after a plural, "they" or an auxiliary; else a noun."""
        if (
            hit.form != hit.entries[0].lemma
            or any(w in AUXILIARIES for w in group)
            or hit.form.split()[0] in ("put", "read", "set", "hit")
        ):
            return True
        last = s.low[source[1] - 1]
        if source[1] - source[0] == 1 and last in SUBJECT_PRONOUNS:
            return last in ("they", "we", "i", "you", "who")
        if "and" in s.low[source[0] : source[1]]:
            return True
        head = source[0]
        while head < source[1] and s.low[head] not in PREPOSITIONS and s.low[head] not in (",", "who"):
            head += 1
        plural = s.low[head - 1]
        if plural in self.verbs and source[1] - source[0] > 1:
            return False  # "Oslo denies report of a deal"
        return (
            (plural.endswith("s") and not plural.endswith(("ss", "'s")))
            or plural
            in ("people", "police", "many", "others", "some", "most", "both", "men", "women", "these", "those", "media")
            or (s.low[source[0]] == "the" and plural.endswith("ese"))
        )

    def last_wall(self, s: Sentence, g: int, floor: int) -> int:
        """Left end of the clause: after the last semicolon, colon, dash or folded quotation before g."""
        for k in range(g - 1, floor - 1, -1):
            if s.low[k] in (";", ":", "--", "—", "–", QUOTED, "…", "..."):
                return k + 1
        return floor

    def sentence_subject(self, s: Sentence, before: int) -> tuple[int, int] | None:
        """The first noun phrase of the sentence that a finite verb follows: the subject a participle leans on."""
        limit = min(before, len(s))
        for k in range(limit):
            w = s.low[k]
            if s.quote[k] is None and (
                w in AUXILIARIES or (w in self.verbs and s.words[k][0].islower()) or w in COMMON_VERBS
            ):
                if k and s.low[k - 1] in DETERMINERS:
                    continue
                found = subject_left(s, self.group_start(s, k), 0, self.verbs)
                if found:
                    return found
        first = 0
        while first < limit and (is_adverb(s.low[first]) or s.low[first] in COORDINATORS or s.low[first] == ","):
            first += 1
        if first >= limit or s.low[first] in PREPOSITIONS:
            return None
        found = phrase_right(s, first, self.verbs, apposition=False)
        if found and found[1] - found[0] > 2 and s.words[found[0]][0].isupper():
            stop = found[0] + 1  # "Trump shot back": a name ends where small letters begin
            while stop < found[1] and (s.words[stop][0].isupper() or s.low[stop] in (".", "'s")):
                stop += 1
            return found[0], stop
        return found

    def has_verb(self, s: Sentence, a: int, b: int) -> bool:
        """Whether tokens a to b can be a clause: a fronted adverbial ("On Friday, …") has no verb."""
        if b - a >= 9 or any(s.quote[a:b]):
            return True
        return any(
            w in AUXILIARIES
            or w in self.verbs
            or w in COMMON_VERBS
            or (w.endswith("ed") and len(w) > 4)
            or (w.endswith("s") and len(w) > 4)
            for w in s.low[a:b]
        ) and (s.low[a] == "that" or s.low[a] not in PREPOSITIONS | SUBORDINATORS)

    def clause_start(self, s: Sentence, end: int, floor: int) -> int:
        """Start of the clause that ends at token ``end``: the sentence, or after the last semicolon before which
        somebody else says something."""
        semicolon = next((k for k in range(end - 1, floor - 1, -1) if s.low[k] == ";"), None)
        return semicolon + 1 if semicolon is not None and self.cue_ahead(s, floor, semicolon) else floor

    def quote_clause_start(self, s: Sentence, quoted: int, floor: int) -> int:
        """Where the saying that ends in a quotation begins: `There is "no plan," he said` begins before the mark."""
        if quoted == floor or (quoted and s.low[quoted - 1] in (",", ":", ";", QUOTED)):
            return quoted
        start = quoted
        while start > floor and s.low[start - 1] not in (";", QUOTED):
            start -= 1
        return start

    def trailing_quote(self, s: Sentence, k: int) -> tuple[int, int] | None:
        """A second half of the quotation after the cue: `"No," he said, "never."`"""
        for q in range(k, len(s)):
            if s.quote[q] is not None:
                if any(w in self.verbs and w not in ("said",) for w in s.low[k:q]) or self.participle_ahead(s, k, q):
                    return None
                return (q, self.sentence_stop(s))
        return None

    def participle_ahead(self, s: Sentence, a: int, b: int) -> bool:
        """Whether a cue's participle opens behind a comma from token a to b: `he said, calling it "dead"`."""
        return any(
            s.low[q - 1] == "," and s.low[q].endswith("ing") and self.cues.verbs.at(s.low, q) for q in range(a + 1, b)
        )

    def sentence_stop(self, s: Sentence) -> int:
        """One past the last token that is no closing full stop or bracket."""
        n = len(s)
        while n > 1 and (s.low[n - 1] in (".", ")", ";", ":") or s.low[n - 1] == ","):
            n -= 1
        return n

    def past_name(self, s: Sentence, k: int, n: int) -> int | None:
        """The token after a name set off by commas that begins at token k's comma, or None where none does."""
        if s.low[k : k + 1] != [","]:
            return None
        q = k + 1
        while q < n and s.words[q][0].isupper():
            q += 1
        return q + 1 if k + 1 < q < n - 2 and s.low[q] == "," and s.low[q + 2] not in WEEKDAYS else None

    def comma_or_stop(self, s: Sentence, k: int) -> int:
        """The next comma from token k on, or where the sentence stops."""
        n = self.sentence_stop(s)
        return next((q for q in range(k, n) if s.low[q] == ","), n)

    def only_adjuncts(self, s: Sentence, k: int) -> bool:
        """Whether nothing but when, where and how follows from token k: the content then stood before."""
        n = self.sentence_stop(s)
        if k >= n or s.low[k] in ("!", "?", ";"):
            return True
        while k + 1 < n and is_adverb(s.low[k]):
            k += 1
        w = s.low[k]
        if w in ("that", "whether"):
            return False
        if (
            w == ","
            and k + 1 < n
            and (
                s.low[k + 1].endswith("ing")
                or s.low[k + 1] in ("who", "which", "while", "as", "but", "in", "after", "before", "according")
            )
        ):
            return True
        if w == "(" or (w == "the" and s.low[k + 1 : k + 2] == ["same"] and s.low[k + 2 : k + 3] != []):
            return True
        if (
            w in WEEKDAYS
            or w in MONTHS
            or w
            in (
                "yesterday",
                "today",
                "tonight",
                "late",
                "earlier",
                "here",
                "last",
                "recently",
                "again",
                "this",
                "later",
                "as",
                "when",
                "while",
                "after",
                "during",
                "before",
                "upon",
                "following",
                "at",
                "via",
                "by",
                "over",
            )
            or is_adverb(w)
        ):
            return w not in ("this",) or (k + 1 < n and s.low[k + 1] in TIME_WORDS)
        if w in ("in", "on", "to", "of", "with", "from", "about", "through", "for", "without"):
            return True
        if w == "and" and k + 1 < n and (self.cues.verbs.at(s.low, k + 1) is not None):
            return True
        return False

    def skip_adjuncts(self, s: Sentence, k: int) -> int:
        """Past when and how between a cue and its content: "said on Friday that", "told a briefing in Seoul:"."""
        low, n = s.low, len(s)
        start = k
        while k < n:
            w = low[k]
            late = w in ("late", "early") and low[k + 1 : k + 2] == ["on"]
            if late or (is_adverb(w) and s.words[k][0].islower()) or w in WEEKDAYS or w in _DAYS:
                k += 1
            elif (
                w in ("on", "last", "late", "early", "earlier", "this", "in", "since", "next", "by")
                and k + 1 < n
                and (
                    low[k + 1] in WEEKDAYS
                    or low[k + 1] in MONTHS
                    or low[k + 1]
                    in ("week", "month", "year", "day", "morning", "afternoon", "evening", "late", "early")
                    or (low[k + 1] == "the" and k + 2 < n and low[k + 2] in TIME_WORDS)
                )
            ):
                k += 2
            elif (w in MONTHS or w.isdigit()) and k > start:
                k += 1
            elif (w, "".join(low[k + 1 : k + 2])) in _ASIDES:
                k += 2
            elif (
                w in ("in", "at", "during", "on", "through", "via")
                and k + 2 < n
                and (
                    low[k + 1] in DETERMINERS
                    or low[k + 1]
                    in ("response", "reply", "remarks", "part", "twitter", "cnn", "conclusion", "english", "facebook")
                )
            ):
                stop = k + 1
                while (
                    stop < n
                    and stop - k <= 14
                    and low[stop] not in (",", ":", "that", ".", ";")
                    and s.quote[stop] is None
                    and low[stop] not in SUBJECT_PRONOUNS
                    and low[stop] not in AUXILIARIES
                ):
                    stop += 1
                if (
                    stop < n
                    and (
                        low[stop] in (":", "that")
                        or s.quote[stop] is not None
                        or (low[stop] in SUBJECT_PRONOUNS and low[stop] not in ("it", "who"))
                    )
                ) or (stop < n and low[stop] == "," and stop + 1 < n and (s.quote[stop + 1] is not None)):
                    k = stop
                else:
                    # the shortest phrase: preposition, determiner, words up to what can open a clause
                    short = k + 2
                    while short < n and noun_like(s, short) and s.words[short][0].islower() and short - k < 5:
                        short += 1
                    if (
                        low[k + 1] in ("a", "an", "response", "remarks")
                        and short < n
                        and (low[short] in DETERMINERS or s.words[short][0].isupper())
                        and low[short] not in MONTHS
                    ) or (
                        low[k + 1] in ("a", "an")
                        and short + 1 < n
                        and low[short] in ("on", "in")
                        and (low[short + 1] in WEEKDAYS or low[short + 1] in MONTHS)
                    ):
                        k = short
                    else:
                        break
            else:
                break
        return k

    def past_setting(self, s: Sentence, k: int, n: int) -> int:
        """Past a place and how much later it was: "in Port Alda |", "two days later |"; k where none stands there."""
        low, words = s.low, s.words
        while k + 1 < n:
            if low[k] in ("in", "at", "from", "near") and words[k + 1][0].isupper() and low[k + 1] not in MONTHS:
                k += 2
                while k < n and words[k][0].isupper() and low[k] not in SUBJECT_PRONOUNS:
                    k += 1
            elif low[k] in _COUNTS and low[k + 1].rstrip("s") in _UNITS and low[k + 2 : k + 3] != []:
                if low[k + 2] not in _BESIDE_DAY:
                    return k
                k += 3
            else:
                return k
        return k

    def quote_near(self, s: Sentence, k: int) -> int | None:
        """A folded quotation at k, behind a comma or colon."""
        if s.quote[k] is not None:
            return k
        if s.low[k] in (",", ":", "—", "–", "-", "--") and k + 1 < len(s) and s.quote[k + 1] is not None:
            return k + 1
        return None

    def that_ahead(self, s: Sentence, k: int, n: int) -> int | None:
        """A "that" ahead with no verb before it: "told lawmakers on Oct. 30 that", "said Friday in Seoul that"."""
        reach = 24 if s.low[k] in ("after", "during", "following", "at", "in", "on", "ahead") else 9
        for q in range(k, min(k + reach, n)):
            w = s.low[q]
            if w == "that":
                return (
                    q
                    if q > k
                    and s.low[q - 1] not in ("all", "the")
                    and self.bare_clause(s, q + 1, n)
                    and s.low[k] in PREPOSITIONS | frozenset((",",)) | TIME_WORDS
                    else None
                )
            if w in AUXILIARIES or w in SUBJECT_PRONOUNS or s.quote[q] is not None or w in self.verbs:
                return None
        return None

    def bare_clause(self, s: Sentence, k: int, n: int) -> bool:
        """Whether a clause can begin at k: a subject, then a finite verb within reach."""
        w = s.low[k] if k < n else ""
        setting = w in ("under", "in", "at", "despite", "after", "during") or counts(s, k)
        if not w or (w in PREPOSITIONS and not setting) or w in AUXILIARIES:
            return False
        if w in SUBJECT_PRONOUNS or w == "there":
            return True
        if w in OBJECT_PRONOUNS - POSSESSIVES:
            return False
        for q in range(k + 1, min(k + 22, n)):
            x = s.low[q]
            if (
                (x in AUXILIARIES and x not in ("'s",))
                or (x in self.verbs and s.words[q][0].islower())
                or x in COMMON_VERBS
                or (len(x) > 4 and x.endswith("ed") and noun_like(s, q - 1) and s.low[q - 1] not in DETERMINERS)
            ):
                return True
            if x == "," and self.verb_behind(s, q, n):
                return True  # "said the host nation, Ruritania, voted freely"
            if x == "," and s.words[q - 1][0].isupper() and s.words[q + 1 : q + 2] and s.words[q + 1][0].isupper():
                continue  # "said France, Italy and Spain had waited"
            if x in (";", ":", ",", "as", "because", "while", "when", "if", "but") or (
                x in ("who", "which", "that") and q > k + 1
            ):
                return False
            if (
                x == "and"
                and q + 1 < n
                and (
                    (s.words[q + 1][0].isupper() and s.words[q - 1][0].islower())
                    or s.low[q + 1] in DETERMINERS | SUBJECT_PRONOUNS
                    or (s.low[q + 1] in self.verbs and s.words[q + 1][0].islower())
                )
            ):
                return False
        return False

    def verb_behind(self, s: Sentence, comma: int, n: int) -> bool:
        """Whether what a comma opens ends at another, and a finite verb follows: the subject was only interrupted."""
        if s.low[comma + 1 : comma + 2] == ["not"]:
            return True  # "courts, not ministers, decide"
        for q in range(comma + 2, min(comma + _ASIDE, n - 1)):
            if s.low[q] in (";", ":") or s.quote[q] is not None:
                return False
            if s.low[q] == ",":
                k = q + 1
                while k < n - 1 and is_adverb(s.low[k]):
                    k += 1
                w = s.low[k]
                ending = len(w) > 4 and (
                    w.endswith("ed") or (w.endswith("s") and s.low[k + 1] not in (",", "and", "or"))
                )
                return s.words[k][0].islower() and (w in AUXILIARIES or w in self.verbs or w in COMMON_VERBS or ending)
        return False

    def aim(self, s: Sentence, k: int, q: int) -> bool:
        """Whether tokens k to q are a thing and what it is to do: "a deal to mend ties"."""
        return s.low[k] in DETERMINERS and any(
            s.low[p] == "to" and s.words[p + 1].islower() and s.low[p + 1] not in DETERMINERS | POSSESSIVES
            for p in range(k + 1, q - 1)
        )

    def phrase_stop(self, s: Sentence, k: int, n: int) -> int:
        """Where the object of "oppose", "express concern over" ends: before a comma, a clause or a setting."""
        depth = 0
        for q in range(k, n):
            w = s.low[q]
            if w == "(":
                depth += 1
            elif w == ")":
                depth -= 1
            elif depth == 0 and q > k:
                if w in (";", ":", "--", "—", "–"):
                    return q
                if s.low[q + (w == ",")] in ("since", "because") and "," in (w, s.low[q - 1]):
                    continue  # "asked for a visit first, since nobody could sign such a plan"
                if w == "," and not self.list_comma(s, q, n):
                    return q
                if w in ("and", "but") and self.joined_cue(s, q + 1, n):
                    return q  # "opposes membership and urged her party to leave"
                if w in ("and", "but") and self.joined_saying(s, q + 1, n):
                    return q  # "voiced dismay over the deal and its opposition accused the cabinet"
                if w == "as" and self.predicate(s, q + 1, n):
                    continue  # "welcomed the vote as a first step"
                if w in _COUNTS and s.low[q + 2 : q + 3] != [] and s.low[q + 2] in _BESIDE_DAY:
                    if s.low[q + 1].rstrip("s") in _UNITS:
                        return q  # "announced the signing a day later"
                if w == "after" and self.aim(s, k, q):
                    continue  # "announced a deal to mend ties after years of quarrel"
                if (
                    w
                    in (
                        "during",
                        "while",
                        "when",
                        "after",
                        "because",
                        "although",
                        "though",
                        "amid",
                        "saying",
                        "whereas",
                        "as",
                        "before",
                        "but",
                    )
                    and "well" not in s.low[q - 1 : q + 2]
                ):  # but "as well as"
                    return q
                if w == "from" and s.low[q + 1 : q + 3] in (["the", "start"], ["the", "beginning"], ["the", "outset"]):
                    return q
                if (
                    w == "in"
                    and q + 2 < n
                    and s.low[q + 1] in ("a", "an", "remarks", "response")
                    and s.low[q + 2] not in ("way", "manner")
                ):
                    return q
                if ((w == "on" or w == "late") and q + 1 < n and s.low[q + 1] in WEEKDAYS) or w in WEEKDAYS:
                    return q
        return n

    def joined_cue(self, s: Sentence, k: int, n: int) -> bool:
        """Whether a second cue verb of the same source begins at k: a form that is no noun."""
        if k >= n or s.words[k][0].isupper() or s.low[k] not in self.verbs:
            return False
        return s.low[k].endswith("ed") and self.cues.verbs.at(s.low, k) is not None and k + 1 < n

    def joined_saying(self, s: Sentence, k: int, n: int) -> bool:
        """Whether a saying of another begins at k: a possessive, its noun, a cue verb in the past."""
        if k + 2 >= n or s.low[k] not in POSSESSIVES:
            return False
        verb = next(
            (q for q in range(k + 1, min(k + 5, n)) if s.low[q] in self.verbs and s.low[q].endswith("ed")), None
        )
        return verb is not None and verb > k + 1 and self.cues.verbs.at(s.low, verb) is not None

    def predicate(self, s: Sentence, k: int, n: int) -> bool:
        """Whether what follows "as" says what something is ("as a first step", "as futile"), and is no clause."""
        ends = (",", ";", ":", "and", "but", "that", "which", "who")
        stop = next((q for q in range(k, n) if s.low[q] in ends or s.quote[q] is not None), n)
        if any(
            w in AUXILIARIES or w in self.verbs or w in COMMON_VERBS or w in SUBJECT_PRONOUNS for w in s.low[k:stop]
        ):
            return False
        return s.low[k : k + 1] != [] and (s.low[k] in ("a", "an", "another", "part") or stop - k < 2)

    def list_comma(self, s: Sentence, q: int, n: int) -> bool:
        """A comma inside an enumeration of nouns, not at the end of the phrase."""
        ahead = s.low[q + 1 : min(q + 7, n)]
        return "and" in ahead and not any(
            w in AUXILIARIES or w in self.verbs or w in SUBJECT_PRONOUNS or w in SUBORDINATORS for w in ahead
        )

    def noun_object_stop(self, s: Sentence, k: int, n: int) -> int:
        """The object of a nominal cue ends at the verb: "China's opposition to a deployment has been known"."""
        stop = self.phrase_stop(s, k, n)
        for q in range(k + 1, stop):
            if (
                (s.low[q] in BE | HAVE | DO | MODALS and s.low[q] not in ("'s", "being"))
                or (s.low[q] in self.verbs and s.words[q][0].islower() and s.low[q - 1] not in DETERMINERS)
                or s.low[q] in COMMON_VERBS
            ):
                return q
        return stop

    def parenthetical(self, s: Sentence, g: int, hit: Hit) -> bool:
        """ "the official, who asked not to be named, said"; "media, citing a source, reported": an aside."""
        beside = s.low[g - 1] == "," and (hit.form.endswith("ing") or hit.form == "asked")
        if g == 0 or not (s.low[g - 1] in ("who", "which") or beside):
            return False
        if s.low[g - 1] in ("who", "which") and any(e.stance for e in hit.entries):
            return False  # "Ruritania, which opposes the dam, left": a side is taken in passing
        comma = next((k for k in range(hit.end, len(s) - 1) if s.low[k] == ","), None)
        if s.low[g - 1] == "who" and s.low[g - 2] != ",":
            stop = next((k for k in range(hit.end, len(s)) if s.low[k] in (",", "that") or s.quote[k]), len(s))
            if any(s.low[k - 1] not in DETERMINERS and self.cues.verbs.at(s.low, k) for k in range(hit.end, stop)):
                return True  # "officials who have seen the text say it is thin"
        if comma is None or s.quote[comma + 1] is not None:
            return False
        word = s.low[comma + 1]
        return s.words[comma + 1][0].islower() and (word in self.verbs or word in AUXILIARIES or word in COMMON_VERBS)

    def blamed(self, s: Sentence, named: tuple[int, int]) -> bool:
        """Whether the object of "accused", "blamed" can be a party: a name, or someone pointed at."""
        word = s.low[named[0]]
        return (
            s.words[named[0]][0].isupper()
            or word in DETERMINERS | POSSESSIVES | OBJECT_PRONOUNS
            or s.low[named[1] - 1].endswith("s")
        )

    def cue_ahead(self, s: Sentence, a: int, b: int) -> bool:
        """Whether a cue verb in a finite form stands between tokens a and b."""
        return any(s.low[k] in self.verbs and self.cues.verbs.at(s.low, k) for k in range(a, b) if s.quote[k] is None)

    def content_stop(self, s: Sentence, a: int, b: int, frame: str) -> int:
        """Where content that runs on is cut: a semicolon, "only to", for a plan a participle that comments on it."""
        past_semicolons = frame == "quote"
        for k in range(a + 1, b - 1):
            w = s.low[k]
            if w == ";" and not past_semicolons:
                if self.headline or frame not in _RUNS_ON or self.cue_ahead(s, k + 1, b):
                    return k
                past_semicolons = True  # nobody else says anything behind this one, nor behind the next
            if w == "," and s.low[k + 1] == "only" and s.low[k + 2 : k + 3] == ["to"]:
                return k
            if self.headline and frame != "quote" and w in ("as", "after", "amid", "while", "when"):
                if "well" not in s.low[k - 1 : k + 2] and not (w == "as" and self.predicate(s, k + 1, b)):
                    return k  # but "as well as", "as a lever"
            if w in _DASHES and frame in _RUNS_ON and s.quote[k] is None and self.set_off(s, k, b):
                return k  # "said it was ready – a change of course for the port"
            if w == "," and frame != "quote" and _dated_by(s, k + 1, b):
                return k  # "said it would mirror the step, a day after Washington left the treaty"
            if frame in ("Clause", "ObjectClause") and w == "," and not s.quote[k] and self.told_beside(s, k + 1, b):
                return k
            if frame in ("Clause", "ObjectClause") and w == "but" and s.quote[k] is None and _withholds(s, k + 1):
                return k - (s.low[k - 1] == ",")
            if frame in ("Infinitive", "ObjectInfinitive"):
                if w == "," and s.low[k + 1] == "while" and not s.low[min(k + 2, b - 1)].endswith("ing"):
                    return k  # "called on Oslo to halt it, while pressure mounted in Stockholm"
                if w == "," and _comments(s, k + 1):
                    return k
                if w in ("and", "but") and s.low[k + 1] in _GOES_ON and s.quote[k] is None:
                    return k  # "urged Sweden to halt the work and would take part": the teller goes on
                if (
                    w in ("after", "as")
                    and not {"soon", "long"} & {s.low[k - 1], s.low[k + 1]}
                    and k > a + 2
                    and s.quote[k] is None
                    and _tells(s, k + 1, b)
                ):
                    # "vowed to retaliate hours after the union imposed …": when it was said, not what
                    back = 1 + (s.low[k - 2] in (",", "just")) if s.low[k - 1] in _SPANS else 0
                    return k - back - (s.low[k - back - 1] == ",")
        return b

    def set_off(self, s: Sentence, dash: int, b: int) -> bool:
        """Whether what a dash opens is the teller's remark on it all: a noun phrase or "which", to the end."""
        after = s.low[dash + 1]
        return after in _REMARKS and not any(s.low[k] in _DASHES or s.quote[k] is not None for k in range(dash + 1, b))

    def told_beside(self, s: Sentence, k: int, b: int) -> bool:
        """Whether what another says is told beside: ", as Norway voiced deep dismay over the deal"."""
        if s.low[k] != "as" or k + 1 >= b or not (s.words[k + 1][0].isupper() or s.low[k + 1] in DETERMINERS):
            return False
        near = range(k + 2, min(k + BESIDE, b))
        return any(
            s.words[q].islower() and s.low[q - 1] not in DETERMINERS and self.cues.verbs.at(s.low, q) is not None
            for q in near
        )

    def infinitive(self, s: Sentence, to: int) -> bool:
        """Whether "to" opens an infinitive rather than "to Beijing", "to the plan"."""
        if to + 1 >= len(s):
            return False
        w = s.low[to + 1]
        return (
            (
                s.words[to + 1][0].islower()
                and w not in DETERMINERS
                and w not in POSSESSIVES
                and w not in OBJECT_PRONOUNS
            )
            or w == "not"
            or title_case(s)
        )

    def demonstrative(self, s: Sentence, that: int, n: int) -> bool:
        """ "repeated that line on Monday": "that" with a bare noun and nothing a clause could begin with."""
        k = that + 1
        if k >= n or not noun_like(s, k) or s.words[k][0].isupper() or s.low[k].endswith("s"):
            return k >= n
        return k + 1 >= n or s.low[k + 1] in PREPOSITIONS | COORDINATORS | TIME_WORDS | {",", "."}

    def scare_quote(self, s: Sentence, content: list[tuple[int, int]]) -> bool:
        """Content that is nothing but a few quoted words ("referring to the 'threat'") is no statement."""
        a, b = content[0][0], content[-1][1]
        if b - a > _SCARE or any(s.quote[a:b]):
            return False
        first = a + (s.low[a] in DETERMINERS)
        before = self.text[s.start[first] - 1 : s.start[first]] if first < b else ""
        after = self.text[s.end[b - 1] : s.end[b - 1] + 2]
        return before in ('"', "“") and any(mark in after for mark in '"”')

    def same_tense(self, previous: Draft, hit: Hit, s: Sentence) -> bool:
        words = s.low[previous.cue[0] : previous.cue[1]]
        return any(
            w.endswith("ed") or w in ("said", "told", "made", "gave", "wrote", "held", "has", "have", "is", "was")
            for w in words
        ) or (len(words) == 1 and words[0].endswith("s"))  # "opposes membership and urged her to …"

    def names_someone(self, s: Sentence, source: tuple[int, int]) -> bool:
        """A third party by name or office, not "I", "we", "people" or a thing."""
        a, b = source
        if s.low[a] in _INDEFINITE:
            return False
        return any(
            s.words[k][0].isupper()
            and (k > 0 or b - a == 1 or s.words[k + 1][0].isupper())
            and s.low[k] not in SUBJECT_PRONOUNS
            and s.low[k] not in DETERMINERS
            and s.low[k] not in POSSESSIVES
            for k in range(a, b)
        )


_DASHES = frozenset(("—", "–", "--", "-"))
_RUNS_ON = frozenset(("Clause", "ObjectClause", "Infinitive", "ObjectInfinitive"))
#: a remark behind a dash begins with these
_REMARKS = frozenset("a an the one something which".split())
#: "hours after", "a day after"
_SPANS = frozenset("minutes hours days weeks months hour day week".split())


def counts(s: Sentence, k: int) -> bool:
    """Whether what looks like a preposition makes a number vague: "about 170 people"."""
    number = "".join(s.words[k + 1 : k + 2])
    return s.low[k : k + 1] != [] and s.low[k] in ("about", "over", "around", "under") and number[:1].isdigit()


def _tells(s: Sentence, k: int, stop: int) -> bool:
    """Whether a clause with a finite verb begins at k, not a noun alone ("after the election")."""
    for n in range(k + 1, min(k + 10, stop)):
        if s.low[n] in (",", "to") or s.quote[n] is not None:
            return False
        if s.low[n] in AUXILIARIES or (s.low[n].endswith("ed") and s.low[n - 1] not in PREPOSITIONS | DETERMINERS):
            return True
    return False


def _dated_by(s: Sentence, k: int, stop: int) -> bool:
    """Whether what begins at k dates the saying by another event: "hours after …", "a day before …"."""
    while k < stop and (s.low[k] in ("a", "one", "two", "three", "just", "only", "several") or s.low[k].isdigit()):
        k += 1
    return k + 2 < stop and s.low[k] in _SPANS and s.low[k + 1] in ("after", "before") and s.quote[k] is None


def _withholds(s: Sentence, k: int) -> bool:
    """Whether the teller goes on with what was not told: "but would not give a date", "but gave no details"."""
    if s.low[k] in _GIVES and s.low[k + 1 : k + 2] == ["no"]:
        return True
    return (
        s.low[k + 1 : k + 2] == ["not"] and s.low[k] in _WILLED and s.low[k + 2 : k + 3] != [] and s.low[k + 2] in _TOLD
    )


def _comments(s: Sentence, k: int) -> bool:
    """Whether a participle begins at k: "putting aside a dispute", "ending a stand-off"."""
    return s.words[k][0].islower() and s.low[k].endswith("ing") and s.low[k] not in ("including", "during", "regarding")


def title_case(s: Sentence) -> bool:
    """Headline Style Of Capitals: then a capital letter tells nothing."""
    words = [w for w in s.words[1:] if w[0].isalpha() and len(w) > 3]
    return sum(w[0].isupper() for w in words) > 0.7 * len(words)
