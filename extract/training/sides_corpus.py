"""What the network that takes sides learns from, and its figures.

Three corpora. Pairs: a sentence with two mentions in square brackets, both mentions, and a class from 0 to 4, the
classes of ``extract.interpret.sides.judge`` (Park, Pan and Joo, ACL 2021); the first mention is p. Passages: a few
sentences of invented news on a dispute with its topics and every statement's source, cue, content, stances, targets and
act, one JSON object a line (``passages/``, written for this project; targets that are null are not marked). Press:
newspaper articles whose attributions another corpus marks (PolNeAR); ours are the topics, and the stances, targets and
act of each attribution that is a statement (``press.jsonl``: an object an article, attributions by their number); the
texts are read where they lie.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from extract.attribute import rules
from extract.attribute.tagger.join import touch
from extract.interpret.reading import Reading, read
from extract.interpret.second_look import stretch_of
from extract.interpret.sides.judge import ACTS, AGAINST, FOR, NONE
from extract.interpret.sides.question import Question
from extract.link import link
from extract.pieces.words import Ints
from extract.read import read_text
from extract.records import Article, Span, Spans
from extract.segment import segment
from ontology.knowledge import Ontology, load

#: the marks of the press
MARKS = Path(__file__).with_name("press.jsonl")
#: stance of the corpus -> what the network is to answer; "neutral" takes no side
_SIDES = {"support": FOR, "oppose": AGAINST, "neutral": NONE, "": NONE}
#: what is not marked, and is not learnt from: whom a saying is against where "targets" is null
UNMARKED = -100
_SENTENCE = re.compile(r"[.!?][\"”’']*(?=\s|$)")

_MARKED = re.compile(r"([^\[\]]*)\[([^\[\]]+)\]([^\[\]]*)\[([^\[\]]+)\]([^\[\]]*)")


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence with the code points of both mentions, p before q, and its class."""

    text: str
    p: Span
    q: Span
    label: int


def examples(path: Path) -> list[Example]:
    """The rows of a file of the corpus, brackets taken out. Raises ``ValueError`` for a row that is not one."""
    out = []
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t"), 1):
            found = _MARKED.fullmatch(row[0])
            if len(row) != 4 or found is None or row[3] not in "01234":
                raise ValueError(f"{path}, row {number}: not a sentence with two mentions in brackets and a class")
            before, p, between, q, after = found.groups()
            a, b = len(before), len(before) + len(p) + len(between)
            out.append(Example(before + p + between + q + after, (a, a + len(p)), (b, b + len(q)), int(row[3])))
    return out


def set_aside(given: Sequence[Example], every: int = 10) -> tuple[list[Example], list[Example]]:
    """(to learn from, to choose by): about one in ``every``, no sentence and no pair of mentions in both parts."""

    def pair(e: Example) -> frozenset[str]:
        return frozenset(e.text[a:b].lower() for a, b in (e.p, e.q))

    def drawn(e: Example) -> bool:
        return int.from_bytes(sha256("\t".join(sorted(pair(e))).encode()).digest()[:4]) % every == 0

    aside = [e for e in given if drawn(e)]
    known = {e.text for e in aside}
    return [e for e in given if not drawn(e) and e.text not in known], aside


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its answers: per topic and actor a column of ``judge``, and an act's place in ``ACTS``."""

    text: str
    question: Question
    sides: tuple[int, ...]
    act: int
    dispute: str


def passages(folder: Path) -> list[Case]:
    """The statements of all passages, in the order of files and lines. Raises ``ValueError`` for one that names words
    which its passage does not hold."""
    ontology = load(())
    out: list[Case] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            given = json.loads(line)
            text = given["passage"]
            known = _Known.of(read_text(text, doc="passage"), ontology)
            for s in given["statements"]:
                try:
                    parts = s["content"] if isinstance(s["content"], list) else [s["content"]]
                    content = _spans(text, parts)
                    source = (_nearest(text, s["source"], content[0][0]),) if s["source"] else ()
                    if "title" in given:  # an article; a passage of a few sentences is read from its beginning
                        stretch = stretch_of(known.reading, (*content, *source))
                    else:
                        end = _SENTENCE.search(text, max(b for _, b in content) - 1)
                        stretch = (0, max(end.end() if end else len(text), *(b for _, b in (*content, *source))))
                    out.append(_case(known, given, s, content, source, stretch, given.get("title", "")))
                except ValueError as error:
                    raise ValueError(f"{path}, line {number}: {error}") from None
    return out


