"""The networks' proposals and the rules' readings of an article, weighed side by side; the likelier of rivals is kept.

Each reading gets the probability that source, cue and content are all right, by a logistic regression over what
networks and rules say of it (``model/join.json``, fitted by ``extract.training`` on articles that neither was made
with). Of readings of one cue, and of those of one stretch without a cue, the most probable is kept, from a floor on.
The rules lend the cue's name and its addressee, every cue that a user added, and sayings of known actors inside others.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.attribute import rules
from extract.attribute.names import names_known
from extract.attribute.tagger.tag import HERE, Page, Proposal, propose
from extract.records import Article, Attribution, Passage, Spans
from ontology.knowledge import Ontology, load

#: contents that share so much (intersection over union, code points) are one reading; those of neighbouring cues
SAME, ONE = 0.5, 0.95
#: code points between the cues of one saying that was read twice, at most
NEIGHBOURS = 1
#: confidence of the rules from which on a known actor's saying inside another is kept
NESTED = 0.45
#: a probability is taken to be no nearer to 0 or 1 than this
EDGE = 0.003
#: contents of fewer words say little, of more run on too far
SHORT, LONG = 3, 40

#: what is asked of a proposal of the networks, and of a reading of the rules, in this order
FEATURES: dict[str, tuple[str, ...]] = {
    "networks": (
        "one", "cue", "source", "content", "tagged cue", "tagged content", "rules see the cue", "rules agree",
        "rules agree on the source", "rules' confidence if agreed", "rules' confidence if not", "headline",
        "no source", "short", "long", "no cue",
    ),
    "rules": (
        "one", "confidence", "tagged cue", "tagged content", "tagged source", "networks see the cue",
        "networks agree", "networks' cue value", "headline", "no source", "short", "long", "no cue",
        "inside another", "content seen",
    ),
}  # fmt: skip


#: of these the products count, too: of every two log odds, and of every log odds and yes-or-no (places in FEATURES)
LOG_ODDS = {"networks": (1, 2, 3, 4, 5), "rules": (1, 2, 3, 4, 7)}
YES_OR_NO = {"networks": (6, 7, 8, 11), "rules": (5, 6, 8, 14)}
#: the product of two log odds is divided by it, to be of the others' size
SCALE = 3.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a saying, whose it is ("networks" or "rules"), and its features: FEATURES, then the products."""

    attribution: Attribution
    whose: str
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by whose reading it is, and the probability from which on a reading is kept."""

    networks: tuple[float, ...]
    rules: tuple[float, ...]
    floor: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    given = json.loads((HERE / "join.json").read_text(encoding="utf-8"))
    return Weights(tuple(given["networks"]), tuple(given["rules"]), given["floor"])


def attribute(article: Article, passages: tuple[Passage, ...], ontology: Ontology) -> tuple[Attribution, ...]:
    """Networks and rules over an article, joined; see the package."""
    return joined(article, passages, rules.attribute(article, passages, ontology), ontology)


def joined(
    article: Article, passages: tuple[Passage, ...], read: tuple[Attribution, ...], ontology: Ontology
) -> tuple[Attribution, ...]:
    """The same where the rules have read the article already."""
    proposals, pages = propose(article, passages)
    found = readings(article.text, passages, proposals, pages, read)
    lent = [r.attribution for r in found if r.whose == "rules" and _is_lent(article.text, r.attribution, ontology)]
    chosen = [
        replace(a, parent=None, continues=None, confidence=round(p, 3)) for a, p in choose(found, weights(), lent)
    ]
    return rules.ordered(article.text, chosen)


def readings(
    text: str,
    passages: tuple[Passage, ...],
    proposals: Sequence[Proposal],
    pages: Sequence[Page],
    read: Sequence[Attribution],
) -> list[Reading]:
    """All readings of an article with their features."""
    out: list[Reading] = []
    for p in proposals:
        a = p.attribution
        page = _page(pages, a)
        twins = [r for r in read if a.cue and touch(a.cue, r.cue)]
        like = [r for r in twins if overlap(a.content, r.content) >= SAME]
        if like:
            best = max(like, key=lambda r: (overlap(a.content, r.content), r.confidence))
            a = replace(a, cue_name=best.cue_name, addressee=best.addressee, reasons=(*a.reasons, *best.reasons))
        elif twins:
            a = replace(a, cue_name=twins[0].cue_name)
        sure = max((r.confidence for r in twins), default=0.0)
        size = len(" ".join(text[x:y] for x, y in a.content).split())
        features = (
            1.0, logit(p.cue), logit(p.source), logit(p.content), logit(page.mean(a.cue, 3)),
            logit(page.mean(a.content, 5)), bool(twins), bool(like), any(_same_source(a, r) for r in like),
            sure if like else 0.0, sure if twins and not like else 0.0, passages[a.passage].kind != "paragraph",
            not a.source, size < SHORT, size > LONG, not a.cue,
        )  # fmt: skip
        out.append(Reading(a, "networks", _with_products("networks", features)))
    for r in read:
        page = _page(pages, r)
        seen = [p for p in proposals if r.cue and touch(r.cue, p.attribution.cue)]
        shares = [overlap(r.content, p.attribution.content) for p in proposals]
        size = len(" ".join(text[x:y] for x, y in r.content).split())
        said = (
            1.0, logit(r.confidence), logit(page.mean(r.cue, 3)), logit(page.mean(r.content, 5)),
            logit(page.mean(r.source, 1)), bool(seen),
            any(overlap(r.content, p.attribution.content) >= SAME for p in seen),
            logit(max((p.cue for p in seen), default=0.0)), passages[r.passage].kind != "paragraph", not r.source,
            size < SHORT, size > LONG, not r.cue, r.parent is not None, max(shares, default=0.0) > SAME,
        )  # fmt: skip
        out.append(Reading(replace(r, reasons=(*r.reasons, "rules")), "rules", _with_products("rules", said)))
    return out


def choose(
    found: Sequence[Reading], given: Weights, lent: Sequence[Attribution] = ()
) -> list[tuple[Attribution, float]]:
    """(attribution, probability) of the readings kept: the likelier of rivals, and ``lent`` ones in any case."""
    valued = [(probability(r, given), r.attribution) for r in found]
    kept: list[tuple[Attribution, float]] = []
    for p, a in sorted(valued, key=lambda v: (v[1] not in lent, -v[0], v[1].content, v[1].cue)):
        if (p >= given.floor or a in lent) and not any(_rivals(a, other) for other, _ in kept):
            kept.append((a, p))
    return kept


def probability(reading: Reading, given: Weights) -> float:
    """The share of such readings that are right."""
    score = sum(w * f for w, f in zip(getattr(given, reading.whose), reading.features, strict=True))
    return 1 / (1 + math.exp(-score))


def overlap(a: Spans, b: Spans) -> float:
    """Intersection over union in code points."""
    common = sum(max(0, min(y, d) - max(x, c)) for x, y in a for c, d in b)
    return common / (sum(y - x for x, y in a) + sum(d - c for c, d in b) - common)


def touch(a: Spans, b: Spans) -> bool:
    return any(x < d and c < y for x, y in a for c, d in b)


def logit(p: float) -> float:
    p = min(max(p, EDGE), 1 - EDGE)
    return math.log(p / (1 - p))


def _with_products(whose: str, values: Sequence[float]) -> tuple[float, ...]:
    odds, flags = LOG_ODDS[whose], YES_OR_NO[whose]
    squares = (values[i] * values[j] / SCALE for n, i in enumerate(odds) for j in odds[n:])
    crossed = (values[i] * values[j] for i in odds for j in flags)
    return tuple(map(float, (*values, *squares, *crossed)))


def _rivals(a: Attribution, b: Attribution) -> bool:
    """Whether two readings are of one saying: they share a cue or, where one has none or the cues are neighbours
    ("later told"), the content."""
    if touch(a.cue, b.cue):
        return True
    apart = a.cue and b.cue and max(a.cue[0][0] - b.cue[-1][1], b.cue[0][0] - a.cue[-1][1]) > NEIGHBOURS
    return not apart and overlap(a.content, b.content) > (ONE if a.cue and b.cue else SAME)


def _same_source(a: Attribution, r: Attribution) -> bool:
    return touch(a.source, r.source) if a.source and r.source else not a.source and not r.source


def _page(pages: Sequence[Page], a: Attribution) -> Page:
    """The page an attribution stands on."""
    at = a.content[0][0]
    return next((p for p in reversed(pages) if p.words.start[0] <= at), pages[0])


def _is_lent(text: str, r: Attribution, ontology: Ontology) -> bool:
    """Whether a reading of the rules stands whatever the networks say: a cue that a user added; or a known actor's
    saying inside another, which the networks' corpus hardly marks and which between states is half of the news."""
    if r.cue_name in _added(ontology):
        return True
    return r.parent is not None and r.confidence >= NESTED and names_known(text, r, ontology)


@lru_cache(maxsize=4)
def _added(ontology: Ontology) -> frozenset[str]:
    """Names of the cues a user's files add to the shipped lexicon."""
    return frozenset(c.name for c in ontology.cues) - frozenset(c.name for c in load(()).cues)
