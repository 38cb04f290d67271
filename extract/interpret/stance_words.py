"""The stance words of an ontology as a phrase table, built once."""

from __future__ import annotations

from functools import lru_cache

from extract.interpret.reading import Phrases
from ontology.knowledge import Ontology, StanceEntry


@lru_cache(maxsize=4)
def stance_table(ontology: Ontology) -> Phrases[StanceEntry]:
    """Every inflected form of every word that shows a side, hyphens read as spaces."""
    phrases: Phrases[StanceEntry] = Phrases()
    for entry in ontology.stances:
        for form in entry.forms:
            phrases.add(form.replace("-", " ").split(), entry)
    return phrases
