"""Clouds as stacked slices of noise on spheres around the earth."""

import torch
import torch.nn.functional as F

from .noise import fractal, noise
from .sky import EARTH


def _over(colour, cover, above):
    """Puts a layer (colour already times cover) over (colour, cover) of what is above it."""
    return colour + (1 - cover).unsqueeze(1) * above[0], cover + (1 - cover) * above[1]


def clouds(s, sky, camera):
    """Colour (times cover) [batch, 3, rows, columns] and cover [batch, rows, columns] of the clouds."""
    elevation = torch.atan(camera.tangent.clamp(min=2e-4))
    phase_cosine = sky.cosine(elevation, camera.azimuth)
    phase = 0.35 + 0.315 * (1 - 0.3025) / (1.3025 - 1.1 * phase_cosine) ** 1.5
    view = _View(s, sky, camera, elevation, phase)
    layer = (torch.zeros_like(phase).unsqueeze(1).expand(-1, 3, -1, -1), torch.zeros_like(phase))
    if s.has['cirrus']:
        layer = _over(*_cirrus(s, sky, view), layer)
    if s.has['patches']:
        layer = _over(*_patches(s, sky, view), layer)
    if s.has['stratus']:
        layer = _over(*_slices(s, sky, view, s.stratus, 8, 0.06, s.cover + 0.25, 1.8, 0.0), layer)
    if s.has['cumulus']:
        layer = _over(*_slices(s, sky, view, s.cumulus, 24, 0.20, s.cover, 1.0, 0.30), layer)
    return layer


class _View:
    def __init__(self, s, sky, camera, elevation, phase):
        self.up, self.flat, self.phase = torch.sin(elevation), torch.cos(elevation), phase
        self.right, self.ahead = torch.sin(camera.azimuth), torch.cos(camera.azimuth)
        self.pixel = 1 / camera.focal
        self.toward_x, self.toward_z = sky.direction[:, 0, None, None], sky.direction[:, 2, None, None]

    def meet(self, height):
        """Distance to a sphere at a height, and the place there."""
        along = EARTH * self.up
        distance = (along.square() + 2 * EARTH * height + height**2).sqrt() - along
        return distance, distance * self.flat * self.right, distance * self.flat * self.ahead


def _cirrus(s, sky, view):
    distance, x, z = view.meet(9000.0)
    cosine, sine = torch.cos(s.wind + 1), torch.sin(s.wind + 1)
    along, across = x * cosine + z * sine, (z * cosine - x * sine) * 0.22
    wobble = noise(along, across, 9000, 1, s.offset2) * 3500
    cover = fractal(along + wobble, across + wobble * 0.5, 9000, s.offset, 6, distance * view.pixel * 2, 0.6)
    cover = cover + 0.4 * noise(x, z, 30000, 3, s.offset2)
    cover = ((cover + 0.12).clamp(0, 1) * s.cirrus * torch.exp(distance / -120e3)).clamp(max=1)
    colour = sky.sun * (view.phase * 0.12).unsqueeze(1) + sky.ambient * 0.32
    return colour * cover.unsqueeze(1), cover


def _patches(s, sky, view):
    distance, x, z = view.meet(s.cloud_height * 2.2)
    footprint = distance * view.pixel * 1.2
    sparse = 0.7 * noise(x, z, s.cloud_length * 5, 3, s.offset) + s.cover
    length = s.cloud_length * 0.5
    here = 0.6 * fractal(x, z, length, s.offset2, 6, footprint, 0.6) + sparse - 0.05
    lit_x, lit_z = x + view.toward_x * 300, z + view.toward_z * 300
    beside = 0.6 * fractal(lit_x, lit_z, length, s.offset2, 4, footprint, 0.6) + sparse
    lit = torch.exp(-1.6 * beside.clamp(0, 1))
    cover = (1 - torch.exp(-1.6 * (here * 2.2).clamp(0, 1))) * torch.exp(distance / -60e3) * s.patches
    colour = sky.sun * (view.phase * lit * 0.24).unsqueeze(1) + sky.ambient * 0.34
    return colour * cover.unsqueeze(1), cover


class _Field:
    """Density of a thick layer, and that of its sunward side, on the camera's columns and distances."""

    FARTHEST, STEPS = 250e3, 224

    def __init__(self, s, view, length, shift):
        self.nearest = s.cloud_height * 0.8
        self.range = torch.log(self.FARTHEST / self.nearest)
        part = torch.linspace(0, 1, self.STEPS, device=length.device)[None, :, None]
        distance = self.nearest * torch.exp(part * self.range)
        x, z = distance * view.right, distance * view.ahead
        footprint = torch.maximum(distance * view.pixel * 0.65, distance * (self.range * 0.5 / self.STEPS))
        sparse = 0.32 * noise(x, z, s.cloud_length * 4.5, 3, s.offset)
        here = fractal(x, z, length, s.offset2, 8, footprint, 0.62) + sparse
        x, z = x + view.toward_x * shift, z + view.toward_z * shift
        self.fields = torch.stack((here, fractal(x, z, length, s.offset2, 5, footprint, 0.56) + sparse), 1)
        columns = x.shape[2]
        self.column = (torch.arange(columns, device=x.device)[None, None] + 0.5) * (2 / columns) - 1

    def look(self, distance):
        """Both densities [batch, rows, columns] at distances along the ground [batch, rows, columns or 1]."""
        row = torch.log(distance / self.nearest) / self.range
        v = (row * (self.STEPS - 1) + 0.5) * (2 / self.STEPS) - 1
        batch, rows, columns = len(v), v.shape[1], self.column.shape[2]
        grid = torch.stack((self.column.expand(batch, rows, -1), v.expand(-1, -1, columns)), -1)
        return F.grid_sample(self.fields, grid, align_corners=False, padding_mode='border').unbind(1)


def _slices(s, sky, view, present, count, thickness, cover, stretch, base):
    """A thick layer as `count` slices, front (lowest) first; `base` makes it flat underneath."""
    thick = s.cloud_length * thickness
    field = _Field(s, view, s.cloud_length * stretch, thick * 0.9)
    total = torch.zeros_like(view.phase).unsqueeze(1)
    through = torch.ones_like(view.phase)
    for index in range(count):
        part = (index + 0.5) / count
        distance, _, _ = view.meet(s.cloud_height + thick * part)
        here, sunward = field.look(distance * view.flat)
        threshold = 0.08 + 0.55 * part * part - cover + base * (1 - part) ** 6
        density = ((here - threshold) * 6.5).clamp(0, 1)
        lit = torch.exp(-2.8 * ((sunward - threshold) * 2.2).clamp(0, 1.5) * (1.3 - part)) * (0.5 + 0.5 * part)
        lit = lit * view.phase + 0.5 * (1 - density) * lit
        colour = sky.sun * (lit * 0.29).unsqueeze(1) + sky.ambient * (0.16 + 0.34 * part)
        opaque = 1 - torch.exp(-density * (5.5 / count + 0.12))
        opaque = opaque * (torch.exp(distance / -55e3) * 1.25).clamp(0, 1) * present
        total = total + (through * opaque).unsqueeze(1) * colour
        through = through * (1 - opaque)
    return total, 1 - through


def haze(elevation):
    """Share of the horizon's colour over clouds far away."""
    return torch.exp(elevation.clamp(min=1e-4) * -26) * 0.75
