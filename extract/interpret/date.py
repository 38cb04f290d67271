"""When something was said: an ISO date with its basis, or an honest blank.

A saying's own time stands in its cue's sentence, outside what it says: "said on Friday", "On Apr. 28". Else the day
is that of a meeting the article tells of with its speaker there ("they met late on Sunday"), of the statement around
it, of the same speaker's other saying, of the same holder's, of the article's leading event, or of publication.
Standing positions ("has long opposed", "X believes") and what has a vague time ("last year", "in March", "often"), to
the end of its paragraph, stay without a date; days of other events are none of a saying's. Weekdays are read backwards
from publication. An article that prints no date gets what its text proves: the year its dateline's weekday and its
people's terms of office leave (basis ``inferred``), or the week a dated caption fixes. No clock is read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extract.interpret.reading import Reading
from extract.interpret.words import word_set
from extract.read.dates import MONTH, WEEKDAY
from extract.records import Article, Attribution, Mention, Span
from ontology.knowledge import Ontology, RoleEntry

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {m: n for n, m in enumerate(_MONTH_NAMES, 1)}
_DAYS = {d: n for n, d in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])}
_TIME = re.compile(
    rf"\b(?P<m>{MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:\d)(?:,?\s+(?P<y>(?:19|20)\d\d))?"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{MONTH})\b\.?(?:,?\s+(?P<y2>(?:19|20)\d\d))?"
    r"|\b(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)\b"
    r"|\b(?:(?P<which>last|next|this)\s+)?(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?P<poss>['’]s)?\b"
    r"|\b(?P<rel>today|yesterday|tomorrow|(?:a|one)\s+day\s+earlier|the\s+(?:day\s+before|previous\s+day)(?=[.,;]|\s+(?:and|in|at)\b)|(?:earlier|later)\s+(?:in\s+the\s+day|that\s+day|on\s+the\s+day))\b"
    rf"|\b(?P<vague>(?:last|previous|past|recent|this)\s+(?:year|month|week|decade|spring|summer|autumn|fall|winter)s?"
    rf"|(?:years?|months?|weeks?)\s+(?:ago|later|earlier|after|before)|days?\s+ago|in\s+the\s+past|in\s+recent\s+\w+"
    rf"|earlier\s+this\s+\w+|since\s+(?:19|20)\d\d|in\s+the\s+(?:(?:19|20)?\d0s|(?:19|20)\d\d)|(?:in|last)\s+(?:early\s+|late\s+|mid-?)?"
    rf"(?:{MONTH}(?:\s+(?:19|20)\d\d)?|(?:19|20)\d\d)"
    rf"|in\s+(?:a|an|his|her|their|its)\s+(?:recent|earlier|previous|past)\s+\w+"
    rf"|so\s+far|repeatedly|previously|traditionally|often|frequently|routinely|recently|over\s+the\s+(?:years|months|weeks)"
    rf"|once(?=\s+\w+ed\b)|at\s+the\s+time|for\s+(?:years|months|decades|weeks))\b",
    re.IGNORECASE,
)
#: begins with its capital, so that the search skips from month to month
_FULL = re.compile(rf"{MONTH}\.?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?:19|20)\d\d")
#: first words of a time expression
_TRIGGERS = (
    frozenset(_MONTHS)
    | frozenset(_DAYS)
    | word_set(
        """january february march april june july august september october november december sept last next this today
    yesterday tomorrow the a one earlier later previous past recent year years month months week weeks day days in since
    so repeatedly previously often frequently routinely recently over once at traditionally for"""
    )
)
_PERFECT = word_set("has have had 've")
#: what opens another event's clause in a headline
_WHILE = word_set("as when before until ahead amid after")
#: after these a day is one to come, not that of a saying
_AHEAD = word_set("will would due scheduled upcoming")
_RELATIVE = word_set("who which that where whose when")
_OWNERS = word_set("the a an 's his her its their this that")
#: what a day may stand before and still be the day of what is said there: "at the May 9 hearing"
_SAID_AT = word_set(
    """speech address debate interview conference briefing statement meeting summit talks hearing letter email memo
    announcement declaration session rally remarks message report broadcast press news event"""
)
#: cues that merely report: a day inside what they report is not theirs
_PLAIN = word_set("say says said saying tell tells told telling add adds added state states stated")
#: words that open the rest of a saying behind its day: "condemned X on Tuesday for …"
_BEHIND = word_set("for as over after of to following")
_PAST_IRREGULAR = word_set("said told took made held gave spoke wrote")
_PRESENT = word_set(
    """say believe want call urge recognize recognise oppose support insist argue maintain fear hope agree think
    claim"""
)
#: verbs and nouns of a meeting, and the words for those who met where no name stands
_MEETING = word_set(
    "met meet meeting talks summit phoned telephoned spoke conversation visited hosted received summoned"
)
_TOGETHER = word_set("two both three they")
#: a saying up to this many tokens before the sentence that tells of the meeting was made there
SCENE_BEFORE = 90
#: a date older than this before the leading event is another event's; only its own speaker carries it
NEAR_DAYS = 3
#: an article appears at most so many days after the event it leads with
LEAD_DAYS = 2
#: a cue further from a time expression than this many code points does not own it
OWN_REACH = 260
#: a title stands within so many code points of the name it is for
TITLE_REACH = 60
#: "last year" further from its cue than this speaks of something else
VAGUE_REACH = 60


@dataclass(frozen=True, slots=True)
class When:
    """A date, how it is known, and the words that say so."""

    day: str | None
    basis: str
    span: Span | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A time expression and what it says, before it is set against the article's day."""

    span: Span
    kind: str  #: "day" (month and day), "weekday", "relative", "vague"
    year: int | None = None
    month: int = 0
    day: int = 0
    word: str = ""


