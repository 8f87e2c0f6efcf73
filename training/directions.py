"""python directions.py WEIGHTS --out WEIGHTS ...: what codes mean, found afterwards, and written into the weights' metadata.

A render knows its hour and its kind of land. A classifier learns both from features of a frozen network that took no part in
training, and then says of generated frames what they show. How sure it is of a class is fitted as a linear function of the codes
w: that gives a direction in which codes become, say, darker. An anchor is asked for "night" by moving its code along it, no
farther than the threshold:

    w + max(0, threshold - direction . w) direction

The metadata entry `attributes` holds those that work, as JSON: [{"group", "name", "direction", "threshold", "share", "asked"}],
the last two being how often frames show the attribute by chance and when asked for it, by the first classifier, on codes that
were not used to find it.
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

import codes
import frechet
import frozen
from generator import Generator
from landscapes.render import pick
from landscapes.scene import PRESETS
from pictures import read_folder
from weights import read_generator, read_tensors, write_weights

LANDS = {
    "mountains": ("alpine", "fjord"),
    "water": ("lake", "sea"),
    "green": ("hills", "forest", "plains"),
    "desert": ("dunes", "mesa"),
    "snow": ("snow",),
}
"""Kinds of land that can be told apart in a frame, of the renderer's biomes."""

GROUPS = {
    "hour": lambda scene: scene["light"],
    "land": lambda scene: next(land for land, biomes in LANDS.items() if scene["biome"] in biomes),
}
"""Name of a group of attributes, and which of them a scene has."""

ENOUGH = 0.6
"""How often an attribute has to be there when asked for, or it is left out."""

REACH = (2.0, 3.2)
"""Where the threshold is tried, in deviations of direction . w above its mean, the nearest first."""


def scenes(files: list[Path]) -> list[dict]:
    """Of renders, by the seeds that are their names."""
    with torch.no_grad():
        return pick([int(file.stem) for file in files], PRESETS["all"])


def middle(folder: Path, rows: int) -> Tensor:
    """[renders, 3, rows, rows] in [-1, 1]: the middle frame of every render."""
    pictures = torch.from_numpy(read_folder(folder, rows)).permute(0, 3, 1, 2)
    left = (pictures.shape[3] - rows) // 2
    return pictures[..., left : left + rows].float() / 127.5 - 1


@dataclass
class Linear:
    """Class logits of standardised points."""

    mean: Tensor
    scale: Tensor
    layer: nn.Linear

    @torch.no_grad()
    def __call__(self, points: Tensor) -> Tensor:
        return self.layer((points - self.mean) / self.scale)


def learn(points: Tensor, target: Tensor, classes: int, decay: float) -> Linear:
    """Multinomial regression. target: class numbers, or probabilities [points, classes]."""
    mean, scale = points.mean(0), points.std(0).clamp(min=1e-6)
    standard = (points - mean) / scale
    layer = nn.Linear(points.shape[1], classes)
    nn.init.zeros_(layer.weight)
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        value = F.cross_entropy(layer(standard), target) + decay * layer.weight.square().sum()
        value.backward()
        return value

    optimiser.step(loss)
    return Linear(mean, scale, layer)


@torch.no_grad()
def frames_of(generator: Generator, w: Tensor, seed: int) -> Tensor:
    """A frame of each code, all of whose anchors have it."""
    random = torch.Generator().manual_seed(seed)
    parts = []
    for some in w.split(20):
        columns = generator.place(torch.zeros(len(some), dtype=torch.long), codes.ANCHORS, 4)
        parts.append(generator.synthesis(some[:, None].expand(-1, codes.ANCHORS, -1), columns, torch.float32, random).clamp(-1, 1))
    return torch.cat(parts)


@torch.no_grad()
def draw_codes(generator: Generator, count: int, seed: int) -> Tensor:
    random = torch.Generator().manual_seed(seed)
    return generator.mapping(torch.randn(count, generator.shape.z_dim, generator=random))


def ask(w: Tensor, direction: Tensor, threshold: float) -> Tensor:
    return w + (threshold - w @ direction).clamp(min=0)[:, None] * direction


