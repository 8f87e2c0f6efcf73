"""Hinge losses, summed over the heads."""

import torch.nn.functional as F
from torch import Tensor


def discriminator_loss(real: list[Tensor], made: list[Tensor]) -> Tensor:
    """Two for each head that knows nothing; well below half of that the heads have won, and the generator learns no more."""
    return sum(F.relu(1 - r).mean() + F.relu(1 + m).mean() for r, m in zip(real, made))


def generator_loss(made: list[Tensor]) -> Tensor:
    return -sum(logits.mean() for logits in made)
