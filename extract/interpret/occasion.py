"""One saying met several times - in title, lead and body, or in several articles - is one occasion of several reports.

``occasions`` groups the statements of one article, ``sayings`` those of many; both ask ``alike``. The longest report is
compared first, for a headline's few words stand in many a longer saying and would gather them all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from extract.records import Statement

_WORD = re.compile(r"[^\W_]{4,}")
#: letters of a word that are compared, so that "threaten" and "threatens" are one
STEM = 6
#: share of the shorter saying's words that both must hold: below it, two points of one speech were taken for one.
#: In 612 articles of one campaign, read for this, it made 22 groups of two articles, each of them one saying
SHARED = 0.7
#: the same where one quotes and the other does not, for a paraphrase keeps fewer words; then the longer must not hold
#: much else. Of 159 pairs of a quotation and a report of one speaker in one of these articles nearly all it joins are
#: one; without a limit to the longer, every other was wrong
PARAPHRASED = 0.6
COVERED = 0.3
#: fewer words than this prove no likeness
FEWEST = 3
#: nor fewer than this where the reports stand in two articles, or one quotes and the other does not
FEWEST_APART = 5


@dataclass(frozen=True, slots=True)
class Report:
    """What tells whether a statement reports the saying that another one reports."""

    who: frozenset[str]  #: its speakers and those they speak for
    people: frozenset[str]  #: the named persons among its speakers
    day: str | None  #: ISO date on which it was said
    stems: frozenset[str]  #: what ``stems`` gives of its words
    quoted: bool = False  #: a direct quotation
    article: str = ""
    name: str = ""
    inside: str | None = None  #: the name of the report in which it is reported


def stems(text: str) -> frozenset[str]:
    """The longer words of a text, lower case, cut to their first letters.

    >>> sorted(stems("It threatens the weirs, they said."))
    ['said', 'they', 'threat', 'weirs']
    """
    return frozenset(w[:STEM] for w in _WORD.findall(text.lower()))


def alike(one: Report, other: Report) -> float:
    """The share of the shorter report's words that the other holds, or 0 where they are not one saying.

    One saying has a speaker or a holder in common and no two different named speakers; no two different days, and in
    two articles no unknown one; and near the same words. What one actor says a person said is that person's saying.
    """
    if not one.who & other.who or (one.people and other.people and not one.people & other.people):
        return 0.0
    apart = one.article != other.article
    if one.day != other.day and (apart or (one.day and other.day)):
        return 0.0
    if apart and one.day is None:
        return 0.0
    if any(a.inside == b.name and a.people - b.who for a, b in ((one, other), (other, one))):
        return 0.0
    paraphrase = one.quoted != other.quoted
    fewer, more = sorted((len(one.stems), len(other.stems)))
    if fewer < (FEWEST_APART if apart or paraphrase else FEWEST):
        return 0.0
    both = len(one.stems & other.stems)
    if paraphrase and both < COVERED * more:
        return 0.0
    return both / fewer if both >= (PARAPHRASED if paraphrase else SHARED) * fewer else 0.0


def occasions(statements: Sequence[Statement]) -> tuple[tuple[int, ...], ...]:
    """Indices of one article's statements grouped by saying, in document order."""
    reports = [
        Report(
            frozenset({m.actor.name for m in s.speakers} | {a.name for a in s.on_behalf_of}),
            frozenset(m.actor.name for m in s.speakers if m.actor.kind == "person"),
            s.date,
            stems(s.text.get("content", "")),
            s.form == "direct",
            name=s.id,
            inside=s.reported_in,
        )
        for s in statements
    ]
    return tuple(sorted(_gathered(reports)))


def sayings(reports: Sequence[Report], repeats: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Indices of the statements of many articles grouped by saying, each group and all groups in the order given.

    ``repeats``: pairs of one article's statements already found to report one saying. Two that were not are not joined
    by way of another article. The order of ``reports`` decides between equals, so it must not rest on chance.
    """
    groups = [[i] for i in range(len(reports))]
    for i, j in repeats:
        if groups[i] is not groups[j]:
            groups[i] += groups[j]
            for k in groups[j]:
                groups[k] = groups[i]
    units = [min(group) for group in groups]
    for found in _gathered(reports, units):
        for j in found[1:]:
            if groups[found[0]] is not groups[j]:
                joined = groups[found[0]] + groups[j]
                for k in joined:
                    groups[k] = joined
    return tuple(sorted({tuple(sorted(group)) for group in groups}))


def _gathered(reports: Sequence[Report], units: Sequence[int] | None = None) -> list[tuple[int, ...]]:
    """Indices grouped around the longest report of each saying; with ``units`` only reports of different articles.

    Only reports of one actor, in different articles of one day, that share a rare word are compared: two that share the
    least share of the shorter one's words share one of its rarest (prefix filtering; Chaudhuri, Ganti, Kaushik 2006).
    """
    groups: list[list[int]] = []
    with_word: dict[tuple[str, str | None, str], list[int]] = defaultdict(list)
    common = Counter(stem for report in reports for stem in report.stems)
    for i in sorted(range(len(reports)), key=lambda i: (-len(reports[i].stems), i)):
        report = reports[i]
        places = [(who, report.day if units else None) for who in sorted(report.who)]
        rarest = sorted(report.stems, key=lambda s: (common[s], s))
        telling = rarest[: len(rarest) - ceil(min(SHARED, PARAPHRASED) * len(rarest)) + 1]
        near = {number for who, day in places for s in telling for number in with_word.get((who, day, s), ())}
        best, most = None, 0.0
        for number in sorted(near):
            share = alike(reports[groups[number][0]], report)
            if share > most and not (units and _parted(reports, units, groups[number], i)):
                best, most = number, share
        if best is not None:
            groups[best].append(i)
            continue
        for who, day in places:
            for stem in report.stems:
                with_word[who, day, stem].append(len(groups))
        groups.append([i])
    return [tuple(sorted(group)) for group in groups]


def _parted(reports: Sequence[Report], units: Sequence[int], group: Sequence[int], i: int) -> bool:
    """Whether a group holds another saying of the article of a report."""
    return any(reports[j].article == reports[i].article and units[j] != units[i] for j in group)