def _time_word(m: re.Match[str]) -> TimeWord | None:
    g = m.groupdict()
    if g["m"] or g["m2"]:
        name, day, year = (g["m"], g["d"], g["y"]) if g["m"] else (g["m2"], g["d2"], g["y2"])
        if name.islower() or not 1 <= int(day) <= 31:  # "may 5" is no date
            return None
        return TimeWord(m.span(), "day", int(year) if year else None, _MONTHS[name[:3].lower()], int(day))
    elif g["y3"]:
        return TimeWord(m.span(), "day", int(g["y3"]), int(g["m3"]), int(g["d3"]))
    elif g["wd"]:
        if g["wd"][0].isupper():
            kind = "vague" if g["which"] and g["which"].lower() == "next" else "weekday"
            return TimeWord(m.span(), kind, word=g["wd"].lower())
    elif g["rel"]:
        return TimeWord(m.span(), "relative", word=g["rel"].lower())
    else:
        return TimeWord(m.span(), "vague", word=m.group().lower())
    return None


def resolve(word: TimeWord, anchor: date | None) -> str | None:
    """ISO date of a time expression against the article's day; None where it names none.

    A date without a year is the last such day not after the day after the anchor; a weekday the last one up to it.
    """
    if word.kind == "day":
        if word.year:
            return _iso(word.year, word.month, word.day)
        if anchor is None:
            return None
        for year in (anchor.year, anchor.year - 1):
            iso = _iso(year, word.month, word.day)
            if iso and date.fromisoformat(iso) <= anchor + timedelta(days=1):
                return iso
        return None
    if anchor is None:
        return None
    if word.kind == "weekday":
        return (anchor - timedelta(days=(anchor.weekday() - _DAYS[word.word]) % 7)).isoformat()
    if word.kind == "relative":
        back = word.word.split()[-1] in ("yesterday", "before", "earlier") or "previous" in word.word.split()
        shift = 1 if word.word == "tomorrow" else -1 if back else 0
        return (anchor + timedelta(days=shift)).isoformat()
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def anchor(
    article: Article, words: list[TimeWord], mentions: tuple[Mention, ...], ontology: Ontology
) -> tuple[date | None, str]:
    """The day the article's weekdays count back from, and its basis: publication, dateline or inferred."""
    if article.published:
        try:
            return date.fromisoformat(
                article.published[:10]
            ), "dateline" if article.published_basis == "dateline" else "publication"
        except ValueError:
            pass
    line = article.dateline_date
    if line and not line.startswith("--"):
        try:
            return date.fromisoformat(line), "dateline"
        except ValueError:
            pass
    if line and line.startswith("--"):
        found = _year_by_proof(line, article.text, words, mentions, ontology)
        return (found, "inferred") if found else (None, "unknown")
    found = _week_by_proof(article, words)
    return (found, "inferred") if found else (None, "unknown")


