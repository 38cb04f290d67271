"""An article's sayings while they are being interpreted: what the first look found of each, at its index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.interpret.date import When
from extract.interpret.discourse import Discourse
from extract.interpret.evidence import Analysis
from extract.interpret.reading import Reading
from extract.interpret.voice import Mentions, Voice
from extract.records import Article, Attribution, Mention, Unresolved
from ontology.knowledge import CueEntry, Ontology

if TYPE_CHECKING:
    from extract.link import Linked


@dataclass(slots=True)
class Case:
    """The lists stand at the index of their attribution; a later look may change analyses, acts and targets."""

    article: Article
    attributions: Sequence[Attribution]
    linked: Linked
    ontology: Ontology
    reading: Reading
    discourse: Discourse
    mentions: Mentions  #: actors named
    everyone: Mentions  #: actors named, and groups, unlisted names, pronouns and descriptions
    ids: list[str]
    speakers: list[frozenset[str]]
    voices: list[Voice]
    cues: list[CueEntry | None]
    cue_texts: list[list[str]]  #: the words of the cue
    children: dict[int, list[int]]  #: the sayings inside each
    contents: list[list[int]]  #: tokens of the content, ascending
    insides: list[set[int]]  #: the same as a set
    dates: list[When] = field(default_factory=list)
    # filled by the first look, saying by saying
    kinds: list[str] = field(default_factory=list)  #: how the content hangs on its cue
    analyses: list[Analysis] = field(default_factory=list)
    acts: list[tuple[str, str]] = field(default_factory=list)  #: act and reason
    addressed: list[list[tuple[Mention, str]]] = field(default_factory=list)
    targets: list[list[tuple[Mention, str]]] = field(default_factory=list)
    open_ends: list[list[Unresolved]] = field(default_factory=list)


def holders(linked: Linked, i: int) -> frozenset[str]:
    """Whose position a saying reports: those spoken for, else the speakers."""
    return frozenset(a.name for a in linked.on_behalf_of[i]) or frozenset(m.actor.name for m in linked.speakers[i])
