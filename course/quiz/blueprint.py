"""The tests before and after the course: 20 questions, one for each central misconception. Pure.

Invariant: the three forms ask for the same 20 ideas, in the same order, with other seeds. Where a generator asks for
the idea it is taken, so that the numbers are new; the others keep their words and change the order of their options.
A form is the same for everyone who takes it, so that answers to it can be compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

# (misconception, item), as learning-design.md section 9 lists them; where it names a fixed question and the bank has
# a generator for the same idea, the generator stands here (MC-06, MC-09, MC-30, MC-39).
IDEAS: tuple[tuple[str, str], ...] = (
    ("MC-01", "L08-Q1"),
    ("MC-02", "L09-Q1"),
    ("MC-20", "L10-Q2"),
    ("MC-04", "L13-Q3"),
    ("MC-06", "L03-Q6"),
    ("MC-09", "L05-Q6"),
    ("MC-10", "L06-Q1"),
    ("MC-12", "L07-Q4"),
    ("MC-15", "L08-Q3"),
    ("MC-21", "L11-Q1"),
    ("MC-23", "L12-Q2"),
    ("MC-28", "L16-Q1"),
    ("MC-30", "L17-Q6"),
    ("MC-33", "L18-Q3"),
    ("MC-36", "L21-Q2"),
    ("MC-37", "L22-Q6"),
    ("MC-39", "L24-Q1"),
    ("MC-41", "L25-Q2"),
    ("MC-42", "L26-Q3"),
    ("MC-43", "L27-Q1"),
)
LATER = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Form:
    """kind: of the sitting. name: A, B or C. seed: of its first question; each next one has the next."""

    kind: str
    name: str
    title: str
    seed: int

    @property
    def slots(self) -> tuple[tuple[str, int], ...]:
        """(item, seed) in order."""
        return tuple((item, self.seed + place) for place, (_, item) in enumerate(IDEAS))


FORMS: Mapping[str, Form] = {
    form.kind: form
    for form in (
        Form("pretest", "A", "First test", 1_001),
        Form("posttest", "B", "Last test", 2_001),
        Form("latertest", "C", "Test four weeks later", 3_001),
    )
}
