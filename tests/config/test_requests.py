"""How each request is counted: by its answer, and one whose asker hung up is no error of ours."""

from typing import Any

import pytest
from prometheus_client import REGISTRY

from config.requests import named


async def nothing(*_: Any) -> None:
    """A peer that takes everything and says nothing."""


async def answers(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": scope["status"], "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def hung_up(scope: Any, receive: Any, send: Any) -> None:
    """Django ends without an answer when the connection is gone."""


async def fails(scope: Any, receive: Any, send: Any) -> None:
    raise ValueError("an error of ours")


def counted(status: str) -> float:
    return (
        REGISTRY.get_sample_value("slicewise_http_seconds_count", {"method": "GET", "status": status}) or 0.0
    )


@pytest.mark.parametrize(
    ("application", "status", "kind"),
    [
        (answers, 200, "2xx"),
        (answers, 422, "4xx"),
        (answers, 503, "5xx"),
        (hung_up, 0, "gone"),
        (fails, 0, "5xx"),
    ],
)
async def test_a_request_counts_once_as_what_it_became(application: Any, status: int, kind: str) -> None:
    kinds = ("2xx", "3xx", "4xx", "5xx", "gone")
    before = {one: counted(one) for one in kinds}
    scope = {"type": "http", "method": "GET", "headers": [], "status": status}
    try:
        await named(application)(scope, nothing, nothing)
    except ValueError:
        assert application is fails
    assert {one: counted(one) - before[one] for one in kinds} == {one: float(one == kind) for one in kinds}
