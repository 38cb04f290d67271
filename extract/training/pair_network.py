"""The network of the pair step: who of two mentions in a sentence is for or against the other."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from extract.training.network import WIDTH, Body


class PairReader(Body):
    """Vectors of a sentence's pieces (b, t, 384) and shares (b, 3, t) of [CLS], p, q -> logits (b, 5).

    Both mentions bear the same mark and one scorer reads (p, q) and (q, p), so that swapping them swaps the classes.
    The last layer is computed for the three states that are read, not for all.
    """

    def __init__(self, dropout: float = 0.1, width: int = 128) -> None:
        super().__init__(dropout)
        self.mark = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.pair, self.score = nn.Linear(3 * WIDTH, width), nn.Linear(width, 3)

    def forward(self, vectors: Tensor, shares: Tensor, mask: Tensor | None = None) -> Tensor:
        marked = (shares[:, 1:].sum(1) > 0).to(vectors.dtype)[:, :, None]
        sentence, p, q = self.states(vectors, marked * self.mark, mask, shares).unbind(1)
        both = torch.stack([torch.cat([sentence, p, q], 1), torch.cat([sentence, q, p], 1)], 1)
        none, favour, against = self.score(self.drop(F.gelu(self.pair(self.drop(both))))).unbind(2)
        return torch.cat([none.sum(1, keepdim=True), favour, against], 1)

    def begin_as(self, encoder: dict[str, Tensor]) -> None:
        """Start the body as that of the tagger's encoder, given as its state dict."""
        body = {name for name, _ in Body().named_parameters()}
        self.load_state_dict({name: value for name, value in encoder.items() if name in body}, strict=False)
