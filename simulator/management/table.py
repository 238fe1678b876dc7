"""The answer of `manage.py simulate` as a table for people."""

from collections.abc import Iterable, Sequence
from typing import Any

from simulator.engine import STRATEGIES


def table(result: dict[str, Any]) -> str:
    blocks = [_heading(result), _loads(result)]
    if "moved" in result:
        blocks.append(_change(result))
    if "traffic" in result:
        blocks.append(_traffic(result["traffic"]))
    if "owners" in result:
        blocks.append("\n".join(f"{key}\t{server}" for key, server in result["owners"].items()))
    return "\n\n".join(blocks)


def _heading(result: dict[str, Any]) -> str:
    label = STRATEGIES[result["strategy"]].label
    return f"{label}: {result['keys']:,} keys on {len(result['loads']):,} servers"


def _loads(result: dict[str, Any]) -> str:
    rows = [
        (server, f"{keys:,}", f"{result['shares'][server]:.1%}") for server, keys in result["loads"].items()
    ]
    lines = _aligned(("server", "keys", "requests"), rows)
    return f"{lines}\npeak to mean: {result['peak_to_mean']:.2f}"


def _change(result: dict[str, Any]) -> str:
    rows = [
        ("moved", f"{result['moved_share']:.1%}"),
        ("least possible", f"{result['least_possible']:.1%}"),
        *((f"with {STRATEGIES[name].label}", f"{share:.1%}") for name, share in result["instead"].items()),
    ]
    sample = result["instead_sample"]
    note = f"\n(the others were tried on the first {sample:,} keys)" if sample else ""
    return f"{result['sentence']}\n{_aligned(('share of the keys', ''), rows)}{note}"


def _traffic(traffic: dict[str, Any]) -> str:
    rows = [(server, f"{count:,}") for server, count in traffic["requests"].items()]
    rows.append(("failed", f"{traffic['failed']:,}"))
    rates = [(f"after {second} s", f"{rate:.1%}") for second, rate in enumerate(traffic["hit_rate"], start=1)]
    return f"{_aligned(('requests', ''), rows)}\n\n{_aligned(('found in a cache', ''), rates)}"


def _aligned(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The first column to the left, the others to the right."""
    lines = [headings, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    return "\n".join(
        "  ".join(
            word.ljust(width) if column == 0 else word.rjust(width)
            for column, (word, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
