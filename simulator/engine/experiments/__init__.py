"""The experiments of the lessons: one file each, all behind one protocol, in one table."""

from .clock_on_the_wall import EXPERIMENT as CLOCK_ON_THE_WALL
from .deal_by_remainder import EXPERIMENT as DEAL_BY_REMAINDER
from .draw_the_shop import EXPERIMENT as DRAW_THE_SHOP
from .experiment import Cancelled, Experiment, Tick, silent
from .face_off import EXPERIMENT as FACE_OFF
from .flags import EXPERIMENT as FLAGS
from .hands_on_the_ring import EXPERIMENT as HANDS_ON_THE_RING
from .match_the_kitchen import EXPERIMENT as MATCH_THE_KITCHEN
from .parameters import (
    SEED,
    BadSettings,
    Choice,
    Flag,
    Parameter,
    Real,
    Whole,
    Wholes,
    parameters_of,
    read,
    to_query,
)
from .roll_the_ring import EXPERIMENT as ROLL_THE_RING
from .three_copies import EXPERIMENT as THREE_COPIES
from .walk_on import EXPERIMENT as WALK_ON
from .what_moved import EXPERIMENT as WHAT_MOVED

# One line an experiment, in the order of the lessons.
_ALL: tuple[Experiment, ...] = (
    DRAW_THE_SHOP,
    DEAL_BY_REMAINDER,
    WHAT_MOVED,
    CLOCK_ON_THE_WALL,
    HANDS_ON_THE_RING,
    ROLL_THE_RING,
    FLAGS,
    THREE_COPIES,
    WALK_ON,
    FACE_OFF,
    MATCH_THE_KITCHEN,
)
EXPERIMENTS: dict[str, Experiment] = {experiment.id: experiment for experiment in _ALL}

__all__ = [
    "EXPERIMENTS",
    "SEED",
    "BadSettings",
    "Cancelled",
    "Choice",
    "Experiment",
    "Flag",
    "Parameter",
    "Real",
    "Tick",
    "Whole",
    "Wholes",
    "parameters_of",
    "read",
    "silent",
    "to_query",
]
