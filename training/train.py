"""Trains an ALIS generator on landscapes: one command from pictures to weights. See README.md.

The resolution grows by stages; a stage is a height and the number of pictures seen (in all) when it ends. A run's folder holds
its checkpoint (training goes on from it), a log of one JSON object a line, contact sheets, and the weights of the average.
"""

import argparse
import copy
import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor, nn

from augment import augment
from data import Frames
from discriminator import Discriminator
from generator import Generator, Shape
from panorama import sheet
from weights import write_weights

ANCHORS = 4
"""Enough for any frame and its margins."""


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", action="append", required=True, metavar="FOLDER[:SHARE]", help="pictures; several are mixed by share")
    parser.add_argument("--run", type=Path, required=True, help="folder of the run; an interrupted run goes on")
    parser.add_argument("--stages", default="32:50000,64:200000,128:400000", help="height:pictures seen at its end")
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop then, with a checkpoint")
    parser.add_argument("--batch", type=int, default=32, help="pictures a step, over all processes")
    parser.add_argument("--rate", type=float, default=0.0025, help="Adam's learning rate")
    parser.add_argument("--gamma", type=float, default=0.1, help="weight of R1 at 64 rows; grows with the number of pixels")
    parser.add_argument("--augment", type=float, default=0.0, help="probability of each augmentation; 0.3 where photographs are used")
    parser.add_argument("--average", type=float, default=5000, help="half-life of the generator's average, in pictures")
    parser.add_argument("--fade", type=float, default=10000, help="pictures over which a new level fades in")
    parser.add_argument("--channels", default="2048:128", help="channel_base:channel_max of the generator; 4096:128 is mid256")
    parser.add_argument("--noise", choices=["field", "none"], default="field")
    parser.add_argument("--noise-up-to", type=int, default=32, help="highest level with noise")
    parser.add_argument("--abscissa", action="store_true", help="use coordinates along a row too, as the paper does")
    parser.add_argument("--highest-octave", type=int, default=3, help="of the coordinates that are used")
    parser.add_argument("--name", default="landscapes")
    parser.add_argument("--sheet-minutes", type=float, default=4)
    parser.add_argument("--precision", choices=["bf16", "f32"], default="bf16")
    parser.add_argument("--compile", action="store_true", help="torch.compile, PyTorch 2 on a GPU")
    parser.add_argument("--processes", type=int, default=1, help="on a CPU: one a core, one thread each, beats threads")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


class Run:
    """Networks, optimisers and counters of a run, at one stage."""

    def __init__(self, arguments: argparse.Namespace, resolution: int, device: torch.device):
        base, most = map(int, arguments.channels.split(":"))
        self.arguments, self.device = arguments, device
        self.dtype = torch.bfloat16 if arguments.precision == "bf16" else torch.float32
        shape = Shape(
            resolution=resolution,
            channel_base=base,
            channel_max=most,
            noise=arguments.noise,
            noise_up_to=arguments.noise_up_to,
            abscissa=arguments.abscissa,
            highest_octave=arguments.highest_octave,
        )
        self.generator = Generator(shape).to(device)
        self.discriminator = Discriminator(resolution).to(device)
        self.generator.confine()
        self.average = copy.deepcopy(self.generator).requires_grad_(False)
        self.seen = self.stage_began = self.step = 0
        self.penalty = torch.zeros([])
        self.optimisers()

    def optimisers(self) -> None:
        rate = self.arguments.rate
        # Lazy regularisation: the discriminator takes 17 steps where 16 are of the main loss.
        share = 16 / 17
        self.generator_optimiser = torch.optim.Adam(self.generator.parameters(), rate, (0.0, 0.99))
        self.discriminator_optimiser = torch.optim.Adam(self.discriminator.parameters(), rate * share, (0.0, 0.99**share))

    def networks(self) -> dict[str, nn.Module]:
        return {"generator": self.generator, "discriminator": self.discriminator, "average": self.average}

    def state(self) -> dict:
        return {
            "resolution": self.generator.shape.resolution,
            "counters": [self.seen, self.stage_began, self.step],
            **{name: network.state_dict() for name, network in self.networks().items()},
            "generator_optimiser": self.generator_optimiser.state_dict(),
            "discriminator_optimiser": self.discriminator_optimiser.state_dict(),
        }

    def restore(self, state: dict) -> None:
        self.seen, self.stage_began, self.step = state["counters"]
        for name, network in self.networks().items():
            network.load_state_dict(state[name])
        for generator in (self.generator, self.average):
            generator.confine()
        self.generator_optimiser.load_state_dict(state["generator_optimiser"])
        self.discriminator_optimiser.load_state_dict(state["discriminator_optimiser"])
        # The rate is this command's: a lower one at the end settles the pictures.
        for group in self.generator_optimiser.param_groups + self.discriminator_optimiser.param_groups:
            group["lr"] = self.arguments.rate

    def grown(self, resolution: int) -> "Run":
        """The same networks with further levels. A new level's toRGB begins at zero: the picture is the old one, doubled."""
        run = Run(self.arguments, resolution, self.device)
        for name, network in run.networks().items():
            known = self.networks()[name].state_dict()
            network.load_state_dict({**network.state_dict(), **known})
        for network in (run.generator, run.average):
            for level in network.synthesis.levels:
                if level > self.generator.shape.resolution:
                    nn.init.zeros_(getattr(network.synthesis, f"b{level}").torgb.weight)
        run.average.load_state_dict({**run.generator.state_dict(), **self.average.state_dict()})
        run.seen, run.stage_began, run.step = self.seen, self.seen, self.step
        return run


