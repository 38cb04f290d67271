"""Networks to ONNX files, quantised: what the package ships."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from torch import nn

from extract.training.network import WIDTH, CueHead, Encoder, scaled
from extract.training.sides_network import SidesReader

OPSET = 17


def export_encoder(encoder: Encoder, path: Path) -> None:
    """Write the encoder for one window at a time: vectors (1, t, 384), features (1, t) -> tags (t, 7), states (t, 384).

    One window a call keeps results the same whatever stands beside it: dynamic quantisation scales by the whole
    tensor, so windows in one batch would change one another. Weights are 7-bit (``reduce_range``): on processors
    without VNNI the 16-bit sums of 8-bit products would saturate, and figures would depend on the machine.
    """
    vectors = torch.randn(1, 64, WIDTH) / 20
    features = torch.zeros(1, 64, dtype=torch.long)
    _write(
        _Single(encoder).eval(),
        (vectors, features),
        path,
        ["vectors", "features"],
        ["tags", "states"],
        {"vectors": {1: "t"}, "features": {1: "t"}, "tags": {0: "t"}, "states": {0: "t"}},
    )


def quantize(source: Path, target: Path, *, per_channel: bool = True) -> None:
    """Write the 8-bit copy of an ONNX file: weights per channel, activations dynamically."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared), str(target), weight_type=QuantType.QInt8, per_channel=per_channel, reduce_range=True
        )


class _Single(nn.Module):
    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, vectors: torch.Tensor, features: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        tags, states = self.encoder(vectors, features)
        return tags[0], states[0]


def _write(
    model: nn.Module,
    given: tuple[torch.Tensor, ...],
    path: Path,
    inputs: list[str],
    outputs: list[str],
    axes: dict[str, dict[int, str]],
) -> None:
    with torch.inference_mode():
        torch.onnx.export(
            model,
            given,
            str(path),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def export_head(head: CueHead, path: Path) -> None:
    """Write the cue head: a stretch's states and tags with the words of n cues -> log-probabilities, judgements.

    Inputs: states (w, 384), tags (w, 7) log-probabilities, index, place, flag (n, t) whole numbers, cue, mask (n, t);
    outputs: scores (n, t, 5) log-probabilities, judged (n) probabilities. The cues of one call share the scales of
    the 8-bit copy; which cues share a call follows from the article alone, so its result does, too.
    """
    n, t, w = 3, 17, 40
    given = (
        torch.randn(w, 384), torch.randn(w, 7), torch.randint(0, w, (n, t)), torch.randint(0, 40, (n, t)),
        torch.randint(0, 27, (n, t)), torch.full((n, t), 1 / t), torch.ones(n, t),
    )  # fmt: skip
    names = ["states", "tags", "index", "place", "flag", "cue", "mask"]
    axes = (
        {name: {0: "w"} for name in names[:2]}
        | {name: {0: "n", 1: "t"} for name in [*names[2:], "scores"]}
        | {"judged": {0: "n"}}
    )
    _write(_Around(head).eval(), given, path, names, ["scores", "judged"], axes)


class _Around(nn.Module):
    def __init__(self, head: CueHead) -> None:
        super().__init__()
        self.head = head

    def forward(
        self, states: torch.Tensor, tags: torch.Tensor, index: torch.Tensor, place: torch.Tensor, flag: torch.Tensor,
        cue: torch.Tensor, mask: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:  # fmt: skip
        projected = self.head.project(torch.cat([states, scaled(tags)], -1))
        words = projected[index]
        classes, judged = self.head(words, place, flag, cue, mask)
        return torch.log_softmax(classes, -1), torch.sigmoid(judged)


def export_sides(network: SidesReader, path: Path) -> None:
    """Write the network that takes sides for one question at a time, for the reason windows come alone.

    vectors (t, 384), roles (t), shares (3 + n, t), holders (n) -> logits (n, 3), sides (n, 3) and act (7) as
    probabilities.
    """
    t, n = 40, 4
    given = (
        torch.randn(t, WIDTH) / 20,
        torch.randint(0, 5, (t,)),
        torch.full((3 + n, t), 1 / t),
        torch.ones(n, dtype=torch.long),
    )
    _write(
        _Question(network).eval(),
        given,
        path,
        ["vectors", "roles", "shares", "holders"],
        ["logits", "sides", "act"],
        {
            "vectors": {0: "t"},
            "roles": {0: "t"},
            "shares": {0: "n", 1: "t"},
            "holders": {0: "m"},
            "logits": {0: "m"},
            "sides": {0: "m"},
        },  # fmt: skip,
    )


class _Question(nn.Module):
    def __init__(self, network: SidesReader) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, vectors: torch.Tensor, roles: torch.Tensor, shares: torch.Tensor, holders: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        sides, acts = self.network(vectors[None], roles[None], shares[None], holders[None])
        return sides[0], torch.softmax(sides[0], -1), torch.softmax(acts[0], -1)
