"""The drawing of the server: every oven once, the arcs whole, and never more of them than a page should carry."""

import re
from dataclasses import replace
from math import atan2, hypot, pi

import pytest

from simulator.engine import SCENARIOS, derive
from simulator.engine.derive import MOST_POINTS
from simulator.figures.ring_still import BANDS_SHOWN, LANE, MOST_ARCS, MOST_DISCS, MOST_SLICES, still_of

RING = SCENARIOS["five-ovens"].state


def test_each_point_has_its_disc_on_the_crust_and_the_first_one_the_name() -> None:
    picture = still_of(replace(RING, virtual_nodes=3))
    points = derive(replace(RING, virtual_nodes=3)).points
    assert points is not None
    for disc, (position, server, index) in zip(picture.discs, points, strict=True):
        assert hypot(disc.x, disc.y) == pytest.approx(LANE, abs=0.01)
        assert atan2(disc.x, -disc.y) / (2 * pi) % 1 == pytest.approx(position, abs=1e-4)
        assert disc.name == (server if index == 0 else "")


@pytest.mark.parametrize("virtual_nodes", [1, 10, 13, 80, 81, 400, 1000])
def test_many_points_are_drawn_as_fewer_arcs(virtual_nodes: int) -> None:
    ring = replace(RING, virtual_nodes=virtual_nodes)
    picture, points = still_of(ring), virtual_nodes * len(ring.servers)
    pieces = sum(area.rim.count("M") for area in picture.areas)
    assert pieces == points if points <= MOST_ARCS else pieces <= BANDS_SHOWN
    assert {area.thin for area in picture.areas} == {points > MOST_SLICES}
    discs = points if points <= MOST_DISCS else 5 if points <= MOST_POINTS else 0
    assert len(picture.discs) == discs
    assert [area.hue for area in picture.areas] == [0, 1, 2, 3, 4]
    assert len(re.sub(r"\s", "", "".join(area.slices + area.rim for area in picture.areas))) < 40_000
