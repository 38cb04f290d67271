"""The trained attributor: two small networks run by onnxruntime and numpy, joined with the rules.

``tag`` proposes, ``join`` decides between its proposals and the rules' readings; ``encoding`` and
``decoding`` run the networks and read them, ``around`` says what the second is told of the words around a cue.
``model/MODEL_CARD.md`` says what they were trained on, how well they do and what is not known. Networks and packages
are loaded at the first article.
"""

from __future__ import annotations

from extract.records import Article, Attribution, Passage
from ontology.knowledge import Ontology

NAME = "tagger.v3"


def attribute(article: Article, passages: tuple[Passage, ...], ontology: Ontology) -> tuple[Attribution, ...]:
    """Attributions of an article in text order, parents and carried speakers as indexes into the result.

    Spans are code points of ``article.text`` and lie in the passages. The same arguments give the same result
    whatever was read before. Raises ``ImportError`` where onnxruntime is not installed.
    """
    from extract.attribute.tagger import join

    return join.attribute(article, passages, ontology)
