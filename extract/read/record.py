"""A record (a JSON object, a CSV row) to an article: the field names, and what is said where a field cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extract.read.dates import given_date
from extract.read.furniture import Press
from extract.read.outcome import MAX_ARTICLE_BYTES, Unreadable, size, unreadable
from extract.read.text import read_plain
from extract.records import Article

#: the fields read, the same names for JSON keys and CSV columns; others are ignored
FIELDS = ("text", "id", "title", "published", "outlet", "byline", "url", "language")


def read_record(
    fields: Mapping[str, object], *, origin: str, doc: str, press: Press | None = None
) -> Iterator[Article | Unreadable]:
    """The record's article, or why there is none; then a warning for each field that could not be used.

    ``doc`` serves where the record has no id. A field the record gives wins over what its text prints, and a date
    that cannot be read leaves the publication date absent: our guess never replaces what the user gave.
    """
    text = fields.get("text")
    if text is None:
        there = ", ".join(sorted(map(str, fields))) or "no fields at all"
        yield unreadable(origin, f'no "text" field; fields here: {there}')
        return
    if not isinstance(text, str):
        yield unreadable(origin, f'"text" is {_kind(text)}, not a string')
        return
    if not text.strip().strip("\ufeff"):
        yield unreadable(origin, '"text" is empty')
        return
    if len(text) > MAX_ARTICLE_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_ARTICLE_BYTES:
        yield unreadable(origin, f'"text" is larger than {size(MAX_ARTICLE_BYTES)}, the limit for one article')
        return
    if (at := _lone_surrogate(text)) is not None:
        yield unreadable(
            origin, f'"text" is no valid Unicode: a lone surrogate U+{ord(text[at]):04X} at character {at}'
        )
        return
    warnings: list[str] = []
    given: dict[str, str | None] = {}
    for name in FIELDS[1:]:
        value = fields.get(name)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and name in ("id", "published"):
            value = str(value)
        if value is not None and not isinstance(value, str):
            warnings.append(f'"{name}" is {_kind(value)}, not a string: left out')
            value = None
        elif isinstance(value, str) and _lone_surrogate(value) is not None:
            warnings.append(f'"{name}" is no valid Unicode: left out')
            value = None
        given[name] = value.strip() or None if isinstance(value, str) else None
    published, basis = given["published"], None
    if published is not None:
        iso = given_date(published)
        if iso is None:
            warnings.append(
                f'"published" {_short(published)} is no date that can be read for certain (write 2016-02-12):'
                " article kept without a date"
            )
        published, basis = iso or "", "given"
    article = read_plain(
        text, doc=given["id"] or doc, title=given["title"], published=published, published_basis=basis,
        outlet=given["outlet"],
        byline=given["byline"], url=given["url"], language=given["language"], origin=origin, press=press,
    )  # fmt: skip
    yield article
    for warning in warnings:
        yield unreadable(origin, warning, kept=True)


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "of another kind")


def _short(value: str) -> str:
    return repr(value if len(value) <= 40 else value[:37] + "...")


def _lone_surrogate(text: str) -> int | None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as bad:
        return bad.start
    return None
