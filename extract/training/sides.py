"""python -m extract.training.sides DSE_TSV PASSAGES --networks FILE --out FOLDER [--press TEXTS]: which side, and
against whom.

DSE_TSV holds pairs, PASSAGES a folder of passages, TEXTS the newspaper articles that ``press.jsonl`` marks
(``sides_corpus``). The network begins as the tagger's encoder
(``networks.pt`` of its training): to know who speaks helps to know who is against whom. It reads the shared word table
and nothing else of the tagger's, so either can be trained anew without the other. First it learns from pairs alone,
then, by several seeds side by side, a process each, from both, and the weights of these are averaged. FOLDER receives
sides.onnx, the weights and training.json with the figures on what was set aside: a tenth of the pairs, grouped by
sentence and by pair of mentions, and the passages of every twentieth dispute.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from extract.interpret.sides import judge
from extract.interpret.sides.question import ASKED, Laid, Question, lay
from extract.pieces.reader import reader
from extract.pieces.words import Floats, Ints
from extract.training.export import export_sides, quantize
from extract.training.network import WIDTH, averaged
from extract.training.sides_corpus import (
    MARKS,
    UNMARKED,
    Case,
    Example,
    examples,
    figures,
    passages,
    press,
    set_aside,
)
from extract.training.sides_network import SidesReader

#: share of statements that are learnt from without what stands before them, and without their article's heading
ALONE, BARE = 0.3, 0.3


@dataclass(frozen=True, slots=True)
class Settings:
    """How the network is trained; the model card says what the shipped weights went through besides."""

    pair_epochs: float = 5  #: from pairs alone
    pair_share: float = 2.5  #: pairs read again while passages are learnt, in passes
    epochs: float = 5  #: from passages
    batch: int = 32  #: pairs a step
    statements: int = 16  #: statements a step
    rate: float = 1.5e-4
    head_rates: tuple[float, float] = (1e-3, 7.5e-4)  #: from pairs alone, and from passages
    decay: float = 0.01
    dropout: float = 0.15
    hidden: float = 0.12  #: share of other pieces that nothing may attend to
    smoothing: float = 0.1
    act: float = 0.3  #: weight of the act beside the sides
    way: float = 1.0  #: weight of which side it is, where one is taken: rare among all that is asked
    averages: tuple[float, float] = (0.99, 0.996)  #: of the weights over steps, likewise; the average is kept
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as numbers with its answers: a column per topic and actor, an act or UNMARKED."""

    laid: Laid
    sides: tuple[int, ...]
    act: int = UNMARKED
    topics: int = 0  #: columns of topics, before those of actors


Pair = tuple[Laid, int]


def ask_pair(e: Example) -> Pair:
    """A pair as numbers, and its class."""
    return lay(e.text, Question((0, len(e.text)), actors=(e.p, e.q)), reader().tokenizer), e.label


def ask(c: Case, chance: random.Random | None = None) -> Asked:
    """A case as numbers; by chance its topics come in another order, and the heading and what stands before the
    statement are left out."""
    n = len(c.question.topics)
    order = list(range(n))
    if chance:
        chance.shuffle(order)
        if chance.random() < ALONE:
            c = _alone(c)
        if chance.random() < BARE:
            c = replace(c, question=replace(c.question, heading=""))
    q = replace(c.question, topics=tuple(c.question.topics[k] for k in order))
    return Asked(lay(c.text, q, reader().tokenizer), (*(c.sides[k] for k in order), *c.sides[n:]), c.act, n)


def _alone(c: Case) -> Case:
    """A case without the sentences before its statement, and without the actors in them."""
    q, n = c.question, len(c.question.topics)
    first = min(a for a, _ in (*q.content, *q.source))
    start = max((k + 2 for k in range(first) if c.text[k : k + 2] in (". ", '" ', "” ")), default=0)
    kept = [k for k, a in enumerate(q.actors) if a[0] >= start]
    shorter = replace(q, stretch=(start, q.stretch[1]), actors=tuple(q.actors[k] for k in kept))
    return replace(c, question=shorter, sides=(*c.sides[:n], *(c.sides[n + k] for k in kept)))


