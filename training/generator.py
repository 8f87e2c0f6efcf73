"""The ALIS generator (arXiv 2104.06954) for training, with `neighbour` padding: endless strips without seams.

Its state dict carries the names that `src/alis` reads, so that trained weights load there unchanged. All features are
[batch, channel, row, column] in channels-last memory; the columns of a sample are columns of its own endless panorama.

    anchors z [batch, anchors, z_dim]
      mapping                                        w [batch, anchors, w_dim]
      one affine a layer, interpolated per column    s [batch, channels, 1, columns]
      level 4: constant column, + coordinates, conv1, toRGB
      level L: + coordinates, conv0 (2x up), conv1; picture = doubled picture + toRGB
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SQRT2 = math.sqrt(2)
SLOPE = 0.2


@dataclass(frozen=True)
class Shape:
    """What a generator is, apart from its weights. Names are those of the official configuration."""

    resolution: int = 64
    """Rows of the picture, a power of two."""
    z_dim: int = 64
    w_dim: int = 128
    channel_base: int = 3072
    channel_max: int = 128
    mapping_layers: int = 2
    mapping_lr: float = 0.01
    grid_size: int = 2
    """Tiles in a frame."""
    w_coord_dist: int = 4
    """Distance of neighbouring anchors in half frames; a multiple of 4 here, so that coordinates repeat with anchors."""
    diagonals_up_to: int = 4
    """Highest level whose coordinates have the diagonal directions; above it they cost more than they give."""
    noise: str = "field"
    """`field`: one normal value for every pixel of a 3x3 layer; `none`."""
    noise_up_to: int = 256
    """Highest level with noise in training; the strengths above it stay zero."""
    abscissa: bool = False
    """Whether coordinates along a row are used. They repeat with every frame, and so would hills; without them all variety along
    a row comes from latent codes and noise. Their styles are zero then, and stay zero."""

    highest_octave: int = 3
    """Highest octave of the coordinates that is used: 2^k / 2 periods from top to bottom. Beyond it rows become stripes."""

    def channels(self, level: int) -> int:
        return min(self.channel_base // level, self.channel_max)

    def levels(self) -> list[int]:
        return [2**k for k in range(2, self.resolution.bit_length())]

    def interval(self, level: int) -> int:
        """Columns between neighbouring anchors at a level."""
        return self.w_coord_dist // 2 * level

    def config(self, name: str) -> dict:
        """The configuration that `src/alis` reads from the metadata of a weights file."""
        dims = {str(level): 1 for level in self.levels() if level > max(4, self.diagonals_up_to)}
        return {
            "name": name,
            "z_dim": self.z_dim,
            "w_dim": self.w_dim,
            "img_resolution": self.resolution,
            "mapping": {"num_layers": self.mapping_layers, "lr_multiplier": self.mapping_lr},
            "synthesis": {
                "channel_base": self.channel_base,
                "channel_max": self.channel_max,
                "grid_size": self.grid_size,
                "w_coord_dist": self.w_coord_dist,
                "coords": {"dims": dims},
                "padding": "neighbour",
                "noise": self.noise,
            },
        }


def coordinate_basis(shape: Shape, level: int) -> Tensor:
    """[F, 2]: growth of each phase along X and Y, at every octave but the lowest, direction by direction."""
    octaves = math.ceil(math.log2(level))
    directions = [(0.0, 2.0), (2.0, 0.0), (-1.0, 1.0), (1.0, 1.0)]
    if level > max(4, shape.diagonals_up_to):
        directions = directions[:2]
    rows = [(2**k * x, 2**k * y) for x, y in directions for k in range(1, octaves)]
    return torch.tensor(rows) * (math.pi / 4)


def coordinate_table(shape: Shape, level: int) -> Tensor:
    """[2 F, S, 2 S]: sines, then cosines, of every phase over the two frames after which coordinates repeat."""
    side = 4 if level == 4 else level // 2
    basis = coordinate_basis(shape, level).double()
    x = -shape.w_coord_dist + 2 * torch.arange(2 * side).double() / side
    y = -1 + 2 * (side - 1 - torch.arange(side)).double() / side
    phase = basis[:, 0, None, None] * x[None, None] + basis[:, 1, None, None] * y[None, :, None]
    return torch.cat([phase.sin(), phase.cos()]).float()


def margins(levels: list[int]) -> dict[int, tuple[int, int]]:
    """Extra columns on either side at each level: (of conv1's output, of the picture), from the top level down."""
    result, features, picture = {}, 0, 0
    for level in reversed(levels):
        result[level] = (features, picture)
        picture = -(-picture // 2) + 1
        features = max(picture, -(-(features + 1) // 2) + 1)
    return result


def upsampling_filter(channels: int) -> Tensor:
    """[channels, 1, 4, 4]: the filter [1, 3, 3, 1]/4 along rows and columns, which smooths what a transposed convolution spread."""
    taps = torch.tensor([1.0, 3.0, 3.0, 1.0]) / 4
    return torch.outer(taps, taps).expand(channels, 1, 4, 4).contiguous(memory_format=torch.channels_last)


def coordinate_scale(shape: Shape, level: int) -> Tensor:
    """[2 F]: how loud each coordinate begins, as a factor of its style. The highest octaves alternate from pixel to pixel; at
    full strength a young generator weaves them into a grid that it takes very long to unlearn."""
    basis = coordinate_basis(shape, level) / (math.pi / 4)
    scale = 1 / basis.abs().amax(1)
    return scale.where(basis[:, 0] == 0, 0.2 * scale).repeat(2)


def coordinate_mask(shape: Shape, level: int) -> Tensor:
    """[2 F]: 0 for coordinates that are not used."""
    basis = coordinate_basis(shape, level) / (math.pi / 4)
    direction = (basis[:, 0] == 0) | shape.abscissa
    octave = basis[:, 1].abs().maximum(basis[:, 0].abs()) <= 2 ** (shape.highest_octave + 1)
    return (direction & octave).float().repeat(2)


class Affine(nn.Module):
    def __init__(self, inputs: int, outputs: int, bias: float, scale: Tensor | None = None):
        """`scale`: factors that the last outputs begin with."""
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs))
        self.bias = nn.Parameter(torch.full((outputs,), bias))
        if scale is not None:
            with torch.no_grad():
                self.weight[-len(scale) :] *= scale[:, None]
                self.bias[-len(scale) :] *= scale

    def forward(self, w: Tensor) -> Tensor:
        return F.linear(w, self.weight / math.sqrt(self.weight.shape[1]), self.bias)


class Mapping(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.lr = shape.mapping_lr
        self.count = shape.mapping_layers
        for i in range(self.count):
            inputs = shape.z_dim if i == 0 else shape.w_dim
            layer = nn.Module()
            layer.weight = nn.Parameter(torch.randn(shape.w_dim, inputs) / self.lr)
            layer.bias = nn.Parameter(torch.zeros(shape.w_dim))
            setattr(self, f"fc{i}", layer)
        self.register_buffer("w_avg", torch.zeros(shape.w_dim))

    def forward(self, z: Tensor) -> Tensor:
        x = z * (z.square().mean(-1, keepdim=True) + 1e-8).rsqrt()
        for i in range(self.count):
            layer = getattr(self, f"fc{i}")
            x = F.linear(x, layer.weight * (self.lr / math.sqrt(x.shape[-1])), layer.bias * self.lr)
            x = F.leaky_relu(x, SLOPE) * SQRT2
        return x


class Columns:
    """Where a batch of strips lies: for each level, how its columns mix the anchors and where they are in the coordinates."""

    def __init__(self, shape: Shape, left: Tensor, anchors: int, width: int, device: torch.device):
        """left [batch]: first column at level 4, counted from anchor 1 of `anchors`; width: columns at level 4."""
        self.shape, self.left, self.anchors, self.width = shape, left, anchors, width
        self.device = device

    def at(self, level: int, margin: int) -> Tensor:
        """[batch, columns]: global columns of a level."""
        scale = level // 4
        steps = torch.arange(-margin, self.width * scale + margin, device=self.device)
        return self.left[:, None] * scale + steps

    def weights(self, level: int, margin: int) -> Tensor:
        """[batch, columns, anchors]: linear interpolation between the two nearest anchors."""
        interval = self.shape.interval(level)
        position = (self.at(level, margin) + 0.5) / interval + 1
        index = torch.arange(self.anchors, device=self.device)
        return (1 - (position[..., None] - index).abs()).clamp(min=0)


NOISE, FINE_NOISE = 0.1, 0.03
"""Strength that noise begins with: from zero it never grows where coordinates or codes offer an easier way. From 64 rows up it
begins fainter, or it becomes dark specks."""

CONVOLUTION, COLOUR = 0.35, 0.15
"""Factors of the weights that convolutions and toRGB begin with. Demodulated weights have no scale of their own: smaller ones
only learn faster. Pictures begin grey."""


class Layer(nn.Module):
    """3x3 convolution whose input is multiplied by a style per column; `up` doubles the resolution."""

    def __init__(self, inputs: int, outputs: int, w_dim: int, up: bool, scale: Tensor | None = None):
        super().__init__()
        self.up = up
        self.affine = Affine(w_dim, inputs, 1.0, scale)
        self.weight = nn.Parameter(torch.randn(outputs, inputs, 3, 3))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.noise_strength = nn.Parameter(torch.tensor(NOISE))
        self.inputs: Tensor | None = None
        """Indices of the inputs that are given, where the others are always zero."""
        if up:
            self.register_buffer("filter", upsampling_filter(outputs), persistent=False)

    def forward(self, x: Tensor, w: Tensor, mix: Tensor, noise: Tensor | None) -> Tensor:
        style = self.affine(w)
        style = mix @ (style if self.inputs is None else style[..., self.inputs])
        x = x * style.to(x.dtype).permute(0, 2, 1)[:, :, None]
        # Demodulation and the activation's gain go into the weights.
        weight = self.weight * (SQRT2 * (self.weight.square().sum([1, 2, 3], keepdim=True) + 1e-8).rsqrt())
        bias = (self.bias * SQRT2).to(x.dtype)
        if self.inputs is not None:
            weight = weight[:, self.inputs]
        if self.up:
            weight = weight.transpose(0, 1).to(x.dtype).contiguous(memory_format=torch.channels_last)
            x = F.conv_transpose2d(x, weight, stride=2)
            # A column at either side lacks a neighbour's part.
            x = F.conv2d(x, self.filter.to(x.dtype), bias, padding=(1, 0), groups=x.shape[1])[..., 1:-1]
        else:
            x = F.conv2d(x, weight.to(x.dtype, memory_format=torch.channels_last), bias, padding=(1, 0))
        if noise is not None:
            x = x + (noise * (self.noise_strength * SQRT2)).to(x.dtype)
        return F.leaky_relu(x, SLOPE)


class ToRGB(nn.Module):
    def __init__(self, inputs: int, w_dim: int):
        super().__init__()
        self.affine = Affine(w_dim, inputs, 1.0)
        self.weight = nn.Parameter(torch.randn(3, inputs, 1, 1))
        self.bias = nn.Parameter(torch.zeros(3))

    def forward(self, x: Tensor, w: Tensor, mix: Tensor) -> Tensor:
        style = mix @ self.affine(w) / math.sqrt(self.weight.shape[1])
        x = x * style.to(x.dtype).permute(0, 2, 1)[:, :, None]
        weight = self.weight.to(x.dtype, memory_format=torch.channels_last)
        return F.conv2d(x, weight).float() + self.bias[None, :, None, None]


def double(picture: Tensor) -> Tensor:
    """Doubles rows and columns with the filter [1, 3, 3, 1]; rows end in zeros, each side loses one column of input."""
    rows = F.pad(picture, (0, 0, 1, 1))
    even, odd = rows[:, :, :-2], rows[:, :, 2:]
    picture = torch.stack([even + 3 * picture, 3 * picture + odd], 3).flatten(2, 3) / 4
    middle = 3 * picture[..., 1:-1]
    return torch.stack([picture[..., :-2] + middle, middle + picture[..., 2:]], 4).flatten(3, 4) / 4


def crop(x: Tensor, by: int) -> Tensor:
    return x[..., by:-by] if by > 0 else x


class Synthesis(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.levels = shape.levels()
        self.margins = margins(self.levels)
        for level in self.levels:
            block = nn.Module()
            channels, table = shape.channels(level), coordinate_table(shape, level)
            scale = coordinate_scale(shape, level)
            if level == 4:
                source = nn.Module()
                source.input_column = nn.Parameter(torch.randn(channels, 4))
                source.affine = Affine(shape.w_dim, channels, 0.0)
                block.input = nn.Module()
                block.input.input = source
                block.conv1 = Layer(channels + len(table), channels, shape.w_dim, up=False, scale=scale)
            else:
                below = shape.channels(level // 2)
                block.conv0 = Layer(below + len(table), channels, shape.w_dim, up=True, scale=scale)
                block.conv1 = Layer(channels, channels, shape.w_dim, up=False)
            block.torgb = ToRGB(channels, shape.w_dim)
            # Coordinates that are not used cost nothing.
            used = coordinate_mask(shape, level).nonzero()[:, 0]
            block.register_buffer("table", table[used], persistent=False)
            entry = block.conv1 if level == 4 else block.conv0
            below = entry.weight.shape[1] - len(table)
            entry.inputs = torch.cat([torch.arange(below), below + used]) if len(used) < len(table) else None
            setattr(self, f"b{level}", block)

    def forward(self, w: Tensor, columns: Columns, dtype: torch.dtype, generator: torch.Generator | None = None) -> Tensor:
        """Pictures [batch, 3, rows, columns], about [-1, 1]. `generator` draws the noise."""
        x = picture = None
        for level in self.levels:
            block = getattr(self, f"b{level}")
            features, seen = self.margins[level]
            if level == 4:
                margin = features + 1
                style = columns.weights(4, margin) @ block.input.input.affine(w)
                x = style.permute(0, 2, 1)[:, :, None] * block.input.input.input_column[None, :, :, None]
                x = x.to(dtype, memory_format=torch.channels_last)
            else:
                # conv0 makes margin q - 1 of level L/2 into 2 q - 2; it may be one column more than conv1 wants.
                margin = (self.margins[level // 2])[0]
            side = 4 if level == 4 else level // 2
            place = columns.at(side, margin) % (2 * side)
            table = block.table.permute(2, 1, 0).to(dtype)[place].permute(0, 3, 2, 1)
            x = torch.cat([x, table], 1)
            if level > 4:
                above = 2 * margin - 2
                x = block.conv0(x, w, columns.weights(side, margin), self.noise(x, level, above, columns, generator))
                x = crop(x, above - features - 1)
            x = block.conv1(x, w, columns.weights(level, features + 1), self.noise(x, level, features, columns, generator))
            rgb = block.torgb(crop(x, features - seen), w, columns.weights(level, seen))
            picture = rgb if picture is None else crop_to(double(picture), rgb.shape[3]) + rgb
        return picture

    def noise(self, x: Tensor, level: int, margin: int, columns: Columns, generator: torch.Generator | None) -> Tensor | None:
        if self.shape.noise == "none" or level > self.shape.noise_up_to:
            return None
        size = (x.shape[0], 1, level, columns.width * level // 4 + 2 * margin)
        return torch.randn(size, device=x.device, generator=generator)


def crop_to(picture: Tensor, width: int) -> Tensor:
    return crop(picture, (picture.shape[3] - width) // 2)


class Generator(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.mapping = Mapping(shape)
        self.synthesis = Synthesis(shape)

    def place(self, left: Tensor, anchors: int, width: int) -> Columns:
        return Columns(self.shape, left, anchors, width, left.device)

    def forward(self, z: Tensor, columns: Columns, dtype: torch.dtype = torch.float32) -> Tensor:
        return self.synthesis(self.mapping(z), columns, dtype)

    def frames(self, z: Tensor, left: Tensor, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
        """One frame of each of a batch of panoramas, and the codes w: z [batch, 4, z_dim], left [batch] in [0, 2 frames)
        at level 4, counted from the second anchor. Four anchors reach as far as the margins do."""
        w = self.mapping(z)
        return self.synthesis(w, self.place(left, z.shape[1], 4), dtype), w

    @torch.no_grad()
    def begin(self) -> "Generator":
        """Scales the weights of a new generator."""
        for level in self.shape.levels():
            block = getattr(self.synthesis, f"b{level}")
            block.torgb.weight *= COLOUR
            for layer in (block.conv1,) if level == 4 else (block.conv0, block.conv1):
                layer.weight *= CONVOLUTION
                layer.noise_strength.fill_(FINE_NOISE if level >= 64 else NOISE)
        self.confine()
        return self

    @torch.no_grad()
    def confine(self) -> None:
        """Sets to zero what this shape does without. To be called after every step."""
        for level in self.shape.levels():
            block = getattr(self.synthesis, f"b{level}")
            entry = block.conv1 if level == 4 else block.conv0
            mask = coordinate_mask(self.shape, level).to(entry.affine.bias.device)
            entry.affine.weight[-len(mask) :] *= mask[:, None]
            entry.affine.bias[-len(mask) :] *= mask
            if level > self.shape.noise_up_to:
                for layer in (block.conv0, block.conv1):
                    layer.noise_strength.zero_()
