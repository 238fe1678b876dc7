"""What the notes got wrong: the source notes as they came, and all their errata."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from course.library import course
from course.marked import cut, pieces


@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """The source notes with their wrong words marked, each erratum beside them, the table put right."""
    here = course()
    kept = here.details["notes"]
    errata = [
        (erratum, cut(erratum), [here.lessons[name] for name in erratum.lessons])
        for erratum in here.errata.values()
    ]
    missing = [(text, [here.lessons[name] for name in names]) for text, names in kept.missing]
    context = {
        "section": "lessons",
        "pieces": pieces(here.seed_notes, kept.marks),
        "errata": errata,
        "repaired": kept.repaired,
        "missing": missing,
    }
    return render(request, "course/notes.html", context)
