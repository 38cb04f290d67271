"""The transparent attributor: lexicon and word order, no model, no parser.

Order of work in a paragraph: every sentence is tokenised with its quotations folded; cues of the lexicon are tried
from left to right, each in the frames its entry allows; overlapping readings are settled; quotations left over are
joined to the saying of their paragraph or carry on the speaker before. What each rule saw is kept as a reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from extract.attribute.cues import Hit, Lexicon, lexicon
from extract.attribute.english import (
    AUXILIARIES,
    BE,
    CLAUSE_OPENERS,
    CONTRAST,
    COORDINATORS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    MONTHS,
    INANIMATE,
    NEGATIONS,
    NOUN_VERBS,
    OBJECT_PRONOUNS,
    POSSESSIVES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    WEEKDAYS,
)
from extract.attribute.noun_phrases import is_adverb, noun_like, phrase_right, subject_left
from extract.attribute.tokens import QUOTED, Sentence, tokenize, tokenized
from extract.records import Article, Attribution, Form, Passage, Quote, Span, Spans
from ontology.knowledge import CueEntry, Ontology

NAME = "rules.v1"

#: below this reliability a cue needs more than its word: a quotation or a that-clause
WEAK = 0.33
#: the same for words that take a side by themselves (oppose, disavow): they are what positions are made of
WEAK_SIDED = 0.2
#: a light verb with its noun ("expressed concern over") reports far oftener than the noun alone
LIGHT = 0.6
#: a statement inside another is kept from this reliability on; between people's sayings nesting is rare and easily misread
NESTED = 0.42
#: a quotation of at most this many tokens, marked off by nothing else, is a scare quote
_SCARE = 5
#: a quotation without a cue is carried on over at most this many passages
CARRY = 3
_INDEFINITE = frozenset("everybody everyone nobody anybody anyone somebody someone people many some others most nothing something".split())
_FRONT_CLAUSES = frozenset("while although though if when as since because after before once".split())


@dataclass(slots=True)
class Draft:
    """An attribution in the making, in token indexes of one sentence."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: list[tuple[int, int]]
    entry: CueEntry
    addressee: tuple[int, int] | None = None
    frame: str = "clause"
    after: bool = True  #: the content follows the cue
    shares: Draft | None = None  #: the draft whose source this one uses ("adding", "and urged")
    carries: bool = False  #: no source of its own in the sentence: the speaker before goes on
    nested: bool = False
    end_open: bool = True  #: content runs to where the next saying begins
    reasons: list[str] = field(default_factory=list)


@lru_cache(maxsize=4)
def finite_forms(ontology: Ontology) -> frozenset[str]:
    """Past and third-person forms of the cue verbs: in lower case they end a noun phrase."""
    nouns = NOUN_VERBS
    forms = set()
    for cue in ontology.cues:
        if cue.kind in ("verb", "light"):
            for form in cue.forms:
                first = form.split()[0]
                if first.endswith("ed") or first in ("said", "says", "told", "wrote", "thought", "knew", "felt", "spoke", "tells", "saw", "found", "sought", "gave", "made", "held"):
                    forms.add(first)
                elif first.endswith("s") and first not in nouns and not first.endswith("ss"):
                    forms.add(first)
    return frozenset(forms)


def attribute(article: Article, passages: tuple[Passage, ...], ontology: Ontology) -> tuple[Attribution, ...]:
    """Attributions of an article in text order, parents and carried speakers as indexes into the result."""
    found: list[Attribution] = []
    reader = _Reader(article.text, lexicon(ontology), finite_forms(ontology))
    for number, passage in enumerate(passages):
        found.extend(reader.passage(passage, number))
    return _ordered(article.text, found)


