"""python -m landscapes: renders a set of pictures into shards, or a contact sheet."""

import argparse
import itertools
from pathlib import Path

import torch

from . import shards
from .dataset import pictures_of, render_set, restrict
from .scene import BIOMES, LIGHTS, PRESETS


def parse(arguments=None):
    parser = argparse.ArgumentParser(prog='python -m landscapes', description=__doc__)
    parser.add_argument('--out', type=Path, help='folder of the shards; complete ones in it are kept')
    parser.add_argument('--sheet', type=Path, help='contact sheet (PNG) of the first 64 pictures')
    parser.add_argument('--count', type=int, default=64)
    parser.add_argument('--first-seed', type=int, default=0)
    parser.add_argument('--height', type=int, default=128)
    parser.add_argument('--width', type=int, default=256)
    parser.add_argument('--supersample', type=int, default=1)
    parser.add_argument('--preset', choices=PRESETS, default='all')
    parser.add_argument('--biomes', help='comma-separated: ' + ', '.join(BIOMES))
    parser.add_argument('--light', help='comma-separated: ' + ', '.join(LIGHTS))
    parser.add_argument('--device', default='cpu')
    parser.add_argument('--processes', type=int, default=1, help='single-threaded ones, on a CPU')
    parser.add_argument('--batch', type=int, help='pictures at once: 1 on a CPU, 64 elsewhere')
    parser.add_argument('--shard', type=int, default=250, help='pictures in a file')
    options = parser.parse_args(arguments)
    if not options.out and not options.sheet:
        parser.error('give --out or --sheet')
    try:
        restrict(options)
    except ValueError as error:
        parser.error(str(error))
    return options


def main():
    options = parse()
    if options.out:
        render_set(options)
    if options.sheet:
        if options.out:
            pictures = list(itertools.islice(itertools.chain(*shards.read(options.out)), 64))
        else:
            torch.set_num_threads(1)
            pictures = pictures_of(range(options.first_seed, options.first_seed + min(64, options.count)), options)
        shards.contact_sheet(pictures, options.sheet)


if __name__ == '__main__':
    main()
