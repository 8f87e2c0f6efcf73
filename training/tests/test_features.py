"""The frozen networks: their arithmetic against activations that the package's own runtime computed, and the reader of weights."""

import base64
import os
import sys
import unittest
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

import frozen  # noqa: E402
import package  # noqa: E402
from frozen import Frozen, Step  # noqa: E402

FOLDER = Path(os.environ.get("FEATURES", "."))
"""Where the package's archive lies; the tests that need it are skipped without it, for it is 25 MB."""

KNOWN = {
    ("mobilenet_v2_mid", 224): {
        "expanded_conv/project/BatchNorm/FusedBatchNormV3": (0.374924, [(0, 0, 0, -8.587567), (1, 2, 3, 1.734241), (56, 56, 5, 0.681298)]),
        "expanded_conv_5/add": (0.998951, [(0, 0, 0, 7.436477), (1, 2, 3, 2.994950), (27, 27, 47, 10.364372)]),
        "expanded_conv_16/project/BatchNorm/FusedBatchNormV3": (-0.048115, [(0, 0, 0, 0.182674), (6, 6, 447, -1.104782), (3, 3, 5, 0.359370)]),
    },
    ("mobilenet_v2", 224): {
        "block_12_add": (-0.123579, [(0, 0, 0, 2.314979), (1, 2, 3, 2.907610), (7, 7, 5, 0.706560)]),
        "block_16_project_BN": (-0.118667, [(0, 0, 0, 1.321418), (1, 2, 3, -2.770332), (3, 3, 5, 3.544938)]),
    },
    ("inception_v3", 299): {
        "activation_3": (0.797067, [(0, 0, 0, 1.184272), (1, 2, 3, 0.0), (73, 73, 5, 1.609650)]),
        "mixed2": (0.323154, [(0, 0, 0, 4.092330), (1, 2, 3, 0.291433), (17, 17, 5, 0.196536)]),
        "mixed7": (0.061123, [(0, 0, 0, 0.0), (8, 8, 5, 0.0)]),
    },
}
"""Of `waves`: mean of a plane, and single values by row, column and channel; computed by the runtime the package is made for."""


def waves(side: int) -> torch.Tensor:
    """[1, 3, side, side]: a picture that can be written down."""
    at = torch.arange(side).float()
    channel = torch.arange(3)[:, None, None]
    return (torch.sin(0.05 * (channel + 1) * at) * torch.cos(0.07 * at[:, None] + channel))[None]


class KnownActivations(unittest.TestCase):
    def test_planes_are_those_of_the_original(self) -> None:
        if not (FOLDER / f"{package.NAME}-{package.VERSION}.tgz").exists():
            self.skipTest("fetch the package first: FEATURES=FOLDER python training/package.py FOLDER")
        for (model, side), expected in KNOWN.items():
            network = frozen.load(FOLDER, model, list(expected))
            with torch.no_grad():
                planes = network(waves(side))
            for plane, (name, (mean, values)) in zip(planes, expected.items()):
                self.assertAlmostEqual(float(plane.mean()), mean, delta=2e-4, msg=f"{model} {name}")
                for row, column, channel, value in values:
                    self.assertAlmostEqual(float(plane[0, channel, row, column]), value, delta=5e-3, msg=f"{model} {name}")


class Reading(unittest.TestCase):
    def test_quantised_tensors(self) -> None:
        quantization = {"min": -1.0, "scale": 0.5, "dtype": "uint8"}
        manifest = [{"weights": [{"name": "a", "shape": [2, 2], "quantization": quantization}, {"name": "b", "shape": [1], "dtype": "float32"}]}]
        data = bytes([0, 1, 2, 255]) + np.float32(0.25).tobytes()
        tensors = package.read_tensors(manifest, data)
        self.assertEqual(tensors["a"].tolist(), [[-1.0, -0.5], [0.0, 126.5]])
        self.assertEqual(tensors["b"].tolist(), [0.25])
        with self.assertRaises(SystemExit):
            package.read_tensors(manifest, data + b"0")

    def test_a_shard_is_the_base64_of_a_module(self) -> None:
        text = base64.b64encode(bytes(range(90))).decode()
        self.assertEqual(package.read_shard(f'!function(){{t.exports="{text}"}}'.encode()), bytes(range(90)))
        with self.assertRaises(SystemExit):
            package.read_shard(b"nothing")

    def test_other_bytes_are_refused(self) -> None:
        import tempfile

        with tempfile.TemporaryDirectory() as name:
            archive = Path(name) / f"{package.NAME}-{package.VERSION}.tgz"
            archive.write_bytes(b"something else")
            with self.assertRaises(SystemExit):
                package.fetch(Path(name))


class Interpreting(unittest.TestCase):
    def test_striding_pads_as_tensorflow_does(self) -> None:
        """An even side: nothing before, one zero after."""
        torch.manual_seed(1)
        weight, bias = torch.randn(4, 3, 3, 3), torch.randn(4)
        network = Frozen([Step("a", "convolution", ["picture"], 2, top="relu6")], {"a": (weight, bias)}, ["a"])
        picture = torch.randn(2, 3, 8, 8)
        padded = torch.nn.functional.pad(picture, (0, 1, 0, 1))
        expected = torch.nn.functional.conv2d(padded, weight, bias, 2).clamp(0, 6)
        self.assertLess(float((network(picture)[0] - expected).abs().max()), 1e-5)

    def test_gradients_reach_the_picture_and_nothing_else(self) -> None:
        weight, bias = torch.randn(4, 3, 3, 3), torch.zeros(4)
        network = Frozen([Step("a", "convolution", ["picture"], top="relu")], {"a": (weight, bias)}, ["a"])
        picture = torch.randn(1, 3, 8, 8, requires_grad=True)
        network(picture)[0].sum().backward()
        self.assertGreater(float(picture.grad.abs().mean()), 0)
        self.assertEqual(list(network.parameters()), [])


if __name__ == "__main__":
    unittest.main()
