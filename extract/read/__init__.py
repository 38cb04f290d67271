"""Read: paths and streams become articles, page furniture marked, metadata found; what cannot be read is reported.

`read_text` is the pure heart: a text becomes an `Article`. `read_paths` and `read_path` walk files, folders and
standard input and give `Article` or `Unreadable` one by one, holding one article in memory at a time.
A new kind of file is one reader and one line of `KINDS`.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

from extract.read.csv import read_csv, read_tsv
from extract.read.dates import given_date
from extract.read.furniture import Press, press
from extract.read.html import read_html
from extract.read.jsonl import read_json, read_json_lines
from extract.read.outcome import (
    MAX_ARTICLE_BYTES,
    MAX_PAGE_BYTES,
    MAX_RECORD_BYTES,
    ReadError,
    Unreadable,
    decode,
    unreadable,
)
from extract.read.stream import Bytes, Rewound, Source
from extract.read.text import read_plain
from extract.records import Article

__all__ = [
    "KINDS",
    "MAX_ARTICLE_BYTES",
    "MAX_PAGE_BYTES",
    "MAX_RECORD_BYTES",
    "ReadError",
    "Unreadable",
    "read_path",
    "read_paths",
    "read_text",
]

#: takes an open source, gives its articles and faults one by one
Reader = Callable[[Source], Iterator[Article | Unreadable]]


def read_plain_file(source: Source) -> Iterator[Article | Unreadable]:
    """The article of a plain text file; its offsets are those of the file decoded as UTF-8, newlines untouched."""
    try:
        text = decode(source.data.read(MAX_ARTICLE_BYTES + 1))
    except ValueError as why:
        yield unreadable(source.origin, str(why))
        return
    yield read_plain(text, doc=source.doc, origin=source.origin, press=source.press)


#: what is read, by the end of a file's name; each also with .gz behind it
KINDS: dict[str, Reader] = {
    ".txt": read_plain_file,
    ".text": read_plain_file,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_tsv,
}
#: refused with a reason: marks within a sentence ("**Beijing** said") hide who speaks, and silently
MARKDOWN = (".md", ".markdown")
_HTML_START = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_text(
    text: str, *, doc: str, title: str | None = None, published: str | None = None, outlet: str | None = None,
    url: str | None = None, language: str | None = None, agencies: tuple[str, ...] | None = None,
) -> Article:  # fmt: skip
    """The article of a text: blocks, and the metadata the text prints where none is given; what is given wins.

    Pure: no file, no clock. Offsets are code points of ``text`` as it comes. ``published`` may be any full date
    `dates.given_date` reads. ``agencies``: the names by which news agencies sign texts, as an ontology has them; the
    shipped one's if not given. Raises `ReadError` for a date that is none.

    >>> text = "Seoul says no\\n\\nSEOUL (Reuters) - Seoul said on Friday it had no plan."
    >>> article = read_text(text, doc="a", published="12 February 2016")
    >>> article.title, article.published, article.agency, [block.kind for block in article.blocks]
    ('Seoul says no', '2016-02-12', 'Reuters', ['title', 'dateline', 'paragraph'])
    """
    iso = None
    if published is not None and (iso := given_date(published)) is None:
        raise ReadError(f"published {published!r} is no date that can be read for certain; write it as 2016-02-12")
    return read_plain(
        text, doc=doc, title=title, published=iso, outlet=outlet, url=url, language=language, press=press(agencies)
    )


def read_path(
    path: str | os.PathLike[str], *, doc: str | None = None, agencies: tuple[str, ...] | None = None
) -> Iterator[Article | Unreadable]:
    """The articles of one file, of a folder and its sub-folders in sorted order (hidden names skipped), or of "-".

    Links to folders are followed; a folder that several paths lead to is read once.

    ``doc`` is the document id of a single text instead of the file's stem ("stdin" for "-"), or the stem for the
    records of one file; ``agencies`` as in `read_text`. Raises `ReadError` at once where there is no such path.
    """
    return read_paths([path], doc=doc, agencies=agencies)


def read_paths(
    paths: Iterable[str | os.PathLike[str]], *, doc: str | None = None, agencies: tuple[str, ...] | None = None
) -> Iterator[Article | Unreadable]:
    """The same over several paths as one run: every article once, nothing lost without an `Unreadable`.

    Two different articles with one document id cannot both stand in a graph: the later is `Unreadable`. The very
    same article met again is passed over. That takes about 120 bytes of memory an article; all else is flat.
    """
    names = [os.fspath(path) for path in paths]
    for path in names:
        if path != "-" and not os.path.lexists(path):
            raise ReadError(f"{path}: no such file or folder")
        if doc is not None and (len(names) > 1 or os.path.isdir(path)):
            raise ReadError("one document id cannot be given to several files; leave it out")
    return _once(_read(path, doc, press(agencies)) for path in names)


def _once(streams: Iterable[Iterator[Article | Unreadable]]) -> Iterator[Article | Unreadable]:
    """The articles whose document id is not taken by another; a repeated article's warnings go with it."""
    seen: dict[bytes, bytes] = {}
    dropped = False
    for stream in streams:
        for item in stream:
            if isinstance(item, Unreadable):
                if item.note or not (item.kept and dropped):
                    yield item
                continue
            key = hashlib.blake2b(item.doc.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            known = "\0".join(
                str(part)
                for part in (item.text, item.title, item.published, item.outlet, item.byline, item.url, item.language)
            )
            value = hashlib.blake2b(known.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            before = seen.setdefault(key, value)
            dropped = before is not value
            if not dropped:
                yield item
            elif before != value:
                yield unreadable(
                    item.origin,
                    f"its document id {item.doc!r} is taken by another article of this run; give one of them another",
                )


def _read(path: str, doc: str | None, known: Press) -> Iterator[Article | Unreadable]:
    if path == "-":
        yield from _sniffed(Source(sys.stdin.buffer, "-", doc or "stdin", known))
    elif os.path.isdir(path):
        yield from _folder(path, known)
    else:
        yield from _file(path, doc, known)


def _identity(folder: str) -> object:
    """What a folder is known by, whatever path leads to it."""
    try:
        found = os.stat(folder)
    except OSError:
        return folder  # walking into it fails too, and is reported
    return found.st_dev, found.st_ino


def _folder(top: str, known: Press) -> Iterator[Article | Unreadable]:
    faults: list[OSError] = []
    some = False
    met = {_identity(top)}
    for folder, folders, files in os.walk(top, onerror=faults.append, followlinks=True):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # a link may lead back to a folder above it, or to one read elsewhere: each is read once
        for name in tuple(folders):
            if (one := _identity(os.path.join(folder, name))) in met:
                folders.remove(name)
            met.add(one)
        for name in sorted(files):
            if not name.startswith("."):
                some = True
                yield from _file(os.path.join(folder, name), None, known)
        while faults:
            fault = faults.pop()
            some = True
            yield unreadable(str(fault.filename), f"the folder cannot be opened: {fault.strerror}")
    for fault in faults:
        some = True
        yield unreadable(str(fault.filename), f"the folder cannot be opened: {fault.strerror}")
    if not some:
        yield unreadable(top, "no file in this folder")


def _file(path: str, doc: str | None, known: Press) -> Iterator[Article | Unreadable]:
    name = Path(path)
    packed = name.suffix.lower() == ".gz"
    if packed:
        name = name.with_suffix("")
    reader = KINDS.get(name.suffix.lower())
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode):
            # a pipe ("<(zcat …)") has no telling name
            if not stat.S_ISFIFO(mode):
                yield unreadable(path, "neither a file nor a folder")
                return
            with open(path, "rb") as pipe:
                yield from _sniffed(Source(cast(Bytes, pipe), path, doc or name.stem, known))
            return
        if reader is None:
            if name.suffix.lower() in MARKDOWN:
                yield unreadable(
                    path, "Markdown is not read, its marks would be taken for words; save it as .txt or .html"
                )
                return
            kind = (
                f'"{name.suffix}" is no kind of file that is read'
                if name.suffix
                else "the file's name has no ending that tells its kind"
            )
            yield unreadable(path, f"{kind}; kinds read: {', '.join(KINDS)}")
            return
        with open(path, "rb") as raw:
            if packed:
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    yield from reader(Source(cast(Bytes, unpacked), path, doc or name.stem, known))
            else:
                yield from reader(Source(raw, path, doc or name.stem, known))
    except (EOFError, zlib.error, gzip.BadGzipFile) as bad:
        yield unreadable(path, f"broken gzip data: {bad}")
    except OSError as bad:
        yield unreadable(path, f"cannot be read: {bad.strerror or bad}")


def _sniffed(source: Source) -> Iterator[Article | Unreadable]:
    """Standard input or a pipe, its kind told from its first line: HTML, JSON Lines, JSON, else plain text."""
    head = source.data.readline(MAX_RECORD_BYTES + 1)
    while not head.strip() and (line := source.data.readline(MAX_RECORD_BYTES + 1)) and len(head) < MAX_ARTICLE_BYTES:
        head += line  # leading blank lines belong to a plain text's offsets
    rewound = replace(source, data=Rewound(head, source.data))
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000]
    reader: Reader = read_plain_file
    if _HTML_START.match(start):
        reader = read_html
    elif start[:1] == b"{" and head.rstrip().endswith(b"}"):
        reader = read_json_lines
    elif re.match(rb"\{\s*(?:\"|\}|$)|\[\s*(?:\{|\]|$)", start):
        reader = read_json
    yield from reader(rewound)
