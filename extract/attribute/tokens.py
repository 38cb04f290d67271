"""A sentence as parallel lists of tokens, with every whole quotation folded into one token.

Folding is what lets rules look at `"…," Wang said` and `Wang said that …` alike: whatever is said inside a quotation
cannot be mistaken for the sentence around it. Short scare quotes stay transparent: their words remain tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.attribute.english import AUXILIARIES
from extract.records import Passage, Quote, Span

#: what a folded quotation looks like in ``low``
QUOTED = '"'
#: fewest words that make a quotation a saying by its length alone; below it must be cut off by punctuation
_SCARE_WORDS = 5

# Tried at every token of an archive: the commonest kind first, one optional tail instead of a second pattern.
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|[^\W\d]\w*(?:[-‑]\w+)*(?:(?<=n)['’]t\b)?|[$€£]?\d+(?:[.,:]\d+)*%?(?:\w|[-‑]\w)*"
    r"|['’](?:s|S|re|ve|ll|d|m)\b|''|’’|‘‘|``|\.\.\.|--|[^\s\"“”„«»‘`]"
)
_DOUBLED_MARKS = frozenset(("''", "’’", "‘‘", "``"))
_DOTTED = frozenset(
    "Mr Mrs Ms Dr Gen Sen Rep Gov Lt Col St Prof Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
)


@dataclass(slots=True)
class Sentence:
    """Tokens of one sentence; ``quote[i]`` is the folded quotation at i, or None. Positions are code points."""

    words: list[str]
    low: list[str]
    start: list[int]
    end: list[int]
    quote: list[Quote | None]
    span: Span

    def __len__(self) -> int:
        return len(self.words)

    def between(self, a: int, b: int) -> Span:
        """Span of tokens a to b, end exclusive."""
        return self.start[a], self.end[b - 1]


def is_saying(text: str, quote: Quote) -> bool:
    """Whether a quotation can be a saying of its own rather than a scare quote."""
    inner = text[quote.inner[0] : quote.inner[1]].strip()
    if not inner:
        return False
    if len(inner.split()) >= _SCARE_WORDS:
        return True
    before = text[max(0, quote.span[0] - 2) : quote.span[0]]
    after = text[quote.span[1] : quote.span[1] + 1]
    opens = "\n" in before or before.strip()[-1:] in ("", ",", ":", ".", "!", "?", "”", '"')
    if inner[-1] in "?!" or after in ("?", "!"):
        return opens
    if inner[-1] in ".," or after in (",", "."):
        if opens and (inner[-1] == "," or (inner[0].isupper() and len(inner.split()) > 1)):
            return True
    return opens and any(w.lower() in AUXILIARIES for w in inner.split())


def tokenize(text: str, span: Span, quotes: tuple[Quote, ...], *, inside: bool = False) -> Sentence:
    """Tokens of one sentence. ``inside`` reads the words of a quotation itself: its outer marks are no quotation."""
    a, b = span
    folded = sorted(
        (
            q
            for q in quotes
            if a <= q.span[0] < b and q.span[1] <= b and q.depth == (1 if inside else 0) and is_saying(text, q)
        ),
        key=lambda q: q.span,
    )
    words: list[str] = []
    start: list[int] = []
    end: list[int] = []
    quote: list[Quote | None] = []
    position = a
    for q in [*folded, None]:
        stop = q.span[0] if q else b
        for m in _TOKEN.finditer(text, position, stop):
            first, last = m.span()
            word = text[first:last]
            if word == ".":
                if words and end[-1] == first and words[-1] in _DOTTED:
                    words[-1] += word
                    end[-1] = last
                    continue
            elif word in _DOUBLED_MARKS:
                continue
            words.append(word)
            start.append(first)
            end.append(last)
            quote.append(None)
        if q:
            words.append(QUOTED)
            start.append(q.span[0])
            end.append(q.span[1])
            quote.append(q)
            position = q.span[1]
    low = [_lower(w) for w in words]
    return Sentence(words, low, start, end, quote, span)


@lru_cache(maxsize=65536)
def _lower(word: str) -> str:
    if word in ("US", "WHO", "IT"):
        return word  # acronyms that in lower case would be pronouns
    return word.lower().replace("’", "'") if word[0].isalpha() or word[0] in "'’" else word


def tokenized(text: str, passage: Passage) -> list[Sentence]:
    """The sentences of a passage as tokens."""
    return [tokenize(text, s, passage.quotes) for s in passage.sentences]
