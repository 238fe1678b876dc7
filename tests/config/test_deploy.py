"""The files in deploy/ can be read and say what the app needs; the production profile passes Django's checks."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.live import ROOT

DEPLOY = ROOT / "deploy"
ONE_BOX, MANY = DEPLOY / "one-box", DEPLOY / "many"
VARIABLES = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))
OF_UVICORN = {"FORWARDED_ALLOW_IPS"}


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
    unit = (ONE_BOX / "slicewise.service").read_text()
    assert "uvicorn config.asgi:application --host 127.0.0.1 --port 8000 $$(cat config/uvicorn.args)" in unit
    (patience,) = re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert int(patience) > 5 + graceful()
    assert "\nKillMode=mixed\n" in unit


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_finds_no_fault_with_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "slicewise.service"
    text = (ONE_BOX / "slicewise.service").read_text()
    unit.write_text(text.replace("/opt/slicewise/.venv/bin/python", sys.executable))
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")
    exposed = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)],
        capture_output=True,
        check=False,
    )
    assert exposed.returncode == 0, "more than 2.0 of 10 is open to it"


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
