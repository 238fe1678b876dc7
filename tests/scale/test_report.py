"""The report of `make soak`: figures beside their promises, nothing hidden, and remarks by hand left alone."""

import json
from pathlib import Path

import pytest

from tests.scale import report

ROWS = [
    {"row": "a worker is killed", "what": "back after", "value": 9.0, "unit": "s", "most": 5},
    {"row": "a worker is killed", "what": "back after", "value": 1.23456, "unit": "s", "most": 5},
    {"row": "idle sockets", "what": "memory", "value": 612.4, "unit": "MB", "most": 600},
    {"row": "idle sockets", "what": "one of them", "value": 31.83, "unit": "KB", "most": None},
    {"row": "stalled readers", "what": "slower | later", "value": 1.0, "unit": "", "most": 2},
]
JUNIT = """<testsuites><testsuite>
<testcase name="test_fine"/><testcase name="test_broken"><failure>x</failure></testcase>
<testcase name="test_no_server"><error>x</error></testcase><testcase name="test_left_out"><skipped/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path, Path]:
    figures, junit, document = tmp_path / "figures", tmp_path / "junit.xml", tmp_path / "reliability.md"
    figures.write_text("\n".join(map(json.dumps, ROWS)))
    junit.write_text(JUNIT)
    monkeypatch.setattr(report, "DOCUMENT", document)
    return figures, junit, document


def test_each_figure_stands_beside_its_promise(files: tuple[Path, Path, Path]) -> None:
    figures, junit, document = files
    report.main(figures, junit)
    lines = document.read_text().splitlines()
    assert "| a worker is killed: back after | 1.23 s | at most 5 s | yes |" in lines
    assert "| idle sockets: memory | 612 MB | at most 600 MB | **no** |" in lines
    assert "| idle sockets: one of them | 31.8 KB |  |  |" in lines
    assert "| stalled readers: slower \\| later | 1 | at most 2 | yes |" in lines
    assert "| a worker is killed: back after | 9 s | at most 5 s | **no** |" in lines, "none hides another"
    assert "2 of 4 promises with a figure held. Tests that failed: `test_broken`, `test_no_server`." in lines
    assert all(name in document.read_text() for name in ("Python 3", "uvicorn 0", "PostgreSQL 1", "Redis "))


def test_remarks_by_hand_stay(files: tuple[Path, Path, Path]) -> None:
    figures, junit, document = files
    document.write_text(f"# Mine\n\nBefore.\n\n{report.BEGIN}\nold figures\n{report.END}\n\nAfter.\n")
    report.main(figures, junit)
    once = document.read_text()
    report.main(figures, junit)
    assert document.read_text() == once
    assert once.startswith(f"# Mine\n\nBefore.\n\n{report.BEGIN}\n")
    assert once.endswith(f"{report.END}\n\nAfter.\n")
    assert "old figures" not in once


def test_a_document_without_marks_is_not_touched(files: tuple[Path, Path, Path]) -> None:
    figures, junit, document = files
    document.write_text("All by hand.\n")
    with pytest.raises(ValueError, match="has no lines"):
        report.main(figures, junit)
    assert document.read_text() == "All by hand.\n"
