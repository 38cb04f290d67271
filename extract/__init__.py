"""Extraction: news text in, statements out. ``statements`` is the whole way for one text; ``flow`` lists the steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from extract.records import STANDARD

if TYPE_CHECKING:
    from extract.records import Article, Statement

__all__ = ["articles", "statements"]


def statements(
    text: str,
    *,
    doc: str = "article",
    title: str | None = None,
    published: str | date | None = None,
    outlet: str | None = None,
    url: str | None = None,
    ontology: Sequence[Path | str] = (),
    attributor: str = STANDARD.attributor,
    min_confidence: float = 0.0,
    sides: str = STANDARD.sides,
) -> Iterator[Statement]:
    """Yield the statements of one article's text, in text order.

    ``published`` is a date or ISO text (``2016-02-12``) and wins over a date the text prints; ``ontology`` names Turtle
    files laid over the shipped ones; ``attributor`` is one of ``kg show extractors``; statements of a confidence below
    ``min_confidence`` (0 to 1) are left out; ``sides`` says who reads stances, targets and acts: "network" (asked where
    the rules find none) or "rules" (these alone, and faster). Spans are half-open pairs of Unicode code points into
    ``text``. The same arguments give the same statements on every run. Raises TypeError for a text that is no string,
    ``extract.read.ReadError`` for a date that is none, ValueError for an unknown attributor or sides, and
    ``ontology.knowledge.OntologyError`` for a file that is not Turtle.

    >>> [s.text["cue"] for s in statements("China said on Friday that it opposes the plan.", published="2016-02-12")][0]
    'said'
    """
    from extract.flow import extract
    from extract.read import read_text
    from ontology.knowledge import load

    if not isinstance(text, str):
        raise TypeError(f"text: expected the article's text as a str, got {type(text).__name__}")
    if isinstance(published, date):
        published = published.isoformat()[:10]  # a datetime is a date too
    known = load(ontology)
    article = read_text(
        text, doc=doc, title=title, published=published, outlet=outlet, url=url, agencies=known.agencies
    )
    yield from extract(article, known, attributor, min_confidence, sides)


def articles(*paths: Path | str) -> Iterator[Article]:
    """Yield the articles of files and folders; ``extract.read.read_paths`` also reports what cannot be read."""
    from extract.read import read_paths
    from extract.records import Article

    yield from (found for found in read_paths(paths) if isinstance(found, Article))