#: a day with its weekday beside it: "Saturday, July 9", "July 9 (Saturday)"
_PAIRED = re.compile(
    rf"\b(?P<w>{WEEKDAY})\.?,?\s+(?:the\s+)?\(?(?:(?P<m>{MONTH})\.?\s+(?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{MONTH}))\b"
    rf"|\b(?:(?P<m3>{MONTH})\.?\s+(?P<d3>\d{{1,2}})|(?P<d4>\d{{1,2}})\s+(?P<m4>{MONTH})),?\s+\(?(?P<w2>{WEEKDAY})\b"
)


def _paired(text: str) -> list[tuple[TimeWord, int]]:
    """The days of a text that stand beside their weekday (Monday is 0)."""
    found = []
    for m in _PAIRED.finditer(text):
        month = m["m"] or m["m2"] or m["m3"] or m["m4"]
        day = int(m["d"] or m["d2"] or m["d3"] or m["d4"])
        weekday = (m["w"] or m["w2"])[:3].lower()
        number = next(n for name, n in _DAYS.items() if name.startswith(weekday))
        found.append((TimeWord(m.span(), "day", None, _MONTHS[month[:3].lower()], day), number))
    return found


#: a year told of, not one by which something is to be done
_YEAR_NAMED = re.compile(r"(?<![\d$£€,.-])(?<!by )(?<!until )(?<!through )(?:19\d\d|20[0-3]\d)(?![\d,]|\.\d)")
#: beside a title these say that its post is not held
_NOT_IN_POST = word_set(
    """former ex then late candidate nominee hopeful elect designate retired presumptive previous predecessor successor
    father mother son daughter wife husband as"""
)
_WORD = re.compile(r"[\w'’.]+")


def _terms(text: str, mentions: tuple[Mention, ...], ontology: Ontology) -> dict[str, list[RoleEntry]]:
    """The tenures of the people whom a text names with the title of their post, by person: "Foreign Minister Venn",
    "Anna Venn, the foreign minister", "her counterpart Venn"."""
    roles: dict[str, list[RoleEntry]] = defaultdict(list)
    for role in ontology.roles:
        roles[role.person].append(role)
    found: dict[str, list[RoleEntry]] = defaultdict(list)
    for mention in mentions:
        if mention.actor.name not in roles:
            continue
        start, end = mention.span
        ahead = re.split(r"[.;:\"“”]\s|\n", text[max(0, start - TITLE_REACH) : start])[-1]
        apposed = re.match(r",([^,.;\n]+)", text[end : end + TITLE_REACH])
        beside = _WORD.findall(ahead + text[start:end])[-6:] + _WORD.findall(apposed[1] if apposed else "")
        words = {word.lower() for word in beside}
        if words & _NOT_IN_POST:
            continue
        held = roles[mention.actor.name]
        found[mention.actor.name] += held if "counterpart" in words else [r for r in held if _post_words(r) & words]
    return {person: held for person, held in found.items() if held}


def _post_words(role: RoleEntry) -> set[str]:
    """The noun that each title of a post turns on: "minister", "secretary"."""
    return {re.split(r" (?:of|for|to|at|in) ", title)[0].split()[-1].lower() for title in role.titles if title.strip()}


def _year_by_proof(
    line: str, text: str, words: list[TimeWord], mentions: tuple[Mention, ...], ontology: Ontology
) -> date | None:
    """The one year whose dateline day fits the weekdays the text tells and the terms of office of the people named.

    A day printed beside its weekday must fall on it; else the first weekday named is the dateline's own day, or the day
    before, or the dateline's own is named later: the first of these that some year fits decides. A text names no year
    long past its own, and who is named with a post's title held it.
    """
    try:
        month, day = int(line[2:4]), int(line[5:7])
    except ValueError:
        return None
    days = [_DAYS[w.word] for w in words if w.kind == "weekday"]
    paired = _paired(text)
    terms = _terms(text, mentions, ontology)
    if not terms:
        return None
    named = [int(m.group()) for m in _YEAR_NAMED.finditer(text)]
    fits: dict[int, list[date]] = defaultdict(list)
    for year in range(max(named, default=1946) - 1, 2100):
        iso = _iso(year, month, day)
        if iso is None:
            continue
        found = date.fromisoformat(iso)
        at_days = [resolve(word, found) for word, _ in paired]
        if any(at is None or date.fromisoformat(at).weekday() != n for at, (_, n) in zip(at_days, paired, strict=True)):
            continue
        if not all(any(role.covers(iso) for role in held) for held in terms.values()):
            continue
        if paired or not days or found.weekday() == days[0]:
            fits[0].append(found)
        elif (found.weekday() - days[0]) % 7 == 1:
            fits[1].append(found)
        elif found.weekday() in days:
            fits[2].append(found)
    years = fits[min(fits)] if fits else []
    return years[0] if len(years) == 1 else None


