"""python photographs.py OUT: public-domain landscape photographs of a Debian package, prepared for training.

Downloads the package with `apt-get download`, unpacks it in a temporary folder, takes the files
that sources.tsv lists (with class, licence, author and SHA-256 of the original), scales them by area to
one size and writes PNG files and an index with their hashes.
Class A is a clean landscape, B has something in front or odd colours.
"""

import argparse
import csv
import hashlib
import json
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

PACKAGE = 'endless-sky-data'
VERSION = '0.9.8-1.2'
SHA256 = 'e45835e05a11e84bb1a890a0ded390246a53b8318f21a25925aa70fa54f80c13'
FOLDER = 'usr/share/games/endless-sky/images/land'
SOURCES = Path(__file__).with_name('sources.tsv')


def digest(content):
    return hashlib.sha256(content).hexdigest()


def sources(classes):
    """The rows of sources.tsv of the given classes."""
    with open(SOURCES, newline='') as file:
        return [row for row in csv.DictReader(file, delimiter='\t') if row['class'] in classes]


def check_package(path):
    """Ends the program where the package is not the one whose pictures were listed."""
    if digest(path.read_bytes()) != SHA256:
        raise SystemExit(
            f'{path.name} is not the {PACKAGE} {VERSION} that sources.tsv was made from. Fetch that version from '
            'snapshot.debian.org and pass it with --package; or compare the pictures and their licences in its '
            'usr/share/doc/endless-sky-data/copyright with sources.tsv, then change VERSION, SHA256 and the list.'
        )


def download(folder):
    """Path of the package, downloaded into a folder."""
    folder.chmod(0o755)  # apt drops its rights for the download
    command = subprocess.run(['apt-get', 'download', PACKAGE], cwd=folder, capture_output=True, text=True)
    packages = list(folder.glob('*.deb'))
    if command.returncode or not packages:
        raise SystemExit(f'apt-get could not download {PACKAGE}:\n{command.stderr}Give the file with --package.')
    return packages[0]


def prepare(picture, height, width):
    """The picture scaled to the height and at least the width, its middle kept."""
    scale = max(height / picture.height, width / picture.width)
    crop_width, crop_height = width / scale, height / scale
    left, top = (picture.width - crop_width) / 2, (picture.height - crop_height) / 2
    box = (left, top, left + crop_width, top + crop_height)
    return picture.resize((width, height), Image.Resampling.BOX, box=box)


def extract(package, out, height, width, classes):
    """Writes the prepared pictures of a package; their number."""
    out.mkdir(parents=True, exist_ok=True)
    listed = []
    with tempfile.TemporaryDirectory() as temporary:
        subprocess.run(['dpkg', '-x', str(package), temporary], check=True)
        for row in sources(classes):
            original = Path(temporary) / FOLDER / row['file']
            if digest(original.read_bytes()) != row['sha256']:
                raise SystemExit(f"{row['file']} is not the picture that sources.tsv lists")
            picture = prepare(Image.open(original).convert('RGB'), height, width)
            path = out / f'{original.stem}.png'
            picture.save(path)
            listed.append({**row, 'picture': path.name, 'pixels_sha256': digest(picture.tobytes())})
    index = {'source': f'{PACKAGE} {VERSION}', 'height': height, 'width': width, 'pictures': listed}
    (out / 'index.json').write_text(json.dumps(index, indent=1) + '\n')
    return len(listed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('out', type=Path)
    parser.add_argument('--height', type=int, default=128)
    parser.add_argument('--width', type=int, help='twice the height if left out')
    parser.add_argument('--classes', default='A', help='A, B or AB')
    parser.add_argument('--package', type=Path, help='the .deb, instead of downloading it')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        package = options.package or download(Path(temporary))
        check_package(package)
        width = options.width or 2 * options.height
        count = extract(package, options.out, options.height, width, options.classes)
    print(f'{count} photographs in {options.out}')


if __name__ == '__main__':
    main()
