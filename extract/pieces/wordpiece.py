"""WordPiece tokens of a text with their place in it, for an uncased BERT vocabulary; standard library only.

The method is that of BERT's uncased tokenizer (Devlin et al. 2019; WordPiece: Schuster and Nakajima 2012): words are
cut at white space and punctuation, lower-cased, freed of accents, then split greedily into the longest pieces the
vocabulary holds. Positions are code points of the text as given, never of a normalised copy.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

#: longest word that is split; anything longer is one unknown piece
LONGEST = 100
#: words whose pieces are remembered; beyond it the memory is emptied, so that a long stream stays flat
REMEMBERED = 50_000

_ASCII_PUNCTUATION = re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
#: a word is one mark of punctuation or a run of what is neither white space nor ASCII punctuation
_WORD = re.compile(rf"[{_ASCII_PUNCTUATION}]|[^\s{_ASCII_PUNCTUATION}]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word or punctuation mark: its span in code points and its vocabulary numbers, first piece first."""

    start: int
    end: int
    pieces: tuple[int, ...]


class WordPiece:
    """Splits text by one vocabulary (a file with one piece a line, continuation pieces marked ``##``)."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        self.number = {piece: i for i, piece in enumerate(lines) if piece}
        self.unknown = self.number["[UNK]"]
        self.open, self.close = self.number["[CLS]"], self.number["[SEP]"]
        self._remembered: dict[str, tuple[int, ...]] = {}

    def words(self, text: str, start: int, end: int) -> list[Word]:
        """Words of ``text[start:end]`` in order; what holds no visible character is left out."""
        out: list[Word] = []
        for match in _WORD.finditer(text, start, end):
            word = match.group()
            if word.isascii() and word.isprintable():
                out.append(Word(match.start(), match.end(), self.pieces(word)))
                continue
            for a, b in _cut(word):
                pieces = self.pieces(word[a:b])
                if pieces:
                    out.append(Word(match.start() + a, match.start() + b, pieces))
        return out

    def pieces(self, word: str) -> tuple[int, ...]:
        """Vocabulary numbers of one word, none where nothing of it is visible."""
        known = self._remembered.get(word)
        if known is None:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            known = self._remembered[word] = self._split(_normalised(word))
        return known

    def _split(self, word: str) -> tuple[int, ...]:
        if not word:
            return ()
        if len(word) > LONGEST:
            return (self.unknown,)
        out: list[int] = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self.number.get(prefix + word[start:end])
                if number is not None:
                    break
            else:
                return (self.unknown,)
            out.append(number)
            start = end
        return tuple(out)


def _normalised(word: str) -> str:
    """Lower case without accents and control characters."""
    if word.isascii() and word.isprintable():
        return word.lower()
    kept = (c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) not in ("Mn", "Cc", "Cf"))
    return "".join(kept)


def _cut(word: str) -> list[tuple[int, int]]:
    """Stretches of a non-ASCII run: every punctuation mark and every CJK ideograph stands alone."""
    out: list[tuple[int, int]] = []
    begin = 0
    for i, c in enumerate(word):
        if unicodedata.category(c).startswith("P") or _is_ideograph(c):
            if begin < i:
                out.append((begin, i))
            out.append((i, i + 1))
            begin = i + 1
    if begin < len(word):
        out.append((begin, len(word)))
    return out


def _is_ideograph(c: str) -> bool:
    code = ord(c)
    return (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x2CEAF or 0xF900 <= code <= 0xFAFF
    )
