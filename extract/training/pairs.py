"""python -m extract.training.pairs DSE_TSV --encoder FILE --networks FILE --out FOLDER: who is for or against whom.

DSE_TSV holds a sentence with two mentions in square brackets, both mentions, and a class from 0 to 4 (Park, Pan and
Joo, ACL 2021). The encoder (the ONNX file the tagger ships) reads every sentence once; its lower states are what the
network of the pair step reads on from, so it learns on exactly what it will meet. That network begins as the upper
layers of the same encoder (``networks.pt`` beside it). Weights of several seeds are averaged: they start alike, so
their mean does about as well as asking them all. FOLDER receives pairs.onnx, the weights and training.json with the
figures on a tenth of the data set aside, grouped by sentence and by pair of mentions.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from extract.attribute.tagger.encoding import Floats, session
from extract.attribute.tagger.features import Ints, read_words
from extract.attribute.tagger.wordpiece import WordPiece
from extract.interpret.pairs import judge
from extract.training.export import export_pairs, quantize
from extract.training.network import HEADS, LAYERS, SHARED, WIDTH, EncoderLayer
from extract.training.pair_corpus import Example, examples, figures, set_aside


@dataclass(frozen=True, slots=True)
class Settings:
    """How the network is trained; the defaults are those of the shipped weights."""

    epochs: float = 3
    batch: int = 32
    rate: float = 1e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    dropout: float = 0.15
    hidden: float = 0.15  #: share of pieces outside the mentions that nothing may attend to
    smoothing: float = 0.1
    average: float = 0.995  #: of the weights over steps; the average is kept
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Read:
    """Examples as the encoder read them: states (all pieces, 384) in half precision, and what belongs to each."""

    states: np.ndarray
    begins: Ints  #: (n + 1) first row of each example
    shares: tuple[Floats, ...]  #: (3, t) each
    labels: Ints

    def __len__(self) -> int:
        return len(self.labels)

    def length(self, i: int) -> int:
        return int(self.begins[i + 1] - self.begins[i])


class PairLayer(EncoderLayer):
    """An encoder layer with dropout that may be asked at a few places only: ``ask`` (b, places, t) weighs states."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None, ask: Tensor | None = None) -> Tensor:
        own = x if ask is None else ask @ x

        def heads(y: Tensor) -> Tensor:
            return y.view(y.shape[0], y.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)

        a = F.scaled_dot_product_attention(heads(self.q(own)), heads(self.k(x)), heads(self.v(x)), attn_mask=bias)
        own = self.ln1(own + self.drop(self.o(a.transpose(1, 2).reshape(own.shape))))
        y: Tensor = self.ln2(own + self.drop(self.f2(F.gelu(self.f1(own)))))
        return y


class PairReader(nn.Module):
    """Lower states (b, t, 384) and shares (b, 3, t) of [CLS], p, q -> logits (b, 5).

    Both mentions bear the same mark and one scorer reads (p, q) and (q, p), so that swapping them swaps the classes.
    The last layer is computed for the three states that are read, not for all.
    """

    def __init__(self, dropout: float = 0.1, width: int = 128, layers: int = LAYERS - SHARED) -> None:
        super().__init__()
        self.mark = nn.Parameter(torch.randn(WIDTH) * 0.1)
        self.layers = nn.ModuleList([PairLayer(dropout) for _ in range(layers)])
        self.pair, self.score = nn.Linear(3 * WIDTH, width), nn.Linear(width, 3)
        self.drop = nn.Dropout(dropout)

    def forward(self, lower: Tensor, shares: Tensor, mask: Tensor | None = None) -> Tensor:
        marked = (shares[:, 1:].sum(1) > 0).to(lower.dtype)
        x = self.drop(lower + marked[:, :, None] * self.mark)
        bias = None if mask is None else ((1 - mask) * -1e4)[:, None, None, :]
        for layer in self.layers[:-1]:
            x = layer(x, bias)
        sentence, p, q = self.layers[-1](x, bias, shares).unbind(1)
        both = torch.stack([torch.cat([sentence, p, q], 1), torch.cat([sentence, q, p], 1)], 1)
        none, favour, against = self.score(self.drop(F.gelu(self.pair(self.drop(both))))).unbind(2)
        return torch.cat([none.sum(1, keepdim=True), favour, against], 1)

    def begin_as(self, encoder: dict[str, Tensor]) -> None:
        """Start the layers as the last ones of an encoder, given as its state dict."""
        skipped = LAYERS - len(self.layers)
        for i, layer in enumerate(self.layers):
            prefix = f"layers.{skipped + i}."
            layer.load_state_dict({k.removeprefix(prefix): v for k, v in encoder.items() if k.startswith(prefix)})