class _Reader:
    """Reads one article's passages; holds nothing between passages but what the lexicon says."""

    def __init__(self, text: str, cues: Lexicon, verbs: frozenset[str]) -> None:
        self.text, self.cues, self.verbs = text, cues, verbs

    # ---------------------------------------------------------------- one paragraph

    def passage(self, passage: Passage, number: int) -> list[Attribution]:
        sentences = tokenized(self.text, passage)
        out: list[Attribution] = []
        loose: list[Span] = []  # quotations of sentences that say nothing of their speaker
        direct: Attribution | None = None
        any_words = False  # a sentence of this paragraph has words outside quotations
        for s in sentences:
            drafts = self.sentence(s, passage)
            made = [self.build(d, s, number) for d in drafts]
            quoted = [k for k in range(len(s)) if s.quote[k] is not None]
            quoting = [a for a in made if a.form != "indirect"]
            if quoted and not quoting and _mostly_quoted(s, quoted):
                span = _quoted_stretch(s, quoted)
                if direct is not None:
                    grown = replace(direct, content=(*direct.content, span))
                    out[out.index(direct)] = grown
                    direct = grown
                else:
                    loose.append(span)
            else:
                any_words = True
            out.extend(made)
            if quoting:
                last = quoting[-1]
                if loose:  # "…." "…," he said: what stood before belongs to him
                    grown = replace(last, content=tuple(sorted((*loose, *last.content))))
                    out[out.index(last)] = grown
                    last, loose = grown, []
                direct = last
            for k in quoted:
                out.extend(self.inside(s.quote[k], passage, number))
        if loose and passage.kind == "paragraph":
            content = tuple(loose) if any_words else ((loose[0][0], loose[-1][1]),)
            if any_words is False or len(self.text[loose[0][0] : loose[-1][1]].split()) >= 6:
                out.append(
                    Attribution(content, form="direct", passage=number, confidence=0.6, reasons=("quotation without a cue",))
                )
        return out

    def inside(self, quote: Quote | None, passage: Passage, number: int) -> list[Attribution]:
        """Sayings reported within a quotation: "Minister Han said that …", he said."""
        if quote is None or quote.inner[1] - quote.inner[0] < 40:
            return []
        out = []
        from extract.segment import sentences as split

        for span in split(self.text, *quote.inner):
            s = tokenize(self.text, span, passage.quotes, inside=True)
            for d in self.sentence(s, passage):
                if d.source is None or d.shares or d.frame == "noun" or d.entry.reliability < NESTED or not self.names_someone(s, d.source):
                    continue
                a = self.build(d, s, number)
                out.append(replace(a, confidence=round(a.confidence * 0.8, 3), reasons=(*a.reasons, "inside a quotation")))
        return out

    def names_someone(self, s: Sentence, source: tuple[int, int]) -> bool:
        """A third party by name or office, not "I", "we", "people" or a thing."""
        a, b = source
        if s.low[a] in _INDEFINITE:
            return False
        return any(s.words[k][0].isupper() and (k > 0 or b - a == 1 or s.words[k + 1][0].isupper()) and s.low[k] not in SUBJECT_PRONOUNS and s.low[k] not in DETERMINERS and s.low[k] not in POSSESSIVES for k in range(a, b))

    # ---------------------------------------------------------------- one sentence

    def sentence(self, s: Sentence, passage: Passage) -> list[Draft]:
        drafts: list[Draft] = []
        i, n = 0, len(s)
        floor = 0
        starts = self.cues.first_words
        if s.low[0] in ("asked", "pressed", "questioned") and "," in s.low:
            i = s.low.index(",") + 1  # "Asked if the plan would go ahead, he said …": the question is nobody's saying
            floor = i
        while i < n:
            if s.low[i] not in starts or s.quote[i] is not None:
                i += 1
                continue
            leading = self.cues.leading.at(s.low, i)
            if leading:
                d = self.leading(s, leading, floor)
                if d:
                    self.cut(s, drafts, d)
                    drafts.append(d)
                    i = max(leading.end, d.source[1] if d.source else 0)
                    continue
            light = self.cues.lights.at(s.low, i)
            hit = self.cues.verbs.at(s.low, i)
            if light and not (hit and hit.end > light.end):
                d = self.light(s, light, floor, drafts)
                if d:
                    self.cut(s, drafts, d)
                    drafts.append(d)
                    i = d.cue[1]
                    continue
            if hit:
                d = self.verb(s, hit, floor, drafts, passage)
                if d:
                    self.cut(s, drafts, d)
                    drafts.append(d)
                    i = d.cue[1]
                    continue
            noun = self.cues.nouns.at(s.low, i)
            if noun:
                d = self.noun(s, noun, floor)
                if d:
                    self.cut(s, drafts, d)
                    drafts.append(d)
                    i = d.cue[1]
                    continue
            i += 1
        if passage.kind == "title" and not drafts:
            d = self.colon_title(s)
            if d:
                drafts.append(d)
        return self.settle(s, drafts)

    # ---------------------------------------------------------------- frames

    def verb(self, s: Sentence, hit: Hit, floor: int, drafts: list[Draft], passage: Passage) -> Draft | None:
        """A cue verb in one of its frames, or None where the word is no verb here or takes nothing it could report."""
        low, i, j = s.low, hit.start, hit.end
        before = low[i - 1] if i else ""
        single = hit.kind == "verb"
        if single and (before in DETERMINERS and before not in ("that", "this", "all", "both", "some", "many", "most") or before in POSSESSIVES or before == "'s" and not hit.form.endswith(("ing", "ed"))):
            return None  # "the report", "his claim": a noun
        if single and before in PREPOSITIONS and not hit.form.endswith("ing"):
            return None
        if before in PREPOSITIONS and hit.form.endswith("ing"):
            return None if before not in ("by", "after", "while") else self.gerund(s, hit, floor)
        g = self.group_start(s, i)
        group = low[g:i]
        if "to" in group:
            return None
        if i and s.words[i][0].isupper() and (passage.kind == "paragraph" or not _title_case(s)) and not s.words[i - 1].isupper():
            return None  # "the Washington Post", "Judge Sullivan": a name
        past = hit.form.endswith("ed") or hit.form in ("said", "told", "quoted", "thought", "known", "seen", "found", "held", "asked")
        be_last = next((w for w in reversed(group) if not is_adverb(w) and w not in NEGATIONS), "") in BE
        if single and be_last and past:
            return self.passive(s, hit, g, floor)
        gerund = hit.form.split()[0].endswith("ing")
        source: tuple[int, int] | None
        shares: Draft | None = None
        carries = False
        if gerund and not be_last:
            # "…, adding that …": the speaker of the clause before, else the subject of the sentence
            if g > floor and low[g - 1] not in (",", "and", "while", "but", "—", "–", "--", "-", QUOTED) and not (g == 0):
                return None
            shares = _outermost(drafts)
            source = shares.source if shares else None
            if shares is None:
                if g == 0:
                    carries = True
                    source = None
                else:
                    source = self.sentence_subject(s, g)
                    if source is None:
                        return None
            draft = self.after_cue(s, hit, g, source, floor)
            if draft is not None and draft.frame == "Infinitive" and draft.entry.act == "deny":
                return None  # "…, declining to be named": how it was said, no saying of its own
            if draft is not None:
                draft.shares, draft.carries = shares, carries
                draft.reasons.append("participle shares the speaker")
            return draft
        # coordinated verb: "… and urged X to …"
        previous = _outermost(drafts)
        if g and low[g - 1] in ("and", "but", "or", ",") and previous is not None:
            c = g - 1
            if low[c] in COORDINATORS or (low[c] == "," and c + 1 < len(s) and not gerund and past and low[c - 1] != QUOTED and not s.quote[c - 1]):
                left_np = subject_left(s, g, floor, self.verbs) if low[c] == "," else None
                if left_np is None and previous.after and previous.cue[1] <= c and past and self.same_tense(previous, hit, s):
                    draft = self.after_cue(s, hit, g, previous.source, floor)
                    if draft is not None:
                        draft.shares = previous
                        draft.carries = previous.carries
                        draft.reasons.append("joined verb shares the speaker")
                        return draft
        # quotation or clause before the cue, source after it: "…," said Wang Yi
        if g and (s.quote[g - 1] or (low[g - 1] == "," and g > 1)) and single:
            inverted = self.inverted(s, hit, g, floor, drafts)
            if inverted:
                return inverted
        source = subject_left(s, g, self.last_wall(s, g, floor), self.verbs)
        if source is None:
            if g and low[g - 1] in ("and", "but") and past:
                source = self.sentence_subject(s, g - 1)
            elif g == 0 and passage.kind in ("title", "deck"):
                carries = True
            if source is None and not carries:
                return None
        assert source is not None or carries
        if source is not None and single and not self.agrees(s, hit, source, group):
            return None
        if source is not None and source[1] - source[0] == 1 and low[source[0]] in ("it", "there", "this", "that", "which", "what") and hit.entries[0].reliability < 0.8:
            if not (s.quote[source[0] - 1] if source[0] else None):
                return None
        fronted = self.fronted(s, hit, g, source, floor) if source and low[g - 1] not in ("who", "which") else None
        if fronted:
            return fronted
        draft = self.after_cue(s, hit, g, source, floor)
        if draft:
            draft.carries = carries
            if source is not None and draft.frame not in ("Clause", "quote", "ObjectClause") and s.low[source[1] - 1] in INANIMATE:
                return None  # "the system threatens security": an effect, no saying
        return draft

    def agrees(self, s: Sentence, hit: Hit, source: tuple[int, int], group: list[str]) -> bool:
        """A bare form ("judge", "say") is a finite verb only after a plural, "they" or an auxiliary: else it is a noun."""
        if hit.form != hit.entries[0].lemma or any(w in AUXILIARIES for w in group) or hit.form in ("put", "read", "set"):
            return True
        last = s.low[source[1] - 1]
        if source[1] - source[0] == 1 and last in SUBJECT_PRONOUNS:
            return last in ("they", "we", "i", "you", "who")
        if "and" in s.low[source[0] : source[1]]:
            return True
        head = source[0]
        while head < source[1] and s.low[head] not in PREPOSITIONS and s.low[head] != ",":
            head += 1
        plural = s.low[head - 1]
        return plural.endswith("s") and not plural.endswith(("ss", "'s")) or plural in (
            "people", "police", "many", "others", "some", "most", "both", "men", "women", "these", "those", "media"
        ) or s.low[source[0]] == "the" and plural.endswith("ese")

    def group_start(self, s: Sentence, i: int) -> int:
        """First token of the verb group whose main verb stands at i: auxiliaries, adverbs, negations before it."""
        g = i
        while g > 0:
            w = s.low[g - 1]
            if w in AUXILIARIES or w in NEGATIONS and w != "no" or w == "to" or (is_adverb(w) and s.words[g - 1][0].islower()):
                g -= 1
            else:
                break
        # an adverb that opens the sentence belongs to nothing: "Earlier said"
        return g

    def last_wall(self, s: Sentence, g: int, floor: int) -> int:
        """Left end of the clause: after the last semicolon, colon, dash or folded quotation before g."""
        for k in range(g - 1, floor - 1, -1):
            if s.low[k] in (";", ":", "--", "—", "–", QUOTED, "…", "..."):
                return k + 1
        return floor

    def same_tense(self, previous: Draft, hit: Hit, s: Sentence) -> bool:
        words = s.low[previous.cue[0] : previous.cue[1]]
        return any(w.endswith("ed") or w in ("said", "told", "made", "gave", "wrote", "held", "has", "have", "is", "was") for w in words)

    def sentence_subject(self, s: Sentence, before: int) -> tuple[int, int] | None:
        """The first noun phrase of the sentence that a finite verb follows: the subject a participle leans on."""
        limit = min(before, len(s))
        for k in range(limit):
            w = s.low[k]
            if s.quote[k] is None and (w in AUXILIARIES or (w in self.verbs and s.words[k][0].islower()) or _common_verb(w)):
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

    def passive(self, s: Sentence, hit: Hit, g: int, floor: int) -> Draft | None:
        """ "The plan was criticised by Beijing": content before, source after "by"."""
        j = hit.end
        k = j
        while k < len(s) and is_adverb(s.low[k]):
            k += 1
        subject = subject_left(s, g, self.last_wall(s, g, floor), self.verbs)
        if k < len(s) and s.low[k] == "by":
            source = phrase_right(s, k + 1, self.verbs)
            if source and subject:
                entry = hit.entry("Phrase", "Clause")
                if _weak(entry):
                    return None
                return Draft((g, k + 1), source, [subject], entry, frame="passive", after=False, reasons=[f"passive {entry.lemma}"])
        return None

    def gerund(self, s: Sentence, hit: Hit, floor: int) -> Draft | None:
        """ "… by calling for talks", "after accusing Seoul of …": the subject of the sentence speaks."""
        entry = hit.entry("PrepositionalPhrase", "Phrase", "Clause")
        if entry.reliability < 0.6:
            return None
        source = self.sentence_subject(s, hit.start)
        return self.after_cue(s, hit, hit.start, source, floor) if source else None

    def inverted(self, s: Sentence, hit: Hit, g: int, floor: int, drafts: list[Draft]) -> Draft | None:
        """ "…," said Wang Yi; "China wants talks, says minister"."""
        j = hit.end
        if hit.form.endswith("ing") or "Clause" not in hit.complements:
            return None
        quoted = g - 1 if s.quote[g - 1] else (g - 2 if g > 1 and s.quote[g - 2] else None)
        if quoted is None and g != hit.start:
            return None
        source = phrase_right(s, j, self.verbs)
        if source is None:
            return None
        if s.low[source[0]] in OBJECT_PRONOUNS and s.low[source[0]] not in ("it", "you"):
            return None
        entry = hit.entry("Clause")
        follows = source[1] if source[1] < len(s) else None
        if quoted is not None:
            first = quoted
            while first > floor and (s.quote[first - 1] or s.low[first - 1] == ",") and False:
                first -= 1
            content = [(self.quote_clause_start(s, quoted, floor), quoted + 1)]
            tail = self.trailing_quote(s, source[1])
            if tail:
                content.append(tail)
            return Draft((hit.start, j), source, content, entry, frame="quote", after=False, end_open=False, reasons=[f"quotation, {hit.form}, source"])
        if follows is not None and not self.only_adjuncts(s, follows):
            return None
        start = self.clause_start(s, g - 1, floor)
        if g - 1 - start < 3 or hit.form not in ("said", "says", "say", "added", "adds", "reports", "reported", "told", "warned", "warns", "claims", "claimed", "according"):
            return None
        return Draft((g, j), source, [(start, g - 1)], entry, frame="inverted", after=False, end_open=False, reasons=[f"clause, {hit.form}, source"])

    def quote_clause_start(self, s: Sentence, quoted: int, floor: int) -> int:
        """Where the saying that ends in a folded quotation begins: `There is "no plan," he said` begins before the mark."""
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
                if any(w in self.verbs and w not in ("said",) for w in s.low[k:q]):
                    return None
                return (q, self.sentence_stop(s))
        return None

    def fronted(self, s: Sentence, hit: Hit, g: int, source: tuple[int, int], floor: int) -> Draft | None:
        """Content before source and cue: `"…," Wang said`; "The plan is late, officials said on Friday"."""
        a = source[0]
        j = hit.end
        if not {"Clause", "ObjectClause"} & hit.complements:
            return None
        entry = hit.entry("Clause", "ObjectClause")
        quoted = a - 1 if a and s.quote[a - 1] else (a - 2 if a > 1 and s.low[a - 1] in (",", "—", "–", "-", "--") and s.quote[a - 2] else None)
        if quoted is not None and quoted >= floor:
            addressee = self.addressee_after(s, hit)
            rest = addressee[1] if addressee else j
            if rest < len(s) and s.low[rest] == "that" and not s.quote[rest]:
                return None
            content = [(self.quote_clause_start(s, quoted, floor), quoted + 1)]
            tail = self.trailing_quote(s, rest)
            if tail:
                content.append(tail)
            return Draft((g, j), source, content, entry, addressee, frame="quote", after=False, end_open=False, reasons=[f"quotation, source, {hit.form}"])
        if a < 3 or s.low[a - 1] not in (",", "—", "–", "--", "-") or a - 1 <= floor + 1:
            return None
        addressee = self.addressee_after(s, hit)
        rest = addressee[1] if addressee else j
        if not self.only_adjuncts(s, rest):
            # "The deal, Clinton said, is bad": the rest of the clause goes on after a comma
            if rest < len(s) and s.low[rest] == "," and entry.reliability >= 0.6:
                start = self.clause_start(s, a - 1, floor)
                stop = self.sentence_stop(s)
                if s.low[rest + 1 : rest + 2] and not s.low[rest + 1].endswith("ing") and s.low[rest + 1] not in COORDINATORS | SUBORDINATORS | {QUOTED}:
                    return Draft((g, j), source, [(start, a - 1), (rest + 1, stop)], entry, addressee, frame="parenthesis", after=False, end_open=False, reasons=[f"clause, source, {hit.form}, clause"])
                if s.quote[rest + 1] is not None:
                    return Draft((g, j), source, [(start, a - 1), (rest + 1, stop)], entry, addressee, frame="quote", after=False, end_open=False, reasons=[f"clause, source, {hit.form}, quotation"])
                if not s.low[rest + 1].endswith("ing"):
                    return None
            else:
                return None
        start = self.clause_start(s, a - 1, floor)
        if a - 1 - start < 2 or not self.has_verb(s, start, a - 1):
            return None
        if s.low[start] in _FRONT_CLAUSES - {"if"} and s.low[start : start + 2] != ["as", "long"]:
            return None
        if rest < self.sentence_stop(s) and s.low[start] in SUBORDINATORS | PREPOSITIONS and self.after_cue(s, hit, g, source, floor):
            return None  # "After the vote, the party asked to …": a setting, and the content follows
        return Draft((g, j), source, [(start, a - 1)], entry, addressee, frame="fronted", after=False, end_open=False, reasons=[f"clause, source, {hit.form}"])

    def has_verb(self, s: Sentence, a: int, b: int) -> bool:
        """Whether tokens a to b can be a clause: a fronted adverbial ("On Friday, …") has no verb."""
        if b - a >= 9 or any(s.quote[a:b]):
            return True
        return any(w in AUXILIARIES or w in self.verbs or _common_verb(w) or (w.endswith("ed") and len(w) > 4) or (w.endswith("s") and len(w) > 4) for w in s.low[a:b]) and s.low[a] not in PREPOSITIONS | SUBORDINATORS

    def clause_start(self, s: Sentence, end: int, floor: int) -> int:
        """Start of the clause that ends at token ``end``: the sentence, or after the last semicolon."""
        for k in range(end - 1, floor - 1, -1):
            if s.low[k] in (";",):
                return k + 1
        return floor

    def sentence_stop(self, s: Sentence) -> int:
        """One past the last token that is no closing full stop or bracket."""
        n = len(s)
        while n > 1 and (s.low[n - 1] in (".", ")", ";", ":") or s.low[n - 1] == ","):
            n -= 1
        return n

    def only_adjuncts(self, s: Sentence, k: int) -> bool:
        """Whether nothing but when, where and how follows from token k: the content then stood before."""
        n = self.sentence_stop(s)
        if k >= n or s.low[k] in ("!", "?"):
            return True
        while k + 1 < n and is_adverb(s.low[k]):
            k += 1
        w = s.low[k]
        if w in ("that", "whether"):
            return False
        if w == "," and k + 1 < n and (s.low[k + 1].endswith("ing") or s.low[k + 1] in ("who", "which", "while", "as", "but", "in", "after", "before", "according")):
            return True
        if w == "(":
            return True
        if w in WEEKDAYS or w in MONTHS or w in ("yesterday", "today", "tonight", "late", "earlier", "here", "last", "recently", "again", "this", "later", "as", "when", "while", "after", "during", "before", "upon", "following", "at", "via", "by", "over") or is_adverb(w):
            return w not in ("this",) or (k + 1 < n and s.low[k + 1] in TIME_WORDS)
        if w in ("in", "on", "to", "of", "with", "from", "about", "through", "for", "without"):
            return True
        if w == "and" and k + 1 < n and (self.cues.verbs.at(s.low, k + 1) is not None):
            return True
        return False

    def addressee_after(self, s: Sentence, hit: Hit) -> tuple[int, int] | None:
        """The object of "told X", "urged X", or "said to X"."""
        k = hit.end
        if {"ObjectClause", "ObjectInfinitive"} & hit.complements:
            while k < len(s) and is_adverb(s.low[k]):
                k += 1
            if k < len(s) and s.low[k] not in ("that", "to", ",", ":", "about", "of") and s.quote[k] is None:
                return phrase_right(s, k, self.verbs, apposition=False, prepositions=frozenset(("of", "at")))
            return None
        if k + 1 < len(s) and s.low[k] == "to" and "Clause" in hit.complements:
            found = phrase_right(s, k + 1, self.verbs, apposition=False)
            if found and s.low[k + 1] not in self.verbs:
                return found
        return None

    # ---------------------------------------------------------------- content after the cue

    def after_cue(self, s: Sentence, hit: Hit, g: int, source: tuple[int, int] | None, floor: int) -> Draft | None:
        """Content after the cue, by the first frame of the entry that the words fit."""
        low, n = s.low, self.sentence_stop(s)
        complements = hit.complements
        k = hit.end
        cue_end = hit.end
        addressee = None
        if k < n and low[k] == "to" and "Clause" in complements and "Infinitive" not in complements:
            spoken_to = phrase_right(s, k + 1, self.verbs, apposition=False)
            if spoken_to:
                addressee, k = spoken_to, spoken_to[1]
        if {"ObjectClause", "ObjectInfinitive"} & complements:
            named = self.addressee_after(s, hit)
            if named:
                rest = self.skip_adjuncts(s, named[1])
                if rest < n:
                    w = low[rest]
                    if "ObjectInfinitive" in complements and (w == "to" or w == "not" and low[rest + 1 : rest + 2] == ["to"]):
                        return self.draft(s, hit, g, source, [(rest, n)], "ObjectInfinitive", named)
                    if "ObjectClause" in complements:
                        if w in CLAUSE_OPENERS and w != "who":
                            return self.draft(s, hit, g, source, [(rest + (w == "that"), n)], "ObjectClause", named)
                        q = self.quote_near(s, rest)
                        if q is not None:
                            return self.draft(s, hit, g, source, [(q, n)], "quote", named)
                        if w in SUBJECT_PRONOUNS or w in DETERMINERS or w in POSSESSIVES or s.words[rest][0].isupper() or w == "there":
                            return self.draft(s, hit, g, source, [(rest, n)], "ObjectClause", named)
                        if w == "of" and rest + 1 < n:  # "accused Seoul of …": whom and of what are one
                            return self.draft(s, hit, g, source, [(named[0], n)], "ObjectClause", named)
                        if w == "about" and rest + 1 < n:
                            return self.draft(s, hit, g, source, [(rest + 1, n)], "ObjectClause", named)
                    if "ObjectInfinitive" in complements and w in ("against", "for", "into", "over", "on") and rest + 1 < n and "Phrase" not in complements:
                        return self.draft(s, hit, g, source, [(rest + 1, n)], "ObjectInfinitive", named)
        k = self.skip_adjuncts(s, k)
        if k >= n:
            return None
        w = low[k]
        if "Clause" in complements:
            q = self.quote_near(s, k)
            if q is not None:
                return self.draft(s, hit, g, source, [(q, n)], "quote", addressee)
            if w == "that" and not self.demonstrative(s, k, n):
                return self.draft(s, hit, g, source, [(k + 1, n)], "Clause", addressee)
            that = self.that_ahead(s, k, n)
            if that is not None:
                return self.draft(s, hit, g, source, [(that + 1, n)], "Clause", addressee)
            if w in CLAUSE_OPENERS and w not in ("who", "which"):
                return self.draft(s, hit, g, source, [(k, n)], "Clause", addressee)
        if "Infinitive" in complements and w in ("in", "at", "on", "during", "with", "after", "earlier"):
            # "agreed in its meeting on Friday to adopt"
            to = next((q for q in range(k, min(k + 9, n - 1)) if low[q] == "to" or s.quote[q] is not None or low[q] == ","), None)
            if to is not None and low[to] == "to" and not any(x in AUXILIARIES or x in self.verbs for x in low[k:to]):
                k, w = to, "to"
        if "Infinitive" in complements and (w == "to" and self.infinitive(s, k) or w == "not" and low[k + 1 : k + 2] == ["to"]):
            return self.draft(s, hit, g, source, [(k, n)], "Infinitive", addressee)
        if "PrepositionalPhrase" in complements and w in hit.prepositions and k + 1 < n:
            return self.draft(s, hit, g, source, [(k + 1, self.phrase_stop(s, k + 1, n))], "PrepositionalPhrase", addressee, cue_end=k + 1)
        if "ObjectPrepositionalPhrase" in complements:
            named = phrase_right(s, k, self.verbs, apposition=False, prepositions=frozenset(("of",)) - hit.prepositions)
            if named and named[1] < n and low[named[1]] in hit.prepositions:
                return self.draft(s, hit, g, source, [(named[0], n)], "ObjectPrepositionalPhrase", named)
        if "Predicative" in complements and (noun_like(s, k) or w in DETERMINERS or w in POSSESSIVES or w in OBJECT_PRONOUNS):
            return self.draft(s, hit, g, source, [(k, self.phrase_stop(s, k, n))], "Predicative", addressee)
        if "Clause" in complements and "Phrase" not in complements or ("Clause" in complements and self.bare_clause(s, k, n)):
            if w == ",":
                # "Wang said, going forward with …": a clause set off by commas
                return self.draft(s, hit, g, source, [(k + 1, n)], "Clause", addressee) if hit.entry("Clause").reliability >= 0.7 and k + 4 < n else None
            entry = hit.entry("Clause")
            if not _weak(entry) and self.bare_clause(s, k, n):
                return self.draft(s, hit, g, source, [(k, n)], "Clause", addressee)
        if "Phrase" in complements and (
            noun_like(s, k) or w in DETERMINERS or w in POSSESSIVES or w in OBJECT_PRONOUNS or w in ("what", "how") or s.quote[k] is not None
        ):
            entry = hit.entry("Phrase")
            if not _weak(entry):
                return self.draft(s, hit, g, source, [(k, self.phrase_stop(s, k, n))], "Phrase", addressee)
        return None

    def draft(
        self, s: Sentence, hit: Hit, g: int, source: tuple[int, int] | None, content: list[tuple[int, int]], frame: str,
        addressee: tuple[int, int] | None = None, cue_end: int | None = None,
    ) -> Draft | None:
        content = [(a, b) for a, b in content if a < b]
        if not content or frame not in ("quote", "Clause", "ObjectClause") and self.scare_quote(s, content):
            return None
        if s.low[0] in _FRONT_CLAUSES:  # "While the Council agreed to …, the release is due": the main clause is no content
            a, b = content[0]
            stop = next((q for q in range(a + 2, b - 2) if s.low[q] == "," and (s.low[q + 1] in DETERMINERS | SUBJECT_PRONOUNS | POSSESSIVES or s.words[q + 1][0].isupper())), b)
            content = [(a, stop)]
        entry = hit.entry("Clause" if frame == "quote" else frame)
        if _weak(entry) and frame != "quote":
            return None
        return Draft((g, cue_end or hit.end), source, content, entry, addressee, frame=frame, reasons=[f"source, {hit.form}, {frame}"])

    def demonstrative(self, s: Sentence, that: int, n: int) -> bool:
        """ "repeated that line on Monday": "that" with a bare noun and nothing a clause could begin with."""
        k = that + 1
        if k >= n or not noun_like(s, k) or s.words[k][0].isupper() or s.low[k].endswith("s"):
            return k >= n
        return k + 1 >= n or s.low[k + 1] in PREPOSITIONS | COORDINATORS | TIME_WORDS | {",", "."}

    def infinitive(self, s: Sentence, to: int) -> bool:
        """Whether "to" opens an infinitive rather than "to Beijing", "to the plan"."""
        if to + 1 >= len(s):
            return False
        w = s.low[to + 1]
        return s.words[to + 1][0].islower() and w not in DETERMINERS and w not in POSSESSIVES and w not in OBJECT_PRONOUNS or w == "not" or _title_case(s)

    def scare_quote(self, s: Sentence, content: list[tuple[int, int]]) -> bool:
        """Content that is nothing but a few quoted words ("referring to the 'threat'") is no statement."""
        a, b = content[0][0], content[-1][1]
        if b - a > _SCARE or any(s.quote[a:b]):
            return False
        first = a + (s.low[a] in DETERMINERS)
        before = self.text[s.start[first] - 1 : s.start[first]] if first < b else ""
        after = self.text[s.end[b - 1] : s.end[b - 1] + 2]
        return before in ('"', "“") and any(mark in after for mark in '"”')

    def skip_adjuncts(self, s: Sentence, k: int) -> int:
        """Past when and how between a cue and its content: "said on Friday that", "told a briefing in Seoul:"."""
        low, n = s.low, len(s)
        start = k
        while k < n:
            w = low[k]
            if is_adverb(w) and s.words[k][0].islower() or w in WEEKDAYS or w in ("today", "yesterday", "tonight"):
                k += 1
            elif w in ("on", "last", "late", "early", "earlier", "this", "in", "since", "next", "by") and k + 1 < n and (low[k + 1] in WEEKDAYS or low[k + 1] in MONTHS or low[k + 1] in ("week", "month", "year", "day", "morning", "afternoon", "evening", "late", "early") or low[k + 1] == "the" and k + 2 < n and low[k + 2] in TIME_WORDS):
                k += 2
            elif (w in MONTHS or w.isdigit()) and k > start:
                k += 1
            elif w in ("in", "at", "during", "on", "through", "via") and k + 2 < n and (low[k + 1] in DETERMINERS or low[k + 1] in ("response", "reply", "remarks", "part", "twitter", "cnn", "conclusion", "english", "facebook")):
                stop = k + 1
                while stop < n and stop - k <= 14 and low[stop] not in (",", ":", "that", ".", ";") and s.quote[stop] is None and low[stop] not in SUBJECT_PRONOUNS and low[stop] not in AUXILIARIES:
                    stop += 1
                if stop < n and (low[stop] in (":", "that") or s.quote[stop] is not None or low[stop] in SUBJECT_PRONOUNS and low[stop] not in ("it", "who")):
                    k = stop
                elif stop < n and low[stop] == "," and stop + 1 < n and (s.quote[stop + 1] is not None):
                    k = stop
                else:
                    # the shortest phrase: preposition, determiner, words up to the first name or pronoun that opens a clause
                    short = k + 2
                    while short < n and noun_like(s, short) and s.words[short][0].islower() and short - k < 5:
                        short += 1
                    if low[k + 1] in ("a", "an", "response", "remarks") and short < n and (low[short] in DETERMINERS or s.words[short][0].isupper()) and low[short] not in MONTHS:
                        k = short
                    elif low[k + 1] in ("a", "an") and short + 1 < n and low[short] in ("on", "in") and (low[short + 1] in WEEKDAYS or low[short + 1] in MONTHS):
                        k = short
                    else:
                        break
            else:
                break
        return k

    def quote_near(self, s: Sentence, k: int) -> int | None:
        """A folded quotation at k, behind a comma or colon."""
        if s.quote[k] is not None:
            return k
        if s.low[k] in (",", ":", "—", "–", "-", "--") and k + 1 < len(s) and s.quote[k + 1] is not None:
            return k + 1
        return None

    def that_ahead(self, s: Sentence, k: int, n: int) -> int | None:
        """A "that" a few words ahead with no verb before it: "told lawmakers on Oct. 30 that", "said Friday in Seoul that"."""
        reach = 24 if s.low[k] in ("after", "during", "following", "at", "in", "on", "ahead") else 9
        for q in range(k, min(k + reach, n)):
            w = s.low[q]
            if w == "that":
                return q if q > k and s.low[q - 1] not in ("all", "the") and self.bare_clause(s, q + 1, n) and s.low[k] in PREPOSITIONS | frozenset((",",)) | TIME_WORDS else None
            if w in AUXILIARIES or w in SUBJECT_PRONOUNS or s.quote[q] is not None or w in self.verbs:
                return None
        return None

    def bare_clause(self, s: Sentence, k: int, n: int) -> bool:
        """Whether a clause can begin at k: a subject, then a finite verb within reach."""
        w = s.low[k] if k < n else ""
        if not w or w in PREPOSITIONS and w not in ("under", "in", "at", "despite", "after", "during") or w in AUXILIARIES:
            return False
        if w in SUBJECT_PRONOUNS or w == "there":
            return True
        if w in OBJECT_PRONOUNS:
            return False
        for q in range(k + 1, min(k + 22, n)):
            x = s.low[q]
            if x in AUXILIARIES and x not in ("'s",) or x in self.verbs and s.words[q][0].islower() or _common_verb(x):
                return True
            if x in (";", ":", ",", "as", "because", "while", "when", "if", "but") or x in ("who", "which", "that") and q > k + 1:
                return False
            if x == "and" and q + 1 < n and (s.words[q + 1][0].isupper() and s.words[q - 1][0].islower() or s.low[q + 1] in DETERMINERS | SUBJECT_PRONOUNS):
                return False
        return False

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
                if w == "," and not self.list_comma(s, q, n):
                    return q
                if w in ("during", "while", "when", "after", "because", "although", "though", "amid", "saying", "whereas", "as", "before", "until", "but") :
                    return q
                if w == "in" and q + 2 < n and s.low[q + 1] in ("a", "an", "remarks", "response") and s.low[q + 2] not in ("way", "manner"):
                    return q
                if (w == "on" or w == "late") and q + 1 < n and s.low[q + 1] in WEEKDAYS or w in WEEKDAYS:
                    return q
        return n

    def list_comma(self, s: Sentence, q: int, n: int) -> bool:
        """A comma inside an enumeration of nouns, not at the end of the phrase."""
        ahead = s.low[q + 1 : min(q + 7, n)]
        return "and" in ahead and not any(w in AUXILIARIES or w in self.verbs or w in SUBJECT_PRONOUNS or w in SUBORDINATORS for w in ahead)

    # ---------------------------------------------------------------- other cues

    def leading(self, s: Sentence, hit: Hit, floor: int) -> Draft | None:
        """ "According to X, …" and "…, according to X"."""
        low = s.low
        participle = hit.form.split()[0].endswith("ing") and not hit.form.startswith("according")
        source = phrase_right(s, hit.end, self.verbs, apposition=not participle, prepositions=frozenset("of for at from with in by to on".split()))
        if source is None:
            return None
        n = self.sentence_stop(s)
        if participle and any(self.cues.verbs.at(low, k) for k in (*range(floor, hit.start), *range(source[1], n)) if s.quote[k] is None):
            return None  # "…, he said, quoting a proverb"; "media, citing a source, reported": the saying is another's
        entry = hit.entries[0]
        reasons = [f"{hit.form} source"]
        before_stop = hit.start - (1 if hit.start and low[hit.start - 1] == "," else 0)
        start = self.clause_start(s, before_stop, floor)
        if hit.start - floor >= 3 and before_stop - start >= 2:
            content = [(start, before_stop)]
            if source[1] + 2 < n and low[source[1]] == "," and low[hit.start - 1] == "," and not low[source[1] + 1].endswith("ing") and low[source[1] + 1] not in ("who", "which", "and", "but"):
                content.append((source[1] + 1, n))
            return Draft((hit.start, hit.end), source, content, entry, frame="leading", after=False, end_open=False, reasons=reasons)
        k = source[1]
        while k < n and low[k] not in (",", ":") and s.quote[k] is None and k - source[1] < 8:
            k += 1
        if k >= n or k - source[1] >= 8:
            return None
        content_start = k + (low[k] in (",", ":"))
        return Draft((hit.start, hit.end), source, [(content_start, n)], entry, frame="leading", reasons=reasons) if content_start < n else None

    def light(self, s: Sentence, hit: Hit, floor: int, drafts: list[Draft]) -> Draft | None:
        """ "expressed deep concern over X", "made remarks that …", "raises concerns": light verb, cue noun, complement."""
        low, n = s.low, self.sentence_stop(s)
        if hit.start and (low[hit.start - 1] in DETERMINERS or low[hit.start - 1] in POSSESSIVES):
            return None
        k = hit.end
        noun = None
        while k < min(hit.end + 6, n):
            noun = self.cues.nouns.at(low, k)
            if noun:
                break
            if low[k] in TIME_WORDS or low[k] in self.verbs or not (
                low[k] in DETERMINERS or low[k] in POSSESSIVES or noun_like(s, k) or low[k] in COORDINATORS or is_adverb(low[k])
            ):
                return None
            k += 1
        if not noun:
            return None
        # "concern and anger over"
        end = noun.end
        if end + 1 < n and low[end] == "and" and noun_like(s, end + 1):
            second = self.cues.nouns.at(low, end + 1)
            if second:
                end = second.end
        g = self.group_start(s, hit.start)
        if "to" in low[g : hit.start]:
            return None
        frame = None
        after = self.skip_adjuncts(s, end)
        cue_end = end
        if after < n:
            w = low[after]
            if w in noun.prepositions or w in ("over", "about", "regarding") and "PrepositionalPhrase" in noun.complements:
                content, cue_end, frame = (after + 1, self.phrase_stop(s, after + 1, n)), after + 1, "PrepositionalPhrase"
            elif w == "that" and low[after + 1 : after + 2]:
                content, frame = (after + 1, n), "Clause"
            elif w == "to" and self.infinitive(s, after):
                content, frame = (after, n), "Infinitive"
            elif low[after : after + 2] == ["last", "year"] and after + 2 < n and low[after + 2] == "to":
                content, frame = (after + 2, n), "Infinitive"
            elif w == ":" and after + 1 < n:
                content, frame = (after + 1, n), "quote"
        if frame is None:
            return None
        shares = None
        carries = False
        source = None
        if hit.form.endswith("ing"):
            if g and low[g - 1] not in (",", "and", "while", "but"):
                return None
            shares = _outermost(drafts)
            source = shares.source if shares else self.sentence_subject(s, g)
        else:
            source = subject_left(s, g, self.last_wall(s, g, floor), self.verbs)
            if source is None and g and low[g - 1] in ("and", "but") and drafts:
                shares = _outermost(drafts)
                source = shares.source if shares else None
        if source is None or not self.agrees(s, hit, source, low[g : hit.start]):
            return None
        if content[0] >= content[1]:
            return None
        entry = noun.entry(frame)
        entry = replace(entry, reliability=max(entry.reliability, LIGHT))
        return Draft((g, cue_end), source, [content], entry, frame=frame, shares=shares, carries=carries, reasons=[f"{hit.form} … {noun.form}"])

    def noun(self, s: Sentence, hit: Hit, floor: int) -> Draft | None:
        """ "China's opposition to a deployment", "its demand that …": possessor, cue noun, complement."""
        low, n = s.low, self.sentence_stop(s)
        k = hit.end
        if k >= n or not hit.start:
            return None
        w = low[k]
        if w in hit.prepositions and k + 1 < n:
            content, cue_end, frame = (k + 1, self.noun_object_stop(s, k + 1, n)), k + 1, "PrepositionalPhrase"
        elif w == "that" and "Clause" in hit.complements:
            content, cue_end, frame = (k + 1, n), k, "Clause"
        elif w == "to" and "Infinitive" in hit.complements and self.infinitive(s, k):
            content, cue_end, frame = (k, n), k, "Infinitive"
        else:
            return None
        # the possessor: "China's (strong) opposition"
        p = hit.start - 1
        while p >= floor and hit.start - p <= 4 and noun_like(s, p) and low[p] != "'s":
            p -= 1
        if p < floor:
            return None
        entry = hit.entry(frame)
        if _weak(entry):
            return None
        if low[p] == "'s" or low[p] in ("'", "’"):
            source = subject_left(s, p, self.last_wall(s, p, floor), self.verbs)
        elif low[p] in ("his", "her", "its", "their"):
            source = (p, p + 1)
        else:
            return None
        if source is None or content[0] >= content[1]:
            return None
        return Draft((hit.start, cue_end), source, [content], entry, frame="noun", reasons=[f"possessor, {hit.form}"])

    def noun_object_stop(self, s: Sentence, k: int, n: int) -> int:
        """The object of a nominal cue ends at its sentence's verb: "China's opposition to a deployment has been known"."""
        stop = self.phrase_stop(s, k, n)
        for q in range(k + 1, stop):
            if s.low[q] in BE | HAVE | DO | MODALS and s.low[q] not in ("'s", "being") or s.low[q] in self.verbs and s.words[q][0].islower() and s.low[q - 1] not in DETERMINERS or _common_verb(s.low[q]):
                return q
        return stop

    def colon_title(self, s: Sentence) -> Draft | None:
        """Headlines of the form "Wang Yi: THAAD must go"."""
        if ":" not in s.low[:8]:
            return None
        colon = s.low.index(":")
        n = self.sentence_stop(s)
        if colon == 0 or n - colon < 4 or not all(s.words[k][0].isupper() or s.low[k] in ("of", "the") for k in range(colon)):
            return None
        entry = next((o[1][0] for o in self.cues.verbs.by_first.get("said", ())), None)
        if entry is None or not (s.quote[colon + 1] is not None or self.has_verb(s, colon + 1, n)):
            return None
        if colon > 4:
            return None
        return Draft((colon, colon + 1), (0, colon), [(colon + 1, n)], entry, frame="colon", reasons=["headline: source, colon"])

    # ---------------------------------------------------------------- settling

    def cut(self, s: Sentence, drafts: list[Draft], d: Draft) -> None:
        """End the contents of the sayings before where the new one stands beside them."""
        begins = d.source[0] if d.source and not d.shares and d.source[0] < d.cue[0] else d.cue[0]
        for previous in drafts:
            a, b = previous.content[0][0], previous.content[-1][1]
            if not (previous.after and previous.end_open and a <= d.cue[0] < b and self.is_sibling(s, previous, d, begins)):
                continue
            end = begins
            while end > a and (s.low[end - 1] in (",", ";", "—", "–", "--") or s.low[end - 1] in COORDINATORS or s.low[end - 1] in CONTRAST):
                end -= 1
            if end > a:
                previous.content[-1] = (previous.content[-1][0], end)

    def settle(self, s: Sentence, drafts: list[Draft]) -> list[Draft]:
        """Mark what stands inside another saying, drop what cannot be a saying beside it."""
        kept: list[Draft] = []
        for d in drafts:
            keep = True
            if d.entry.reliability >= NESTED or d.frame == "Clause":
                # "quoted the envoy as saying that": the envoy's saying, not one about him
                kept = [p for p in kept if not (p.frame in ("Phrase", "Predicative") and d.source and p.content[0][0] == d.source[0] and d.cue[0] == d.source[1])]
            outer = not d.after and d.frame != "passive"
            for previous in kept:
                if any(x in previous.content for x in d.content):
                    keep = False  # the same words taken twice
                    continue
                if outer and d.content[0][0] <= previous.cue[0]:
                    continue  # "Han explained that …, the officials said": settled below
                a, b = previous.content[0][0], previous.content[-1][1]
                if not (a <= d.cue[0] < b):
                    continue
                if d.shares is previous:
                    keep = keep and False
                    continue
                if d.frame == "noun":
                    keep = False  # a possessor inside another's words
                elif d.entry.reliability >= NESTED and d.source and not d.shares and self.names_someone(s, d.source) and self.nestable(s, d, previous):
                    d.nested = True
                else:
                    keep = False
            # content that reaches over an earlier saying: "X said A and Y said B": the later one keeps its own part
            if keep and not d.after:
                for previous in kept:
                    pa, pb = previous.cue[0], previous.content[0][0]
                    if previous.frame == "leading" and d.content[0][0] >= previous.content[0][0]:
                        previous.reasons.append("drop")  # "According to the diplomat, '…,' Hong said": one saying, named once
                        continue
                    if d.content[0][0] <= pa and pb < d.content[-1][1]:
                        stop = next((b for _, b in d.content if previous.cue[0] < b), d.content[-1][1])
                        previous.content = [(a, min(b, stop)) for a, b in previous.content if a < stop]
                        if d.frame in ("fronted", "inverted", "leading", "quote", "parenthesis") and previous.source and self.names_someone(s, previous.source) and previous.entry.reliability >= NESTED:
                            previous.nested = True
                        elif previous.entry.reliability < 0.6 or previous.frame not in ("Clause", "ObjectClause"):
                            previous.nested = True
                            previous.carries = previous.carries
                            previous.reasons.append("drop")
                kept = [p for p in kept if "drop" not in p.reasons]
            if keep:
                kept.append(d)
        return kept

    def nestable(self, s: Sentence, d: Draft, outer: Draft) -> bool:
        """Only a saying with a source of its own that is not the outer one's pronoun stands inside another."""
        return not (d.source and d.source[1] - d.source[0] == 1 and s.low[d.source[0]] in SUBJECT_PRONOUNS)

    def is_sibling(self, s: Sentence, previous: Draft, d: Draft, begins: int) -> bool:
        """Whether d stands beside the content of the saying before rather than inside it."""
        if d.shares is previous or (d.shares is not None and d.shares is previous.shares):
            return True
        k = begins - 1
        if k <= previous.content[0][0]:
            return False
        w = s.low[k]
        if w == ";":
            return True
        if w in CONTRAST and (s.low[k - 1] == "," or w in ("but", "while", "whereas")):
            return True
        if w == "," and s.low[begins] in CONTRAST:
            return True
        if w == "and" and d.after and previous.frame != "Clause" and s.words[begins][0].isupper() and s.words[k - 1][0].islower():
            return True
        return bool(w in ("and",) and s.low[k - 1] == "," and d.after and s.words[begins][0].isupper() and previous.frame in ("Phrase", "PrepositionalPhrase", "Infinitive", "ObjectInfinitive"))

    # ---------------------------------------------------------------- into records

    def build(self, d: Draft, s: Sentence, number: int) -> Attribution:
        content = tuple(self.span(s, a, b) for a, b in d.content)
        source = (s.between(*d.source),) if d.source else ()
        cue = (s.between(*d.cue),)
        return Attribution(
            content=content,
            cue=cue,
            source=source,
            form=self.form(s, d),
            cue_name=d.entry.name,
            addressee=(s.between(*d.addressee),) if d.addressee else (),
            passage=number,
            confidence=round(self.confidence(d), 3),
            reasons=(*d.reasons, *(("carries the speaker before",) if d.carries else ())),
        )

    def span(self, s: Sentence, a: int, b: int) -> Span:
        start, end = s.between(a, b)
        # a scare quote's marks stand outside its tokens: take them in where the content begins or ends with one
        text = self.text
        while start > s.span[0] and text[start - 1] in "\"“‘" :
            start -= 1
        if end < s.span[1] and text[end] in "\"”" and s.quote[b - 1] is None:
            end += 1
        return start, end

    def form(self, s: Sentence, d: Draft) -> Form:
        tokens = [k for a, b in d.content for k in range(a, b)]
        quoted = [k for k in tokens if s.quote[k] is not None]
        if quoted and all(s.quote[k] is not None or s.low[k] in (",", ".", "and") for k in tokens):
            return "direct"
        marks = any(self.text.find(mark, s.start[a], s.end[b - 1]) >= 0 for a, b in d.content for mark in ('"', "“", "''"))
        return "mixed" if quoted or marks else "indirect"

    def confidence(self, d: Draft) -> float:
        value = d.entry.reliability
        if d.frame == "quote":
            value = max(value, 0.85)
        if d.frame in ("Phrase", "noun", "Predicative"):
            value *= 0.85
        if d.nested:
            value *= 0.8
        if d.carries or d.source is None:
            value *= 0.8
        return min(value, 0.99)


