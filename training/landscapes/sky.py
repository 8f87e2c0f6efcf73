"""Daylight, dusk and moonlight: single scattering in a spherical atmosphere, tabulated."""

import math

import torch
import torch.nn.functional as F

from .noise import smooth

EARTH = 6371e3
ATMOSPHERE = EARTH + 80e3
RAYLEIGH_HEIGHT, MIE_HEIGHT = 8e3, 1.2e3
# Scattering and absorption coefficients at sea level, per metre, for red, green and blue.
RAYLEIGH = (5.8e-6, 13.5e-6, 33.1e-6)
OZONE = (0.65e-6, 1.88e-6, 0.085e-6)
MIE = 4e-6
ASYMMETRY = 0.76
SOLAR = 20.0
ELEVATIONS, AZIMUTHS = 32, 33
HIGHEST = 0.95
LUMINANCE = (0.2126, 0.7152, 0.0722)


def _channels(values, like):
    return torch.tensor(values, dtype=torch.float32, device=like.device)


def luminance(colour, dimension=1):
    """Relative luminance of a linear colour, the channel dimension kept."""
    shape = [1] * colour.dim()
    shape[dimension] = 3
    return (colour * _channels(LUMINANCE, colour).view(shape)).sum(dimension, keepdim=True)


def _optical_depths(altitude, cosine, steps):
    """Metres of sea-level air, haze and ozone from an altitude to space, and whether earth is in between."""
    radius = EARTH + altitude
    along = radius * cosine
    length = -along + (along.square() + ATMOSPHERE**2 - radius.square()).clamp(min=0).sqrt()
    blocked = (along < 0) & (radius.square() - along.square() < (EARTH - 20) ** 2)
    rayleigh = mie = ozone = 0
    for step in range(steps):
        weight = ((step + 1) / steps) ** 2 - (step / steps) ** 2
        distance = ((step + 0.5) / steps) ** 2 * length
        height = ((radius.square() + distance.square() + 2 * along * distance).sqrt() - EARTH).clamp(min=0)
        rayleigh = rayleigh + torch.exp(height / -RAYLEIGH_HEIGHT) * weight
        mie = mie + torch.exp(height / -MIE_HEIGHT) * weight
        ozone = ozone + (1 - (height - 25e3).abs() / 15e3).clamp(min=0) * weight
    return rayleigh * length, mie * length, ozone * length, blocked


def _radiance(elevation, azimuth, sun_elevation, turbidity, steps=18):
    """Radiance [batch, 3, ...] of the clear sky at elevation and azimuth-from-sun [batch, ...]."""
    view = elevation.unsqueeze(1)
    cosine_up = torch.sin(view)
    eye = EARTH + 300.0
    along = eye * cosine_up
    length = -along + (along.square() + ATMOSPHERE**2 - eye**2).sqrt()
    edges = torch.linspace(0, 1, steps + 1, device=view.device) ** 2.2
    shape = (1, steps) + (1,) * (elevation.dim() - 1)
    distance = ((edges[:-1] + edges[1:]) / 2).view(shape) * length
    width = (edges[1:] - edges[:-1]).view(shape) * length
    height = ((eye**2 + distance.square() + 2 * along * distance).sqrt() - EARTH).clamp(min=0)

    sun = sun_elevation.view((-1,) + (1,) * elevation.dim())
    toward_sun = torch.cos(view) * torch.cos(azimuth.unsqueeze(1)) * torch.cos(sun)
    angle = cosine_up * torch.sin(sun) + toward_sun
    sun_cosine = ((eye + distance * cosine_up) * torch.sin(sun) + distance * toward_sun) / (EARTH + height)
    rayleigh, mie, ozone, blocked = _optical_depths(height, sun_cosine, 6)

    rayleigh_here = torch.exp(height / -RAYLEIGH_HEIGHT) * width
    mie_here = torch.exp(height / -MIE_HEIGHT) * width
    ozone_here = (1 - (height - 25e3).abs() / 15e3).clamp(min=0) * width
    rayleigh = rayleigh + rayleigh_here.cumsum(1) - rayleigh_here / 2
    mie = mie + mie_here.cumsum(1) - mie_here / 2
    ozone = ozone + ozone_here.cumsum(1)

    square = ASYMMETRY**2
    phase_rayleigh = 3 / (16 * math.pi) * (1 + angle.square())
    phase_mie = (
        3 / (8 * math.pi) * (1 - square) * (1 + angle.square())
        / ((2 + square) * (1 + square - 2 * ASYMMETRY * angle) ** 1.5)
    )
    haze = MIE * turbidity.view(sun.shape)
    lit = (~blocked).float()
    twilight = smooth(-0.12, 0.05, sun_cosine) * (0.22 / (4 * math.pi))
    channels = []
    for channel in range(3):
        depth = RAYLEIGH[channel] * rayleigh + haze * 1.1 * mie + OZONE[channel] * ozone
        single = torch.exp(-depth) * lit
        many = torch.exp(-0.35 * depth) * twilight  # light scattered more than once: weaker extinction, no direction
        scattered = (single * phase_rayleigh + many) * rayleigh_here * RAYLEIGH[channel]
        scattered = scattered + (single * phase_mie + many) * mie_here * haze
        channels.append(SOLAR * scattered.sum(1))
    return torch.stack(channels, 1)


