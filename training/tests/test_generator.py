"""The generator: its arithmetic against plain formulas and against reference outputs, growing, and its weights file."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).parents[1]))

from generator import Generator, Layer, Shape  # noqa: E402
from weights import read_generator, read_tensors, write_weights  # noqa: E402

SMALL = Shape(resolution=32, z_dim=16, w_dim=16, channel_base=512, channel_max=16, noise="none", noise_up_to=32, abscissa=True, highest_octave=16)
FIXTURES = Path(__file__).parents[3] / "shared/fixtures"


def place(generator: Generator, left: int, anchors: int, width: int):
    return generator.place(torch.tensor([left]), anchors, width)


class Arithmetic(unittest.TestCase):
    def setUp(self) -> None:
        torch.manual_seed(3)

    def test_upward_layer_is_a_transposed_convolution_then_the_filter(self) -> None:
        layer = Layer(5, 4, 16, up=True)
        with torch.no_grad():
            layer.affine.weight.zero_()
            x = torch.randn(2, 5, 6, 9)
            made = layer(x, torch.zeros(2, 1, 16), torch.ones(1, 9, 1), None)
            weight = layer.weight / (layer.weight.square().sum([1, 2, 3], keepdim=True) + 1e-8).sqrt()
            spread = F.conv_transpose2d(x, weight.transpose(0, 1), stride=2)
            taps = torch.tensor([1.0, 3.0, 3.0, 1.0]) / 4
            kernel = (taps[:, None] * taps)[None, None].expand(4, 1, 4, 4)
            smooth = F.conv2d(F.pad(spread, (1, 1, 1, 1)), kernel, groups=4)
            expected = F.leaky_relu(smooth, 0.2) * 2**0.5
        self.assertLess(float((made - expected[..., 2:-2]).abs().max()), 1e-5)

    def test_columns_do_not_depend_on_what_is_computed_with_them(self) -> None:
        generator = Generator(SMALL)
        w = torch.randn(1, 6, 16)
        with torch.no_grad():
            whole = generator.synthesis(w, place(generator, 0, 6, 24), torch.float32)
            for left in (0, 3, 8, 13):
                part = generator.synthesis(w, place(generator, left, 6, 4), torch.float32)
                begin = left * 8
                self.assertLess(float((part - whole[..., begin : begin + 32]).abs().max()), 1e-4)

    def test_a_code_reaches_as_far_as_its_neighbours_and_the_margins(self) -> None:
        generator = Generator(SMALL)
        w = torch.randn(1, 6, 16)
        other = w.clone()
        other[:, 3] += 1
        with torch.no_grad():
            change = [generator.synthesis(x, place(generator, 0, 6, 24), torch.float32) for x in (w, other)]
        columns = (change[0] - change[1]).abs().amax([0, 1, 2]) > 0
        # Anchor 3 stands at column 128 (two intervals of 64 columns after anchor 1); the margins are four columns of level 4.
        self.assertFalse(bool(columns[: 64 - 4 * 8].any()))
        self.assertTrue(bool(columns[64 : 192].all()))

    def test_coordinates_that_are_not_used_may_as_well_be_zero(self) -> None:
        part, whole = (Generator(Shape(32, 16, 16, 512, 16, noise="none", abscissa=x, highest_octave=y)) for x, y in ((False, 2), (True, 16)))
        part.confine()
        whole.load_state_dict(part.state_dict())
        w = torch.randn(1, 4, 16)
        with torch.no_grad():
            few, all_ = (g.synthesis(w, place(g, 3, 4, 4), torch.float32) for g in (part, whole))
        self.assertLess(float((few - all_).abs().max()), 1e-5)
        self.assertLess(part.synthesis.b32.table.shape[0], whole.synthesis.b32.table.shape[0])

    def test_reference_outputs(self) -> None:
        if not FIXTURES.exists():
            self.skipTest("the reference outputs lie outside this repository; the cases above are ours")
        shape = Shape(64, 64, 64, 1024, 64, diagonals_up_to=1024, noise="none", abscissa=True, highest_octave=16)
        generator = Generator(shape)
        generator.load_state_dict(read_tensors(FIXTURES / "alis-small/weights.safetensors")[0], strict=False)
        cases, _ = read_tensors(FIXTURES / "alis-continuous/cases.safetensors")
        for case in json.loads((FIXTURES / "alis-continuous/config.json").read_text())["cases"]:
            begin, end = (column // 16 for column in case["columns"])
            # The first row is anchor -3; ours counts columns from anchor 1.
            columns = place(generator, begin + 16, len(cases["w"]), end - begin)
            with torch.no_grad():
                made = generator.synthesis(cases["w"][None], columns, torch.float32)[0]
            self.assertLess(float((made - cases[case["expected"]]).abs().max()), 2e-4, case["name"])


class WeightsFile(unittest.TestCase):
    def test_round_trip(self) -> None:
        generator = Generator(SMALL)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "small.safetensors"
            count = write_weights(path, generator, "small", half=False)
            self.assertEqual(path.stat().st_size, count)
            again = read_generator(path)
            config = json.loads(read_tensors(path)[1]["config"])
        self.assertEqual(again.shape, SMALL)
        self.assertEqual(config["synthesis"]["padding"], "neighbour")
        for name, tensor in generator.state_dict().items():
            self.assertTrue(torch.equal(tensor, again.state_dict()[name]), name)

    def test_a_weight_too_large_for_halves_is_refused(self) -> None:
        generator = Generator(SMALL)
        with torch.no_grad():
            generator.mapping.fc0.weight[0, 0] = 1e6
        with tempfile.TemporaryDirectory() as folder, self.assertRaises(ValueError):
            write_weights(Path(folder) / "large.safetensors", generator, "large")


if __name__ == "__main__":
    unittest.main()
