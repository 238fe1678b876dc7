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
from prometheus_client import CONTENT_TYPE_LATEST
from redis.exceptions import RedisError

from config import drain, gathered
from simulator.rooms.layer import GIVE_UP_AFTER

log = structlog.get_logger(__name__)
THIS_MACHINE = ("127.0.0.1", "::1")


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
    except (OSError, RedisError) as error:
        return f"the channel layer does not answer: {type(error).__name__}"
    return None


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when requests can be served, 503 with the reasons when they cannot."""
    if drain.stopping():
        return JsonResponse({"ready": False, "reasons": ["this process is about to stop"]}, status=503)
    reasons = [problem for problem in (database_problem(), layer_problem()) if problem]
    if reasons:
        log.warning("not_ready", reasons=reasons)
    return JsonResponse({"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200)


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
    return HttpResponse(gathered.latest(), content_type=CONTENT_TYPE_LATEST)
