"""What a sitting is called, where it leads back to, and which part of the course a question belongs to."""

from collections.abc import Callable

from django.urls import reverse

from course.library import course
from course.models import Sitting
from course.models.quiz import Kind
from course.quiz.blueprint import FORMS


def title_of(sitting: Sitting) -> str:
    return TITLES[sitting.kind](sitting)


def home_of(sitting: Sitting) -> tuple[str, str]:
    """(address, words) of the page that it was started from."""
    return HOMES[sitting.kind](sitting)


def _check_title(sitting: Sitting) -> str:
    lesson = course().lessons.get(sitting.about)
    return f"Check: {lesson.title}" if lesson else "Check"


def _test_out_title(sitting: Sitting) -> str:
    module = next((one for one in course().modules if str(one.number) == sitting.about), None)
    return f"Test out: {module.title}" if module else "Test out"


def _form_title(sitting: Sitting) -> str:
    return FORMS[sitting.kind].title


def source_of(link: str) -> tuple[str, str]:
    """ "L21#explain" as an address and its words; empty where that lesson is not written."""
    name, _, section = link.partition("#")
    lesson = course().lessons.get(name)
    if lesson is None or not lesson.written:
        return "", ""
    return f"{reverse('lesson', args=[lesson.slug])}#{section}", f"Read about it in {lesson.id}"


def _lesson_home(sitting: Sitting) -> tuple[str, str]:
    lesson = course().lessons.get(sitting.about)
    return (f"{reverse('lesson', args=[lesson.slug])}#check", "Back to the lesson") if lesson else ("", "")


TITLES: dict[str, Callable[[Sitting], str]] = {
    Kind.CHECK: _check_title,
    Kind.PRACTICE: lambda _: "Practice",
    Kind.REVIEW: lambda _: "Review",
    Kind.TEST_OUT: _test_out_title,
    Kind.PRE_TEST: _form_title,
    Kind.POST_TEST: _form_title,
    Kind.LATER_TEST: _form_title,
}
HOMES: dict[str, Callable[[Sitting], tuple[str, str]]] = {
    Kind.CHECK: _lesson_home,
    Kind.PRACTICE: lambda _: (reverse("practice"), "Choose other questions"),
    Kind.REVIEW: lambda _: (reverse("review"), "Back to the review"),
    Kind.TEST_OUT: lambda _: (reverse("practice"), "Back to practice"),
    Kind.PRE_TEST: lambda _: (reverse("tests"), "Back to the tests"),
    Kind.POST_TEST: lambda _: (reverse("tests"), "Back to the tests"),
    Kind.LATER_TEST: lambda _: (reverse("tests"), "Back to the tests"),
}
