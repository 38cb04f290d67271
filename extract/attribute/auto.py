"""The default attributor: per article the one that measures better on articles of its kind.

Where most speakers are actors that the names files know and saying follows saying - news of states and their officials,
the dispute at hand - the rules, written for such news, are ahead of the networks; elsewhere - campaigns, features,
analyses - the networks, joined with the rules, are ahead (tests/scoreboard.json has both). The rules read every article
first, at a twentieth of the networks' cost, and their reading is the same to the bit on every processor.
"""

from __future__ import annotations

from extract.attribute import rules
from extract.attribute.names import names_known
from extract.records import Article, Attribution, Passage
from ontology.knowledge import Ontology

NAME = "auto.v3"
#: share of the rules' sources that hold a known name, and of those that hold a state's or a body's, from which on the
#: rules' reading stands; chosen on our gold and on PolNeAR articles the networks never saw
KNOWN, BODIES = 0.45, 0.14
#: words to a saying that the rules find, up to which it does: wire copy has 14 to 39 (the densest shared and own
#: articles), and there the rules are ahead in most; features have 42 to 108, and there the networks were in all
SPARSE = 40


def attribute(article: Article, passages: tuple[Passage, ...], ontology: Ontology) -> tuple[Attribution, ...]:
    """Attributions of an article in text order, parents and carried speakers as indexes into the result."""
    read = rules.attribute(article, passages, ontology)
    if is_of_known_actors(article.text, read, ontology) and len(article.text.split()) <= SPARSE * len(read):
        return read
    from extract.attribute.tagger import join

    return join.joined(article, passages, read, ontology)


def is_of_known_actors(text: str, read: tuple[Attribution, ...], ontology: Ontology) -> bool:
    """Whether enough of the sources are known, and some of them states or bodies, not persons and media alone."""
    named = [a for a in read if a.source]
    known = sum(names_known(text, a, ontology) for a in named)
    bodies = sum(names_known(text, a, ontology, bodies=True) for a in named)
    return bool(named) and known >= KNOWN * len(named) and bodies >= BODIES * len(named)
