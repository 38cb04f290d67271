"""What reading can come to besides an article, and the limits that keep one bad input from stopping a run."""

from __future__ import annotations

from dataclasses import dataclass

#: bytes of UTF-8 one article may have. A book-length long read of 100,000 words has 0.6 MB; what is longer is a dump
#: or a binary. The rules' work grows with the length, but for the few words that look back over all of an article
#: ("the two sides" weighs every state named): 0.3 MB of news take twice as long as half of them, 2 MB nine times
MAX_ARTICLE_BYTES = 2_000_000
#: bytes one record may have as it is stored (a line of JSON with its escapes, a row of CSV), skipped over unread beyond
MAX_RECORD_BYTES = 16_000_000
#: bytes of one HTML page; markup, scripts and inlined pictures come to far more than the words
MAX_PAGE_BYTES = 8_000_000
#: bytes looked at to tell a binary from a text
_PROBE = 65_536
_MAGIC = (
    (b"%PDF", "a PDF document"), (b"PK\x03\x04", "a zip archive (or an Office document)"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"), (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\xff\xfe", "UTF-16 text"), (b"\xfe\xff", "UTF-16 text"),
    (b"SQLite format 3", "an SQLite database"), (b"{\\rtf", "an RTF document"),
)  # fmt: skip


class ReadError(ValueError):
    """Wrong use: a path that is not there, a given date that is none. Bad input is `Unreadable`, not this."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something of the input that could not be used: where it stands, in which step, why and what to do.

    ``kept`` is True for a warning: the article itself was read and stands right before this record, and only the part
    named in the reason was left out. ``note`` is True where even that is no fault: a column nobody asked for.
    """

    origin: str  #: path, path:line, or "-" for standard input
    step: str  #: "read"
    reason: str
    kept: bool = False
    note: bool = False

    def __str__(self) -> str:
        return f"{self.origin}: {self.step}: {self.reason}"


def unreadable(origin: str, reason: str, *, kept: bool = False, note: bool = False) -> Unreadable:
    """An `Unreadable` of this step."""
    return Unreadable(origin, "read", reason, kept, note)


def size(count: int) -> str:
    """A number of bytes for people: 2,000,000 -> "2.0 MB"."""
    return f"{count / 1e6:.1f} MB"


def decode(data: bytes, *, limit: int = MAX_ARTICLE_BYTES) -> str:
    """The text of UTF-8 bytes, line ends and byte order mark kept. ValueError says why it is none."""
    if len(data) > limit:
        raise ValueError(
            f"larger than {size(limit)}, the limit for one article; split it, or give one record a line (.jsonl)"
        )
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise ValueError(f"{name}, not UTF-8 text; convert it to text first")
    if (at := data.find(b"\0", 0, _PROBE)) >= 0:
        raise ValueError(f"binary, not text (a NUL byte at byte {at})")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as bad:
        raise ValueError(
            f"not UTF-8: byte 0x{data[bad.start]:02x} at byte {bad.start} ({bad.reason}); convert the file to UTF-8"
        ) from None
    if not text.strip().strip("\ufeff"):
        raise ValueError("empty: no text in it" if data else "empty: 0 bytes")
    return text
