"""A batch of seeds to pictures."""

import math

import torch
import torch.nn.functional as F

from .camera import Camera, develop
from .clouds import clouds, haze
from .materials import albedo
from .noise import noise, smooth
from .scene import draw, stack
from .sky import Sky
from .terrain import CoarseMap, cast, eye_height, height, shadow, surface
from .water import water

ATTEMPTS = 40
EXTINCTION = (0.75, 1.0, 1.45)
# Footprint of a sample in pixels: lower is crisper, and rough.
SHARPNESS = 0.95


def _composed(s):
    """Whether land and sky share the picture well: [batch]; judged from 24 columns of 0.5 + 0.5 radians over focal."""
    eye, _ = eye_height(s)
    part = torch.linspace(0, 1, 160, device=eye.device)[None, :, None]
    distance = 10 * torch.exp(part * math.log(6000)) + 0 * eye
    azimuth = torch.linspace(-0.5, 0.5, 24, device=eye.device)[None, None] / s.focal
    land = height(s, distance * torch.sin(azimuth), distance * torch.cos(azimuth), distance, distance * 0.04)
    land = torch.where(s.water > 0, land.clamp(min=0), land)
    tangent, where = ((land - eye) / distance).max(1)
    sky_share = s.horizon[:, 0] - tangent * s.focal[:, 0]
    far = torch.exp(where.float() / 159 * math.log(6000)) * 10
    mean = sky_share.clamp(0, 1).mean(1)
    return (mean > 0.26) & (mean < 0.68) & (sky_share.min(1).values > 0.08) & (far.median(1).values > 700)


def pick(seeds, options, device='cpu'):
    """The first well composed scene of each seed: a list of dictionaries."""
    scenes = [draw(seed, 0, options) for seed in seeds]
    waiting = list(range(len(seeds)))
    for attempt in range(1, ATTEMPTS):
        good = _composed(stack([scenes[index] for index in waiting], device)).tolist()
        waiting = [index for index, fine in zip(waiting, good) if not fine]
        if not waiting:
            break
        for index in waiting:
            scenes[index] = draw(seeds[index], attempt, options)
    return scenes


def radiance(s, rows, columns, supersample=1, left=0.0):
    """Linear colours [batch, 3, rows, columns]; sizes are those of the sampling grid."""
    camera = Camera(s, rows, columns, left)
    sky = Sky(s)
    image, horizon_colour = _heaven(s, sky, camera, supersample, left)
    met = cast(s, camera, 200 * supersample + 150)
    land = torch.isfinite(met)
    seen = torch.nonzero(land.any(2).any(0))
    if len(seen) == 0:
        return image
    top = int(seen[0])
    ground, wet = _land(s, sky, camera.below(top), met[:, top:], horizon_colour)
    image = torch.cat((image[:, :, :top], torch.where(land[:, None, top:], ground, image[:, :, top:])), 2)
    if wet is not None:
        image = _flood(s, sky, camera, image, wet & land[:, top:], top, met, horizon_colour)
    return image


