from tests.live import live

__all__ = ["live"]
