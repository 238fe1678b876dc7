"""The cache on Redis, as one that may lose anything at any time: while Redis is away it holds nothing.

Invariant: what is kept here is lost without harm (config/settings.py), so a cache that is away is an empty one.
"""

from typing import Any

import structlog
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)
FAILURES = (OSError, RedisError)


class LossyRedisCache(RedisCache):
    """Django's, for what a run needs: get, add, set and delete."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """What is kept, or `default`."""
        try:
            return super().get(key, default, version)
        except FAILURES as error:
            return self._away(error, default)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep it if nothing is. True while Redis is away: nobody else can be told, so whoever asks does the work."""
        try:
            return bool(super().add(key, value, timeout, version))
        except FAILURES as error:
            return bool(self._away(error, True))

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep it."""
        try:
            super().set(key, value, timeout, version)
        except FAILURES as error:
            self._away(error, None)

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget it."""
        try:
            return bool(super().delete(key, version))
        except FAILURES as error:
            return bool(self._away(error, False))

    def _away(self, error: Exception, instead: Any) -> Any:
        log.warning("cache_away", error=repr(error))
        return instead