def _week_by_proof(article: Article, words: list[TimeWord]) -> date | None:
    """The article's day, at the latest weekday it names, from a full date elsewhere that a weekday in the text repeats.

    Proof: the latest full date of the text (a caption's) falls on a weekday the text names, and the sentences of both
    share a noun ("Sunday's rocket launch", a rocket photographed on February 7, 2016): the text speaks of that week.
    """
    full = [(iso, w) for w in words if w.kind == "day" and w.year and (iso := _iso(w.year, w.month, w.day))]
    weekdays = [w for w in words if w.kind == "weekday"]
    if not full or not weekdays:
        return None
    iso, latest = max(full, key=lambda f: (f[0], -f[1].span[0]))
    known = date.fromisoformat(iso)
    around = _nouns(article.text, latest.span)
    for word in weekdays:
        if _DAYS[word.word] == known.weekday() and len(around & _nouns(article.text, word.span)) >= 2:
            after = [(_DAYS[w.word] - known.weekday()) % 7 for w in weekdays]
            return known + timedelta(days=max(after))
    return None


_LOWER = re.compile(r"\b[a-z]{5,}\b")


def _nouns(text: str, span: Span) -> set[str]:
    """Stems of the longer words within a line around a span."""
    low, high = max(0, span[0] - 120), min(len(text), span[1] + 120)
    start = max(text.rfind("\n", low, span[0]), low)
    stop = text.find("\n", span[1], high)
    return {w[:5] for w in _LOWER.findall(text[start : high if stop < 0 else stop])}


def full_dates(text: str) -> list[TimeWord]:
    """Every date with month, day and year of a whole text, captions and credits included."""
    found = []
    for m in _FULL.finditer(text):
        whole = _TIME.search(text, max(0, m.start() - 9), m.end())
        if whole and (word := _time_word(whole)) is not None and word.year:
            found.append(word)
    return found


