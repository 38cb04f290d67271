"""The records that travel between the steps, one name for each: article, passage, attribution, mention, statement.

Spans are half-open ``(start, end)`` pairs of Unicode code points into ``Article.text``. An article whose blocks, or a
statement whose words, do not fit the spans cannot be constructed; ``kg.store.parcel`` looks again when a statement
enters a store.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

#: what stands between the fragments of a content in pieces
_BETWEEN = " … "
Span = tuple[int, int]
Spans = tuple[Span, ...]
Form = Literal["direct", "mixed", "indirect"]
BlockKind = Literal["title", "deck", "paragraph", "byline", "dateline", "caption", "furniture"]


@dataclass(frozen=True, slots=True)
class Method:
    """How statements are found and read: by which attributor, whether a network looks for sides, targets and acts
    where the rules found none ("network") or the rules are all ("rules"), and from which confidence (0 to 1) on
    statements are kept."""

    attributor: str = "auto"
    min_confidence: float = 0.0
    sides: str = "network"


STANDARD = Method()


@dataclass(frozen=True, slots=True)
class Block:
    """One run of lines of an article and what it is; only title, deck and paragraph may hold statements."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Article:
    """One text with what is known about it. ``text`` is the input decoded, newlines untouched, furniture included."""

    doc: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    published: str | None = None  #: ISO date
    published_basis: str | None = None  #: "given", "header", "dateline", "markup"
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    dateline_place: str | None = None
    dateline_date: str | None = None  #: ISO date, or "--02-05" where the dateline, or a header line, prints no year
    agency: str | None = None  #: the agency whose tag the text carries ("(Yonhap)", "/TASS/")
    origin: str = ""  #: where it was read, for messages: path, path:line

    def __post_init__(self) -> None:
        for block in self.blocks:
            check_spans(self.text, (block.span,), f"{self.doc}: block {block.kind}")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch inside quotation marks; ``span`` holds the marks, ``inner`` what stands between them."""

    span: Span
    inner: Span
    depth: int = 0  #: 0 outermost, 1 a quote inside a quote
    closed: bool = True  #: False where the closing mark is missing: it goes on, or it is a slip


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, title or deck with its sentences and quoted spans, all as spans into the article's text."""

    span: Span
    kind: BlockKind
    sentences: Spans
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one saying, as spans; who it is and what it means is decided later."""

    content: Spans
    cue: Spans = ()
    source: Spans = ()
    form: Form = "indirect"
    cue_name: str | None = None  #: local name of the lexicon's cue, where one matched
    addressee: Spans = ()  #: the object of "told X", "urged X to", where the cue's frame gives it
    passage: int = 0  #: index into the article's passages
    parent: int | None = None  #: index of the attribution inside whose content this one stands
    #: index of the attribution whose speaker this one (a quote without cue, "adding") carries on
    continues: int | None = None
    confidence: float = 0.5
    reasons: tuple[str, ...] = ()


ActorKind = Literal["person", "organization", "state", "unnamed"]


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as this article knows it. ``name`` is the identifier (slug); unnamed actors are described, not named."""

    name: str
    kind: ActorKind
    label: str
    known: bool = True  #: stands in the ontology's names; otherwise the article graph describes it
    role: str | None = None  #: "foreign minister", as the text gives it
    affiliation: str | None = None  #: identifier of the organisation or state, where known
    acts_for: str | None = None  #: identifier of the state or body whose position its sayings report

    @property
    def public(self) -> str:
        """The identifier that leaves the program in JSON Lines: every unnamed source is of the class ``anonymous``."""
        return "anonymous" if self.kind == "unnamed" else self.name


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text names or refers to an actor, and why it was taken for that actor."""

    span: Span
    actor: Actor
    reason: str  #: "name", "surname", "title", "metonym", "pronoun", "description", "carried", ...
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class StanceOn:
    """A side taken on a topic; ``span`` is the word or phrase that shows it."""

    topic: str
    stance: str  #: local name of a dem:Stance: "support", "oppose", "neutral"
    reason: str = ""
    span: Span | None = None
    conditional: bool = False
    strength: str = ""  #: "strong" ("resolutely opposes"), "weak" ("cautiously welcomed"), "" where not said


@dataclass(frozen=True, slots=True)
class Unresolved:
    """What the text leaves open, or we could not settle: listed, never guessed."""

    kind: str  #: "speaker", "holder", "date", "target", "topic", "addressee"
    text: str
    span: Span | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One attributed saying in one article: what the graph hangs on.

    Raises ValueError unless every span is a stretch and ``text`` has as many code points for each role as its spans:
    words cut from the article, as ``words`` cuts them, then fit, and those of a span past its end do not.
    """

    doc: str
    id: str
    form: Form
    content: Spans
    cue: Spans = ()
    source: Spans = ()
    text: dict[str, str] = field(default_factory=dict)  #: role -> exact words, " … " between fragments
    speakers: tuple[Mention, ...] = ()
    on_behalf_of: tuple[Actor, ...] = ()
    act: str = "assert"
    stances: tuple[StanceOn, ...] = ()
    systems: tuple[str, ...] = ()
    targets: tuple[Mention, ...] = ()
    addressees: tuple[Mention, ...] = ()
    date: str | None = None
    date_basis: str = "unknown"  #: how the date is known: the local name of a dem:DateBasis
    date_span: Span | None = None
    reported_in: str | None = None  #: id of the statement that quotes this one
    repeats: str | None = None  #: id of the earlier statement of the article that reports the same saying
    relayed_by: Actor | None = None
    unresolved: tuple[Unresolved, ...] = ()
    confidence: float = 0.5
    reasons: tuple[str, ...] = ()  #: one for each decision, but for those that a mention's or a stance's own tells
    extractor: str = "rules.v2"

    def __post_init__(self) -> None:
        for role, spans in (("content", self.content), ("cue", self.cue), ("source", self.source)):
            size = len(_BETWEEN) * max(len(spans) - 1, 0)
            for start, end in spans:
                if not 0 <= start < end:
                    raise ValueError(
                        f"{self.doc}: statement {self.id}: {role} [{start}, {end}) is no stretch of a text"
                    )
                size += end - start
            given = len(self.text.get(role, ""))
            if given != size:
                raise ValueError(f"{self.doc}: statement {self.id}: {given} code points of {role} for spans of {size}")


def check_spans(text: str, spans: Spans, where: str) -> None:
    """Raise ValueError unless every span is a non-empty stretch of the text."""
    size = len(text)
    for start, end in spans:
        if not 0 <= start < end <= size:
            raise ValueError(f"{where}: span [{start}, {end}) does not lie in a text of {size} code points")


def words(text: str, spans: Spans) -> str:
    """The exact words of the spans, with an ellipsis between fragments."""
    return _BETWEEN.join(text[a:b] for a, b in spans)
