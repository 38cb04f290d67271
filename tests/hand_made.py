"""One article and its statements made by hand: every kind of party, a nested saying, a shared position, fragments."""

from __future__ import annotations

from extract.emit import Run
from extract.records import Actor, Article, Mention, Span, Spans, StanceOn, Statement, Unresolved, words
from ontology.identifiers import article_name, statement_name

TEXT = """\
China's envoy calls for a halt
By Jane Doe

SEOUL, Feb. 12 (Test Wire) -- Chinese Foreign Minister Wang Yi said on Friday that Beijing “firmly opposes” the \
deployment of THAAD in South Korea.

A senior Seoul defense official told reporters that Wang had urged Washington to drop the plan.

“We back the deployment,” the official said, “and 😀 so does the army.” That was a "sham", a blog by Ann Lee of \
the Harbour Institute said.
"""


def at(words_: str, after: str = "") -> Span:
    start = TEXT.index(words_, TEXT.index(after) if after else 0)
    return start, start + len(words_)


ARTICLE = Article(
    doc="wire-1",
    text=TEXT,
    title="China's envoy calls for a halt",
    published="2016-02-12",
    outlet="Test Wire",
    byline="By Jane Doe",
    url="https://example.org/news/1?a=b c",
    language="en",
    dateline_place="SEOUL",
)
NAME = article_name(ARTICLE.doc, TEXT)

CHINA = Actor("china", "state", "China")
UNITED_STATES = Actor("united-states", "state", "United States")
WANG = Actor("wang-yi", "person", "Wang Yi", role="Foreign Minister", acts_for="china")
OFFICIAL = Actor(
    "senior-seoul-defense-official",
    "unnamed",
    "a senior Seoul defense official",
    known=False,
    acts_for="south-korea",
)
REPORTERS = Actor("reporters", "organization", "reporters", known=False)
LEE = Actor("ann-lee", "person", "Ann Lee", known=False, role="blogger", affiliation="harbour-institute")
WIRE = Actor("test-wire", "organization", "Test Wire", known=False)


def statement(content: Spans, cue: Spans, source: Spans, **more: object) -> Statement:
    spans = {"content": content, "cue": cue, "source": source}
    fields: dict[str, object] = {"form": "indirect", **more}
    return Statement(
        doc=ARTICLE.doc,
        id=statement_name(NAME, spans),
        content=content,
        cue=cue,
        source=source,
        text={role: words(TEXT, found) for role, found in spans.items() if found},
        **fields,  # type: ignore[arg-type]
    )


OPPOSES = statement(
    (at("Beijing “firmly opposes” the deployment of THAAD in South Korea"),),
    (at("said"),),
    (at("Chinese Foreign Minister Wang Yi"),),
    form="mixed",
    speakers=(Mention(at("Wang Yi"), WANG, "name"),),
    on_behalf_of=(CHINA,),
    act="assert",
    stances=(StanceOn("thaad-deployment", "oppose", "opposes", at("opposes")),),
    systems=("thaad",),
    date="2016-02-12",
    date_basis="weekday",
    date_span=at("on Friday"),
    relayed_by=WIRE,
    confidence=0.87,
    reasons=("cue say, verb: clause after the cue",),
)
TOLD = statement(
    (at("that Wang had urged Washington to drop the plan"),),
    (at("told"),),
    (at("A senior Seoul defense official"),),
    speakers=(Mention(at("A senior Seoul defense official"), OFFICIAL, "description", 0.6),),
    addressees=(Mention(at("reporters"), REPORTERS, "name"),),
    date_basis="unknown",
    confidence=0.5,
    unresolved=(Unresolved("date", "told reporters", why="the clause gives no day"),),
)
URGED = statement(
    (at("to drop the plan"),),
    (at("had urged"),),
    (at("Wang", after="reporters that"),),
    speakers=(Mention(at("Wang", after="reporters that"), WANG, "surname", 0.9),),
    on_behalf_of=(CHINA,),
    act="urge",
    stances=(StanceOn("thaad-deployment", "oppose", "drop", at("drop")),),
    targets=(Mention(at("Washington"), UNITED_STATES, "metonym", 0.95),),
    addressees=(Mention(at("Washington"), UNITED_STATES, "metonym", 0.95),),
    date_basis="unknown",
    reported_in=TOLD.id,
    confidence=1.0,
)
BACK = statement(
    (at("“We back the deployment,”"), at("“and 😀 so does the army.”")),
    (at("said", after="the official"),),
    (at("the official"),),
    form="direct",
    speakers=(Mention(at("the official"), OFFICIAL, "description"),),
    act="support",
    stances=(StanceOn("thaad-deployment", "support", "back", conditional=True),),
    date="2016-02-12",
    date_basis="publication",
    confidence=0.123456,
)
SHAM = statement(
    (at('That was a "sham"'),),
    (at("said", after="Institute"),),
    (at("a blog by Ann Lee of the Harbour Institute"),),
    form="mixed",
    speakers=(Mention(at("Ann Lee"), LEE, "name"),),
    act="criticise",
    date_basis="unknown",
    unresolved=(Unresolved("target", "That", at("That was"), "refers to a whole clause"), Unresolved("topic", "That")),
)
STATEMENTS = (OPPOSES, TOLD, URGED, BACK, SHAM)
RUN = Run("demarche", "0.1.0", "0" * 64, ("extractor=rules.v1",))