def time_words(reading: Reading) -> list[TimeWord]:
    """Time expressions of the passages; the pattern is tried only at words that can begin one."""
    found: list[TimeWord] = []
    stop = 0
    able = {w for w in reading.vocabulary if w in _TRIGGERS or w[0].isdigit()}
    for i in [i for i, word in enumerate(reading.words) if word in able]:
        if reading.start[i] >= stop and (m := _TIME.match(reading.text, reading.start[i])):
            time_word = _time_word(m)
            if time_word is not None:
                found.append(time_word)
                stop = m.end()
    return found


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting told of in tokens [first, stop), who was there, and its day."""

    first: int
    stop: int
    people: frozenset[str]
    when: When


class Calendar:
    """Dates of the sayings of one article."""

    def __init__(self, article: Article, reading: Reading, mentions: tuple[Mention, ...], ontology: Ontology) -> None:
        self.article, self.reading = article, reading
        bare = not article.published and not (article.dateline_date or "").strip("-")[5:]
        # captions are read only where the text must prove its own date
        self.words = (
            sorted({*time_words(reading), *full_dates(article.text)}, key=lambda w: w.span)
            if bare
            else time_words(reading)
        )
        self.anchor, self.basis = anchor(article, self.words, mentions, ontology)
        self._starts = [w.span[0] for w in self.words]

    def meetings(self, mentions: tuple[Mention, ...]) -> list[Meeting]:
        """Meetings told of with their day, of the last days before the article's, in text order."""
        if self.anchor is None:
            return []
        found = []
        reading = self.reading
        persons = [m for m in mentions if m.actor.kind == "person"]
        starts = [m.span[0] for m in persons]
        for word in self.words:
            day = resolve(word, self.anchor) if word.kind != "vague" else None
            if day is None or not 0 <= (self.anchor - date.fromisoformat(day)).days <= NEAR_DAYS:
                continue
            tokens = reading.tokens(word.span)
            if not tokens:
                continue
            first, stop = reading.bounds[reading.sentence[tokens[0]]]
            words = reading.words[first:stop]
            if _MEETING.isdisjoint(words) or "will" in words or "due" in words:
                continue
            span = (reading.start[first], reading.end[stop - 1])
            low, high = bisect_left(starts, span[0]), bisect_left(starts, span[1])
            people = {m.actor.name for m in persons[low:high]}
            if not people and not _TOGETHER.isdisjoint(words[:3]):
                people = _last_two(persons, low)
            if people:
                basis = "inferred" if self.basis == "inferred" or word.kind == "vague" else word.kind
                told = self.article.text[word.span[0] : word.span[1]]
                when = When(day, basis, word.span, f"the meeting, {told} against {self.basis}")
                found.append(Meeting(first, stop, frozenset(people), when))
        return found

    def _in(self, span: Span) -> list[TimeWord]:
        return self.words[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]

    def own(self, attribution: Attribution, beside: Sequence[Attribution] = ()) -> tuple[When | None, bool]:
        """(the time its own clause gives, whether the clause marks a standing or past position).

        ``beside``: sayings next to it, the times in whose contents are none of its own.
        """
        at = attribution.cue or attribution.source
        if not at or not self.reading.bounds:
            return None, False
        first, stop = self.reading.bounds[self.reading.sentence_at(at[0][0])]
        sentence = (self.reading.start[first], self.reading.end[stop - 1])
        said = [*attribution.content]
        for other in beside:
            if not any(a <= at[0][0] < b for a, b in other.content):
                said += other.content
        outside = [w for w in self._in(sentence) if not any(a <= w.span[0] < b for a, b in said)]
        if self.headline(attribution):  # "threatens a halt as the measure takes effect on Monday"
            end = attribution.content[-1][1]
            outside = [w for w in outside if _WHILE.isdisjoint(self.article.text[end : w.span[0]].split())]
        own = [
            w
            for w in outside
            if _gap(w.span, at) <= (VAGUE_REACH if w.kind == "vague" and not self._fronted(w, first) else OWN_REACH)
            and not (w.kind != "vague" and self._of_another_event(w, first, stop, at))
        ]
        best = min((w for w in own if w.kind != "vague"), key=lambda w: _gap(w.span, at), default=None)
        vague = min(
            (w for w in own if w.kind == "vague" and (self._fronted(w, first) or not self._aside(w, sentence[0], at))),
            key=lambda w: _gap(w.span, at),
            default=None,
        )
        if vague is not None and (best is None or _gap(vague.span, at) < _gap(best.span, at)):
            return None, True
        if best is None:
            best = self._announced(attribution)
        if best is None:
            return None, False
        day = resolve(best, self._base(best, first))
        if day is None:
            return None, False
        if best.kind == "day":
            basis = "explicit" if best.year or self.basis != "inferred" else "inferred"
        else:
            basis = "inferred" if self.basis == "inferred" else best.kind
        return When(
            day, basis, best.span, f"{self.article.text[best.span[0] : best.span[1]]} against {self.basis}"
        ), False

    def _base(self, word: TimeWord, first: int) -> date | None:
        """The day a time counts from: "a day earlier" from the day named before it in the sentence that begins at a
        token, else from the first that the article names; all other words from the article's day."""
        if word.word.split()[-1:] not in (["earlier"], ["before"]) and word.word.split()[-2:] != ["previous", "day"]:
            return self.anchor
        told = [w for w in self.words if w.kind in ("day", "weekday") and w.span[1] <= word.span[0]]
        start = self.reading.start[first]
        named = [w for w in told if w.span[0] >= start][-1:] or told[:1]
        day = resolve(named[0], self.anchor) if named else None
        near = day is not None and self.anchor is not None and abs((self.anchor - date.fromisoformat(day)).days) <= 6
        return date.fromisoformat(day) if day is not None and near else self.anchor

    def _fronted(self, word: TimeWord, first: int) -> bool:
        """Whether a time opens the sentence that begins at a token, for all of it: "Just last week, …"."""
        tokens = self.reading.tokens(word.span)
        return bool(tokens) and tokens[0] - first < 3 and _RELATIVE.isdisjoint(self.reading.words[first : tokens[0]])

    def _aside(self, word: TimeWord, start: int, at: tuple[Span, ...]) -> bool:
        """Whether a comma closes the clause of a time before the cue: "X, who met Y last month, accused"."""
        if word.span[1] > at[0][0]:
            return False
        return word.span[0] - start > 2 and "," in self.article.text[word.span[1] : at[0][0]]

    def _of_another_event(self, word: TimeWord, first: int, stop: int, at: tuple[Span, ...]) -> bool:
        """Whether a day in the sentence of tokens [first, stop) is not the saying's: that of a clause of its own ("X,
        who died on Monday, wrote", "where they will vote May 9") or of a noun ("ahead of the May 9 vote")."""
        tokens = self.reading.tokens(word.span)
        if not tokens:
            return False
        words = self.reading.words
        after = tokens[-1] + 1
        if word.kind == "day" and first < tokens[0] and after < stop and words[tokens[0] - 1] in _OWNERS:
            return _SAID_AT.isdisjoint(words[after : min(after + 3, stop)])
        for k in range(tokens[0] - 1, first - 1, -1):
            if any(a <= self.reading.start[k] < b for a, b in at):
                return False
            if words[k] in _AHEAD:
                return True
            if words[k] in _RELATIVE and words[k - 1 : k] == [","]:
                return _MEETING.isdisjoint(words[k : tokens[0]])
        return False

    def _announced(self, attribution: Attribution) -> TimeWord | None:
        """A date behind a short object of the cue: "announced an agreement on Oct. 31 to …", "condemned X on
        Tuesday for …"; what is merely said may be told of that day."""
        if attribution.form != "indirect" or not attribution.cue:
            return None
        text, head = self.article.text, attribution.content[0]
        cue = text[slice(*attribution.cue[0])].lower().split()
        for w in self._in((head[0], min(head[1], head[0] + 45))):
            before = text[head[0] : w.span[0]].split()
            if before[-1:] != ["on"] or not 2 <= len(before) <= 5:
                continue
            if w.kind == "day" and before[0] in ("a", "an", "the"):
                return w
            behind = text[w.span[1] : w.span[1] + 12].split()
            closed = w.span[1] == head[1] or (bool(behind) and behind[0] in _BEHIND)
            if w.kind in ("day", "weekday") and closed and _PLAIN.isdisjoint(cue):
                return w
        return None

    def standing(self, attribution: Attribution) -> bool:
        """A perfect ("has insisted"), or an undated present outside headlines and quotations ("X believes")."""
        if not attribution.cue:
            return False
        tokens = self.reading.tokens(attribution.cue[0])
        if not tokens:
            return False
        words = self.reading.words
        first = tokens[0]
        kind = self.reading.kinds[self.reading.sentence[first]]
        if kind in ("title", "deck"):
            return False
        mine = [words[i] for i in tokens]
        before = words[max(0, first - 3) : first]
        if mine[0] in _PERFECT or any(w in _PERFECT for w in before[-2:]):
            return True
        verb = next((w for w in mine if w.isalpha() and not w.endswith("ly")), "")
        if attribution.form == "direct":
            return False
        if verb.endswith("ing"):
            return any(w in ("is", "are", "been") for w in before)
        return not (verb.endswith("ed") or verb in _PAST_IRREGULAR) and self._present(verb)

    def headline(self, attribution: Attribution) -> bool:
        """Whether the saying stands in a title or deck."""
        tokens = self.reading.tokens(attribution.content[0])
        return bool(tokens) and self.reading.kinds[self.reading.sentence[tokens[0]]] in ("title", "deck")

    def participle(self, attribution: Attribution, before: Attribution) -> bool:
        """Whether the cue is a participle in the sentence of the saying before."""
        if not attribution.cue or not before.cue:
            return False
        tokens = self.reading.tokens(attribution.cue[0])
        return (
            bool(tokens)
            and self.reading.words[tokens[0]].endswith("ing")
            and self.reading.sentence_at(before.cue[0][0]) == self.reading.sentence[tokens[0]]
        )

    @staticmethod
    def _present(verb: str) -> bool:
        return (verb.endswith("s") and not verb.endswith("ss")) or verb in _PRESENT


