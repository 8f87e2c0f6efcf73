"""Still and rough water: reflections of what stands above it, its own colour, glitter and foam."""

import math

import torch

from .noise import fade, fractal, noise, smooth

WAVES = (38.0, 15.0, 6.0, 2.4, 1.0)


def _pick(image, rows, columns):
    """Pixels of image [batch, 3, h, w] at integer rows and columns [batch, r, c]."""
    height, width = image.shape[2:]
    index = rows.long().clamp(0, height - 1) * width + columns.long().clamp(0, width - 1)
    flat = index.flatten(1).unsqueeze(1).expand(-1, 3, -1)
    return image.flatten(2).gather(2, flat).view(-1, 3, *rows.shape[1:])


def water(s, sky, camera, image, top, x, z, distance, footprint):
    """Colour [batch, 3, rows, columns] of water in the rows of `camera`, which starts at row `top` of image."""
    across = ahead = 0
    for k, wavelength in enumerate(WAVES):
        seen = fade(wavelength, footprint)
        across = across + noise(x + 5 * k, z, wavelength, k, s.offset2) * seen
        ahead = ahead + noise(x, z * 1.6, wavelength, k + 2, s.offset) * seen
    gust = (0.55 + 0.9 * fractal(x, z, 500, s.offset2, 3, footprint, 0.5, 2)).clamp(0.15, 1.4)
    rough = 0.004 + 0.05 * s.waves
    slope = rough * gust

    down = camera.tangent.abs().clamp(min=1e-4).expand_as(x)
    tilt = 2 * slope * ahead + 1.4 * slope * noise(x, z, 3.0, 1, s.offset).abs()
    rising = (down + tilt.abs() + tilt * 0.35).abs()
    horizon = camera.horizon + top
    column = torch.arange(camera.columns, device=x.device)[None, None] + across * slope * camera.focal * 0.35
    last = (horizon - 1).clamp(min=0)
    reflection = 0
    for spread in (0.0, 0.9, 2.2):
        row = torch.minimum((horizon - (rising + slope * spread) * camera.focal).clamp(min=0), last)
        reflection = reflection + _pick(image, row, column) / 3

    facing = (down + slope * 0.8 + ahead.clamp(min=0) * slope * 1.2).clamp(0, 1)
    mirror = 0.02 + 0.98 * (1 - facing / (1 + facing.square()).sqrt()) ** 5
    light = (sky.sun * sky.direction[:, 1, None, None, None].clamp(min=0) + sky.ambient) / math.pi
    body = s.deep * light * (2 * (1 + 0.3 * ahead * s.waves)).unsqueeze(1)
    colour = torch.lerp(body, reflection, mirror.unsqueeze(1).expand_as(body))

    run = torch.hypot(sky.direction[:, 0], sky.direction[:, 2])
    sun_tangent = torch.atan2(sky.direction[:, 1], run)[:, None, None]
    aside = ((camera.azimuth - s.sun_azimuth + math.pi).remainder(2 * math.pi) - math.pi).abs()
    above = (sun_tangent - torch.atan(down)) / 2
    width = 0.035 + 0.9 * rough
    path = torch.exp(-((aside / (width * 1.8)) ** 2) - (above / (width * 2.8)) ** 2)
    glitter = path * (0.35 + 0.9 * ahead + 0.6 * across).clamp(0, 1.6).square() * 0.88 * (sun_tangent > 0)
    colour = colour + glitter.unsqueeze(1) * sky.sun
    foam = smooth(1.2, 2.2, ahead + 0.5 * gust) * (s.waves - 0.6).clamp(min=0) * 0.55 * smooth(2500, 150, distance)
    return colour + foam.unsqueeze(1) * (light * 0.8 - colour)
