"""Measures a generator against pictures it was trained on and pictures it never saw, from its weights file alone.

The reference is the mixture of training: renders, and photographs by a share. Beside every figure stands its floor, that of other
renders, never seen in training, and of other cuts of the photographs.

  Frechet             distance in features that took no part in training, see frechet.py
  sliced Wasserstein  distance of 7 x 7 patches of Laplacian pyramids (Karras et al., arXiv 1710.10196, times 1000), for each
                      level; beside it the distance of trained to held-out pictures, the least that can be hoped for
  precision, recall   Kynkaanniemi et al., arXiv 1904.06991, and coverage (Naeem et al., arXiv 2002.09797), in a space of
                      picture descriptors: coarse picture and local energy of each pyramid level, whitened
  seams               mean |dx| across borders of tiles, and across anchors, over mean |dx| elsewhere: 1 is seamless. Upsampling
                      makes every second, fourth, eighth... column a little different; so also over the columns midway
                      between borders, which share all of that with them and have no border
  gradient            mean |dx| of generated pictures over that of the data: 1 is as sharp
  nearest             median distance of generated pictures to the nearest training render, over that of unseen renders; and to
                      the nearest photograph, over that of each photograph to the others: well below 1 means learnt by heart
  eight bits          difference, in levels of 255, that weights of 8 bits (one scale a row) make to the same pictures
  stationarity        brightness, contrast and gradient of columns near an anchor over those midway
"""

import argparse
import copy
import json
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

import codes
import frechet
from generator import Generator
from pictures import Pictures
from weights import read_generator

