"""The power cut, told as a site that fails."""

from ..lens import Lens, Pin

LENS = Lens(
    words=(
        ("an order", "a request"),
        ("dealer", "load balancer"),
        ("caller", "client"),
        ("callers", "clients"),
        ("call", "try"),
        ("calls", "tries"),
        ("call again at once", "retry at once"),
        ("call again", "retry"),
        ("then call again", "then retry"),
        ("calls again", "retries"),
        ("second calls", "retries"),
        ("call for the second time or more", "retry"),
        ("of what they can bake", "of what they can process"),
        ("of what it can bake", "of what it can process"),
        ("pizza", "result"),
        ("pizzas", "results"),
        ("ovens in each shop", "processors in each site"),
        ("in the ovens", "at work"),
        ("line", "queue"),
        ("lines", "queues"),
        ("slip", "request"),
        ("slips", "requests"),
        ("spoilt", "lost"),
        ("closed", "down"),
    ),
    pins=(
        Pin(
            "power",
            "A shop without power is dark, and everybody sees it. A server that hangs looks like a slow one: all that "
            "others see is that no answer comes.",
        ),
        Pin(
            "calls",
            "People give up after a few calls. A program retries for ever, unless somebody wrote down when to stop.",
        ),
    ),
)
