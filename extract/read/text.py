"""Plain text to Article: every line is told to be title, deck, paragraph, byline, dateline, caption or furniture.

The rules for single lines are in `furniture`, those for header dates in `dates`; here a line's place decides. Blocks
are ordered, disjoint, trimmed of white space, and together hold every character that is not white space.
"""

# ruff: noqa: E501 - word lists read best as text; patterns are kept on one line each: a broken pattern is harder to read than a long one

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.read import furniture
from extract.read.dates import MONTH, WEEKDAY, find_dates, iso_date, month_number
from extract.read.furniture import Press
from extract.records import Article, Block, BlockKind

#: one line: what stands between line ends of any kind (LF, CR, NEL, LS, PS, VT, FF); U+FEFF is never part of one
_LINE = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029\ufeff]+|\ufeff")
#: hard-wrapped text: lines of one run are this long at least and at most, save the last; typewriter and mail widths
#: run from 60 to 80, and no web paragraph is cut into three lines of such even length
_WRAP_MIN, _WRAP_MAX = 45, 100
#: a title has at most this many words; the longest in 840 campaign articles has 24
_TITLE_WORDS = 30
#: a deck runs to about two lines of print
_DECK_WORDS = 50
#: decks under one title: some sites print a standfirst and two or three bullets
_DECKS = 3
#: a body begins with a sentence of at least so many words; shorter ones are labels that end in a full stop
_BODY_WORDS = 8

#: other articles' headlines in a list have at most so many words; a longer line is text again
_LISTED_WORDS = 22

_PLACE = r"[A-Z][A-Z.'’/-]+(?: [A-Z][A-Z.'’/-]*){0,3}(?:,\s?(?:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}|[A-Z]\.[A-Z]\.))?"
#: "Seoul" before a day, where no capitals tell a place from the words a sentence begins with
_PLACE_DAY = (
    rf"(?!(?:On|By|In|Since|From|Until|Before|After|Last|This|Early|Late|As|At|{WEEKDAY})\b)"
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}"
)
_PLACE_MIXED = (
    r"[A-Z][\w.'’-]+(?:[ /][A-Z][\w.'’-]+){0,3}(?:,\s?(?:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}|[A-Z]\.[A-Z]\.))?"
)
_DL_DATE = rf"(?:(?P<{{0}}m>{MONTH})\.?\s(?P<{{0}}d>\d{{{{1,2}}}})(?:st|nd|rd|th)?|(?P<{{0}}D>\d{{{{1,2}}}})(?:st|nd|rd|th)?\s(?P<{{0}}M>{MONTH})\.?)(?:,?\s(?P<{{0}}y>(?:19|20)\d\d))?"


def _date(prefix: str) -> str:
    return _DL_DATE.format(prefix)


