"""Training of encoder and cue head together, from all-MiniLM-L6-v2.

Each step reads stretches of a few overlapping windows, as reading does at run time: the encoder tags every word (O, B
and I of source, cue, content), the words' states are put together across windows, and the cue head labels source and
content of every cue in the stretch. One loss trains both, so the states learn who belongs to whom, and the head never
sees states of articles better known than the ones it will meet. The word table is the shared one and stays as it is.
Products are taken in bfloat16, weights kept in 32 bits. What is kept is the running average of the weights.
"""

from __future__ import annotations

import copy
import math
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from extract.attribute.tagger.encoding import windows
from extract.pieces.reader import Reader
from extract.pieces.words import BLANK, Ints
from extract.training.corpus import Range, Sample, tags
from extract.training.network import CueHead, Encoder, scaled
from extract.training.rows import Row, likely_cues, rows

NONE = -100  #: target that counts for nothing
#: the three losses, in their order
NAMES = ("tags", "labels", "cues")


@dataclass(frozen=True, slots=True)
class Settings:
    """How both networks are trained; the defaults are those of the shipped weights."""

    epochs: float = 6
    windows: int = 9  #: per step, about
    stretch: int = 3  #: windows read together
    shift: int = 12  #: inner windows are moved by up to so many pieces
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    judgement: float = 0.7  #: weight of "is it a cue" beside the labels
    unseen: float = 0.2  #: share of steps in which the head does without the encoder's tags
    hidden: float = 0.05  #: share of pieces hidden from the encoder
    average: float = 0.998  #: of the weights over steps; the average is kept
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """Windows of one article read together: first pieces, pieces in each, and the words they hold."""

    sample: int
    begins: tuple[int, ...]
    size: int
    words: Range


def train(
    samples: list[Sample],
    encoder: Encoder,
    head: CueHead,
    reader: Reader,
    settings: Settings,
    keep_in: Path | None = None,
) -> None:
    """Train both networks in place; the same samples and settings give the same weights on one machine.

    ``keep_in`` receives the averaged weights every 300 steps, so that a run cut off is not lost.
    """
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    encoder.pe.weight.requires_grad_(False)
    fast = [*head.parameters(), *encoder.tag.parameters(), *encoder.fe.parameters()]
    known = {id(p) for p in fast}
    slow = [p for p in encoder.parameters() if p.requires_grad and id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": fast, "lr": settings.head_rate}, {"params": slow, "lr": settings.rate}],
        weight_decay=settings.decay, fused=True,
    )  # fmt: skip
    targets = [tags(s) for s in samples]
    likely = likely_cues(samples)
    held = sum(len(windows(len(s.words.ids))[0]) for s in samples)
    total = math.ceil(held / settings.windows * settings.epochs)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1, (n + 1) / (0.06 * total + 1)) * max(0.02, 1 - n / total)
    )
    both = nn.ModuleList([encoder, head]).train()
    trained = [p for _, p in _trained(both)]
    mean = [p.detach().clone() for p in trained]
    batches = _batches(samples, settings, chance)
    begun, shown = time.monotonic(), [0.0, 0.0, 0.0]
    for step in range(total):
        losses = _losses(next(batches), samples, targets, encoder, head, reader, likely, settings, chance)
        loss = losses[0] + losses[1] + settings.judgement * losses[2]
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        keep = min(settings.average, (step + 2) / (step + 21))
        torch._foreach_lerp_(mean, [p.detach() for p in trained], 1 - keep)
        if keep_in and step % 300 == 299:
            now = copy.deepcopy(both.state_dict())
            now.update({name: m for (name, p), m in zip(_trained(both), mean, strict=True)})
            torch.save({"step": step + 1, "networks": now}, keep_in)
        shown = [a + float(b.detach()) for a, b in zip(shown, losses, strict=True)]
        if step % 25 == 24:
            pace = (time.monotonic() - begun) / (step + 1)
            told = " ".join(f"{name} {value / 25:.3f}" for name, value in zip(NAMES, shown, strict=True))
            print(f"step {step + 1} of {total}: {told}; {pace:.2f} s a step", file=sys.stderr, flush=True)
            shown = [0.0, 0.0, 0.0]
    with torch.no_grad():
        for p, m in zip(trained, mean, strict=True):
            p.copy_(m)
    both.eval()


def _trained(networks: nn.Module) -> list[tuple[str, nn.Parameter]]:
    return [(name, p) for name, p in networks.named_parameters() if p.requires_grad]


def _batches(samples: list[Sample], settings: Settings, chance: random.Random) -> Iterator[list[Stretch]]:
    """Stretches of all articles, each epoch in a new order, about ``settings.windows`` windows at a time; endless."""
    batch: list[Stretch] = []
    while True:
        order = [s for k in range(len(samples)) for s in _stretches(k, samples[k], settings, chance)]
        chance.shuffle(order)
        for stretch in order:
            batch.append(stretch)
            if sum(len(s.begins) for s in batch) >= settings.windows:
                yield batch
                batch = []


def _stretches(number: int, sample: Sample, settings: Settings, chance: random.Random) -> Iterator[Stretch]:
    begins, size = windows(len(sample.words.ids))
    if not size:
        return
    last = len(sample.words.ids) - size
    moved = chance.randint(-settings.shift, settings.shift)
    begins = [s if s in (0, last) else s + moved for s in begins]
    cut = chance.randrange(settings.stretch) or settings.stretch
    while begins:
        taken, begins = begins[:cut], begins[cut:]
        cut = settings.stretch
        first, end = np.searchsorted(sample.words.first, [taken[0], taken[-1] + size])
        if (
            end < len(sample.words)
            or sample.words.first[end - 1] + len(sample.words.words[end - 1].pieces) > taken[-1] + size
        ):
            end -= 1  # the last word may be cut through
        if first < end:
            yield Stretch(number, tuple(taken), size, (int(first), int(end)))


