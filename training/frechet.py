"""Frechet distance of two sets of pictures in features of a frozen network that took no part in training (arXiv 1706.08500).

Means over places of two planes of mobilenet_v2, each channel divided by its deviation over the reference set. A number by itself
says little: beside it belongs the floor, the distance of other real pictures to the reference.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

import frozen

NETWORKS = {
    "mobilenet_v2": ["block_12_add", "block_16_project_BN"],
    # Serves the first stages of training, and so is no impartial judge; wider, and of another kind.
    "inception_v3": ["mixed2", "mixed7"],
}
SIDE = 128
"""Rows at which the network sees a picture."""


@torch.no_grad()
def features(network: frozen.Frozen, pictures: Tensor) -> Tensor:
    """[pictures, channels] in double precision."""
    parts = []
    for some in pictures.split(50):
        scaled = F.interpolate(some, (SIDE, SIDE), mode="bilinear", align_corners=False, antialias=some.shape[2] > SIDE)
        parts.append(torch.cat([plane.mean([2, 3]) for plane in network(scaled)], 1))
    return torch.cat(parts).double()


def distance(a: Tensor, b: Tensor) -> float:
    """Of two sets of features, taken for normal distributions."""
    covariance_a, covariance_b = torch.cov(a.T), torch.cov(b.T)
    values, vectors = torch.linalg.eigh(covariance_a)
    root = vectors * values.clamp(min=0).sqrt() @ vectors.T
    cross = torch.linalg.eigvalsh(root @ covariance_b @ root).clamp(min=0).sqrt().sum()
    return float((a.mean(0) - b.mean(0)).square().sum() + covariance_a.trace() + covariance_b.trace() - 2 * cross)


def compare(folder: Path, name: str, reference: Tensor, sets: dict[str, Tensor]) -> dict[str, float]:
    """Distance of each of `sets` to the reference, in features of one of NETWORKS."""
    network = frozen.load(folder, name, NETWORKS[name])
    known = features(network, reference)
    scale = known.std(0)
    # A channel that is nearly always zero would weigh most where it is not.
    scale = scale.clamp(min=0.3 * float(scale.median()))
    return {key: round(distance(features(network, x) / scale, known / scale), 1) for key, x in sets.items()}
