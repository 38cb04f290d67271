"""The words of an article as the interpreting rules read them: one tokenising per article, phrase tables built once.

Tokens are lower case, hyphens are spaces ("ten-point" is two words), a possessive 's is a word of its own, curly
apostrophes are straight. Only titles, decks and paragraphs are read, never captions or furniture.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from extract.interpret.words import word_set
from extract.records import Article, Passage, Span, Spans

T = TypeVar("T")
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W_]+(?:(?<=n)'t\b)?|'(?:s|re|ve|ll|d|m)\b|\.\.\.|…|[^\w\s\-‑\"“”„«»]"
)


#: a full stop after these does not end a sentence
_SHORT = word_set(
    """mr mrs ms dr prof gen sen rep gov lt col st jan feb mar apr jun jul aug sep sept oct nov dec no vs"""
)
_STOPS = frozenset(".!?")


@dataclass(slots=True)
class Reading:
    """Parallel lists of the tokens of an article; ``sentence[i]`` numbers the sentence of token i."""

    text: str
    words: list[str]
    start: list[int]
    end: list[int]
    sentence: list[int]
    bounds: list[tuple[int, int]]  #: first and past-the-last token of each sentence
    kinds: list[str]  #: block kind of each sentence
    vocabulary: frozenset[str]  #: the different words

    def tokens(self, span: Span) -> range:
        """Indices of the tokens that begin inside the span."""
        return range(bisect_left(self.start, span[0]), bisect_left(self.start, span[1]))

    def span(self, first: int, last: int) -> Span:
        """Span from token ``first`` to token ``last``, both inclusive."""
        return self.start[first], self.end[last]

    def sentence_at(self, position: int) -> int:
        """Number of the sentence that holds, or last began before, a code point."""
        i = bisect_left(self.start, position + 1) - 1
        return self.sentence[max(i, 0)] if self.sentence else 0


def tokenize(text: str) -> list[str]:
    """The words of a label or phrase, as ``read`` would give them.

    >>> tokenize("the E.U.’ Ten-Point plan won't")
    ['the', 'e.u.', "'", 'ten', 'point', 'plan', "won't"]
    """
    return TOKEN.findall(_plain(text))


def _plain(text: str) -> str:
    """The text in lower case with straight apostrophes, of the same length."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose small form is two characters
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.replace("’", "'")


def read(article: Article, passages: Iterable[Passage]) -> Reading:
    """Tokens and sentences of all passages, in text order."""
    text = article.text
    plain = _plain(text)
    words: list[str] = []
    start: list[int] = []
    end: list[int] = []
    sentence: list[int] = []
    bounds: list[tuple[int, int]] = []
    kinds: list[str] = []
    for passage in passages:
        first = len(words)
        spans = [m.span() for m in TOKEN.finditer(plain, *passage.span)]
        if not spans:
            continue
        mine = [plain[a:b] for a, b in spans]
        words += mine
        start += [a for a, _ in spans]
        end += [b for _, b in spans]
        opened, last = first, len(words) - 1
        stops = [i for i, w in enumerate(mine, first) if w in _STOPS and i != last and _ends(text, words, end, i)]
        for i in (*stops, last):
            sentence += [len(bounds)] * (i + 1 - opened)
            bounds.append((opened, i + 1))
            kinds.append(passage.kind)
            opened = i + 1
    return Reading(text, words, start, end, sentence, bounds, kinds, frozenset(words))


def _ends(text: str, words: list[str], end: list[int], i: int) -> bool:
    if words[i] != ".":
        return True
    if i and (words[i - 1] in _SHORT or len(words[i - 1]) == 1):
        return False
    after = text[end[i] : end[i] + 3].lstrip("\"”’')] \n")
    return not after or not after[0].islower()


class _Node(Generic[T]):
    """A step of a phrase: what may come next, and what ends here."""

    __slots__ = ("next", "values")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.values: list[T] = []


class Phrases(Generic[T]):
    """Finds multi-word entries in a token list; a tree of words, so a look-up costs what it matches."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, words: Iterable[str], value: T) -> None:
        node = self._root
        for word in words:
            node = node.next.setdefault(word, _Node())
        if node is not self._root and value not in node.values:
            node.values.append(value)

    def begins(self, word: str) -> bool:
        """Whether any entry begins with the word."""
        return word in self._root.next

    def starts(self, words: list[str]) -> list[int]:
        """The tokens at which an entry may begin."""
        able = self._root.next
        return [i for i, word in enumerate(words) if word in able]

    def at(self, words: list[str], i: int, stop: int) -> tuple[int, list[T]] | None:
        """Length and values of the longest entry that begins at token i and ends before ``stop``."""
        node = self._root.next.get(words[i])
        best: tuple[int, list[T]] | None = None
        size = 1
        while node is not None:
            if node.values:
                best = size, node.values
            if i + size >= stop:
                break
            node = node.next.get(words[i + size])
            size += 1
        return best

    def all_at(self, words: list[str], i: int) -> list[tuple[int, list[T]]]:
        """Length and values of every entry that begins at token i, the shortest first."""
        found = []
        node = self._root.next.get(words[i])
        size = 1
        while node is not None:
            if node.values:
                found.append((size, node.values))
            node = node.next.get(words[i + size]) if i + size < len(words) else None
            size += 1
        return found


def covered(reading: Reading, spans: Spans) -> list[int]:
    """Token indices inside any of the spans, ascending."""
    if len(spans) == 1:
        return list(reading.tokens(spans[0]))
    return sorted({i for span in spans for i in reading.tokens(span)})
