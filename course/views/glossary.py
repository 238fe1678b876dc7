"""The glossary: every word of the field, with its plain meaning and the lessons that teach it."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from course.library import course


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """All terms by letter. A term's slug is its anchor."""
    here = course()
    terms = [(term, [here.lessons[name] for name in term.lessons]) for term in here.terms.values()]
    letters = [
        (letter, list(group)) for letter, group in groupby(terms, lambda entry: entry[0].word[0].upper())
    ]
    return render(
        request, "course/glossary.html", {"section": "lessons", "letters": letters, "count": len(terms)}
    )
