"""Hypothesis without a clock: no test asserts a time, so a slow machine fails none. Real servers come first."""

import pytest
from hypothesis import settings

from tests.live import live

__all__ = ["live"]

settings.register_profile("slicewise", deadline=None)
settings.load_profile("slicewise")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They wait a lot: beside them the others fill the processor, and nobody waits for them at the end."""
    servers = {"live", "cluster"}
    items.sort(key=lambda item: servers.isdisjoint(getattr(item, "fixturenames", ())))
