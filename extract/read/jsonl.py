"""JSON Lines and JSON to articles: one object is one article, its keys as in `record.NAMES`.

Offsets of such an article are code points of its ``text`` as JSON decodes it.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator

from extract.read.furniture import Press
from extract.read.outcome import MAX_RECORD_BYTES, Unreadable, size, unreadable
from extract.read.record import Unused, read_record
from extract.read.stream import Source, bounded_lines
from extract.records import Article

_PIECE = 1 << 16
_DECODER = json.JSONDecoder()


def read_json_lines(source: Source) -> Iterator[Article | Unreadable]:
    """Each line's article in turn; a line that is none is reported as origin:line and the next is read."""
    some, unused = False, Unused()
    for line in bounded_lines(source.data):
        origin = f"{source.origin}:{line.number}"
        if line.data is None:
            some = True
            yield unreadable(origin, f"a line larger than {size(MAX_RECORD_BYTES)}, the limit for one record")
            continue
        data = line.data.removeprefix(codecs.BOM_UTF8) if line.number == 1 else line.data
        if not data.strip():
            continue
        some = True
        try:
            value = json.loads(data.decode("utf-8"))
        except UnicodeDecodeError as bad:
            at = line.offset + len(line.data) - len(data) + bad.start
            yield unreadable(origin, f"not UTF-8: byte 0x{data[bad.start]:02x} at byte {at} of the file ({bad.reason})")
        except (ValueError, RecursionError) as bad:
            yield unreadable(origin, f"not JSON: {_why(bad)}")
        else:
            yield from _article(value, origin, f"{source.doc}-{line.number}", unused, source.press)
    if not some:
        yield unreadable(source.origin, "empty: no line in it")
    yield from unused.note(source.origin)


def read_json(source: Source) -> Iterator[Article | Unreadable]:
    """The articles of one JSON value: an array of objects, one object, or objects one after another.

    The value is read piece by piece, so a large array takes no more memory than its largest object. What follows
    a place that is not JSON cannot be read and is reported once.
    """
    unused = Unused()
    yield from _values(source, unused)
    yield from unused.note(source.origin)


def _values(source: Source, unused: Unused) -> Iterator[Article | Unreadable]:
    decode = codecs.getincrementaldecoder("utf-8-sig")()
    buffer, at, count, array, ended = "", 0, 0, False, False
    while True:
        # the next object's first character
        while at < len(buffer) and buffer[at] in " \t\r\n,":
            at += 1
        if at < len(buffer) and not array and count == 0 and buffer[at] == "[":
            array, at = True, at + 1
            continue
        if at < len(buffer) and array and buffer[at] == "]":
            return
        if at < len(buffer):
            try:
                value, at_next = _DECODER.raw_decode(buffer, at)
                # a number at the buffer's end may go on; whether the first object is alone, only text behind it tells
                first = not array and count == 0
                more = bool(buffer[at_next:].strip()) if first else at_next < len(buffer)
                whole = ended or more
            except (ValueError, RecursionError) as bad:
                whole, value, at_next, first, more = False, None, at, False, False
                if ended or isinstance(bad, RecursionError):
                    yield unreadable(
                        f"{source.origin}:{count + 1}", f"not JSON: {_why(bad)}; the rest of the file is not read"
                    )
                    return
            if whole:
                count += 1
                doc = source.doc if first and not more else f"{source.doc}-{count}"
                yield from _article(value, f"{source.origin}:{count}", doc, unused, source.press)
                at = at_next
                continue
        elif ended:
            if count == 0:
                yield unreadable(source.origin, "empty: no JSON object in it")
            elif array:
                yield unreadable(source.origin, f"not JSON: the array is not closed; {count} records were read")
            return
        if len(buffer) - at > MAX_RECORD_BYTES:
            yield unreadable(
                f"{source.origin}:{count + 1}",
                f"larger than {size(MAX_RECORD_BYTES)}, the limit for one record, or not JSON;"
                " the rest of the file is not read",
            )
            return
        # twice as much each time, so that an object of n bytes is tried log n times
        data = source.data.read(max(_PIECE, len(buffer) - at))
        ended = not data
        try:
            buffer, at = buffer[at:] + decode.decode(data, final=ended), 0
        except UnicodeDecodeError as bad:
            yield unreadable(
                f"{source.origin}:{count + 1}", f"not UTF-8 ({bad.reason}); the rest of the file is not read"
            )
            return


def _article(
    value: object, origin: str, doc: str, unused: Unused, press: Press | None
) -> Iterator[Article | Unreadable]:
    if isinstance(value, dict):
        yield from read_record(value, origin=origin, doc=doc, unused=unused, press=press)
    else:
        yield unreadable(origin, 'not a JSON object with a "text" field')


def _why(bad: Exception) -> str:
    if isinstance(bad, RecursionError):
        return "nested too deeply"
    return f"{bad.msg} at column {bad.colno}" if isinstance(bad, json.JSONDecodeError) else str(bad)
