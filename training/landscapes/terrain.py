"""The height field, and where the rays of each column meet it."""

import math

import torch
import torch.nn.functional as F

from .noise import fade, fractal, noise, ridged, smooth, trees
from .sky import EARTH

FARTHEST = 90e3
TREE_SPACING = 0.55
COARSE_AZIMUTHS, COARSE_DISTANCES, COARSE_NEAR = 384, 160, 20.0


def height(s, x, z, distance, footprint):
    """Height in metres above the water level; waves shorter than the footprint are left out."""
    shape = s.mountain_length
    warp_x = noise(x, z, shape * 0.9, 5, s.offset2) * shape * 0.22
    warp_z = noise(x, z, shape * 0.9, 6, s.offset2) * shape * 0.22
    big = noise(x, z, shape * 3.1, 2, s.offset2)
    mountains = ridged(x + warp_x, z + warp_z, shape, s.offset, 10, footprint)
    mountains = s.mountains * (0.8 + 0.9 * big).clamp(0.38, 1.3) * (mountains - 0.16).clamp(min=0) * 1.8
    land = mountains * smooth(0.15, 1.0, distance / s.mountain_distance)
    ground = 0
    if s.has['relief']:
        ground = fractal(x + warp_x * 0.2, z + warp_z * 0.2, s.hill_length, s.offset2, 8, footprint, gain=0.42)
        ground = s.hills * (ground + 0.25) * smooth(0.02, 0.45, distance / s.hill_length.clamp(min=900))
    if s.has['dunes']:
        ground = torch.where(s.dunes > 0, _dunes(s, x, z), ground)
    if s.has['mesa']:
        ground = torch.where(s.mesa > 0, _mesas(s, x, z, warp_x, warp_z, distance, footprint), ground)
    land = land + ground
    if s.has['water']:
        bowl = smooth(s.shore, 0.25, distance / s.mountain_distance)
        basin = 14 + (26 + s.hills * 0.9) * bowl - torch.where(s.sea > 0, 60 * big - 55, 18 * big)
        land = land - s.water * basin
    return land


def _dunes(s, x, z):
    cosine, sine = torch.cos(s.wind), torch.sin(s.wind)
    bend = noise(x, z, s.dune_length * 4, 1, s.offset) * 1.3 + noise(x, z, s.dune_length * 1.6, 2, s.offset) * 0.35
    across = (x * cosine + z * sine) / s.dune_length + bend
    part = across - across.floor()
    slope = torch.where(part < 0.72, part / 0.72, (1 - part) / 0.28)
    slope = slope * slope * (3 - 2 * slope) * 0.55 + slope * 0.45
    tall = 0.5 + 0.9 * (noise(x, z, s.dune_length * 7, 3, s.offset2) + 0.4).clamp(0, 1)
    return slope * s.dune_length * 0.16 * tall + 30 * fractal(x, z, 2600, s.offset2, 2)


def _mesas(s, x, z, warp_x, warp_z, distance, footprint):
    steps = fractal(x + warp_x * 0.3, z + warp_z * 0.3, 2600, s.offset, 7, footprint)
    steps = (steps + 0.25 * noise(x, z, 9000, 3, s.offset2)) * 4
    floor = steps.floor()
    terrace = (floor + smooth(0.62, 1.0, steps - floor)).clamp(min=-0.5)
    return terrace * 95 * smooth(0.05, 0.5, distance / 2500) + 8 * fractal(x, z, 300, s.offset2, 4, footprint)


def surface(s, x, z, distance, footprint):
    """Height with trees on it, and the trees' part of it, 0 to 1."""
    land = height(s, x, z, distance, footprint)
    if not s.has['forest']:
        return land, torch.zeros_like(land)
    density = fractal(x, z, 900, s.offset, 4, footprint, 0.6, 4) + (s.forest - 0.5) * 1.3
    above_shore = torch.where(s.water > 0, smooth(1.5, 6, land), torch.ones_like(land))
    mask = smooth(-0.05, 0.16, density) * smooth(s.treeline + 120, s.treeline - 160, land)
    mask = mask * above_shore * smooth(60, 220, distance) * (s.forest > -1)
    cone, _ = trees(x, z, s.tree_height * TREE_SPACING)
    detail = fade(s.tree_height * 0.7, footprint)
    wood = mask * (cone * detail + 0.42 * (1 - detail))
    return land + wood * s.tree_height, wood


def eye_height(s):
    """Height [batch, 1, 1] of the camera above the water level, and of the ground beneath it."""
    origin = torch.zeros_like(s.eye)
    ground = height(s, origin, origin, origin + 1, origin + 1)
    ground = torch.where(s.water > 0, ground.clamp(min=0), ground)
    return ground + s.eye, ground