def _common_verb(word: str) -> bool:
    from extract.attribute.english import COMMON_VERBS

    return word in COMMON_VERBS


def _weak(entry: CueEntry) -> bool:
    return entry.reliability < (WEAK_SIDED if entry.stance else WEAK)


def _outermost(drafts: list[Draft]) -> Draft | None:
    """The last saying that stands in no other's content: whose speaker "adding" and "and urged" share."""
    for d in reversed(drafts):
        if not any(o is not d and o.after and o.content[0][0] <= d.cue[0] < o.content[-1][1] for o in drafts):
            return d
    return None


def _title_case(s: Sentence) -> bool:
    """Headline Style Of Capitals: then a capital letter tells nothing."""
    words = [w for w in s.words[1:] if w[0].isalpha() and len(w) > 3]
    return sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _mostly_quoted(s: Sentence, quoted: list[int]) -> bool:
    """A sentence that is a quotation, perhaps with a word or a half-sentence beside it and no cue."""
    outside = [k for k in range(len(s)) if s.quote[k] is None and s.low[k][0].isalnum()]
    inside = sum(s.end[k] - s.start[k] for k in quoted)
    return len(outside) <= 2 or (s.quote[0] is not None and inside > 2 * sum(s.end[k] - s.start[k] for k in outside))