def find(w: Tensor, sure: Tensor) -> Tensor:
    """Direction [w_dim] of unit length along which `sure`, a number for each code, grows."""
    centred = w - w.mean(0)
    covariance = torch.cov(w.T)
    # A little of the mean variance on the diagonal: some directions of w hardly vary.
    damped = covariance + 0.03 * covariance.diagonal().mean() * torch.eye(w.shape[1])
    slope = torch.linalg.solve(damped, centred.T @ (sure - sure.mean()) / (len(w) - 1))
    # The slope turned by the spread of the codes: the least unlikely way up.
    return F.normalize(covariance @ slope, dim=0)


def certainty(logits: Tensor, index: int) -> Tensor:
    """Log odds of a class, bounded, so that no single code counts for many."""
    others = torch.cat([logits[:, :index], logits[:, index + 1 :]], 1).logsumexp(1)
    return (logits[:, index] - others).clamp(-8, 8)


def attributes(generator: Generator, see: Callable[[Tensor], Tensor], group: str, names: list[str], judge: Linear, count: int) -> list[dict]:
    """Those of a group that can be asked for. `see`: features of pictures."""
    w, fresh = draw_codes(generator, count, 1), draw_codes(generator, max(100, count // 8), 2)
    logits = judge(see(frames_of(generator, w, 3)))
    by_chance = judge(see(frames_of(generator, fresh, 4))).argmax(1)
    found = []
    for index, name in enumerate(names):
        direction = find(w, certainty(logits, index))
        along = w @ direction
        trials = []
        for reach in REACH:
            threshold = float(along.mean() + reach * along.std())
            pictures = frames_of(generator, ask(fresh, direction, threshold), 4)
            asked = float((judge(see(pictures)).argmax(1) == index).float().mean())
            trials.append((asked, threshold, float((pictures.mean() + 1) / 2)))
            if asked > 0.9:
                break
        asked, threshold, brightness = max(trials)
        share = float((by_chance == index).float().mean())
        print(f"{group} {name}: {share:.2f} by chance, {asked:.2f} when asked for, mean brightness then {brightness:.2f}", flush=True)
        if asked >= ENOUGH:
            numbers = [round(x, 4) for x in direction.tolist()]
            found.append({"group": group, "name": name, "direction": numbers, "threshold": round(threshold, 4), "share": round(share, 2), "asked": round(asked, 2)})
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--renders", type=Path, required=True)
    parser.add_argument("--unseen", type=Path, required=True, help="renders that tell how far the classifier can be trusted")
    parser.add_argument("--package", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1000, help="codes to learn from")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    generator = read_generator(arguments.weights).eval()
    network = frozen.load(arguments.package, "mobilenet_v2", frechet.NETWORKS["mobilenet_v2"])
    see = lambda pictures: frechet.features(network, pictures).float()  # noqa: E731
    folders = {"learnt": arguments.renders, "unseen": arguments.unseen}
    known = {name: scenes(sorted(folder.glob("*.png"))) for name, folder in folders.items()}
    seen = {name: see(middle(folder, generator.shape.resolution)) for name, folder in folders.items()}
    found = []
    for group, of in GROUPS.items():
        names = sorted({of(scene) for scene in known["learnt"]})
        target = {name: torch.tensor([names.index(of(scene)) for scene in some]) for name, some in known.items()}
        judge = learn(seen["learnt"], target["learnt"], len(names), 1e-3)
        right = float((judge(seen["unseen"]).argmax(1) == target["unseen"]).float().mean())
        print(f"{group}: {', '.join(names)}; right about {right:.2f} of unseen renders", flush=True)
        found += attributes(generator, see, group, names, judge, arguments.count)
    facts = read_tensors(arguments.weights)[1]
    facts = {key: value for key, value in facts.items() if key != "config"} | {"attributes": json.dumps(found, separators=(",", ":"))}
    write_weights(arguments.out, generator, arguments.weights.stem, facts=facts)


if __name__ == "__main__":
    main()
