"""Differentiable augmentation for small sets of pictures (Zhao et al., arXiv 2006.10738): the discriminator sees only altered
pictures, real and generated alike, so that it cannot learn a hundred photographs by heart. Mirroring is done with the data."""

import torch
import torch.nn.functional as F
from torch import Tensor


def augment(x: Tensor, strength: float) -> Tensor:
    """x [batch, 3, R, R]; each alteration happens to a picture with probability `strength`."""
    if strength <= 0:
        return x
    for alter in (brightness, saturation, contrast, shift, cut_out):
        chosen = (torch.rand(len(x), 1, 1, 1, device=x.device) < strength).to(x.dtype)
        x = x + chosen * (alter(x) - x)
    return x


def uniform(x: Tensor, low: float, high: float) -> Tensor:
    return torch.empty(len(x), 1, 1, 1, device=x.device).uniform_(low, high)


def brightness(x: Tensor) -> Tensor:
    return x + uniform(x, -0.4, 0.4)


def saturation(x: Tensor) -> Tensor:
    grey = x.mean(1, keepdim=True)
    return grey + (x - grey) * uniform(x, 0.2, 1.8)


def contrast(x: Tensor) -> Tensor:
    mean = x.mean([1, 2, 3], keepdim=True)
    return mean + (x - mean) * uniform(x, 0.6, 1.4)


def shift(x: Tensor) -> Tensor:
    """Up to an eighth, sideways and upright, black beyond the border."""
    n, _, h, w = x.shape
    by = [torch.randint(-side // 8, side // 8 + 1, (n, 1), device=x.device) for side in (h, w)]
    rows = (torch.arange(h, device=x.device) + by[0] + 1).clamp(0, h + 1)
    columns = (torch.arange(w, device=x.device) + by[1] + 1).clamp(0, w + 1)
    padded = F.pad(x, (1, 1, 1, 1)).permute(0, 2, 3, 1)
    index = torch.arange(n, device=x.device)[:, None, None]
    return padded[index, rows[:, :, None], columns[:, None, :]].permute(0, 3, 1, 2)


def cut_out(x: Tensor) -> Tensor:
    """A square of half the side becomes grey."""
    n, _, h, w = x.shape
    centre = torch.rand(2, n, 1, device=x.device)
    rows = ((torch.arange(h, device=x.device) / h) - centre[0]).abs() < 0.25
    columns = ((torch.arange(w, device=x.device) / w) - centre[1]).abs() < 0.25
    return x * ~(rows[:, :, None] & columns[:, None, :])[:, None]
