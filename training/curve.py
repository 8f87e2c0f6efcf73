"""python curve.py LOG.jsonl OUT.png: the curve of a run's log. Loss of the heads (12: they know nothing) over pictures seen."""

import json
import sys
from pathlib import Path

from PIL import Image, ImageDraw

SIZE, LEFT, RIGHT, TOP, BOTTOM = (900, 360), 50, 20, 20, 40
HIGHEST = 13.0
INK, LINE, FAINT = (40, 40, 40), (30, 90, 160), (225, 225, 225)


def smooth(values: list[float], over: int = 3) -> list[float]:
    """Means over a window that ends at every value."""
    return [sum(values[max(0, i - over + 1) : i + 1]) / min(over, i + 1) for i in range(len(values))]


def draw(lines: list[dict]) -> Image.Image:
    picture = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(picture)
    first, last = lines[0]["seen"], lines[-1]["seen"]
    width, height = SIZE[0] - LEFT - RIGHT, SIZE[1] - TOP - BOTTOM

    def place(seen: float, loss: float) -> tuple[float, float]:
        return LEFT + width * (seen - first) / max(1, last - first), TOP + height * (1 - min(loss, HIGHEST) / HIGHEST)

    for loss in range(0, 13, 2):
        pen.line([place(first, loss), place(last, loss)], FAINT)
        pen.text((LEFT - 24, place(first, loss)[1] - 6), str(loss), INK)
    stage = None
    for line in lines:
        if line["stage"] != stage:
            stage = line["stage"]
            x = place(line["seen"], 0)[0]
            pen.line([(x, TOP), (x, TOP + height)], FAINT)
            pen.text((x + 4, TOP), f"stage {stage}", INK)
    pen.line([place(line["seen"], loss) for line, loss in zip(lines, smooth([line["heads"] for line in lines]))], LINE, 2)
    for seen in (first, (first + last) // 2, last):
        pen.text((place(seen, 0)[0] - 20, TOP + height + 10), f"{seen:,}", INK)
    pen.text((SIZE[0] // 2 - 160, SIZE[1] - 16), "loss of the heads, over pictures seen", INK)
    return picture


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    draw([json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]).save(sys.argv[2])