def generate(run: Run, count: int) -> Tensor:
    shape = run.generator.shape
    z = torch.randn(count, ANCHORS, shape.z_dim, device=run.device)
    left = torch.randint(0, shape.interval(4), (count,), device=run.device)
    pictures, w = run.generator.frames(z, left, run.dtype)
    with torch.no_grad():
        run.generator.mapping.w_avg.lerp_(w.mean([0, 1]), 0.002)
    return pictures


def train_step(run: Run, data: Frames, count: int) -> dict[str, Tensor]:
    arguments = run.arguments
    fade = min(1.0, (run.seen - run.stage_began + 1) / arguments.fade) if run.stage_began > 0 else 1.0

    def judge(pictures: Tensor) -> Tensor:
        return run.discriminator(augment(pictures, arguments.augment), run.dtype, fade)

    real = data.batch(count)
    made = generate(run, count)

    run.discriminator.requires_grad_(True)
    run.discriminator_optimiser.zero_grad(set_to_none=True)
    real_score, made_score = judge(real), judge(made.detach())
    loss = F.softplus(-real_score).mean() + F.softplus(made_score).mean()
    loss.backward()
    if run.step % 16 == 0:
        penalty = gradient_penalty(run, real, fade)
        gamma = arguments.gamma * (run.generator.shape.resolution / 64) ** 2
        (penalty * (gamma / 2 * 16)).backward()
        run.penalty = penalty.detach()
    share_gradients(run.discriminator)
    run.discriminator_optimiser.step()

    # The same pictures serve the generator's step: the discriminator has moved on by one step, which costs nothing and saves a pass.
    run.discriminator.requires_grad_(False)
    run.generator_optimiser.zero_grad(set_to_none=True)
    generator_loss = F.softplus(-judge(made)).mean()
    generator_loss.backward()
    share_gradients(run.generator)
    run.generator_optimiser.step()
    run.generator.confine()

    run.step += 1
    run.seen += arguments.batch
    follow(run)
    return {
        "generator": generator_loss.detach(),
        "discriminator": loss.detach(),
        "real": real_score.detach().sign().mean(),
        "made": made_score.detach().sign().mean(),
    }


