"""The steps in their order: read -> segment -> attribute -> link -> interpret -> emit.

Everything between an article and its statements is a pure function of article, ontology and attributor: no clock, no
chance, no state kept from one article to the next.
"""

from __future__ import annotations

from dataclasses import replace

from extract.attribute import ATTRIBUTORS, DEFAULT, attribute
from extract.interpret import interpret, sure
from extract.link import link
from extract.records import STANDARD, Article, Statement
from extract.segment import segment
from ontology.knowledge import Ontology

#: who may read stances, targets and acts: a network where the rules find none, or the rules alone
SIDES = ("network", "rules")
#: step -> what it takes and gives; ``kg show steps`` prints it
STEPS: dict[str, str] = {
    "read": "path or stream -> articles: text, blocks, title, date, outlet, byline",
    "segment": "article -> passages: sentences and quoted spans",
    "attribute": "passages -> attributions: source, cue and content spans",
    "link": "attributions -> actors: speakers, holders, addressees, with the reason for each link",
    "interpret": "attributions and actors -> statements: act, stance on topics, target, date with its basis",
    "emit": "statements -> quads of the article's named graph, or JSON Lines",
}


def extract(
    article: Article,
    ontology: Ontology,
    attributor: str = DEFAULT,
    min_confidence: float = 0.0,
    sides: str = STANDARD.sides,
) -> tuple[Statement, ...]:
    """The statements of one article in text order; all their spans lie in ``article.text``.

    Those of a confidence below ``min_confidence`` (0 to 1) are left out; ``sides``: "network" or "rules". Raises
    ValueError for another attributor or other sides than there are.
    """
    for name, given, choices in (("attributor", attributor, ATTRIBUTORS), ("sides", sides, SIDES)):
        if given not in choices:
            raise ValueError(f"{name} {given!r} is not known; choose {' or '.join(choices)}")
    passages = segment(article)
    attributions = attribute(article, passages, ontology, attributor)
    linked = link(article, passages, attributions, ontology)
    version = ATTRIBUTORS[attributor][1]
    found = tuple(
        s if s.extractor == version else replace(s, extractor=version)
        for s in interpret(article, passages, attributions, linked, ontology, sides)
    )
    return sure(found, min_confidence) if min_confidence > 0 else found
