"""The training corpus: a folder of NAME.txt and NAME.json (spans per role) -> words and gold per article."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from extract.pieces.wordpiece import WordPiece
from extract.pieces.words import Ints, Words, read_words

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution in words of its article; every role is a list of ranges, the cue is one."""

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """One article ready to train on."""

    name: str
    text: str
    words: Words
    gold: tuple[Gold, ...]


def read(folder: Path, tokenizer: WordPiece) -> list[Sample]:
    """Articles in the order of their dates (NAME is OUTLET_YYYY-MM-DD_…, otherwise by name)."""
    out = []
    for path in sorted(folder.glob("*.json"), key=lambda p: (date_of(p.stem), p.stem)):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        words = read_words(text, [(0, len(text))], tokenizer)
        gold = tuple(g for r in json.loads(path.read_text(encoding="utf-8")) if (g := _gold(words, r)) is not None)
        out.append(Sample(path.stem, text, words, gold))
    return out


def date_of(name: str) -> str:
    """The date in an article's name, or the empty text."""
    parts = name.split("_")
    return parts[1] if len(parts) > 2 else ""


def digest(folder: Path) -> str:
    """sha256 over names and bytes of all files, in order: which data a model was made from."""
    total = sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in (".txt", ".json"):
            total.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return total.hexdigest()


def tags(sample: Sample) -> Ints:
    """One tag per word: O, then B and I of source, cue, content; where roles overlap the cue wins, then the source."""
    out = np.zeros(len(sample.words), np.int64)
    for number, role in ((5, "content"), (1, "source"), (3, "cue")):
        for gold in sample.gold:
            for a, b in {"content": gold.content, "source": gold.source, "cue": (gold.cue,)}[role]:
                out[a:b] = number + 1
                out[a] = number
    return out


def _gold(words: Words, record: dict[str, list[list[int]]]) -> Gold | None:
    def ranges(role: str) -> tuple[Range, ...]:
        found = (
            (int(np.searchsorted(words.end, a, side="right")), int(np.searchsorted(words.start, b, side="left")))
            for a, b in record[role]
        )
        return tuple(sorted((a, b) for a, b in found if a < b))

    cue, content = ranges("cue"), ranges("content")
    return Gold(cue[0], ranges("source"), content) if cue and content else None