def train(
    pairs: Sequence[Pair],
    cases: Sequence[Case],
    network: SidesReader,
    settings: Settings,
    epochs: tuple[float, float],
    keep_in: Path | None = None,
) -> None:
    """Train in place for so many passes over pairs and over cases, mixed; deterministic on one machine and thread.

    ``keep_in`` receives the averaged weights every 500 steps, so that a run cut off is not lost.
    """
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    fast = [p for m in (network.roles, network.pair, network.score, network.deed, network.act) for p in m.parameters()]
    known = {id(p) for p in fast}
    slow = [p for p in network.parameters() if id(p) not in known]
    stage = int(epochs[1] > 0)
    optimizer = torch.optim.AdamW(
        [{"params": fast, "lr": settings.head_rates[stage]}, {"params": slow, "lr": settings.rate}],
        weight_decay=settings.decay, fused=True,
    )  # fmt: skip
    steps = [
        *["pairs"] * math.ceil(len(pairs) / settings.batch * epochs[0]),
        *["cases"] * math.ceil(len(cases) / settings.statements * epochs[1]),
    ]
    chance.shuffle(steps)
    total = len(steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1, (n + 1) / (0.06 * total + 1)) * max(0.02, 1 - n / total)
    )
    trained = list(network.parameters())
    mean = [p.detach().clone() for p in trained]
    of_pairs = _batches(pairs, settings.batch, lambda p: len(p[0].ids), chance)
    of_cases = _batches(cases, settings.statements, lambda c: c.question.stretch[1], chance)
    begun, shown = time.monotonic(), {"pairs": [0.0], "cases": [0.0]}
    network.train()
    for step, kind in enumerate(steps):
        if kind == "pairs":
            loss = _loss_of_pairs(next(of_pairs), network, settings)
        else:
            loss = _loss_of_cases([ask(c, chance) for c in next(of_cases)], network, settings)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        keep = min(settings.averages[stage], (step + 2) / (step + 21))
        torch._foreach_lerp_(mean, [p.detach() for p in trained], 1 - keep)
        if keep_in and step % 500 == 499:
            names = [name for name, _ in network.named_parameters()]
            torch.save(dict(zip(names, mean, strict=True)), keep_in)
        shown[kind].append(float(loss.detach()))
        if step % 50 == 49:
            pace = (time.monotonic() - begun) / (step + 1)
            told = " ".join(f"{name} {np.mean(values[1:] or [0]):.3f}" for name, values in shown.items())
            print(f"step {step + 1} of {total}: {told}; {pace:.2f} s a step", file=sys.stderr, flush=True)
            shown = {"pairs": [0.0], "cases": [0.0]}
    with torch.no_grad():
        for p, m in zip(trained, mean, strict=True):
            p.copy_(m)
    network.eval()


def _loss_of_pairs(given: Sequence[Pair], network: SidesReader, settings: Settings) -> Tensor:
    wanted = torch.tensor([label for _, label in given])
    logits = _pair_logits(given, network, settings.hidden)
    return F.cross_entropy(logits, wanted, label_smoothing=settings.smoothing)


def _pair_logits(given: Sequence[Pair], network: SidesReader, hidden: float = 0.0) -> Tensor:
    sides, _ = _asked([laid for laid, _ in given], network, hidden)
    other, one = sides.unbind(1)
    columns = [
        one[:, judge.NONE] + other[:, judge.NONE], one[:, judge.FOR], other[:, judge.FOR],
        one[:, judge.AGAINST], other[:, judge.AGAINST],
    ]  # fmt: skip
    return torch.stack(columns, 1)


