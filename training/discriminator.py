"""A residual discriminator of frames that can grow by a level: real or generated, one number for each picture."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SLOPE = 0.2


class Convolution(nn.Module):
    """Weights of unit scale times 1/sqrt(fan-in), so that one learning rate serves every layer; then a leaky ReLU of gain sqrt(2)."""

    def __init__(self, inputs: int, outputs: int, size: int, bias: bool = True, gain: float = math.sqrt(2), active: bool = True):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs, size, size))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None
        self.scale, self.active, self.gain = 1 / math.sqrt(inputs * size * size), active, gain

    def forward(self, x: Tensor) -> Tensor:
        # The gain may be taken first: a leaky ReLU commutes with positive factors.
        weight = (self.weight * (self.scale * self.gain)).to(x.dtype, memory_format=torch.channels_last)
        bias = None if self.bias is None else (self.bias * self.gain).to(x.dtype)
        x = F.conv2d(x, weight, bias, padding=self.weight.shape[2] // 2)
        return F.leaky_relu(x, SLOPE) if self.active else x


class Block(nn.Module):
    """Halves rows and columns."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.first = Convolution(inputs, inputs, 3)
        self.second = Convolution(inputs, outputs, 3, gain=1.0)
        self.skip = Convolution(inputs, outputs, 1, bias=False, gain=math.sqrt(0.5), active=False)

    def forward(self, x: Tensor) -> Tensor:
        # Pooling between the two convolutions saves a third of the block; the pooled input serves the skip.
        return self.second(F.avg_pool2d(self.first(x), 2)) + self.skip(F.avg_pool2d(x, 2))


class Discriminator(nn.Module):
    def __init__(self, resolution: int, channel_base: int = 2048, channel_max: int = 128, group: int = 4):
        super().__init__()
        self.levels = [2**k for k in range(resolution.bit_length() - 1, 1, -1)]
        self.group = group
        channels = {level: min(channel_base // level, channel_max) for level in self.levels}
        for level in self.levels:
            setattr(self, f"from_rgb{level}", Convolution(3, channels[level], 1))
            if level > 4:
                setattr(self, f"b{level}", Block(channels[level], channels[level // 2]))
        self.last = Convolution(channels[4] + 1, channels[4], 3)
        self.hidden = Convolution(channels[4], channels[4], 4)
        self.out = Convolution(channels[4], 1, 1, gain=1.0, active=False)

    def forward(self, picture: Tensor, dtype: torch.dtype, fade: float = 1.0) -> Tensor:
        """picture [batch, 3, R, R] -> [batch]. While a new top level fades in (0 to 1), the level below sees the pictures too."""
        top = self.levels[0]
        picture = picture.to(dtype, memory_format=torch.channels_last)
        x = getattr(self, f"from_rgb{top}")(picture)
        for level in self.levels[:-1]:
            x = getattr(self, f"b{level}")(x)
            if level == top and fade < 1:
                below = getattr(self, f"from_rgb{top // 2}")(F.avg_pool2d(picture, 2))
                x = below + (x - below) * fade
        x = torch.cat([x, self.variety(x)], 1)
        x = self.last(x).float()
        weight = self.hidden.weight * (self.hidden.scale * self.hidden.gain)
        x = F.leaky_relu(F.conv2d(x, weight, self.hidden.bias * self.hidden.gain), SLOPE)
        return self.out(x).flatten()

    def variety(self, x: Tensor) -> Tensor:
        """Standard deviation over groups of the batch, one plane: pictures that are all alike give themselves away."""
        n, _, h, w = x.shape
        group = min(self.group, n)
        y = x.float().reshape(group, -1, *x.shape[1:])
        spread = ((y - y.mean(0)).square().mean(0) + 1e-8).sqrt().mean([1, 2, 3])
        return spread.repeat(group)[:, None, None, None].expand(n, 1, h, w).to(x.dtype)
