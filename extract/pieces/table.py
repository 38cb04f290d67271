"""One vector per piece of the vocabulary, at four bits a number: a quarter of what 16-bit numbers take.

Every number is a level of a small codebook times the size of its row, in units of its column's spread, about its
column's mean. The levels are those of least squared error (Lloyd 1982). On the table of all-MiniLM-L6-v2 the vectors
keep a cosine of 0.995 with the 32-bit ones; networks are trained on the table as it is shipped.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.pieces.words import Floats, Ints

LEVELS = 16
#: the levels are found on every so many-th number of the table, in so many rounds; more of either changes no digit
SAMPLE, ROUNDS = 11, 100


@dataclass(frozen=True, slots=True)
class Table:
    """The packed vectors of n pieces, each ``width`` numbers long."""

    codes: NDArray[np.uint8]  #: (n, width / 2): two numbers a byte, the first in the upper half
    levels: Floats  #: (16)
    size: NDArray[np.float16]  #: (n)
    mean: Floats  #: (width)
    spread: Floats  #: (width)

    def rows(self, pieces: Ints) -> Floats:
        """The vectors of some pieces: (pieces, width)."""
        codes = self.codes[pieces]
        out = np.empty((len(codes), 2 * codes.shape[1]), np.float32)
        out[:, 0::2], out[:, 1::2] = self.levels[codes >> 4], self.levels[codes & 15]
        out *= self.size[pieces].astype(np.float32)[:, None]
        out *= self.spread
        out += self.mean
        return out

    def save(self, path: Path) -> None:
        np.savez(path, **asdict(self))


def load(path: Path) -> Table:
    with np.load(path) as stored:
        return Table(**{name: stored[name] for name in stored.files})


def pack(vectors: NDArray[np.float32]) -> Table:
    """The table of vectors (n, width) at four bits a number."""
    wide = vectors.astype(np.float64)
    mean, spread = wide.mean(0), wide.std(0)
    scaled = (wide - mean) / spread
    size = np.sqrt((scaled**2).mean(1)).astype(np.float16)
    scaled /= size[:, None].astype(np.float64)
    sample = np.sort(scaled.ravel()[::SAMPLE])
    total = np.concatenate(([0], np.cumsum(sample)))
    levels = np.quantile(sample, (np.arange(LEVELS) + 0.5) / LEVELS)
    for _ in range(ROUNDS):
        cuts = np.concatenate(([0], np.searchsorted(sample, _borders(levels)), [len(sample)]))
        levels = (total[cuts[1:]] - total[cuts[:-1]]) / np.diff(cuts)
    levels = levels.astype(np.float32)
    codes = np.searchsorted(_borders(levels), scaled).astype(np.uint8)
    packed = (codes[:, 0::2] << 4 | codes[:, 1::2]).astype(np.uint8)
    return Table(packed, levels, size, mean.astype(np.float32), spread.astype(np.float32))


def _borders(levels: NDArray[np.floating]) -> NDArray[np.floating]:
    return (levels[1:] + levels[:-1]) / 2