def _heaven(s, sky, camera, supersample, left):
    """Sky, sun, stars and clouds, and the colour [batch, 3, 1, columns] at the horizon."""
    elevation = torch.atan(camera.tangent.clamp(min=1e-4))
    image = sky.look(elevation, camera.azimuth)
    low = torch.tensor([0.005, 0.012, 0.022], device=image.device)[None, :, None].expand(len(image), -1, -1)
    horizon_colour = sky.look(low, camera.azimuth).mean(2, keepdim=True)
    up = (camera.tangent > 0).float()
    angle = torch.acos(sky.cosine(elevation, camera.azimuth).clamp(-1, 1))
    disc = smooth(0.0085 + 0.002 * s.night, 0.0065 + 0.002 * s.night, angle) * up * (s.sun_elevation > -0.01)
    image = image + disc.unsqueeze(1) * sky.sun * (8 + 6 * s.night).unsqueeze(1)
    if s.has['night']:
        sparkle = noise(camera.azimuth * 2e3, elevation * 2e3, 6.0, 2, s.offset2)
        star = smooth(0.72, 0.95, sparkle) * up * smooth(0, 0.15, elevation) * s.night
        image = image + star.unsqueeze(1) * sky.ambient.mean(1, keepdim=True) * 1.5
    above = int(math.ceil(float(camera.horizon.max())))
    above = min(camera.rows, above + (-above) % supersample)
    if above > 4 and any(s.has[name] for name in ('cirrus', 'cumulus', 'stratus', 'patches')):
        coarse = Camera(s, camera.rows // supersample, camera.columns // supersample, left / supersample)
        coarse.tangent = coarse.tangent[:, : above // supersample]
        colour, cover = clouds(s, sky, coarse)
        both = torch.cat((colour, cover.unsqueeze(1)), 1)
        if supersample > 1:
            both = F.interpolate(both, scale_factor=supersample, mode='bilinear', align_corners=False)
        colour, cover = both[:, :3], both[:, 3:]
        far = haze(elevation[:, :above]).unsqueeze(1)
        colour = colour * (1 - far) + horizon_colour * cover * far
        clouded = image[:, :, :above] * (1 - cover) + colour
        image = torch.cat((clouded, image[:, :, above:]), 2)
    return image, horizon_colour


def _veil(s, distance, base, eye, ground):
    """Transmittance [batch, 3, rows, columns] of the air between the eye and the land."""
    extinction = torch.tensor(EXTINCTION, device=distance.device).view(1, 3, 1, 1) * 1.15
    depth = (distance / s.visibility).unsqueeze(1) * extinction
    if s.has['fog']:
        at_eye = torch.exp((ground - eye).clamp(max=0) / s.fog_height)
        at_land = torch.exp(-(base - ground).clamp(min=-20) / s.fog_height)
        between = torch.exp(-((eye + base) / 2 - ground).clamp(min=-20) / s.fog_height)
        fog = s.fog * 0.0011 * distance * (at_eye + at_land + 2 * between) / 4
        depth = depth + fog.unsqueeze(1)
    return torch.exp(-depth)


def _land(s, sky, camera, met, horizon_colour):
    """Colour of the land, and a mask of the water (None where no scene has any)."""
    distance = torch.where(torch.isfinite(met), met, torch.full_like(met, 3e4))
    x, z = distance * torch.sin(camera.azimuth), distance * torch.cos(camera.azimuth)
    footprint = distance / camera.focal * SHARPNESS
    tops, wood = surface(s, x, z, distance, footprint)
    step = (footprint * 1.2).clamp(min=0.25)
    slope_x = (surface(s, x + step, z, distance, footprint)[0] - tops) / step
    slope_z = (surface(s, x, z + step, distance, footprint)[0] - tops) / step
    wet = (tops <= 0.02) & (s.water > 0) if s.has['water'] else None
    upright = (slope_x.square() + slope_z.square() + 1).rsqrt()
    direction = sky.direction[:, :, None, None]
    facing = ((direction[:, 1] - slope_x * direction[:, 0] - slope_z * direction[:, 2]) * upright).clamp(0, 1)
    base = tops - wood * s.tree_height
    slope = 1 - (upright + 0.35 * wood).clamp(max=1)

    coarse = CoarseMap(s)
    lit = shadow(s, coarse, sky, x, z, distance)
    hollow = (0.85 + (base - coarse.look(x, z, 1)) / 160).clamp(0.45, 1.15)
    colour = albedo(s, x, z, base, slope, wood, footprint)
    direct = sky.sun * (facing * lit).unsqueeze(1)
    light = (direct + sky.ambient * (1.1 * hollow * (0.55 + 0.45 * upright)).unsqueeze(1)) / math.pi
    eye, ground = eye_height(s)
    veil = _veil(s, distance, base, eye, ground)
    far = horizon_colour * 0.92 + sky.ambient * 0.02
    return colour * light * veil + far * (1 - veil), wet


def _flood(s, sky, camera, image, wet, top, met, horizon_colour):
    """Paints the water into the rows of image from `top`."""
    first = torch.nonzero(wet.any(2).any(0))
    if len(first) == 0:
        return image
    skip = int(first[0])
    row = top + skip
    view, wet, met = camera.below(row), wet[:, skip:], met[:, row:]
    distance = torch.where(torch.isfinite(met), met, torch.full_like(met, 3e4))
    x, z = distance * torch.sin(view.azimuth), distance * torch.cos(view.azimuth)
    footprint = distance / view.focal * SHARPNESS
    colour = water(s, sky, view, image, row, x, z, distance, footprint)
    extinction = torch.tensor(EXTINCTION, device=image.device).view(1, 3, 1, 1) * 0.8
    veil = torch.exp(-(distance / s.visibility).unsqueeze(1) * extinction - (s.fog * 0.0007 * distance).unsqueeze(1))
    far = horizon_colour * 0.92 + sky.ambient * 0.02
    colour = colour * veil + far * (1 - veil)
    return torch.cat((image[:, :, :row], torch.where(wet.unsqueeze(1), colour, image[:, :, row:])), 2)


@torch.no_grad()
def render(seeds, height_pixels, width_pixels, options, supersample=1, device='cpu'):
    """Pictures of the seeds: bytes [batch, height, width, 3] on the device, and their scenes."""
    scenes = pick(seeds, options, device)
    s = stack(scenes, device)
    image = radiance(s, height_pixels * supersample, width_pixels * supersample, supersample)
    return develop(s, image, supersample), scenes


