"""`/ops/`: for staff the truth about this process, for everybody else a page that does not exist."""

import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

from config.ops import checks, history, verdict
from course import metrics
from tests.live import ROOT, free_port

pytestmark = pytest.mark.django_db
ELSEWHERE = "/no-such-page/"


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_user("host", is_staff=True))
    return client


@pytest.fixture(autouse=True)
def fresh(monkeypatch, settings, tmp_path):
    monkeypatch.setattr("config.ops.page.HISTORY", history.History())
    settings.DATA_DIR = tmp_path
    checks._slow.cache_clear()


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("who", [None, "learner", "former staff"])
@pytest.mark.parametrize("method", ["get", "post", "head", "put"])
@pytest.mark.parametrize("path", ["/ops/", "/ops"])
def test_to_others_it_does_not_exist(client, who, method, path):
    if who:
        client.force_login(User.objects.create_user("ada", is_staff=who != "learner"))
        User.objects.update(is_active=who == "learner")
    client.handler.enforce_csrf_checks = True
    here, elsewhere = getattr(client, method)(path), getattr(client, method)(ELSEWHERE)
    assert here.status_code == elsewhere.status_code == 404
    assert here.content == elsewhere.content
    assert sorted(here.headers) == sorted(elsewhere.headers)


def test_staff_see_that_everything_is_well(staff):
    answer = staff.get("/ops/")
    said = text(answer)
    for words in ("Everything is well", f"Slicewise {checks.version()}", "all applied", str(os.getpid())):
        assert words in said
    assert "Database (SQLite) answers in" in said or "Database (PostgreSQL) answers in" in said
    assert "Last backup none known" in said
    assert "no-cache" in answer["Cache-Control"]


def test_nothing_can_be_posted(staff):
    assert staff.post("/ops/").status_code == 405


def test_htmx_gets_the_figures_alone(staff):
    part = staff.get("/ops/", headers={"HX-Request": "true"}).content.decode()
    assert "data-headline" in part
    assert "<html" not in part
    assert "<script" not in part
    assert "style=" not in part


def test_what_happened_is_counted(staff):
    history_now = history.take()
    with patch("config.ops.page.HISTORY.until", lambda now: history.Between(history_now, now)):
        metrics.ANSWERS.labels("right").inc(3)
        metrics.RUNS.labels("long", "failed").inc(2)
        answer = staff.get("/ops/")
    said = text(answer)
    assert "Answers judged 3 " in said
    assert "Runs that failed 2 " in said
    assert '<td class="bad">2</td>' in answer.content.decode()


def test_something_broken_is_told_with_what_to_do(staff):
    with (
        patch("config.ops.checks.health.layer_problem", return_value="the channel layer does not answer: x"),
        patch("config.ops.checks.health.database_problem", return_value="2 migrations are waiting"),
    ):
        said = text(staff.get("/ops/"))
    assert "Something needs you" in said
    assert "python manage.py migrate" in said
    assert "Start Redis again" in said


GONE = "The database does not answer (OperationalError): nothing can be saved."


@contextmanager
def database_away(answered: int = 0):
    """Every query fails, after the first so many."""
    left = iter(range(answered))
    cursor = BaseDatabaseWrapper.cursor

    def asked(self: BaseDatabaseWrapper) -> object:
        if next(left, None) is None:
            raise OperationalError('password of "slicewise" at 10.0.0.7')
        return cursor(self)

    with patch.object(BaseDatabaseWrapper, "cursor", asked):
        yield


@pytest.mark.parametrize("who", ["staff", "learner", None])
def test_without_the_database_everyone_is_told_so_and_nothing_else(client, who):
    if who:
        client.force_login(User.objects.create_user("ada", is_staff=who == "staff"))
    with database_away():
        answer = client.get("/ops/")
    assert answer.status_code == 503
    assert "no-cache" in answer["Cache-Control"]
    html = answer.content.decode()
    main = re.search(r"<main.*</main>", html, re.DOTALL)
    assert main
    assert re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main[0])).strip() == f"{GONE} Look again"
    for private in ("10.0.0.7", "ada", "ops-live", "How it is running", checks.version(), str(os.getpid())):
        assert private not in html


def test_without_the_database_htmx_is_told_so_in_plain_words(staff):
    with database_away():
        answer = staff.get("/ops/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content.decode()) == (503, GONE)
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "figures"])
def test_whichever_query_is_the_first_that_fails_it_is_told(staff, headers):
    for answered in range(100):
        checks._slow.cache_clear()
        with database_away(answered):
            answer = staff.get("/ops/", headers=headers)
        if verdict.WELL in answer.content.decode():
            break
        assert GONE in answer.content.decode()
        assert answer.status_code in (200, 503)
    assert answered > 3, "the page asks the database"
    assert answer.status_code == 200


def test_a_database_that_goes_while_the_page_is_made_leaves_the_other_figures(staff):
    with database_away(answered=2):  # the first look, and who asks
        figures = text(staff.get("/ops/", headers={"HX-Request": "true"}))
    assert verdict.NOT_WELL in figures
    assert "people in rooms –" in figures
    assert "Migrations the database does not answer" in figures
    assert f"Version Slicewise {checks.version()}" in figures


def test_an_address_of_a_database_that_leads_nowhere(tmp_path):
    script = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "answer = Client().get('/ops/', headers={'Host': 'localhost'})\n"
        "print(answer.status_code, answer.content.decode())"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"postgres://slicewise@127.0.0.1:{free_port()}/slicewise",
        "SLICEWISE_DATA": str(tmp_path),
    }
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("503 ")
    assert f"<h1>{GONE}</h1>" in told.stdout


def test_the_last_backup_is_noted_and_told(staff, settings):
    assert checks.last_backup(settings.DATA_DIR) is None
    with patch("config.management.commands.backup.backup", return_value=1_000):
        call_command("backup", "anywhere")
    assert checks.last_backup(settings.DATA_DIR) == pytest.approx(time.time(), abs=60)
    os.utime(settings.DATA_DIR / checks.LAST_BACKUP, (time.time() - 7_300,) * 2)
    assert "Last backup 2 h 1 min ago" in text(staff.get("/ops/"))


def test_a_note_that_cannot_be_written_stops_no_backup(tmp_path):
    checks.note_backup(tmp_path / "not there")


def test_the_size_of_a_folder(tmp_path):
    (tmp_path / "within").mkdir()
    for name in ("one", "within/two"):
        (tmp_path / name).write_bytes(b"x" * 500)
    assert checks.size_of(tmp_path) == 1_000


def test_staff_find_it_on_their_account_and_others_do_not(client, staff):
    assert b'href="/ops/"' in staff.get("/account/").content
    User.objects.update(is_staff=False)
    assert b'href="/ops/"' not in staff.get("/account/").content
