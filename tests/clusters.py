"""Clusters that many tests start from."""

from simulator.engine import Cluster, Server

# Five servers with one point each, at places that tests can reckon with: 20, 78, 150, 212 and 262 degrees.
FIVE = Cluster(
    servers=tuple(
        Server(id=f"oven-{number}", name=f"oven-{number}", moved=((0, degree / 360),))
        for number, degree in enumerate((20, 78, 150, 212, 262), 1)
    ),
    next_server=6,
)