_UPDATED = re.compile(r"(?:last )?updated?\b", re.IGNORECASE)
#: a header line that opens with a place: "BAKU | 6 October 2022, 17:20", "Vientiane, July 25, 2016"
_PLACE_FIRST = re.compile(rf"(?P<place>{_PLACE}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\s?[|/]\s|(?P<place2>{_PLACE}),\s")
#: words in capitals that stand before a colon or dash as places do
_SHOUTS = frozenset(
    "EXCLUSIVE WATCH LOOK BREAKING UPDATE UPDATED BOOM BUSTED REPORT POLL VIDEO PHOTOS ANALYSIS OPINION NOTE CORRECTION CLARIFICATION EDITORIAL"
    " COMMENT LISTEN READ LIVE FACTBOX TIMELINE EXPLAINER INTERVIEW FEATURE PROFILE REVIEW TRANSCRIPT ANSWER QUESTION MORE ALSO".split()
)
_CAPITALS = re.compile(r"(?<![A-Za-z.])[A-Z][A-Z'’]+(?![A-Z])")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})", re.IGNORECASE)
_HOST = re.compile(r"\b(?:https?://)?(?:www\.)((?:[\w-]+\.)+[a-z]{2,})\b", re.IGNORECASE)
#: mail hosts that say nothing of the outlet
_FREE_MAIL = frozenset(
    "gmail.com yahoo.com hotmail.com outlook.com naver.com daum.net hanmail.net qq.com 163.com"
    " 126.com mail.ru yandex.ru proton.me protonmail.com icloud.com aol.com".split()
)
_COPYRIGHT_OUTLET = re.compile(
    r"(?:copyright|©|ⓒ|\(c\))[\s©ⓒ(c)]*(?:by\s+)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?,?\s*)?(?:by\s+)?(?P<name>(?:The |the )?[A-Z][\w'’&-]*(?:\s[A-Z][\w'’&.-]*){0,4})",
    re.IGNORECASE,
)
#: "Published in The Strait Observer, July 26th, 2016"
_PUBLISHED_IN = re.compile(
    r"(?:Published|Printed|Appeared) (?:in|by) (?P<name>(?:[Tt]he )?[A-Z][\w'’&-]*(?: [A-Z][\w'’&-]*){0,4})\b"
)
#: a note under an article that tells when it came out: "This article appeared in print on July 9, 2016"
_IN_PRINT = re.compile(r"\b(?:appear(?:s|ed)|published|ran|posted) ", re.IGNORECASE)
_TITLE_TAIL = re.compile(r"(?<!\s)\s+(?:\||[-–—])\s+(?P<name>[^|–—]{2,40})$")
_NAME = r"[A-Z][\w.'’`-]*(?:\s(?:[A-Z][\w.'’`-]*|de|van|von|der|bin|al|el|da))*"
#: the mark before a point of a list, and a heading between paragraphs in capitals has at most so many words
_BULLET = re.compile(r"[*•▪●‣·–-]\s+(?=\S)")
_CROSSHEAD_WORDS = 8


@dataclass(slots=True)
class _Line:
    """A line under judgement: its span, its words, what it was taken for."""

    start: int
    end: int
    text: str
    kind: furniture.Kind | BlockKind | None = None
    run: int = 0  #: lines with no blank line between them share a run


def read_plain(
    text: str, *, doc: str, title: str | None = None, published: str | None = None, outlet: str | None = None, byline: str | None = None,
    url: str | None = None, language: str | None = None, published_basis: str | None = None, origin: str = "", press: Press | None = None,
) -> Article:  # fmt: skip
    """The article of a decoded text. ``text`` is kept as it is, so spans are offsets into the input.

    What the caller gives wins over what the text prints; ``published`` must be an ISO date, or "" to keep the date
    absent whatever the text prints. What neither gives is None. ``press``: the news agencies known, the shipped ones
    if not given.
    """
    press = press or furniture.press()
    lines = _lines(text)
    _judge(press, lines, title)
    blocks, datelines, tags = _blocks(press, lines)
    found = _metadata(press, lines, datelines, tags)
    date, basis = found.published, found.basis
    if published is not None:
        date, basis = published or None, published_basis or "given"
    return Article(
        doc=doc, text=text, blocks=blocks, title=title or found.title, published=date,
        published_basis=basis if date else None, outlet=outlet or found.outlet, byline=byline or found.byline, url=url, language=language,
        dateline_place=found.place, dateline_date=found.dateline_date, agency=found.agency, origin=origin,
    )  # fmt: skip


# --- lines ---------------------------------------------------------------------------------------------------------


def _lines(text: str) -> list[_Line]:
    """The lines that hold more than white space, hard-wrapped ones joined to their paragraph."""
    lines: list[_Line] = []
    run, previous = 0, 0
    for found in _LINE.finditer(text):
        raw = found.group()
        words = raw.strip()
        if not words:
            continue
        start = found.start() + raw.index(words[0])
        gap = text[previous : found.start()]
        if (
            lines
            and gap.replace("\r\n", "\n").count("\n") + gap.count("\u2029") != 1
            and gap not in ("\r", "\x85", "\u2028")
        ):
            run += 1
        lines.append(_Line(start, start + len(words), words, "furniture" if words == "\ufeff" else None, run))
        previous = found.end()
    return _unwrapped(text, lines)


