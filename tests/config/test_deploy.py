"""The files in deploy/ can be read and say what the app needs; the production profile passes Django's checks."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from simulator.rooms.limits import PEOPLE
from tests.live import ROOT, migrated
from tests.scale.proxies import NGINX

DEPLOY = ROOT / "deploy"
ONE_BOX, MANY = DEPLOY / "one-box", DEPLOY / "many"
VARIABLES = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))
OF_UVICORN = {"FORWARDED_ALLOW_IPS"}
JOBS = ("backup", "archive")
SERVICES = ("slicewise.service", *(f"slicewise-{job}.service" for job in JOBS))
TIMERS = tuple(f"slicewise-{job}.timer" for job in JOBS)
BACKUPS = "/var/backups/slicewise"


def test_nginx_is_told_to_hold_enough_connections() -> None:
    """Two for each socket, and as many files; the proxy tests start it so."""
    told = (ROOT / "docs/deploy.md").read_text()
    for name, value in NGINX.items():
        assert f"`{name} {value};`" in told
    assert 2 * 4 * PEOPLE < NGINX["worker_connections"] <= NGINX["worker_rlimit_nofile"]


def graceful() -> int:
    """Seconds that uvicorn takes at most to close sockets and finish writes."""
    (seconds,) = re.findall(r"--timeout-graceful-shutdown (\d+)", (ROOT / "config/uvicorn.args").read_text())
    return int(seconds)


def one_box() -> dict[str, str]:
    lines = (ONE_BOX / "slicewise.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def compose() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((MANY / "compose.yaml").read_text())
    return told


def kubernetes() -> dict[str, Any]:
    return {told["kind"]: told for told in yaml.safe_load_all((MANY / "kubernetes.yaml").read_text())}


def nightly() -> dict[tuple[str, str], dict[str, Any]]:
    """The parts of kubernetes-daily.yaml, by kind and name."""
    parts = yaml.safe_load_all((MANY / "kubernetes-daily.yaml").read_text())
    return {(told["kind"], told["metadata"]["name"]): told for told in parts}


def unit(name: str) -> dict[str, list[str]]:
    """What a unit of systemd sets. The same key may come several times."""
    lines = (ONE_BOX / name).read_text().splitlines()
    said: dict[str, list[str]] = {}
    for line in lines:
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            said.setdefault(key, []).append(value)
    return said


def test_production_passes_every_check_of_django(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        **one_box(),
        "SLICEWISE_DATA": str(tmp_path / "data"),
        "STATIC_ROOT": str(tmp_path / "static"),
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    checked = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


@pytest.mark.parametrize(
    "said",
    [one_box(), compose()["x-app"]["environment"], kubernetes()["ConfigMap"]["data"]],
    ids=["one box", "compose", "Kubernetes"],
)
def test_each_environment_sets_what_the_settings_read(said: dict[str, str]) -> None:
    assert set(said) <= VARIABLES | OF_UVICORN
    assert {"ALLOWED_HOSTS", "TRUSTED_ORIGINS", "BEHIND_PROXY", "SSL_REDIRECT", "HSTS_SECONDS"} <= set(said)
    assert all(isinstance(value, str) for value in said.values()), "unquoted, a number is no string"


def test_the_unit_starts_what_the_readme_says_and_waits_for_its_end() -> None:
    said = unit("slicewise.service")
    (start,) = said["ExecStart"]
    assert "uvicorn config.asgi:application --host 127.0.0.1 --port 8000 $$(cat config/uvicorn.args)" in start
    (patience,) = said["TimeoutStopSec"]
    assert int(patience) > 5 + graceful()
    assert said["KillMode"] == ["mixed"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_finds_no_fault_with_the_units(tmp_path: Path) -> None:
    units = []
    for name in (*SERVICES, *TIMERS):
        text = (ONE_BOX / name).read_text()
        units.append(tmp_path / name)
        units[-1].write_text(text.replace("/opt/slicewise/.venv/bin/python", sys.executable))
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")
    for name in SERVICES:
        exposed = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--threshold=20", tmp_path / name],
            capture_output=True,
            check=False,
        )
        assert exposed.returncode == 0, f"more than 2.0 of 10 is open to {name}"


def test_the_timers_start_what_is_to_be_done_every_night() -> None:
    backup, archive = unit("slicewise-backup.service"), unit("slicewise-archive.service")
    assert backup["ExecStart"] == [f"/bin/sh deploy/backup.sh {BACKUPS}"]
    assert backup["ReadWritePaths"] == [BACKUPS]
    assert archive["ExecStart"] == ["/opt/slicewise/.venv/bin/python manage.py archive_rooms"]
    app = unit("slicewise.service")
    begin, end = list(app).index("NoNewPrivileges"), list(app).index("WantedBy")
    sandbox = {key: app[key] for key in list(app)[begin:end] if key != "RemoveIPC"}
    alike = ("User", "Group", "WorkingDirectory", "EnvironmentFile", "StateDirectory", "UMask")
    for job in (backup, archive):
        assert job["Type"] == ["oneshot"]
        assert sandbox.items() <= job.items()
        assert [job[key] for key in alike] == [app[key] for key in alike]
        assert "RemoveIPC" not in job, "its end would take what the running app holds"
    times = [unit(name)["OnCalendar"] for name in TIMERS]
    assert times == [["*-*-* 03:15:00"], ["*-*-* 03:45:00"]], "the backup first: what is archived is in it"
    assert all(unit(name)["WantedBy"] == ["timers.target"] for name in TIMERS)
    assert all(unit(name)["Persistent"] == ["yes"] for name in TIMERS)


def test_every_command_that_deploy_names_exists() -> None:
    files = [path for path in DEPLOY.rglob("*") if path.is_file()]
    text = "\n".join(path.read_text() for path in (*files, ROOT / "docs/deploy.md"))
    commands = set(re.findall(r"manage\.(?:py|sh)[\s,]+([a-z_]+)", text)) - {"as", "is"}
    assert {"archive_rooms", "backup", "migrate", "collectstatic"} <= commands
    assert commands <= set(get_commands())
    scripts = set(re.findall(r"\bdeploy/[\w./-]+\.(?:sh|py)\b", text))
    assert {"deploy/backup.sh", "deploy/many/daily.sh", "deploy/many/healthcheck.py"} <= scripts
    assert all((ROOT / script).is_file() for script in scripts)


@pytest.fixture
def small(tmp_path: Path) -> dict[str, str]:
    """The environment of an app with an empty database."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(migrated(), data)
    return {"PATH": os.environ["PATH"], "SLICEWISE_DATA": str(data)}


