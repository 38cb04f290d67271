"""An article's sayings while they are being interpreted: what the first look found of each, at its index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    everyone: Mentions  #: actors named, and groups, unlisted names, pronouns and descriptions
    ids: list[str]
    voices: list[Voice]
    cues: list[CueEntry | None]
    children: dict[int, list[int]]  #: the sayings inside each
    analyses: list[Analysis]
    insides: list[set[int]]  #: tokens of the content
    acts: list[tuple[str, str]]  #: act and reason
    targets: list[list[tuple[Mention, str]]]
    addressed: list[list[tuple[Mention, str]]]
    dates: list[When]
    open_ends: list[list[Unresolved]]


def holders(linked: Linked, i: int) -> frozenset[str]:
    """Whose position a saying reports: those spoken for, else the speakers."""
    return frozenset(a.name for a in linked.on_behalf_of[i]) or frozenset(m.actor.name for m in linked.speakers[i])
