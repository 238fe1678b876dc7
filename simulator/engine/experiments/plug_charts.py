"""Charts and tables of the power cut, of shared causes, and of what sets off outages."""

from collections.abc import Sequence

import numpy as np

from ..arrays import Floats
from ..outcome import Axis, Chart, Line, Table
from .plug_evening import Evening
from .plug_together import all_down, calls_drawn, calls_expected, safe_share

_COPIES = range(1, 7)
_MILLION = 1_000_000
_SHOWN = 3  # copies that share nothing: of more, a million moments show none
_MOST = 10  # shops in the table
# Google's study of its outages, 2010 to 2017: what set them off, in per cent. (SREwb18, Appendix C.)
TRIGGERS = (
    ("programs", 37),
    ("settings", 31),
    ("users", 9),
    ("data pipes", 6),
    ("providers", 5),
    ("decay", 5),
    ("no room", 5),
    ("hardware", 2),
)


def charts(survivors: float, shared: float, evenings: Sequence[Evening], seed: int) -> tuple[Chart, ...]:
    """survivors: load on the shops that are left, as a share of what they can bake."""
    return (_lines(evenings), _load(survivors, evenings), _calls(seed), _copies(shared), _triggers())


def _lines(evenings: Sequence[Evening]) -> Chart:
    """Calls that wait, at all shops."""
    end = float(evenings[0].orders.arrive[-1])
    times = np.arange(0.0, end + 0.5, 1.0)
    rows = [_waiting(evening, times) for evening in evenings]
    most = [int(row.max()) for row in rows]
    return Chart(
        "lines",
        "Calls that wait in the lines",
        "The longest that the lines get: "
        + ", ".join(f"{count:,} with “{one.callers.name}”" for one, count in zip(evenings, most, strict=True))
        + f". The power goes at {evenings[0].shops.pulled:.0f} min and is back at {evenings[0].shops.back:.0f}.",
        Axis("time", "min"),
        Axis("calls waiting", low=0.0),
        tuple(
            Line(
                one.callers.name, tuple(times.tolist()), tuple(row.tolist()), "other" if place else "measured"
            )
            for place, (one, row) in enumerate(zip(evenings, rows, strict=True))
        ),
    )


def _waiting(evening: Evening, times: Floats) -> Floats:
    """How many calls have come and are not yet in an oven, nor thrown away, at each time."""
    came = np.sort([call.at for call in evening.calls])
    gone = np.sort(
        [call.begun for call in evening.calls] + [call.thrown for call in evening.calls]
    )  # nan: last
    waiting = np.searchsorted(came, times, "right") - np.searchsorted(gone, times, "right")
    return waiting.astype(np.float64)


def _load(survivors: float, evenings: Sequence[Evening]) -> Chart:
    """The work that calls bring to each shop they are dealt to, five minutes at a time."""
    span = 5.0
    shops = evenings[0].shops
    edges = np.arange(0.0, float(evenings[0].orders.arrive[-1]) + span / 2, span)
    middles = (edges[:-1] + edges[1:]) / 2
    lit = np.where(
        (middles >= shops.pulled) & (middles < shops.back), shops.count - shops.stopped, shops.count
    )
    rows = []
    for evening in evenings:
        at = [call.at for call in evening.calls]
        work = [float(evening.orders.work[call.order]) for call in evening.calls]
        brought = np.histogram(at, edges, weights=work)[0]
        rows.append(100 * brought / (np.maximum(lit, 1) * shops.ovens * span))
    lines = [
        Line(one.callers.name, tuple(middles.tolist()), tuple(row.tolist()), "other" if place else "measured")
        for place, (one, row) in enumerate(zip(evenings, rows, strict=True))
    ]
    x = tuple(middles.tolist())
    lines.append(Line("all they can bake", x, (100.0,) * len(x), "least"))
    if np.isfinite(survivors):
        lines.append(Line("orders alone", x, (100 * survivors,) * len(x), "theory"))
    highest = max(float(row.max()) for row in rows)
    return Chart(
        "load",
        "Load on the shops with power",
        f"The highest load in five minutes is {highest:.0f}% of what the shops with power can bake.",
        Axis("time", "min"),
        Axis("load", "%", low=0.0),
        tuple(lines),
        "Orders alone: load × shops ÷ shops that are left, while the power is away.",
    )


def _calls(seed: int) -> Chart:
    x = tuple(float(share) for share in range(0, 101, 10))
    expected = tuple(calls_expected(share / 100) for share in x)
    drawn = tuple(calls_drawn(share / 100, seed) for share in x)
    return Chart(
        "calls",
        "Calls for each order, if callers try three more times",
        f"If 10% of the calls fail, {expected[1]:.2f} calls are made for each order; if half fail, {expected[5]:.2f}; "
        f"if all fail, {expected[10]:.1f}.",
        Axis("calls that fail", "%"),
        Axis("calls for each order", low=0.0),
        (Line("drawn", x, drawn, "measured", "points"), Line("expected", x, expected, "theory")),
        "Expected: 1 + f + f² + f³. Drawn: 2,000 orders for each point.",
    )


def _copies(shared: float) -> Chart:
    x = tuple(float(copies) for copies in _COPIES)
    apart = tuple(_MILLION * all_down(copies, 0.0) for copies in _COPIES)
    together = tuple(_MILLION * all_down(copies, shared) for copies in _COPIES)
    words = f"Without shared causes two copies are both down {apart[1]:,.0f} in a million moments."
    lines = [Line("nothing shared", x[:_SHOWN], apart[:_SHOWN], "least")]
    if shared:
        lines.insert(0, Line(f"{100 * shared:.0f}% shared", x, together, "theory"))
        words += f" With {100 * shared:.0f}% shared they are {together[1]:,.0f}, and six copies {together[5]:,.0f}."
    return Chart(
        "copies",
        "All copies down at once, each 1% of the time",
        words,
        Axis("copies"),
        Axis("all down, in a million moments", log=True),
        tuple(lines),
        "The beta factor model: 1 − (1 − shared × 1%) × (1 − (not shared × 1%) to the power of the copies).",
    )


def _triggers() -> Chart:
    names = tuple(name for name, _ in TRIGGERS)
    shares = tuple(float(share) for _, share in TRIGGERS)
    return Chart(
        "triggers",
        "What set off Google’s outages, 2010 to 2017",
        f"New programs and new settings set off {shares[0] + shares[1]:.0f}% of them, hardware {shares[-1]:.0f}%.",
        Axis("what set it off"),
        Axis("outages", "%", low=0.0),
        (Line("outages", names, shares, "other", "bars"),),
        "Beyer et al., The Site Reliability Workbook, 2018, Appendix C.",
    )


def tables(load: float, shops: int) -> tuple[Table, ...]:
    """Which numbers of shops live through the loss of one at this load. load: from 0 to 1."""
    rows = []
    for count in range(2, max(_MOST, shops) + 1):
        after = load * count / (count - 1)
        safe = safe_share(count)
        verdict = "the others live" if after < 1 else "the others fall too"
        rows.append((str(count), f"{100 * safe:.1f}%", f"{100 * after:.1f}%", verdict))
    return (
        Table(
            "safe",
            f"One shop less, if all are {100 * load:.0f}% busy before",
            ("Shops", "Busy at most", "The others after", "So"),
            tuple(rows),
        ),
    )