def _unwrapped(text: str, lines: list[_Line]) -> list[_Line]:
    joined: list[_Line] = []
    at = 0
    while at < len(lines):
        stop = at + 1
        while stop < len(lines) and lines[stop].run == lines[at].run:
            stop += 1
        group = lines[at:stop]
        lengths = [len(line.text) for line in group]
        even = (
            len(group) >= 3
            and not any(_BULLET.match(line.text) for line in group)
            and _WRAP_MIN <= max(lengths) <= _WRAP_MAX
            and all(n > max(lengths) - 25 for n in lengths[:-1])
            and sum(not furniture.is_sentence_end(line.text) for line in group[:-1]) * 2 > len(group) - 1
        )
        for line in group:
            before = joined[-1] if joined and joined[-1].run == line.run else None
            goes_on = (
                before is not None
                and line.text[0].islower()
                and len(before.text) >= _WRAP_MIN
                and before.text[-1].isalpha()
            )
            if before is not None and (even or goes_on) and before.kind is None:
                before.end = line.end
                before.text = text[before.start : line.end]
            else:
                joined.append(line)
        at = stop
    return joined


# --- what each line is ---------------------------------------------------------------------------------------------


def _words(line: str) -> int:
    return line.count(" ") + 1


def _folded(press: Press, line: str) -> str:
    """For comparing lines: no credit at the end, no closing full stop, one case, single spaces."""
    cut = press.credit_at_end(line)
    return " ".join(line[:cut].casefold().split()).rstrip(" .")


def _is_body(press: Press, line: str) -> bool:
    """Whether a line of no other kind reads as running text."""
    n = _words(line)
    ends = furniture.is_sentence_end(line)
    return (
        (ends and (n >= _BODY_WORDS or furniture.reports(line)))
        or n > _DECK_WORDS
        or _dateline(press, line, first=True) is not None
    )


def _judge(press: Press, lines: list[_Line], title: str | None) -> None:
    for line in lines:
        if line.kind is None:
            line.kind = press.line_kind(line.text)
    _close_lists(press, lines)
    open_lines = [line for line in lines if line.kind is None]
    if not open_lines:
        _keep_something(lines)
        return
    head = _title(press, lines, open_lines, title)
    body = next((i for i, line in enumerate(lines) if line.kind is None and _is_body(press, line.text)), len(lines))
    _doubles(press, lines, body)
    _near_credits(lines, body)
    if body == len(lines):  # no line is long enough to begin a body: sentences are one all the same
        body = next(
            (i for i, line in enumerate(lines) if line.kind is None and furniture.is_sentence_end(line.text)), body
        )
    decks = 0
    for at, line in enumerate(lines[:body]):
        if line.kind is not None:
            continue
        n = _words(line.text)
        if press.is_day_line(line.text):
            line.kind = "date"
        elif head is not None and line.start < head.start:
            line.kind = "furniture" if n <= 3 else "deck"  # a kicker above the title
        elif n <= 4 and furniture.is_names(line.text) and _has_header_beside(lines, at):
            line.kind = "byline"
        elif n <= 2:
            line.kind = "furniture"
        elif (
            decks < _DECKS
            and n <= _DECK_WORDS
            and (furniture.reports(line.text) or not furniture.looks_seen(line.text))
        ):
            line.kind, decks = "deck", decks + 1
        else:
            line.kind = "caption" if not furniture.reports(line.text) else "paragraph"
    for line in lines[body:]:
        if line.kind is None:
            heading = line.text.isupper() and _words(line.text) <= _CROSSHEAD_WORDS
            line.kind = "furniture" if heading and not furniture.is_sentence_end(line.text) else "paragraph"


def _keep_something(lines: list[_Line]) -> None:
    """A text all of whose lines look like furniture is no page: its longest line that has words stays a paragraph."""
    best = max(
        (line for line in lines if line.kind in ("furniture", "caption", "outlet")),
        key=lambda line: len(line.text),
        default=None,
    )
    if best is not None and _words(best.text) >= 4:
        best.kind = "paragraph"


