"""Hand-marked articles as they lie in ``tests/gold`` (its README says how they are marked).

NAME.json holds the marks, NAME.txt the article: beside it, or in a folder of texts, for what publishers own is never
copied. The extension it is read with is NAME.ttl, or the file that the marks name as ``extension``; the two articles of
one dispute share one. ``given`` is what is known of an article beside its text. A name that begins with ``unread-``
says that nobody reads the errors on it: it is only counted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.read import read_text
from extract.records import Article
from ontology.knowledge import Ontology, load

UNREAD = "unread-"


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """One article with its marks, and what it is read with."""

    article: Article
    ontology: Ontology
    statements: list[dict[str, Any]]
    files: tuple[Path, ...]  #: marks, text, extension
    dispute: str | None  #: the name of its extension; None for the shipped dispute


def read_marks(marks: Path, texts: Sequence[Path] = ()) -> MarkedArticle:
    """The article that a file marks. Raises FileNotFoundError where its text lies nowhere."""
    data = json.loads(marks.read_text(encoding="utf-8"))
    name = marks.stem.removeprefix(UNREAD)
    places = [folder / f"{stem}.txt" for folder in (marks.parent, *texts) for stem in (marks.stem, name)]
    place = next((p for p in places if p.exists()), None)
    if place is None:
        raise FileNotFoundError(f"{marks}: no {name}.txt beside it nor in {', '.join(map(str, texts)) or 'any folder'}")
    extension = marks.with_name(f"{data.get('extension', name)}.ttl")
    known = extension.exists()
    text = place.read_bytes().decode("utf-8")
    article = read_text(text, doc=marks.stem, **data.get("given", {}))
    return MarkedArticle(
        article,
        load([extension] if known else []),
        data["statements"],
        (marks, place, *([extension] if known else [])),
        extension.stem if known else None,
    )


def marks_in(folder: Path, *, unread: bool = False) -> list[Path]:
    """The marks of a folder whose errors are read, or the others, by name."""
    return [p for p in sorted(folder.glob("*.json")) if p.stem.startswith(UNREAD) is unread]
