"""python train.py STAGE --run FOLDER ...: trains one stage of the recipe (stages.py), or goes on with it. See README.md.

The folder of the run holds a checkpoint for every stage (STAGE.pt), weights that the page can run (STAGE.safetensors, of the
average), contact sheets, and log.jsonl with a line every fifty steps. A stage begins with the checkpoint of the one before it.
"""

import argparse
import json
import math
import time
from pathlib import Path

import torch

import projection
import stages
from generator import Shape
from panorama import sheet
from pictures import Pictures
from run import Run, save
from weights import write_weights


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=[stage.name for stage in stages.STAGES])
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--renders", type=Path, help="folder of rendered pictures")
    parser.add_argument("--photographs", type=Path, help="folder of photographs")
    parser.add_argument("--package", type=Path, default=Path("."), help="folder of the npm package's archive; fetched if missing")
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop then, with a checkpoint")
    parser.add_argument("--save-minutes", type=float, default=4)
    parser.add_argument("--sheet-minutes", type=float, default=12)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(arguments)


def prepare(arguments: argparse.Namespace) -> Run:
    """The run as it was left, or at the beginning of the stage."""
    stage = stages.named(arguments.stage)
    checkpoint = arguments.run / f"{stage.name}.pt"
    torch.manual_seed(arguments.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    pictures = Pictures(arguments.renders, arguments.photographs, stage.rows, stage.share, arguments.seed)
    run = Run(stage, Shape(resolution=stage.rows), projection.load(arguments.package, stage.lens, stage.side), pictures, device)
    earlier = stages.before(stage)
    if checkpoint.exists():
        run.resume(torch.load(checkpoint, map_location="cpu"))
    elif earlier:
        origin = arguments.run / f"{earlier.name}.pt"
        if not origin.exists():
            raise SystemExit(f"{origin} is missing: train stage {earlier.name} first")
        run.follow(torch.load(origin, map_location="cpu"))
    else:
        run.calibrate()
    return run


def keep(run: Run, folder: Path) -> None:
    save(run, folder / f"{run.stage.name}.pt")
    facts = {"pictures_seen": str(run.seen), "licence": "MIT"}
    write_weights(folder / f"{run.stage.name}.safetensors", run.average, "landscapes", facts=facts)


def main() -> None:
    arguments = options()
    torch.set_num_threads(arguments.threads)
    arguments.run.mkdir(parents=True, exist_ok=True)
    run = prepare(arguments)
    print(f"stage {run.stage.name} from {run.seen} pictures; {run.pictures.describe()}", flush=True)
    began = saved = shown = window = time.monotonic()
    used, steps = time.process_time(), 0
    while not run.finished():
        values = run.step()
        steps += 1
        now = time.monotonic()
        if steps % 50 == 0:
            pictures = 50 * stages.BATCH
            cost = {"rate": round(pictures / (now - window), 2), "cpu_ms": round((time.process_time() - used) / pictures * 1000, 1)}
            line = json.dumps({"stage": run.stage.name, "seen": run.seen, **cost, **values})
            window, used = now, time.process_time()
            with open(arguments.run / "log.jsonl", "a") as log:
                log.write(line + "\n")
            print(line, flush=True)
        if now - saved > arguments.save_minutes * 60:
            keep(run, arguments.run)
            saved = now
        if now - shown > arguments.sheet_minutes * 60:
            sheet(run.average, arguments.run / f"sheet-{run.stage.name}-{run.seen:07d}.png")
            shown = now
        if now - began > arguments.minutes * 60 or (arguments.run / "stop").exists():
            break
    keep(run, arguments.run)
    sheet(run.average, arguments.run / f"sheet-{run.stage.name}-{run.seen:07d}.png")


if __name__ == "__main__":
    main()
