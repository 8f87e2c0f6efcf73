"""The trainer on a few pictures and a small random network in the frozen one's place: shapes, learning, resuming, growing, quality."""

import dataclasses
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

import losses  # noqa: E402
import quality  # noqa: E402
import run as runs  # noqa: E402
import stages  # noqa: E402
from augment import augment  # noqa: E402
from codes import draw  # noqa: E402
from frozen import Frozen, Step  # noqa: E402
from generator import Shape, double  # noqa: E402
from heads import Heads, SharedNorm, Spectral  # noqa: E402
from pictures import Pictures  # noqa: E402
from projection import LENSES, Lens, Projection  # noqa: E402
from run import Run  # noqa: E402
from weights import write_weights  # noqa: E402

LENS = Lens("small", ("2", "4", "8", "16", "32"), (4, 6, 8, 8, 8), (8, 8, 8, 12, 12), (8, 8, 8, 8, 8))
STAGE = stages.Stage("test", 32, "small", 64, 64, augment=0.3)


def network() -> Frozen:
    """Five convolutions, each halving the plane."""
    random = torch.Generator().manual_seed(11)
    steps, weights, before, inputs = [], {}, "picture", 3
    for name, channels in zip(LENS.taps, LENS.inputs):
        steps.append(Step(name, "convolution", [before], 2, top="relu6"))
        weights[name] = torch.randn(channels, inputs, 3, 3, generator=random) / (3 * inputs**0.5), torch.zeros(channels)
        before, inputs = name, channels
    return Frozen(steps, weights, list(LENS.taps))


def draw_pictures(folder: Path, count: int, seed: int) -> Path:
    """Skies over lands, with some grain."""
    folder.mkdir()
    random = np.random.default_rng(seed)
    for i in range(count):
        sky, land = random.integers(0, 255, (2, 1, 1, 3))
        rows = np.arange(64)[:, None, None]
        picture = np.where(rows < 24 + random.integers(0, 16), sky, land) + random.integers(0, 20, (64, 160, 3))
        Image.fromarray(picture.clip(0, 255).astype(np.uint8)).save(folder / f"{i}.png")
    return folder


