"""One script a claim; each runs ours and the peer side by side. `python -m benchmarks` runs them all."""
