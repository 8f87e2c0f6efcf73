"""Latent codes of anchors, independent or kindred."""

import torch
from torch import Tensor

ANCHORS = 4
"""Enough for any frame and its margins."""


def related(own: Tensor, shared: Tensor, correlation: Tensor | float) -> Tensor:
    """Codes of which any two have a correlation; each by itself is standard normal if `own` and `shared` are."""
    correlation = torch.as_tensor(correlation, dtype=own.dtype, device=own.device)
    return correlation.sqrt() * shared + (1 - correlation).sqrt() * own


def draw(count: int, dimensions: int, kindred: float, device: torch.device) -> Tensor:
    """[count, ANCHORS, dimensions]. A share `kindred` of the batch has related anchors, to a degree drawn anew for each: a
    panorama whose neighbours agree must look as good as one that goes from snow to dunes."""
    own = torch.randn(count, ANCHORS, dimensions, device=device)
    shared = torch.randn(count, 1, dimensions, device=device)
    degree = torch.rand(count, 1, 1, device=device) * (torch.rand(count, 1, 1, device=device) < kindred)
    return related(own, shared, degree)
