"""python -m extract.training.pairs DSE_TSV --networks FILE --out FOLDER: who is for or against whom.

DSE_TSV holds a sentence with two mentions in square brackets, both mentions, and a class from 0 to 4 (Park, Pan and
Joo, ACL 2021). The network begins as the tagger's encoder (``networks.pt`` of its training): to know who speaks helps
to know who is against whom. It reads the shared word table and nothing else of the tagger's, so either can be trained
anew without the other. Weights of several seeds that begin alike are averaged. FOLDER receives pairs.onnx, the
weights and training.json with the figures on a tenth of the data set aside, grouped by sentence and by pair of
mentions.
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

from extract.interpret.pairs import judge
from extract.pieces.reader import Reader, reader
from extract.pieces.words import Floats, Ints, read_words
from extract.training.export import export_pairs, quantize
from extract.training.network import WIDTH, averaged
from extract.training.pair_corpus import Example, examples, figures, set_aside
from extract.training.pair_network import PairReader


@dataclass(frozen=True, slots=True)
class Settings:
    """How the network is trained; the defaults are those of the shipped weights."""

    epochs: float = 4
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
    """Examples as vectors of their pieces, and what belongs to each."""

    vectors: tuple[Floats, ...]  #: (t, 384) each
    shares: tuple[Floats, ...]  #: (3, t) each
    labels: Ints

    def __len__(self) -> int:
        return len(self.labels)

    def length(self, i: int) -> int:
        return len(self.vectors[i])


def read(given: Sequence[Example], pieces: Reader) -> Read:
    """Every example as the network will meet it; rows whose two mentions are the same words are left out."""
    vectors, shares, labels = [], [], []
    for e in given:
        words = read_words(e.text, [(0, len(e.text))], pieces.tokenizer)
        p, q = judge.pieces(words, e.p), judge.pieces(words, e.q)
        cut = judge.window(len(words.ids), p[0], q[1])
        if p == q or cut is None:
            continue
        vectors.append(pieces.window(words, *cut)[0].astype(np.float16))
        shares.append(judge.shares(cut, p, q))
        labels.append(e.label)
    return Read(tuple(vectors), tuple(shares), np.array(labels))


def train(given: Read, network: PairReader, settings: Settings) -> None:
    """Train in place; the same data, start and settings give the same weights on one machine and one thread."""
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    fast = [network.mark, *network.pair.parameters(), *network.score.parameters()]
    known = {id(p) for p in fast}
    slow = [p for p in network.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": fast, "lr": settings.head_rate}, {"params": slow, "lr": settings.rate}],
        weight_decay=settings.decay, fused=True,
    )  # fmt: skip
    total = math.ceil(len(given) / settings.batch * settings.epochs)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1, (n + 1) / (0.06 * total + 1)) * max(0.02, 1 - n / total)
    )
    trained = list(network.parameters())
    mean = [p.detach().clone() for p in trained]
    batches = _batches(given, settings, chance)
    begun, shown = time.monotonic(), 0.0
    network.train()
    for step in range(total):
        chosen = next(batches)
        vectors, shares, mask = _padded(given, chosen)
        if settings.hidden:
            seen = (torch.rand(mask.shape) >= settings.hidden) | (shares.sum(1) > 0)
            mask = mask * seen
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(vectors, shares, mask)
        loss = F.cross_entropy(
            logits.float(), torch.from_numpy(given.labels[chosen]), label_smoothing=settings.smoothing
        )
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
    network.eval()


def logits(given: Read, network: PairReader) -> Floats:
    """What the network says of every example: (n, 5)."""
    out = np.zeros((len(given), 5), np.float32)
    order = sorted(range(len(given)), key=given.length)
    with torch.inference_mode():
        for k in range(0, len(order), 64):
            chosen = np.array(order[k : k + 64])
            out[chosen] = network(*_padded(given, chosen)).numpy()
    return out


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
    """Vectors, shares and mask of some examples, padded to a multiple of eight (few shapes: little memory)."""
    n, t = len(chosen), -(-max(given.length(i) for i in chosen) // 8) * 8
    vectors, shares, mask = np.zeros((n, t, WIDTH), np.float32), np.zeros((n, 3, t), np.float32), np.zeros((n, t), "f")
    for row, i in enumerate(chosen):
        size = given.length(i)
        vectors[row, :size] = given.vectors[i]
        shares[row, :, :size] = given.shares[i]
        mask[row, :size] = 1
    return torch.from_numpy(vectors), torch.from_numpy(shares), torch.from_numpy(mask)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m extract.training.pairs", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--networks", type=Path, required=True, help="networks.pt of the tagger's training")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--epochs", type=float, default=Settings().epochs)
    parser.add_argument("--threads", type=int, default=1, help="more than one is faster, but not the same to the bit")
    given = parser.parse_args(arguments)
    torch.set_num_threads(given.threads)
    given.out.mkdir(parents=True, exist_ok=True)
    fitted, aside = (read(part, reader()) for part in set_aside(examples(given.data)))
    settings = Settings(epochs=given.epochs)
    torch.manual_seed(given.seeds[0])  # the head begins at random, and alike for all: else their mean would be nothing
    start = PairReader(settings.dropout)
    start.begin_as(torch.load(given.networks, map_location="cpu")["encoder"])
    networks = [copy.deepcopy(start) for _ in given.seeds]
    for seed, network in zip(given.seeds, networks, strict=True):
        train(fitted, network, replace(settings, seed=seed))
    network = averaged(networks, PairReader())
    said = logits(aside, network)
    warmth = temperature(said, aside.labels)
    torch.save(network.state_dict(), given.out / "pairs.pt")
    export_pairs(network, warmth, given.out / "pairs.fp32.onnx")
    quantize(given.out / "pairs.fp32.onnx", given.out / "pairs.onnx")
    probabilities = torch.softmax(torch.from_numpy(said) / warmth, 1).numpy()
    record = {
        "data": sha256(given.data.read_bytes()).hexdigest(),
        "fitted": len(fitted), "set_aside": len(aside), "seeds": given.seeds, "settings": asdict(settings),
        "temperature": warmth, "figures_set_aside": figures(judge.choose(probabilities), aside.labels),
    }  # fmt: skip
    (given.out / "training.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"written: {given.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
