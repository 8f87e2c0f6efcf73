"""Sets of pictures: a folder of PNG files named by seed, rendered in parallel, with an index."""

import dataclasses
import json
import multiprocessing
import time

import numpy as np
import torch
from PIL import Image

from .render import render
from .scene import BIOMES, LIGHTS, PRESETS

TASK = 50


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
    """Yields bytes [height, width, 3] of the pictures of the seeds."""
    batch = options.batch or (1 if options.device == 'cpu' else 64)
    for start in range(0, len(seeds), batch):
        some = list(seeds[start : start + batch])
        pictures, _ = render(
            some, options.height, options.width, restrict(options), options.supersample, options.device
        )
        yield from pictures.cpu().numpy()


def path_of(seed, options):
    return options.out / f'{seed:08d}.png'


def _render_files(task):
    seeds, options = task
    torch.set_num_threads(1)
    start = time.time()
    for seed, picture in zip(seeds, pictures_of(seeds, options)):
        partial = path_of(seed, options).with_suffix('.partial')
        Image.fromarray(picture).save(partial, 'PNG', compress_level=1)
        partial.replace(path_of(seed, options))
    return f'{seeds[0]} to {seeds[-1]}: {(time.time() - start) / len(seeds):.3f} s a picture'


def _describe(options):
    """Writes index.json; ends the program where the folder holds pictures of other settings."""
    fixed = ('preset', 'biomes', 'light', 'height', 'width', 'supersample')
    settings = {name: getattr(options, name) for name in fixed}
    path = options.out / 'index.json'
    if path.exists() and {name: json.loads(path.read_text())[name] for name in fixed} != settings:
        raise SystemExit(f'{options.out} holds pictures of other settings, see its index.json; choose another folder')
    index = {'source': 'landscapes', **settings, 'first_seed': options.first_seed, 'count': options.count}
    path.write_text(json.dumps(index, indent=1) + '\n')


def render_set(options):
    """Renders the pictures that are missing, several at once on a CPU, and writes the index."""
    options.out.mkdir(parents=True, exist_ok=True)
    _describe(options)
    seeds = range(options.first_seed, options.first_seed + options.count)
    missing = [seed for seed in seeds if not path_of(seed, options).exists()]
    tasks = [(missing[start : start + TASK], options) for start in range(0, len(missing), TASK)]
    if options.processes > 1 and options.device == 'cpu':
        with multiprocessing.get_context('spawn').Pool(options.processes) as pool:
            for line in pool.imap_unordered(_render_files, tasks):
                print(line, flush=True)
    else:
        for task in tasks:
            print(_render_files(task), flush=True)


def contact_sheet(pictures, path, columns=8):
    """Writes pictures side by side in rows of `columns`."""
    pictures = list(pictures)
    height, width = pictures[0].shape[:2]
    rows = -(-len(pictures) // columns)
    sheet = np.zeros((rows * height, columns * width, 3), np.uint8)
    for index, picture in enumerate(pictures):
        row, column = divmod(index, columns)
        sheet[row * height : (row + 1) * height, column * width : (column + 1) * width] = picture
    Image.fromarray(sheet).save(path)
