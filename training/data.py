"""Landscapes in memory: folders of wide pictures, cut into square frames at random, mirrored at random."""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor


def read_folder(folder: Path, height: int) -> Tensor:
    """Every PNG picture of a folder, uint8 [pictures, 3, height, width], scaled by area. Pictures are of one size."""
    files = sorted(folder.glob("*.png"))
    if not files:
        raise SystemExit(f"{folder}: no PNG pictures; render them first (see training/README.md)")
    pictures = None
    for i, file in enumerate(files):
        picture = np.asarray(Image.open(file).convert("RGB"))
        tensor = torch.from_numpy(picture.copy()).permute(2, 0, 1)[None]
        if tensor.shape[2] != height:
            width = round(tensor.shape[3] * height / tensor.shape[2])
            scaled = F.interpolate(tensor.float(), (height, width), mode="area")
            tensor = scaled.round().clamp(0, 255).byte()
        if pictures is None:
            pictures = torch.empty(len(files), *tensor.shape[1:], dtype=torch.uint8)
        pictures[i] = tensor[0]
    return pictures


class Frames:
    """Draws batches of frames. `mixture`: folders with the share of each, in order."""

    def __init__(self, mixture: list[tuple[Path, float]], height: int, seed: int, device: torch.device):
        self.sets = [read_folder(folder, height).to(device) for folder, _ in mixture]
        self.shares = torch.tensor([share for _, share in mixture])
        self.height, self.device = height, device
        self.random = torch.Generator().manual_seed(seed)

    def batch(self, size: int) -> Tensor:
        """float [size, 3, height, height] in [-1, 1]."""
        sources = torch.multinomial(self.shares, size, replacement=True, generator=self.random)
        frames = []
        for source in sources.tolist():
            pictures = self.sets[source]
            count, _, _, width = pictures.shape
            index, column, mirrored = (self.integer(n) for n in (count, width - self.height + 1, 2))
            frame = pictures[index, :, :, column : column + self.height]
            frames.append(frame.flip(2) if mirrored else frame)
        return torch.stack(frames).float() / 127.5 - 1

    def integer(self, below: int) -> int:
        return int(torch.randint(below, (1,), generator=self.random))

    def describe(self) -> str:
        return json.dumps([list(s.shape) for s in self.sets])
