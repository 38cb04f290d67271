"""attribute: passages become attributions (source, cue, content). The catalogue of attributors is ``ATTRIBUTORS``."""

from __future__ import annotations

from collections.abc import Callable

from extract.attribute import rules
from extract.records import Article, Attribution, Passage
from ontology.knowledge import Ontology

Attributor = Callable[[Article, tuple[Passage, ...], Ontology], tuple[Attribution, ...]]

#: name on the command line -> what does it and the versioned name statements carry
ATTRIBUTORS: dict[str, tuple[Attributor, str]] = {
    "rules": (rules.attribute, rules.NAME),
}
DEFAULT = "rules"


def attribute(
    article: Article, passages: tuple[Passage, ...], ontology: Ontology, attributor: str = DEFAULT
) -> tuple[Attribution, ...]:
    """Source, cue and content of every saying, in text order; every span lies in the article's text."""
    return ATTRIBUTORS[attributor][0](article, passages, ontology)
