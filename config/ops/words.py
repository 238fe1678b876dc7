"""PURE. Numbers in the words of the page."""

NOTHING = "–"
MB = 2**20


def seconds(value: float | None) -> str:
    """In milliseconds below one second."""
    if value is None:
        return NOTHING
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"


def short(value: float) -> str:
    """With one decimal below ten."""
    return f"{value:,.1f}" if value < 10 else f"{value:,.0f}"


def duration(length: float) -> str:
    """In the two largest units."""
    minutes = int(length // 60)
    if minutes < 1:
        return f"{int(length)} s"
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def whole(value: float) -> str:
    return f"{value:,.0f}"


def percent(value: float) -> str:
    return f"{value:.1%}"


def megabytes(value: float) -> str:
    return f"{value / MB:,.0f} MB"
