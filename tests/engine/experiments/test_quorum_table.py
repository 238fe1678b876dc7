"""L11: table 3.6 of the facts to every digit it prints, whatever the seed, and beside a model that sends messages."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import simpy

from simulator.engine.experiments import silent
from simulator.engine.experiments.quorum_board import Settings, run, sample
from simulator.engine.experiments.quorum_rounds import Quorum, stale_share

LESSON = Settings()
# N, W, R, ms after the write (mean lag 10 ms): old answers in per cent
OLD = {
    (3, 1, 1, 0): 66.7,
    (3, 2, 1, 0): 33.3,
    (3, 2, 2, 0): 0.0,
    (5, 2, 2, 0): 30.0,
    (5, 3, 2, 0): 10.0,
    (5, 3, 3, 0): 0.0,
    (3, 1, 1, 10): 24.5,
    (3, 1, 1, 20): 9.0,
    (3, 1, 1, 50): 0.4,
}


@pytest.mark.parametrize("row", OLD, ids=str)
def test_old_answers_under_any_seed(row):
    """The formula to the digit that is printed; twenty seeds within four standard errors of the formula."""
    books, write, read, age = row
    chosen = replace(LESSON, books=books, write=write, read=read, age=float(age))
    expected = stale_share(chosen.quorum, float(age), chosen.lag)
    assert round(100 * expected, 1) == OLD[row]
    found = [sample(chosen, seed)["stale"] / 100 for seed in range(20)]
    error = math.sqrt(expected * (1 - expected) / (chosen.rounds * len(found)))
    assert abs(float(np.mean(found)) - expected) <= 4 * error


@pytest.mark.parametrize(
    ("books", "needed", "percent"), [(3, 3, "97.03"), (3, 2, "99.9702"), (3, 1, "99.9999"), (5, 3, "99.9990")]
)
def test_availability_to_every_digit_of_the_table(books, needed, percent):
    """Beside whole fractions, and for reads as for writes."""
    works = Fraction(99, 100)
    exact = sum(
        math.comb(books, up) * works**up * (1 - works) ** (books - up) for up in range(needed, books + 1)
    )
    found = run(replace(LESSON, books=books, write=needed, read=needed), 7, silent)
    for name in ("write_up", "read_up"):
        assert found.number(name) == pytest.approx(100 * float(exact), abs=1e-9)
        digits = len(percent.partition(".")[2])
        assert f"{found.number(name):.{digits}f}" == percent


def rounds_of(quorum: Quorum, lag: float, age: float, count: int) -> float:
    """SimPy: a writer sends the line, `quorum.write` books have it at once, the others when their message comes."""
    rng = np.random.default_rng(11)
    env = simpy.Environment()
    old = []

    def one_round():
        has = set(rng.permutation(quorum.books)[: quorum.write].tolist())

        def message(book, late):
            yield env.timeout(late)
            has.add(book)

        for book in set(range(quorum.books)) - has:
            env.process(message(book, rng.exponential(lag)))
        yield env.timeout(age)
        asked = rng.permutation(quorum.books)[: quorum.read].tolist()
        old.append(has.isdisjoint(asked))

    for _ in range(count):
        env.process(one_round())
    env.run()
    return float(np.mean(old))


@pytest.mark.parametrize(
    ("quorum", "age"), [(Quorum(3, 1, 1), 10.0), (Quorum(5, 2, 2), 4.0), (Quorum(5, 3, 3), 5.0)]
)
def test_an_independent_model_agrees(quorum, age):
    count = 3_000
    expected = stale_share(quorum, age, 10.0)
    error = math.sqrt(expected * (1 - expected) / count)
    assert abs(rounds_of(quorum, 10.0, age, count) - expected) <= 4 * error
