"""Pictures on disk: uint8 arrays [count, height, width, 3] in .npy files, and an index.

A folder holds `index.json` and its shards; the index lists each shard's file, count and SHA-256
and says what the pictures are. Arrays load at once with `numpy.load(path, mmap_mode='r')`.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
from PIL import Image


def write(path, pictures):
    """Saves an array whole or not at all."""
    partial = path.with_suffix('.partial')
    with open(partial, 'wb') as file:
        np.save(file, pictures)
    partial.replace(path)


def write_index(folder, description):
    """Lists the folder's shards under a description of what they hold."""
    shards = []
    for path in sorted(folder.glob('*.npy')):
        pictures = np.load(path, mmap_mode='r')
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        shards.append({'file': path.name, 'count': len(pictures), 'sha256': digest})
    text = json.dumps({**description, 'shards': shards}, indent=1)
    (folder / 'index.json').write_text(text + '\n')


def read(folder):
    """All pictures of a folder, as one list of memory-mapped arrays."""
    return [np.load(path, mmap_mode='r') for path in sorted(Path(folder).glob('*.npy'))]


def contact_sheet(pictures, path, columns=8):
    """Writes pictures side by side in rows of `columns`."""
    pictures = list(pictures)
    height, width = pictures[0].shape[:2]
    rows = -(-len(pictures) // columns)
    sheet = np.zeros((rows * height, columns * width, 3), np.uint8)
    for index, picture in enumerate(pictures):
        row, column = divmod(index, columns)
        sheet[row * height : (row + 1) * height, column * width : (column + 1) * width] = picture
    Image.fromarray(sheet).save(path)
