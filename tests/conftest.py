"""Hypothesis without a clock: no test asserts a time, so a slow machine fails none."""

from hypothesis import settings

settings.register_profile("slicewise", deadline=None)
settings.load_profile("slicewise")
