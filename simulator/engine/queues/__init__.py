"""Queues: orders drawn once, lines that serve them, rules that deal them, and what theory expects."""

from . import boxes, theory
from .apart import serve_apart
from .dealt import Dealt, deal
from .dice import Dice
from .line import Served, serve
from .orders import GAPS, WORK, Orders, draw_orders, stream
from .policies import POLICIES, Policy

__all__ = [
    "GAPS",
    "POLICIES",
    "WORK",
    "Dealt",
    "Dice",
    "Orders",
    "Policy",
    "Served",
    "boxes",
    "deal",
    "draw_orders",
    "serve",
    "serve_apart",
    "stream",
    "theory",
]
