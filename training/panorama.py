"""Contact sheets: rows of endless panoramas, one seed each."""

from pathlib import Path

import torch
from PIL import Image

from generator import Generator


@torch.no_grad()
def panorama(generator: Generator, seed: int, frames: int, truncation: float = 1.0) -> torch.Tensor:
    """uint8 [3, R, frames R]. Latent codes and noise are drawn from the seed."""
    device = next(generator.parameters()).device
    shape = generator.shape
    random = torch.Generator(device).manual_seed(seed)
    anchors = frames * 2 // shape.w_coord_dist + 3
    z = torch.randn(1, anchors, shape.z_dim, generator=random, device=device)
    w = generator.mapping.w_avg + truncation * (generator.mapping(z) - generator.mapping.w_avg)
    columns = generator.place(torch.zeros(1, dtype=torch.long, device=device), anchors, 4 * frames)
    picture = generator.synthesis(w, columns, torch.float32, random)[0]
    return ((picture.clamp(-1, 1) + 1) * 127.5).byte().cpu()


def sheet(generator: Generator, path: Path, rows: int = 10, frames: int = 10, truncation: float = 1.0) -> None:
    strips = [panorama(generator, seed, frames, truncation) for seed in range(1001, 1001 + rows)]
    gap = torch.full((3, 4, strips[0].shape[2]), 255, dtype=torch.uint8)
    page = torch.cat([part for strip in strips for part in (strip, gap)][:-1], 1)
    Image.fromarray(page.permute(1, 2, 0).numpy()).save(path)
