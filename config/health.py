"""For whoever runs the app: is it alive, can it serve, and how is it doing."""

import asyncio
import secrets

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, Gauge

from config import drain, gathered
from simulator.rooms.layer import FAILURES, GIVE_UP_AFTER

log = structlog.get_logger(__name__)
THIS_MACHINE = ("127.0.0.1", "::1")
# Of several workers the one that was asked last: that is the one that answers now.
LAYER_REACHED = Gauge(
    "slicewise_layer_reached",
    "Whether hints between processes could travel as this was read, 1 or 0",
    multiprocess_mode="livemostrecent",
)


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all. It looks at nothing else: a restart mends only the process."""
    return HttpResponse("ok\n", content_type="text/plain")


def database_problem() -> str | None:
    """None, or why the database cannot serve: out of reach, or behind on migrations."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"the database does not answer: {type(error).__name__}"
    return f"{len(waiting)} migrations are waiting" if waiting else None


async def _ask_layer() -> None:
    layer = get_channel_layer()
    assert layer is not None, "settings.CHANNEL_LAYERS always has a default"
    async with asyncio.timeout(GIVE_UP_AFTER):
        await layer.group_send("readyz", {"type": "readyz"})


def layer_problem() -> str | None:
    """None, or why hints between processes cannot travel."""
    try:
        async_to_sync(_ask_layer)()
    except FAILURES as error:
        return f"the channel layer does not answer: {type(error).__name__}"
    return None


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when requests can be served, 503 with the reasons when they cannot.

    A layer that is away is no reason: rooms go on in the database, and it is away for every process at once, so that a
    proxy that left them out would have none left. It is named as degraded.
    """
    if drain.stopping():
        return _readiness(["this process is about to stop"], [])
    reasons, degraded = _only(database_problem()), _only(layer_problem())
    if reasons or degraded:
        log.warning("not_ready" if reasons else "degraded", reasons=reasons, degraded=degraded)
    return _readiness(reasons, degraded)


def _only(problem: str | None) -> list[str]:
    return [problem] if problem else []


def _readiness(reasons: list[str], degraded: list[str]) -> JsonResponse:
    told = {"ready": not reasons, "reasons": reasons, "degraded": degraded}
    return JsonResponse(told, status=503 if reasons else 200)


def may_read_metrics(request: HttpRequest) -> bool:
    """With METRICS_TOKEN, who sends it; without it, this machine alone, and nobody in production."""
    if settings.METRICS_TOKEN:
        sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(sent.encode(), settings.METRICS_TOKEN.encode())
    return not settings.PRODUCTION and request.META.get("REMOTE_ADDR") in THIS_MACHINE


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text. 404 to anyone who may not read it: there is nothing to see, not even a door."""
    if not may_read_metrics(request):
        raise Http404
    LAYER_REACHED.set(layer_problem() is None)
    return HttpResponse(gathered.latest(), content_type=CONTENT_TYPE_LATEST)
