import io
import math
import sys
import tempfile
import unittest
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

import numpy as np
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import photographs  # noqa: E402
from landscapes import __main__ as command  # noqa: E402
from landscapes.dataset import restrict  # noqa: E402
from landscapes.noise import fractal, noise  # noqa: E402
from landscapes.render import pick, radiance, render  # noqa: E402
from landscapes.scene import BIOMES, LIGHTS, PRESETS, Options, draw, stack  # noqa: E402
from landscapes.statistics import measure  # noqa: E402

ALL, ALPINE = PRESETS['all'], PRESETS['alpine']


class Noise(unittest.TestCase):
    def setUp(self):
        random = torch.Generator().manual_seed(1)
        self.x, self.z = (torch.rand(1, 64, 64, generator=random) * 1e4 for _ in range(2))
        self.offset = torch.tensor([[3.0, 5.0]])

    def test_is_centred_bounded_and_continuous(self):
        value = noise(self.x, self.z, 300.0, 1, self.offset)
        self.assertLess(abs(value.mean()), 0.03)
        self.assertGreater(value.std(), 0.2)
        self.assertLess(value.abs().max(), 1.2)
        near = noise(self.x + 1, self.z, 300.0, 1, self.offset)
        self.assertLess((near - value).abs().max(), 0.05)

    def test_leaves_out_waves_shorter_than_the_footprint(self):
        footprint = torch.full((1, 64, 1), 60.0)
        full = fractal(self.x, self.z, 300.0, self.offset, 6)
        coarse = fractal(self.x, self.z, 300.0, self.offset, 6, footprint)
        self.assertLess(coarse.std(), full.std())
        blind = fractal(self.x, self.z, 300.0, self.offset, 6, footprint * 10)
        self.assertEqual(blind.abs().max(), 0)


class Rendering(unittest.TestCase):
    def test_a_seed_gives_the_same_bytes_alone_twice_and_in_any_company(self):
        for options in (ALL, ALPINE):
            alone, _ = render([5], 32, 64, options)
            again, _ = render([5], 32, 64, options)
            self.assertTrue(torch.equal(alone, again))
            batch, _ = render([3, 5, 11], 32, 64, options)
            difference = (batch[1].int() - alone[0].int()).abs()
            self.assertLessEqual(difference.max(), 1)  # vector and scalar arithmetic may round apart
            self.assertLess(difference.float().mean(), 0.01)
            self.assertFalse(torch.equal(batch[0], batch[1]))

    @torch.no_grad()
    def test_the_columns_of_a_wide_picture_are_those_of_a_narrow_one(self):
        for seed in (1, 2):
            s = stack(pick([seed], Options(fog=1.0)))
            wide, narrow = radiance(s, 32, 192), radiance(s, 32, 64)
            middle = wide[..., 64:128]
            inside = slice(8, 56)  # reflections in rough water are looked up beside their column
            error = (middle - narrow).abs()[..., inside] / narrow[..., inside].clamp(min=1e-3)
            self.assertLess(error.quantile(0.99), 0.01)
            turned = radiance(s, 32, 64, left=64.0)
            error = (wide[..., 128:] - turned).abs()[..., inside] / turned[..., inside].clamp(min=1e-3)
            self.assertLess(error.quantile(0.99), 0.01)

    def test_columns_are_alike_wherever_they_stand(self):
        pictures = render(range(16), 32, 128, ALPINE)[0].float().mean((0, 1, 3))
        left, middle, right = (float(part.mean()) for part in pictures.tensor_split(3))
        self.assertLess(max(left, middle, right) - min(left, middle, right), 20)

    def test_supersampling_gives_the_same_view_with_softer_edges(self):
        plain, _ = render([4], 32, 64, ALPINE)
        fine, _ = render([4], 32, 64, ALPINE, supersample=2)
        self.assertEqual(fine.shape, plain.shape)
        alike = np.corrcoef(plain.flatten().numpy(), fine.flatten().numpy())[0, 1]
        self.assertGreater(alike, 0.9)

    def test_every_biome_and_light_renders_finite_pictures_with_detail(self):
        lights = list(LIGHTS)
        for index, biome in enumerate(BIOMES):
            light = lights[index % len(lights)]
            options = Options(biomes=((biome, 1.0),), lights=((light, 1.0),))
            scene = stack(pick([index], options))
            self.assertEqual((scene.biome, scene.light), ([biome], [light]))
            with torch.no_grad():
                self.assertTrue(torch.isfinite(radiance(scene, 24, 48)).all(), biome)
            picture, _ = render([index], 24, 48, options)
            self.assertGreater(picture.float().std(), 4, biome)


