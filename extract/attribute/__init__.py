"""attribute: passages become attributions (source, cue, content). The catalogue of attributors is ``ATTRIBUTORS``."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

from extract.attribute import auto, rules, tagger
from extract.records import STANDARD, Article, Attribution, Passage
from ontology.knowledge import Ontology

Attributor = Callable[[Article, tuple[Passage, ...], Ontology], tuple[Attribution, ...]]


class AttributorError(Exception):
    """An attributor that cannot run here; says what it needs."""


#: name on the command line -> what does it and the versioned name statements carry
ATTRIBUTORS: dict[str, tuple[Attributor, str]] = {
    "auto": (auto.attribute, auto.NAME),
    "rules": (rules.attribute, rules.NAME),
    "tagger": (tagger.attribute, tagger.NAME),
}
DEFAULT = STANDARD.attributor


#: attributor -> packages it needs that a stripped installation may lack
_NEEDS = {"auto": ("onnxruntime",), "tagger": ("onnxruntime",)}


def require(attributor: str) -> None:
    """Raise AttributorError where the attributor is unknown or its packages are not installed."""
    if attributor not in ATTRIBUTORS:
        raise AttributorError(f"{attributor}: there is no attributor of this name; choose {', '.join(ATTRIBUTORS)}")
    missing = [name for name in _NEEDS.get(attributor, ()) if find_spec(name) is None]
    if missing:
        raise AttributorError(
            f"{attributor}: needs {' and '.join(missing)}, not installed here; pip install {' '.join(missing)}, "
            "or --attributor rules"
        )


def attribute(
    article: Article, passages: tuple[Passage, ...], ontology: Ontology, attributor: str = DEFAULT
) -> tuple[Attribution, ...]:
    """Source, cue and content of every saying, in text order; every span lies in the article's text."""
    return ATTRIBUTORS[attributor][0](article, passages, ontology)