def _gap(span: Span, at: tuple[Span, ...]) -> int:
    return min(max(a - span[1], span[0] - b, 0) for a, b in at)


@dataclass(frozen=True, slots=True)
class Saying:
    """What dating needs to know of one saying."""

    attribution: Attribution
    speakers: frozenset[str]
    holders: frozenset[str]
    nominal: bool = False  #: a bare noun cue, "its opposition to": a position held, not a saying made
    heading: bool = False  #: stands in a title or deck, which tells before what the article tells


def date_all(calendar: Calendar, sayings: list[Saying], mentions: tuple[Mention, ...] = ()) -> list[When]:
    """A date for every saying, in the same order: its own, else carried, else the leading event's or publication's.

    ``mentions`` are the article's, for who was where.
    """
    dated, past, standing = _own_times(calendar, sayings)
    lead = next((w for w, held in zip(dated, standing, strict=True) if w is not None and not held), None)
    result = _carry(calendar, sayings, dated, past, standing, lead, _Meetings(calendar.meetings(mentions)))
    for i, s in enumerate(sayings):
        parent = s.attribution.parent
        if result[i] is None and parent is not None and parent < len(sayings):
            w = result[parent]
            if w is not None and w.day:
                result[i] = When(w.day, w.basis, w.span, "the statement around it")
    # a statement that reports a dated one was made no earlier; the leading event's day is the nearest the text gives
    return [_known(w if w is not None else _of_article(calendar, lead)) for w in result]


