"""What a seed stands for: the numbers that describe one landscape, its light and its camera."""

from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import torch

BIOMES = {
    'alpine': 0.14, 'lake': 0.15, 'hills': 0.12, 'dunes': 0.08, 'sea': 0.12,
    'plains': 0.09, 'mesa': 0.07, 'forest': 0.10, 'snow': 0.06, 'fjord': 0.07,
}  # fmt: skip
LIGHTS = {'day': 0.44, 'golden': 0.32, 'dusk': 0.15, 'night': 0.09}
SUN = {'day': (14, 52), 'golden': (3, 14), 'dusk': (-2.5, 3), 'night': (6, 30)}

MOUNTAINS = {
    'alpine': (1500, 3200), 'lake': (700, 2400), 'hills': (100, 600), 'dunes': (0, 900), 'sea': (150, 900),
    'plains': (700, 2400), 'mesa': (100, 500), 'forest': (400, 1700), 'snow': (900, 2600), 'fjord': (900, 2000),
}  # fmt: skip
MOUNTAIN_DISTANCE = {
    'alpine': (1500, 6500), 'lake': (1800, 6000), 'fjord': (900, 2600),
    'sea': (2500, 14000), 'hills': (1200, 5000), 'forest': (1200, 5000),
}  # fmt: skip
HILLS = {
    'alpine': (90, 320), 'lake': (40, 160), 'hills': (120, 330), 'dunes': (10, 30), 'sea': (20, 90),
    'plains': (10, 60), 'mesa': (20, 60), 'forest': (100, 300), 'snow': (60, 220), 'fjord': (50, 160),
}  # fmt: skip
SNOWLINE = {'snow': (-200, 60), 'alpine': (350, 1500), 'lake': (500, 2000), 'fjord': (300, 1400)}
FOREST = {
    'forest': (0.55, 1), 'lake': (0.1, 1), 'fjord': (0, 0.8), 'alpine': (0, 0.9),
    'hills': (-0.3, 0.5), 'plains': (-0.5, 0.3), 'snow': (-0.4, 0.7), 'sea': (-0.6, 0.5),
}  # fmt: skip
EYE_HEIGHT = {'dunes': (25, 110), 'plains': (15, 140), 'mesa': (30, 240)}
SHORE = {'sea': 2.6, 'lake': 1.3, 'fjord': 1.0}


@dataclass(frozen=True)
class Options:
    """Which scenes may be drawn: weights of biomes and lights, and the ranges of the camera."""

    biomes: tuple = tuple(BIOMES.items())
    lights: tuple = tuple(LIGHTS.items())
    focal: tuple = (0.9, 2.9)
    horizon: tuple = (0.42, 0.66)
    fog: float = 0.15


PRESETS = {
    'all': Options(),
    'alpine': Options(
        biomes=(('alpine', 0.30), ('lake', 0.32), ('fjord', 0.16), ('hills', 0.06), ('forest', 0.08), ('snow', 0.08)),
        lights=(('day', 0.6), ('golden', 0.4)),
        focal=(1.0, 1.9),
        horizon=(0.46, 0.60),
        fog=0.05,
    ),
}


