"""Fixtures of the course: a small course on disk."""

from pathlib import Path

import pytest

from course import runs
from simulator.engine.experiments import EXPERIMENTS
from tests.course.toy import TOY, Content


@pytest.fixture(autouse=True)
def a_patient_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits for a quick run as long as it takes: on a busy machine too it shows the result at once."""
    monkeypatch.setattr(runs, "PATIENCE", 60.0)


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Content:
    """The tables of the course and one good lesson on the toy, which is an experiment while the test runs."""
    monkeypatch.setitem(EXPERIMENTS, TOY.id, TOY)
    return Content(tmp_path)
