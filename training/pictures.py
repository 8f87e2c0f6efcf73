"""Pictures in memory, cut into square frames: renders at one size, photographs at several zooms."""

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

ZOOMS = (1.0, 1.2, 1.45)
"""Heights of a photograph over that of a frame. A nearer cut shows other scenery than the whole, and they are few."""


def read_folder(folder: Path, height: int) -> np.ndarray:
    """Every PNG picture of a folder, uint8 [pictures, height, columns, 3]. Pictures are of one size."""
    pictures = []
    for file in sorted(folder.glob("*.png")):
        picture = Image.open(file).convert("RGB")
        # By area where that is exact: the other filters ring at a sharp crest against the sky.
        kernel = Image.Resampling.BOX if picture.height % height == 0 else Image.Resampling.LANCZOS
        size = (round(picture.width * height / picture.height), height)
        pictures.append(np.asarray(picture if picture.size == size else picture.resize(size, kernel)))
    if not pictures:
        raise SystemExit(f"{folder}: no PNG pictures; see training/README.md for how to make them")
    return np.stack(pictures)


class Pictures:
    """Draws batches of frames, half of them mirrored."""

    def __init__(self, renders: Path | None, photographs: Path | None, height: int, share: float, seed: int):
        """share: of photographs."""
        self.height, self.share = height, share
        self.random = np.random.default_rng(seed)
        self.renders = read_folder(renders, height) if renders and share < 1 else None
        self.photographs = [read_folder(photographs, round(height * zoom)) for zoom in ZOOMS] if photographs and share > 0 else []

    def frame(self) -> np.ndarray:
        random, side = self.random, self.height
        photograph = random.random() < self.share
        pictures = self.photographs[random.integers(len(self.photographs))] if photograph else self.renders
        count, rows, columns, _ = pictures.shape
        top, left = random.integers(rows - side + 1), random.integers(columns - side + 1)
        frame = pictures[random.integers(count), top : top + side, left : left + side]
        return frame[:, ::-1] if random.random() < 0.5 else frame

    def batch(self, size: int) -> Tensor:
        """float [size, 3, height, height] in [-1, 1]."""
        frames = torch.from_numpy(np.stack([self.frame() for _ in range(size)]))
        return frames.permute(0, 3, 1, 2).float() / 127.5 - 1

    def describe(self) -> str:
        renders = 0 if self.renders is None else len(self.renders)
        return f"{renders} renders, {len(self.photographs[0]) if self.photographs else 0} photographs, share {self.share}"
