"""The transparent attributor: lexicon and word order, no model, no parser.

Order of work in a paragraph: every sentence is tokenised with its quotations folded; cues of the lexicon are tried
from left to right, each in the frames its entry allows; overlapping readings are settled; quotations left over are
joined to the saying of their paragraph or carry on the speaker before. What each rule saw is kept as a reason.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from extract.attribute.cues import lexicon
from extract.attribute.drafts import Draft
from extract.attribute.english import CONTRAST, COORDINATORS, DETERMINERS, NOUN_VERBS, PREPOSITIONS, SUBJECT_PRONOUNS
from extract.attribute.frames import Frames
from extract.attribute.tokens import Sentence, tokenize, tokenized
from extract.records import Article, Attribution, Form, Passage, Quote, Span, Spans
from extract.segment import sentences
from ontology.knowledge import Ontology

NAME = "rules.v2"
#: a statement inside another is kept from this reliability on: nesting is rare and easily misread
NESTED = 0.42
#: the frames of a saying inside another: an attitude told there is the teller's wording
_NESTING = frozenset(
    ("Clause", "ObjectClause", "ObjectInfinitive", "quote", "PrepositionalPhrase", "inverted", "leading", "noun")
)
#: from this reliability on a pronoun's saying is kept under another ("He said that …, according to an official")
PLAIN = 0.6
#: confidence in a turn of a transcript, and the labels under which questions are put
TURN = 0.9
_ASKING = frozenset("question questions reporter journalist moderator host".split())
_LABEL = re.compile(r"(?P<name>(?:[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|of|the|for)){0,5}) ?:\s+(?=\S)")
#: a quotation without a cue is carried on over at most this many passages
CARRY = 3


@lru_cache(maxsize=4)
def finite_forms(ontology: Ontology) -> frozenset[str]:
    """Past and third-person forms of the cue verbs: in lower case they end a noun phrase."""
    nouns = NOUN_VERBS
    forms = set()
    for cue in ontology.cues:
        if cue.kind in ("verb", "light"):
            for form in cue.forms:
                first = form.split()[0]
                if (
                    first.endswith("ed")
                    or first
                    in (
                        "said",
                        "says",
                        "told",
                        "wrote",
                        "thought",
                        "knew",
                        "felt",
                        "spoke",
                        "tells",
                        "saw",
                        "found",
                        "sought",
                        "gave",
                        "made",
                        "held",
                    )
                    or (first.endswith("s") and first not in nouns and not first.endswith("ss"))
                ):
                    forms.add(first)
    return frozenset(forms)


def attribute(article: Article, passages: tuple[Passage, ...], ontology: Ontology) -> tuple[Attribution, ...]:
    """Attributions of an article in text order, parents and carried speakers as indexes into the result."""
    found: list[Attribution] = []
    reader = _Reader(article.text, lexicon(ontology), finite_forms(ontology))
    spoken = turns(article.text, passages)
    for number, passage in enumerate(passages):
        found.extend(
            reader.turn(passage, number, spoken[number]) if number in spoken else reader.passage(passage, number)
        )
    return ordered(article.text, found)


def turns(text: str, passages: tuple[Passage, ...]) -> dict[int, Span]:
    """Of a transcript the passages that open with their speaker's name and a colon, and where the name stands.

    One such line is a headline or a label ("Fuel prices: …"); a name that opens two is a speaker's, and then every
    other label between the first and the last of them is one, too. "Q:" and "A:" name nobody.
    """
    labelled = {
        n: m.span("name")
        for n, p in enumerate(passages)
        if p.kind == "paragraph" and (m := _LABEL.match(text, *p.span)) and len(m["name"]) > 1
    }
    names = [text[a:b] for a, b in labelled.values()]
    again = [n for n, (a, b) in labelled.items() if names.count(text[a:b]) > 1]
    return {n: span for n, span in labelled.items() if again and again[0] <= n <= again[-1]}


class _Reader(Frames):
    """Reads one article's passages; holds nothing between passages but what the lexicon says."""

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
                    Attribution(
                        content, form="direct", passage=number, confidence=0.6, reasons=("quotation without a cue",)
                    )
                )
        return out

    def turn(self, passage: Passage, number: int, name: Span) -> list[Attribution]:
        """What one speaker of a transcript says, all of the paragraph behind the label, and what is reported in it; a
        question says nothing itself."""
        colon = self.text.index(":", name[1])
        start = colon + 1 + len(self.text[colon + 1 :]) - len(self.text[colon + 1 :].lstrip())
        content = (start, passage.span[1])
        reported = self.inside(Quote(content, content), passage, number)
        if self.text[name[0] : name[1]].lower() in _ASKING:
            return reported
        said = Attribution(
            (content,),
            ((colon, colon + 1),),
            (name,),
            form="direct",
            passage=number,
            confidence=TURN,
            reasons=("a speaker's turn in a transcript",),
        )
        return [said, *reported]

    def inside(self, quote: Quote | None, passage: Passage, number: int) -> list[Attribution]:
        """Sayings reported within a quotation: "Minister Han said that …", he said."""
        if quote is None or quote.inner[1] - quote.inner[0] < 40:
            return []
        out = []
        for span in sentences(self.text, *quote.inner):
            s = tokenize(self.text, span, passage.quotes, inside=True)
            for d in self.sentence(s, passage):
                if (
                    d.source is None
                    or d.shares
                    or d.frame == "noun"
                    or (d.frame == "Phrase" and not d.entry.stance)
                    or d.entry.reliability < NESTED
                    or not self.names_someone(s, d.source)
                ):
                    continue
                a = self.build(d, s, number)
                out.append(
                    replace(a, confidence=round(a.confidence * 0.8, 3), reasons=(*a.reasons, "inside a quotation"))
                )
        return out

    def sentence(self, s: Sentence, passage: Passage) -> list[Draft]:
        """The sayings of one sentence: every cue from left to right, each in the first frame its words fit."""
        self.headline = passage.kind != "paragraph"
        floor = 0
        if s.low[:1] in (["asked"], ["pressed"], ["questioned"]) and "," in s.low:
            floor = (
                s.low.index(",") + 1
            )  # "Asked if the plan would go ahead, he said …": the question is nobody's saying
        drafts: list[Draft] = []
        free = floor  # first token no draft has taken yet
        starts = self.cues.first_words
        for i, word in enumerate(s.low):
            if word not in starts or i < free or s.quote[i] is not None:
                continue
            d = self.cue(s, i, floor, drafts, passage)
            if d:
                self.cut(s, drafts, d)
                drafts.append(d)
                free = max(d.cue[1], d.source[1] if d.frame == "leading" and d.source else 0)
        if passage.kind in ("title", "deck") and not drafts:
            d = self.colon_title(s)
            if d:
                drafts.append(d)
        return self.settle(s, drafts)

    def cue(self, s: Sentence, i: int, floor: int, drafts: list[Draft], passage: Passage) -> Draft | None:
        """What the cue at token i reports: as "according to", light verb, verb or noun, in this order."""
        hit = self.cues.leading.at(s.low, i)
        d = self.leading(s, hit, floor) if hit else None
        if d:
            return d
        light, verb = self.cues.lights.at(s.low, i), self.cues.verbs.at(s.low, i)
        if light and not (verb and verb.end > light.end):
            d = self.light(s, light, floor, drafts)
        if d is None and verb:
            d = self.verb(s, verb, floor, drafts, passage)
        if d is None:
            noun = self.cues.nouns.at(s.low, i)
            d = self.noun(s, noun, floor) if noun else None
        return d

    def cut(self, s: Sentence, drafts: list[Draft], d: Draft) -> None:
        """End the contents of the sayings before where the new one stands beside them."""
        begins = d.source[0] if d.source and not d.shares and d.source[0] < d.cue[0] else d.cue[0]
        for previous in drafts:
            a, b = previous.content[0][0], previous.content[-1][1]
            if not (
                previous.after and previous.end_open and a <= d.cue[0] < b and self.is_sibling(s, previous, d, begins)
            ):
                continue
            end = begins
            while end > a and (
                s.low[end - 1] in (",", ";", "—", "–", "--")
                or s.low[end - 1] in COORDINATORS
                or s.low[end - 1] in CONTRAST
            ):
                end -= 1
            if end > a:
                previous.content[-1] = (previous.content[-1][0], end)

    def settle(self, s: Sentence, drafts: list[Draft]) -> list[Draft]:
        """Mark what stands inside another saying, drop what cannot be a saying beside it."""
        kept: list[Draft] = []
        for d in drafts:
            for p in kept:
                if _says_who_is_quoted(p, d):
                    p.content[-1] = (p.content[-1][0], d.content[-1][1])
            if not self.stands(s, kept, d):
                continue
            if not d.after:
                kept = [p for p in kept if self.stands_under(s, p, d)]
            kept.append(d)
        return kept

    def stands(self, s: Sentence, kept: list[Draft], d: Draft) -> bool:
        """Whether d is a saying beside or inside those kept so far; one inside is marked nested."""
        outer = not d.after and d.frame != "passive"
        for previous in kept:
            if any(x in previous.content for x in d.content):
                return False  # the same words taken twice
            if outer and d.content[0][0] <= previous.cue[0]:
                continue  # "Han explained that …, the officials said": d is the outer one
            if not previous.content[0][0] <= d.cue[0] < previous.content[-1][1]:
                continue
            plan = d.frame == "Infinitive" and d.entry.kind == "verb"
            if d.shares or not d.source or d.entry.reliability < NESTED or not (plan or d.frame in _NESTING):
                return False
            described = s.low[d.source[0]] == "the" and d.entry.reliability >= PLAIN and d.frame == "Clause"
            if d.frame == "noun":  # "called his claim that it fell a lie": whose the noun is, says it
                if s.low[d.cue[1] - 1] in PREPOSITIONS:
                    return False
            elif not (self.names_someone(s, d.source) or described) or not self.nestable(s, d):
                return False
            d.nested = True
        return True

    def stands_under(self, s: Sentence, previous: Draft, d: Draft) -> bool:
        """Whether an earlier saying stands once d, whose content comes first, is told to hold it or to be the same."""
        first = previous.content[0][0]
        if previous.frame == "leading" and d.content[0][0] >= first:
            return False  # "According to the diplomat, '…,' Hong said": one saying, named once
        if not (d.content[0][0] <= previous.cue[0] and first < d.content[-1][1]):
            return True
        stop = next((b for _, b in d.content if previous.cue[0] < b), d.content[-1][1])
        previous.content = [(a, min(b, stop)) for a, b in previous.content if a < stop]
        if not previous.content:
            return False
        named = previous.source is not None and self.names_someone(s, previous.source)
        if d.frame != "passive" and named and previous.entry.reliability >= NESTED:
            previous.nested = True
            return True
        return previous.entry.reliability >= PLAIN and previous.frame in ("Clause", "ObjectClause", "quote")

    def nestable(self, s: Sentence, d: Draft) -> bool:
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
        if w == ";" or (w == "," and self.headline and d.after and d.source is not None and d.source[0] == begins):
            return True  # "Oslo calls the pact dead, Stockholm says it lives"
        if w in CONTRAST and (s.low[k - 1] == "," or w in ("but", "while", "whereas")):
            return True
        if w == "," and s.low[begins] in CONTRAST:
            return True
        if (
            w == "and"
            and d.after
            and previous.frame != "Clause"
            and s.words[begins][0].isupper()
            and s.words[k - 1][0].islower()
        ):
            return True
        if w == "and" and s.low[k - 1] == "," and d.after and d.source and d.entry.reliability >= NESTED:
            if s.words[begins][0].isupper() or s.low[begins] in DETERMINERS:
                return True
        return bool(
            w in ("and",)
            and s.low[k - 1] == ","
            and d.after
            and s.words[begins][0].isupper()
            and previous.frame in ("Phrase", "PrepositionalPhrase", "Infinitive", "ObjectInfinitive")
        )

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
        while start > s.span[0] and text[start - 1] in '"“‘':
            start -= 1
        if end < s.span[1] and s.quote[b - 1] is None:
            inside = text[start:end]
            if text[end] in '"”':
                end += 1
            elif inside.count("“") > inside.count("”") or inside.count('"') % 2:
                end += 2 * (text[end : end + 2] in (',"', ",”", '."', ".”"))  # the comma stands inside the closing mark
        return start, end

    def form(self, s: Sentence, d: Draft) -> Form:
        tokens = [k for a, b in d.content for k in range(a, b)]
        quoted = [k for k in tokens if s.quote[k] is not None]
        if quoted and all(s.quote[k] is not None or s.low[k] in (",", ".", "and") for k in tokens):
            return "direct"
        marks = any(
            self.text.find(mark, s.start[a], s.end[b - 1]) >= 0 for a, b in d.content for mark in ('"', "“", "''")
        )
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


