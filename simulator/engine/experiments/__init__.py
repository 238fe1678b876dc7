"""The experiments of the lessons: one file each, all behind one protocol, in one table."""

from .busy_chef import EXPERIMENT as BUSY_CHEF
from .clock_on_the_wall import EXPERIMENT as CLOCK_ON_THE_WALL
from .count_heads import EXPERIMENT as COUNT_HEADS
from .cut_the_line import EXPERIMENT as CUT_THE_LINE
from .deal_by_remainder import EXPERIMENT as DEAL_BY_REMAINDER
from .dealers_choice import EXPERIMENT as DEALERS_CHOICE
from .dispatch import EXPERIMENT as DISPATCH
from .draw_the_shop import EXPERIMENT as DRAW_THE_SHOP
from .experiment import Cancelled, Experiment, Tick, silent
from .face_off import EXPERIMENT as FACE_OFF
from .find_the_fault import EXPERIMENT as FIND_THE_FAULT
from .flags import EXPERIMENT as FLAGS
from .grow_the_shop import EXPERIMENT as GROW_THE_SHOP
from .hands_on_the_ring import EXPERIMENT as HANDS_ON_THE_RING
from .match_the_kitchen import EXPERIMENT as MATCH_THE_KITCHEN
from .nines_builder import EXPERIMENT as NINES_BUILDER
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
from .party_platter import EXPERIMENT as PARTY_PLATTER
from .pull_the_plug import EXPERIMENT as PULL_THE_PLUG
from .quorum_board import EXPERIMENT as QUORUM_BOARD
from .roll_the_ring import EXPERIMENT as ROLL_THE_RING
from .shopping_list import EXPERIMENT as SHOPPING_LIST
from .split_the_kitchen import EXPERIMENT as SPLIT_THE_KITCHEN
from .the_rail import EXPERIMENT as THE_RAIL
from .three_copies import EXPERIMENT as THREE_COPIES
from .too_many_cooks import EXPERIMENT as TOO_MANY_COOKS
from .two_books import EXPERIMENT as TWO_BOOKS
from .two_glances import EXPERIMENT as TWO_GLANCES
from .walk_on import EXPERIMENT as WALK_ON
from .what_moved import EXPERIMENT as WHAT_MOVED
from .zoom import EXPERIMENT as ZOOM

# One line an experiment, in the order of the lessons.
_ALL: tuple[Experiment, ...] = (
    DRAW_THE_SHOP,
    COUNT_HEADS,
    BUSY_CHEF,
    SHOPPING_LIST,
    PARTY_PLATTER,
    GROW_THE_SHOP,
    TOO_MANY_COOKS,
    NINES_BUILDER,
    PULL_THE_PLUG,
    TWO_BOOKS,
    QUORUM_BOARD,
    CUT_THE_LINE,
    DEALERS_CHOICE,
    TWO_GLANCES,
    DISPATCH,
    SPLIT_THE_KITCHEN,
    THE_RAIL,
    FIND_THE_FAULT,
    ZOOM,
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
