"""A cache whose Redis is away is an empty one."""

from config.cache import LossyRedisCache
from tests.live import free_port


def test_without_redis_nothing_is_kept_and_nothing_fails() -> None:
    cache = LossyRedisCache(f"redis://127.0.0.1:{free_port()}/0", {})
    assert cache.add("lease", 1)  # whoever asks does the work
    cache.set("outcome", "kept?")
    assert cache.get("outcome") is None
    assert cache.get("outcome", "instead") == "instead"
    assert not cache.delete("outcome")
