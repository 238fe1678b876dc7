"""A small course on disk, and a small experiment, to try the catalog with."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from course.catalog import Problem, load
from course.lesson import Course
from course.library import CONTENT
from simulator.engine.experiments import Choice, Experiment, Tick, Whole
from simulator.engine.outcome import Axis, Chart, Finding, Line, Outcome

SLUG = "l21-what-moved"
FRONT = """\
lab: toy
settings: {before: 4, after: 5}
seed: 7
about: Four ovens become five
objectives: [count by hand]
misconceptions: [MC-36]
seed_points: ["Consistent hashing"]
predict: {kind: number, question: "What share moves?", answer: moved, low: 0, high: 100, step: 1, unit: "%"}
seen:
  options:
    - {text: Most moved, right: true, reply: Yes.}
    - {text: Few moved, reply: Look again.}
given: [4, 5]
"""
SECTIONS = {
    "story": "A fifth oven comes.",
    "predict": "",
    "lab": "Try it.",
    "explain": "Why it is so.",
    "worked": "Do it.",
    "notes": "::: fix E21",
    "check": "1. Say it.",
}


@dataclass(frozen=True, slots=True)
class Settings:
    before: Annotated[int, Whole("Before", 1, 100)] = 2
    after: Annotated[int, Whole("After", 1, 100)] = 3
    rule: Annotated[str, Choice("Rule", (("modulo", "by remainder"), ("ring", "ring")))] = "modulo"


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    moved = 100 - 100 / settings.after
    return Outcome(
        "Moved.",
        (
            Finding("moved", "Moved", moved, "%"),
            Finding("owner", "Owner", "Cy"),
            Finding("heirs", "Heirs", ("Ada", "Bo")),
            Finding("seed", "Seed", float(seed)),
        ),
        charts=(
            Chart("shares", "Shares", "They move.", Axis("n"), Axis("%"), (Line("all", (1.0,), (2.0,)),)),
        ),
    )


TOY = Experiment("toy", "Toy", Settings, run)


class Content:
    """A copy of the course's tables, and one lesson on the toy; `write` changes the lesson."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for table in CONTENT.glob("*.yaml"):
            shutil.copy(table, folder)
        self.write()

    def write(self, front: str = FRONT, text: str = "", **sections: str) -> None:
        """Write the lesson: `text`, or the sections, each as given or as a short one."""
        body = text or "".join(f"## {name}\n{words}\n\n" for name, words in {**SECTIONS, **sections}.items())
        file = self.folder / SLUG / "lesson.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"---\n{front}---\n{body}", encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        file = self.folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def line_of(self, words: str, name: str = f"{SLUG}/lesson.md") -> int:
        """The line in which the words stand first."""
        lines = (self.folder / name).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if words in line)

    def problems(self) -> tuple[Problem, ...]:
        return load(self.folder)[1]

    def course(self) -> Course:
        course, problems = load(self.folder)
        assert course, problems
        return course