def test_a_nightly_backup_keeps_thirty_days_and_what_was_made_by_hand(
    tmp_path: Path, small: dict[str, str]
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    ages = {"daily-2026-01-01-0315.backup": 32, "daily-2026-01-29-0315.backup": 29, "before-exam.backup": 300}
    for name, days in ages.items():
        (folder / name).write_text("kept")
        os.utime(folder / name, (time.time() - days * 86_400,) * 2)
    command = ["sh", str(DEPLOY / "backup.sh"), str(folder)]
    broken = small | {"SLICEWISE_DATA": str(tmp_path / "nothing here")}
    assert subprocess.run(command, cwd="/", env=broken, capture_output=True, check=False).returncode != 0
    assert {file.name for file in folder.iterdir()} == set(ages), "a backup that failed takes none away"
    subprocess.run(command, cwd="/", env=small, capture_output=True, check=True)
    assert {file.name for file in folder.iterdir()} > {"daily-2026-01-29-0315.backup", "before-exam.backup"}
    assert not (folder / "daily-2026-01-01-0315.backup").exists()
    (made,) = [file for file in folder.glob("daily-*.backup") if file.name not in ages]
    assert re.fullmatch(r"daily-\d{4}-\d\d-\d\d-\d{4}\.backup", made.name)
    assert made.read_bytes().startswith(b"SQLite format 3")
    assert made.stat().st_mode & 0o777 == 0o600


def test_compose_waits_for_the_night_and_does_both_even_if_one_fails(
    tmp_path: Path, small: dict[str, str]
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    sleep = tools / "sleep"
    sleep.write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/slept\n[ "$(wc -l < {tmp_path}/slept)" -lt 3 ]\n')
    sleep.chmod(0o700)
    folder = tmp_path / "backups"  # not there: the backup fails
    command = ["sh", str(MANY / "daily.sh"), str(folder)]
    environment = small | {"PATH": f"{tools}:{small['PATH']}"}
    done = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.count("Archived 0 rooms") == 2, done.stderr
    assert done.stderr.count("cannot be written") == 2
    waits = [int(line) for line in (tmp_path / "slept").read_text().split()]
    assert all(0 < wait <= 86_400 for wait in waits)
    ends = (time.time() + waits[-1] - 11_700) % 86_400
    assert min(ends, 86_400 - ends) < 60, "it wakes at 03:15 UTC"


def test_compose_has_three_of_the_app_behind_the_proxy_and_migrates_first() -> None:
    services = compose()["services"]
    apps = {name: service for name, service in services.items() if name.startswith("app-")}
    assert set(apps) == set(services["proxy"]["depends_on"]) == {"app-1", "app-2", "app-3"}
    assert "reverse_proxy app-1:8000 app-2:8000 app-3:8000 {" in (MANY / "Caddyfile").read_text()
    for app in apps.values():
        assert app["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        patience = int(app["stop_grace_period"].removesuffix("s"))
        assert patience > int(app["environment"]["DRAIN_SECONDS"]) + graceful()
        assert "ports" not in app, "who reached it past the proxy could say any address of theirs"
    assert services["migrate"]["command"] == ["python", "manage.py", "migrate", "--no-input"]
    assert services["migrate"]["restart"] == "no"
    assert set(services["database"]["volumes"]) == {"database:/var/lib/postgresql/data"}
    assert services["daily"]["command"] == ["sh", "deploy/many/daily.sh", BACKUPS]
    assert services["daily"]["volumes"] == [f"backups:{BACKUPS}"]
    assert services["daily"]["restart"] == "unless-stopped"
    assert {"backups", "database"} <= set(compose()["volumes"])
    asked = set(re.findall(r"\$\{([A-Z_]+)", (MANY / "compose.yaml").read_text()))
    given = set(re.findall(r"^([A-Z_]+)=", (MANY / "example.env").read_text(), re.MULTILINE))
    assert asked == given


def test_kubernetes_asks_the_right_questions_and_waits() -> None:
    parts = kubernetes()
    pod = parts["Deployment"]["spec"]["template"]["spec"]
    (app,) = pod["containers"]
    names = parts["ConfigMap"]["data"]["ALLOWED_HOSTS"].split(",")
    for probe, path in (
        ("livenessProbe", "/livez"),
        ("readinessProbe", "/readyz"),
        ("startupProbe", "/livez"),
    ):
        asked = app[probe]["httpGet"]
        assert (asked["path"], asked["port"]) == (path, "http")
        (header,) = asked["httpHeaders"]
        assert header["name"] == "Host"
        assert header["value"] in names, "the app refuses any other"
    drain = int(parts["ConfigMap"]["data"]["DRAIN_SECONDS"])
    assert drain > app["readinessProbe"]["periodSeconds"] + app["readinessProbe"]["timeoutSeconds"]
    assert pod["terminationGracePeriodSeconds"] > drain + graceful()
    assert parts["Deployment"]["spec"]["replicas"] > parts["PodDisruptionBudget"]["spec"]["minAvailable"]
    assert parts["Job"]["spec"]["template"]["spec"]["containers"][0]["command"][-2:] == [
        "migrate",
        "--no-input",
    ]
    assert parts["Service"]["spec"]["ports"][0]["targetPort"] == app["ports"][0]["name"]
    labels = parts["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert parts["Service"]["spec"]["selector"] == labels
    assert parts["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels


def test_no_app_waits_for_redis() -> None:
    """It is ready without: a stack that is started while Redis is broken serves."""
    services = compose()["services"].values()
    waits = [one["depends_on"].get("layer") for one in services if isinstance(one.get("depends_on"), dict)]
    assert {"condition": "service_started"} in waits
    assert {"condition": "service_healthy"} not in waits


def test_kubernetes_does_the_same_every_night_as_the_app_is() -> None:
    parts = nightly()
    (migrate,) = kubernetes()["Job"]["spec"]["template"]["spec"]["containers"]
    template = kubernetes()["Job"]["spec"]["template"]["spec"]
    commands = {
        "slicewise-backup": ["sh", "deploy/backup.sh", BACKUPS],
        "slicewise-archive": ["python", "manage.py", "archive_rooms"],
    }
    assert {name for kind, name in parts if kind == "CronJob"} == set(commands)
    for name, command in commands.items():
        said = parts["CronJob", name]["spec"]
        assert said["concurrencyPolicy"] == "Forbid"
        pod = said["jobTemplate"]["spec"]["template"]["spec"]
        (job,) = pod["containers"]
        assert job["command"] == command
        assert [pod[key] for key in ("restartPolicy", "securityContext")] == [
            template[key] for key in ("restartPolicy", "securityContext")
        ]
        assert [job[key] for key in ("image", "envFrom", "securityContext")] == [
            migrate[key] for key in ("image", "envFrom", "securityContext")
        ]
        mounted = {mount["name"]: mount["mountPath"] for mount in job["volumeMounts"]}
        assert set(mounted) == {volume["name"] for volume in pod["volumes"]}
        assert mounted.items() >= {"data": "/var/lib/slicewise", "scratch": "/tmp"}.items()
    schedules = [parts["CronJob", name]["spec"]["schedule"] for name in commands]
    assert schedules == ["15 3 * * *", "45 3 * * *"], "the backup first: what is archived is in it"
    backup = parts["CronJob", "slicewise-backup"]["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    assert {"name": "backups", "mountPath": BACKUPS} in backup["containers"][0]["volumeMounts"]
    claims = [one["persistentVolumeClaim"] for one in backup["volumes"] if "persistentVolumeClaim" in one]
    assert [("PersistentVolumeClaim", claim["claimName"]) in parts for claim in claims] == [True]


def test_the_image_runs_as_nobody_in_particular_and_holds_no_secret() -> None:
    *_, last = re.split(r"^FROM ", (MANY / "Dockerfile").read_text(), flags=re.MULTILINE)
    assert "\nUSER 10001\n" in last
    assert "HEALTHCHECK" in last
    assert "exec uvicorn config.asgi:application" in last
    ignored = (MANY / "Dockerfile.dockerignore").read_text().splitlines()
    assert ignored[0] == "*", "what is not named stays out: data/ and its key first of all"
    named = [line.removeprefix("!") for line in ignored if line.startswith("!")]
    assert all((ROOT / name).exists() for name in named)
    assert "data" not in named
    assert set(re.findall(r'"(deploy/[^"]+)"', last)) <= set(named)
    run = compose()["services"]["daily"]["command"]
    run += nightly()["CronJob", "slicewise-backup"]["spec"]["jobTemplate"]["spec"]["template"]["spec"][
        "containers"
    ][0]["command"]
    assert {word for word in run if word.startswith("deploy/")} <= set(named)
    assert f"install --directory --owner slicewise --mode 700 {BACKUPS}" in last, (
        "a volume takes its owner from it"
    )
