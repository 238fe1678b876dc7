"""`make bench`: every claim in turn. One script a claim; each runs ours and the peer side by side."""

import runpy
import sys

CLAIMS = (
    "benchmarks.placement",
    "benchmarks.queues",
    "benchmarks.labs",
    "benchmarks.fanout",
    "benchmarks.answers",
)

for claim in CLAIMS:
    print(f"\n== {claim} ==", file=sys.stderr)
    runpy.run_module(claim, run_name="__main__")
