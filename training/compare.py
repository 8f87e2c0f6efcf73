"""python compare.py OUT.png --new WEIGHTS --old WEIGHTS --photographs FOLDER: panoramas of two models and strips of photographs.

Uncurated: seeds from 2001 on, anchors kindred to half, in three columns side by side.
"""

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from panorama import panorama, stack
from pictures import read_folder
from weights import read_generator

KINDRED = 0.5


def scaled(strip: Tensor, rows: int) -> Tensor:
    """uint8 [3, rows, columns]."""
    if strip.shape[1] == rows:
        return strip
    size = (rows, round(strip.shape[2] * rows / strip.shape[1]))
    smooth = F.interpolate(strip[None].float(), size, mode="bicubic", align_corners=False, antialias=strip.shape[1] > rows)
    return smooth[0].round().clamp(0, 255).byte()


def photographs(folder: Path, rows: int, frames: int, count: int) -> list[Tensor]:
    """Strips of photographs side by side, as wide as a panorama of the frames."""
    pictures = torch.from_numpy(read_folder(folder, rows)).permute(0, 3, 1, 2)
    each = -(-frames * rows // pictures.shape[3])
    wide = [torch.cat(list(pictures[i * each : (i + 1) * each]), 2) for i in range(min(count, len(pictures) // each))]
    return [strip[:, :, : frames * rows] for strip in wide]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--new", type=Path, required=True)
    parser.add_argument("--old", type=Path, required=True)
    parser.add_argument("--photographs", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=96, help="height of a strip in the sheet")
    parser.add_argument("--frames", type=int, default=8)
    parser.add_argument("--count", type=int, default=20)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    columns = []
    for file in (arguments.new, arguments.old):
        generator = read_generator(file).eval()
        columns.append([scaled(panorama(generator, 2001 + i, arguments.frames, KINDRED), arguments.rows) for i in range(arguments.count)])
    columns.append(photographs(arguments.photographs, arguments.rows, arguments.frames, arguments.count))
    gap = torch.full((3, arguments.rows, 12), 255, dtype=torch.uint8)
    strips = [torch.cat([new, gap, old, gap, real], 2) for new, old, real in zip(*columns)]
    stack(strips).save(arguments.out)


if __name__ == "__main__":
    main()
