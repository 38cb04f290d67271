"""What a cue takes behind it: of the complements its entry in the lexicon has, the first that the words fit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.attribute.cues import Hit
from extract.attribute.drafts import Draft, is_weak
from extract.attribute.english import (
    AUXILIARIES,
    BE,
    CLAUSE_OPENERS,
    DETERMINERS,
    HAVE,
    NUMBERS,
    OBJECT_PRONOUNS,
    POSSESSIVES,
    REFLEXIVES,
    SUBJECT_PRONOUNS,
    WEEKDAYS,
)
from extract.attribute.grammar import Grammar, counts
from extract.attribute.noun_phrases import is_adverb, noun_like, phrase_right
from extract.attribute.tokens import Sentence

#: a headline's cue takes whatever follows from this reliability on
HEADLINE = 0.8
#: "as a threat" stands at most so many words behind "regards"
PREDICATE = 24
_UNNAMED = [["to", "be", "named"], ["to", "be", "identified"], ["to", "be", "quoted"]]
#: longest name of those who hear, with the day, in tokens
HEARERS = 18
_ASKING = frozenset(("ask", "wonder", "question", "inquire", "know"))
#: clauses that may stand before the main one
FRONT_CLAUSES = frozenset("while although though if when as since because after before once".split())


def is_passive(word: str) -> bool:
    """Whether a word after "be" looks like a regular or common irregular participle."""
    return word.endswith(("ed", "own", "ought", "aken", "iven")) or word in (
        "put",
        "set",
        "held",
        "made",
        "sent",
        "built",
    )


@dataclass(frozen=True, slots=True)
class Fit:
    """A frame that the words behind a cue fit, all in tokens; without content it is this frame, and reports nothing."""

    frame: str
    content: tuple[int, int] | None
    addressee: tuple[int, int] | None = None
    cue_end: int | None = None  #: where the cue ends that takes in a preposition


class Complements(Grammar):
    """One method a complement; each gives a fit, or None where the words are no such complement."""

    def addressee_after(self, s: Sentence, hit: Hit) -> tuple[int, int] | None:
        """The object of "told X", "urged X", or "said to X"."""
        k = hit.end
        if {"ObjectClause", "ObjectInfinitive"} & hit.complements:
            while k < len(s) and is_adverb(s.low[k]):
                k += 1
            if k < len(s) and s.low[k] not in ("that", "to", ",", ":", "about", "of") and s.quote[k] is None:
                found = phrase_right(s, k, self.verbs, apposition=False, prepositions=frozenset(("of", "at")))
                return self.before_clause(s, found) if found else None
            return None
        if k + 1 < len(s) and s.low[k] == "to" and "Clause" in hit.complements:
            found = phrase_right(s, k + 1, self.verbs, apposition=False)
            if found and s.low[k + 1] not in self.verbs:
                return found
        return None

    def before_clause(self, s: Sentence, found: tuple[int, int]) -> tuple[int, int]:
        """Whom one speaks to, without the subject of what is said: "told reporters |four bids had come in"."""
        a, b = found
        for q in range(a + 1, b):
            number = s.low[q] in NUMBERS and s.low[q - 1].endswith("s")
            if number or (s.low[q] == "there" and s.low[q + 1 : q + 2] != [] and s.low[q + 1] in BE | HAVE):
                return a, q
        last = b - 1
        if b < len(s) and last > a and s.low[b] in AUXILIARIES and s.words[last][0].islower():
            if s.words[last - 1].isupper() or s.low[last - 1].endswith("s"):
                return a, last  # "told the BBC |declarations would come", "lawmakers |training had failed"
        return found

    def after_cue(self, s: Sentence, hit: Hit, g: int, source: tuple[int, int] | None, floor: int) -> Draft | None:
        """Content after the cue, by the first frame of the entry that the words fit."""
        low, n = s.low, self.sentence_stop(s)
        k = hit.end
        addressee = None
        if k < n and low[k] == "to" and "Clause" in hit.complements and "Infinitive" not in hit.complements:
            spoken_to = phrase_right(s, k + 1, self.verbs, apposition=False)
            if spoken_to:
                addressee, k = spoken_to, spoken_to[1]
        fit = self.object_fit(s, hit, n)
        if fit is None:
            k = self.skip_adjuncts(s, k)
            begin = self.past_setting(s, k, n)
            if k < begin < n and (s.low[begin] == "that" or self.bare_clause(s, begin, n)):
                k = begin  # "said from Port Alda she had stopped counting"
            if k >= n:
                return None
            fit = self.clause_fit(s, hit, k, n)
            if fit is None:
                k = self.infinitive_ahead(s, hit, k, n)
                fit = (
                    self.infinitive_fit(s, hit, k, n)
                    or self.preposition_fit(s, hit, k, n)
                    or self.blame_fit(s, hit, k, n)
                    or self.predicative_fit(s, hit, k, n)
                    or self.bare_clause_fit(s, hit, k, n)
                    or self.phrase_fit(s, hit, k, n)
                    or self.headline_fit(hit, k, n)
                )
            if fit is not None and not fit.frame.startswith("Object"):
                fit = replace(fit, addressee=addressee)
        if fit is None or fit.content is None:
            return None
        return self.draft(s, hit, g, source, [fit.content], fit.frame, fit.addressee, cue_end=fit.cue_end)

    def object_fit(self, s: Sentence, hit: Hit, n: int) -> Fit | None:
        """Whom and what: "told X that", "urged X to", "accused X of"."""
        complements = hit.complements
        named = self.addressee_after(s, hit) if {"ObjectClause", "ObjectInfinitive"} & complements else None
        if "ObjectClause" in complements and (told := self.told_that(s, hit, named, n)) is not None:
            return told
        rest = self.skip_adjuncts(s, named[1]) if named else n
        if named is None or rest >= n:
            return None
        w, behind = s.low[rest], s.low[rest + 1 : rest + 2]
        if "ObjectInfinitive" in complements and (w == "to" or (w == "not" and behind == ["to"])):
            done = s.low[rest + 2 : rest + 3]
            if s.low[rest : rest + 2] == ["to", "be"] and done and is_passive(done[0]):
                # "called for the road to be closed": the object is acted on, nobody is addressed
                return Fit("ObjectInfinitive", (named[0], n))
            return Fit("ObjectInfinitive", (rest, n), named)
        if "ObjectClause" in complements and (found := self.object_clause_fit(s, hit, named, rest, n)) is not None:
            return found
        bare = w in ("against", "for", "into", "over", "on") and rest + 1 < n and "Phrase" not in complements
        return Fit("ObjectInfinitive", (rest + 1, n), named) if "ObjectInfinitive" in complements and bare else None

    def told_that(self, s: Sentence, hit: Hit, named: tuple[int, int] | None, n: int) -> Fit | None:
        """A clause opened by "that" behind a long name of those who hear: "told the House foreign affairs and defence
        committee on Thursday that"."""
        k = hit.end
        that = next((q for q in range(k + 2, min(k + HEARERS, n)) if s.low[q] == "that"), None)
        if that is None or (named is not None and that - named[1] < 2) or s.low[k] not in DETERMINERS:
            return None
        between = range(k, that)
        if any(s.quote[q] is not None or s.low[q] in AUXILIARIES or s.low[q] in (",", ":", ";") for q in between):
            return None
        if any(s.low[q] in self.verbs and s.words[q][0].islower() for q in between):
            return None
        if not self.bare_clause(s, that + 1, n):
            return None
        stop = next((q for q in between if s.low[q] == "on" and s.low[q + 1] in WEEKDAYS), that)
        return Fit("ObjectClause", (that + 1, n), (k, stop))

    def object_clause_fit(self, s: Sentence, hit: Hit, named: tuple[int, int], rest: int, n: int) -> Fit | None:
        """What somebody named is told, at token ``rest``: a clause with or without "that", a quotation, "of" what."""
        w = s.low[rest]
        if w in CLAUSE_OPENERS and w != "who":
            return Fit("ObjectClause", (rest + (w == "that"), n), named)
        q = self.quote_near(s, rest)
        if q is not None:
            return Fit("quote", (q, n), named)
        that = self.that_ahead(s, rest, n)
        if that is not None:  # "told the forum in Singapore on Saturday that"
            return Fit("ObjectClause", (that + 1, n), named)
        if w in SUBJECT_PRONOUNS or w in DETERMINERS or w in POSSESSIVES or s.words[rest][0].isupper() or w == "there":
            return Fit("ObjectClause", (rest, n), named)
        begin = self.past_setting(s, rest, n)
        subject = noun_like(s, rest) or w in NUMBERS or w[0].isdigit()
        if begin < n and (begin > rest or subject) and self.bare_clause(s, begin, n):
            return Fit("ObjectClause", (begin, n), named)  # "told reporters in Lund two days later she had known"
        if w == "of" and rest + 1 < n:  # "accused Seoul of …": whom and of what are one
            frame = "ObjectPrepositionalPhrase" if w in hit.prepositions else "ObjectClause"
            return Fit(frame, (named[0], self.phrase_stop(s, rest + 1, n)), named)
        return Fit("ObjectClause", (rest + 1, n), named) if w == "about" and rest + 1 < n else None

    def clause_fit(self, s: Sentence, hit: Hit, k: int, n: int) -> Fit | None:
        """A quotation, or a clause that a word opens: "said that", "asked whether"."""
        if "Clause" not in hit.complements:
            return None
        w = s.low[k]
        q = self.quote_near(s, k)
        if q is not None:
            return Fit("quote", (q, n))
        if w == "that" and not self.demonstrative(s, k, n):
            return Fit("Clause", (k + 1, n))
        that = self.that_ahead(s, k, n)
        if that is not None:
            return Fit("Clause", (that + 1, n))
        asks = w in ("who", "which") and hit.entry("Clause").lemma in _ASKING  # "asked who would pay"
        return Fit("Clause", (k, n)) if asks or (w in CLAUSE_OPENERS and w not in ("who", "which", "that")) else None

    def infinitive_ahead(self, s: Sentence, hit: Hit, k: int, n: int) -> int:
        """Where the infinitive of "agreed in its meeting on Friday to adopt" begins; k where none is put off so."""
        low = s.low
        if "Infinitive" not in hit.complements:
            return k
        if low[k] not in ("in", "at", "on", "during", "with", "after", "earlier"):
            return k
        to = next(
            (q for q in range(k, min(k + 9, n - 1)) if low[q] == "to" or s.quote[q] is not None or low[q] == ","),
            None,
        )
        if to is None or low[to] != "to" or any(x in AUXILIARIES or x in self.verbs for x in low[k:to]):
            return k
        return to

    def infinitive_fit(self, s: Sentence, hit: Hit, k: int, n: int) -> Fit | None:
        """ "vowed to", "decided not to"."""
        w = s.low[k]
        opens = (w == "to" and self.infinitive(s, k)) or (w == "not" and s.low[k + 1 : k + 2] == ["to"])
        return Fit("Infinitive", (k, n)) if "Infinitive" in hit.complements and opens else None

    def preposition_fit(self, s: Sentence, hit: Hit, k: int, n: int) -> Fit | None:
        """ "called for a halt": the preposition is part of the cue."""
        if "PrepositionalPhrase" not in hit.complements:
            return None
        past = self.past_setting(s, k, n)
        if past < n and s.low[past] in hit.prepositions and s.low[k] not in hit.prepositions:
            k = past  # "warned in Port Alda against haste"
        if s.low[k] not in hit.prepositions or k + 1 >= n or counts(s, k):
            return None
        return Fit("PrepositionalPhrase", (k + 1, self.phrase_stop(s, k + 1, n)), cue_end=k + 1)

    def blame_fit(self, s: Sentence, hit: Hit, k: int, n: int) -> Fit | None:
        """Whom, and for what: "blamed X for the delay", "distanced itself from his remarks"."""
        if "ObjectPrepositionalPhrase" not in hit.complements:
            return None
        of = frozenset(("of",)) - hit.prepositions
        named = phrase_right(s, k, self.verbs, apposition=False, prepositions=of)
        if named is None:
            return None
        if (after := self.past_name(s, named[1], n)) is not None and s.low[after] in hit.prepositions:
            # "blamed his predecessor, Ann Roe, for the delay"
            content = (after, self.phrase_stop(s, after + 1, n))
            return Fit("ObjectPrepositionalPhrase", content, (named[0], after - 1))
        if not (self.taken(s, named[1], hit, n) and self.blamed(s, named)):
            return None
        stop = self.phrase_stop(s, named[1] + 1, n)
        if s.low[named[0]] in REFLEXIVES:  # "itself": whom is no part of what
            return Fit("ObjectPrepositionalPhrase", (named[1] + 1, stop), cue_end=named[1] + 1)
        return Fit("ObjectPrepositionalPhrase", (named[0], stop), named)

    def predicative_fit(self, s: Sentence, hit: Hit, k: int, n: int) -> Fit | None:
        """What a thing is called: "called it a threat", "regards the sale as a threat"."""
        low, w = s.low, s.low[k]
        if "Predicative" not in hit.complements or not (
            noun_like(s, k) or w in DETERMINERS or w in POSSESSIVES or w in OBJECT_PRONOUNS
        ):
            return None
        named = phrase_right(s, k, self.verbs, apposition=False)
        after = named[1] if named and self.taken(s, named[1], hit, n) else k
        if after == k and "as" in hit.prepositions and "as" in low[k + 1 : min(k + PREDICATE, n)]:
            # "regards the sale of boats to X as a threat"
            found = low.index("as", k + 1)
            verbs = [q for q in range(k, found) if low[q] in self.verbs]
            said_so = found + 1 < n and (s.quote[found + 1] is not None or low[found + 1] in DETERMINERS)
            # "described the order he signed as a great day": a relative clause without its "that"
            related = said_so and all(low[q - 1] in SUBJECT_PRONOUNS | AUXILIARIES for q in verbs)
            if "," not in low[k:found] and (not verbs or related):
                after = found
        return Fit("Predicative", (k, self.phrase_stop(s, after, n)))

    def bare_clause_fit(self, s: Sentence, hit: Hit, k: int, n: int) -> Fit | None:
        """A clause that no word opens: "said the talks had failed"."""
        if "Clause" not in hit.complements or ("Phrase" in hit.complements and not self.bare_clause(s, k, n)):
            return None
        if s.low[k] == ",":
            # "Wang said, going forward with …": a clause set off by commas
            sure = hit.entry("Clause").reliability >= 0.7 and k + 4 < n
            return Fit("Clause", (k + 1, n) if sure else None)
        sure = not is_weak(hit.entry("Clause")) and self.bare_clause(s, k, n)
        return Fit("Clause", (k, n)) if sure else None

    def phrase_fit(self, s: Sentence, hit: Hit, k: int, n: int) -> Fit | None:
        """A thing: "rejected the plan"."""
        w = s.low[k]
        if "Phrase" not in hit.complements or not (
            noun_like(s, k)
            or w in DETERMINERS
            or w in POSSESSIVES
            or w in OBJECT_PRONOUNS
            or w in ("what", "how", "having")
            or s.quote[k] is not None
        ):
            return None
        entry = hit.entry("Phrase")
        if is_weak(entry) or (self.headline and "Clause" in hit.complements and entry.act == "assert"):
            return None
        return Fit("Phrase", (k, self.phrase_stop(s, k, n)))

    def headline_fit(self, hit: Hit, k: int, n: int) -> Fit | None:
        """Whatever follows in a headline: "Seoul says no request, no talks"."""
        sure = self.headline and "Clause" in hit.complements and hit.entry("Clause").reliability >= HEADLINE
        return Fit("Clause", (k, n)) if sure and k + 1 < n else None

    def noun_fit(self, s: Sentence, noun: Hit, k: int, n: int) -> Fit | None:
        """What a cue noun takes behind it, from token k on: "concern |over X", "remarks |that …"."""
        if k >= n:
            return None
        low, w = s.low, s.low[k]
        loose = w in ("over", "about", "regarding") and "PrepositionalPhrase" in noun.complements
        if w in noun.prepositions or loose:
            return Fit("PrepositionalPhrase", (k + 1, self.phrase_stop(s, k + 1, n)), cue_end=k + 1)
        if w == "that" and low[k + 1 : k + 2]:
            return Fit("Clause", (k + 1, n))
        if w == "to" and self.infinitive(s, k):
            return Fit("Infinitive", (k, n))
        if low[k : k + 2] == ["last", "year"] and k + 2 < n and low[k + 2] == "to":
            return Fit("Infinitive", (k + 2, n))
        return Fit("quote", (k + 1, n)) if w == ":" and k + 1 < n else None

    def taken(self, s: Sentence, k: int, hit: Hit, n: int) -> bool:
        """Whether a preposition of the cue's stands at k, not that of a day: "hailed the vote on Monday"."""
        return k + 1 < n and s.low[k] in hit.prepositions and s.low[k + 1] not in WEEKDAYS

    def draft(
        self,
        s: Sentence,
        hit: Hit,
        g: int,
        source: tuple[int, int] | None,
        content: list[tuple[int, int]],
        frame: str,
        addressee: tuple[int, int] | None = None,
        cue_end: int | None = None,
    ) -> Draft | None:
        content = [(a, self.content_stop(s, a, b, frame)) for a, b in content if a < b]
        if not content or (frame not in ("quote", "Clause", "ObjectClause") and self.scare_quote(s, content)):
            return None
        opening = content[0][0] + (s.low[content[0][0]] == "not")
        if frame in ("Infinitive", "Phrase") and s.low[opening : opening + 3] in _UNNAMED:
            return None  # "declined to be named", "asking not to be identified because …"
        content = [(content[0][0], self.front_stop(s, *content[0])), *content[1:]]
        entry = hit.entry("Clause" if frame == "quote" else frame)
        if is_weak(entry) and frame != "quote":
            return None
        return Draft(
            (g, cue_end or hit.end),
            source,
            content,
            entry,
            addressee,
            frame=frame,
            reasons=[f"source, {hit.form}, {frame}"],
        )

    def front_stop(self, s: Sentence, a: int, b: int) -> int:
        """Where content ends in a sentence that opens with a clause: "While the Council agreed to …, the release is
        due", "Even if he said …, it will fail": the main clause is none of it."""
        opening = 1 if s.low[0] in ("even", "but", "and", "yet") else 0
        if s.low[opening : opening + 1] == [] or s.low[opening] not in FRONT_CLAUSES:
            return b
        return next(
            (
                q
                for q in range(a + 2, b - 2)
                if s.low[q] == ","
                and (s.low[q + 1] in DETERMINERS | SUBJECT_PRONOUNS | POSSESSIVES or s.words[q + 1][0].isupper())
            ),
            b,
        )
