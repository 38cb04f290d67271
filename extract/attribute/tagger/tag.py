"""The trained attributor: cues first, then source and content labelled once per cue; onnxruntime and numpy only.

An encoder reads the article's passages in windows and marks candidates for cues; a small second network reads the
words around each candidate, judges it, and labels its source and content. So a word may serve several attributions:
statements within statements, one source for several cues, content in parts and attributions without a source all
come out. The rules read the same passages (at a twentieth of the cost) and lend what the networks do not know: the
lexicon's name of the cue, its addressee, cues a user added, and quotation paragraphs without a cue.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extract.attribute import rules
from extract.attribute.tagger.decoding import Found, Range, best_paths, candidates, read_path
from extract.attribute.tagger.encoding import Encoded, Floats, encode, session
from extract.attribute.tagger.features import Words, around, read_words
from extract.attribute.tagger.wordpiece import WordPiece
from extract.records import Article, Attribution, Form, Passage, Span, Spans
from ontology.knowledge import Ontology, load

if TYPE_CHECKING:
    import onnxruntime

HERE = Path(__file__).parent / "model"

#: words read at a time: longer articles are cut between paragraphs, so that memory does not grow with them
SECTION = 3000
#: cues the second network reads at once; a fixed number, so that an article always gives the same bits
CHUNK = 16
#: a candidate below this value is no cue; chosen on set-aside articles
KEPT = 0.35
#: share of its weight the second network's judgement has in a cue's value, beside the encoder's tags
JUDGED = 0.5
#: a saying only the rules see is taken over from this confidence on: below it, fewer than 2 of 5 are right
LENT = 0.9
#: the same inside another saying, for actors the names files know
LENT_INSIDE = 0.45
#: in a headline or deck the rules' reading of a cue wins over one of the networks below this raw value
DOUBTED = 0.85
#: points of (raw value of the weakest role, share right), without and with a cue the rules see, too
CALIBRATION: dict[bool, tuple[tuple[float, float], ...]] = {
    False: (
        (0.4, 0.2), (0.53, 0.25), (0.6, 0.3), (0.66, 0.33), (0.715, 0.41), (0.775, 0.5), (0.835, 0.69), (0.9, 0.82),
        (0.965, 0.94), (1.0, 0.96),
    ),
    True: (
        (0.4, 0.28), (0.58, 0.43), (0.74, 0.66), (0.81, 0.78), (0.875, 0.82), (0.93, 0.87), (0.962, 0.93),
        (0.98, 0.965), (1.0, 0.98),
    ),
}  # fmt: skip
#: what the networks find is kept from this confidence on: an attribution right less often costs more F1 than it brings
FLOOR = 0.42


@dataclass(frozen=True, slots=True)
class Networks:
    """The loaded files: one set per process."""

    tokenizer: WordPiece
    encoder: onnxruntime.InferenceSession
    head: onnxruntime.InferenceSession


@lru_cache(maxsize=1)
def _networks(process: int) -> Networks:
    return Networks(WordPiece(HERE / "vocabulary.txt"), session(HERE / "encoder.onnx"), session(HERE / "head.onnx"))


def networks() -> Networks:
    """The networks of this process (a session does not survive a fork)."""
    return _networks(os.getpid())


def attribute(article: Article, passages: tuple[Passage, ...], ontology: Ontology) -> tuple[Attribution, ...]:
    """Attributions of an article in text order, parents and carried speakers as indexes into the result.

    Spans are code points of ``article.text`` and lie in the passages. The same arguments give the same result
    whatever was read before. Raises ``ImportError`` where onnxruntime is not installed.
    """
    found = [a for section in _sections(passages) for a in _tagged(article.text, passages, section)]
    return rules.ordered(article.text, _joined(article, passages, found, ontology))


def read(words: Words, given: Networks) -> tuple[Encoded, list[Found]]:
    """What the networks find in a stretch of words, cue by cue, before any threshold but the candidates'."""
    encoded = encode(words, given.encoder, (given.tokenizer.open, given.tokenizer.close))
    return encoded, look(words, encoded, given.head)


def look(words: Words, encoded: Encoded, head: onnxruntime.InferenceSession) -> list[Found]:
    """Source and content of every candidate that takes any, left to right."""
    cues = candidates(encoded.tags)
    marked = np.zeros(len(words), bool)
    for a, b in cues:
        marked[a:b] = True
    out: list[Found] = []
    for k in range(0, len(cues), CHUNK):
        chunk = cues[k : k + CHUNK]
        scores, judged, begins, sizes = _scores(words, encoded, chunk, marked, head)
        paths = best_paths(scores)
        for i, cue in enumerate(chunk):
            tagged = float(np.exp(encoded.tags[cue[0] : cue[1], 3:5]).sum(1).mean())
            value = JUDGED * float(judged[i]) + (1 - JUDGED) * tagged
            found = read_path(cue, value, scores[i, : sizes[i]], paths[i, : sizes[i]], begins[i])
            if found is not None:
                out.append(found)
    return out


