"""Gradient noise from tileable textures, and sums of it."""

from functools import lru_cache

import numpy as np
import torch
import torch.nn.functional as F

TILE = 512
CELL = 16
TREES = 48


def _gradient_tile(generator):
    """Perlin's gradient noise on a torus: [TILE, TILE], about -1 to 1, period TILE."""
    cells = TILE // CELL
    angle = generator.random((cells, cells)) * 2 * np.pi
    gradient_x, gradient_y = np.cos(angle), np.sin(angle)
    position = np.arange(TILE) / CELL
    low = position.astype(int) % cells
    high = (low + 1) % cells
    part = position - np.floor(position)
    ease = part**3 * (part * (part * 6 - 15) + 10)
    x0, y0 = np.meshgrid(low, low)
    x1, y1 = np.meshgrid(high, high)
    fx, fy = np.meshgrid(part, part)
    ex, ey = np.meshgrid(ease, ease)

    def corner(x, y, dx, dy):
        return gradient_x[y, x] * dx + gradient_y[y, x] * dy

    top = corner(x0, y0, fx, fy) * (1 - ex) + corner(x1, y0, fx - 1, fy) * ex
    bottom = corner(x0, y1, fx, fy - 1) * (1 - ex) + corner(x1, y1, fx - 1, fy - 1) * ex
    return (top * (1 - ey) + bottom * ey) * 1.5


def _tree_tiles(generator):
    """Cones on a jittered grid of TREES x TREES: their height, 0 to 1, and a tint for each tree."""
    size = TILE / TREES
    place = np.arange(TREES)
    tree_x = (place[None, :] + generator.random((TREES, TREES))) * size
    tree_y = (place[:, None] + generator.random((TREES, TREES))) * size
    tall = 0.45 + 0.55 * generator.random((TREES, TREES))
    tints = generator.random((TREES, TREES))
    y, x = np.mgrid[0:TILE, 0:TILE] + 0.5
    cell_y, cell_x = (y // size).astype(int), (x // size).astype(int)
    height, tint = np.zeros((TILE, TILE)), np.zeros((TILE, TILE))
    for step_y in (-1, 0, 1):
        for step_x in (-1, 0, 1):
            row, column = (cell_y + step_y) % TREES, (cell_x + step_x) % TREES
            dx = (x - tree_x[row, column] + TILE / 2) % TILE - TILE / 2
            dy = (y - tree_y[row, column] + TILE / 2) % TILE - TILE / 2
            cone = tall[row, column] * (1 - np.hypot(dx, dy) / (size * 0.85))
            higher = cone > height
            height[higher], tint[higher] = cone[higher], tints[row, column][higher]
    return height, tint


@lru_cache(maxsize=None)
def _tiles(device):
    """The textures with one more row and column, so that interpolation wraps around."""
    generator = np.random.default_rng(7)
    arrays = [_gradient_tile(generator) for _ in range(4)]
    arrays += _tree_tiles(np.random.default_rng(3))
    return [
        torch.from_numpy(np.pad(array, ((0, 1), (0, 1)), mode='wrap').astype(np.float32))[None, None].to(device)
        for array in arrays
    ]


def _sample(index, u, v):
    """Bilinear look-up in texture `index` at (u, v), in periods of the texture; a field like u."""
    grid = torch.stack((u, v), -1)
    grid = grid.sub_(grid.floor()).mul_(2).sub_(1)
    shape = u.shape
    tile = _tiles(u.device)[index]
    return F.grid_sample(tile, grid.view(1, -1, shape[-1], 2), align_corners=True).view(shape)


def noise(x, z, wavelength, k, offset):
    """Gradient noise; k picks the texture and a rotation, offset [batch, 2] shifts the scene's own."""
    cosine, sine = float(np.cos(0.7 + 1.3 * k)), float(np.sin(0.7 + 1.3 * k))
    scale = CELL / TILE / wavelength
    u = (x * cosine - z * sine) * scale + (offset[:, 0, None, None] + 37.3 * k) / TILE
    v = (x * sine + z * cosine) * scale + (offset[:, 1, None, None] + 91.7 * k) / TILE
    return _sample(k & 3, u, v)


def trees(x, z, spacing):
    """Heights, 0 to 1, and tints of trees that stand `spacing` metres apart."""
    scale = 1 / (TREES * spacing)
    return _sample(4, x * scale, z * scale), _sample(5, x * scale, z * scale)


def smooth(start, end, value):
    """Hermite step from 0 at start to 1 at end; start may be above end."""
    t = ((value - start) / (end - start)).clamp(0, 1)
    return t * t * (3 - 2 * t)


def fade(wavelength, footprint):
    """1 where waves are longer than four footprints of a sample, 0 below two: no aliasing."""
    return (wavelength / (2 * footprint) - 1).clamp(0, 1)


def _rows(wavelength, footprint):
    """The rows in which waves of this length are seen at all, as a slice (fade is 0 elsewhere)."""
    seen = torch.nonzero((footprint * 2 < wavelength).any(2).any(0))
    return slice(int(seen[0]), int(seen[-1]) + 1) if len(seen) else slice(0, 0)


def fractal(x, z, wavelength, offset, octaves, footprint=None, gain=0.5, first=0):
    """Octaves of noise, each half as long as the one before; about -1 to 1."""
    if footprint is None:
        footprint = torch.zeros_like(x[:, :, :1])
    total, amplitude, weight = torch.zeros_like(x), 1.0, 0.0
    for k in range(octaves):
        rows = _rows(wavelength, footprint)
        if rows.stop > rows.start:
            octave = noise(x[:, rows], z[:, rows], wavelength, k + first, offset)
            total[:, rows] += octave * (fade(wavelength, footprint[:, rows]) * amplitude)
        weight += amplitude
        amplitude, wavelength = amplitude * gain, wavelength * 0.49
    return total * (1.6 / weight)


def ridged(x, z, wavelength, offset, octaves, footprint):
    """Ridged multifractal noise, 0 to 1: sharp crests, rough high and smooth low (Musgrave)."""
    total, carry = torch.zeros_like(x), torch.ones_like(x)
    amplitude, weight = 1.0, 0.0
    for k in range(octaves):
        rows = slice(0, x.shape[1]) if k < 2 else _rows(wavelength, footprint)
        if rows.stop > rows.start:
            crest = (1 - noise(x[:, rows], z[:, rows], wavelength, k, offset).abs() * 1.25).clamp(0, 1)
            crest = crest.square() * carry[:, rows]
            total[:, rows] += amplitude * (crest * fade(wavelength, footprint[:, rows]) if k > 1 else crest)
            carry[:, rows] = (crest * 1.7).clamp(0, 1)
        weight += amplitude
        amplitude, wavelength = amplitude * 0.5, wavelength * 0.49
    return total / weight
