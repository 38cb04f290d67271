"""The words of a text as the networks take them: numbers of their pieces, case, quotation, paragraph."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.pieces.wordpiece import Word, WordPiece

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

#: most pieces a network reads at once (with its two marks 256)
WINDOW = 254
#: case (5) x quotation (3) x paragraph start (2)
FEATURES = 30
#: feature of the window's own marks: no letters, no quotation
BLANK = 24
_OPEN, _CLOSE = "“«", "”»"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an article's passages in order, as parallel arrays."""

    words: tuple[Word, ...]
    start: Ints  #: code points
    end: Ints
    ids: Ints  #: pieces of all words, one after the other
    first: Ints  #: index into ids of each word's first piece
    feature: Ints  #: per piece
    quote: Ints  #: per word: 0 outside, 1 inside, 2 a quotation mark
    paragraph: Ints  #: per word: number of its paragraph

    def __len__(self) -> int:
        return len(self.words)


def read_words(text: str, spans: list[tuple[int, int]], tokenizer: WordPiece) -> Words:
    """Words of the spans (paragraphs, in order); a line break within a span also ends a paragraph."""
    words: list[Word] = []
    quote: list[int] = []
    paragraph: list[int] = []
    starts: list[bool] = []
    number = -1
    for a, b in spans:
        for line_a, line_b in _lines(text, a, b):
            found = tokenizer.words(text, line_a, line_b)
            if not found:
                continue
            number += 1
            state = _quotation(text, line_a, line_b)
            for i, word in enumerate(found):
                words.append(word)
                quote.append(state[word.start - line_a])
                paragraph.append(number)
                starts.append(i == 0)
    ids: list[int] = []
    first: list[int] = []
    feature: list[int] = []
    for word, q, begins in zip(words, quote, starts, strict=True):
        first.append(len(ids))
        ids.extend(word.pieces)
        base = 6 * _case(text[word.start : word.end]) + 2 * q
        feature.append(base + begins)
        feature.extend([base] * (len(word.pieces) - 1))
    columns = ([w.start for w in words], [w.end for w in words], ids, first, feature, quote, paragraph)
    return Words(tuple(words), *(np.asarray(column, dtype=np.int64) for column in columns))


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if start < stop:
            out.append((start, stop))
        start = stop + 1
    return out


def _quotation(text: str, start: int, end: int) -> bytearray:
    """Per code point of one line: 0 outside, 1 inside double quotation marks, 2 a mark."""
    state = bytearray(end - start)
    inside = False
    for i in range(start, end):
        c = text[i]
        if c in _OPEN:
            inside, state[i - start] = True, 2
        elif c in _CLOSE:
            inside, state[i - start] = False, 2
        elif c == '"':
            inside, state[i - start] = not inside, 2
        elif inside:
            state[i - start] = 1
    return state


def _case(word: str) -> int:
    """0 lower, 1 capital or mixed, 2 all capitals, 3 digits, 4 neither letter nor digit."""
    if not any(c.isalpha() for c in word):
        return 3 if any(c.isdigit() for c in word) else 4
    if word.islower():
        return 0
    return 2 if word.isupper() and len(word) > 1 else 1
