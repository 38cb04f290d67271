"""Networks of several seeds, trained side by side in processes of their own, and averaged."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import torch

from extract.pieces.reader import load_reader
from extract.training import corpus
from extract.training.learning import Settings, train
from extract.training.network import CueHead, Encoder, averaged


def trained_together(
    out: Path, start: str, name: str, texts: Path, articles: int, settings: Sequence[Settings]
) -> tuple[Encoder, CueHead]:
    """The average of networks trained by each setting, in a process of its own, and kept as NAME-SEED.pt."""
    with ProcessPoolExecutor(len(settings), get_context("spawn")) as pool:
        tasks = [pool.submit(_train_one, out, start.format(seed=s.seed), name, texts, articles, s) for s in settings]
        for task in tasks:
            task.result()
    pairs = [load_pair(out / f"{name}-{s.seed}.pt") for s in settings]
    return averaged([e for e, _ in pairs], Encoder()), averaged([h for _, h in pairs], CueHead())


def _train_one(out: Path, start: str, name: str, texts: Path, articles: int, settings: Settings) -> None:
    torch.set_num_threads(1)  # more would be faster, but not the same to the bit
    reader = load_reader(out)
    encoder, head = load_pair(out / start)
    samples = corpus.read(texts, reader.tokenizer)[:articles]
    train(samples, encoder, head, reader, settings, out / f"{name}-{settings.seed}-unfinished.pt")
    save(encoder, head, out / f"{name}-{settings.seed}.pt")


def save(encoder: Encoder, head: CueHead, path: Path) -> None:
    """Keep both networks in one file."""
    torch.save({"encoder": encoder.state_dict(), "head": head.state_dict()}, path)


def load_pair(path: Path) -> tuple[Encoder, CueHead]:
    """Both networks of a file."""
    stored = torch.load(path, map_location="cpu")
    encoder, head = Encoder(), CueHead()
    encoder.load_state_dict(stored["encoder"])
    head.load_state_dict(stored["head"])
    return encoder, head