def _loss_of_cases(given: Sequence[Asked], network: SidesReader, settings: Settings) -> Tensor:
    """Of the sides and of the act. Passages mark whom a speaker is against, not whom he is for: of any other actor it
    is learnt only that he is not against him, so that pairs may teach the rest."""
    sides, acts = _asked([a.laid for a in given], network, settings.hidden)
    wanted = torch.full(sides.shape[:2], UNMARKED)
    spared, topic = torch.zeros(2, *sides.shape[:2], dtype=torch.bool)
    for row, a in enumerate(given):
        told = torch.tensor(a.sides)
        wanted[row, : len(told)] = told
        topic[row, : a.topics] = True
        of_actors = told[a.topics :]
        spared[row, a.topics : len(told)] = (of_actors != judge.AGAINST) & (of_actors != UNMARKED)
    wanted[spared] = UNMARKED
    smoothing = settings.smoothing / 2
    marked = F.cross_entropy(
        sides.flatten(0, 1), wanted.flatten(), ignore_index=UNMARKED, label_smoothing=smoothing, reduction="sum"
    )
    kept = torch.log_softmax(sides[spared], -1)[:, [judge.NONE, judge.FOR]].logsumexp(-1)
    of_sides = (marked - kept.sum()) / (int((wanted != UNMARKED).sum()) + len(kept))
    taken = topic & (wanted != UNMARKED) & (wanted != judge.NONE)
    of_ways = F.cross_entropy(
        sides[taken][:, [judge.FOR, judge.AGAINST]], (wanted[taken] == judge.AGAINST).long(),
        label_smoothing=smoothing, reduction="sum",
    ) / max(1, int(taken.sum()))  # fmt: skip
    of_acts = F.cross_entropy(acts, torch.tensor([a.act for a in given]), label_smoothing=smoothing)
    return of_sides + settings.way * of_ways + settings.act * of_acts


