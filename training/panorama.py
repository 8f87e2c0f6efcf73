"""Contact sheets: rows of endless panoramas, one seed each."""

from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

import codes
from generator import Generator


@torch.no_grad()
def panorama(generator: Generator, seed: int, frames: int, correlation: float = 0.0) -> Tensor:
    """uint8 [3, R, frames R]. Latent codes and noise are drawn from the seed; correlation: of the codes of its anchors."""
    device = next(generator.parameters()).device
    shape = generator.shape
    random = torch.Generator(device).manual_seed(seed)
    anchors = frames * 2 // shape.w_coord_dist + 3
    own = torch.randn(1, anchors, shape.z_dim, generator=random, device=device)
    shared = torch.randn(1, 1, shape.z_dim, generator=random, device=device)
    w = generator.mapping(codes.related(own, shared, correlation))
    columns = generator.place(torch.zeros(1, dtype=torch.long, device=device), anchors, 4 * frames)
    picture = generator.synthesis(w, columns, torch.float32, random)[0]
    return ((picture.clamp(-1, 1) + 1) * 127.5).byte().cpu()


def stack(strips: list[Tensor]) -> Image.Image:
    """Strips [3, rows, columns] of one width below each other, white between them."""
    gap = torch.full((3, 4, strips[0].shape[2]), 255, dtype=torch.uint8)
    page = torch.cat([part for strip in strips for part in (strip, gap)][:-1], 1)
    return Image.fromarray(page.permute(1, 2, 0).numpy())


def sheet(generator: Generator, path: Path, rows: int = 10, frames: int = 8) -> None:
    """The upper half of the panoramas has independent anchors, the lower half kindred ones."""
    stack([panorama(generator, 1001 + i, frames, 0.0 if i < rows // 2 else 0.7) for i in range(rows)]).save(path)
