"""One saying met several times - in title, lead and body - is one occasion with several mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records import Statement

_WORD = re.compile(r"[^\W_]{4,}")
#: share of the shorter saying's words that both must hold: below it, two points of one speech were taken for one
SHARED = 0.7
#: fewer words than this prove no likeness
FEWEST = 3


def occasions(statements: Sequence[Statement]) -> tuple[tuple[int, ...], ...]:
    """Indices of the statements grouped by saying, in document order.

    Two statements are one saying where they have a speaker or a holder in common, no two different days, and near the
    same words.
    """
    stems = [{w[:6] for w in _WORD.findall(s.text.get("content", "").lower())} for s in statements]
    who = [frozenset(m.actor.name for m in s.speakers) | frozenset(a.name for a in s.on_behalf_of) for s in statements]
    groups: list[list[int]] = []
    for i, statement in enumerate(statements):
        for group in groups:
            j = group[0]
            fewer = min(len(stems[i]), len(stems[j]))
            days = {statement.date, statements[j].date} - {None}
            if fewer >= FEWEST and who[i] & who[j] and len(days) < 2 and len(stems[i] & stems[j]) >= SHARED * fewer:
                group.append(i)
                break
        else:
            groups.append([i])
    return tuple(tuple(g) for g in groups)
