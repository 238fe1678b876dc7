"""A lab by itself, and as the part of a lesson that htmx asks for."""

import secrets
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from course.lab import Lab, lab_of, order_of, run_of
from course.lesson import Lesson
from course.views.find import by_htmx, of_lesson
from simulator.engine.experiments import SEED


@require_safe
@never_cache
@ensure_csrf_cookie
@vary_on_headers("HX-Request")
@of_lesson
def lab(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """A lab with the settings of the link. What is missing is as the lesson has it."""
    query = request.GET.dict()
    if "new_seed" in query:
        query["seed"] = str(secrets.randbelow(SEED.high + 1))
    the_lab = with_lab(lesson, query)
    context = {"lab": the_lab, "lesson": lesson, "section": "lessons", "settings": the_lab.settings}
    status = 200 if the_lab.form.ready else 422
    if not by_htmx(request):
        if "new_seed" in query and the_lab.form.ready:
            return redirect(f"{reverse('lab', args=[lesson.slug])}?{the_lab.query}#lab")
        return render(request, "course/lab.html", context, status=status)
    asks_again = request.htmx.trigger == "lab-result"  # type: ignore[attr-defined]  # for a run that takes its time
    response = render(request, "course/lab_result.html", context | {"swapped": not asks_again}, status=status)
    if the_lab.form.ready and not asks_again:  # by now the form may ask for something else
        response["HX-Replace-Url"] = _address(request, lesson, the_lab)
    return response


def with_lab(lesson: Lesson, query: dict[str, str]) -> Lab:
    """Raise 404 for a lesson without a lab."""
    try:
        return lab_of(lesson, query)
    except KeyError:
        raise Http404("This lesson has no lab.") from None


def _address(request: HttpRequest, lesson: Lesson, the_lab: Lab) -> str:
    """The page that the person is on, with these settings in its link."""
    own = _path_of(request.headers.get("HX-Current-URL", "")) == reverse("lesson", args=[lesson.slug])
    page = "lesson" if own else "lab"
    query = "" if own and the_lab.ours else f"?{urlencode(the_lab.form.query)}"
    return f"{reverse(page, args=[lesson.slug])}{query}#lab"


def _path_of(address: str) -> str:
    """The path of an address, "" of a text that is none."""
    try:
        return urlsplit(address).path
    except ValueError:  # half a bracket, as in http://[
        return ""


@require_POST
@of_lesson
def many(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """Run these settings under many seeds. Asked for twice, it is one run."""
    try:
        the_lab = lab_of(lesson, request.POST.dict(), run=False)
    except KeyError:
        raise Http404("This lesson has no lab.") from None
    if not the_lab.form.ready or not the_lab.by_chance:
        return redirect("lab", lesson.slug)
    order = order_of(lesson, the_lab.form, many=True)
    if not by_htmx(request):
        run_of(order)
        return redirect("run", order.digest)
    context = {"run": run_of(order), "order": order, "lesson": lesson, "lens": the_lab.lens}
    return render(request, "course/run.html#run", context)
