"""A small course for tests: four modules with a fork, a lesson fed from two modules, and some lessons not written."""

from dataclasses import replace

from course.lesson import Course, Lesson, Module, Section

WRITTEN = (Section("story", "Story", (), 1),)


def lesson(
    lesson_id: str, module: int, *prerequisites: str, minutes: int = 10, written: bool = True
) -> Lesson:
    return Lesson(
        id=lesson_id,
        slug=f"{lesson_id.lower()}-words",
        title=f"About {lesson_id}",
        minutes=minutes,
        prerequisites=prerequisites,
        module=module,
        sections=WRITTEN if written else (),
    )


LESSONS = (
    lesson("L01", 1),
    lesson("L02", 1, "L01", written=False),
    lesson("L03", 1, "L01"),
    lesson("L04", 1, "L02", "L03"),
    lesson("L05", 2, "L01", "L04"),
    lesson("L06", 3, "L02"),
    lesson("L07", 4, "L05", "L06", minutes=14),
    lesson("L08", 4, "L07", minutes=12),
)


def small_course(*written: str) -> Course:
    """The course; with ids, only these lessons are written."""
    lessons = {
        one.id: one if not written else replace(one, sections=WRITTEN if one.id in written else ())
        for one in LESSONS
    }
    modules = tuple(
        Module(
            number,
            f"Part {number}",
            "What it is about",
            tuple(one.id for one in LESSONS if one.module == number),
        )
        for number in (1, 2, 3, 4)
    )
    return Course("Four parts", modules, lessons, {}, {}, {}, {}, "")
