"""How sure against how often right. Pure.

Invariant: a share is printed with how many answers it comes from; no judgement is made on fewer than `ENOUGH`, nor
where chance alone may have made the difference.

Where each certainty pays, by certainty-based marking (Gardner-Medwin): 1, 2, 3 points if right and 0, -2, -6 if
wrong. With p right, 1 p = 2 p - 2 (1 - p) at p = 2/3, and 2 p - 2 (1 - p) = 3 p - 6 (1 - p) at p = 4/5.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from course.lesson import CERTAINTY
from course.quiz.gain import Score
from course.quiz.history import Given
from simulator.engine.outcome import Axis, Chart, Line

ENOUGH = 10  # answers at one certainty, before we say anything of it
GAINS = {1: 1, 2: 2, 3: 3}
LOSSES = {1: 0, 2: 2, 3: 6}
SOURCE = (
    "Marks of 1, 2, 3 if right and 0, −2, −6 if wrong: “fairly sure” pays from 67% right, “certain” from 80% "
    "(Gardner-Medwin, certainty-based marking)."
)


@dataclass(frozen=True, slots=True)
class Level:
    """Answers at one certainty: so many of them, so many right."""

    certainty: int
    right: int
    answers: int

    @property
    def name(self) -> str:
        return CERTAINTY[self.certainty]

    @property
    def percent(self) -> float:
        """Right, of 100 answers; 0 where there is none."""
        return 100 * self.right / self.answers if self.answers else 0.0

    @property
    def about(self) -> tuple[float, float]:
        """Between which shares, in per cent, the true one lies with 95 of 100: two standard errors to each side."""
        score = Score(self.right, self.answers)
        return score.centre - 2 * score.error, score.centre + 2 * score.error

    @property
    def span(self) -> tuple[float, float]:
        """From where to where, in per cent, a certainty fits: what marking pays for."""
        return pays_from(self.certainty), pays_from(self.certainty + 1)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Three levels, whether or not they hold answers."""

    levels: tuple[Level, ...]

    @property
    def answers(self) -> int:
        return sum(level.answers for level in self.levels)


def pays_from(certainty: int) -> float:
    """The share right, in per cent, above which a certainty earns more than the one below it."""
    if certainty <= 1:
        return 0.0
    if certainty not in GAINS:
        return 100.0
    gain = GAINS[certainty] - GAINS[certainty - 1]
    loss = LOSSES[certainty] - LOSSES[certainty - 1]
    return 100 * loss / (gain + loss)


def calibrate(tries: Iterable[Given]) -> Calibration:
    """Count first tries by how sure they were."""
    answers = dict.fromkeys(CERTAINTY, 0)
    right = dict.fromkeys(CERTAINTY, 0)
    for one in tries:
        answers[one.certainty] += 1
        right[one.certainty] += one.right
    return Calibration(tuple(Level(sure, right[sure], answers[sure]) for sure in CERTAINTY))


def sentence(calibration: Calibration) -> str:
    """What the numbers show, and what to do about it."""
    told = [_of_level(level) for level in calibration.levels if level.answers]
    if not any(level.answers >= ENOUGH for level in calibration.levels):
        told.append(f"That is too few to judge: it takes {ENOUGH} answers of one kind.")
    return " ".join([*told, *map(_advice, calibration.levels)]).strip()


def _of_level(level: Level) -> str:
    answers = "answer" if level.answers == 1 else "answers"
    return f"When {level.name}: {level.right} right of {level.answers} {answers}."


def _advice(level: Level) -> str:
    """Only where the share lies outside the span, more than chance would have it."""
    if level.answers < ENOUGH:
        return ""
    low, high = level.span
    least, most = level.about
    if most < low:
        return f"You say “{level.name}” too soon: it pays from {low:.0f}%."
    if least > high:
        return (
            f"You know more than you think: of what you call “{level.name}”, {level.percent:.0f}% is right."
        )
    return ""


def chart(calibration: Calibration) -> Chart:
    """Bars of how often right, and marks from where each certainty pays."""
    used = [level for level in calibration.levels if level.answers]
    marked = [level for level in calibration.levels if level.certainty > 1]
    bars = Line(
        "right at the first try",
        tuple(level.name for level in used),
        tuple(round(level.percent, 1) for level in used),
        kind="bars",
    )
    marks = Line(
        "pays from here",
        tuple(level.name for level in marked),
        tuple(round(pays_from(level.certainty), 1) for level in marked),
        role="guess",
        kind="points",
    )
    return Chart(
        "calibration",
        "How sure you were, and how often you were right",
        sentence(calibration),
        Axis("how sure", order=tuple(CERTAINTY.values())),
        Axis("right", "%", low=0, high=100),
        (bars, marks),
        SOURCE,
    )
