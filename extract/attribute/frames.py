"""The frames a cue stands in, each turned into a draft where the words fit it; what it takes behind it is told by
``complements``."""

from __future__ import annotations

from dataclasses import replace

from extract.attribute.complements import FRONT_CLAUSES, Complements
from extract.attribute.cues import Hit
from extract.attribute.drafts import Draft, is_weak, outermost
from extract.attribute.english import (
    AUXILIARIES,
    BE,
    COORDINATORS,
    DETERMINERS,
    INANIMATE,
    NEGATIONS,
    NOUN_VERBS,
    OBJECT_PRONOUNS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBORDINATORS,
    TIME_WORDS,
    is_adjective,
)
from extract.attribute.grammar import title_case
from extract.attribute.noun_phrases import is_adverb, noun_like, phrase_right, subject_left
from extract.attribute.tokens import QUOTED, Sentence
from extract.records import Passage

#: a light verb with its noun ("expressed concern over") reports far oftener than the noun alone
LIGHT = 0.6
#: a thing can say, show or suggest that something is so; below this reliability it only does something
PLAIN_SAYING = 0.6
_QUOTED = frozenset(("quoted", "cited"))
_DUTY = frozenset(("must", "should"))
_DRAWING = frozenset(
    """drew draws draw drawing drawn sparked sparking prompted prompting provoked provoking triggered triggering
    attracted attracting met faced won received earned""".split()
)
#: what stands behind a cue and is no source: "said that", "said yes"
_NO_SOURCE = frozenset("that yes no so nothing little enough more otherwise".split())
#: small words of a source before a headline's colon: "Foreign minister: the pact holds"
_COLON_SOURCE = frozenset(
    """of the for minister ministry official officials envoy spokesman spokeswoman spokesperson president chief source
    sources leader premier ambassador""".split()
)
#: forms that say and can have no object but what is said
_SAID = frozenset("said says say told added adds reports reported claims claimed warned warns".split())
#: past forms without -ed, of the cues that have one
_PAST = frozenset(
    """said told thought known seen found held spoke spoken hit struck swore sworn wrote written gave given made took
    taken sought brought laid shot stood fought shrugged threw""".split()
)
#: what goes on behind a cue with these is still said: "The pact will hold, he said, unless …"
_CONDITIONS = frozenset("because if unless until although though whereas so".split())
#: a verb behind one of these is no sentence's own
_SUBORDINATING = frozenset("who whom whose which that where when".split())
_POSSIBLE = frozenset("could may might".split())
#: what a parliament or a government has before it, and what such a text is for
_INSTRUMENTS = frozenset("bill legislation measure measures proposal proposals plan plans provision amendment".split())
_AIMS = frozenset("seeks seek sought aims aim aimed intends intended".split())


