"""What a room, a socket, a command and an answer cost, and what so many learners would take.

`python -m benchmarks.capacity.measure` measures and writes costs.json; `python -m benchmarks.capacity` reads it and
prints the tables of docs/scaling.md.
"""
