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
    groups: list[list[int]] = []
    of_actor: dict[str, list[int]] = {}  #: actor -> the groups it speaks in, by number
    stems = [{w[:6] for w in _WORD.findall(s.text.get("content", "").lower())} for s in statements]
    for i, statement in enumerate(statements):
        who = {m.actor.name for m in statement.speakers} | {a.name for a in statement.on_behalf_of}
        for number in sorted({g for name in who for g in of_actor.get(name, ())}):
            j = groups[number][0]
            if statement.date and statements[j].date and statement.date != statements[j].date:
                continue
            fewer = min(len(stems[i]), len(stems[j]))
            if fewer >= FEWEST and len(stems[i] & stems[j]) >= SHARED * fewer:
                groups[number].append(i)
                break
        else:
            groups.append([i])
            for name in who:
                of_actor.setdefault(name, []).append(len(groups) - 1)
    return tuple(tuple(g) for g in groups)