def _own_times(calendar: Calendar, sayings: list[Saying]) -> tuple[list[When | None], list[bool], list[bool]]:
    """Of each saying: the day it gives itself, whether it tells of a time left vague, and whether no day is to be
    sought for it (a time left vague, or a position that stands)."""
    told = [s.attribution for s in sayings]
    own = [calendar.own(a, [*told[max(0, i - 1) : i], *told[i + 1 : i + 2]]) for i, a in enumerate(told)]
    standing = [
        past
        or (
            found is None and ((s.nominal and not calendar.headline(s.attribution)) or calendar.standing(s.attribution))
        )
        for s, (found, past) in zip(sayings, own, strict=True)
    ]
    for i, s in enumerate(sayings):
        # "has opposed it, saying …": the participle shares its verb's time
        if i and own[i] == (None, False) and calendar.participle(s.attribution, sayings[i - 1].attribution):
            if s.speakers == sayings[i - 1].speakers and standing[i - 1]:
                standing[i] = True
    in_passage: dict[int, list[int]] = defaultdict(list)
    for i, s in enumerate(sayings):
        # "In March X denied it. He added …": a time left vague holds for the rest of the paragraph
        said = in_passage[told[i].passage]
        if own[i] == (None, False):
            before = next((j for j in reversed(said) if sayings[j].speakers & s.speakers), None)
            if before is not None and own[before][1]:
                own[i] = (None, True)
                standing[i] = True
        said.append(i)
    return [found for found, _ in own], [past for _, past in own], standing


def _carry(
    calendar: Calendar,
    sayings: list[Saying],
    dated: list[When | None],
    past: list[bool],
    standing: list[bool],
    lead: When | None,
    met: _Meetings,
) -> list[When | None]:
    """The days of sayings, those without one of their own taking it from a meeting, the quote they continue, the same
    speaker or the same side."""

    def near(when: When) -> bool:
        if lead is None or when.day is None or lead.day is None:
            return True
        return abs((date.fromisoformat(when.day) - date.fromisoformat(lead.day)).days) <= NEAR_DAYS

    result = list(dated)
    speakers = _Carried([s.speakers for s in sayings], dated, lambda _: True)
    holders = _Carried([s.holders for s in sayings], dated, near)
    for i, s in enumerate(sayings):
        if i:
            speakers.passed(i - 1, result[i - 1])
            holders.passed(i - 1, result[i - 1])
        if result[i] is not None:
            continue
        if standing[i] and (past[i] or not (_within_its_side(sayings, i) or len(s.speakers) > 1)):
            result[i] = When(None, "unknown", None, "a standing position or a time left vague")
        elif (at := met.of(calendar, s)) is not None:
            result[i] = at
        elif s.attribution.continues is not None and s.attribution.continues < i and result[s.attribution.continues]:
            result[i] = _carried(result[s.attribution.continues], "the quote it continues")
        else:
            # another of one's side may have spoken days before: only a heading takes the day of what comes after
            result[i] = _carried(speakers.nearest(i), "the same speaker") or _carried(
                holders.nearest(i, ahead=s.heading), "the same side"
            )
    return result


