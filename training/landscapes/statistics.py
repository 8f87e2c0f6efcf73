"""python -m landscapes.statistics FOLDER...: figures of sets of pictures, to compare their looks.

Mean luminance, saturation, contrast (standard deviation of luminance), the slope of the radially
averaged power spectrum, and the mean horizontal gradient (of 255) in the lower half; each is taken
from square frames, the picture's left and right ends and its middle, scaled to 128 pixels.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image

SIZE = 128


def frames(folder, limit):
    """Squares float64 [SIZE, SIZE, 3] of the pictures of a folder, from 0 to 1."""
    for path in sorted(folder.glob('*.png'))[:limit]:
        picture = Image.open(path).convert('RGB')
        height = picture.height
        for left in sorted({0, (picture.width - height) // 2, picture.width - height}):
            square = picture.crop((left, 0, left + height, height))
            yield np.asarray(square.resize((SIZE, SIZE), Image.Resampling.BOX), np.float64) / 255


def _spectral_slope(luminance):
    window = np.outer(np.hanning(SIZE), np.hanning(SIZE))
    power = np.abs(np.fft.fftshift(np.fft.fft2((luminance - luminance.mean()) * window))) ** 2
    y, x = np.indices(power.shape) - SIZE // 2
    radius = np.hypot(x, y).astype(int).ravel()
    mean = np.bincount(radius, power.ravel()) / np.bincount(radius)
    scale = np.arange(3, SIZE // 2 - 4)
    return np.polyfit(np.log(scale), np.log(mean[scale] + 1e-12), 1)[0]


def measure(frame):
    """Luminance, saturation, contrast, spectral slope and horizontal gradient of one frame."""
    luminance = frame @ np.array([0.2126, 0.7152, 0.0722])
    highest, lowest = frame.max(2), frame.min(2)
    saturation = ((highest - lowest) / np.maximum(highest, 1e-3)).mean()
    gradient = np.abs(np.diff(luminance[SIZE // 2 :], axis=1)).mean() * 255
    return luminance.mean(), saturation, luminance.std(), _spectral_slope(luminance), gradient


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('folders', type=Path, nargs='+')
    parser.add_argument('--limit', type=int, help='pictures of each folder')
    options = parser.parse_args()
    print('| pictures | frames | luminance | saturation | contrast | spectral slope | gradient below |')
    print('| --- | --- | --- | --- | --- | --- | --- |')
    for folder in options.folders:
        figures = np.array([measure(frame) for frame in frames(folder, options.limit)])
        mean = figures.mean(0)
        print(f'| {folder.name} | {len(figures)} | ' + ' | '.join(f'{value:.3f}' for value in mean) + ' |')


if __name__ == '__main__':
    main()
