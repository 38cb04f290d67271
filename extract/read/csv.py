"""CSV and TSV to articles: a header row, then one article a row; columns as in `record.NAMES`, in any case and order.

Offsets of such an article are code points of its ``text`` cell, line breaks inside it as they stand in the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from extract.read.outcome import MAX_RECORD_BYTES, Unreadable, size, unreadable
from extract.read.record import READ, Unused, field_of, read_record
from extract.read.stream import Source, bounded_lines
from extract.records import Article

_SEPARATORS = (",", "\t", ";", "|")


class _Lines:
    """The file's lines as the csv module takes them; what is wrong with a line is kept beside its number."""

    def __init__(self, source: Source) -> None:
        self.faults: dict[int, str] = {}
        self._lines = bounded_lines(source.data)

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            if line.data is None:
                self.faults[line.number] = f"a line larger than {size(MAX_RECORD_BYTES)}, the limit for one record"
                yield "\n"
                continue
            try:
                text = line.data.decode("utf-8")
            except UnicodeDecodeError as bad:
                self.faults[line.number] = (
                    f"not UTF-8: byte 0x{line.data[bad.start]:02x} at byte {line.offset + bad.start} of the file"
                    f" ({bad.reason})"
                )
                text = line.data.decode("utf-8", "replace")
            yield text.removeprefix("\ufeff") if line.number == 1 else text


def read_csv(source: Source) -> Iterator[Article | Unreadable]:
    """Each row's article in turn; a row that is none is reported as origin:line of its first line."""
    yield from _rows(source, None)


def read_tsv(source: Source) -> Iterator[Article | Unreadable]:
    """The same for tab-separated values."""
    yield from _rows(source, "\t")


def _rows(source: Source, separator: str | None) -> Iterator[Article | Unreadable]:
    # the module's limit for one cell is 128 kB and global; ours is larger, and nobody is served by lowering it again
    csv.field_size_limit(max(csv.field_size_limit(), MAX_RECORD_BYTES))
    lines = _Lines(source)
    feed = iter(lines)
    head = next(feed, None)
    if head is None or (not head.strip() and not lines.faults):
        yield unreadable(
            source.origin, "empty: no header row" if head is None else "the first line must name the columns"
        )
        return
    if lines.faults:
        yield unreadable(f"{source.origin}:1", lines.faults[1])
        return
    if separator is None:
        separator = max(_SEPARATORS, key=head.count)
    try:
        columns = [name.strip().lower() for name in next(csv.reader([head], delimiter=separator))]
    except csv.Error as bad:
        yield unreadable(f"{source.origin}:1", f"not CSV: {bad}")
        return
    bodies = sorted(
        (i for i, name in enumerate(columns) if field_of(name) == "text"), key=lambda i: columns[i] != "text"
    )
    if not bodies:
        named = ", ".join(c if len(c) <= 40 else c[:37] + "..." for c in columns[:20])
        yield unreadable(source.origin, f'no column "text"; columns here: {named}; columns read: {READ}')
        return
    reader = csv.reader(feed, delimiter=separator, strict=True)
    unused = Unused()
    before = 1  # physical lines read so far, the header's included
    while True:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as bad:
            first, before = before + 1, reader.line_num + 1
            too_large = "field larger" in str(bad)
            rest = (
                " (an unclosed quotation mark?); the rest of the file is not read"
                if too_large
                else f"; lines {first} to {before} are not read"
            )
            yield unreadable(f"{source.origin}:{first}", f"not CSV: {bad}{rest}")
            if too_large:  # where the cell ends is not known, so neither is where a row begins
                return
            continue
        first, before = before + 1, reader.line_num + 1
        origin = f"{source.origin}:{first}"
        faults = [lines.faults.pop(n) for n in sorted(lines.faults) if n <= before]
        if faults:
            yield unreadable(origin, faults[0])
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= bodies[0]:
            yield unreadable(
                origin, f'{len(row)} cells where the header names {len(columns)} columns: no "{columns[bodies[0]]}"'
            )
            continue
        fields: dict[str, object] = {}
        for name, cell in zip(columns, row, strict=False):
            if cell.strip():
                fields.setdefault(name, cell)
        if not any(field_of(name) == "text" for name in fields):
            fields["text"] = ""
        yield from read_record(fields, origin=origin, doc=f"{source.doc}-{first}", unused=unused, press=source.press)
    yield from unused.note(source.origin)
    if before == 1:
        yield unreadable(source.origin, "empty: a header row and nothing under it")