def read(given: Sequence[Example], networks: judge.Networks) -> Read:
    """Let the encoder read every example, one sentence at a time, as at run time; rows of same words are left out."""
    states, sizes, shares, labels = [], [], [], []
    for e in given:
        words = read_words(e.text, [(0, len(e.text))], networks.tokenizer)
        p, q = judge.pieces(words, e.p), judge.pieces(words, e.q)
        cut = judge.window(len(words.ids), p[0], q[1])
        if p == q or cut is None:
            continue
        states.append(judge.lower(words, cut, networks).astype(np.float16))
        sizes.append(len(states[-1]))
        shares.append(judge.shares(cut, p, q))
        labels.append(e.label)
    begins = np.concatenate(([0], np.cumsum(sizes)))
    return Read(np.concatenate(states), begins, tuple(shares), np.array(labels))


def train(given: Read, reader: PairReader, settings: Settings) -> None:
    """Train in place; the same data, start and settings give the same weights on one machine and one thread."""
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    slow = list(reader.layers.parameters())
    known = {id(p) for p in slow}
    fast = [p for p in reader.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": fast, "lr": settings.head_rate}, {"params": slow, "lr": settings.rate}],
        weight_decay=settings.decay, fused=True,
    )  # fmt: skip
    total = math.ceil(len(given) / settings.batch * settings.epochs)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1, (n + 1) / (0.06 * total + 1)) * max(0.02, 1 - n / total)
    )
    trained = list(reader.parameters())
    mean = [p.detach().clone() for p in trained]
    batches = _batches(given, settings, chance)
    begun, shown = time.monotonic(), 0.0
    reader.train()
    for step in range(total):
        chosen = next(batches)
        lower, shares, mask = _padded(given, chosen)
        if settings.hidden:
            seen = (torch.rand(mask.shape) >= settings.hidden) | (shares.sum(1) > 0)
            mask = mask * seen
        logits = reader(lower, shares, mask)
        loss = F.cross_entropy(logits, torch.from_numpy(given.labels[chosen]), label_smoothing=settings.smoothing)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        keep = min(settings.average, (step + 2) / (step + 21))
        torch._foreach_lerp_(mean, [p.detach() for p in trained], 1 - keep)
        shown += float(loss.detach())
        if step % 50 == 49:
            pace = (time.monotonic() - begun) / (step + 1)
            print(f"step {step + 1} of {total}: {shown / 50:.3f}; {pace:.2f} s a step", file=sys.stderr, flush=True)
            shown = 0.0
    with torch.no_grad():
        for p, m in zip(trained, mean, strict=True):
            p.copy_(m)
    reader.eval()


def logits(given: Read, reader: PairReader) -> Floats:
    """What the network says of every example: (n, 5)."""
    out = np.zeros((len(given), 5), np.float32)
    order = sorted(range(len(given)), key=given.length)
    with torch.inference_mode():
        for k in range(0, len(order), 64):
            chosen = np.array(order[k : k + 64])
            out[chosen] = reader(*_padded(given, chosen)).numpy()
    return out


def averaged(readers: Sequence[PairReader]) -> PairReader:
    """A network whose weights are the means of those given."""
    out = PairReader()
    states = [r.state_dict() for r in readers]
    out.load_state_dict({name: torch.stack([s[name] for s in states]).mean(0) for name in states[0]})
    return out.eval()