def gradient_penalty(run: Run, real: Tensor, fade: float) -> Tensor:
    """R1 (Mescheder et al., arXiv 1801.04406) in full precision, of half a batch."""
    real = augment(real[: max(1, len(real) // 2)], run.arguments.augment).detach().requires_grad_(True)
    score = run.discriminator(real, torch.float32, fade)
    (gradient,) = torch.autograd.grad(score.sum(), real, create_graph=True)
    return gradient.square().sum([1, 2, 3]).mean()


@torch.no_grad()
def follow(run: Run) -> None:
    """Moves the average towards the generator; young runs forget sooner."""
    half_life = min(run.arguments.average, 0.05 * run.seen + 1)
    keep = 0.5 ** (run.arguments.batch / half_life)
    pairs = zip(run.average.parameters(), run.generator.parameters())
    for mean, now in pairs:
        mean.lerp_(now, 1 - keep)
    run.average.mapping.w_avg.copy_(run.generator.mapping.w_avg)


def share_gradients(network: nn.Module) -> None:
    """Averages gradients over the processes of `torchrun`, in one message."""
    if not dist.is_initialized():
        return
    gradients = [p.grad for p in network.parameters() if p.grad is not None]
    flat = torch.cat([g.flatten() for g in gradients])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    for gradient, part in zip(gradients, flat.split([g.numel() for g in gradients])):
        gradient.copy_(part.view_as(gradient))


def spawn(count: int) -> int:
    """Runs this command once for each process, as `torchrun` does; the exit status of the first that fails, or 0."""
    place = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(29500 + os.getpid() % 1000), "WORLD_SIZE": str(count)}
    children = []
    for rank in range(count):
        environment = os.environ | place | {"RANK": str(rank), "LOCAL_RANK": str(rank), "OMP_NUM_THREADS": "1"}
        children.append(subprocess.Popen([sys.executable, *sys.argv, "--threads", "1"], env=environment))
    return next((code for code in [child.wait() for child in children] if code), 0)


def start_processes() -> tuple[int, int, torch.device]:
    """Rank, number of processes, device."""
    gpu = torch.cuda.is_available()
    if "RANK" not in os.environ:
        return 0, 1, torch.device("cuda" if gpu else "cpu")
    dist.init_process_group("nccl" if gpu else "gloo")
    device = torch.device("cuda", int(os.environ["LOCAL_RANK"])) if gpu else torch.device("cpu")
    if gpu:
        torch.cuda.set_device(device)
    return dist.get_rank(), dist.get_world_size(), device


def interrupted(arguments: argparse.Namespace, began: float, device: torch.device) -> bool:
    """Whether the time is up or the run's folder holds a file named `stop`; the first process decides for all."""
    stop = time.monotonic() - began > arguments.minutes * 60 or (arguments.run / "stop").exists()
    if not dist.is_initialized():
        return stop
    flag = torch.tensor([float(stop)], device=device)
    dist.broadcast(flag, 0)
    return bool(flag.item())


def parse_mixture(folders: list[str]) -> list[tuple[Path, float]]:
    pairs = (text.rsplit(":", 1) if ":" in text else (text, "1") for text in folders)
    return [(Path(folder), float(share)) for folder, share in pairs]


def save(run: Run, checkpoint: Path) -> None:
    partial = checkpoint.with_suffix(".partial")
    torch.save(run.state(), partial)
    partial.replace(checkpoint)
    folder = checkpoint.parent
    facts = {"pictures_seen": str(run.seen), "licence": "MIT"}
    write_weights(folder / f"{run.arguments.name}.safetensors", run.average, run.arguments.name, facts=facts)


def main() -> None:
    arguments = options()
    if arguments.processes > 1 and "RANK" not in os.environ:
        sys.exit(spawn(arguments.processes))
    torch.set_num_threads(arguments.threads)
    rank, processes, device = start_processes()
    stages = [tuple(map(int, stage.split(":"))) for stage in arguments.stages.split(",")]
    if arguments.batch % processes:
        raise SystemExit(f"--batch {arguments.batch} does not divide among {processes} processes")
    arguments.run.mkdir(parents=True, exist_ok=True)
    checkpoint = arguments.run / "checkpoint.pt"
    torch.manual_seed(arguments.seed)
    state = torch.load(checkpoint, map_location=device) if checkpoint.exists() else None
    run = Run(arguments, state["resolution"] if state else stages[0][0], device)
    if state:
        run.restore(state)
    torch.manual_seed(arguments.seed + 1 + rank + processes * run.step)
    torch.backends.cudnn.benchmark = True

    began = time.monotonic()
    for height, end in stages:
        if run.seen >= end:
            continue
        if height > run.generator.shape.resolution:
            run = run.grown(height)
        if arguments.compile:
            run.generator.synthesis.forward = torch.compile(run.generator.synthesis.forward)
            run.discriminator.forward = torch.compile(run.discriminator.forward)
        data = Frames(parse_mixture(arguments.data), height, arguments.seed + rank + run.step, device)
        if rank == 0:
            print(f"{height} rows from {run.seen} to {end} pictures; data {data.describe()}", flush=True)
        finished = train_stage(run, data, end, began, rank, processes, checkpoint)
        if not finished:
            break
    if dist.is_initialized():
        dist.destroy_process_group()


def train_stage(run: Run, data: Frames, end: int, began: float, rank: int, processes: int, checkpoint: Path) -> bool:
    """False where the time was up before the stage's end. Checkpoints, sheets and the log are written here."""
    arguments = run.arguments
    window, shown, logged = time.monotonic(), time.monotonic(), run.seen
    while run.seen < end:
        if run.step % 20 == 0 and interrupted(arguments, began, run.device):
            break
        values = train_step(run, data, arguments.batch // processes)
        if rank == 0 and run.step % 100 == 0:
            now = time.monotonic()
            line = {"seen": run.seen, "rate": round((run.seen - logged) / (now - window), 1)}
            line |= {name: round(float(value), 3) for name, value in values.items()}
            line["penalty"] = round(float(run.penalty), 3)
            window, logged = now, run.seen
            with open(arguments.run / "log.jsonl", "a") as log:
                log.write(json.dumps(line) + "\n")
            print(json.dumps(line), flush=True)
        if rank == 0 and time.monotonic() - shown > arguments.sheet_minutes * 60:
            shown = time.monotonic()
            save(run, checkpoint)
            sheet(run.average, arguments.run / f"sheet-{run.seen:07d}.png")
    if rank == 0:
        save(run, checkpoint)
        sheet(run.average, arguments.run / f"sheet-{run.seen:07d}.png")
    return run.seen >= end


if __name__ == "__main__":
    main()
