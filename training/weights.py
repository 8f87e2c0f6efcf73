"""Weights files: safetensors, half precision, the configuration as JSON in the metadata entry `config`."""

import json
import struct
from pathlib import Path

import numpy as np
import torch

from generator import Generator, Shape

KINDS = {"F32": np.float32, "F16": np.float16}


def write_weights(path: Path, generator: Generator, name: str, half: bool = True, facts: dict[str, str] | None = None) -> int:
    """Returns the number of bytes written. `facts` become further metadata entries."""
    metadata = {"config": json.dumps(generator.shape.config(name)), **(facts or {})}
    header: dict[str, object] = {"__metadata__": metadata}
    parts, offset = [], 0
    for key, tensor in generator.state_dict().items():
        array = tensor.detach().cpu().float().numpy().astype(np.float16 if half else np.float32)
        if not np.isfinite(array).all():
            raise ValueError(f"{key} does not fit {array.dtype}")
        data = array.tobytes()
        header[key] = {"dtype": "F16" if half else "F32", "shape": list(array.shape), "data_offsets": [offset, offset + len(data)]}
        parts.append(data)
        offset += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    content = struct.pack("<Q", len(text)) + text + b"".join(parts)
    partial = path.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(path)
    return len(content)


def read_tensors(path: Path) -> tuple[dict[str, torch.Tensor], dict[str, str]]:
    """Tensors as float32, and the metadata."""
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for key, entry in header.items():
        begin, end = (8 + length + at for at in entry["data_offsets"])
        array = np.frombuffer(content[begin:end], KINDS[entry["dtype"]]).reshape(entry["shape"])
        tensors[key] = torch.from_numpy(array.astype(np.float32))
    return tensors, metadata


def read_generator(path: Path) -> Generator:
    """A generator of our own training from its weights file."""
    tensors, metadata = read_tensors(path)
    config = json.loads(metadata["config"])
    synthesis = config["synthesis"]
    dims = synthesis.get("coords", {}).get("dims", {})
    full = [level for level in (4, 8, 16, 32, 64, 128, 256, 512, 1024) if str(level) not in dims]
    generator = Generator(
        Shape(
            resolution=config["img_resolution"],
            z_dim=config["z_dim"],
            w_dim=config["w_dim"],
            channel_base=synthesis["channel_base"],
            channel_max=synthesis["channel_max"],
            mapping_layers=config["mapping"]["num_layers"],
            mapping_lr=config["mapping"]["lr_multiplier"],
            grid_size=synthesis["grid_size"],
            w_coord_dist=synthesis["w_coord_dist"],
            diagonals_up_to=max(level for level in full if level <= config["img_resolution"]),
            noise=synthesis["noise"],
            noise_up_to=config["img_resolution"],
            abscissa=True,
            highest_octave=16,
        )
    )
    generator.load_state_dict(tensors)
    return generator