def _scores(
    words: Words, encoded: Encoded, cues: list[Range], marked: NDArray[np.bool_], head: onnxruntime.InferenceSession
) -> tuple[Floats, Floats, list[int], list[int]]:
    """Log-probabilities (cues, words, 5), the judgement of each cue, first word and number of words of each."""
    stretches = [around(words, cue, marked) for cue in cues]
    low, high = min(s[0] for s in stretches), max(s[1] for s in stretches)
    longest = max(b - a for a, b, _, _ in stretches)
    shape = (len(cues), longest)
    index, place, flag = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    share, mask = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for i, ((a, b, places, flags), cue) in enumerate(zip(stretches, cues, strict=True)):
        n = b - a
        index[i, :n] = np.arange(a - low, b - low)
        place[i, :n], flag[i, :n], mask[i, :n] = places, flags, 1
        share[i, cue[0] - a : cue[1] - a] = 1 / (cue[1] - cue[0])
    given = {
        "states": encoded.states[low:high], "tags": encoded.tags[low:high], "index": index,
        "place": place, "flag": flag, "cue": share, "mask": mask,
    }  # fmt: skip
    scores, judged = head.run(None, given)
    # padding is no content: its words are OTHER for certain
    scores[mask == 0] = (0, -50, -50, -50, -50)
    return scores, judged, [s[0] for s in stretches], [s[1] - s[0] for s in stretches]


def _sections(passages: tuple[Passage, ...]) -> Iterator[list[int]]:
    """Numbers of consecutive passages that are read together."""
    section: list[int] = []
    size = 0
    for number, passage in enumerate(passages):
        length = (passage.span[1] - passage.span[0]) // 5
        if section and size + length > SECTION:
            yield section
            section, size = [], 0
        section.append(number)
        size += length
    if section:
        yield section


def _tagged(text: str, passages: tuple[Passage, ...], section: list[int]) -> Iterator[Attribution]:
    given = networks()
    spans = [passages[number].span for number in section]
    words = read_words(text, spans, given.tokenizer)
    if not len(words):
        return
    owner = np.searchsorted([a for a, _ in spans], words.start, side="right") - 1
    encoded, all_found = read(words, given)
    for found in all_found:
        if found.cue_value >= KEPT:
            yield from _records(text, passages, section, words, owner, encoded, found)


def _records(
    text: str, passages: tuple[Passage, ...], section: list[int], words: Words, owner: NDArray[np.int64],
    encoded: Encoded, found: Found,
) -> Iterator[Attribution]:  # fmt: skip
    """The attribution of one cue; quotation paragraphs its content runs on into become attributions of their own."""
    fragments = [(int(p), span) for a, b in found.content for p, span in _by_passage(words, owner, a, b)]
    home = int(owner[found.cue[0]])
    own = [_without_that(text, span) for p, span in fragments if p == home]
    further: list[tuple[int, Span]] = []
    for p, span in fragments:
        if p != home and own and _is_quotation(text, passages[section[p]], span):
            further.append((p, span))  # a quotation paragraph without a cue: an attribution of its own
        elif p != home:
            own.append(span)
    confidence, reason = _confidence(encoded, found)
    yield Attribution(
        content=tuple(sorted(own)),
        cue=_pieces(words, owner, found.cue),
        source=_pieces(words, owner, found.source) if found.source else (),
        form=_form(text, passages[section[home]], own),
        passage=section[home],
        confidence=confidence,
        reasons=(reason,),
    )
    for number in sorted({p for p, _ in further}):
        content = tuple(span for p, span in further if p == number)
        yield Attribution(
            content,
            form="direct",
            passage=section[number],
            confidence=confidence * 0.95,
            reasons=("tagger: the quotation goes on",),
        )


def _without_that(text: str, span: Span) -> Span:
    """Content leaves out a leading "that": PolNeAR's annotators kept it or not as they pleased."""
    start, end = span
    return (start + 5, end) if text[start : start + 5].lower() == "that " and start + 5 < end else span


def _is_quotation(text: str, passage: Passage, span: Span) -> bool:
    """Whether a passage is one quotation and the span most of it."""
    start, end = passage.span
    quoted = sum(b - a for a, b in (q.span for q in passage.quotes if q.depth == 0))
    return quoted > 0.9 * (end - start) and span[1] - span[0] > 0.5 * (end - start)


def _by_passage(words: Words, owner: NDArray[np.int64], a: int, b: int) -> Iterator[tuple[int, Span]]:
    """A range of words as one span per passage it touches."""
    while a < b:
        stop = a + 1
        while stop < b and owner[stop] == owner[a]:
            stop += 1
        yield int(owner[a]), (int(words.start[a]), int(words.end[stop - 1]))
        a = stop


def _pieces(words: Words, owner: NDArray[np.int64], span: Range) -> Spans:
    return tuple(s for _, s in _by_passage(words, owner, *span))


