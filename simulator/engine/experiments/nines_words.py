"""An availability in words: with as many decimals as its nines need."""

import math


def percent(works: float) -> str:
    """0.9989 -> '99.89%', 0.99999975 -> '99.999975%': two figures beyond the nines, without empty noughts."""
    fails = 1 - works
    if fails <= 0:
        return "100%"
    digits = min(10, max(0, math.ceil(-math.log10(fails)) - 1))
    text = f"{100 * works:.{digits + 1}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"
