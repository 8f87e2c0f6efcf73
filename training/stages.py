"""The stages of the recipe, in the order in which they are run; each begins where the one before it ended."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    name: str
    rows: int
    """Of the picture."""
    lens: str
    """Of the frozen network, see projection.py."""
    side: int
    """Rows of the picture that the frozen network sees."""
    pictures: int
    """How many generated pictures are judged in this stage."""
    share: float = 0.5
    """Of photographs among real pictures."""
    augment: float = 0.0
    """Probability of each augmentation; from the point where a hundred photographs might be learnt by heart."""
    generator_rate: float = 0.0025
    head_rate: float = 0.001
    """Of Adam."""
    half_life: int = 5000
    """Of the average of the generator, in pictures."""


STAGES = (
    Stage("32", 32, "inception", 64, 80_000),
    Stage("64", 64, "inception", 96, 24_640),
    # From here on the lighter network: a fifth of the cost of the other's features, half of a whole step's. Its heads were quicker
    # than the generator only at twice the rate that did for the other's.
    Stage("128", 128, "mobilenet", 128, 100_000, generator_rate=0.002, head_rate=0.002),
    Stage("256", 256, "mobilenet", 128, 60_000, augment=0.2, generator_rate=0.002, head_rate=0.002),
    Stage("settled", 256, "mobilenet", 128, 30_000, augment=0.2, generator_rate=0.0005, head_rate=0.0005, half_life=10_000),
)

BATCH = 16
KINDRED = 0.5
"""Share of a batch whose anchors are related."""

WAIT = 4800
"""Pictures over which only the heads learn, where a stage begins with new ones."""


def named(name: str) -> Stage:
    found = [stage for stage in STAGES if stage.name == name]
    if not found:
        raise SystemExit(f"no stage {name!r}; there are {', '.join(stage.name for stage in STAGES)}")
    return found[0]


def before(stage: Stage) -> Stage | None:
    index = STAGES.index(stage)
    return STAGES[index - 1] if index else None
