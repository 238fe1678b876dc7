"""SECURITY.md names tests: each of them exists, and none of the attacks is left unnamed."""

import re

from tests.live import ROOT

PAGE = (ROOT / "SECURITY.md").read_text()
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`", PAGE)


def names_in(file: str) -> set[str]:
    return set(re.findall(r"^(?:async )?def (test_\w+)", (ROOT / file).read_text(), re.MULTILINE))


def test_every_test_that_is_named_exists() -> None:
    assert len(NAMED) > 50
    missing = [
        (file, name)
        for file, name in NAMED
        if not (ROOT / file).exists() or (name and name not in names_in(file))
    ]
    assert not missing


def test_every_file_of_attacks_is_named() -> None:
    files = {f"tests/attacks/{path.name}" for path in (ROOT / "tests/attacks").glob("test_*.py")}
    assert files - {file for file, _ in NAMED} == set()


def test_every_row_has_a_test() -> None:
    table = PAGE.partition("## What holds, and its test")[2].partition("## What is not defended")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| fault")]
    assert len(rows) > 30
    assert not [row for row in rows if "`tests/" not in row]
