"""python -m landscapes: renders a set of pictures into a folder, or a contact sheet."""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from .dataset import contact_sheet, path_of, pictures_of, render_set, restrict
from .scene import BIOMES, LIGHTS, PRESETS


def parse(arguments=None):
    parser = argparse.ArgumentParser(prog='python -m landscapes', description=__doc__)
    parser.add_argument('--out', type=Path, help='folder of the pictures; those already there are kept')
    parser.add_argument('--sheet', type=Path, help='contact sheet (PNG) of the first 64 pictures')
    parser.add_argument('--columns', type=int, default=8, help='pictures in a row of the sheet')
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
        seeds = range(options.first_seed, options.first_seed + min(64, options.count))
        if options.out:
            pictures = [np.asarray(Image.open(path_of(seed, options))) for seed in seeds]
        else:
            torch.set_num_threads(1)
            pictures = pictures_of(seeds, options)
        contact_sheet(pictures, options.sheet, options.columns)


if __name__ == '__main__':
    main()
