"""The state of a stage: networks, optimisers, counters, and the random numbers to come. Saved whole, it resumes exactly."""

import copy
from pathlib import Path

import torch
from torch import Tensor, nn

import codes
import losses
from augment import augment
from generator import Generator, Shape
from heads import Heads
from pictures import Pictures
from projection import Projection
from stages import BATCH, KINDRED, WAIT, Stage

CALIBRATION = 256
"""Frames from which the frozen planes' mean and deviation are measured."""


class Run:
    def __init__(self, stage: Stage, shape: Shape, projection: Projection, pictures: Pictures, device: torch.device = torch.device("cpu")):
        self.stage, self.pictures, self.device = stage, pictures, device
        self.projection = projection.to(device).requires_grad_(False)
        self.generator = Generator(shape).begin().to(device)
        self.average = copy.deepcopy(self.generator).requires_grad_(False)
        self.heads = Heads(projection.lens).to(device)
        self.seen = self.began = self.wait = 0
        """Pictures generated in all, before this stage, and until the generator begins to learn in this stage."""
        betas = (0.0, 0.99)
        self.generator_optimiser = torch.optim.Adam(self.generator.parameters(), stage.generator_rate, betas)
        self.head_optimiser = torch.optim.Adam(self.heads.parameters(), stage.head_rate, betas)

    def modules(self) -> dict[str, nn.Module]:
        return {"generator": self.generator, "average": self.average, "heads": self.heads, "projection": self.projection}

    def optimisers(self) -> dict[str, torch.optim.Optimizer]:
        return {"generator_optimiser": self.generator_optimiser, "head_optimiser": self.head_optimiser}

    def calibrate(self) -> None:
        for _ in range(CALIBRATION // 64):
            self.projection.calibrate(self.pictures.batch(64).to(self.device))

    def state(self) -> dict:
        parts = {**self.modules(), **self.optimisers()}
        return {
            "stage": self.stage.name,
            "lens": self.stage.lens,
            "counters": [self.seen, self.began, self.wait],
            "random": torch.get_rng_state(),
            "pictures": self.pictures.random.bit_generator.state,
            **{name: part.state_dict() for name, part in parts.items()},
        }

    def resume(self, state: dict) -> None:
        """Goes on with a stage that was interrupted."""
        for name, part in {**self.modules(), **self.optimisers()}.items():
            part.load_state_dict(state[name], **({"strict": False} if name == "projection" else {}))
        # The rates are those of the table, also where it has changed meanwhile.
        for name, rate in (("generator_optimiser", self.stage.generator_rate), ("head_optimiser", self.stage.head_rate)):
            for group in self.optimisers()[name].param_groups:
                group["lr"] = rate
        self.seen, self.began, self.wait = state["counters"]
        self.pictures.random.bit_generator.state = state["pictures"]
        torch.set_rng_state(state["random"])

    def follow(self, state: dict) -> None:
        """Begins a stage where another one ended. A further level's toRGB begins at zero, so that the picture is the old one,
        doubled; heads of another lens begin anew."""
        own = self.generator.state_dict()
        self.generator.load_state_dict({**own, **state["generator"]})
        self.average.load_state_dict({**own, **state["average"]})
        for network in (self.generator, self.average):
            for level in network.shape.levels():
                if f"synthesis.b{level}.torgb.weight" not in state["generator"]:
                    nn.init.zeros_(getattr(network.synthesis, f"b{level}").torgb.weight)
            network.confine()
        self.seen = self.began = state["counters"][0]
        if state.get("lens") == self.stage.lens:
            self.heads.load_state_dict(state["heads"])
            self.projection.load_state_dict(state["projection"], strict=False)
        else:
            self.calibrate()
            self.wait = self.seen + WAIT

    def generate(self, count: int) -> Tensor:
        shape = self.generator.shape
        z = codes.draw(count, shape.z_dim, KINDRED, self.device)
        left = torch.randint(0, shape.interval(4), (count,), device=self.device)
        made, w = self.generator.frames(z, left, torch.float32)
        with torch.no_grad():
            self.generator.mapping.w_avg.lerp_(w.mean([0, 1]), 0.002)
        return made

    def step(self) -> dict[str, float | list[float]]:
        """One step of the heads and one of the generator, on the same pictures."""
        strength, learns = self.stage.augment, self.seen >= self.wait
        real = augment(self.pictures.batch(BATCH).to(self.device), strength)
        with torch.set_grad_enabled(learns):
            made = augment(self.generate(BATCH), strength)
            planes = self.projection(made)
        with torch.no_grad():
            real_planes = self.projection(real)

        self.heads.requires_grad_(True)
        self.head_optimiser.zero_grad(set_to_none=True)
        pairs = [torch.cat([a, b.detach()]) for a, b in zip(real_planes, planes)]
        logits = self.heads(pairs, torch.cat([real, made.detach()]))
        loss = losses.discriminator_loss([x[:BATCH] for x in logits], [x[BATCH:] for x in logits])
        loss.backward()
        self.head_optimiser.step()

        self.heads.requires_grad_(False)
        loss_of_generator = torch.zeros([])
        if learns:
            self.generator_optimiser.zero_grad(set_to_none=True)
            loss_of_generator = losses.generator_loss(self.heads(planes, made))
            loss_of_generator.backward()
            self.generator_optimiser.step()
            self.generator.confine()
        self.seen += BATCH
        if learns:
            self.move_average()
        means = lambda part: [round(float(x[part].mean()), 2) for x in logits]  # noqa: E731
        return {
            "heads": round(float(loss), 3),
            "generator": round(float(loss_of_generator), 3),
            "real": means(slice(BATCH)),
            "made": means(slice(BATCH, None)),
        }

    @torch.no_grad()
    def move_average(self) -> None:
        """Young runs forget sooner, and so do young stages, whose newest level has all to learn."""
        half_life = min(self.stage.half_life, 0.05 * self.seen + 1, 0.2 * (self.seen - self.began) + 200)
        keep = 0.5 ** (BATCH / half_life)
        for mean, now in zip(self.average.parameters(), self.generator.parameters()):
            mean.lerp_(now, 1 - keep)
        self.average.mapping.w_avg.copy_(self.generator.mapping.w_avg)

    def finished(self) -> bool:
        return self.seen - self.began >= self.stage.pictures


def save(run: Run, path: Path) -> None:
    partial = path.with_suffix(".partial")
    torch.save(run.state(), partial)
    partial.replace(path)
