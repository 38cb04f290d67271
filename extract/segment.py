"""segment: an article's blocks become passages with sentences and quoted spans.

A sentence never ends inside a quotation, so that a quote of several sentences stays whole and its speaker is looked
for outside it. Quotation marks may be straight, curly, doubled single ('' and ``), guillemets, mixed or missing: a
quotation that opens and never closes runs to the end of its paragraph and says so (``Quote.closed``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.records import Article, Block, Passage, Quote, Span, Spans

#: longer ones are cut, in code points: no newspaper prints them, and what is read together grows with its square
LONGEST_PARAGRAPH, LONGEST_SENTENCE = 20_000, 3_000
SPEAKABLE = frozenset({"title", "deck", "paragraph"})

# One pass over the possible marks; a lone ' or ’ between letters is an apostrophe and is no candidate.
_MARK = re.compile(r"[\"“”„«»]|``|''|‘‘|’’|(?<!\w)['‘](?=\S)|(?<=\S)['’](?!\w)")
_OPENS = frozenset("“„«") | {"``", "‘‘"}
_CLOSES = frozenset("”»") | {"’’"}

_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s+[\"“‘'«(\[]*[A-Z0-9\u00c0-\u024f])|[.!?][\"”»]+(?=[A-Z\"“])")
# Words before a full stop that do not end a sentence; matched with the stop left off.
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof st sen rep gov gen lt col capt maj sgt adm cmdr brig hon rev jr sr pres amb supt jan feb mar
    apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun no nos vs etc inc ltd corp co bros
    dept est fig vol pp eg ie cf al approx min max hrs u.s u.k u.n e.u d.c a.m p.m n.h n.y n.c s.c n.j calif conn
    fla mass mich minn pa va wash wis ariz colo ill ind ga ala ark tenn tex okla neb nev ore md mo ky la""".split()
)
_LAST_WORD = re.compile(r"([^\s(\"“‘'\[]+)$")
# Ordinary words in small letters: "He said no. Then …"
_ALSO_WORDS = frozenset("no sat sun mass ill wash fig min max ore ind mo la pa ga mar miss art dec vol".split())
# After these a capital letter is usually the sentence going on (a name), after "U.S." it may be either.
_MAY_END = frozenset({"u.s", "u.k", "u.n", "e.u", "d.c", "a.m", "p.m", "etc", "jr", "sr", "inc", "ltd", "corp", "co"})
_SENTENCE_START = re.compile(
    r"\s+(?:The|A|An|In|On|At|He|She|It|They|We|But|And|This|That|However|Meanwhile|[\"“])\b|\s+[\"“]"
)


#: what says behind a quoted question who put it
_SAID_BEHIND = re.compile(
    r"\s+[A-Z](?:[^\s.,;:?!\"“”]|\.(?=\S|\s[A-Z]))*(?:,?\s(?:[^\s.;:?!\"“”,]|\.(?=\S|\s[A-Z]))+){0,14}?,?"
    r"\s(?:said|says|asked|asks|told|wrote|added|wondered|demanded|replied|shouted|exclaimed|tweeted|quipped|continued)"
    r"(?=[.,:;]|\s(?:on|in|at|during|after|when|as|while|last|this|late|earlier|later|to|through|via|from|with|by|[A-Z]\w+day"
    r"|rhetorically|reporters|journalists|lawmakers|a)\b)"
)


def segment(article: Article) -> tuple[Passage, ...]:
    """Passages of the article in text order: every title, deck and paragraph block that holds words.

    Every span is a half-open pair of code points into ``article.text``.
    """
    blocks = article.blocks or (Block((0, len(article.text)), "paragraph"),) if article.text.strip() else ()
    return tuple(passage for block in blocks if block.kind in SPEAKABLE for passage in _passages(article.text, block))


def _passages(text: str, block: Block) -> Iterator[Passage]:
    for piece in _pieces(text, *block.span, LONGEST_PARAGRAPH, ". "):
        start, end = _trim(text, *piece)
        if start < end:
            quotes = quoted_spans(text, start, end)
            cut = (p for s in sentences(text, start, end, quotes) for p in _pieces(text, *s, LONGEST_SENTENCE, ", "))
            yield Passage((start, end), block.kind, tuple(_trim(text, *span) for span in cut), quotes)


