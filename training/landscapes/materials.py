"""Colours of the land: grass, soil, sand, rock, trees, snow."""

import torch

from .noise import fade, fractal, noise, smooth, trees
from .terrain import TREE_SPACING

SNOW = (0.78, 0.81, 0.86)


def _mix(colour, other, share):
    return colour + share.unsqueeze(1) * (other - colour)


def _tinted(colour, brightness):
    return colour * (1 + brightness).unsqueeze(1)


def albedo(s, x, z, base, slope, wood, footprint):
    """Colour [batch, 3, rows, columns] of the land at x, z; base is the height without trees."""
    broad = fractal(x, z, 420, s.offset, 6, footprint, 0.66, 3)
    middle = noise(x, z, 23, 2, s.offset) * fade(23, footprint)
    fine = noise(x, z, 4, 1, s.offset) * fade(4, footprint)
    clumps = noise(x, z, 9, 0, s.offset2) * fade(9, footprint)
    tiny = noise(x, z, 1.1, 3, s.offset) * fade(1.1, footprint)
    layers = noise(base * 9 + broad * 60, torch.zeros_like(base) + 7, 160, 1, s.offset) * fade(30, footprint)

    rock = _tinted(s.rock, 0.4 * broad + 0.3 * middle + (0.3 + 0.4 * s.mesa) * layers + 0.3 * fine + 0.25 * tiny)
    ground = _tinted(s.grass, 0.6 * broad + 0.35 * middle + 0.35 * clumps + 0.5 * fine + 0.45 * tiny)
    ground = _mix(ground, s.soil, smooth(0.1, 0.6, broad + 0.3 * middle + 0.3 * clumps + 0.3 * fine - 0.05) * 0.6)
    if s.has['mesa']:
        desert = _tinted(s.sand * 0.55 + s.rock * 0.45, 0.2 * broad + 0.15 * middle + 0.2 * fine)
        desert = _mix(desert, s.grass * 0.8, smooth(0.05, 0.5, broad + 0.7 * middle) * 0.55)
        ground = torch.where(s.mesa.unsqueeze(1) > 0, desert, ground)
    if s.has['dunes']:
        sand = _tinted(s.sand, 0.10 * broad + 0.05 * middle + 0.10 * fine)
        ground = torch.where(s.dunes.unsqueeze(1) > 0, sand, ground)
    ground = _bushes(s, ground, x, z, broad, footprint)

    steep = torch.where(
        s.mesa > 0,
        smooth(0.06, 0.2, slope + 0.03 * broad),
        smooth(0.16, 0.34, slope + 0.10 * broad + 0.05 * middle),
    )
    bare = torch.maximum(steep, 0.75 * smooth(s.treeline - 100, s.treeline + 500, base + 160 * broad))
    bare = torch.where(s.dunes > 0, smooth(140, 320, base + 60 * broad), bare)
    colour = _mix(ground, rock, bare)
    if s.has['water']:
        beach = _tinted(s.sand * 0.6 + s.soil * 0.4, 0.2 * fine + 0.2 * middle)
        colour = _mix(colour, beach, smooth(3.5 + 2 * middle, 0.6, base) * s.water)

    covered = smooth(0.02, 0.12, wood)
    if s.has['forest']:
        _, tint = trees(x, z, s.tree_height * TREE_SPACING)
        other = smooth(0.35, 0.8, tint * 0.4 + 0.6 * (broad + 0.5))
        leaves = _mix(s.tree, s.other_tree, other)
        leaves = _tinted(leaves, 0.4 * (tint - 0.5)) * (0.45 + 1.1 * wood.clamp(0, 1) ** 0.8).unsqueeze(1)
        colour = _mix(colour, leaves, covered)
    snow = smooth(-130, 190, base - s.snowline + 260 * broad + 60 * middle) * smooth(0.50, 0.22, slope + 0.04 * broad)
    snow = snow * (1 - 0.75 * covered * smooth(0, 0.5, wood)) * (1 - s.dunes)
    white = torch.tensor(SNOW, device=x.device).view(1, 3, 1, 1)
    return _mix(colour, white, snow).clamp(min=0.002)


def _bushes(s, ground, x, z, broad, footprint):
    cone, tint = trees(x, z, 3.2 + 0 * s.dunes)
    where = smooth(-0.25, 0.35, broad + 0.5 * noise(x, z, 60, 0, s.offset2)) * fade(3.0, footprint)
    where = where * smooth(0.25, 0.5, cone) * (1 - torch.maximum(s.dunes, s.snow))
    return ground * ((1 - 0.55 * where * (1.2 - cone)) * (1 + 0.25 * tint * where)).unsqueeze(1)


