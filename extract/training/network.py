"""The tagger's two networks: a MiniLM encoder with a tag head, and the head that reads one cue at a time.

Encoder: all-MiniLM-L6-v2 (6 layers, 384 wide; Wang et al. 2020, Reimers and Gurevych 2019) with one learned feature
embedding per piece (case x quotation x paragraph start), started at zero. Cue head: labels of every word around one
cue given that cue, as semantic role labellers label arguments per predicate (He et al. 2017; Shi and Lin 2019).
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from extract.attribute.tagger.features import CLASSES, FEATURES, FLAGS, PLACES

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
TAGS = 7  #: O, then B and I of source, cue, content
SHARED = 3  #: layers whose states other networks read as well, so that they need not ship their like


class EncoderLayer(nn.Module):
    """One BERT layer; every window comes alone, so no attention mask is needed."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.ln1, self.ln2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.f1, self.f2 = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        b, t, _ = x.shape
        q, k, v = (f(x).view(b, t, HEADS, WIDTH // HEADS).transpose(1, 2) for f in (self.q, self.k, self.v))
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.ln1(x + self.o(a.transpose(1, 2).reshape(b, t, WIDTH)))
        y: Tensor = self.ln2(x + self.f2(F.gelu(self.f1(x))))
        return y


class Encoder(nn.Module):
    """Pieces and features -> (tag logits (b, t, 7), states (b, t, 384))."""

    def __init__(self, vocabulary: int = 30522) -> None:
        super().__init__()
        self.we, self.pe, self.fe = (
            nn.Embedding(vocabulary, WIDTH),
            nn.Embedding(512, WIDTH),
            nn.Embedding(FEATURES, WIDTH),
        )
        self.te = nn.Parameter(torch.zeros(WIDTH))
        self.ln = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([EncoderLayer() for _ in range(LAYERS)])
        self.drop = nn.Dropout(0.1)
        self.tag = nn.Linear(WIDTH, TAGS)
        nn.init.zeros_(self.fe.weight)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        tags, states, _ = self.read(ids, features, mask)
        return tags, states

    def read(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Tag logits, states, and the states after the first ``SHARED`` layers (b, t, 384)."""
        x = self.ln(self.we(ids) + self.pe.weight[: ids.shape[1]] + self.te + self.fe(features))
        bias = None if mask is None else ((1 - mask) * -1e4)[:, None, None, :]
        for layer in self.layers[:SHARED]:
            x = layer(x, bias)
        lower = x
        for layer in self.layers[SHARED:]:
            x = layer(x, bias)
        return self.tag(self.drop(x)), x, lower

    def load_base(self, path: Path) -> None:
        """Start from the all-MiniLM-L6-v2 weights (safetensors)."""
        from safetensors.torch import load_file

        given = {k.removeprefix("bert."): v.float() for k, v in load_file(str(path)).items()}
        names = {
            "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
            "o": "attention.output.dense", "ln1": "attention.output.LayerNorm", "f1": "intermediate.dense",
            "f2": "output.dense", "ln2": "output.LayerNorm",
        }  # fmt: skip
        state = {
            "we.weight": given["embeddings.word_embeddings.weight"],
            "pe.weight": given["embeddings.position_embeddings.weight"],
            "te": given["embeddings.token_type_embeddings.weight"][0],
            "ln.weight": given["embeddings.LayerNorm.weight"],
            "ln.bias": given["embeddings.LayerNorm.bias"],
        }
        for i in range(LAYERS):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    state[f"layers.{i}.{ours}.{part}"] = given[f"encoder.layer.{i}.{theirs}.{part}"]
        missing, unexpected = self.load_state_dict(state, strict=False)
        assert not unexpected and all(m.startswith(("fe.", "tag.")) for m in missing)


class HeadLayer(nn.Module):
    """One pre-norm transformer layer over the words around a cue."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.ln1, self.ln2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.f1, self.f2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, d = x.shape
        q, k, v = self.qkv(self.ln1(x)).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        a = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(d // self.heads) + bias, -1) @ v
        x = x + self.drop(self.o(a.transpose(1, 2).reshape(b, t, d)))
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
        bias = ((1 - mask) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        x = self.ln(x)
        return self.classes(x), self.cue((cue[:, None, :] @ x)[:, 0])[:, 0]


def scaled(tags: Tensor) -> Tensor:
    """Tag log-probabilities as the cue head takes them: bounded, of about the states' size."""
    return tags.clamp(min=-8) / 4