NEIGHBOURS = 5


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--renders", type=Path, required=True, help="renders it was trained on")
    parser.add_argument("--unseen", type=Path, required=True, help="renders of the same kind that it never saw")
    parser.add_argument("--photographs", type=Path, help="photographs it was trained on")
    parser.add_argument("--share", type=float, default=0.5, help="of photographs")
    parser.add_argument("--package", type=Path, help="folder of the npm package; without it no Frechet distance")
    parser.add_argument("--network", choices=list(frechet.NETWORKS), default="mobilenet_v2", help="whose features the distance is in")
    parser.add_argument("--frames", type=int, default=1000)
    parser.add_argument("--truncation", type=float, default=1.0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


@torch.no_grad()
def strips(generator: Generator, count: int, frames: int, truncation: float, seed: int) -> Tensor:
    """[count, 3, R, frames R] in [-1, 1]; every strip begins at an anchor."""
    random = torch.Generator().manual_seed(seed)
    shape = generator.shape
    anchors = frames * 2 // shape.w_coord_dist + 3
    parts = []
    for begin in range(0, count, 20):
        n = min(20, count - begin)
        z = torch.randn(n, anchors, shape.z_dim, generator=random)
        w = generator.mapping.w_avg + truncation * (generator.mapping(z) - generator.mapping.w_avg)
        columns = generator.place(torch.zeros(n, dtype=torch.long), anchors, 4 * frames)
        parts.append(generator.synthesis(w, columns, torch.float32, random).clamp(-1, 1))
    return torch.cat(parts)


@torch.no_grad()
def frames(generator: Generator, count: int, truncation: float, seed: int) -> Tensor:
    """[count, 3, R, R] in [-1, 1]: a frame from anywhere in each of as many panoramas with independent anchors."""
    random = torch.Generator().manual_seed(seed)
    shape = generator.shape
    parts = []
    for begin in range(0, count, 20):
        n = min(20, count - begin)
        z = torch.randn(n, codes.ANCHORS, shape.z_dim, generator=random)
        w = generator.mapping.w_avg + truncation * (generator.mapping(z) - generator.mapping.w_avg)
        left = torch.randint(0, shape.interval(4), (n,), generator=random)
        columns = generator.place(left, codes.ANCHORS, 4)
        parts.append(generator.synthesis(w, columns, torch.float32, random).clamp(-1, 1))
    return torch.cat(parts)


def blur(x: Tensor) -> Tensor:
    taps = torch.tensor([1.0, 4.0, 6.0, 4.0, 1.0]) / 16
    kernel = (taps[:, None] * taps)[None, None].expand(3, 1, 5, 5)
    return F.conv2d(F.pad(x, (2, 2, 2, 2), mode="reflect"), kernel, groups=3)


def pyramid(x: Tensor) -> list[Tensor]:
    """Laplacian pyramid down to 16 rows, finest level first; the last is the coarse picture itself."""
    levels = []
    while x.shape[2] > 16:
        small = blur(x)[:, :, ::2, ::2]
        levels.append(x - F.interpolate(small, scale_factor=2, mode="bilinear", align_corners=False))
        x = small
    return [*levels, x]


def patches(level: Tensor, each: int, random: torch.Generator) -> Tensor:
    """[pictures * each, 147]: 7 x 7 patches at random places, every channel normalised over the whole set."""
    n, _, h, w = level.shape
    rows = torch.randint(h - 6, (n, each), generator=random)
    columns = torch.randint(w - 6, (n, each), generator=random)
    windows = level.unfold(2, 7, 1).unfold(3, 7, 1)
    taken = windows[torch.arange(n)[:, None], :, rows, columns].flatten(0, 1)
    taken = taken - taken.mean([0, 2, 3], keepdim=True)
    return (taken / taken.std([0, 2, 3], keepdim=True)).flatten(1)


def sliced_wasserstein(a: Tensor, b: Tensor, random: torch.Generator, directions: int = 256) -> float:
    projections = F.normalize(torch.randn(a.shape[1], directions, generator=random), dim=0)
    return float(((a @ projections).sort(0).values - (b @ projections).sort(0).values).abs().mean()) * 1000


def compare_patches(a: Tensor, b: Tensor, seed: int) -> dict[str, float]:
    random = torch.Generator().manual_seed(seed)
    result = {}
    for level_a, level_b in zip(pyramid(a), pyramid(b)):
        pair = [patches(level, 64, random) for level in (level_a, level_b)]
        result[str(level_a.shape[2])] = round(sliced_wasserstein(*pair, random), 1)
    result["mean"] = round(sum(result.values()) / len(result), 1)
    return result


def descriptors(x: Tensor) -> Tensor:
    """[pictures, features]: the coarse picture, and the energy of every finer level on a grid of 4 x 4."""
    *fine, coarse = pyramid(x)
    energy = [F.adaptive_avg_pool2d(level.square(), 4).add(1e-6).log().flatten(1) for level in fine]
    return torch.cat([F.adaptive_avg_pool2d(coarse, 8).flatten(1), *energy], 1)


def whitening(reference: Tensor, keep: int = 48) -> tuple[Tensor, Tensor]:
    """Mean, and the matrix to the strongest directions of the reference set, each scaled to unit variance."""
    mean, scale = reference.mean(0), reference.std(0) + 1e-6
    _, values, vectors = torch.linalg.svd((reference - mean) / scale, full_matrices=False)
    deviation = values[:keep] / len(reference) ** 0.5
    return mean, vectors[:keep].T / scale[:, None] / deviation


def radii(points: Tensor) -> Tensor:
    return torch.cdist(points, points).kthvalue(NEIGHBOURS + 1, 1).values


def manifold(real: Tensor, made: Tensor) -> dict[str, float]:
    between = torch.cdist(real, made)
    real_radii, made_radii = radii(real), radii(made)
    return {
        "precision": round(float((between <= real_radii[:, None]).any(0).float().mean()), 3),
        "recall": round(float((between <= made_radii).any(1).float().mean()), 3),
        "coverage": round(float((between.min(1).values <= real_radii).float().mean()), 3),
    }


def seams(pictures: Tensor, generator: Generator) -> dict[str, float]:
    """Strips that begin at an anchor."""
    shape = generator.shape
    change = (pictures[..., 1:] - pictures[..., :-1]).abs().mean([0, 1, 2])
    column = torch.arange(1, pictures.shape[3])
    width = shape.resolution // shape.grid_size
    tile, middle = column % width == 0, column % width == width // 2
    anchor = column % shape.interval(shape.resolution) == 0
    inside = change[~tile].mean()
    return {
        f"{name} over {other}": round(float(change[at].mean() / reference), 3)
        for name, at in (("tiles", tile), ("anchors", anchor))
        for other, reference in (("inside", inside), ("midway", change[middle].mean()))
    }


def stationarity(pictures: Tensor, generator: Generator) -> dict[str, float]:
    interval = generator.shape.interval(generator.shape.resolution)
    light = pictures.mean(1)
    position = (torch.arange(light.shape[2]) % interval) / interval
    near = (position < 0.125) | (position >= 0.875)
    midway = (position >= 0.375) & (position < 0.625)
    gradient = F.pad((light[..., 1:] - light[..., :-1]).abs(), (0, 1))
    measures = {
        "brightness": lambda columns: (light[..., columns].mean() + 1) / 2,
        "contrast": lambda columns: light[..., columns].std(),
        "gradient": lambda columns: gradient[..., columns].mean(),
    }
    return {name: round(float(measure(near) / measure(midway)), 3) for name, measure in measures.items()}


@torch.no_grad()
def eight_bits(generator: Generator, seed: int) -> dict[str, float]:
    """Every weight of two or more dimensions rounded to 255 steps, with the largest of each output's weights as the last."""
    rounded = copy.deepcopy(generator)
    for weight in rounded.parameters():
        if weight.dim() > 1:
            step = weight.abs().flatten(1).amax(1).clamp(min=1e-12) / 127
            step = step.reshape(-1, *[1] * (weight.dim() - 1))
            weight.copy_((weight / step).round() * step)
    pair = [strips(network, 20, 6, 1.0, seed) for network in (generator, rounded)]
    change = (pair[0] - pair[1]).abs() * 127.5
    return {"mean": round(float(change.mean()), 2), "99 percent": round(float(change.flatten()[::7].quantile(0.99)), 1)}


def gradient(pictures: Tensor) -> float:
    light = pictures.mean(1)
    return float((light[..., 1:] - light[..., :-1]).abs().mean())


def nearest(points: Tensor, crowd: Tensor) -> float:
    return float(torch.cdist(points, crowd).min(1).values.median())


def nearest_photograph(folder: Path, height: int, made: Tensor, place) -> float:
    """Median distance of generated pictures to the nearest cut of a photograph, over that of cuts to the nearest cut of another."""
    pictures = Pictures(None, folder, height, 1.0, 5)
    count = len(pictures.photographs[0])
    by_photograph = []
    for index in range(count):
        one = copy.copy(pictures)
        one.photographs = [zoomed[index : index + 1] for zoomed in pictures.photographs]
        by_photograph.append(place(one.batch(40)))
    whose = torch.arange(count).repeat_interleave(40)
    crowd = torch.cat(by_photograph)
    between = torch.cdist(crowd[::8], crowd)
    between[whose[::8, None] == whose[None]] = torch.inf
    # As many cuts to choose from, less one photograph of them all: nearly the same crowd.
    return nearest(place(made), crowd) / float(between.min(1).values.median())


def measure(arguments: argparse.Namespace) -> dict:
    generator = read_generator(arguments.weights).eval()
    height, count, seed = generator.shape.resolution, arguments.frames, arguments.seed
    share = arguments.share if arguments.photographs else 0.0
    known, other = (Pictures(folder, arguments.photographs, height, share, seed + i).batch(count) for i, folder in enumerate((arguments.renders, arguments.unseen)))
    made = frames(generator, count, arguments.truncation, seed + 2)
    long = strips(generator, max(40, count // 12), 6, arguments.truncation, seed)
    mean, matrix = whitening(descriptors(known))
    place = lambda pictures: (descriptors(pictures) - mean) @ matrix  # noqa: E731
    places = {"known": place(known), "unseen": place(other), "made": place(made)}
    renders = Pictures(arguments.renders, None, height, 0.0, seed + 3)
    # Enough of the training set to look for twins in: eight frames for each render.
    crowd = torch.cat([place(renders.batch(200)) for _ in range(-(-min(20000, 8 * len(renders.renders)) // 200))])
    unseen = place(Pictures(arguments.unseen, None, height, 0.0, seed + 4).batch(count))
    result = {
        "weights": arguments.weights.name,
        "rows": height,
        "frames": count,
        "truncation": arguments.truncation,
        "sliced Wasserstein": {"made": compare_patches(made, known, seed), "floor": compare_patches(other, known, seed)},
        "manifold": {"made": manifold(places["known"], places["made"]), "floor": manifold(places["known"], places["unseen"])},
        "gradient": round(gradient(made) / gradient(known), 3),
        "seams": seams(long, generator),
        "anchor over midway": stationarity(long, generator),
        "nearest render": round(nearest(places["made"], crowd) / nearest(unseen, crowd), 3),
        "eight bits": eight_bits(generator, seed),
    }
    if arguments.photographs:
        result["nearest photograph"] = round(nearest_photograph(arguments.photographs, height, made, place), 3)
    if arguments.package:
        distances = frechet.compare(arguments.package, arguments.network, known, {"made": made, "floor": other})
        result["Frechet"] = {**distances, "over floor": round(distances["made"] / distances["floor"], 2)}
    return result


if __name__ == "__main__":
    arguments = options()
    torch.set_num_threads(arguments.threads)
    print(json.dumps(measure(arguments), indent=2))
