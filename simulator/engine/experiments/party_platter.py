"""L05, "The party platter": one slice from each of many kitchens, and the party waits for the last of them.

Invariant: a slice is late if it takes longer than the promise. What a second order changes is measured on the same
evening, see platter_slices.
"""

from collections.abc import Mapping

from ..lens import Lens, Pin
from ..outcome import Finding, Outcome
from .experiment import Experiment, Tick, silent
from .platter_charts import charts_of, percentiles, share_late
from .platter_scene import scene_of
from .platter_slices import Evening, Settings, evening, half_at

_PAGE = 1_000_000  # slices that a page waits for


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    seen = evening(settings, seed, tick)
    return Outcome(
        _sentence(settings, seen),
        (*_late(settings, seen), *_times(seen)),
        charts_of(settings, seen),
        (percentiles(seen),),
        scene_of(settings, seen),
    )


def _sentence(settings: Settings, seen: Evening) -> str:
    first = (
        f"{settings.late:.4g}% of the slices are late. A party needs {settings.kitchens:,} and waits for the last of "
        f"them, so {100 * seen.late_alone:.1f}% of the parties are late."
    )
    if not settings.hedge:
        return first
    return (
        f"{first} With a second order after {settings.ask_again:.1f} min it is {100 * seen.late:.1f}%, for "
        f"{100 * seen.extra:.1f}% more orders."
    )


def _late(settings: Settings, seen: Evening) -> tuple[Finding, ...]:
    p = settings.late / 100
    expected = settings.late_again if settings.hedge else p
    return (
        Finding(
            "late",
            "Parties that are late",
            100 * seen.late,
            "%",
            1,
            100 * share_late(expected, settings.kitchens),
            "1 − (1 − p)^N, with p for a slice of which every copy is late"
            if settings.hedge
            else "1 − (1 − p)^N",
        ),
        Finding(
            "extra",
            "More orders sent",
            100 * seen.extra,
            "%",
            1,
            100.0 - settings.percentile if settings.hedge else 0.0,
        ),
        Finding("half_at", "Kitchens that make half of the parties late", half_at(p), "", 0),
    )


def _times(seen: Evening) -> tuple[Finding, ...]:
    return (
        Finding("slice_mean", "A slice takes, mean", seen.slices.mean, "min", 1),
        Finding("slice_p95", "95 of 100 slices are quicker than", seen.slices.quantile(0.95), "min", 1),
        Finding("slice_p99", "99 of 100 slices are quicker than", seen.slices.quantile(0.99), "min", 1),
        Finding(
            "platter_median", "Half of the platters are quicker than", seen.platters.quantile(0.5), "min", 1
        ),
        Finding("platter_p99", "99 of 100 platters are quicker than", seen.platters.quantile(0.99), "min", 1),
    )


def _sample(settings: Settings, seed: int) -> Mapping[str, float]:
    seen = evening(settings, seed, silent)
    return {"late": 100 * seen.late, "extra": 100 * seen.extra}


LENS = Lens(
    words=(
        ("eats", "reads"),
        ("slice", "reply"),
        ("slices", "replies"),
        ("party", "page"),
        ("parties", "pages"),
        ("platter", "page"),
        ("platters", "pages"),
        ("kitchen", "server"),
        ("kitchens", "servers"),
    ),
    pins=(
        Pin(
            "kitchen",
            "Two kitchens across town are slow for reasons of their own. Two servers often share a disk, a switch or "
            "a release, and then the second is late as well.",
        ),
        Pin(
            "order",
            "A second pizza costs flour. A second request costs work too, and the first can often be called off as "
            "soon as one answer is there.",
        ),
    ),
)

EXPERIMENT = Experiment(
    "party-platter",
    "The party platter",
    Settings,
    run,
    headline=("late", "extra"),
    slow=lambda settings: settings.kitchens * settings.parties > _PAGE,
    sample=_sample,
    lens=LENS,
)
