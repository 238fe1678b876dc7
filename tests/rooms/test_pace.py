"""How fast a socket may talk. The clock is an argument."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.rooms.errors import Flood, TooFast
from simulator.rooms.pace import Pace, TokenBucket, Visitors, household


@given(st.lists(st.floats(0, 2), min_size=1, max_size=300))
def test_a_bucket_never_gives_more_than_its_burst_and_its_rate(gaps: list[float]) -> None:
    bucket, now, taken, moments = TokenBucket(10, 30), 0.0, 0, []
    for gap in gaps:
        now += gap
        taken += bucket.take(now)
        moments.append((now, taken))
    for begin, before in moments:
        for end, after in moments:
            if end >= begin:
                assert after - before <= 30 + 10 * (end - begin) + 1e-6


def test_thirty_at_once_then_ten_a_second() -> None:
    bucket = TokenBucket(10, 30)
    assert [bucket.take(0.0) for _ in range(31)] == [True] * 30 + [False]
    assert sum(bucket.take(1.0) for _ in range(30)) == 10


def test_an_error_first_then_the_door() -> None:
    pace = Pace()
    for _ in range(30):
        pace.command(0.0)
    for _ in range(100):
        with pytest.raises(TooFast):
            pace.command(0.0)
    with pytest.raises(Flood):
        pace.command(0.0)


def test_someone_who_slows_down_is_forgiven() -> None:
    pace = Pace()
    for second in range(600):
        for _ in range(10):
            pace.command(float(second))


def test_drags_have_a_pace_of_their_own() -> None:
    pace = Pace()
    assert sum(pace.drag(0.0) for _ in range(180)) == 80
    pace.command(0.0)
    with pytest.raises(Flood):
        pace.drag(0.0)


def test_thirty_drags_a_second_are_never_too_many() -> None:
    pace = Pace()
    assert all(pace.drag(number / 30) for number in range(3_000))


def test_each_address_has_a_bucket_and_the_oldest_are_forgotten() -> None:
    visitors = Visitors(rate=1, burst=2, most=3)
    visitors.take("a", 0.0)
    visitors.take("a", 0.0)
    with pytest.raises(TooFast):
        visitors.take("a", 0.0)
    for other in "bcd":
        visitors.take(other, 0.0)
    visitors.take("a", 0.0)


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_address_of_many_is_one_household(address: str, counted_as: str) -> None:
    assert household(address) == counted_as
