"""No test of the engine depends on how fast the machine is, and all of them draw the same examples every time."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "engine", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("engine")
