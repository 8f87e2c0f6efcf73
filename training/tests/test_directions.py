"""What codes mean: the regression, the direction and what asking for it does; and the pictures of a log and of two models."""

import contextlib
import io
import sys
import unittest
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

import curve  # noqa: E402
import directions  # noqa: E402
from compare import scaled  # noqa: E402
from generator import Generator, Shape  # noqa: E402


class Directions(unittest.TestCase):
    def setUp(self) -> None:
        torch.manual_seed(6)

    def test_classes_that_a_line_divides_are_learnt(self) -> None:
        points = torch.randn(400, 6) * torch.tensor([1, 5, 1, 1, 0.1, 1.0]) + 3
        target = (points[:, 1] > 3).long()
        judge = directions.learn(points, target, 2, 1e-3)
        self.assertGreater(float((judge(points).argmax(1) == target).float().mean()), 0.95)

    def test_a_direction_points_to_its_class_and_asking_goes_no_farther_than_the_threshold(self) -> None:
        w = torch.randn(600, 16)
        direction = directions.find(w, w[:, 3] + torch.randn(600))
        self.assertGreater(float(direction[3]), 0.9)
        threshold = 0.5
        asked = directions.ask(w, direction, threshold)
        self.assertGreater(float((asked @ direction).min()), threshold - 1e-3)
        already = w @ direction > threshold
        self.assertTrue(torch.equal(asked[already], w[already]))

    def test_attributes_of_a_generator_whose_first_number_is_its_brightness(self) -> None:
        generator = Generator(Shape(resolution=8, z_dim=8, w_dim=8, channel_base=64, channel_max=8, noise="none"))
        with torch.no_grad():
            for name, value in generator.synthesis.named_parameters():
                if "torgb" in name:
                    value.zero_()
            # The style of one channel of toRGB is w's first number, and that channel is constantly one.
            last = generator.synthesis.b8
            last.conv1.weight.zero_()
            last.conv1.bias.zero_()
            last.conv1.bias[0] = 1
            last.torgb.affine.weight[0, 0] = 8**0.5
            last.torgb.weight[:, 0] = 0.2
        see = lambda pictures: pictures.mean([2, 3])  # noqa: E731
        w = directions.draw_codes(generator, 300, 9)
        seen = see(directions.frames_of(generator, w, 1))
        judge = directions.learn(seen, (seen[:, 0] > seen[:, 0].quantile(0.8)).long(), 2, 1e-4)
        with contextlib.redirect_stdout(io.StringIO()):
            found = directions.attributes(generator, see, "hour", ["dark", "bright"], judge, 400)
        bright = next(x for x in found if x["name"] == "bright")
        self.assertLess(bright["share"], 0.4)
        self.assertGreater(bright["asked"], 0.9)
        self.assertEqual(len(bright["direction"]), 8)


class Drawing(unittest.TestCase):
    def test_a_log_has_a_curve(self) -> None:
        lines = [{"stage": "a" if i < 5 else "b", "seen": i * 800, "heads": 12 - i / 4} for i in range(10)]
        picture = curve.draw(lines)
        self.assertEqual(picture.size, curve.SIZE)
        self.assertIn(curve.LINE, [colour for _, colour in picture.getcolors(100000)])

    def test_strips_take_the_height_of_the_sheet(self) -> None:
        strip = torch.full((3, 16, 40), 100, dtype=torch.uint8)
        self.assertEqual(scaled(strip, 8).shape, (3, 8, 20))
        self.assertTrue(bool((scaled(strip, 32) == 100).all()))


if __name__ == "__main__":
    unittest.main()