def _pieces(text: str, start: int, end: int, longest: int, mark: str) -> Iterator[Span]:
    """The stretch in pieces no longer than ``longest``, cut behind the mark, else at a space."""
    while end - start > longest:
        cut = max(text.rfind(mark, start, start + longest) + 1, 0) or text.rfind(" ", start + 1, start + longest)
        cut = cut if cut > start else start + longest
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def quoted_spans(text: str, start: int, end: int) -> tuple[Quote, ...]:
    """Quotations of one paragraph, outermost and nested, in order of their opening mark."""
    marks = [(m.group(), m.start(), m.end()) for m in _MARK.finditer(text, start, end)]
    if not marks:
        return ()
    found: list[Quote] = []
    stack: list[tuple[bool, int, int]] = []  # is single, start of the mark, end of the mark
    for number, (mark, a, b) in enumerate(marks):
        single = mark in ("'", "‘", "’")
        if _is_opening(text, mark, a, b, start, end, stack, single):
            if single and not _single_closes(marks, number):
                continue
            stack.append((single, a, b))
            continue
        while stack and stack[-1][0] and not single:
            stack.pop()  # a single mark left open inside is an apostrophe
        if stack and stack[-1][0] == single:
            _, open_a, open_b = stack.pop()
            if open_b < a:
                found.append(Quote((open_a, b), (open_b, a), len(stack)))
    for depth, (single, a, b) in enumerate(stack):
        if not single and b < end:
            found.append(Quote((a, end), (b, end), depth, closed=False))
    return tuple(sorted(found, key=lambda q: (q.span[0], -q.span[1])))


def _is_opening(
    text: str, mark: str, a: int, b: int, start: int, end: int, stack: list[tuple[bool, int, int]], single: bool
) -> bool:
    if mark in _OPENS:
        return True
    if mark in _CLOSES:
        return False
    if single:
        return (
            mark != "’"
            and (a == start or not text[a - 1].isalnum())
            and b < end
            and not text[b].isspace()
            and (not stack or not stack[-1][0])
        )
    # a straight double mark (or '') opens where something begins and closes where something ends; else it alternates
    before = text[a - 1] if a > start else " "
    after = text[b] if b < end else " "
    is_open = any(not s for s, _, _ in stack)
    if before.isspace() or before in "([—–-‘'":
        return not (is_open and (after.isspace() or after in ".,;:!?)"))
    return not is_open and not (after.isspace() or after in ".,;:!?)")


def _single_closes(marks: list[tuple[str, int, int]], number: int) -> bool:
    """A single opening mark counts only if a single closing mark follows in the same paragraph."""
    wanted = "’" if marks[number][0] == "‘" else "'"
    return any(mark == wanted for mark, _, _ in marks[number + 1 :])


def sentences(text: str, start: int, end: int, quotes: tuple[Quote, ...] = ()) -> Spans:
    """Sentence spans of one paragraph; no boundary falls inside a quotation, trailing white space is left out."""
    outer = [q.span for q in quotes if q.depth == 0]
    cuts = []
    for m in _END.finditer(text, start, end):
        cut = m.end()
        if any(a < cut < b for a, b in outer):
            continue
        if m.group()[0] in "?!" and text[cut - 1] in _CLOSES | {'"'} and _SAID_BEHIND.match(text, cut, end):
            continue  # `"Why?" Ann Roe asked.`
        if m.group()[0] == "." and not _ends_sentence(text, m.start(), cut, start):
            continue
        cuts.append(cut)
    spans = []
    for a, b in zip([start, *cuts], [*cuts, end], strict=True):
        a, b = _trim(text, a, b)
        if a < b:
            spans.append((a, b))
    return tuple(spans)


def _ends_sentence(text: str, stop: int, cut: int, start: int) -> bool:
    word = _LAST_WORD.search(text, max(start, stop - 16), stop)
    if word is None:
        return True
    last = word.group(1).lower()
    if last in _ALSO_WORDS and word.group(1).islower():
        return True
    if last == "no" and not text[cut : cut + 2].strip()[:1].isdigit():
        return True
    if last in _ABBREVIATIONS:
        return last in _MAY_END and bool(_SENTENCE_START.match(text, cut))
    if len(last) == 1 and last.isalpha() and word.group(1).isupper():
        return False  # an initial: "Donald J. Trump"
    if last.isdigit() and len(last) <= 2 and word.start() <= start + 1:
        return False  # "1. First item"
    return True