def press(marks: Path, texts: Path) -> list[Case]:
    """The marked statements of newspaper articles, DOC.txt with its attributions in DOC.json in a folder of texts."""
    ontology = load(())
    out: list[Case] = []
    for line in marks.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        doc = given["dispute"]
        article = read_text((texts / f"{doc}.txt").read_bytes().decode("utf-8"), doc=doc)
        attributions = json.loads((texts / f"{doc}.json").read_text(encoding="utf-8"))
        known = _Known.of(article, ontology)
        for s in given["statements"]:
            a = attributions[s["attribution"]]
            content, source = (tuple((x, y) for x, y in a[role]) for role in ("content", "source"))
            stretch = stretch_of(known.reading, (*content, *source))
            title = article.title or ""
            heading = "" if title in article.text[slice(*stretch)] else title
            try:
                out.append(_case(known, given, s, content, source, stretch, heading))
            except ValueError as error:
                raise ValueError(f"{marks}, {doc}, attribution {s['attribution']}: {error}") from None
    return out


@dataclass(frozen=True, slots=True)
class _Known:
    """A text with the actors that are found in it, by span."""

    reading: Reading
    everyone: list[tuple[Span, str]]

    @classmethod
    def of(cls, article: Article, ontology: Ontology) -> _Known:
        parts = segment(article)
        linked = link(article, parts, rules.attribute(article, parts, ontology), ontology)
        everyone = sorted({m.span: m.actor.name for m in (*linked.mentions, *linked.others)}.items())
        return cls(read(article, parts), everyone)


def _case(
    known: _Known, given: dict[str, Any], s: dict[str, Any], content: Spans, source: Spans, stretch: Span, heading: str
) -> Case:
    text = known.reading.text
    aimed = [_nearest(text, t, content[0][0]) for t in s["targets"] or ()]
    against = {name for span, name in known.everyone if any(touch((span,), (t,)) for t in aimed)}
    actors: dict[Span, int] = {t: AGAINST for t in aimed if stretch[0] <= t[0] and t[1] <= stretch[1]}
    for span, name in known.everyone:
        if span[0] < stretch[0] or span[1] > stretch[1] or touch((span,), (*source, *actors)):
            continue
        actors[span] = AGAINST if name in against else NONE if s["targets"] is not None else UNMARKED
    sides = [_SIDES[s["stances"].get(t, "")] for t in given["topics"]]
    topics = tuple(given["topics"].values())
    question = Question(stretch, content, source, topics, tuple(sorted(actors)), heading)
    return Case(text, question, (*sides, *(actors[a] for a in sorted(actors))), ACTS.index(s["act"]), given["dispute"])


def _spans(text: str, parts: Sequence[str]) -> Spans:
    out: list[Span] = []
    for part in parts:
        at = text.index(part, out[-1][1] if out else 0)
        out.append((at, at + len(part)))
    return tuple(out)


def _nearest(text: str, words: str, place: int) -> Span:
    found = [m.start() for m in re.finditer(re.escape(words), text)]
    if not found:
        raise ValueError(f"{words!r} does not stand in the passage")
    at = min(found, key=lambda k: abs(k - place))
    return at, at + len(words)


def figures(chosen: Ints, labels: Ints) -> dict[str, float]:
    """Precision, recall and F1 of the directed classes together, F1 of each class, their mean, accuracy."""
    right = (chosen == labels) & (labels > 0)
    precision, recall = right.sum() / max(1, (chosen > 0).sum()), right.sum() / max(1, (labels > 0).sum())
    out = {"P": precision, "R": recall, "directed": 2 * precision * recall / max(1e-9, precision + recall)}
    each = [
        2 * ((chosen == c) & (labels == c)).sum() / max(1, (chosen == c).sum() + (labels == c).sum()) for c in range(5)
    ]
    out |= {"macro": float(np.mean(each)), **{f"class {c}": f for c, f in enumerate(each)}}
    out["accuracy"] = (chosen == labels).mean()
    return {name: round(float(value), 4) for name, value in out.items()}
