"""Numbers and names as the figures say them."""

from html import escape

from simulator.engine import STRATEGIES


def percent(share: float) -> str:
    """0.168 -> 16.8%"""
    return f"{share:.1%}"


def percent_or_dash(share: float | None) -> str:
    """A share that may not exist: None -> a dash"""
    return "\N{EN DASH}" if share is None else percent(share)


def plural(count: int, noun: str) -> str:
    """(2, "key") -> 2 keys"""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def as_text(name: str) -> str:
    """A text of people's for a plot: Plotly takes <b>, <a href> and &lt; in labels for marks of HTML."""
    return escape(name, quote=False)


def label_of(strategy: str) -> str:
    """What people call a strategy."""
    return STRATEGIES[strategy].label