def _within_its_side(sayings: list[Saying], i: int) -> bool:
    """Whether a saying stands inside another of the same party."""
    parent = sayings[i].attribution.parent
    return parent is not None and bool(sayings[parent].holders & sayings[i].holders)


def _carried(when: When | None, why: str) -> When | None:
    if when is None:
        return None
    basis = "inferred" if when.basis != "publication" else "publication"
    return When(when.day, basis, when.span, f"carried from {why}")


def _of_article(calendar: Calendar, lead: When | None) -> When:
    """The day of a saying that has none: of the event the article leads with, else of its publication."""
    day = calendar.anchor
    if lead is not None and lead.day and calendar.basis == "inferred":
        return When(lead.day, "inferred", lead.span, "the leading event's day")
    if day is None or calendar.basis == "inferred":
        return When(None, "unknown", None, "no date in the text")
    if lead is not None and lead.day and 0 < (day - date.fromisoformat(lead.day)).days <= LEAD_DAYS:
        return When(lead.day, "inferred", lead.span, "the leading event's day")
    return When(day.isoformat(), calendar.basis, None, f"{calendar.basis} date")


def _last_two(persons: Sequence[Mention], stop: int) -> set[str]:
    """Identifiers of the two different persons named last among the first so many."""
    people: set[str] = set()
    for k in range(stop - 1, -1, -1):
        people.add(persons[k].actor.name)
        if len(people) == 2:
            break
    return people


class _Meetings:
    """The meetings an article tells of, in text order, filed by who was there."""

    def __init__(self, meetings: list[Meeting]) -> None:
        self.meetings = meetings
        self.attended: dict[str, list[int]] = defaultdict(list)
        for number, meeting in enumerate(meetings):
            for person in meeting.people:
                self.attended[person].append(number)

    def of(self, calendar: Calendar, saying: Saying) -> When | None:
        """The day of the last meeting told of before the saying, or just after it, at which its speaker was."""
        tokens = calendar.reading.tokens((saying.attribution.cue or saying.attribution.content)[0])
        there = [self.attended[name] for name in saying.speakers if name in self.attended]
        if not tokens or not there:
            return None
        told = bisect_right(self.meetings, tokens[0], key=lambda m: m.first)
        before = [numbers[k - 1] for numbers in there if (k := bisect_left(numbers, told))]
        if before:
            return self.meetings[max(before)].when
        after = self.meetings[min(numbers[0] for numbers in there)]
        return after.when if after.first <= tokens[0] + SCENE_BEFORE else None


def _known(when: When | None) -> When:
    """No day is no basis, whatever words there are: "on Friday" against no date stays unknown."""
    if when is None:
        return When(None, "unknown")
    return when if when.day else When(None, "unknown", when.span, when.why)


class _Carried:
    """The sayings that have a day, filed by the parties behind them; from one to the next a day is carried.

    ``dated``: the days that sayings give themselves; ``fits``: whether a day may be carried at all.
    """

    def __init__(self, parties: list[frozenset[str]], dated: list[When | None], fits: Callable[[When], bool]) -> None:
        self.parties, self.fits = parties, fits
        self.before: dict[str, tuple[int, When]] = {}  #: the last saying passed
        self.after: dict[str, list[tuple[int, When]]] = defaultdict(list)
        for i, when in enumerate(dated):
            if when is not None and when.day is not None and fits(when):
                for party in parties[i]:
                    self.after[party].append((i, when))

    def passed(self, i: int, when: When | None) -> None:
        """To be told of each saying in text order, with the day it was found to have."""
        if when is not None and when.day is not None and self.fits(when):
            for party in self.parties[i]:
                self.before[party] = i, when

    def nearest(self, i: int, ahead: bool = True) -> When | None:
        """The day of the nearest dated saying of one of its parties, before it or, with ``ahead``, after it."""
        before = [self.before[party] for party in self.parties[i] if party in self.before]
        if before:
            return max(before, key=lambda found: found[0])[1]
        if not ahead:
            return None
        after = []
        for party in self.parties[i]:
            dated = self.after.get(party, [])
            after += dated[bisect_right(dated, i, key=lambda found: found[0]) :][:1]
        return min(after, key=lambda found: found[0], default=(0, None))[1]