def temperature(given: Floats, labels: Ints) -> float:
    """What to divide logits by for the least cross-entropy: probabilities that mean what they say (Guo et al. 2017)."""
    x, y = torch.from_numpy(given), torch.from_numpy(labels)
    return min((t / 20 for t in range(8, 41)), key=lambda t: float(F.cross_entropy(x / t, y)))


def _batches(given: Read, settings: Settings, chance: random.Random) -> Iterator[Ints]:
    """Examples in a new order each epoch, those of like length together, without end."""
    size = settings.batch
    while True:
        order = list(range(len(given)))
        chance.shuffle(order)
        batches = []
        for k in range(0, len(order), 16 * size):
            part = sorted(order[k : k + 16 * size], key=given.length)
            batches += [np.array(part[n : n + size]) for n in range(0, len(part), size)]
        chance.shuffle(batches)
        yield from batches


def _padded(given: Read, chosen: Ints) -> tuple[Tensor, Tensor, Tensor]:
    """States, shares and mask of some examples, padded to a multiple of eight (few shapes: little memory)."""
    n, t = len(chosen), -(-max(given.length(i) for i in chosen) // 8) * 8
    lower, shares, mask = np.zeros((n, t, WIDTH), np.float32), np.zeros((n, 3, t), np.float32), np.zeros((n, t), "f")
    for row, i in enumerate(chosen):
        size = given.length(i)
        lower[row, :size] = given.states[given.begins[i] : given.begins[i + 1]]
        shares[row, :, :size] = given.shares[i]
        mask[row, :size] = 1
    return torch.from_numpy(lower), torch.from_numpy(shares), torch.from_numpy(mask)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m extract.training.pairs", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--encoder", type=Path, required=True, help="ONNX file with the output 'lower'")
    parser.add_argument("--vocabulary", type=Path, help="default: vocabulary.txt beside the encoder")
    parser.add_argument("--networks", type=Path, required=True, help="networks.pt of the same training")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--epochs", type=float, default=Settings().epochs)
    parser.add_argument("--threads", type=int, default=1, help="more than one is faster, but not the same to the bit")
    given = parser.parse_args(arguments)
    torch.set_num_threads(given.threads)
    given.out.mkdir(parents=True, exist_ok=True)
    vocabulary = given.vocabulary or given.encoder.parent / "vocabulary.txt"
    networks = judge.Networks(WordPiece(vocabulary), session(given.encoder), None)
    begin = torch.load(given.networks, map_location="cpu")["encoder"]
    fitted, aside = (read(part, networks) for part in set_aside(examples(given.data)))
    settings = Settings(epochs=given.epochs)
    torch.manual_seed(given.seeds[0])  # the head begins at random, and alike for all: else their mean would be nothing
    start = PairReader(settings.dropout)
    start.begin_as(begin)
    readers = [copy.deepcopy(start) for _ in given.seeds]
    for seed, reader in zip(given.seeds, readers, strict=True):
        train(fitted, reader, replace(settings, seed=seed))
    reader = averaged(readers)
    said = logits(aside, reader)
    warmth = temperature(said, aside.labels)
    torch.save(reader.state_dict(), given.out / "pairs.pt")
    export_pairs(reader, warmth, given.out / "pairs.fp32.onnx")
    quantize(given.out / "pairs.fp32.onnx", given.out / "pairs.onnx")
    probabilities = torch.softmax(torch.from_numpy(said) / warmth, 1).numpy()
    record = {
        "data": sha256(given.data.read_bytes()).hexdigest(),
        "encoder": sha256(given.encoder.read_bytes()).hexdigest(),
        "fitted": len(fitted), "set_aside": len(aside), "seeds": given.seeds, "settings": asdict(settings),
        "temperature": warmth, "figures_set_aside": figures(judge.choose(probabilities), aside.labels),
    }  # fmt: skip
    (given.out / "training.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"written: {given.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