class Scenes(unittest.TestCase):
    def test_the_alpine_preset_keeps_to_its_ranges(self):
        scenes = [draw(seed, 0, ALPINE) for seed in range(200)]
        self.assertEqual({s['biome'] for s in scenes}, {'alpine', 'lake', 'fjord', 'hills', 'forest', 'snow'})
        self.assertEqual({s['light'] for s in scenes}, {'day', 'golden'})
        for s in scenes:
            self.assertTrue(1.0 <= s['focal'] <= 1.9 and 0.46 <= s['horizon'] <= 0.60)
            self.assertTrue(math.radians(3) <= s['sun_elevation'] <= math.radians(52))

    def test_options_restrict_biomes_and_lights(self):
        options = command.parse(['--sheet', 's.png', '--preset', 'alpine', '--biomes', 'lake,mesa', '--light', 'dusk'])
        scene = restrict(options)
        self.assertEqual(dict(scene.biomes), {'lake': dict(ALPINE.biomes)['lake'], 'mesa': BIOMES['mesa']})
        self.assertEqual([name for name, _ in scene.lights], ['dusk'])
        self.assertEqual(scene.focal, ALPINE.focal)

    def test_unknown_names_are_refused(self):
        for arguments in (['--sheet', 's.png', '--biomes', 'moon'], ['--sheet', 's.png', '--light', 'noon'], []):
            with self.assertRaises(SystemExit), redirect_stderr(io.StringIO()):
                command.parse(arguments)


class Command(unittest.TestCase):
    def test_renders_what_is_missing_and_keeps_the_rest(self):
        with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
            out, sheet = Path(folder, 'set'), Path(folder, 'sheet.png')
            out.mkdir()
            kept = out / '00000007.png'
            Image.new('RGB', (32, 16), (1, 2, 3)).save(kept)
            arguments = ['landscapes', '--out', str(out), '--sheet', str(sheet), '--count', '3', '--first-seed', '7']
            arguments += ['--height', '16', '--width', '32', '--columns', '2']
            threads = torch.get_num_threads()
            with mock.patch.object(sys, 'argv', arguments):
                command.main()
            torch.set_num_threads(threads)
            names = sorted(path.name for path in out.iterdir())
            self.assertEqual(names, ['00000007.png', '00000008.png', '00000009.png', 'index.json'])
            self.assertEqual(Image.open(kept).getpixel((0, 0)), (1, 2, 3))
            with Image.open(sheet) as picture:
                self.assertEqual(picture.size, (64, 32))
            with mock.patch.object(sys, 'argv', [*arguments, '--preset', 'alpine']):
                self.assertRaisesRegex(SystemExit, 'other settings', command.main)
            expected, _ = render([9], 16, 32, ALL)
            np.testing.assert_array_equal(np.asarray(Image.open(out / '00000009.png')), expected[0].numpy())


class Statistics(unittest.TestCase):
    def test_plain_and_striped_frames(self):
        grey = np.full((128, 128, 3), 0.5)
        luminance, saturation, contrast, _, gradient = measure(grey)
        np.testing.assert_allclose([luminance, saturation, contrast, gradient], [0.5, 0, 0, 0], atol=1e-12)
        stripes = grey + np.where(np.arange(128) % 2, 0.1, -0.1)[None, :, None]
        _, _, contrast, _, gradient = measure(stripes)
        np.testing.assert_allclose([contrast, gradient], [0.1, 51], rtol=1e-9)

    def test_noise_is_flatter_than_its_sum(self):
        white = np.random.default_rng(0).random((128, 128, 1)).repeat(3, 2)
        walk = np.cumsum(np.cumsum(white - 0.5, 0), 1)
        self.assertLess(abs(measure(white)[3]), 0.3)
        self.assertLess(measure(walk)[3], -1.5)


class Photographs(unittest.TestCase):
    def test_lists_public_domain_pictures_with_hashes(self):
        rows = photographs.sources('AB')
        self.assertEqual((len(rows), len(photographs.sources('A'))), (137, 103))
        for row in rows:
            self.assertTrue(row['licence'].startswith('public-domain'), row['file'])
            self.assertRegex(row['sha256'], r'^[0-9a-f]{64}$')

    def test_scales_and_crops_the_middle(self):
        picture = Image.new('RGB', (300, 100), (255, 0, 0))
        picture.paste((0, 0, 255), (50, 0, 250, 100))
        prepared = photographs.prepare(picture, 50, 100)
        self.assertEqual(prepared.size, (100, 50))
        self.assertEqual(prepared.getcolors(), [(5000, (0, 0, 255))])

    def test_another_package_is_refused_with_advice(self):
        with tempfile.NamedTemporaryFile(suffix='.deb') as file, self.assertRaisesRegex(SystemExit, '--package'):
            photographs.check_package(Path(file.name))


if __name__ == '__main__':
    unittest.main()