class Frames(Complements):
    """One method a frame; each gives a draft, or None where the cue does not stand in it."""

    def verb(self, s: Sentence, hit: Hit, floor: int, drafts: list[Draft], passage: Passage) -> Draft | None:
        """A cue verb in one of its frames, or None where the word is no verb here or takes nothing it could report."""
        low, i = s.low, hit.start
        before = low[i - 1] if i else ""
        single, gerund = hit.kind == "verb", hit.form.split()[0].endswith("ing")
        if single and self.is_noun(s, hit):
            return None
        if before in PREPOSITIONS and hit.form.endswith("ing"):
            return None if before not in ("by", "after", "while") else self.gerund(s, hit, floor)
        g = self.group_start(s, i)
        group = low[g:i]
        if self.says_nothing(s, hit, g):
            return None
        if hit.form in _QUOTED and (passed_on := self.passed_on(s, hit, floor)):
            return passed_on
        if hit.form.endswith("ing") and self.cues.leading.at(low, i):
            return None  # "citing a source": names whom the words come from, its own frame has been tried
        if self.is_name(s, hit, passage):
            return None
        past = hit.form.split()[0].endswith("ed") or hit.form.split()[0] in _PAST
        be_last = next((w for w in reversed(group) if not is_adverb(w) and w not in NEGATIONS), "") in BE
        if single and be_last and past:
            return self.passive(s, hit, g, floor)
        if gerund and not be_last:
            return self.participle(s, hit, g, floor, drafts)
        if (joined := self.joined_verb(s, hit, g, floor, drafts, past)) is not None:
            return joined
        # quotation or clause before the cue, source after it: "…," said Wang Yi
        if g and (s.quote[g - 1] or (low[g - 1] == "," and g > 1)) and single:
            inverted = self.inverted(s, hit, g, floor, drafts)
            if inverted:
                return inverted
        return self.finite(s, hit, g, floor, passage, past)

    def is_noun(self, s: Sentence, hit: Hit) -> bool:
        """Whether the word before a cue shows that it is no verb: "the report", "his claim", "in demand"."""
        before = s.low[hit.start - 1] if hit.start else ""
        return (
            before == "such"
            or (before in DETERMINERS and before not in ("that", "this", "all", "both", "some", "many", "most"))
            or before in POSSESSIVES
            or (before == "'s" and not hit.form.endswith(("ing", "ed")))
            or (before in PREPOSITIONS and not hit.form.endswith("ing"))
            or (hit.form in NOUN_VERBS and hit.form.endswith("s") and is_adjective(before))  # "open formal talks"
        )

    def says_nothing(self, s: Sentence, hit: Hit, g: int) -> bool:
        """Whether the verb group that begins at g keeps the cue from reporting that something was said."""
        group, entry = s.low[g : hit.start], hit.entries[0]
        tells = entry.act == "assert" and "Clause" in hit.complements
        if "to" in group or self.parenthetical(s, g, hit):
            return True
        if NEGATIONS & set(group) and tells:
            return True  # "did not say when": nothing was said
        named = hit.kind == "verb" and hit.form == "known" and s.low[hit.end : hit.end + 1] == ["as"]
        if named and hit.start and s.low[hit.start - 1] == ",":
            return True  # "the pact, known as …": what it is called
        if _DUTY & set(group) and tells:
            return True  # "the talks must go on": what should be said or done
        # "Ruritania could declare a zone": nothing was declared
        return bool(_POSSIBLE & set(group)) and entry.act == "announce"

    def is_name(self, s: Sentence, hit: Hit, passage: Passage) -> bool:
        """Whether capitals show a name or title: "the Washington Post", "presidential hopeful Ann Roe"."""
        i = hit.start
        if (
            i
            and s.words[i][0].isupper()
            and (passage.kind == "paragraph" or not title_case(s))
            and not s.words[i - 1].isupper()
        ):
            return True
        before = s.low[i - 1] if i else ""
        follows = hit.kind == "phrase" and hit.end - i == 1 and before not in BE and s.words[hit.end : hit.end + 1]
        return bool(follows) and s.words[hit.end][0].isupper() and passage.kind == "paragraph"

    def participle(self, s: Sentence, hit: Hit, g: int, floor: int, drafts: list[Draft]) -> Draft | None:
        """ "…, adding that …": the speaker of the clause before, else the subject of the sentence."""
        low = s.low
        if g > floor and low[g - 1] not in (",", "and", "while", "but", "—", "–", "--", "-", QUOTED) and g != 0:
            return None
        if g and low[g - 1] == "and" and drafts and self.charged(s, drafts[-1], g - 1):
            return None
        if (own := self.absolute(s, g, floor)) is not None:
            return self.after_cue(s, hit, g, own, floor)
        shares = outermost(drafts)
        source = shares.source if shares else self.sentence_subject(s, g) if g else None
        if shares is None and g and source is None:
            return None
        draft = self.after_cue(s, hit, g, source, floor)
        if draft is None or (draft.frame == "Infinitive" and draft.entry.act == "deny"):
            return None  # "…, declining to be named": how it was said, no saying of its own
        draft.shares, draft.carries = shares, shares is None and g == 0
        draft.reasons.append("participle shares the speaker")
        return draft

    def joined_verb(self, s: Sentence, hit: Hit, g: int, floor: int, drafts: list[Draft], past: bool) -> Draft | None:
        """ "… and urged X to …": the speaker of the verb before."""
        low, c, previous = s.low, g - 1, outermost(drafts)
        if not g or low[c] not in ("and", "but", "or", ",") or previous is None:
            return None
        told = past or (self.headline and hit.form.endswith("s"))  # "Oslo denies it, calls the report groundless"
        gerund = hit.form.split()[0].endswith("ing")
        if low[c] not in COORDINATORS:
            if not (c + 1 < len(s) and not gerund and told and low[c - 1] != QUOTED and not s.quote[c - 1]):
                return None
            if subject_left(s, g, floor, self.verbs) is not None:
                return None
        if not (previous.after and previous.cue[1] <= c and told and self.same_tense(previous, hit, s)):
            return None
        draft = self.after_cue(s, hit, g, previous.source, floor)
        if draft is not None:
            draft.shares, draft.carries = previous, previous.carries
            draft.reasons.append("joined verb shares the speaker")
        return draft

    def finite(self, s: Sentence, hit: Hit, g: int, floor: int, passage: Passage, past: bool) -> Draft | None:
        """The plain frame: source, cue and content in this order, or the content fronted."""
        low, group, single, carries = s.low, s.low[g : hit.start], hit.kind == "verb", False
        source = subject_left(s, g, self.last_wall(s, g, floor), self.verbs)
        if source is None:
            if g and low[g - 1] in ("and", "but") and past:
                source = self.sentence_subject(s, g - 1)
            elif g == 0 and passage.kind in ("title", "deck"):
                carries = True
            if source is None and not carries:
                return None
        assert source is not None or carries
        if hit.form.startswith("as ") and source and low[source[0] - 1] == "by" and low[source[0] - 2] in _QUOTED:
            # "was quoted by the agency as saying": the agency only passes it on
            said = self.group_start(s, source[0] - 2)
            source = subject_left(s, said, self.last_wall(s, said, floor), self.verbs) or source
        if source is not None and single and not self.agrees(s, hit, source, group):
            return None
        if source is not None and low[source[1] - 1] in _INSTRUMENTS and ("would" in group or hit.form in _AIMS):
            return None  # "the bill would bar banks from trading", "seeks to": what it does
        if (
            source is not None
            and source[1] - source[0] == 1
            and low[source[0]] in ("it", "there", "this", "that", "which", "what")
            and max(e.reliability for e in hit.entries) < 0.6
        ):
            if not (s.quote[source[0] - 1] if source[0] else None):
                return None
        fronted = self.fronted(s, hit, g, source, floor) if source and low[g - 1] not in ("who", "which") else None
        if fronted:
            return fronted
        draft = self.after_cue(s, hit, g, source, floor)
        if draft:
            draft.carries = carries
            if (
                source is not None
                and s.low[source[1] - 1] in INANIMATE
                and (draft.frame not in ("Clause", "quote", "ObjectClause") or draft.entry.reliability < PLAIN_SAYING)
            ):
                return None  # "the system threatens security": an effect, no saying
        return draft

    def gerund(self, s: Sentence, hit: Hit, floor: int) -> Draft | None:
        """ "… by calling for talks", "after accusing Seoul of …": the subject of the sentence speaks."""
        entry = hit.entry("PrepositionalPhrase", "Phrase", "Clause")
        if entry.reliability < 0.6:
            return None
        source = self.sentence_subject(s, hit.start)
        return self.after_cue(s, hit, hit.start, source, floor) if source else None

    def passive(self, s: Sentence, hit: Hit, g: int, floor: int) -> Draft | None:
        """ "The plan was criticised by Beijing": content before, source after "by"."""
        j = hit.end
        k = j
        while k < len(s) and is_adverb(s.low[k]):
            k += 1
        subject = subject_left(s, g, self.last_wall(s, g, floor), self.verbs)
        if k < len(s) and s.low[k] == "by":
            source = phrase_right(s, k + 1, self.verbs)
            if source and s.low[source[1] : source[1] + 2] == ["as", "saying"]:
                return None  # "was quoted by the agency as saying …": the subject says it
            if source and subject:
                entry = hit.entry("Phrase", "Clause")
                if is_weak(entry):
                    return None
                return Draft(
                    (g, k + 1),
                    source,
                    [subject],
                    entry,
                    frame="passive",
                    after=False,
                    reasons=[f"passive {entry.lemma}"],
                )
        return None

    def inverted(self, s: Sentence, hit: Hit, g: int, floor: int, drafts: list[Draft]) -> Draft | None:
        """ "…," said Wang Yi; "China wants talks, says minister"."""
        j = hit.end
        if hit.form.endswith("ing") or "Clause" not in hit.complements:
            return None
        quoted = g - 1 if s.quote[g - 1] else (g - 2 if g > 1 and s.quote[g - 2] else None)
        if quoted is None and g != hit.start:
            return None
        source = phrase_right(s, j, self.verbs)
        if source is None or (s.low[j] in _NO_SOURCE and quoted is None):
            return None
        if s.low[source[0]] in OBJECT_PRONOUNS and s.low[source[0]] not in ("it", "you"):
            return None
        entry = hit.entry("Clause")
        follows = source[1] if source[1] < len(s) else None
        if quoted is None and s.low[g - 1] == ",":
            speaker = subject_left(s, g, floor, self.verbs)
            if speaker is not None and speaker[0] == self.clause_start(s, g - 1, floor):
                return None  # "Ann Roe, who teaches law, said the ruling settles nothing": she speaks
        if quoted is not None:
            content = [(self.quote_clause_start(s, quoted, floor), quoted + 1)]
            tail = self.trailing_quote(s, source[1])
            if tail:
                content.append(tail)
            return Draft(
                (hit.start, j),
                source,
                content,
                entry,
                frame="quote",
                after=False,
                end_open=False,
                reasons=[f"quotation, {hit.form}, source"],
            )
        if follows is not None and not self.only_adjuncts(s, follows):
            return None
        ends = s.low[source[1] - 1]
        if (ends.endswith("ed") and s.words[source[1] - 1].islower()) or any(
            w in AUXILIARIES for w in s.low[source[1] : self.comma_or_stop(s, source[1])]
        ):
            return None  # "a source, asking not to be named, said talks with Sweden were under way": no inversion
        start = self.clause_start(s, g - 1, floor)
        told = hit.form.endswith(("ed", "s")) or hit.form in _SAID
        if g - 1 - start < 3 or not told or entry.reliability < PLAIN_SAYING:
            return None
        if (
            hit.form not in _SAID
            and s.low[g - 1] == ","
            and subject_left(s, g, self.last_wall(s, g, floor), self.verbs) is not None
        ):
            return None  # "Roe, a spokeswoman for the party, accused Oslo": an apposition, no clause
        return Draft(
            (g, j),
            source,
            [(start, g - 1)],
            entry,
            frame="inverted",
            after=False,
            end_open=False,
            reasons=[f"clause, {hit.form}, source"],
        )

    def passed_on(self, s: Sentence, hit: Hit, floor: int) -> Draft | None:
        """`"…," the agency quoted X as saying`; "The work will go on, the paper quoted X as saying": X's saying."""
        n = self.sentence_stop(s)
        named = phrase_right(s, hit.end, self.verbs)
        if named is None or s.low[named[1] : named[1] + 2] != ["as", "saying"]:
            return None
        saying = named[1] + 2
        if saying < n and not self.only_adjuncts(s, saying):
            return None
        g = self.group_start(s, hit.start)
        outlet = subject_left(s, g, self.last_wall(s, g, floor), self.verbs)
        if outlet is None or not outlet[0]:
            return None
        end = outlet[0] - 1
        if s.quote[end] is None and s.low[end] != ",":
            return None
        quoted = end if s.quote[end] is not None else (end - 1 if s.quote[end - 1] is not None else None)
        if quoted is not None:
            content = (self.quote_clause_start(s, quoted, floor), quoted + 1)
        else:
            content = (self.clause_start(s, end, floor), end)
            if not self.has_verb(s, *content):
                return None
        said = self.cues.verbs.at(["said"], 0)
        entry = said.entry("Clause") if said else hit.entry("Clause")
        frame = "inverted" if quoted is None else "quote"
        reasons = ["quoted by another"]
        return Draft(
            (saying - 1, saying), named, [content], entry, frame=frame, after=False, end_open=False, reasons=reasons
        )

    def fronted(self, s: Sentence, hit: Hit, g: int, source: tuple[int, int], floor: int) -> Draft | None:
        """Content before source and cue: `"…," Wang said`; "The plan is late, officials said on Friday"."""
        a = source[0]
        j = hit.end
        if not {"Clause", "ObjectClause"} & hit.complements:
            return None
        entry = hit.entry("Clause", "ObjectClause")
        quoted = (
            a - 1
            if a and s.quote[a - 1]
            else (a - 2 if a > 1 and s.low[a - 1] in (",", "—", "–", "-", "--") and s.quote[a - 2] else None)
        )
        if quoted is not None and quoted >= floor:
            addressee = self.addressee_after(s, hit)
            rest = addressee[1] if addressee else j
            if rest < len(s) and s.low[rest] == "that" and not s.quote[rest]:
                return None
            content = [(self.quote_clause_start(s, quoted, floor), quoted + 1)]
            tail = self.trailing_quote(s, rest)
            if tail:
                content.append(tail)
            return Draft(
                (g, j),
                source,
                content,
                entry,
                addressee,
                frame="quote",
                after=False,
                end_open=False,
                reasons=[f"quotation, source, {hit.form}"],
            )
        if a < 3 or s.low[a - 1] not in (",", "—", "–", "--", "-") or a - 1 <= floor + 1:
            return None
        addressee = self.addressee_after(s, hit)
        rest = addressee[1] if addressee else j
        if not self.only_adjuncts(s, rest):
            # "The deal, Clinton said, is bad": the rest of the clause goes on after a comma
            if not (rest + 1 < len(s) and s.low[rest] in (",", ":") and entry.reliability >= PLAIN_SAYING):
                return None
            stop = self.sentence_stop(s)
            frame = self.goes_on(s, rest + 1, stop)
            if frame:
                spans = [(self.clause_start(s, a - 1, floor), a - 1), (rest + 1, stop)]
                reasons = [f"clause, source, {hit.form}, {'quotation' if frame == 'quote' else 'clause'}"]
                return Draft(
                    (g, j), source, spans, entry, addressee, frame, after=False, end_open=False, reasons=reasons
                )
            if not s.low[rest + 1].endswith("ing") and s.low[rest + 1] not in ("and", "but"):
                return None
        start = self.clause_start(s, a - 1, floor)
        if a - 1 - start < 2 or not self.has_verb(s, start, a - 1):
            return None
        if s.low[start] in FRONT_CLAUSES - {"if"} and s.low[start : start + 2] != ["as", "long"]:
            return None
        if (
            rest < self.sentence_stop(s)
            and s.low[start] in SUBORDINATORS | PREPOSITIONS
            and s.low[rest] != ","
            and not self.says_something(s, start, a - 1)
            and self.after_cue(s, hit, g, source, floor)
        ):
            return None  # "After the vote, the party asked to …": a setting, and the content follows
        return Draft(
            (g, j),
            source,
            [(start, a - 1)],
            entry,
            addressee,
            frame="fronted",
            after=False,
            end_open=False,
            reasons=[f"clause, source, {hit.form}"],
        )

    def says_something(self, s: Sentence, a: int, b: int) -> bool:
        """Whether words after a preposition hold a clause of their own: "In war this would be the first place"."""
        if s.low[a] not in PREPOSITIONS or s.low[a] in FRONT_CLAUSES:
            return False
        verb = next((k for k in range(a, b) if s.low[k] in AUXILIARIES and s.low[k] != "'s"), None)
        return verb is not None and _SUBORDINATING.isdisjoint(s.low[a:verb])

    def goes_on(self, s: Sentence, k: int, stop: int) -> str:
        """How a saying its cue interrupts goes on from token k: as a "quote", a "parenthesis", or not at all ("")."""
        word = s.low[k]
        if s.quote[k] is not None:
            return "quote"
        if word in ("but", "and"):
            return "" if self.cue_ahead(s, k + 1, stop) else "parenthesis"
        return "" if word.endswith("ing") or word in COORDINATORS | (SUBORDINATORS - _CONDITIONS) else "parenthesis"

    def absolute(self, s: Sentence, g: int, floor: int) -> tuple[int, int] | None:
        """Whose participle it is in ", with its leader, Ann Roe, saying that …"."""
        subject = subject_left(s, g, floor, self.verbs)
        if subject is None or subject[0] <= floor or s.low[subject[0] - 1] != "with" or s.low[subject[0] - 2] != ",":
            return None
        return subject

    def charged(self, s: Sentence, previous: Draft, joined: int) -> bool:
        """Whether a participle behind "and" is part of a charge: "of making threats and showing …"."""
        a, b = previous.content[-1]
        return (
            previous.frame.startswith("Object")
            and a <= joined
            and any(s.low[k] in ("of", "for") and s.low[k + 1].endswith("ing") for k in range(a, min(b, joined)))
        )

    def leading(self, s: Sentence, hit: Hit, floor: int) -> Draft | None:
        """ "According to X, …" and "…, according to X"."""
        low = s.low
        participle = hit.form.split()[0].endswith("ing") and not hit.form.startswith("according")
        source = phrase_right(
            s,
            hit.end,
            self.verbs,
            apposition=not participle,
            prepositions=frozenset("of for at from with in by to on".split()),
        )
        if source is None or low[source[1] : source[1] + 2] == ["as", "saying"]:
            return None
        n = self.sentence_stop(s)
        if participle and any(
            self.cues.verbs.at(low, k) for k in (*range(floor, hit.start), *range(source[1], n)) if s.quote[k] is None
        ):
            return None  # "…, he said, quoting a proverb"; "media, citing a source, reported": the saying is another's
        entry = hit.entries[0]
        reasons = [f"{hit.form} source"]
        before_stop = hit.start - (1 if hit.start and low[hit.start - 1] == "," else 0)
        start = self.clause_start(s, before_stop, floor)
        if hit.start - floor >= 3 and before_stop - start >= 2:
            content = [(start, before_stop)]
            if (
                source[1] + 2 < n
                and low[source[1]] == ","
                and low[hit.start - 1] == ","
                and not low[source[1] + 1].endswith("ing")
                and low[source[1] + 1] not in ("who", "which", "and", "but")
            ):
                content.append((source[1] + 1, n))
            return Draft(
                (hit.start, hit.end),
                source,
                content,
                entry,
                frame="leading",
                after=False,
                end_open=False,
                reasons=reasons,
            )
        k = source[1]
        while k < n and low[k] not in (",", ":") and s.quote[k] is None and k - source[1] < 8:
            k += 1
        if k >= n or k - source[1] >= 8:
            return None
        content_start = k + (low[k] in (",", ":"))
        return (
            Draft((hit.start, hit.end), source, [(content_start, n)], entry, frame="leading", reasons=reasons)
            if content_start < n
            else None
        )

    def light(self, s: Sentence, hit: Hit, floor: int, drafts: list[Draft]) -> Draft | None:
        """ "expressed deep concern over X", "made remarks that …": light verb, cue noun, complement."""
        low, n = s.low, self.sentence_stop(s)
        if hit.start and (low[hit.start - 1] in DETERMINERS or low[hit.start - 1] in POSSESSIVES):
            return None
        noun = self.noun_of_light(s, hit, n)
        if noun is None:
            return None
        g = self.group_start(s, hit.start)
        if "to" in low[g : hit.start]:
            return None
        end = noun.end
        if end + 1 < n and low[end] == "and" and noun_like(s, end + 1):  # "concern and anger over"
            second = self.cues.nouns.at(low, end + 1)
            end = second.end if second else end
        fit = self.noun_fit(s, noun, self.skip_adjuncts(s, end), n)
        if fit is None:
            return None
        shares = None
        if hit.form.endswith("ing"):
            if g and low[g - 1] not in (",", "and", "while", "but"):
                return None
            shares = outermost(drafts)
            source = shares.source if shares else self.sentence_subject(s, g)
        else:
            source = subject_left(s, g, self.last_wall(s, g, floor), self.verbs)
            if source is None and g and low[g - 1] in ("and", "but") and drafts:
                shares = outermost(drafts)
                source = shares.source if shares else None
        if source is None or not self.agrees(s, hit, source, low[g : hit.start]):
            return None
        if fit.content is None or fit.content[0] >= fit.content[1]:
            return None
        entry = noun.entry(fit.frame)
        entry = replace(entry, reliability=max(entry.reliability, LIGHT))
        reasons = [f"{hit.form} … {noun.form}"]
        return Draft(
            (g, fit.cue_end or end), source, [fit.content], entry, frame=fit.frame, shares=shares, reasons=reasons
        )

    def noun_of_light(self, s: Sentence, hit: Hit, n: int) -> Hit | None:
        """The cue noun a light verb has for its object, with what may stand between: "voiced its deep |concern"."""
        low = s.low
        for k in range(hit.end, min(hit.end + 6, n)):
            if noun := self.cues.nouns.at(low, k):
                return noun
            w = low[k]
            between = w in DETERMINERS or w in POSSESSIVES or noun_like(s, k) or w in COORDINATORS or is_adverb(w)
            if w in TIME_WORDS or w in self.verbs or not between:
                return None
        return None

    def noun(self, s: Sentence, hit: Hit, floor: int) -> Draft | None:
        """ "China's opposition to a deployment", "its demand that …": possessor, cue noun, complement."""
        low, n = s.low, self.sentence_stop(s)
        k = hit.end
        if k >= n or not hit.start:
            return None
        w = low[k]
        if w in ("from", "among") and (drawn := self.drawn(s, hit, floor)):
            return drawn
        if w in hit.prepositions and k + 1 < n:
            content, cue_end, frame = (k + 1, self.noun_object_stop(s, k + 1, n)), k + 1, "PrepositionalPhrase"
        elif w == "that" and "Clause" in hit.complements:
            content, cue_end, frame = (k + 1, self.front_stop(s, k + 1, n)), k, "Clause"
        elif w == "to" and "Infinitive" in hit.complements and self.infinitive(s, k):
            content, cue_end, frame = (k, self.front_stop(s, k, n)), k, "Infinitive"
        elif w in ("from", "by", "of") and "Clause" in hit.complements:
            # "rejected a warning from the ambassador that …": whose words they are follows the noun
            owner = phrase_right(s, k + 1, self.verbs, apposition=False)
            if owner is None or owner[1] + 1 >= n or low[owner[1]] != "that" or not self.names_someone(s, owner):
                return None
            reasons = [f"{hit.form} {w} owner"]
            return Draft(
                (hit.start, hit.end), owner, [(owner[1] + 1, n)], hit.entry("Clause"), frame="Clause", reasons=reasons
            )
        else:
            return None
        # the possessor: "China's (strong) opposition"
        p = hit.start - 1
        while p >= floor and hit.start - p <= 4 and noun_like(s, p) and low[p] != "'s":
            p -= 1
        if p < floor:
            return None
        entry = hit.entry(frame)
        if is_weak(entry):
            return None
        if low[p] == "'s" or low[p] in ("'", "’"):
            source = subject_left(s, p, self.last_wall(s, p, floor), self.verbs)
            behind = [q for q in range(*source) if low[q] in PREPOSITIONS - {"of"}] if source else []
            source = (behind[-1] + 1, p) if behind else source  # "inconsistencies with | Ruritania's claim"
        elif low[p] in ("his", "her", "its", "their"):
            source = (p, p + 1)
        else:
            return None
        if source is None or content[0] >= content[1]:
            return None
        return Draft((hit.start, cue_end), source, [content], entry, frame="noun", reasons=[f"possessor, {hit.form}"])

    def drawn(self, s: Sentence, hit: Hit, floor: int) -> Draft | None:
        """ "The plan drew (sharp) condemnation from Beijing": the subject is what it is about."""
        verb = next((k for k in range(hit.start - 1, max(floor, hit.start - 5), -1) if s.low[k] in _DRAWING), None)
        if verb is None or any(s.low[k] in self.verbs or s.low[k] == "," for k in range(verb + 1, hit.start)):
            return None
        source = phrase_right(s, hit.end + 1, self.verbs)
        if s.low[verb].endswith("ing") and s.low[verb - 1 : verb] == [","]:
            content = (floor, verb - 1)  # "X signed a pact, drawing condemnation from Y"
        else:
            content = subject_left(s, self.group_start(s, verb), self.last_wall(s, verb, floor), self.verbs) or (0, 0)
        entry = hit.entry("PrepositionalPhrase", "Clause", "Phrase")
        if source is None or content[0] >= content[1] or not entry.stance:
            return None
        return Draft(
            (verb, hit.end + 1), source, [content], entry, frame="noun", after=False, reasons=[f"drew {hit.form}"]
        )

    def colon_title(self, s: Sentence) -> Draft | None:
        """Headlines of the form "Wang Yi: THAAD must go"."""
        if ":" not in s.low[:8]:
            return None
        colon = s.low.index(":")
        n = self.sentence_stop(s)
        if (
            colon == 0
            or n - colon < 4
            or not all(s.words[k][0].isupper() or s.low[k] in _COLON_SOURCE for k in range(colon))
        ):
            return None
        said = self.cues.verbs.at(["said"], 0)
        entry = said.entries[0] if said else None
        if entry is None or not (s.quote[colon + 1] is not None or self.has_verb(s, colon + 1, n)):
            return None
        if colon > 4:
            return None
        return Draft(
            (colon, colon + 1), (0, colon), [(colon + 1, n)], entry, frame="colon", reasons=["headline: source, colon"]
        )