def _losses(
    batch: list[Stretch], samples: list[Sample], targets: list[Ints], encoder: Encoder, head: CueHead,
    reader: Reader, likely: frozenset[str], settings: Settings, chance: random.Random,
) -> tuple[Tensor, Tensor, Tensor]:  # fmt: skip
    """Of the tags per word, of the labels per cue, of the judgement per cue."""
    found, states = _encoded(batch, samples, encoder, reader, settings.hidden, chance)
    wanted = np.concatenate([targets[s.sample][slice(*s.words)] for s in batch])
    of_tags = F.cross_entropy(found, torch.from_numpy(wanted))
    told = torch.log_softmax(found.detach(), -1)
    seen = told if chance.random() >= settings.unseen else torch.zeros_like(told)
    projected = head.project(torch.cat([head.drop(states), scaled(seen)], -1))
    all_rows: list[tuple[int, Row]] = []
    at = 0
    for stretch in batch:
        first, end = stretch.words
        stretch_tags = told[at : at + end - first].numpy()
        for row in rows(samples[stretch.sample], stretch.words, stretch_tags, likely, chance):
            all_rows.append((at - first, row))
        at += end - first
    all_rows.sort(key=lambda r: r[1].end - r[1].start)
    of_labels, of_cues = torch.zeros(()), torch.zeros(())
    for chunk in _chunks(all_rows):
        classes, judged, labels, right = _forward(head, projected, chunk)
        if (labels >= 0).any():
            of_labels = of_labels + F.cross_entropy(
                classes.flatten(0, 1), labels.flatten(), ignore_index=NONE, reduction="sum"
            )
        of_cues = of_cues + F.binary_cross_entropy_with_logits(judged, right, reduction="sum")
    count = max(1, len(all_rows))
    return of_tags, of_labels / count / 14, of_cues / count


def _encoded(
    batch: list[Stretch], samples: list[Sample], encoder: Encoder, reader: Reader, hidden: float, chance: random.Random
) -> tuple[Tensor, Tensor]:
    """Tags (words, 7) and states (words, 384) of all words of the stretches, each from its most central window."""
    masked = reader.table.rows(np.array([reader.tokenizer.number["[MASK]"]]))[0]
    vectors: list[Tensor] = []
    features: list[Tensor] = []
    rows_of: list[tuple[Ints, Ints]] = []  # per stretch: window and row of each word
    for stretch in batch:
        words = samples[stretch.sample].words
        inside = words.first[slice(*stretch.words)]
        centres = np.array(stretch.begins) + stretch.size / 2
        owner = np.abs(inside[:, None] + 0.5 - centres[None]).argmin(1)
        rows_of.append((owner + len(vectors), inside - np.array(stretch.begins)[owner] + 1))
        for s in stretch.begins:
            seen, kinds = reader.window(words, s, s + stretch.size)
            seen[[i for i in range(1, len(seen) - 1) if chance.random() < hidden]] = masked
            vectors.append(torch.from_numpy(seen))
            features.append(torch.from_numpy(kinds))
    mask = nn.utils.rnn.pad_sequence([torch.ones(len(v)) for v in vectors], batch_first=True)
    with torch.autocast("cpu", torch.bfloat16):
        found, states = encoder(
            nn.utils.rnn.pad_sequence(vectors, batch_first=True),
            nn.utils.rnn.pad_sequence(features, batch_first=True, padding_value=BLANK),
            None if bool(mask.all()) else mask,
        )
    found, states = found.float(), states.float()
    window, row = (torch.from_numpy(np.concatenate(part)) for part in zip(*rows_of, strict=True))
    return found[window, row], states[window, row]


def _chunks(given: list[tuple[int, Row]], most: int = 3200) -> Iterator[list[tuple[int, Row]]]:
    """Rows of like length together, at most so many words with their padding."""
    chunk: list[tuple[int, Row]] = []
    for offset, row in given:
        if chunk and (row.end - row.start) * (len(chunk) + 1) > most:
            yield chunk
            chunk = []
        chunk.append((offset, row))
    if chunk:
        yield chunk


def _forward(head: CueHead, projected: Tensor, given: list[tuple[int, Row]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    n, t = len(given), max(r.end - r.start for _, r in given)
    place, flag, index = (torch.zeros(n, t, dtype=torch.long) for _ in range(3))
    cue, mask, labels = torch.zeros(n, t), torch.zeros(n, t), torch.full((n, t), NONE)
    for i, (offset, row) in enumerate(given):
        size = row.end - row.start
        index[i, :size] = torch.arange(row.start + offset, row.end + offset)
        place[i, :size], flag[i, :size] = torch.from_numpy(row.place), torch.from_numpy(row.flag)
        mask[i, :size] = 1
        cue[i, row.cue[0] - row.start : row.cue[1] - row.start] = 1 / (row.cue[1] - row.cue[0])
        if row.labels is not None:
            labels[i, :size] = torch.from_numpy(row.labels)
    with torch.autocast("cpu", torch.bfloat16):
        classes, judged = head(projected[index], place, flag, cue, mask)
    return classes.float(), judged.float(), labels, torch.tensor([float(r.labels is not None) for _, r in given])
