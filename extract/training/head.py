"""Training of the cue head over the finished encoder: every gold cue, and what only looks like one.

The encoder is run as it ships (8 bits), so the head learns from the states it will see. Each article is read twice:
as it is, and with 15 % of its words hidden or exchanged, because an encoder is surer of articles it was tuned on than
of new ones. Rows are cut to a random margin around what they hold.
"""

from __future__ import annotations

import copy
import math
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from extract.attribute.tagger.decoding import candidates
from extract.attribute.tagger.encoding import Encoded, encode
from extract.attribute.tagger.features import B_CONTENT, B_SOURCE, CLASSES, Ints, Words, around
from extract.attribute.tagger.wordpiece import WordPiece
from extract.training.corpus import Gold, Range, Sample
from extract.training.network import CueHead, scaled

NONE = -100


@dataclass(frozen=True, slots=True)
class HeadSettings:
    """How the cue head is trained; the defaults are those of the shipped weights."""

    epochs: float = 3.5
    articles: int = 4  #: per step
    rate: float = 1.5e-3
    decay: float = 0.02
    dropout: float = 0.15
    hidden: float = 0.15  #: share of words hidden or exchanged in an article's second reading
    candidate: float = 0.08  #: words this likely a cue make a row, gold or not
    likeness: float = 0.4  #: rows per gold cue from words that are cues elsewhere
    judgement: float = 0.7  #: weight of "is it a cue" beside the labels
    average: float = 0.998  #: of the weights over steps; the average is kept
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One cue to learn from: words [start, end) of its article, labels none where it is no cue."""

    sample: int
    start: int
    end: int
    cue: Range
    place: Ints
    flag: Ints
    labels: Ints | None


def read_states(
    samples: list[Sample], run: onnxruntime.InferenceSession, tokenizer: WordPiece, settings: HeadSettings
) -> list[list[Encoded]]:
    """Both readings of every article, states at 16 bits (2 x 1.2 GB per million words)."""
    chance = random.Random(settings.seed)
    marks = (tokenizer.open, tokenizer.close)
    pool: list[tuple[int, ...]] = [()]
    out: list[list[Encoded]] = []
    for k, sample in enumerate(samples):
        disturbed = hide(sample.words, tokenizer.number["[MASK]"], pool, settings.hidden, chance)
        readings = [encode(sample.words, run, marks), encode(disturbed, run, marks, chance.randint(-12, 12))]
        out.append([Encoded(r.tags, r.states.astype(np.float16)) for r in readings])
        if k % 50 == 49:
            print(f"states: article {k + 1} of {len(samples)}", file=sys.stderr, flush=True)
    return out


def hide(words: Words, mask: int, pool: list[tuple[int, ...]], share: float, chance: random.Random) -> Words:
    """The same words with a share of those with letters masked (3 of 5) or exchanged for words seen before."""
    ids: list[int] = []
    first: list[int] = []
    feature: list[int] = []
    for word, at in zip(words.words, words.first, strict=True):
        code = int(words.feature[at])
        pieces = word.pieces
        if code // 6 < 3:
            if chance.random() < share:
                pieces = (
                    (mask,) * len(pieces) if chance.random() < 0.6 or len(pool) < 500 else chance.choice(pool) or pieces
                )
            else:
                pool.append(pieces)
        first.append(len(ids))
        ids.extend(pieces)
        feature.append(code)
        feature.extend([code // 2 * 2] * (len(pieces) - 1))
    return replace(words, ids=np.asarray(ids), first=np.asarray(first), feature=np.asarray(feature))


def train_head(samples: list[Sample], states: list[list[Encoded]], settings: HeadSettings) -> CueHead:
    """A cue head for these states; the same arguments give the same weights on one machine."""
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    head = CueHead(dropout=settings.dropout)
    matrices = [p for p in head.parameters() if p.ndim > 1]
    vectors = [p for p in head.parameters() if p.ndim <= 1]
    groups = [{"params": matrices, "weight_decay": settings.decay}, {"params": vectors, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=settings.rate, betas=(0.9, 0.98))
    total = int(math.ceil(len(samples) / settings.articles) * settings.epochs)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1, (n + 1) / (0.04 * total + 1)) * (0.49 * (1 + math.cos(math.pi * n / total)) + 0.02)
    )
    likely = frozenset(w for s in samples for g in s.gold if g.cue[1] - g.cue[0] <= 2 for w in _lower(s, range(*g.cue)))
    mean = copy.deepcopy(head.state_dict())
    order: list[int] = []
    for step in range(total):
        if not order:
            order = list(range(len(samples)))
            chance.shuffle(order)
        taken = [order.pop() for _ in range(min(settings.articles, len(order)))]
        readings = {k: chance.choice(states[k]) for k in taken}
        rows = [row for k in taken for row in _rows(k, samples[k], readings[k].tags, likely, settings, chance)]
        projected = {k: _project(head, readings[k], settings, chance) for k in taken}
        optimizer.zero_grad(set_to_none=True)
        loss = torch.zeros(())
        for chunk in _chunks(sorted(rows, key=lambda r: r.end - r.start)):
            classes, judged, labels, right = _forward(head, projected, chunk)
            if (labels >= 0).any():
                loss = (
                    loss
                    + F.cross_entropy(classes.flatten(0, 1), labels.flatten(), ignore_index=NONE, reduction="sum") / 14
                )
            loss = loss + settings.judgement * F.binary_cross_entropy_with_logits(judged, right, reduction="sum")
        loss = loss / len(rows)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(head.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        keep = min(settings.average, (step + 2) / (step + 21))
        for name, value in head.state_dict().items():
            mean[name].mul_(keep).add_(value, alpha=1 - keep)
        if step % 50 == 49:
            print(f"cue head: step {step + 1} of {total}, loss {loss.item():.3f}", file=sys.stderr, flush=True)
    head.load_state_dict(mean)
    return head.eval()


def _lower(sample: Sample, words: range) -> Iterator[str]:
    return (sample.text[sample.words.start[i] : sample.words.end[i]].lower() for i in words)


def _rows(
    number: int,
    sample: Sample,
    tags: NDArray[np.float32],
    likely: frozenset[str],
    settings: HeadSettings,
    chance: random.Random,
) -> Iterator[Row]:
    """Rows of one article: gold cues (half as the encoder would cut them), candidates that are none, likenesses."""
    words = sample.words
    gold = np.zeros(len(words), bool)
    for g in sample.gold:
        gold[slice(*g.cue)] = True
    found = candidates(tags, settings.candidate)
    wrong = [c for c in found if not gold[slice(*c)].any()]
    alike = [i for i, w in enumerate(_lower(sample, range(len(words)))) if not gold[i] and w in likely and w.isalpha()]
    for i in chance.sample(alike, min(len(alike), max(1, int(len(sample.gold) * settings.likeness)))):
        if not any(a <= i < b for a, b in wrong):
            wrong.append((i, i + 1))
    marked = gold.copy()
    for c in found:
        marked[slice(*c)] = True
    for g in sample.gold:
        cue = g.cue
        if chance.random() < 0.5:
            cue = next((c for c in found if c[0] < cue[1] and cue[0] < c[1]), cue)
        yield _row(number, words, cue, g, marked, chance)
    for c in wrong:
        yield _row(number, words, c, None, marked, chance)


def _row(
    number: int, words: Words, cue: Range, gold: Gold | None, marked: NDArray[np.bool_], chance: random.Random
) -> Row:
    low, high, place, flag = around(words, cue, marked)
    start, end = low, high
    if chance.random() < 0.85:
        held = [cue, *gold.content, *gold.source] if gold else [cue]
        start = max(low, min(min(a for a, _ in held) - chance.randint(6, 36), cue[0]))
        end = min(high, max(max(b for _, b in held) + chance.randint(6, 36), cue[1] + 8))
    labels = None
    if gold:
        labels = np.zeros(len(words), np.int64)
        for begin, ranges in ((B_CONTENT, gold.content), (B_SOURCE, gold.source)):
            for a, b in ranges:
                labels[a:b] = begin + 1
                labels[a] = begin
        labels = labels[start:end]
    return Row(number, start, end, cue, place[start - low : end - low], flag[start - low : end - low], labels)


def _project(head: CueHead, reading: Encoded, settings: HeadSettings, chance: random.Random) -> Tensor:
    states = F.dropout(torch.from_numpy(reading.states).float(), settings.dropout)
    tags = scaled(torch.from_numpy(reading.tags).float())
    if chance.random() < 0.3:
        tags = torch.zeros_like(tags)  # the states must do without the encoder's own verdict, too
    out: Tensor = head.project(torch.cat([states, tags], -1))
    return out


def _chunks(rows: list[Row], most: int = 3200) -> Iterator[list[Row]]:
    """Rows of like length together, at most so many words with their padding."""
    chunk: list[Row] = []
    for row in rows:
        if chunk and (row.end - row.start) * (len(chunk) + 1) > most:
            yield chunk
            chunk = []
        chunk.append(row)
    if chunk:
        yield chunk


def _forward(head: CueHead, projected: dict[int, Tensor], rows: list[Row]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    n, t = len(rows), max(r.end - r.start for r in rows)
    place, flag = torch.zeros(n, t, dtype=torch.long), torch.zeros(n, t, dtype=torch.long)
    cue, mask, labels = torch.zeros(n, t), torch.zeros(n, t), torch.full((n, t), NONE)
    words = []
    for i, row in enumerate(rows):
        size = row.end - row.start
        place[i, :size], flag[i, :size] = torch.from_numpy(row.place), torch.from_numpy(row.flag)
        mask[i, :size] = 1
        cue[i, row.cue[0] - row.start : row.cue[1] - row.start] = 1 / (row.cue[1] - row.cue[0])
        if row.labels is not None:
            labels[i, :size] = torch.from_numpy(row.labels)
        words.append(F.pad(projected[row.sample][row.start : row.end], (0, 0, 0, t - size)))
    classes, judged = head(torch.stack(words), place, flag, cue, mask)
    assert classes.shape[-1] == CLASSES
    return classes, judged, labels, torch.tensor([float(r.labels is not None) for r in rows])
