"""The default attributor: per article the one that measures better on articles of its kind.

Where most speakers are actors that the names files know - news of states and their officials, the dispute at hand -
the rules, written for such news, are ahead of the networks; elsewhere the networks, joined with the rules, are ahead
(tests/scoreboard.json has both). The rules read every article first, at a twentieth of the networks' cost.
"""

from __future__ import annotations

from extract.attribute import rules
from extract.attribute.names import names_known
from extract.records import Article, Attribution, Passage
from ontology.knowledge import Ontology

NAME = "auto.v1"
#: share of the rules' sources with a known name from which on the rules' reading stands; chosen on articles set aside
KNOWN = 0.4


def attribute(article: Article, passages: tuple[Passage, ...], ontology: Ontology) -> tuple[Attribution, ...]:
    """Attributions of an article in text order, parents and carried speakers as indexes into the result."""
    read = rules.attribute(article, passages, ontology)
    if known_share(article.text, read, ontology) >= KNOWN:
        return read
    from extract.attribute.tagger import join

    return join.joined(article, passages, read, ontology)


def known_share(text: str, read: tuple[Attribution, ...], ontology: Ontology) -> float:
    """Share of the attributions with a source whose source holds the name of an actor the names files know."""
    named = [a for a in read if a.source]
    return sum(names_known(text, a, ontology) for a in named) / len(named) if named else 0.0
