"""Dates as header lines print them, to ISO dates; nothing is guessed.

A date counts only with day, month and year. An all-figure date whose order cannot be told ("04/05/2016") counts as
none: a wrong publication date makes every weekday in the article wrong.
"""

# ruff: noqa: E501 - patterns are kept on one line each: a broken pattern is harder to read than a long one

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
    ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"), ("nov", "november"),
    ("dec", "december"),
)  # fmt: skip
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
#: a month by its English name or usual abbreviation
MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
WEEKDAY = r"(?:(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:r|rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"

_DATE = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"(?P<m1>{MONTH})\.?\s*(?P<d1>{_DAY})\s*,?\s*\(?(?P<y1>{_YEAR})"
    rf"|(?P<d2>{_DAY})\s*(?:of\s+)?(?P<m2>{MONTH})\.?\s*,?\s*(?P<y2>{_YEAR})"
    rf"|(?P<d5>\d{{1,2}})-(?P<m5>{MONTH})-(?P<y5>{_YEAR})"
    rf"|(?P<y3>{_YEAR})(?P<s3>[-./])\s?(?P<m3>\d{{1,2}})(?P=s3)\s?(?P<d3>\d{{1,2}})\.?"
    rf"|(?P<a4>\d{{1,2}})(?P<s4>[-./])(?P<b4>\d{{1,2}})(?P=s4)(?P<y4>{_YEAR})"
    rf")(?!\d)",
    re.IGNORECASE,
)
#: a day without its year, as some header lines and most datelines print it
_DAY_ALONE = re.compile(
    rf"(?<![\w/.-])(?:(?P<m1>{MONTH})\.?\s*(?P<d1>{_DAY})|(?P<d2>{_DAY})\s*(?:of\s+)?(?P<m2>{MONTH})\b\.?)(?![\w:/-])(?!,?\s*\(?{_YEAR})",
    re.IGNORECASE,
)
#: the longest date line or given date read, in code points: one with weekday, clock, zone and label has about 100
LONGEST_DATE = 160
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_LABEL = re.compile(
    r"(?P<later>(?:last\s+)?(?:updated?|modified|revised|edited|changed|update)(?:\s+(?:on|at))?)\s*:?\s*$"
    r"|(?P<first>(?:first\s+)?(?:published|posted|publish(?:ed)?\s*date|pub(?:lication)?\s*date|issued|released?|created|date|input|dated|submitted|filed)"
    r"(?:\s+(?:on|at|in|date|time))*)\s*:?\s*$",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE = re.compile(rf"(?:{WEEKDAY}\.?\s*,?\s*)$", re.IGNORECASE)
_CLOCK = r"(?:\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?\s?m\b\.?)?|\d{1,2}\s*[ap]\.?\s?m\b\.?)"
_ZONE = r"(?:KST|JST|CST|HKT|SGT|PKT|IST|MSK|GMT|UTC|BST|CET|CEST|EST|EDT|ET|PST|PDT|PT|CDT|AEST|AEDT|Z)\b"
_TIME = re.compile(
    rf"(?:at\s+)?{_CLOCK}(?:\s*\(?\s*(?:{_ZONE})?\s*(?:[+-]\s?\d{{1,2}}:?\d{{0,2}})?\s*\)?)?", re.IGNORECASE
)
#: "Updated 2 hours ago", "3 min read": what pages count beside the date
_COUNTED = re.compile(
    r"\b(?:(?:last\s+)?(?:updated?|modified|posted|published)\s+)?(?:an?|\d+)[\s-]?(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s?"
    r"[\s-]+(?:ago|read)\b",
    re.IGNORECASE,
)
#: where a page of print is told beside the date: "page A4", "p. 3", "Vol. 12 No. 3", "Print edition"
_PRINTED = re.compile(
    r"\b(?:on )?(?:page ?|p\. ?)[A-Z]?\d+\b|\b(?:vol(?:ume)?|no|issue)\.? ?\d+\b|\b(?:from the |published in |in )?print(?: edition)?\b",
    re.IGNORECASE,
)
_ISO_TIME = re.compile(r"T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date in a line: where it stands, its ISO form, and whether its label says it is a later change."""

    start: int
    end: int
    iso: str  #: "--02-05" for a day without its year
    labelled: bool
    changed: bool  #: "Modified on", "Updated": not the day of publication


def iso_date(year: int, month: int, day: int) -> str | None:
    """The ISO date, or None where there is no such day.

    >>> iso_date(2016, 2, 29), iso_date(2015, 2, 29)
    ('2016-02-29', None)
    """
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def month_number(name: str) -> int | None:
    """1 to 12 for a month's English name or abbreviation, with or without its full stop."""
    return _MONTH_NUMBER.get(name.rstrip(".").lower())


def _day(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _iso(found: re.Match[str]) -> str | None:
    group = found.groupdict()
    for n in ("1", "2", "5"):
        if group[f"m{n}"]:
            month = month_number(group[f"m{n}"])
            return iso_date(int(group[f"y{n}"]), month, _day(group[f"d{n}"])) if month else None
    if group["y3"]:
        return iso_date(int(group["y3"]), int(group["m3"]), int(group["d3"]))
    a, b, year = int(group["a4"]), int(group["b4"]), int(group["y4"])
    if group["s4"] == ".":  # 12.02.2016: the point is only used with the day first
        return iso_date(year, b, a)
    if a > 12 or a == b:
        return iso_date(year, b, a)
    return iso_date(year, a, b) if b > 12 else None


def _yearless(found: re.Match[str]) -> str | None:
    month = month_number(found["m1"] or found["m2"])
    day = iso_date(2016, month, _day(found["d1"] or found["d2"])) if month else None  # a leap year has every day
    return f"-{day[4:]}" if day else None


def find_dates(line: str, *, year: bool = True) -> list[DateFound]:
    """Every full date of a header line, in order, each span holding its label and weekday.

    Without ``year``: every day that stands without one.

    >>> [(d.iso, d.changed) for d in find_dates("Posted on : 2017-05-02 09:41 KST Modified on : 2018-03-07 11:12 KST")]
    [('2017-05-02', False), ('2018-03-07', True)]
    >>> [d.iso for d in find_dates("Posted Saturday, July 9, 10:30 a.m.", year=False)]
    ['--07-09']
    """
    dates = []
    for found in (_DATE if year else _DAY_ALONE).finditer(line):
        iso = _iso(found) if year else _yearless(found)
        if iso is None:
            continue
        start = found.start()
        if weekday := _WEEKDAY_BEFORE.search(line, 0, start):
            start = weekday.start()
        # a clock may stand between label and date: "Published: 14:06 KST, 30 April 2016"
        before = re.sub(rf"{_CLOCK}\s*(?:{_ZONE})?[\s,]*$", "", line[:start], flags=re.IGNORECASE).rstrip()
        label = _LABEL.search(before)
        dates.append(
            DateFound(label.start() if label else start, found.end(), iso, bool(label), bool(label and label["later"]))
        )
    return dates


def without_dates(line: str, dates: list[DateFound]) -> str:
    """What is left of a header line once its dates, labels, clock times and time zones are taken out.

    >>> line = "Nov. 24, 2017 - 12:03 By Yonhap"
    >>> without_dates(line, find_dates(line))
    'By Yonhap'
    >>> line = "Wed, Aug 21, 2019 page 1 (updated 10:03)"
    >>> without_dates(line, find_dates(line))
    ''
    >>> line = "August 24, 2023 7:42 PM JST | Updated 2 hours ago"
    >>> without_dates(line, find_dates(line))
    ''
    """
    rest = line
    for found in reversed(dates):
        rest = rest[: found.start] + " " + rest[found.end :]
    rest = _TIME.sub(" ", _ISO_TIME.sub(" ", _COUNTED.sub(" ", rest)))
    rest = re.sub(rf"\b{_ZONE}", " ", rest)
    rest = re.sub(r"\b(?:last )?(?:updated?|modified)\b(?=\W*$)", " ", rest, flags=re.IGNORECASE)
    rest = _PRINTED.sub(" ", rest)
    rest = re.sub(rf"\b(?:{WEEKDAY}|at|on|the)\b\.?(?=\W*$)", " ", rest, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", rest).strip(" \t-–—|/·•:,;.()[]>")


def given_date(value: str) -> str | None:
    """ISO date of a date somebody gives as metadata; None where it cannot be read for certain.

    >>> given_date("2016-02-12"), given_date("2016-02-12T08:30:00Z"), given_date("Friday, Feb 12, 2016")
    ('2016-02-12', '2016-02-12', '2016-02-12')
    >>> given_date("04/05/2016"), given_date("last week"), given_date("2016")
    (None, None, None)
    """
    value = value.strip()
    if len(value) > LONGEST_DATE:
        return None
    if compact := _COMPACT.fullmatch(value):
        return iso_date(*(int(part) for part in compact.groups()))
    dates = find_dates(value)
    return dates[0].iso if len(dates) == 1 and not without_dates(value, dates) else None