def _close_lists(press: Press, lines: list[_Line]) -> None:
    """After a list heading, lines that are no sentences are other articles' headlines."""
    listing = begun = False
    for line in lines:
        begun = begun or (line.kind is None and _is_body(press, line.text))
        if line.kind == "list":
            listing = begun  # a list heading above the body belongs to a menu over the title
        elif listing and line.kind is None:
            n = _words(line.text)
            if n > _LISTED_WORDS or (
                furniture.is_sentence_end(line.text) and (n >= _BODY_WORDS or furniture.reports(line.text))
            ):
                listing = False
            else:
                line.kind = "furniture"


def _title(press: Press, lines: list[_Line], open_lines: list[_Line], title: str | None) -> _Line | None:
    if title is not None:
        wanted = _folded(press, title)
        for line in open_lines[:6]:
            if _folded(press, line.text) == wanted:
                line.kind = "title"
                return line
    first = open_lines[0]
    second = open_lines[1] if len(open_lines) > 1 else None
    if (
        second
        and _words(first.text) <= 3
        and first.text[-1] not in ".!?…:;,\"”'’"
        and _title_shape(press, second.text)
        and _words(second.text) >= 4
    ):
        # a kicker, a section or an outlet's name above the title
        third = open_lines[2] if len(open_lines) > 2 else None
        if third is not None and not furniture.is_sentence_end(second.text):
            first = second
    if not _title_shape(press, first.text):
        return None
    if furniture.is_sentence_end(first.text):
        # a sentence may head a text only where text follows it; reported speech in the past tense is how bodies begin
        if (
            title is not None
            or len(open_lines) < 2
            or _words(first.text) > 20
            or _PAST_REPORT.search(first.text)
            or first.run == open_lines[1].run
        ):
            return None
    elif title is not None and _words(first.text) > 3:
        return None
    first.kind = "title"
    return first


_PAST_REPORT = re.compile(
    r"\b(?:said|told|added|stated|according to)\b|\b(?:on|last|this) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[a-z]{3}\.[\"”’']?\s+[A-Z\"“]\w+\s\w+\s\w+"
)


def _title_shape(press: Press, line: str) -> bool:
    dateline = _dateline(press, line, first=True)
    headed = dateline is not None and not (dateline["p3"] and _words(line) <= 20)  # "EXCLUSIVE – …" heads titles too
    return _words(line) <= _TITLE_WORDS and not headed and "\n" not in line


def _doubles(press: Press, lines: list[_Line], body: int) -> None:
    """A line printed twice above the body is a picture's alternative text and its caption; the title's second printing is furniture."""
    seen: dict[str, _Line] = {}
    for line in lines[:body]:
        if line.kind not in (None, "caption", "title"):
            continue
        key = _folded(press, line.text)
        if len(key) < 20:
            continue
        if (before := seen.get(key)) is None:
            seen[key] = line
        elif before.kind == "title":
            line.kind = "furniture"
        else:
            line.kind = "caption"
            before.kind = "caption"
    for line in lines[body:]:
        if (
            line.kind is None
            and not furniture.is_sentence_end(line.text)
            and (before := seen.get(_folded(press, line.text))) is not None
        ):
            line.kind = "furniture" if before.kind == "title" else "caption"


def _near_credits(lines: list[_Line], body: int) -> None:
    """A line beside a picture's credit that describes what is seen is its caption."""
    first_line = next((i for i, line in enumerate(lines) if line.kind == "title"), -1)
    for i, line in enumerate(lines):
        if line.kind != "credit":
            continue
        for j in (i - 1, i + 1):
            if not first_line < j < len(lines) or lines[j].kind is not None:
                continue
            other = lines[j]
            seen = furniture.looks_seen(other.text)
            if seen or (
                j > body
                and not furniture.is_sentence_end(other.text)
                and furniture.describes_picture(other.text)
                and _words(other.text) >= 3
            ):
                other.kind = "caption"


def _has_header_beside(lines: list[_Line], at: int) -> bool:
    near = lines[max(0, at - 1) : at] + lines[at + 1 : at + 2]
    return any(x.kind in ("date", "byline", "outlet", "agency") for x in near)


# --- blocks and metadata -------------------------------------------------------------------------------------------

