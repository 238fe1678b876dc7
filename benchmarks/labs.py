"""How long a lab takes to answer a moved slider: CPU time of its run, at the lesson's settings but for the first one.

    python -m benchmarks.labs [--json]

The page itself adds about 10 ms. WANTED is what a person takes for "at once"; what takes longer shows its progress.
"""

import statistics
import time
from dataclasses import replace
from typing import Any

import django

WANTED = 100.0  # ms
TURNS = 5


def moved(settings: Any, turn: int) -> Any:
    """The settings with their first one changed, to another value each turn."""
    from simulator.engine.experiments import Choice, Flag, Real, Whole, parameters_of

    name, parameter = next(iter(parameters_of(type(settings)).items()))
    now = getattr(settings, name)
    match parameter:
        case Choice(options=options):
            values = [value for value, _ in options]
            return replace(settings, **{name: values[(values.index(now) + turn) % len(values)]})
        case Whole(low=low, high=high):
            return replace(settings, **{name: low + (now - low + turn) % (high - low + 1)})
        case Real(low=low, high=high, step=step):
            return replace(settings, **{name: min(high, max(low, now + turn * step))})
        case Flag():
            return replace(settings, **{name: now ^ bool(turn % 2)})
    return settings


def main() -> None:
    django.setup()
    from benchmarks.report import Row, report, versions_of
    from course.lab_form import lesson_settings
    from course.library import course
    from simulator.engine.experiments import EXPERIMENTS, silent

    rows: list[Row] = []
    for lesson in course().lessons.values():
        if not lesson.experiment:
            continue
        experiment = EXPERIMENTS[lesson.experiment]
        settings = lesson_settings(experiment, lesson.settings)
        took = []
        for turn in range(TURNS + 1):
            asked = moved(settings, turn)
            begun = time.process_time()
            experiment.run(asked, lesson.seed, silent)
            took.append(1000 * (time.process_time() - begun))
        middle = statistics.median(took[1:])  # the first warms up
        rows.append(
            {
                "lesson": lesson.id,
                "lab": experiment.title,
                "ms": round(middle, 1),
                "times quicker than wanted": WANTED / middle,
                "holds": middle <= WANTED,
            }
        )
    report("A lab's answer", rows, versions_of("numpy"), [f"Wanted: {WANTED:g} ms."])


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
