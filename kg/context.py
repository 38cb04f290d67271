"""Restores what stands around a statement from the quotations that its evidence and its neighbours' keep.

A store keeps no article's text, only stretches of it: each piece of evidence with some characters before and after
(oa:TextQuoteSelector). Laid side by side by their positions they often join to the whole sentence; what none of them
holds is shown as an ellipsis.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

Span = tuple[int, int]
#: a stretch of an article's text, with the code point it begins at
Stretch = tuple[int, str]

#: code points: about two printed sentences; a longer statement is still shown whole
LONGEST = 300
ELLIPSIS = "…"
#: where several roles cover one place the first is shown
ROLES = ("source", "cue", "content")
#: a sentence's end and the blanks after it, or a blank line; not after an initial or a short title ("U.S.", "Gen.")
_END = re.compile(
    r"(?:(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})\.|[!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n[ \t\r]*\n\s*"
)


def joined(pieces: Iterable[Stretch]) -> list[Stretch]:
    """The stretches with those that touch or overlap made one, in order.

    >>> joined([(4, "quick"), (0, "the qu"), (20, "fox")])
    [(0, 'the quick'), (20, 'fox')]
    """
    found: list[Stretch] = []
    for start, text in sorted(pieces):
        if found and start <= found[-1][0] + len(found[-1][1]):
            first, known = found[-1]
            found[-1] = (first, known + text[max(0, first + len(known) - start) :])
        else:
            found.append((start, text))
    return found


def around(known: Sequence[Stretch], spans: Mapping[str, Sequence[Span]]) -> tuple[tuple[str, str], ...]:
    """The sentences that content, source and cue stand in, as (role, text); role "" is the rest.

    ``known`` comes from ``joined``. Blanks are made single. At most ``LONGEST`` code points, or the statement's own.

    >>> text = "Rain fell. The envoy said it was late. All left."
    >>> around([(0, text)], {"source": [(11, 20)], "cue": [(21, 25)], "content": [(26, 37)]})
    (('source', 'The envoy'), ('', ' '), ('cue', 'said'), ('', ' '), ('content', 'it was late'), ('', '.'))
    """
    content = spans.get("content", ())
    if not content:
        return ()
    first, last = min(s for s, _ in content), max(e for _, e in content)
    marks = {
        role: [s for s in spans.get(role, ()) if s[0] > first - LONGEST and s[1] < last + LONGEST] for role in ROLES
    }
    marks["content"] = list(content)
    low = min(s for found in marks.values() for s, _ in found)
    high = max(e for found in marks.values() for _, e in found)
    room = max(0, LONGEST - (high - low))
    start, begun = _left(known, low, room)
    end, ended = _right(known, high, room - (low - start))
    parts: list[tuple[str, str]] = [] if begun else [("", ELLIPSIS)]
    edges = sorted({start, end, *(max(start, min(end, e)) for found in marks.values() for s in found for e in s)})
    for a, b in pairwise(edges):
        role = next((r for r in ROLES if any(s <= a and b <= e for s, e in marks[r])), "")
        parts.append((role, _text(known, a, b)))
    return _tidy([*parts, *([] if ended else [("", ELLIPSIS)])])


def _stretch(known: Sequence[Stretch], at: int) -> Stretch:
    """The stretch that holds the code point, or an empty one there."""
    number = bisect_right(known, at, key=lambda s: s[0]) - 1
    if number >= 0 and at <= known[number][0] + len(known[number][1]):
        return known[number]
    return (at, "")


def _left(known: Sequence[Stretch], low: int, room: int) -> tuple[int, bool]:
    """Where the sentence begins, as far as is known and there is room for, and whether that is its beginning."""
    start, text = _stretch(known, low)
    before = text[: low - start]
    ends = [m.end() for m in _END.finditer(text) if m.end() <= len(before)]
    begin = max(ends, default=0)
    begun = bool(ends) or start == 0
    if begun and len(before) - begin <= room:
        return start + begin, True
    cut = before.find(" ", max(begin, len(before) - room))  # whole words only
    return (start + cut + 1 if cut >= 0 else low), False


def _right(known: Sequence[Stretch], high: int, room: int) -> tuple[int, bool]:
    start, text = _stretch(known, high)
    after = high - start
    # from within the statement: its own last mark may end the sentence
    end = next((m for m in _END.finditer(text, max(0, after - 3)) if m.end() > after), None)
    stop = len(text[: end.end()].rstrip()) if end else len(text)
    stop = max(stop, after)
    closed = end is not None or text.rstrip().endswith((".", "!", "?", "”", '."'))
    if closed and stop - after <= room:
        return start + stop, True
    cut = text.rfind(" ", after, min(stop, after + max(0, room)))
    return (start + cut if cut >= 0 else high), False


def _text(known: Sequence[Stretch], start: int, end: int) -> str:
    """The text between two code points, with an ellipsis for what is not known and no part of a word beside it."""
    found, at = "", start
    for first, text in known:
        if first >= end or first + len(text) <= at:
            continue
        piece = text[max(0, at - first) : end - first]
        if first > at:
            found = f"{found[: found.rfind(' ') + 1]}{ELLIPSIS}"
            piece = piece[max(0, piece.find(" ")) :]
        found += piece
        at = min(end, first + len(text))
    return found + (ELLIPSIS if at < end else "")


def _tidy(parts: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Parts with single blanks, none at the ends; neighbours of one role are one part."""
    found: list[tuple[str, str]] = []
    for role, text in parts:
        plain = re.sub(r"\s+", " ", text)
        if plain.startswith(" ") and (not found or found[-1][1].endswith(" ")):
            plain = plain[1:]
        if not plain:
            continue
        if found and found[-1][0] == role:
            found[-1] = (role, found[-1][1] + plain)
        else:
            found.append((role, plain))
    if found and found[-1][1].endswith(" "):
        role, text = found.pop()
        found += [(role, text.rstrip())] if text.rstrip() else []
    return tuple(found)
