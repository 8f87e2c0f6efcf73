"""Training end to end on a few pictures: stages, resuming, two processes, augmentation, quality."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from PIL import Image

TRAINING = Path(__file__).parents[1]
sys.path.insert(0, str(TRAINING))

from augment import augment  # noqa: E402
from discriminator import Discriminator  # noqa: E402


def pictures(folder: Path, count: int, seed: int) -> Path:
    folder.mkdir()
    random = np.random.default_rng(seed)
    for i in range(count):
        sky, land = random.integers(0, 255, (2, 1, 1, 3))
        rows = np.arange(32)[:, None, None]
        picture = np.where(rows < 12 + random.integers(0, 8), sky, land) + random.integers(0, 20, (32, 96, 3))
        Image.fromarray(picture.clip(0, 255).astype(np.uint8)).save(folder / f"{i}.png")
    return folder


def command(*arguments: object) -> str:
    done = subprocess.run([sys.executable, *map(str, arguments)], cwd=TRAINING, capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    return done.stdout


class Training(unittest.TestCase):
    def test_from_pictures_to_weights_and_their_quality(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            data, unseen, run = pictures(folder / "data", 12, 1), pictures(folder / "unseen", 12, 2), folder / "run"
            train = ["train.py", "--data", data, "--run", run, "--batch", 8, "--channels", "256:16", "--threads", 1]
            command(*train, "--stages", "16:32")
            command(*train, "--stages", "16:32,32:64", "--processes", 2, "--augment", 0.3)
            state = torch.load(run / "checkpoint.pt")
            self.assertEqual((state["resolution"], state["counters"][0]), (32, 64))
            self.assertTrue((run / "sheet-0000064.png").exists())
            # 16 rows leave no finer level of a pyramid, 32 leave one.
            result = json.loads(command("quality.py", run / "landscapes.safetensors", "--data", data, "--held-out", unseen, "--frames", 24))
            self.assertEqual(set(result["sliced Wasserstein"]["generated"]), {"32", "16", "mean"})
            self.assertGreater(result["sliced Wasserstein"]["generated"]["mean"], result["sliced Wasserstein"]["held out"]["mean"])


class Augmentation(unittest.TestCase):
    def test_none_changes_nothing(self) -> None:
        x = torch.randn(3, 3, 16, 16)
        self.assertTrue(torch.equal(augment(x, 0), x))

    def test_gradients_pass(self) -> None:
        torch.manual_seed(1)
        x = torch.randn(8, 3, 16, 16, requires_grad=True)
        augment(x, 1).sum().backward()
        self.assertGreater(float(x.grad.abs().mean()), 0.1)


class Discrimination(unittest.TestCase):
    def test_a_level_that_has_not_faded_in_changes_nothing(self) -> None:
        torch.manual_seed(2)
        old, new = Discriminator(16, 256, 16), Discriminator(32, 256, 16)
        new.load_state_dict({**new.state_dict(), **old.state_dict()})
        x = torch.randn(4, 3, 32, 32)
        with torch.no_grad():
            before = old(torch.nn.functional.avg_pool2d(x, 2), torch.float32)
            after = new(x, torch.float32, fade=0.0)
        self.assertLess(float((before - after).abs().max()), 1e-5)


if __name__ == "__main__":
    unittest.main()
