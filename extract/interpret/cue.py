"""Which entry of the lexicon a cue is, how its content hangs on it, and whether it is denied or given up."""

from __future__ import annotations

from functools import lru_cache

from extract.interpret.reading import Phrases, Reading, covered
from extract.interpret.stance_words import stance_table
from extract.interpret.words import BE, DEFINITE, DEONTIC, INDEFINITE, NEGATIONS, PREPOSITIONS, word_set
from extract.records import Attribution
from ontology.knowledge import CueEntry, Ontology

_INFINITIVES = frozenset({"Infinitive", "ObjectInfinitive"})
_FINITE = BE | DEONTIC | word_set("will would can could may might has have had won't cannot")


@lru_cache(maxsize=4)
def _cue_table(ontology: Ontology) -> tuple[dict[str, CueEntry], Phrases[CueEntry]]:
    """Cues by name and by form; "dismissed X as Y" is read as "dismissed X", by its verb's own entry."""
    table: Phrases[CueEntry] = Phrases()
    plain = {(c.lemma, c.kind): c for c in reversed(ontology.cues) if "Phrase" in c.complements and c.act != "assert"}
    by_name = {
        c.name: plain.get((c.lemma, c.kind), c) if c.complements == {"Predicative"} and c.act == "assert" else c
        for c in ontology.cues
    }
    for cue in ontology.cues:
        for form in cue.forms:
            table.add(form.replace("-", " ").split(), by_name[cue.name])
    return by_name, table


@lru_cache(maxsize=4)
def _siblings(ontology: Ontology) -> dict[tuple[str, str], tuple[CueEntry, ...]]:
    """The entries of one lemma and kind together."""
    found: dict[tuple[str, str], tuple[CueEntry, ...]] = {}
    for cue in ontology.cues:
        found[cue.lemma, cue.kind] = (*found.get((cue.lemma, cue.kind), ()), cue)
    return found


def cue_entry(
    ontology: Ontology, attribution: Attribution, cue_words: list[str], content: list[str]
) -> CueEntry | None:
    """The lexicon's cue of an attribution: the one it names, else the best reading of its cue words.

    Of several entries of one form the one whose complement stands there wins; a noun beats the light verb before it.
    """
    by_name, table = _cue_table(ontology)
    infinitive = content[:1] == ["to"] or content[:2] == ["not", "to"]
    infinitive |= cue_words[-1:] == ["to"] and bool(content) and content[0] not in DEFINITE | INDEFINITE
    if attribution.cue_name and attribution.cue_name in by_name:
        named = by_name[attribution.cue_name]
        if infinitive and not named.complements & _INFINITIVES:
            return next(
                (c for c in _siblings(ontology)[named.lemma, named.kind] if c.complements & _INFINITIVES), named
            )
        if not infinitive and named.complements == {"ObjectInfinitive"}:
            same = _siblings(ontology)[named.lemma, named.kind]
            return next((c for c in same if c.complements & {"Clause", "ObjectClause"}), named)
        return named
    found: list[tuple[int, CueEntry]] = []
    for k in table.starts(cue_words):
        found += [(size, c) for size, cues in table.all_at(cue_words, k) for c in cues]
    if not found:
        return None
    last = cue_words[-1]
    light = any(c.kind == "light" for _, c in found)

    def fit(item: tuple[int, CueEntry]) -> tuple[float, ...]:
        size, cue = item
        if infinitive:
            right = bool(
                cue.complements
                & ({"ObjectInfinitive"} if attribution.addressee else {"Infinitive", "ObjectInfinitive"})
            )
        elif attribution.addressee and content and content[0].endswith("ing"):
            right = "ObjectPrepositionalPhrase" in cue.complements
        elif last in PREPOSITIONS | {"over"} and last not in cue.lemma.split():
            right = last in cue.prepositions
        else:
            right = bool(
                cue.complements & ({"ObjectClause", "Clause"} if not attribution.addressee else {"ObjectClause"})
            )
        return (cue.kind != "light", light and cue.kind == "noun", right, size, cue.kind == "phrase", cue.reliability)

    return max(found, key=lambda item: (fit(item), item[1].name))[1]


def complement(cue: CueEntry | None, words: list[str], quoted: bool, cue_words: list[str]) -> str:
    """How the content hangs on the cue: "infinitive", "phrase" or "clause".

    >>> complement(None, ["not", "to", "build"], False, ["urged"])
    'infinitive'
    """
    start = 1 if words and words[0] in ("not", "never") else 0
    if words[start : start + 1] == ["to"]:
        return "infinitive"
    if words and words[0].endswith("ing") and cue is not None and "ObjectPrepositionalPhrase" in cue.complements:
        return "phrase"
    if cue_words[-1:] == ["to"] and cue is not None and cue.complements & {"Infinitive", "ObjectInfinitive"} and words:
        return "infinitive" if words[0] not in DEFINITE | INDEFINITE else "phrase"
    if quoted and (cue is None or "Clause" in cue.complements):
        return "clause"
    if cue_words and (cue_words[-1] in PREPOSITIONS or cue_words[-1] == "over") and cue_words[0] != "according":
        return "phrase"
    if cue is None:
        return "clause"
    if cue.complements and not cue.complements & {"Clause", "ObjectClause"}:
        return "phrase"
    if "Phrase" in cue.complements or "PrepositionalPhrase" in cue.complements:
        cut = next((i for i, w in enumerate(words) if w in ("which", "that", "who", ",")), len(words))
        if _FINITE.isdisjoint(words[:cut]):
            return "phrase"
    return "clause"


def denied(reading: Reading, attribution: Attribution) -> bool:
    """Whether the cue stands under a negation: "was not eager to", "did not support"."""
    cue = covered(reading, attribution.cue)
    if not cue:
        return False
    source = covered(reading, attribution.source)
    nor = bool(source) and reading.words[source[0] - 1] in ("neither", "nor")  # "neither X nor Y opposes it"
    return nor or any(w in NEGATIONS for w in reading.words[max(0, cue[0] - 2) : cue[-1]])


def given_up(reading: Reading, attribution: Attribution, ontology: Ontology) -> bool:
    """Whether a cue's noun is given up: "withdrew its support for", "dropped their opposition to"."""
    spans = (*attribution.source, *attribution.cue)
    if not spans:
        return False
    first = reading.tokens(min(spans)).start
    table = stance_table(ontology)
    for k in range(max(0, first - 2), first):
        found = table.at(reading.words, k, first)
        if found and k + found[0] == first and any(e.role == "Halting" for e in found[1]):
            return reading.sentence[k] == reading.sentence[first]
    return False
