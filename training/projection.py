"""What the discriminator looks at: planes of a frozen network, mixed at random once and for all (arXiv 2111.01007).

Planes are taken after every halving of the picture, from a half to a thirty-second of it. Each is standardised and mixed across
channels by a fixed random 1x1 convolution, so that no head can lean on a few channels; then each receives the next coarser one
through a fixed random 3x3 convolution, so that what is fine is judged in the light of what is there.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

import frozen

LINEAR = "project/BatchNorm/FusedBatchNormV3"


@dataclass(frozen=True)
class Lens:
    """A frozen network, and how it is looked through."""

    network: str
    taps: tuple[str, ...]
    inputs: tuple[int, ...]
    """Channels of the taps."""
    mixed: tuple[int, ...]
    """Channels after mixing: what the heads get."""
    widths: tuple[int, ...]
    """Of the heads."""


LENSES = {
    # Wide and deep, 5 to 6 times as dear as the second.
    "inception": Lens(
        "inception_v3",
        ("activation_3", "activation_5", "mixed2", "mixed7", "mixed10"),
        (64, 192, 288, 768, 2048),
        (64, 96, 128, 192, 256),
        (64, 96, 128, 128, 128),
    ),
    "mobilenet": Lens(
        "mobilenet_v2_mid",
        (f"expanded_conv/{LINEAR}", "expanded_conv_2/add", "expanded_conv_5/add", "expanded_conv_12/add", f"expanded_conv_16/{LINEAR}"),
        (24, 32, 48, 136, 448),
        (32, 48, 96, 160, 256),
        (48, 64, 96, 128, 128),
    ),
}


def random_weight(outputs: int, inputs: int, size: int, random: torch.Generator) -> Tensor:
    """A convolution that keeps variance."""
    weight = torch.randn(outputs, inputs, size, size, generator=random) / math.sqrt(inputs * size * size)
    return weight.contiguous(memory_format=torch.channels_last)


class Projection(nn.Module):
    """Pictures [batch, 3, R, R] in [-1, 1] -> five planes of `lens.mixed` channels, finest first."""

    def __init__(self, lens: Lens, network: nn.Module, side: int, seed: int = 0):
        """side: rows of the picture that the network sees, a multiple of 32."""
        super().__init__()
        self.lens, self.network, self.side = lens, network, side
        random = torch.Generator().manual_seed(seed)
        for i, (inputs, outputs) in enumerate(zip(lens.inputs, lens.mixed)):
            self.register_buffer(f"across{i}", random_weight(outputs, inputs, 1, random), persistent=False)
            self.register_buffer(f"mean{i}", torch.zeros(inputs))
            self.register_buffer(f"deviation{i}", torch.ones(inputs))
            if i:
                self.register_buffer(f"down{i}", random_weight(lens.mixed[i - 1], outputs, 3, random), persistent=False)

    def scaled(self, picture: Tensor) -> Tensor:
        rows = picture.shape[2]
        if rows < self.side:
            return F.interpolate(picture, (self.side, self.side), mode="bilinear", align_corners=False)
        return F.avg_pool2d(picture, rows // self.side) if rows > self.side else picture

    @torch.no_grad()
    def calibrate(self, pictures: Tensor) -> None:
        """Measures mean and deviation of every channel of the taps; afterwards they are constants, kept in checkpoints."""
        for i, plane in enumerate(self.network(self.scaled(pictures))):
            getattr(self, f"mean{i}").copy_(plane.mean([0, 2, 3]))
            getattr(self, f"deviation{i}").copy_(plane.std([0, 2, 3]).clamp(min=1e-3))

    def forward(self, picture: Tensor) -> list[Tensor]:
        mixed = []
        for i, plane in enumerate(self.network(self.scaled(picture))):
            # Standardising is part of the 1x1 convolution.
            weight = getattr(self, f"across{i}") / getattr(self, f"deviation{i}")[:, None, None]
            mixed.append(F.conv2d(plane, weight, -weight[:, :, 0, 0] @ getattr(self, f"mean{i}")))
        for i in range(len(mixed) - 1, 0, -1):
            down = F.interpolate(F.conv2d(mixed[i], getattr(self, f"down{i}"), padding=1), scale_factor=2, mode="nearest")
            mixed[i - 1] = (mixed[i - 1] + down) * math.sqrt(0.5)
        return mixed


def load(folder: Path, name: str, side: int) -> Projection:
    """A projection through the network `name` of LENSES, whose package lies in the folder."""
    lens = LENSES[name]
    return Projection(lens, frozen.load(folder, lens.network, list(lens.taps), padded=True), side)
