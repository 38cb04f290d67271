"""The networks: a MiniLM body, the tagger's encoder on it, and the head that reads one cue at a time.

Body: all-MiniLM-L6-v2 without its word table (6 layers, 384 wide; Wang et al. 2020, Reimers and Gurevych 2019).
Encoder: one learned feature embedding per piece (case x quotation x paragraph start), started at zero, and a tag head.
Cue head: labels of every word around one cue given that cue, as semantic role labellers label arguments per predicate
(He et al. 2017; Shi and Lin 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from extract.attribute.tagger.around import CLASSES, FLAGS, PLACES
from extract.pieces.words import FEATURES, WINDOW

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
TAGS = 7  #: O, then B and I of source, cue, content

Network = TypeVar("Network", bound=nn.Module)


def attend(q: Tensor, k: Tensor, v: Tensor, heads: int, mask: Tensor | None) -> Tensor:
    """Scaled dot-product attention in several heads, asked by q (b, places, width) of k and v (b, t, width), of which
    ``mask`` (b, t) has one where there is something -> (b, places, width)."""
    if torch.onnx.is_in_onnx_export():
        found: Tensor = _Fused.apply(q, k, v, heads, mask)  # type: ignore[no-untyped-call]
        return found
    bias = None if mask is None else ((1 - mask) * -1e4)[:, None, None, :].to(q.dtype)
    q, k, v = (x.view(*x.shape[:2], heads, -1).transpose(1, 2) for x in (q, k, v))
    return F.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(1, 2).flatten(2)


#: number of the type in ONNX
INT32 = 6


class _Fused(torch.autograd.Function):
    """Attention as one operator of onnxruntime, a twelfth off the encoder's time; only to be exported."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, heads: int, mask: Tensor | None) -> Tensor:
        return torch.empty_like(q)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int, mask: Any) -> Any:
        given = [q, k, v]
        if mask is not None:
            left_out = g.op("prim::Constant")  # a bias of the projections, added before
            left_out.setType(torch._C.OptionalType.ofTensor())
            given += [left_out, g.op("Cast", mask, to_i=INT32)]
        return g.op("com.microsoft::MultiHeadAttention", *given, num_heads_i=heads).setType(q.type())


class BodyLayer(nn.Module):
    """One BERT layer; it may be asked at a few places only: ``ask`` (b, places, t) weighs the states of a sequence."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.ln1, self.ln2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.f1, self.f2 = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None, ask: Tensor | None = None) -> Tensor:
        own = x if ask is None else ask @ x
        a = attend(self.q(own), self.k(x), self.v(x), HEADS, mask)
        own = self.ln1(own + self.drop(self.o(a)))
        y: Tensor = self.ln2(own + self.drop(self.f2(F.gelu(self.f1(own)))))
        return y


class Body(nn.Module):
    """Vectors of pieces (b, t, 384), as the shared table gives them, -> states (b, t, 384)."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.pe = nn.Embedding(WINDOW + 2, WIDTH)
        self.te = nn.Parameter(torch.zeros(WIDTH))
        self.ln = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([BodyLayer(dropout) for _ in range(LAYERS)])
        self.drop = nn.Dropout(dropout)

    def states(self, vectors: Tensor, more: Tensor, mask: Tensor | None = None, ask: Tensor | None = None) -> Tensor:
        """States after the last layer, at the places asked for; ``more`` (b, t, 384) is added to the vectors."""
        x = self.drop(self.ln(vectors + self.pe.weight[: vectors.shape[1]] + self.te + more))
        for layer in self.layers[:-1]:
            x = layer(x, mask)
        y: Tensor = self.layers[-1](x, mask, ask)
        return y

    def load_base(self, path: Path) -> None:
        """Start from the all-MiniLM-L6-v2 weights (safetensors)."""
        given = base_weights(path)
        names = {
            "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
            "o": "attention.output.dense", "ln1": "attention.output.LayerNorm", "f1": "intermediate.dense",
            "f2": "output.dense", "ln2": "output.LayerNorm",
        }  # fmt: skip
        state = {
            "pe.weight": given["embeddings.position_embeddings.weight"][: WINDOW + 2],
            "te": given["embeddings.token_type_embeddings.weight"][0],
            "ln.weight": given["embeddings.LayerNorm.weight"],
            "ln.bias": given["embeddings.LayerNorm.bias"],
        }
        for i in range(LAYERS):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    state[f"layers.{i}.{ours}.{part}"] = given[f"encoder.layer.{i}.{theirs}.{part}"]
        _, unexpected = self.load_state_dict(state, strict=False)
        assert not unexpected