_BLOCK_OF: dict[str, BlockKind] = {
    "title": "title", "deck": "deck", "paragraph": "paragraph", "byline": "byline", "dateline": "dateline", "caption": "caption",
    "furniture": "furniture", "list": "furniture", "date": "furniture", "credit": "furniture", "agency": "furniture", "outlet": "furniture",
}  # fmt: skip


@lru_cache(maxsize=8)
def _dateline_pattern(press: Press) -> re.Pattern[str]:
    agency = rf"(?:{press.pattern})"
    # a place in capitals may name any agency in brackets; "SEOUL, Feb. 4 (Yonhap) --", "Cleveland (AFP) –", "BEIJING, February 5. /TASS/.", "WASHINGTON — ", "ISLAMABAD: "
    return re.compile(
        rf"(?:[(\[]?(?:LEAD|2nd LD|3rd LD|UPDATE ?\d?|Roundup|Update)[)\]]?[:\s]+)?(?:"
        rf"(?P<p1>{_PLACE_MIXED})(?:,?\s{_date('a')})?[.,]?\s*(?:[(\[](?P<g1>{agency}|[Aa]gencies|AGENCIES|Wires)(?:/[^)\]]*| [^)\]]{{1,20}})?[)\]]|/(?P<g2>{agency})/)\s*(?:—|–|--|-|\.|:|,|―)?\s*"
        # a day makes it a dateline whatever its capitals: "Seoul, July 9 -- ", "SEOUL (9 July) - ", "July 9 (Reuters) - "
        rf"|(?P<p6>{_PLACE_DAY})(?:,\s|\s\(?){_date('e')}\)?(?:,?\s(?P<g6>{agency})|\s\([A-Z][\w.&’'/ -]{{1,30}}\))?\s*(?:—|–|--|-|:|―)\s*"
        rf"|(?P<p4>{_PLACE})(?:,?\s{_date('d')})?\.?\s*(?:\([A-Z][\w.&’'/ -]{{1,30}}\)\s*(?:—|–|--|-|:|―)|/[A-Z][\w.&’' -]{{1,30}}/\s*[.:—–-]+)\s*"
        rf"|(?P<p2>{_PLACE})(?:,|\s?(?:—|–|--))?\s{_date('b')}(?:\.?\s*(?:—|–|--|-|:|―)\s*|\.\s+(?=[\"“A-Z]))"
        rf"|[(\[](?P<p7>{_PLACE_DAY}),?\s{_date('f')}[)\]]\s*"
        rf"|{_date('g')}\s[(\[](?P<g7>{agency})[)\]]\s*(?:—|–|--|-|:|―)\s*"
        rf"|(?P<p3>{_PLACE})(?:\s*(?:—|–|--|―)\s*|\s-\s|:\s)(?=[\"“‘'\[]?[A-Z0-9])"
        rf"|[(\[](?P<g4>{agency})[)\]]\s*(?:—|–|--|-|:)?\s*"
        rf"|(?P<g5>{agency}),?\s(?P<p5>{_PLACE_MIXED})(?:,\s{_date('c')})?\s*(?:—|–|--|―)\s*"
        rf")(?=\S)"
    )


def _dateline(press: Press, line: str, *, first: bool) -> re.Match[str] | None:
    """The dateline a paragraph begins with; one of place and dash alone counts only in the first paragraph."""
    found = _dateline_pattern(press).match(line)
    if not found:
        return None
    place = found["p3"] or (None if found["dd"] or found["dD"] else found["p4"])
    colon = ":" in found.group()
    # "AP: Trump chair …" is a headline, "NATO — an alliance …" in the middle of a text a sentence
    if place and (not first or press.agency_of(place) or place in _SHOUTS or (colon and not _is_long_sentence(line))):
        return None
    return found


def _is_long_sentence(line: str) -> bool:
    return _words(line) >= 12 and furniture.is_sentence_end(line)


