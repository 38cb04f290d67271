"""Finds the lexicon's cues in a tokenised sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from ontology.knowledge import CueEntry, Ontology


@dataclass(frozen=True, slots=True)
class Hit:
    """Cue entries whose form stands at tokens [start, end): several where one word has several frames."""

    start: int
    end: int
    form: str
    entries: tuple[CueEntry, ...]

    @property
    def kind(self) -> str:
        return self.entries[0].kind

    @property
    def complements(self) -> frozenset[str]:
        return frozenset().union(*(e.complements for e in self.entries))

    @property
    def prepositions(self) -> frozenset[str]:
        return frozenset(p for e in self.entries for p in e.prepositions)

    def entry(self, *complements: str) -> CueEntry:
        """The entry that takes the first of these complements any entry takes; the most reliable otherwise."""
        for complement in complements:
            fitting = [e for e in self.entries if complement in e.complements]
            if fitting:
                return max(fitting, key=lambda e: e.reliability)
        return max(self.entries, key=lambda e: e.reliability)


@dataclass(frozen=True, slots=True)
class _Option:
    """One form that begins with a word; ``second`` is compared before the rest is."""

    words: tuple[str, ...]
    second: str | None
    entries: tuple[CueEntry, ...]


class CueIndex:
    """All forms of one kind of cue by their first word, longest first; built once per ontology."""

    def __init__(self, cues: tuple[CueEntry, ...]) -> None:
        forms: dict[tuple[str, ...], list[CueEntry]] = defaultdict(list)
        for cue in cues:
            for form in cue.forms:
                forms[tuple(form.split())].append(cue)
        by_first: dict[str, list[_Option]] = defaultdict(list)
        for words, entries in sorted(forms.items(), key=lambda item: -len(item[0])):
            by_first[words[0]].append(_Option(words, words[1] if len(words) > 1 else None, tuple(entries)))
        self.by_first = dict(by_first)

    def at(self, low: list[str], i: int) -> Hit | None:
        """The longest cue that starts at token i."""
        options = self.by_first.get(low[i])
        if options is None:
            return None
        following = low[i + 1] if i + 1 < len(low) else None
        for option in options:
            words = option.words
            if option.second is None or (option.second == following and tuple(low[i : i + len(words)]) == words):
                return Hit(i, i + len(words), " ".join(words), option.entries)
        return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The cue indexes the rules use."""

    verbs: CueIndex  #: verbs and verbal phrases
    nouns: CueIndex
    lights: CueIndex
    leading: CueIndex  #: phrases the source follows: "according to"
    first_words: frozenset[str]  #: of all cues: a token that is none of these begins no cue


@lru_cache(maxsize=4)
def lexicon(ontology: Ontology) -> Lexicon:
    leading = tuple(c for c in ontology.cues if "PrecedesSource" in c.complements)
    rest = tuple(c for c in ontology.cues if "PrecedesSource" not in c.complements)
    kinds = [
        CueIndex(tuple(c for c in rest if c.kind in ("verb", "phrase"))),
        CueIndex(tuple(c for c in rest if c.kind == "noun")),
        CueIndex(tuple(c for c in rest if c.kind == "light")),
        CueIndex(leading),
    ]
    verbs, nouns, lights, starts = kinds
    return Lexicon(verbs, nouns, lights, starts, frozenset(word for index in kinds for word in index.by_first))