def cast(s, camera, steps):
    """Distance [batch, rows, columns] at which each ray meets the land; infinite where it meets the sky.

    A column's heights are taken once at distances in geometric progression; the first one whose
    tangent of elevation exceeds the ray's is found by bisection in their running maximum.
    """
    eye, _ = eye_height(s)
    nearest = (s.eye / (-camera.tangent[:, -1:]).clamp(min=0.05) * 0.12).clamp(min=2.0)
    ratio = torch.log(FARTHEST / nearest)
    part = torch.linspace(0, 1, steps, device=eye.device)[None, :, None]
    logarithm = torch.log(nearest) + ratio * part
    distance = torch.exp(logarithm)
    x, z = distance * torch.sin(camera.azimuth), distance * torch.cos(camera.azimuth)
    footprint = torch.maximum(distance * (ratio / steps * 0.28), distance / camera.focal)
    tops, _ = surface(s, x, z, distance, footprint)
    tops = torch.where(s.water > 0, tops.clamp(min=0), tops)
    tangent = (tops - distance.square() / (2 * EARTH * 1.15) - eye) / distance
    highest = tangent.cummax(1).values.transpose(1, 2).contiguous()
    rays = camera.tangent.transpose(1, 2).expand(-1, highest.shape[1], -1).contiguous()
    index = torch.searchsorted(highest, rays)
    after = index.clamp(max=steps - 1)
    before = (index - 1).clamp(0, steps - 1)
    low, high = highest.gather(2, before), highest.gather(2, after)
    part = ((rays - low) / (high - low).clamp(min=1e-9)).clamp(0, 1)
    logarithm = logarithm.transpose(1, 2)
    step = ratio / (steps - 1)
    met = torch.exp(logarithm[:, :, :1] + step * (before + part * (after - before)))
    return torch.where(index < steps, met, torch.full_like(met, math.inf)).transpose(1, 2).contiguous()


class CoarseMap:
    """Heights all around the camera on a polar grid: cheap look-ups for shadows and hollows."""

    def __init__(self, s):
        device = s.eye.device
        self.range = math.log(FARTHEST / COARSE_NEAR)
        part = torch.linspace(0, 1, COARSE_DISTANCES, device=device)[None, :, None]
        distance = COARSE_NEAR * torch.exp(part * self.range)
        azimuth = torch.linspace(-math.pi, math.pi, COARSE_AZIMUTHS + 1, device=device)[None, None]
        footprint = distance * (self.range / COARSE_DISTANCES * 0.5) + 0 * s.eye
        self.heights = height(s, distance * torch.sin(azimuth), distance * torch.cos(azimuth), distance, footprint)
        level = self.heights.unsqueeze(1)
        blurred = F.avg_pool2d(F.pad(level, (6, 6, 0, 0), mode='circular'), (1, 13), 1)
        blurred = F.avg_pool2d(F.pad(blurred, (0, 0, 4, 4), mode='replicate'), (9, 1), 1)
        self.levels = torch.cat((level, blurred), 1)

    def look(self, x, z, level):
        """Height at x, z [batch, rows, columns]; level 0 is the land, 1 the land smoothed around it."""
        u = torch.atan2(x, z) / math.pi
        v = torch.log((x.square() + z.square()).clamp(min=1)) * 0.5
        v = (v - math.log(COARSE_NEAR)) * (2 / self.range) - 1
        grid = torch.stack((u, v), -1)
        return F.grid_sample(self.levels[:, level : level + 1], grid, align_corners=True, padding_mode='border')[:, 0]


def shadow(s, coarse, sky, x, z, distance):
    """Share of the sun, 0 to 1, that other land leaves."""
    run = torch.hypot(sky.direction[:, 0], sky.direction[:, 2]).clamp(min=1e-3)[:, None, None]
    toward_x, toward_z = sky.direction[:, 0, None, None] / run, sky.direction[:, 2, None, None] / run
    rise = (sky.direction[:, 1, None, None] / run).clamp(min=0.02)
    base = coarse.look(x, z, 0)
    light = torch.ones_like(x)
    for step in range(10):
        reach = torch.clamp(distance * 3, max=25.0 * (7000 / 25.0) ** (step / 9))
        blocker = coarse.look(x + toward_x * reach, z + toward_z * reach, 0) - (base + 2 + rise * reach)
        light = torch.minimum(light, 1 - smooth(-0.02 * reach - 2, 0.06 * reach + 3, blocker))
    return light
