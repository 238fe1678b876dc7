"""Runs: one for the same order, progress, cancelling, a worker that died, an error that is said."""

import threading
import time
from dataclasses import asdict, dataclass
from typing import Annotated

import pytest
from django.core.cache import cache

from course import runs
from course.workers import Busy, Workers
from simulator.engine.experiments import EXPERIMENTS, Experiment, Whole
from simulator.engine.outcome import Finding, Outcome


@dataclass(frozen=True, slots=True)
class Settings:
    size: Annotated[int, Whole("Size", 1, 1000)] = 5


class Slow:
    """An experiment that waits at a gate, and counts how often it was run."""

    def __init__(self, *, fails: bool = False) -> None:
        self.gate = threading.Event()
        self.inside = threading.Event()
        self.started = 0
        self.fails = fails

    def run(self, settings, seed, tick):
        self.started += 1
        tick(1, 4)
        self.inside.set()
        while not self.gate.wait(0.01):
            tick(2, 4)
        if self.fails:
            raise RuntimeError("on purpose")
        return Outcome("Done.", (Finding("size", "Size", float(settings.size)),))


@pytest.fixture
def slow(monkeypatch):
    cache.clear()
    made = Slow()
    experiment = Experiment("slow", "Slow", Settings, made.run, headline=("size",), slow=lambda _: True)
    monkeypatch.setitem(EXPERIMENTS, "slow", experiment)
    yield made
    made.gate.set()
    until(lambda: not runs._jobs)


def order(size: int = 5, **more) -> runs.Order:
    return runs.Order.of("slow", Settings(size), 7, **more)


def until(what) -> None:
    for _ in range(1000):
        if what():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


def test_the_same_order_is_one_run_and_is_kept(slow):
    one = order(11)
    assert runs.outcome(one) is None
    assert runs.outcome(order(11, lesson="elsewhere")) is None
    slow.inside.wait(10)
    until(lambda: runs.progress(one.digest).total == 4)
    slow.gate.set()
    until(lambda: runs.outcome(one) is not None)
    assert runs.outcome(one).number("size") == 11
    assert slow.started == 1
    runs._memory.clear()
    assert runs.outcome(one).number("size") == 11, "from the cache"
    assert slow.started == 1


def test_settings_seed_and_many_are_different_orders():
    digests = {order(1).digest, order(2).digest, order(1, many=True).digest}
    assert len(digests) == 3
    assert order(1, lesson="a").digest == order(1, lesson="b").digest


def test_a_run_that_is_cancelled_stops_and_can_be_asked_for_again(slow):
    one = order(12)
    runs.outcome(one)
    slow.inside.wait(10)
    runs.cancel(one.digest)
    until(lambda: one.digest not in runs._jobs)
    assert runs.outcome(one) is None, "started again"
    slow.gate.set()
    until(lambda: runs.outcome(one) is not None)
    assert slow.started == 2


def test_a_run_of_another_process_is_waited_for_until_its_lease_ends(slow):
    one = order(13)
    cache.set(f"run-lease:{one.digest}", asdict(runs.Progress(3, 9)), 60)
    assert runs.outcome(one) is None
    assert runs.progress(one.digest) == runs.Progress(3, 9)
    assert slow.started == 0
    cache.delete(f"run-lease:{one.digest}")  # what the clock does to the lease of a dead process
    slow.gate.set()
    runs.outcome(one)
    until(lambda: runs.outcome(one) is not None)
    assert slow.started == 1


def test_an_error_is_said_and_not_waited_for(slow, caplog):
    slow.fails = True
    slow.gate.set()
    one = order(14)
    runs.outcome(one)
    until(lambda: cache.get(f"run-failed:{one.digest}"))
    with pytest.raises(runs.Failed):
        runs.outcome(one)


def test_too_much_work_is_refused():
    gate = threading.Event()
    workers = Workers("test", threads=1, waiting=1)
    workers.give(gate.wait)
    until(workers.queue.empty)
    workers.give(gate.wait)
    with pytest.raises(Busy):
        workers.give(gate.wait)
    gate.set()


@pytest.mark.django_db
def test_many_seeds_from_the_button_to_the_outcome(client):
    cache.clear()
    lab = "/lessons/l24-roll-the-ring/lab/"
    answer = client.post(f"{lab}many/", {"seed": "7"})
    assert answer.status_code == 302
    where = answer["Location"]
    assert where.startswith("/runs/")
    until(lambda: b"lab-sentence" in client.get(where).content)
    html = client.get(where).content.decode()
    assert "under 300 seeds" in html
    assert "nine runs in ten" in html
    assert client.get("/runs/0000/").status_code == 404
    assert client.post(f"{where}cancel/").status_code == 302
