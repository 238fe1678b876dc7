"""Our own regular expressions on texts made to be slow: twice the text takes about twice the time, not four times.

Ratios of sizes on one machine; no time is asserted. What people can send is bounded besides (60, 200, 5,000,000 letters).
"""

# ruff: noqa: E501

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import config
import course
import simulator
from course.exchange.moodle_in import from_moodle
from course.questions.numeric import readings
from simulator.rooms import protocol

UNITS = ("<", "<a", "[", "[[", "[[a|", "{", "@", "-", " ", "\t", "a", "a-", "aA", "1", "1,", "1.", "1 ", "’", "'", "\n", "---\n", "::: ", "é",
         ".", "a.b", '"', "=", 'a="', "9" * 3, "<math", "<p>", "](", "@a-1", "$.", " - at $", "- at `key` in `$")  # fmt: skip
SIZE, FACTOR = 2_000, 8
BOUNDED = {"course.questions.numeric.SHAPE": 60}  # letters that it is given at most, as a test below shows
LIMIT = FACTOR**2.5  # linear is 8, quadratic 64, cubic 512, exponential never ends
OURS_ALONE = (
    "course.plain_words",
    "course.catalog",
    "course.rendering",
    "course.prose",
    "course.reading_level",
    "course.exchange.adding",
)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled expression at the top of a module of ours that reads what others write."""
    for package in (config, course, simulator):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if (
                "migrations" in found.name
                or found.name in ("config.asgi",)
                or found.name.startswith(OURS_ALONE)
            ):
                continue
            for name, value in vars(importlib.import_module(found.name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{found.name}.{name}", value


FOUND = dict(patterns())


def seconds(pattern: re.Pattern, text: str | bytes) -> float:
    """The best of two."""
    best = float("inf")
    for _ in range(2):
        begun = time.perf_counter()
        pattern.search(text)
        pattern.sub(text[:0], text)
        best = min(best, time.perf_counter() - begun)
    return best


@pytest.mark.parametrize("name", FOUND)
def test_time_grows_with_the_text_and_not_much_more(name: str) -> None:
    """At most quadratic; below 20 ms nothing is compared."""
    pattern, most = FOUND[name], BOUNDED.get(name, SIZE * FACTOR)
    for unit in UNITS:
        for end in ("", "!", "\x00"):
            small, large = (unit * (size // len(unit)) + end for size in (most // FACTOR, most))
            if isinstance(pattern.pattern, bytes):
                small, large = small.encode(), large.encode()
            longer = seconds(pattern, large)
            if longer > 0.02:
                assert longer / seconds(pattern, small) < LIMIT, (name, unit, end)


def test_there_are_patterns_to_look_at() -> None:
    assert {
        "config.requests.NAME",
        "course.questions.numeric.SHAPE",
        "course.exchange.moodle_in._TAG",
    } <= set(FOUND)


def test_what_strangers_send_is_short_before_it_is_matched() -> None:
    """The number of an answer is matched by the slowest expression of all, which is given 60 letters at most."""
    for text in ("1" * 61, " " * 60 + "1" * 60, "1," * 40_000):
        with pytest.raises(ValueError, match="Type a number"):
            readings(text, "")
    assert protocol.in_words(ValueError(" - at $" * 200)).endswith(".")


def test_a_row_of_brackets_in_a_file_takes_no_longer_than_it_is() -> None:
    """Two hundred thousand of them: with a quadratic expression this would not end within the hour."""
    row = "&lt;" * 200_000
    text = f'<quiz><question type="multichoice"><questiontext format="html"><text>{row}</text></questiontext></question></quiz>'
    rows, left = from_moodle(text)
    assert len(rows) == 1 and not left
