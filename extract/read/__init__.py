"""Read: paths and streams become articles, page furniture marked, metadata found; what cannot be read is reported.

`read_text` is the pure heart: a text becomes an `Article`. `read_paths` and `read_path` walk files, folders and
standard input and give `Article` or `Unreadable` one by one, holding one article in memory at a time.
"""

from __future__ import annotations

from extract.read.text import read_plain
from extract.records import Article


class ReadError(ValueError):
    """Wrong use by the caller: a path that is not there, a date given that is none. Bad input is `Unreadable`, not this."""


def read_text(
    text: str, *, doc: str, title: str | None = None, published: str | None = None, outlet: str | None = None,
    url: str | None = None, language: str | None = None,
) -> Article:  # fmt: skip
    """The article of a text, without files. What is given wins over what the text prints."""
    return read_plain(text, doc=doc, title=title, published=published, outlet=outlet, url=url, language=language)