def _blocks(press: Press, lines: list[_Line]) -> tuple[tuple[Block, ...], list[re.Match[str]], list[str]]:
    blocks: list[Block] = []
    datelines: list[re.Match[str]] = []
    tags: list[str] = []
    speakers = {m.group() for line in lines if (m := re.match(r"[A-Z][A-Z .'’-]+:", line.text))}
    first = True
    for line in lines:
        kind = _BLOCK_OF[line.kind or "paragraph"]
        start, end = line.start, line.end
        if kind in ("deck", "paragraph") and (bullet := _BULLET.match(line.text)):
            blocks.append(Block((start, start + 1), "furniture"))
            start += bullet.end()
        elif kind == "paragraph":
            dateline = _dateline(press, line.text, first=first)
            if dateline and dateline["p3"] and ":" in dateline.group() and _speaks_again(lines, line, speakers):
                dateline = None  # "TRUMP: …" of an interview's transcript
            if dateline:
                datelines.append(dateline)
                cut = start + len(dateline.group().rstrip())
                blocks.append(Block((start, cut), "dateline"))
                start += dateline.end()
            if tag := press.agency_at_end(line.text):
                cut = line.start + tag[0]
                tags.append(tag[1])
                if cut > start:
                    blocks.append(Block((start, cut), kind))
                    tail = line.text[tag[0] :]
                    blocks.append(Block((cut + len(tail) - len(tail.lstrip()), end), "furniture"))
                    first = False
                    continue
            first = False
        if start < end:
            blocks.append(Block((start, end), kind))
    return tuple(blocks), datelines, tags


def _speaks_again(lines: list[_Line], line: _Line, speakers: set[str]) -> bool:
    return any(other is not line and re.match(r"[A-Z][A-Z .'’-]+:", other.text) for other in lines) and bool(speakers)


@dataclass(slots=True)
class _Found:
    title: str | None = None
    published: str | None = None
    basis: str | None = None
    outlet: str | None = None
    byline: str | None = None
    place: str | None = None
    dateline_date: str | None = None
    agency: str | None = None


def _metadata(press: Press, lines: list[_Line], datelines: list[re.Match[str]], tags: list[str]) -> _Found:
    found = _Found()
    bylines: list[str] = []
    hosts: list[str] = []
    printed = header_day = None
    copyright_outlet: str | None = None
    agencies: list[str] = []
    best: tuple[int, str] | None = None
    for line in lines:
        words = line.text
        if line.kind == "title" and found.title is None:
            found.title = words
            tail = _TITLE_TAIL.search(words)
            if tail and press.is_medium(tail["name"]):
                found.title = words[: tail.start()]
                found.outlet = found.outlet or tail["name"].strip()
        if line.kind in ("date", "byline"):
            for date in find_dates(words):
                rank = 2 if date.changed else 0 if date.labelled else 1
                # a page's later change may lie years after; "Updated" alone is the day of most news pages
                if (rank < 2 or _UPDATED.match(words)) and (best is None or rank < best[0]):
                    best = (rank, date.iso)
            if line.kind == "date" and (days := find_dates(words, year=False)):
                header_day = header_day or days[0].iso
        if line.kind == "furniture" and len(words) <= furniture.LONGEST_FURNITURE and _IN_PRINT.search(words):
            printed = printed or next((date.iso for date in find_dates(words)), None)
        if line.kind == "date" and found.place is None and (place := _PLACE_FIRST.match(words)):
            named = place["place"] or place["place2"]
            if not press.is_medium(named):
                found.place = _CAPITALS.sub(lambda m: m.group().capitalize(), named)
        if line.kind in ("byline", "date"):
            names, media = _who(press, words)
            for medium in media:
                if agency := press.agency_of(medium):
                    agencies.append(agency)
                else:
                    found.outlet = found.outlet or medium
            bylines += [name for name in names if name not in bylines]
        if line.kind == "outlet" and (source := press.outlet_line(words)):
            found.outlet = found.outlet or source[0]
            if source[1]:
                agencies.append(source[1])
        if line.kind == "agency" and (agency_tag := press.agency_line(words)):
            agencies.append(agency_tag)
        if line.kind in ("furniture", "byline", "credit") and len(words) <= furniture.LONGEST_FURNITURE:
            hosts += [h.lower() for h in _EMAIL.findall(words) + _HOST.findall(words) if h.lower() not in _FREE_MAIL]
        if (
            line.kind in ("furniture", "credit", "date")
            and copyright_outlet is None
            and (owner := _COPYRIGHT_OUTLET.match(words) or _PUBLISHED_IN.match(words))
        ):
            name = re.sub(
                r"\.?\s*(?:All Rights.*|Co\b.*|Inc\b.*|Ltd\b.*|Corp\b.*)$", "", owner["name"], flags=re.IGNORECASE
            ).strip(" .")
            if press.is_medium(name) and press.agency_of(name) is None:
                copyright_outlet = name
    for dateline in datelines[:1]:
        _read_dateline(press, dateline, found, agencies)
    agencies += tags
    found.agency = agencies[0] if agencies else None
    found.byline = ", ".join(bylines) or None
    found.outlet = found.outlet or copyright_outlet or (hosts[0] if hosts else None)
    if best is not None:
        found.published, found.basis = best[1], "header"
    elif found.dateline_date and not found.dateline_date.startswith("--"):
        found.published, found.basis = found.dateline_date, "dateline"
    elif printed:
        found.published, found.basis = printed, "header"
    found.dateline_date = found.dateline_date or header_day
    return found