def _asked(given: Sequence[Laid], network: SidesReader, hidden: float = 0.0) -> tuple[Tensor, Tensor]:
    """Logits of sides (b, most asked, 3) and acts (b, 7)."""
    n, t = len(given), -(-max(len(a.ids) for a in given) // 8) * 8
    rows = max(len(a.shares) for a in given)
    vectors, shares = np.zeros((n, t, WIDTH), np.float32), np.zeros((n, rows, t), np.float32)
    roles, mask = np.zeros((n, t), np.int64), np.zeros((n, t), np.float32)
    holders = np.zeros((n, rows - ASKED), np.int64)
    shares[:, :, 0] = 1
    for row, a in enumerate(given):
        size = len(a.ids)
        vectors[row, :size], roles[row, :size], mask[row, :size] = reader().table.rows(a.ids), a.roles, 1
        shares[row, : len(a.shares)] = 0
        shares[row, : len(a.shares), :size] = a.shares
        holders[row, : len(a.holders)] = a.holders
    seen = torch.from_numpy(mask)
    if hidden:
        seen = seen * ((torch.rand(seen.shape) >= hidden) | (torch.from_numpy(roles) > 0) | (torch.arange(t) == 0))
    with torch.autocast("cpu", torch.bfloat16):
        sides, acts = network(*map(torch.from_numpy, (vectors, roles, shares, holders)), seen)
    return sides.float(), acts.float()


def pair_logits(given: Sequence[Pair], network: SidesReader) -> Floats:
    """What the network says of every pair: (n, 5)."""
    with torch.inference_mode():
        parts = [_pair_logits(given[k : k + 32], network).numpy() for k in range(0, len(given), 32)]
    return np.concatenate(parts)


def case_figures(given: Sequence[Case], network: SidesReader) -> dict[str, float]:
    """F1 of the sides on topics and of the actors one is against, and the share of acts that are right."""
    count = {name: np.zeros(3) for name in ("topics", "actors")}  # hits, said, gold
    acts = 0
    with torch.inference_mode():
        for c in given:
            asked = ask(c)
            sides, act = _asked([asked.laid], network)
            acts += int(act[0].argmax()) == c.act
            found = sides[0].argmax(1).numpy()[: len(asked.sides)]
            n = len(c.question.topics)
            for name, part in (("topics", slice(0, n)), ("actors", slice(n, None))):
                said, gold = found[part], np.array(asked.sides[part])
                said, gold = said[gold != UNMARKED], gold[gold != UNMARKED]
                count[name] += [((said == gold) & (gold > 0)).sum(), (said > 0).sum(), (gold > 0).sum()]
    out = {name: 2 * c[0] / max(1, c[1] + c[2]) for name, c in count.items()} | {"acts": acts / max(1, len(given))}
    return {name: round(float(value), 4) for name, value in out.items()}


def temperature(given: Floats, labels: Ints) -> float:
    """What to divide logits by for the least cross-entropy: probabilities that mean what they say (Guo et al. 2017)."""
    x, y = torch.from_numpy(given), torch.from_numpy(labels)
    return min((t / 20 for t in range(8, 41)), key=lambda t: float(F.cross_entropy(x / t, y)))


def _batches(
    given: Sequence[Any], size: int, length: Callable[[Any], int], chance: random.Random
) -> Iterator[list[Any]]:
    """Parts of what is given in a new order each time round, those of like length together, without end."""
    while True:
        order = list(given)
        chance.shuffle(order)
        batches = []
        for k in range(0, len(order), 16 * size):
            part = sorted(order[k : k + 16 * size], key=length)
            batches += [part[n : n + size] for n in range(0, len(part), size)]
        chance.shuffle(batches)
        yield from batches


def by_dispute(given: Sequence[Case], every: int = 20) -> tuple[list[Case], list[Case]]:
    """(to learn from, to choose by): every so many-th dispute by name is set aside."""
    aside = set(sorted({c.dispute for c in given})[::every])
    return [c for c in given if c.dispute not in aside], [c for c in given if c.dispute in aside]


def statements(folder: Path, articles: Path | None) -> tuple[list[Case], list[Case]]:
    """(to learn from, to choose by): the passages of a folder, and the press twice where its articles lie in one."""
    known, unknown = by_dispute(passages(folder))
    if articles is None:
        return known, unknown
    real, real_aside = by_dispute(press(MARKS, articles))
    return known + 2 * real, unknown + real_aside


def _further(pairs: Path, texts: Path, articles: Path | None, out: Path, seed: int) -> Path:
    """Go on from pairs.pt with statements, by one seed, and tell where the weights are kept."""
    torch.set_num_threads(1)  # more would be faster, but not the same to the bit
    settings = Settings(seed=seed)
    fitted = [ask_pair(e) for e in set_aside(examples(pairs))[0]]
    known, _ = statements(texts, articles)
    network = _loaded(out / "pairs.pt", settings)
    train(fitted, known, network, settings, (settings.pair_share, settings.epochs), out / f"sides-{seed}-unfinished.pt")
    torch.save(network.state_dict(), out / f"sides-{seed}.pt")
    return out / f"sides-{seed}.pt"


def _loaded(path: Path, settings: Settings) -> SidesReader:
    network = SidesReader(settings.dropout)
    network.load_state_dict(torch.load(path, map_location="cpu"))
    return network


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m extract.training.sides", description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("passages", type=Path)
    parser.add_argument("--press", type=Path, metavar="TEXTS", help="the newspaper articles; else passages alone")
    parser.add_argument("--networks", type=Path, required=True, help="networks.pt of the tagger's training")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args(arguments)
    torch.set_num_threads(1)  # more would be faster, but not the same to the bit
    given.out.mkdir(parents=True, exist_ok=True)
    fitted, aside = ([ask_pair(e) for e in part] for part in set_aside(examples(given.pairs)))
    known, unknown = statements(given.passages, given.press)
    settings = Settings(seed=given.seeds[0])
    torch.manual_seed(settings.seed)
    start = SidesReader(settings.dropout)
    start.begin_as(torch.load(given.networks, map_location="cpu")["encoder"])
    train(fitted, (), start, settings, (settings.pair_epochs, 0))
    torch.save(start.state_dict(), given.out / "pairs.pt")
    with ProcessPoolExecutor(len(given.seeds), get_context("spawn")) as pool:
        tasks = [
            pool.submit(_further, given.pairs, given.passages, given.press, given.out, seed) for seed in given.seeds
        ]
        networks = [_loaded(task.result(), settings) for task in tasks]
    network = averaged(networks, SidesReader())
    torch.save(network.state_dict(), given.out / "sides.pt")
    labels = np.array([label for _, label in aside])
    said = pair_logits(aside, network)
    export_sides(network, given.out / "sides.fp32.onnx")
    quantize(given.out / "sides.fp32.onnx", given.out / "sides.onnx")
    record = {
        "pairs": sha256(given.pairs.read_bytes()).hexdigest(),
        "passages": sha256(b"".join(p.read_bytes() for p in sorted(given.passages.glob("*.jsonl")))).hexdigest(),
        "press": sha256(MARKS.read_bytes()).hexdigest() if given.press else None,
        "fitted": [len(fitted), len(known)], "set_aside": [len(aside), len(unknown)], "seeds": given.seeds,
        "settings": asdict(settings), "temperature_of_pairs": temperature(said, labels),
        "pairs_set_aside": figures(said.argmax(1), labels),
        "passages_set_aside": case_figures(unknown, network),
    }  # fmt: skip
    (given.out / "training.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"written: {given.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
