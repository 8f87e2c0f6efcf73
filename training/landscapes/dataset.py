"""Sets of pictures: which seeds go into which shard, rendered in parallel."""

import dataclasses
import multiprocessing
import time

import numpy as np
import torch

from . import shards
from .render import render
from .scene import BIOMES, LIGHTS, PRESETS


def restrict(options):
    """The preset with only the named biomes and lights; a name the preset lacks keeps its usual weight."""
    scene = PRESETS[options.preset]
    for field, names, weights in (('biomes', options.biomes, BIOMES), ('lights', options.light, LIGHTS)):
        if names is None:
            continue
        unknown = set(names.split(',')) - set(weights)
        if unknown:
            raise ValueError(f'unknown {field}: {", ".join(sorted(unknown))}; there are {", ".join(weights)}')
        of_preset = dict(getattr(scene, field))
        chosen = tuple((name, of_preset.get(name, weights[name])) for name in names.split(','))
        scene = dataclasses.replace(scene, **{field: chosen})
    return scene


def pictures_of(seeds, options):
    """Bytes [count, height, width, 3] of the pictures of the seeds."""
    batch = options.batch or (1 if options.device == 'cpu' else 64)
    parts = []
    for start in range(0, len(seeds), batch):
        some = list(seeds[start : start + batch])
        picture, _ = render(
            some, options.height, options.width, restrict(options), options.supersample, options.device
        )
        parts.append(picture.cpu().numpy())
    return np.concatenate(parts)


def _render_shard(task):
    path, seeds, options = task
    torch.set_num_threads(1)
    start = time.time()
    shards.write(path, pictures_of(seeds, options))
    return f'{path.name}: {len(seeds)} pictures, {(time.time() - start) / len(seeds):.3f} s each'


def render_set(options):
    """Renders the shards that are missing, several at once on a CPU, and writes the index."""
    options.out.mkdir(parents=True, exist_ok=True)
    seeds = range(options.first_seed, options.first_seed + options.count)
    tasks = []
    for start in range(0, options.count, options.shard):
        some = seeds[start : start + options.shard]
        path = options.out / f'{some[0]:08d}-{len(some):04d}.npy'
        if not path.exists():
            tasks.append((path, some, options))
    if options.processes > 1 and options.device == 'cpu':
        with multiprocessing.get_context('spawn').Pool(options.processes) as pool:
            for line in pool.imap_unordered(_render_shard, tasks):
                print(line, flush=True)
    else:
        for task in tasks:
            print(_render_shard(task), flush=True)
    described = ('preset', 'biomes', 'light', 'first_seed', 'count', 'height', 'width', 'supersample')
    shards.write_index(options.out, {'source': 'landscapes', **{name: getattr(options, name) for name in described}})