class Encoder(Body):
    """Vectors and features of pieces -> (tag logits (b, t, 7), states (b, t, 384))."""

    def __init__(self) -> None:
        super().__init__()
        self.fe = nn.Embedding(FEATURES, WIDTH)
        self.tag = nn.Linear(WIDTH, TAGS)
        nn.init.zeros_(self.fe.weight)

    def forward(self, vectors: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        x = self.states(vectors, self.fe(features), mask)
        return self.tag(self.drop(x)), x


class HeadLayer(nn.Module):
    """One pre-norm transformer layer over the words around a cue."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.ln1, self.ln2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.f1, self.f2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        q, k, v = self.qkv(self.ln1(x)).chunk(3, -1)
        x = x + self.drop(self.o(attend(q, k, v, self.heads, mask)))
        y: Tensor = x + self.drop(self.f2(F.gelu(self.f1(self.ln2(x)))))
        return y


class CueHead(nn.Module):
    """States around one cue -> (class logits per word (n, t, 5), cue logit (n)).

    ``project`` is applied once per article, the rest once per cue: ``words`` (n, t, width) are the projected states,
    ``place`` (n, t) the bucket of the distance to the cue, ``flag`` (n, t) what kind of word it is seen from the cue,
    ``cue`` (n, t) the share of the cue's mean that each of its words has (zero elsewhere, sums to one), ``mask``
    (n, t) one where there is a word.
    """

    def __init__(
        self, width: int = 128, layers: int = 2, heads: int = 4, inner: int = 256, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.project = nn.Linear(WIDTH + TAGS, width)
        self.from_cue = nn.Linear(width, width)
        self.place, self.flag = nn.Embedding(PLACES, width), nn.Embedding(FLAGS, width)
        self.layers = nn.ModuleList([HeadLayer(width, heads, inner, dropout) for _ in range(layers)])
        self.ln = nn.LayerNorm(width)
        self.classes, self.cue = nn.Linear(width, CLASSES), nn.Linear(width, 1)
        self.drop = nn.Dropout(dropout)

    def forward(self, words: Tensor, place: Tensor, flag: Tensor, cue: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        mean = cue[:, None, :] @ words
        x = self.drop(words + self.from_cue(mean) + self.place(place) + self.flag(flag))
        for layer in self.layers:
            x = layer(x, mask)
        x = self.ln(x)
        return self.classes(x), self.cue((cue[:, None, :] @ x)[:, 0])[:, 0]


def base_weights(path: Path) -> dict[str, Tensor]:
    """The weights of all-MiniLM-L6-v2 by their names, in 32 bits."""
    from safetensors.torch import load_file

    return {k.removeprefix("bert."): v.float() for k, v in load_file(str(path)).items()}


def averaged(networks: Sequence[Network], into: Network) -> Network:
    """A network whose weights are the means of those given: of seeds that began alike and came to rest near each
    other, this does about as well as asking them all (Wortsman et al. 2022)."""
    states = [n.state_dict() for n in networks]
    into.load_state_dict({name: torch.stack([s[name] for s in states]).mean(0) for name in states[0]})
    return into.eval()


def scaled(tags: Tensor) -> Tensor:
    """Tag log-probabilities as the cue head takes them: bounded, of about the states' size."""
    return tags.clamp(min=-8) / 4
