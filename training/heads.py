"""The discriminator's part that learns: a small network on each of the frozen planes, and one on the picture itself."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from projection import Lens

HALVINGS = (2, 1, 1, 0, 0)
"""How often a head halves its plane, from the finest to the coarsest: each judges places of about a sixteenth of a frame."""

PART = 64
"""Rows of the part of a picture that the last head sees, for texture needs no more."""

GROUP = 4


class Spectral(nn.Module):
    """A convolution whose weight is divided by its largest singular value (arXiv 1802.05957), by one step of the power method."""

    def __init__(self, inputs: int, outputs: int, size: int, stride: int = 1, bias: bool = True):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs, size, size) * 0.02)
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None
        self.register_buffer("left", F.normalize(torch.randn(outputs), dim=0))
        self.stride, self.padding = stride, (size - 1) // 2

    def forward(self, x: Tensor) -> Tensor:
        matrix = self.weight.flatten(1)
        with torch.no_grad():
            right = F.normalize(matrix.t() @ self.left, dim=0)
            self.left = F.normalize(matrix @ right, dim=0)
        largest = self.left @ (matrix @ right)
        weight = (self.weight / largest).to(x.dtype, memory_format=torch.channels_last)
        return F.conv2d(x, weight, None if self.bias is None else self.bias.to(x.dtype), self.stride, self.padding)


class SharedNorm(nn.Module):
    """Batch normalisation by the statistics of real and generated pictures together, so that a difference of their means stays
    visible. They are those of the discriminator's step; the generator's takes them for constants."""

    def __init__(self, channels: int):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(channels)), nn.Parameter(torch.zeros(channels))
        self.register_buffer("mean", torch.zeros(channels), persistent=False)
        self.register_buffer("variance", torch.ones(channels), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        own = self.weight.requires_grad
        # Momentum 1: the statistics kept are those of this very batch.
        return F.batch_norm(x, self.mean, self.variance, self.weight, self.bias, own, 1.0)


def spread(x: Tensor) -> Tensor:
    """[batch, 1, rows, columns]: the mean deviation within groups of pictures; those that are all alike give themselves away."""
    groups = x.float().unflatten(0, (-1, GROUP))
    deviation = (groups.var(1, unbiased=False) + 1e-8).sqrt().mean([1, 2, 3])
    return deviation.repeat_interleave(GROUP)[:, None, None, None].expand(len(x), 1, *x.shape[2:]).to(x.dtype)


def halving(inputs: int, outputs: int) -> list[nn.Module]:
    return [Spectral(inputs, outputs, 4, 2, bias=False), SharedNorm(outputs), nn.LeakyReLU(0.2, inplace=True)]


class Head(nn.Module):
    """One logit for every place of a plane."""

    def __init__(self, channels: int, halvings: int, width: int, sees_spread: bool):
        super().__init__()
        layers: list[nn.Module] = []
        for i in range(halvings):
            layers += halving(width if i else channels, width)
        if not layers:
            layers = [Spectral(channels, width, 1), nn.LeakyReLU(0.2, inplace=True)]
        self.body, self.sees_spread = nn.Sequential(*layers), sees_spread
        self.hidden = Spectral(width + sees_spread, width, 3)
        self.out = Spectral(width, 1, 1)

    def forward(self, plane: Tensor) -> Tensor:
        x = self.body(plane)
        if self.sees_spread:
            x = torch.cat([x, spread(x)], 1)
        return self.out(F.leaky_relu(self.hidden(x), 0.2)).float().flatten(1)


class PixelHead(nn.Module):
    """Looks at a part of the picture itself: what the frozen network overlooks."""

    def __init__(self, width: int = 32):
        super().__init__()
        self.layers = nn.Sequential(
            Spectral(3, width, 3),
            nn.LeakyReLU(0.2, inplace=True),
            *halving(width, width),
            *halving(width, 2 * width),
            Spectral(2 * width, 2 * width, 3),
            nn.LeakyReLU(0.2, inplace=True),
            Spectral(2 * width, 1, 1),
        )

    def forward(self, picture: Tensor) -> Tensor:
        return self.layers(picture).float().flatten(1)


class Heads(nn.Module):
    """Six arrays of logits [batch, places]: of the five planes, finest first, and of the picture."""

    def __init__(self, lens: Lens):
        super().__init__()
        last = len(lens.mixed) - 1
        self.heads = nn.ModuleList(
            Head(channels, HALVINGS[i], lens.widths[i], sees_spread=i == last) for i, channels in enumerate(lens.mixed)
        )
        self.pixels = PixelHead()

    def forward(self, planes: list[Tensor], picture: Tensor) -> list[Tensor]:
        side = picture.shape[2]
        if side > PART:
            row, column = torch.randint(side - PART + 1, (2,)).tolist()
            picture = picture[:, :, row : row + PART, column : column + PART]
        picture = picture.to(planes[0].dtype).contiguous(memory_format=torch.channels_last)
        return [head(plane) for head, plane in zip(self.heads, planes)] + [self.pixels(picture)]
