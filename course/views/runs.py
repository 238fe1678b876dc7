"""A run by its address: how far it is, and then what came of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from course import runs
from course.lab import run_of
from course.views.find import by_htmx, find_lesson
from simulator.engine.experiments import EXPERIMENTS
from simulator.engine.experiments.many import SEEDS


@require_safe
@never_cache
@ensure_csrf_cookie
@vary_on_headers("HX-Request")
def run(request: HttpRequest, digest: str) -> HttpResponse:
    """Progress or outcome. A run that nobody works on any more is started again by asking for it."""
    order = _order(digest)
    context = {
        "run": run_of(order),
        "order": order,
        "lesson": find_lesson(order.lesson),
        "lens": EXPERIMENTS[order.experiment].lens,
        "section": "lessons",
    }
    return render(request, "course/run.html#run" if by_htmx(request) else "course/run.html", context)


@require_POST
def cancel(request: HttpRequest, digest: str) -> HttpResponse:
    """Stop it. The page then offers to start again."""
    order = _order(digest)
    runs.cancel(digest)
    lesson = find_lesson(order.lesson)
    if not by_htmx(request):
        return redirect(f"{reverse('lab', args=[lesson.slug])}")
    context = {"order": order, "lesson": lesson, "query": order.pairs, "stopped": True}
    return render(request, "course/run.html#again" if order.many else "course/run.html#stopped", context)


def _order(digest: str) -> runs.Order:
    order = runs.find(digest)
    if order is None:
        raise Http404("There is no run at this address. Runs are kept for a month.")
    return order


def _title(order: runs.Order) -> str:
    title = EXPERIMENTS[order.experiment].title
    return f"{title}, under {SEEDS} seeds" if order.many else title
