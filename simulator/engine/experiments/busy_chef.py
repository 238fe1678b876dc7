"""L03, "The busy chef": how long is an order in the shop, when the chefs are busy for this share of their time?

Invariant: findings, charts, strips and takes are of the same orders, see busy_lines.
"""

from collections.abc import Mapping

import numpy as np

from ..lens import Lens, Pin
from ..outcome import Finding, Outcome
from ..queues import Served
from ..words import count_of
from .busy_charts import SHARES, charts_of, p99, table_of
from .busy_lines import LOOPED, WAYS, Expected, Settings, Shop
from .busy_scene import scene_of
from .busy_takes import CHEFS, takes_of
from .experiment import Experiment, Tick

_MEAN = {
    "one": "M/M/c: S + Erlang C × S / (c (1 − ρ))",
    "each": "S / (1 − ρ) for each chef alone",
    "fast": "S / (c (1 − ρ))",
}


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    shop, busy = Shop(settings, seed), settings.busy / 100
    served = {way: shop.serve(way, busy, settings.chefs, settings.orders) for way in shop.ways}
    tick(1, 2)
    at_shares = _at_shares(shop, served[settings.line])
    takes = takes_of(shop, served)
    return Outcome(
        _sentence(settings, served),
        tuple(_findings(settings, served)),
        charts_of(shop, served, at_shares),
        (table_of(settings),),
        scene_of(settings, served, at_shares),
        takes[0].trace,
        takes if len(takes) > 1 else (),
    )


def _at_shares(shop: Shop, chosen: Served) -> dict[int, Served]:
    """Busy share -> the orders served in the chosen way; the chosen share is there in full."""
    settings = shop.settings
    count = min(settings.orders, LOOPED) if shop.looped(settings.line) else settings.orders
    shares = {
        share: shop.serve(settings.line, share / 100, settings.chefs, count)
        for share in SHARES
        if share != settings.busy
    }
    return dict(sorted({**shares, settings.busy: chosen}.items()))


def _sentence(settings: Settings, served: Mapping[str, Served]) -> str:
    mine = served[settings.line]
    if settings.chefs == 1:
        return (
            f"One chef, busy {settings.busy}% of the time: an order is in the shop for "
            f"{mine.inside.mean():.1f} min on average, and waits for {mine.wait.mean():.1f} of them. One order in a "
            f"hundred takes over {p99(mine.inside):.0f} min."
        )
    each, one, fast = (served[way].inside.mean() for way in WAYS)
    return (
        f"{count_of(settings.chefs, 'chef')}, busy {settings.busy}% of the time. An order is in the shop for "
        f"{each:.1f} min with {WAYS['each']}, {one:.1f} min with {WAYS['one']}, and {fast:.1f} min with "
        f"{WAYS['fast']}."
    )


def _findings(settings: Settings, served: Mapping[str, Served]) -> list[Finding]:
    expected, way = Expected(settings), settings.line
    place = (way, settings.busy / 100, settings.chefs)
    mine = served[way]
    chance = expected.chance(*place)
    found = [
        Finding(
            "mean",
            "An order is in the shop",
            float(mine.inside.mean()),
            "min",
            1,
            expected.inside(*place),
            _MEAN[way],
        ),
        Finding("wait", "Of that it waits", float(mine.wait.mean()), "min", 1, expected.wait(*place)),
        Finding(
            "p99",
            "99 of 100 orders are quicker than",
            p99(mine.inside),
            "min",
            0,
            expected.p99(*place),
        ),
        Finding(
            "have_to_wait",
            "Orders that have to wait",
            100 * float(np.mean(mine.wait > 0)),
            "%",
            0,
            None if chance is None else 100 * chance,
            "Erlang C (1917); with one chef it is the busy share",
        ),
        Finding(
            "rate", "Orders an hour", 60 * settings.chefs * settings.busy / 100 / settings.minutes, "an hour"
        ),
    ]
    if settings.chefs > 1:
        found += [
            Finding(
                one,
                f"In the shop, with {words}",
                float(served[one].inside.mean()),
                "min",
                1,
                expected.inside(one, *place[1:]),
                _MEAN[one],
            )
            for one, words in WAYS.items()
        ]
    return found


def _sample(settings: Settings, seed: int) -> Mapping[str, float]:
    """The mean alone."""
    served = Shop(settings, seed).serve(settings.line, settings.busy / 100, settings.chefs, settings.orders)
    return {"mean": float(served.inside.mean())}


LENS = Lens(
    words=(
        ("an order", "a request"),
        ("shop", "system"),
        ("shop opens", "system starts"),
        ("line", "queue"),
        ("lines", "queues"),
        *((name, f"server {number}") for number, name in enumerate(CHEFS, start=1)),
    ),
    pins=(
        Pin(
            "chef",
            "A chef gets tired and slower when the line is long. A server does not, but each request that waits takes "
            "memory, and when none is left it may lose them all.",
        ),
        Pin(
            "order",
            "A hungry customer goes home, and the line gets shorter. A client that waits too long often asks again, "
            "and the queue gets longer.",
        ),
        Pin(
            "line",
            "Ten chefs see one rail and take the next slip. Ten servers have to ask for the next request, and asking "
            "takes time.",
        ),
    ),
)

EXPERIMENT = Experiment(
    "busy-chef",
    "The busy chef",
    Settings,
    run,
    headline=("mean",),
    sample=_sample,
    lens=LENS,
)
