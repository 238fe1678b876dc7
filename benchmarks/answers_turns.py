"""One database: answers and bare inserts in turns. Prints JSON; benchmarks/answers.py starts it and reports."""

import json
import os
import statistics
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from itertools import count, islice
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.client import ClientHandler  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402

from course.bank import bank  # noqa: E402
from course.models import Learner, Try, Visit  # noqa: E402
from course.quiz.reading import fields_of  # noqa: E402
from course.quiz.sittings import begin, drawn  # noqa: E402

TURNS, EACH, SLOTS, WARM_UP = 7, 120, 8, 40
Post = Callable[[], None]


def insert(request: HttpRequest, number: int) -> HttpResponse:
    """The bare view: one row."""
    Visit.objects.create(learner_id=request.POST["learner"], lesson=str(number), last_at=timezone.now())
    return HttpResponse(status=204)


urlpatterns = [path("<int:number>/", insert)]
BARE = {"ROOT_URLCONF": __name__, "MIDDLEWARE": [], "ALLOWED_HOSTS": ["testserver"]}
OURS = {"ALLOWED_HOSTS": ["testserver"]}


def answers() -> Iterator[Post]:
    """Right answers to questions of all kinds, of one learner after another."""
    items, handler = list(bank().items), ClientHandler(enforce_csrf_checks=False)
    for nth in count():
        learner, client = Learner.objects.create(), Client()
        client.handler = handler  # which loads the middleware once, as a server does
        session = client.session
        session["learner"] = learner.pk.hex
        session.save()
        client.cookies["sessionid"] = str(session.session_key)
        slots = [(items[(SLOTS * nth + place) % len(items)], place) for place in range(SLOTS)]
        sitting = begin(learner, "practice", "all", timezone.now(), slots=slots)
        for place, (item, seed) in enumerate(slots):
            question: Any = drawn(item, seed)
            fields = {name: list(values) for name, values in fields_of(question, question.solution()).items()}
            sent = {"submission": str(uuid.uuid4()), "certainty": "2", **fields}
            yield _post(client, f"/sittings/{sitting.pk}/{place}/", sent, 303)


def inserts() -> Iterator[Post]:
    client, learner = Client(), Learner.objects.create()
    for number in count():
        yield _post(client, f"/{number}/", {"learner": learner.pk.hex}, 204)


def _post(client: Client, address: str, fields: dict[str, Any], status: int) -> Post:
    def post() -> None:
        answer = client.post(address, fields)
        if answer.status_code != status:
            raise RuntimeError(f"{address} answered {answer.status_code}")

    return post


def turn(posts: list[Post], settings: dict[str, Any]) -> tuple[float, float]:
    """(posts a second, CPU seconds each)"""
    with override_settings(**settings):
        wall, cpu = time.perf_counter(), time.process_time()
        for post in posts:
            post()
        return len(posts) / (time.perf_counter() - wall), (time.process_time() - cpu) / len(posts)


def main() -> None:
    call_command("migrate", verbosity=0)
    sources: dict[str, tuple[Iterator[Post], dict[str, Any]]] = {
        "ours": (answers(), OURS),
        "bare": (inserts(), BARE),
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in sources}
    for posts, settings in sources.values():
        turn(list(islice(posts, WARM_UP)), settings)
    stored = Try.objects.count()
    for _ in range(TURNS):
        for name, (posts, settings) in sources.items():
            ready = list(islice(posts, EACH))  # made before the clock runs
            found[name].append(turn(ready, settings))
    if Try.objects.count() - stored != TURNS * EACH:
        raise RuntimeError("not every answer was stored")
    medians = {
        name: {
            "rate": statistics.median(rate for rate, _ in turns),
            "cpu": 1000 * statistics.median(cpu for _, cpu in turns),
        }
        for name, turns in found.items()
    }
    json.dump(medians, sys.stdout)


if __name__ == "__main__":
    main()