def sunlight(sun_elevation, turbidity):
    """Colour [batch, 3] of the sun's light at the ground."""
    cosine = torch.sin(sun_elevation.clamp(min=0.002))
    rayleigh, mie, ozone, _ = _optical_depths(torch.full_like(cosine, 500.0), cosine, 16)
    depth = (
        _channels(RAYLEIGH, cosine) * rayleigh[:, None]
        + (MIE * 1.1 * turbidity * mie)[:, None]
        + _channels(OZONE, cosine) * ozone[:, None]
    )
    return SOLAR * torch.exp(-depth) * smooth(-0.045, 0.03, sun_elevation)[:, None]


def _table_elevation(device):
    return torch.linspace(0, 1, ELEVATIONS, device=device) ** 1.8 * HIGHEST + 6e-4


class Sky:
    """The light of a batch of scenes: `sun` and `ambient` [batch, 3, 1, 1], `direction` to the sun [batch, 3]."""

    def __init__(self, scene):
        device = scene.sun_elevation.device
        sun_elevation, turbidity = scene.sun_elevation.flatten(), scene.turbidity.flatten()
        batch = len(sun_elevation)
        elevation = _table_elevation(device)[None, :, None].expand(batch, -1, AZIMUTHS)
        azimuth = torch.linspace(0, math.pi, AZIMUTHS, device=device)[None, None].expand(batch, ELEVATIONS, -1)
        table = _radiance(elevation, azimuth, sun_elevation, turbidity)
        probes = torch.tensor([[0.25, 0.6, 1.2, 0.25, 0.6], [0.8, 2.0, 0.0, -2.2, 3.0]], device=device)
        ambient = _radiance(probes[0].expand(batch, -1), probes[1].expand(batch, -1), sun_elevation, turbidity)
        ambient = ambient.mean(2)[..., None, None] * math.pi
        sun = sunlight(sun_elevation, turbidity)[..., None, None]

        # Twilight: the ozone layer's blue, and less of the single scattering's violet.
        night = scene.night.unsqueeze(1)
        dusk = (1 - scene.sun_elevation.clamp(0, 0.09) / 0.09).unsqueeze(1) * (1 - night)
        grey = dusk * scene.dusk_grey.unsqueeze(1)
        blue = _channels((0.42, 0.62, 1.0), sun).view(1, 3, 1, 1) * ambient.mean(1, keepdim=True)
        blue = blue * scene.dusk_blue.unsqueeze(1) * dusk
        height = (elevation[:1, None] / 0.5).clamp(0, 1)
        table = torch.lerp(table, luminance(table).expand_as(table), grey * 0.8) + blue * (0.35 + 0.65 * height)
        warm = luminance(sun) * _channels((1.1, 0.95, 0.9), sun).view(1, 3, 1, 1)
        sun = torch.lerp(sun, warm, grey)
        ambient = torch.lerp(ambient, luminance(ambient).expand_as(ambient), grey) + blue * 1.2

        moon = 1 + night * (_channels((0.62, 0.80, 1.12), sun).view(1, 3, 1, 1) - 1)
        self.table, self.ambient, self.sun = table * moon, ambient * moon, sun * moon * (1 - 0.2 * night)
        self.azimuth = scene.sun_azimuth
        cosine = torch.cos(scene.sun_elevation)
        self.direction = torch.cat(
            (cosine * torch.sin(self.azimuth), torch.sin(scene.sun_elevation), cosine * torch.cos(self.azimuth)), 1
        )[..., 0]

    def look(self, elevation, azimuth):
        """Clear sky [batch, 3, rows, columns] at elevation [batch, rows, 1] and azimuth [batch, 1, columns]."""
        away = (azimuth - self.azimuth + math.pi).remainder(2 * math.pi) - math.pi
        u = away.abs() * (2 / math.pi) - 1
        v = ((elevation.clamp(min=6e-4) - 6e-4) / HIGHEST).clamp(0, 1) ** (1 / 1.8) * 2 - 1
        rows, columns = elevation.shape[1], azimuth.shape[2]
        grid = torch.stack((u.expand(-1, rows, -1), v.expand(-1, -1, columns)), -1)
        return F.grid_sample(self.table, grid, align_corners=True, padding_mode='border')

    def cosine(self, elevation, azimuth):
        """Cosine of the angle to the sun."""
        x, y, z = (self.direction[:, axis, None, None] for axis in range(3))
        return torch.sin(elevation) * y + torch.cos(elevation) * (torch.sin(azimuth) * x + torch.cos(azimuth) * z)
