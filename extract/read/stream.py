"""Bytes as the readers take them: one source at a time, a bounded piece at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from extract.read.furniture import Press
from extract.read.outcome import MAX_RECORD_BYTES


class Bytes(Protocol):
    """What a reader needs of an open binary file."""

    def read(self, size: int = -1, /) -> bytes: ...

    def readline(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Source:
    """An open input: its bytes, the name for messages, the document id of a text without one of its own.

    ``press``: the news agencies whose tags are known; the shipped ones if not given.
    """

    data: Bytes
    origin: str
    doc: str
    press: Press | None = None


class Rewound:
    """A stream whose first bytes were looked at and are given again."""

    def __init__(self, head: bytes, rest: Bytes) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes, fewer only at the end."""
        if size < 0:
            head, self._head = self._head, b""
            return head + self._rest.read()
        head, self._head = self._head[:size], self._head[size:]
        return head + self._rest.read(size - len(head)) if len(head) < size else head

    def readline(self, size: int = -1, /) -> bytes:
        """Up to the next line feed, or ``size`` bytes where that comes first."""
        if not self._head:
            return self._rest.readline(size)
        end = self._head.find(b"\n") + 1 or len(self._head)
        if 0 <= size < end:
            end = size
        line, self._head = self._head[:end], self._head[end:]
        if self._head or line.endswith(b"\n") or len(line) == size:
            return line
        return line + self._rest.readline(size - len(line) if size >= 0 else -1)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file of records: its number, its first byte's offset, its bytes, or None where it is too long."""

    number: int
    offset: int
    data: bytes | None


def bounded_lines(data: Bytes, limit: int = MAX_RECORD_BYTES) -> Iterator[Line]:
    """The lines one by one; a line over the limit is passed over in pieces and given as None, so memory stays flat."""
    number = offset = 0
    while piece := data.readline(limit + 1):
        number += 1
        start = offset
        offset += len(piece)
        if len(piece) <= limit:
            yield Line(number, start, piece)
            continue
        while not piece.endswith(b"\n") and (piece := data.readline(limit)):
            offset += len(piece)
        yield Line(number, start, None)
