"""Fixtures of the course: a small course on disk."""

from pathlib import Path

import pytest

from simulator.engine.experiments import EXPERIMENTS
from tests.course.toy import TOY, Content


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Content:
    """The tables of the course and one good lesson on the toy, which is an experiment while the test runs."""
    monkeypatch.setitem(EXPERIMENTS, TOY.id, TOY)
    return Content(tmp_path)
