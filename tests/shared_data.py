"""Where the hand-marked data lies, if it does: beside the repository, in ``../shared``. It is never copied."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

needs_polnear = pytest.mark.skipif(
    not (SHARED / "polnear" / "train").is_dir(),
    reason="PolNeAR is not beside the repository (../shared/polnear): not measured here",
)


def polnear(part: str) -> list[Path]:
    """Texts of PolNeAR: ``held-out`` every fifth by name, ``later`` the last 84 by date, or ``all`` there are."""
    texts = sorted((SHARED / "polnear" / "train").glob("*.txt"))
    if part == "later":
        return sorted(texts, key=lambda path: (path.stem.split("_")[1], path.stem))[-84:]
    return texts if part == "all" else [path for number, path in enumerate(texts) if number % 5 == 0]


def digest(paths: Iterable[Path]) -> str:
    """First 16 hex digits of the SHA-256 over names and contents, in order of name."""
    hashed = hashlib.sha256()
    for path in sorted(paths):
        hashed.update(path.name.encode() + b"\0" + path.read_bytes())
    return hashed.hexdigest()[:16]
