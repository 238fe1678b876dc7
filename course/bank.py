"""The bank of questions as the pages have it: read with the course, and again when a file changed if DEBUG is on."""

from course.library import course
from course.questions.collection import Bank, Objective

__all__ = ["Bank", "Objective", "bank"]


def bank() -> Bank:
    """The bank, as it is now."""
    held: Bank = course().details["bank"]
    return held
