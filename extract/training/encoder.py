"""Training of the encoder: tags of words, with links between roles as a second task, from all-MiniLM-L6-v2.

One tag per word (O, B and I of source, cue, content) and, weighted 0.3, where each content word's cue and each cue
word's source begin (bilinear, with a learned bias by distance): the second task teaches the states who belongs to
whom, which the cue head then reads. Word and place tables stay as they were; the rest is tuned.
"""

from __future__ import annotations

import math
import random
import sys
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from extract.attribute.tagger.encoding import windows
from extract.attribute.tagger.features import BLANK, Ints
from extract.attribute.tagger.wordpiece import WordPiece
from extract.training.corpus import Sample, tags
from extract.training.network import WIDTH, Encoder

NONE = -100  #: target that counts for nothing
REACH = 64  #: distance in pieces beyond which the links' bias no longer changes


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """How the encoder is trained; the defaults are those of the shipped weights."""

    epochs: float = 4
    batch: int = 8
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    links: float = 0.3
    shift: int = 12
    seed: int = 1


class Links(nn.Module):
    """Scores (b, t, t) of every piece for pointing at every other."""

    def __init__(self, width: int = 96) -> None:
        super().__init__()
        self.width = width
        self.q, self.k, self.bias = nn.Linear(WIDTH, width), nn.Linear(WIDTH, width), nn.Embedding(2 * REACH + 1, 1)
        nn.init.zeros_(self.bias.weight)

    def forward(self, states: Tensor) -> Tensor:
        place = torch.arange(states.shape[1])
        distance = (place[None] - place[:, None]).clamp(-REACH, REACH) + REACH
        out: Tensor = self.q(states) @ self.k(states).transpose(1, 2) / math.sqrt(self.width)
        near: Tensor = self.bias(distance)[..., 0]
        return out + near


def train_encoder(samples: list[Sample], encoder: Encoder, tokenizer: WordPiece, settings: EncoderSettings) -> Encoder:
    """Tune the encoder on the samples, in place; the same samples and settings give the same weights on one machine."""
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    links = Links()
    for table in (encoder.we, encoder.pe):
        table.weight.requires_grad_(False)
    fast = [*links.parameters(), *encoder.tag.parameters(), *encoder.fe.parameters()]
    known = {id(p) for p in fast}
    slow = [p for p in encoder.parameters() if p.requires_grad and id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": fast, "lr": settings.head_rate}, {"params": slow, "lr": settings.rate}], weight_decay=0.01
    )
    targets = [(tags(s), heads(s)) for s in samples]
    total = int(sum(len(windows(len(s.words.ids))[0]) for s in samples) / settings.batch * settings.epochs)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1, (n + 1) / (0.06 * total + 1)) * max(0.02, 1 - n / total)
    )
    encoder.train()
    step = 0
    while step < total:
        cuts = [(k, s, size) for k, sample in enumerate(samples) for s, size in _cuts(sample, chance, settings.shift)]
        chance.shuffle(cuts)
        for i in range(0, len(cuts), settings.batch):
            rows = [
                _window(samples[k], *targets[k], start, size, tokenizer)
                for k, start, size in cuts[i : i + settings.batch]
            ]
            ids, features, mask, tag, head = (
                _padded([r[j] for r in rows], fill) for j, fill in enumerate((0, BLANK, 0, NONE, NONE))
            )
            mask = mask.float()
            found, states = encoder(ids, features, mask)
            loss = F.cross_entropy(found.flatten(0, 1), tag.flatten(), ignore_index=NONE)
            chosen = head >= 0
            if chosen.any():
                scores = links(encoder.drop(states)) + ((1 - mask) * -1e4)[:, None]
                loss = loss + settings.links * F.cross_entropy(scores[chosen], head[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([*fast, *slow], 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print(f"encoder: step {step} of {total}, loss {loss.item():.3f}", file=sys.stderr, flush=True)
            if step >= total:
                break
    return encoder.eval()


def heads(sample: Sample) -> Ints:
    """Per word the word it points at: content at its cue, a cue at its source or else itself, the rest nowhere (-1)."""
    out = np.full(len(sample.words), -1, np.int64)
    for gold in sample.gold:
        for a, b in gold.content:
            out[a:b] = gold.cue[0]
    for gold in sample.gold:
        for a, b in gold.source:
            out[a:b] = gold.cue[0]
    for gold in sample.gold:
        out[slice(*gold.cue)] = gold.source[0][0] if gold.source else gold.cue[0]
    return out


def _cuts(sample: Sample, chance: random.Random, shift: int) -> list[tuple[int, int]]:
    begins, size = windows(len(sample.words.ids))
    last = len(sample.words.ids) - size
    moved = chance.randint(-shift, shift)
    return [(s if s in (0, last) else s + moved, size) for s in begins] if size else []


def _window(
    sample: Sample, tag: Ints, head: Ints, start: int, size: int, tokenizer: WordPiece
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """ids, features, mask, tags, links of one window; only first pieces of words have targets."""
    words = sample.words
    inside = np.flatnonzero((words.first >= start) & (words.first < start + size))
    rows = words.first[inside] - start + 1
    ids = np.concatenate(([tokenizer.open], words.ids[start : start + size], [tokenizer.close]))
    features = np.concatenate(([BLANK], words.feature[start : start + size], [BLANK]))
    tag_out, head_out = np.full(len(ids), NONE), np.full(len(ids), NONE)
    tag_out[rows] = tag[inside]
    to = np.where(head[inside] >= 0, words.first[head[inside]] - start + 1, -1)
    head_out[rows] = np.where((to > 0) & (to <= size), to, NONE)
    return tuple(torch.from_numpy(a) for a in (ids, features, np.ones(len(ids), np.int64), tag_out, head_out))  # type: ignore[return-value]


def _padded(rows: list[Tensor], fill: int) -> Tensor:
    return nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=fill)
