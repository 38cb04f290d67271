"""From the words of a text to what a network reads of them: one vector and one feature per piece."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from extract.pieces import HERE
from extract.pieces.table import Table, load
from extract.pieces.wordpiece import WordPiece
from extract.pieces.words import BLANK, Floats, Ints, Words


@dataclass(frozen=True, slots=True)
class Reader:
    """Vocabulary and table of vectors."""

    tokenizer: WordPiece
    table: Table

    def window(self, words: Words, start: int, end: int) -> tuple[Floats, Ints]:
        """Vectors (t, 384) and features (t) of pieces [start, end) between the two marks of a window."""
        marks = self.tokenizer
        ids = np.concatenate(([marks.open], words.ids[start:end], [marks.close]))
        return self.table.rows(ids), np.concatenate(([BLANK], words.feature[start:end], [BLANK]))


def load_reader(folder: Path = HERE) -> Reader:
    return Reader(WordPiece(folder / "vocabulary.txt"), load(folder / "words.npz"))


@lru_cache(maxsize=1)
def _reader(process: int) -> Reader:
    return load_reader()


def reader() -> Reader:
    """The vocabulary and table of this process."""
    return _reader(os.getpid())
