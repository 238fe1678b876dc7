"""Friday the 13th: one evening in five shops, with everything that the course taught."""

from .actions import DEEDS, MOST, Action, BadAction, check, in_words
from .budget import BUDGET, cost_of, price_of
from .evening import Evening, play
from .faults import Faults, faults_of
from .news import News
from .pictures import charts, what_went_wrong
from .plan import Plan
from .reference import PLAN as REFERENCE_PLAN
from .reference import reference
from .score import Part, Score, percent, score_of
from .telling import LENS
from .town import CLOSING, END, SHOPS, clock

__all__ = [
    "BUDGET",
    "CLOSING",
    "DEEDS",
    "END",
    "LENS",
    "MOST",
    "REFERENCE_PLAN",
    "SHOPS",
    "Action",
    "BadAction",
    "Evening",
    "Faults",
    "News",
    "Part",
    "Plan",
    "Score",
    "charts",
    "check",
    "clock",
    "cost_of",
    "faults_of",
    "in_words",
    "percent",
    "play",
    "price_of",
    "reference",
    "score_of",
    "what_went_wrong",
]  # fmt: skip
