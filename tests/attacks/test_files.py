"""Files from others: bombs and odd shapes in what is imported, formulas in what is exported."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from course.exchange.moodle_in import from_moodle
from course.exchange.yaml_in import from_yaml
from course.formulas import guarded
from tests.attacks.world import staff
from tests.live import Live

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{later}: &{later} [{', '.join([f'*{letter}'] * 9)}]\n"
    for letter, later in zip("abcdefgh", "bcdefghi", strict=True)
)
ENTITIES = '<!DOCTYPE q [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>'
OUTSIDE = '<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question type="&x;"/></quiz>'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{LAUGHS}questions: [{{kind: single, stem: *i}}]", id="a thousand million laughs"),
        pytest.param("questions: &a [*a]", id="a list in itself"),
        pytest.param("questions: " + "[" * 100_000, id="depth"),
        pytest.param("questions: !!python/object/apply:os.system [id]", id="a tag that runs a program"),
        pytest.param("? [a, [b]]\n: 1", id="a key that is a list"),
        pytest.param("x" * 1_000_001, id="length"),
        pytest.param("questions: {a: 1}", id="not a list"),
        pytest.param("\x00", id="NUL"),
    ],
)
def test_yaml_bombs(text: str, tmp_path) -> None:
    with pytest.raises(ValueError, match=r"wanted|not YAML"):
        from_yaml(text)
    file = tmp_path / "bad.yaml"
    file.write_text(text)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_questions", str(file), objective="L21-a")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ENTITIES, id="entities"),
        pytest.param(OUTSIDE, id="a file from outside"),
        pytest.param("<quiz>" + "x" * 5_000_000 + "</quiz>", id="length"),
        pytest.param("<quiz>", id="without an end"),
        pytest.param("<quiz>\x00</quiz>", id="NUL"),
        pytest.param(
            '<quiz><question type="numerical"><answer fraction="x"/></question></quiz>', id="no number"
        ),
    ],
)
def test_xml_bombs(text: str, tmp_path) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_moodle(text)
    file = tmp_path / "bad.xml"
    file.write_text(text)
    with pytest.raises(CommandError):
        call_command("import_questions", str(file), objective="L21-a")


def test_xml_of_great_depth_is_read_or_refused() -> None:
    """As C code: too deep would end the process, not the call."""
    assert from_moodle("<quiz>" + "<a>" * 200_000 + "</a>" * 200_000 + "</quiz>") == ([], [])


def test_formulas_in_what_staff_saves() -> None:
    hostile = (
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "＝1",
        '=HYPERLINK("http://evil.example")',
        "=cmd|' /C calc'!A0",
    )
    out = io.StringIO()
    csv.writer(out).writerows([[guarded(cell)] for cell in hostile])
    cells = [row[0] for row in csv.reader(io.StringIO(out.getvalue(), newline=""))]
    assert cells == [f"'{cell}" for cell in hostile]
    assert guarded("Rosa") == "Rosa" and guarded(-1) == -1


def test_no_cell_of_the_sheets_begins_a_formula(live: Live) -> None:
    chef = staff(live)
    for name in ("items", "choices"):
        status, text = chef.get(f"/admin/course/try/statistics/{name}.csv")
        rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
        assert status == 200 and len(rows) >= 1
        assert not [cell for row in rows for cell in row if cell.strip()[:1] in ("=", "+", "@", "\t", "\r")]
