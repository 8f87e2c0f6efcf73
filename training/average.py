"""python average.py OUT.safetensors WEIGHTS...: the mean of weights files of one run, which paints more calmly than each of them."""

import sys
from pathlib import Path

from weights import read_generator, read_tensors, write_weights


def main(out: Path, files: list[Path]) -> None:
    parts = [read_tensors(file) for file in files]
    generator = read_generator(files[-1])
    generator.load_state_dict({name: sum(tensors[name] for tensors, _ in parts) / len(parts) for name in parts[0][0]})
    seen = max(int(facts["pictures_seen"]) for _, facts in parts)
    write_weights(out, generator, out.stem, facts={"pictures_seen": str(seen), "licence": "MIT"})


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), [Path(file) for file in sys.argv[2:]])