def _read_dateline(press: Press, dateline: re.Match[str], found: _Found, agencies: list[str]) -> None:
    group = dateline.groupdict()
    place = group["p1"] or group["p2"] or group["p4"] or group["p3"] or group["p5"] or group["p6"] or group["p7"]
    if place:
        found.place = _CAPITALS.sub(lambda m: m.group().capitalize(), place.strip(" ,"))
    agency = group["g1"] or group["g2"] or group["g4"] or group["g5"] or group["g6"] or group["g7"]
    if agency and press.agency_of(agency):  # "(Agencies)" names none
        agencies.insert(0, agency)
    for prefix in "abcdefg":
        name, day = group[f"{prefix}m"] or group[f"{prefix}M"], group[f"{prefix}d"] or group[f"{prefix}D"]
        if name and day and (month := month_number(name)):
            if year := group[f"{prefix}y"]:
                found.dateline_date = iso_date(int(year), month, int(day))
            elif iso_date(2016, month, int(day)):  # a leap year: February 29 is a day
                found.dateline_date = f"--{month:02d}-{int(day):02d}"


def _who(press: Press, line: str) -> tuple[list[str], list[str]]:
    """(persons, media) a byline names, as it prints them."""
    by = re.search(r"(?:\b(?:by|byline|author)\b:?)\s+", line, re.IGNORECASE)
    if by is None or re.match(r"\(?(?:editing|edited|translated|compiled)", line, re.IGNORECASE):
        return [], []
    rest = re.split(r";|\||\((?![^)]*@)|\bEdit(?:ing|ed)\b", line[by.end() :])[0]
    dates = find_dates(rest) or find_dates(rest, year=False)
    if dates:
        rest = rest[: dates[0].start]
    rest = _EMAIL.sub(" ", re.sub(r"[(\[<][^)\]>]*[)\]>]?", " ", rest)).strip(" .,-–—/")
    persons: list[str] = []
    media: list[str] = []
    parts = [part.strip() for part in rest.split(",")]
    for i, part in enumerate(parts):
        part = re.sub(r"\s+(?:in|from|at) [A-Z].*$", "", part)
        if press.is_medium(part):
            media.append(part)
            continue
        if i and re.search(
            r"(?i)\b(?:correspondents?|reporters?|writers?|staff|editors?|bureau|columnists?|contributors?)\b", part
        ):
            continue
        for name in re.split(r"\s+(?:and|&|with)\s+", re.sub(r"^(?:and|with)\s+", "", part)):
            name = re.sub(
                r"(?i)\s*\b(?:staff|senior|chief|political|diplomatic|contributing)?\s*(?:correspondents?|reporters?|writers?|staff|editors?)\b.*$",
                "",
                name,
            ).strip(" .-–—")
            if press.is_medium(name):
                media.append(name)
            elif re.fullmatch(_NAME, name) and (" " in name or i == 0):
                persons.append(name)
    return persons, media
