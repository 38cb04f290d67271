"""A record (a JSON object, a CSV row) to an article: the field names, and what is said where a field cannot be used."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from extract.read.dates import given_date
from extract.read.furniture import Press
from extract.read.outcome import MAX_ARTICLE_BYTES, Unreadable, size, unreadable
from extract.read.text import read_plain
from extract.records import Article

#: the fields read, the same names for JSON keys and CSV columns, each with the other names that collections give it.
#: Case, "_", "-" and spaces aside; a field's own name wins over the others, an earlier one over a later
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("body", "content", "fulltext", "articlebody"),
    "id": (),
    "title": ("headline",),
    "published": ("date", "publicationdate", "publishedat", "datepublished", "pubdate"),
    "outlet": ("publisher", "source", "newspaper"),
    "byline": ("author",),
    "url": ("link",),
    "language": ("lang",),
}
FIELDS = tuple(NAMES)
#: what is said of them where somebody looks for them
READ = ", ".join(f"{name} (or {', '.join(others)})" if others else name for name, others in NAMES.items())
#: names of fields not used that are kept for the note, and characters of each that it shows
_NOTED, _CHARACTERS = 20, 40


class Unused:
    """The fields of a file that none of its records had a use for, told once at its end."""

    def __init__(self) -> None:
        self._seen: dict[str, None] = {}
        self._used: set[str] = set()

    def add(self, fields: Mapping[str, object], used: Collection[str]) -> None:
        """Counts one record's fields; what is blank is not missed."""
        self._used.update(used)
        for key, value in fields.items():
            if key not in self._used and not _blank(value) and len(self._seen) < 50 * _NOTED:
                self._seen[key] = None

    def note(self, origin: str) -> Iterator[Unreadable]:
        """The note, where there is something to say."""
        names = [key for key in self._seen if key not in self._used]
        if names:
            shown = ", ".join(_cut(name) for name in names[:_NOTED]) + (", …" if len(names) > _NOTED else "")
            yield unreadable(origin, f"fields not used: {shown}; fields read: {READ}", kept=True, note=True)


def field_of(key: str) -> str | None:
    """The field that a key or column may stand for.

    >>> field_of("Published_At"), field_of("headline"), field_of("summary")
    ('published', 'title', None)
    """
    plain = _plain(key)
    return next((name for name, others in NAMES.items() if plain == name or plain in others), None)


def chosen(fields: Mapping[str, object]) -> dict[str, str]:
    """Field -> the key it is read from. A field's own name wins unless it is blank; another must hold text or a number.

    >>> chosen({"Date": "2016-02-12", "published": "", "source": {"name": "Wire"}, "text": "He said no."})
    {'text': 'text', 'published': 'Date'}
    """
    spoken: dict[str, str] = {}
    for key, value in fields.items():
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and not _blank(value):
            spoken.setdefault(_plain(key), key)
    found = {}
    for name, others in NAMES.items():
        if not _blank(fields.get(name)):
            found[name] = name
            continue
        known = [spoken[other] for other in (name, *others) if other in spoken]
        if known:
            found[name] = known[0]
    return found


def _plain(key: str) -> str:
    return re.sub(r"[\s_-]", "", key.casefold())


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _cut(name: str) -> str:
    return name if len(name) <= _CHARACTERS else name[: _CHARACTERS - 3] + "..."


def read_record(
    fields: Mapping[str, object], *, origin: str, doc: str, unused: Unused, press: Press | None = None
) -> Iterator[Article | Unreadable]:
    """The record's article, or why there is none; then a warning for each field that could not be used.

    ``doc`` serves where the record has no id; ``unused`` hears which fields were read. A field the record gives wins
    over what its text prints, and a date that cannot be read leaves the publication date absent: our guess never
    replaces what the user gave.
    """
    keys = chosen(fields)
    unused.add(fields, keys.values())
    text = fields.get(keys.get("text", "text"))
    if text is None:
        there = ", ".join(map(_cut, sorted(map(str, fields))[:_NOTED])) or "no fields at all"
        yield unreadable(origin, f'no "text" field; fields here: {there}; fields read: {READ}')
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
        key = keys.get(name, name)
        value = fields.get(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and name in ("id", "published"):
            value = str(value)
        if value is not None and not isinstance(value, str):
            warnings.append(f'"{key}" is {_kind(value)}, not a string: left out')
            value = None
        elif isinstance(value, str) and _lone_surrogate(value) is not None:
            warnings.append(f'"{key}" is no valid Unicode: left out')
            value = None
        given[name] = value.strip() or None if isinstance(value, str) else None
    published, basis = given["published"], None
    if published is not None:
        iso = given_date(published)
        if iso is None:
            warnings.append(
                f'"{keys["published"]}" {_short(published)} is no date that can be read for certain (write 2016-02-12):'
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
