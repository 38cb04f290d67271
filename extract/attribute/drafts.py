"""A saying in the making: what the rules know of it while a sentence is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ontology.knowledge import CueEntry

#: below this reliability a cue needs more than its word: a quotation or a that-clause
WEAK = 0.33
#: the same for words that take a side by themselves (oppose, disavow): they are what positions are made of
WEAK_SIDED = 0.2


@dataclass(slots=True)
class Draft:
    """An attribution in the making, in token indexes of one sentence."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: list[tuple[int, int]]
    entry: CueEntry
    addressee: tuple[int, int] | None = None
    frame: str = "clause"
    after: bool = True  #: the content follows the cue
    shares: Draft | None = None  #: the draft whose source this one uses ("adding", "and urged")
    carries: bool = False  #: no source of its own in the sentence: the speaker before goes on
    nested: bool = False
    end_open: bool = True  #: content runs to where the next saying begins
    reasons: list[str] = field(default_factory=list)


def is_weak(entry: CueEntry) -> bool:
    return entry.reliability < (WEAK_SIDED if entry.stance else WEAK)


def outermost(drafts: list[Draft]) -> Draft | None:
    """The last saying that stands in no other's content: whose speaker "adding" and "and urged" share."""
    for d in reversed(drafts):
        if not any(o is not d and o.after and o.content[0][0] <= d.cue[0] < o.content[-1][1] for o in drafts):
            return d
    return None
