"""The trained attributor: cues first, then source and content labelled once per cue; onnxruntime and numpy only.

An encoder reads the article's passages in windows and marks candidates for cues; a small second network reads the
words around each candidate, judges it, and labels its source and content. So a word may serve several attributions:
statements within statements, one source for several cues, content in parts and attributions without a source all
come out. What is found is proposed here, with what each part is worth; ``join`` decides.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extract.attribute.tagger.around import around
from extract.attribute.tagger.decoding import Found, Range, best_paths, candidates, read_path
from extract.attribute.tagger.encoding import Encoded, encode
from extract.pieces.reader import Reader, reader
from extract.pieces.session import session
from extract.pieces.words import Floats, Words, read_words
from extract.records import Article, Attribution, Form, Passage, Span, Spans

if TYPE_CHECKING:
    import onnxruntime

HERE = Path(__file__).parent / "model"

#: words read at a time: longer articles are cut between paragraphs, so that memory does not grow with them
SECTION = 3000
#: cues the second network reads at once; a fixed number, so that an article always gives the same bits
CHUNK = 16
#: share of its weight the second network's judgement has in a cue's value, beside the encoder's tags
JUDGED = 0.5


@dataclass(frozen=True, slots=True)
class Networks:
    """The loaded files: one set per process."""

    reader: Reader
    encoder: onnxruntime.InferenceSession
    head: onnxruntime.InferenceSession


def load_networks(folder: Path, given: Reader) -> Networks:
    return Networks(given, session(folder / "encoder.onnx"), session(folder / "head.onnx"))


@lru_cache(maxsize=1)
def _networks(process: int) -> Networks:
    return load_networks(HERE, reader())


def networks() -> Networks:
    """The networks of this process (a session does not survive a fork)."""
    return _networks(os.getpid())


@dataclass(frozen=True, slots=True)
class Proposal:
    """An attribution the networks propose and what its parts are worth (probabilities)."""

    attribution: Attribution
    cue: float
    source: float
    content: float


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of consecutive passages as the networks read it."""

    words: Words
    tags: Floats  #: (words, 7) probabilities

    def mean(self, spans: Spans, tag: int) -> float:
        """Mean probability of a role (its B and I, from number ``tag``) over the words of spans; 0 for none."""
        ranges = [
            (int(np.searchsorted(self.words.end, a, "right")), int(np.searchsorted(self.words.start, b, "left")))
            for a, b in spans
        ]
        parts = [self.tags[a:b, tag : tag + 2].sum(1) for a, b in ranges if a < b]
        return float(np.concatenate(parts).mean()) if parts else 0.0


def propose(
    article: Article, passages: tuple[Passage, ...], given: Networks | None = None
) -> tuple[list[Proposal], list[Page]]:
    """What the networks find in an article, cue by cue, and the pages it was read in, in text order."""
    given = given or networks()
    proposals: list[Proposal] = []
    pages: list[Page] = []
    for section in _sections(passages):
        spans = [passages[number].span for number in section]
        words = read_words(article.text, spans, given.reader.tokenizer)
        if not len(words):
            continue
        owner = np.searchsorted([a for a, _ in spans], words.start, side="right") - 1
        encoded, found = read(words, given)
        pages.append(Page(words, np.exp(encoded.tags)))
        for f in found:
            proposals.extend(_records(article.text, passages, section, words, owner, f))
    return proposals, pages


def read(words: Words, given: Networks) -> tuple[Encoded, list[Found]]:
    """What the networks find in a stretch of words, cue by cue, before any threshold but the candidates'."""
    encoded = encode(words, given.reader, given.encoder)
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


def _records(
    text: str, passages: tuple[Passage, ...], section: list[int], words: Words, owner: NDArray[np.int64], found: Found,
) -> Iterator[Proposal]:  # fmt: skip
    """The attribution of one cue; quotation paragraphs its content runs on into become attributions of their own."""
    home = int(owner[found.cue[0]])
    # a headline ends where it ends, full stop or not
    fragments = [
        (int(p), span)
        for a, b in found.content
        for p, span in _by_passage(words, owner, a, b)
        if p == home or passages[section[p]].kind == passages[section[home]].kind == "paragraph"
    ]
    if not fragments:
        return
    own = [_without_that(text, span) for p, span in fragments if p == home]
    further: list[tuple[int, Span]] = []
    for p, span in fragments:
        if p != home and own and _is_quotation(text, passages[section[p]], span):
            further.append((p, span))  # a quotation paragraph without a cue: an attribution of its own
        elif p != home:
            own.append(span)
    values = (found.cue_value, found.source_value, found.content_value)
    attribution = Attribution(
        content=tuple(sorted(own)),
        cue=_pieces(words, owner, found.cue),
        source=_pieces(words, owner, found.source) if found.source else (),
        form=_form(text, passages[section[home]], own),
        passage=section[home],
        reasons=("networks: cue {:.2f}, source {:.2f}, content {:.2f}".format(*values),),
    )
    yield Proposal(attribution, *values)
    for number in sorted({p for p, _ in further}):
        content = tuple(span for p, span in further if p == number)
        carried = Attribution(
            content, form="direct", passage=section[number], reasons=("networks: the quotation goes on",)
        )
        yield Proposal(carried, *values)


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
