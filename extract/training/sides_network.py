"""The network that takes sides: for each topic and actor of a question for, against or neither, and the speech act."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from extract.interpret.sides.judge import ACTS
from extract.interpret.sides.question import ASKED, ROLES, SAID, SPEAKER, WHOLE
from extract.training.network import WIDTH, Body


class SidesReader(Body):
    """Vectors (b, t, 384), roles (b, t), shares (b, 3 + n, t) and holders (b, n) -> sides (b, n, 3), acts (b, 7).

    The last layer is computed for the means that are read, not for all pieces.
    """

    def __init__(self, dropout: float = 0.1, width: int = 128) -> None:
        super().__init__(dropout)
        self.roles = nn.Embedding(ROLES, WIDTH)
        self.pair, self.score = nn.Linear(4 * WIDTH, width), nn.Linear(width, 3)
        self.deed, self.act = nn.Linear(3 * WIDTH, width), nn.Linear(width, len(ACTS))
        nn.init.normal_(self.roles.weight, std=0.02)

    def forward(
        self, vectors: Tensor, roles: Tensor, shares: Tensor, holders: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        x = self.states(vectors, self.roles(roles), mask, shares)
        asked = x[:, ASKED:]
        holding = torch.gather(x, 1, holders[:, :, None].expand(-1, -1, WIDTH))
        whole, said = (x[:, row, None].expand(-1, asked.shape[1], -1) for row in (WHOLE, SAID))
        sides = self.score(self.drop(F.gelu(self.pair(self.drop(torch.cat([whole, holding, said, asked], -1))))))
        around = torch.cat([x[:, WHOLE], x[:, SPEAKER], x[:, SAID]], -1)
        acts = self.act(self.drop(F.gelu(self.deed(self.drop(around)))))
        return sides, acts

    def begin_as(self, encoder: dict[str, Tensor]) -> None:
        """Start the body as that of the tagger's encoder, given as its state dict."""
        body = {name for name, _ in Body().named_parameters()}
        self.load_state_dict({name: value for name, value in encoder.items() if name in body}, strict=False)