def draw(seed, attempt, options):
    """The scene of a seed as a dictionary of numbers, colours as triples; attempts give other scenes."""
    random = np.random.default_rng([seed, attempt])

    def uniform(low, high):
        return float(random.uniform(low, high))

    def logarithmic(low, high):
        return float(np.exp(random.uniform(np.log(low), np.log(high))))

    def choose(weights):
        names, values = zip(*weights)
        return str(random.choice(names, p=np.array(values) / sum(values)))

    def colour(red, green, blue):
        return np.array([uniform(*red), uniform(*green), uniform(*blue)])

    s = {'offset': random.uniform(0, 512, 2), 'offset2': random.uniform(0, 512, 2)}
    biome, light = choose(options.biomes), choose(options.lights)
    for name in ('dunes', 'mesa', 'sea', 'snow'):
        s[name] = float(biome == name)
    s['night'] = float(light == 'night')
    s['sun_elevation'] = np.deg2rad(uniform(*SUN[light]))
    s['sun_azimuth'] = uniform(-np.pi, np.pi)
    s['turbidity'] = logarithmic(0.6, 4.0)
    s['visibility'] = logarithmic(18e3, 130e3)
    s['fog'] = uniform(0.3, 1) if random.random() < options.fog else 0.0
    s['fog_height'] = uniform(20, 160)
    s['dusk_grey'], s['dusk_blue'] = uniform(0.1, 0.5), uniform(0.5, 1.3)
    s['focal'] = logarithmic(*options.focal)
    s['horizon'] = uniform(*options.horizon)

    cloud = choose((('none', 0.2), ('cumulus', 0.42), ('stratus', 0.2), ('patches', 0.18)))
    for name in ('cumulus', 'stratus', 'patches'):
        s[name] = float(cloud == name)
    s['cover'], s['cloud_height'], s['cloud_length'] = uniform(-0.1, 0.30), uniform(900, 2600), uniform(2200, 6500)
    s['cirrus'] = uniform(0, 0.9) if random.random() < 0.6 else 0.0
    s['wind'] = uniform(0, np.pi)

    sometimes = biome in ('forest', 'snow', 'hills') and random.random() < 0.25
    s['water'] = float(biome in ('lake', 'sea', 'fjord') or sometimes)
    s['waves'] = uniform(0.45, 1) if biome == 'sea' else uniform(0, 1) ** 2
    s['eye'] = logarithmic(8, 120) if s['water'] else logarithmic(*EYE_HEIGHT.get(biome, (50, 480)))
    s['shore'] = SHORE.get(biome, 0.9)
    s['mountains'] = uniform(*MOUNTAINS[biome])
    s['mountain_length'] = s['mountains'] * uniform(3.0, 5.2) + 900
    s['mountain_distance'] = uniform(*MOUNTAIN_DISTANCE.get(biome, (2500, 9000)))
    s['hills'] = uniform(*HILLS[biome])
    s['hill_length'] = s['hills'] * uniform(5, 9) + 200
    s['dune_length'] = uniform(120, 420)
    s['snowline'] = uniform(*SNOWLINE.get(biome, (700, 2600)))
    s['treeline'] = s['snowline'] * uniform(0.45, 0.8) if biome not in ('dunes', 'mesa') else -1e6
    s['forest'] = uniform(*FOREST[biome]) if biome in FOREST else -2.0
    s['tree_height'] = uniform(7, 20)

    season = random.random()
    s['grass'] = colour((0.05, 0.12), (0.10, 0.16), (0.018, 0.045))
    if season < 0.22:  # dry, autumn
        s['grass'] = colour((0.16, 0.25), (0.12, 0.17), (0.03, 0.06))
    s['tree'] = colour((0.022, 0.048), (0.050, 0.085), (0.016, 0.028))
    s['other_tree'] = s['tree'] * np.array([uniform(1, 1.6), 1.2, 1])
    if season < 0.12:
        s['other_tree'] = np.array([uniform(0.10, 0.18), uniform(0.06, 0.10), 0.02])
    s['rock'] = np.array([0.16, 0.145, 0.13]) * uniform(0.5, 1.3) * colour((0.95, 1.15), (1, 1), (0.85, 1.08))
    if biome == 'mesa':
        s['rock'] = colour((0.28, 0.40), (0.13, 0.19), (0.06, 0.10))
    s['sand'] = colour((0.36, 0.52), (0.26, 0.36), (0.14, 0.24))
    if random.random() < 0.3:
        s['sand'] = colour((0.42, 0.5), (0.22, 0.28), (0.09, 0.14))
    s['soil'] = np.array([0.17, 0.13, 0.09]) * uniform(0.6, 1.2)
    s['deep'] = colour((0.006, 0.018), (0.02, 0.045), (0.024, 0.044))

    s['exposure'] = uniform(0.22, 0.33)
    s['white'] = colour((0.95, 1.06), (1, 1), (0.95, 1.06))
    s['vividness'] = uniform(0.8, 1.05)
    s['biome'], s['light'], s['seed'] = biome, light, seed
    return s


def stack(scenes, device='cpu'):
    """A batch: numbers become [batch, 1, 1], colours [batch, 3, 1, 1], offsets [batch, 2]; names stay lists."""
    batch = SimpleNamespace()
    for name, value in scenes[0].items():
        values = [scene[name] for scene in scenes]
        if isinstance(value, (str, int)):
            setattr(batch, name, values)
            continue
        tensor = torch.from_numpy(np.array(values, np.float32)).to(device)
        if tensor.dim() == 1:
            tensor = tensor[:, None, None]
        elif tensor.shape[1] == 3:
            tensor = tensor[..., None, None]
        setattr(batch, name, tensor)
    batch.has = {
        name: any(scene[name] > 0 for scene in scenes)
        for name in ('dunes', 'mesa', 'water', 'fog', 'night', 'cirrus', 'cumulus', 'stratus', 'patches')
    }
    batch.has['forest'] = any(scene['forest'] > -1 for scene in scenes)
    batch.has['relief'] = any(not (scene['dunes'] or scene['mesa']) for scene in scenes)
    return batch