def _says_who_is_quoted(previous: Draft, d: Draft) -> bool:
    """ "quoted the envoy as saying that": the envoy's saying stands inside the one that quotes it."""
    return (
        previous.frame in ("Phrase", "Predicative")
        and d.source is not None
        and (d.entry.reliability >= NESTED or d.frame == "Clause")
        and previous.content[0][0] == d.source[0]
        and d.cue[0] == d.source[1]
    )


def _mostly_quoted(s: Sentence, quoted: list[int]) -> bool:
    """A sentence that is a quotation, perhaps with a word or a half-sentence beside it and no cue."""
    outside = [k for k in range(len(s)) if s.quote[k] is None and s.low[k][0].isalnum()]
    inside = sum(s.end[k] - s.start[k] for k in quoted)
    return len(outside) <= 2 or (s.quote[0] is not None and inside > 2 * sum(s.end[k] - s.start[k] for k in outside))


def _quoted_stretch(s: Sentence, quoted: list[int]) -> Span:
    if (
        s.quote[0] is not None
        and len(s) > 1
        and any(s.low[k][0].isalnum() for k in range(len(s)) if s.quote[k] is None)
    ):
        end = s.end[-1]
        return s.start[0], end - 1 if s.low[-1] == "." else end
    return s.start[quoted[0]], s.end[quoted[-1]]


def ordered(text: str, found: list[Attribution]) -> tuple[Attribution, ...]:
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
            if (
                j != i
                and _inside(a, ordered[j])
                and (parent is None or _length(ordered[parent].content) > _length(ordered[j].content))
            ):
                parent = j
        continues = None
        if not a.source and parent is None:
            continues = next(
                (
                    j
                    for j in range(len(out) - 1, -1, -1)
                    if out[j].parent is None
                    and out[j].content[0][0] < a.content[0][0]
                    and a.passage - out[j].passage <= CARRY
                ),
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
