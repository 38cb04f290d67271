"""Dates as users give them to filters and parameters: a day, a month or a year."""

from __future__ import annotations

import calendar
import re
from datetime import date


def whole_date(value: object, *, last: bool) -> str:
    """An ISO date completed to a day: the first of a year or month, or the last where ``last``.

    Raises ValueError for what is none.

    >>> whole_date("2016-02", last=True)
    '2016-02-29'
    """
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", str(value).strip(), re.ASCII)
    if not parts:
        raise ValueError(f"{value!r} is not a date; write 2016-02-12, 2016-02 or 2016")
    year, month = int(parts[1]), int(parts[2] or (12 if last else 1))
    try:
        day = int(parts[3]) if parts[3] else (calendar.monthrange(year, month)[1] if last else 1)
        return date(year, month, day).isoformat()
    except ValueError:  # calendar.IllegalMonthError is one
        raise ValueError(f"{value!r} is not a date; write 2016-02-12, 2016-02 or 2016") from None