def _confidence(encoded: Encoded, found: Found) -> tuple[float, str]:
    """What the weakest role is worth (raw, see ``calibrated``), and which it is."""
    p = np.exp(encoded.tags)

    def tagged(ranges: tuple[Range, ...], tag: int) -> float:
        return float(np.concatenate([p[a:b, tag : tag + 2].sum(1) for a, b in ranges]).mean())

    # where one tag cannot hold two roles (a statement inside another) the cue head's value stands alone
    content = max((found.content_value + tagged(found.content, 5)) / 2, found.content_value * 0.85)
    source = found.source_value
    if found.source:
        source = max((source + tagged((found.source,), 1)) / 2, source * 0.85)
    raw, role = min((found.cue_value, "cue"), (source, "source"), (content, "content"))
    return raw, f"tagger: weakest role {role}, {raw:.2f}"


def calibrated(raw: float, twin: bool) -> float:
    """The share of attributions with this raw value that are right; ``twin``: the rules see the cue, too."""
    xs, ys = zip(*CALIBRATION[twin], strict=True)
    return round(float(np.interp(raw, xs, ys)), 3)


def _form(text: str, passage: Passage, content: list[Span]) -> Form:
    """direct: every word stands in quotation marks; mixed: some do."""
    quoted = total = 0
    for a, b in content:
        for i in range(a, b):
            if text[i].isalnum():
                total += 1
                quoted += any(x <= i < y for x, y in (q.span for q in passage.quotes))
    if not quoted:
        return "indirect"
    return "direct" if quoted >= 0.95 * total else "mixed"


# ---------------------------------------------------------------- with the rules


@lru_cache(maxsize=4)
def _added(ontology: Ontology) -> frozenset[str]:
    """Names of the cues a user's files add to the shipped lexicon."""
    return frozenset(c.name for c in ontology.cues) - frozenset(c.name for c in load(()).cues)


@lru_cache(maxsize=4)
def _names(ontology: Ontology) -> frozenset[str]:
    """What the known actors are called, in lower case: labels, demonyms, seats and family names."""
    found: set[str] = set()
    for actor in ontology.actors.values():
        found.update(actor.labels, actor.demonyms, actor.metonyms, [actor.family_name] if actor.family_name else [])
    return frozenset(name.lower() for name in found)


def _joined(
    article: Article, passages: tuple[Passage, ...], found: list[Attribution], ontology: Ontology
) -> list[Attribution]:
    """The networks' attributions with what the rules know of them, and the rules' where the networks are silent."""
    read = rules.attribute(article, passages, ontology)
    added = _added(ontology)
    out: list[Attribution] = []
    used: set[int] = set()
    for a in found:
        twins = [i for i, r in enumerate(read) if a.cue and _touch(a.cue, r.cue)]
        used.update(twins)
        if twins:
            r = max((read[i] for i in twins), key=lambda r: _overlap(r.content, a.content))
            in_title = passages[a.passage].kind != "paragraph"
            if in_title and a.confidence < DOUBTED and r.confidence >= LENT and _overlap(r.content, a.content) < 0.5:
                out.append(
                    replace(r, parent=None, continues=None, reasons=(*r.reasons, "rules: surer of the headline"))
                )
                continue
            a = replace(a, cue_name=r.cue_name, addressee=r.addressee, reasons=(*a.reasons, *r.reasons))
        confidence = calibrated(a.confidence, bool(twins))
        if confidence >= FLOOR:
            out.append(replace(a, confidence=confidence))
    tagged = len(out)
    for i, r in enumerate(read):
        if i in used:
            continue
        silent = not any(_overlap(r.content, a.content) > 0.5 for a in out[:tagged])
        passage = passages[r.passage]
        if r.cue_name in added:
            lent = True
        elif r.parent is not None:
            lent = _known(article.text, r, ontology)
        elif r.cue:
            lent = silent and r.confidence >= LENT
        else:
            lent = silent and _is_quotation(article.text, passage, (r.content[0][0], r.content[-1][1]))
        if lent:
            out.append(replace(r, parent=None, continues=None, reasons=(*r.reasons, "rules alone")))
    return out


def _known(text: str, r: Attribution, ontology: Ontology) -> bool:
    """Whether a statement inside another is by an actor the names files know, and likely enough.

    The corpus the networks learned from hardly marks such statements; between states they are half of the news.
    """
    if r.confidence < LENT_INSIDE:
        return False
    names = _names(ontology)
    for a, b in r.source:
        words = text[a:b].lower().replace("’", "'").removesuffix("'s").split()
        if any(
            " ".join(words[i:j]).rstrip("s,") in names or " ".join(words[i:j]) in names
            for i in range(len(words))
            for j in range(i + 1, min(i + 5, len(words) + 1))
        ):
            return True
    return False


def _overlap(a: Spans, b: Spans) -> float:
    """Intersection over union in code points."""
    common = sum(max(0, min(y, d) - max(x, c)) for x, y in a for c, d in b)
    return common / (sum(y - x for x, y in a) + sum(d - c for c, d in b) - common)


def _touch(a: Spans, b: Spans) -> bool:
    return any(x < d and c < y for x, y in a for c, d in b)