def _quoted_stretch(s: Sentence, quoted: list[int]) -> Span:
    if s.quote[0] is not None and len(s) > 1 and any(s.low[k][0].isalnum() for k in range(len(s)) if s.quote[k] is None):
        end = s.end[-1]
        return s.start[0], end - 1 if s.low[-1] == "." else end
    return s.start[quoted[0]], s.end[quoted[-1]]


def _ordered(text: str, found: list[Attribution]) -> tuple[Attribution, ...]:
    """Text order, no two alike, parents found, speakers carried on where nothing names them."""
    unique: dict[tuple[Spans, Spans], Attribution] = {}
    for a in found:
        unique.setdefault((a.content, a.cue), a)
    ordered = sorted(unique.values(), key=lambda a: (a.content[0][0], -a.content[-1][1], a.cue))
    by_passage: dict[int, list[int]] = {}
    for i, a in enumerate(ordered):
        by_passage.setdefault(a.passage, []).append(i)
    out: list[Attribution] = []
    for i, a in enumerate(ordered):
        parent = None
        for j in by_passage[a.passage]:
            if j != i and _inside(a, ordered[j]) and (parent is None or _length(ordered[parent].content) > _length(ordered[j].content)):
                parent = j
        continues = None
        if not a.source and parent is None:
            continues = next(
                (j for j in range(len(out) - 1, -1, -1) if out[j].parent is None and out[j].content[0][0] < a.content[0][0] and a.passage - out[j].passage <= CARRY),
                None,
            )
        out.append(replace(a, parent=parent, continues=continues))
    return tuple(out)


def _inside(a: Attribution, b: Attribution) -> bool:
    """Whether a's cue and content stand inside b's content."""
    spans = (*a.content, *a.cue)
    return all(any(s <= x and y <= e for s, e in b.content) for x, y in spans) and a.content != b.content


def _length(spans: Spans) -> int:
    return sum(b - a for a, b in spans)