class WithPictures(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.renders = draw_pictures(self.folder / "renders", 6, 1)
        self.photographs = draw_pictures(self.folder / "photographs", 3, 2)

    def make(self, rows: int = 32, **changes: object) -> Run:
        torch.manual_seed(4)
        stage = dataclasses.replace(STAGE, rows=rows, **changes)
        shape = Shape(resolution=rows, channel_base=256, channel_max=16)
        return Run(stage, shape, Projection(LENS, network(), stage.side), Pictures(self.renders, self.photographs, rows, 0.5, 7))


class Learning(WithPictures):
    def test_steps_move_every_part_and_count(self) -> None:
        run = self.make()
        run.calibrate()
        before = {name: [p.clone() for p in part.parameters()] for name, part in run.modules().items()}
        values = run.step()
        self.assertEqual(run.seen, stages.BATCH)
        self.assertEqual((len(values["real"]), len(values["made"])), (6, 6))
        for name in ("generator", "average", "heads"):
            moved = [not torch.equal(a, b) for a, b in zip(before[name], run.modules()[name].parameters())]
            self.assertGreater(sum(moved), len(moved) // 2, name)
        self.assertEqual(list(run.projection.parameters()), [])

    def test_one_step_lowers_the_loss_of_the_heads(self) -> None:
        run = self.make(augment=0.0)
        run.calibrate()
        real, made = run.pictures.batch(16), run.generate(16).detach()
        with torch.no_grad():
            planes = [torch.cat(pair) for pair in zip(run.projection(real), run.projection(made))]

        def loss() -> torch.Tensor:
            logits = run.heads(planes, torch.cat([real, made]))
            return losses.discriminator_loss([x[:16] for x in logits], [x[16:] for x in logits])

        first = loss()
        first.backward()
        run.head_optimiser.step()
        self.assertLess(float(loss()), float(first))
        self.assertLess(float(first), 12.5)

    def test_the_generator_waits_for_new_heads(self) -> None:
        run = self.make()
        run.wait = 1
        before = [p.clone() for p in run.generator.parameters()]
        run.step()
        self.assertTrue(all(torch.equal(a, b) for a, b in zip(before, run.generator.parameters())))
        run.step()
        self.assertFalse(all(torch.equal(a, b) for a, b in zip(before, run.generator.parameters())))

    def test_resuming_is_exact(self) -> None:
        run = self.make()
        run.calibrate()
        run.step()
        runs.save(run, self.folder / "test.pt")
        run.step()
        again = self.make()
        again.resume(torch.load(self.folder / "test.pt"))
        again.step()
        for name, part in run.modules().items():
            other = again.modules()[name].state_dict()
            for key, value in part.state_dict().items():
                self.assertTrue(torch.equal(value, other[key]), f"{name} {key}")
        self.assertEqual((run.seen, run.pictures.random.random()), (again.seen, again.pictures.random.random()))

    def test_a_new_level_begins_as_the_old_picture_doubled(self) -> None:
        run = self.make()
        run.calibrate()
        run.step()
        grown = self.make(64)
        grown.follow(run.state())
        self.assertEqual((grown.seen, grown.began), (16, 16))
        w = torch.randn(1, 4, 128)
        with torch.no_grad():
            old, new = (r.average.synthesis for r in (run, grown))
            # The wide picture and the frame draw different noise; without it they must agree.
            for synthesis in (old, new):
                for name, value in synthesis.named_parameters():
                    if name.endswith("noise_strength"):
                        value.zero_()
            wide = old(w, run.average.place(torch.tensor([1]), 4, 6), torch.float32)
            frame = new(w, grown.average.place(torch.tensor([2]), 4, 4), torch.float32)
        self.assertLess(float((double(wide)[..., 14:-14] - frame).abs().max()), 1e-4)

    def test_heads_of_another_lens_begin_anew(self) -> None:
        run = self.make()
        other = self.make()
        other.follow({**run.state(), "lens": "another"})
        self.assertEqual(other.wait, run.seen + stages.WAIT)
        self.assertNotEqual(float(other.projection.mean0.abs().sum()), 0)


class Parts(unittest.TestCase):
    def test_planes_and_logits(self) -> None:
        for name, lens in LENSES.items():
            heads = Heads(lens)
            planes = [torch.randn(8, channels, 2 ** (6 - i), 2 ** (6 - i)) for i, channels in enumerate(lens.mixed)]
            logits = heads(planes, torch.randn(8, 3, 128, 128))
            self.assertEqual([x.shape[0] for x in logits], [8] * 6, name)

    def test_mixing_is_the_same_every_time_and_standardised(self) -> None:
        first, second = (Projection(LENS, network(), 64) for _ in range(2))
        pictures = torch.randn(32, 3, 64, 64)
        for projection in (first, second):
            projection.calibrate(pictures)
        for a, b in zip(first(pictures), second(pictures)):
            self.assertTrue(torch.equal(a, b))
            self.assertLess(abs(float(a.mean())), 0.3)
            self.assertTrue(0.5 < float(a.std()) < 2)

    def test_spectral_norm_is_one(self) -> None:
        layer = Spectral(8, 6, 3)
        for _ in range(60):
            layer(torch.zeros(1, 8, 4, 4))
        matrix = layer.weight.flatten(1)
        largest = torch.linalg.svdvals(matrix)[0]
        estimate = layer.left @ matrix @ torch.nn.functional.normalize(matrix.t() @ layer.left, dim=0)
        self.assertAlmostEqual(float(estimate / largest), 1, delta=0.01)

    def test_the_generators_step_takes_statistics_for_constants(self) -> None:
        norm = SharedNorm(3)
        both = torch.randn(8, 3, 4, 4) * 3 + 1
        together = norm(both)
        self.assertLess(abs(float(together.mean())), 1e-5)
        norm.requires_grad_(False)
        self.assertLess(float((norm(both[4:]) - together[4:]).abs().max()), 0.05)

    def test_kindred_codes_are_standard_normal_each(self) -> None:
        torch.manual_seed(2)
        z = draw(4000, 8, 1.0, torch.device("cpu"))
        self.assertAlmostEqual(float(z.std()), 1, delta=0.02)
        self.assertGreater(float((z[:, 0] * z[:, 1]).mean()), 0.4)

    def test_stages_follow_each_other(self) -> None:
        for earlier, later in zip(stages.STAGES, stages.STAGES[1:]):
            self.assertEqual(stages.before(later), earlier)
            self.assertIn(later.rows, (earlier.rows, 2 * earlier.rows))
            self.assertEqual(later.side % 32, 0)


class Measuring(WithPictures):
    def test_figures_of_a_weights_file(self) -> None:
        run = self.make()
        file = self.folder / "landscapes.safetensors"
        write_weights(file, run.average, "landscapes")
        places = ["--renders", self.renders, "--unseen", self.renders, "--photographs", self.photographs]
        result = quality.measure(quality.options([str(x) for x in (file, *places, "--frames", 40)]))
        self.assertEqual(set(result["sliced Wasserstein"]["made"]), {"32", "16", "mean"})
        self.assertGreater(result["sliced Wasserstein"]["made"]["mean"], result["sliced Wasserstein"]["floor"]["mean"])
        self.assertGreater(result["nearest photograph"], 0.5)


class Augmentation(unittest.TestCase):
    def test_none_changes_nothing(self) -> None:
        x = torch.randn(3, 3, 16, 16)
        self.assertTrue(torch.equal(augment(x, 0), x))

    def test_gradients_pass(self) -> None:
        torch.manual_seed(1)
        x = torch.randn(8, 3, 16, 16, requires_grad=True)
        augment(x, 1).sum().backward()
        self.assertGreater(float(x.grad.abs().mean()), 0.1)


if __name__ == "__main__":
    unittest.main()
