"""The dashboard and the alerts of `deploy/`: every metric and label that they name is one that the app has."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import config.health
import config.ops.workers
import config.requests
import course.metrics
import simulator.rooms.metrics

ROOT = Path(__file__).resolve().parents[2]
DASHBOARD = ROOT / "deploy/grafana/slicewise.json"
SCRAPING = ROOT / "deploy/prometheus/prometheus.yml"
ALERTS = ROOT / "deploy/prometheus/alerts.yml"
MODULES = (config.health, config.requests, config.ops.workers, simulator.rooms.metrics, course.metrics)
# What Prometheus adds: where it asked, under which name, and the process where several workers share their numbers.
FROM_OUTSIDE = {"instance", "job", "pid", "le"}
PARTS = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "gauge": ("",)}


def labels_of() -> dict[str, set[str]]:
    """Name of a sample, as /metrics has it -> its labels."""
    known: dict[str, set[str]] = {}
    for module in MODULES:
        for metric in vars(module).values():
            if hasattr(metric, "_labelnames"):
                (family,) = metric.describe()
                for part in PARTS[family.type]:
                    known[family.name + part] = set(metric._labelnames)
    return known


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(DASHBOARD.read_text())["panels"]
    return found


def rules() -> list[dict[str, Any]]:
    return [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]


def expressions() -> Iterator[str]:
    for panel in panels():
        for target in panel.get("targets", []):
            yield target["expr"]
    for variable in json.loads(DASHBOARD.read_text())["templating"]["list"]:
        yield variable.get("definition", "")
    for rule in rules():
        yield rule["expr"]


def test_what_is_declared_is_what_metrics_tells(client):
    told = {
        line.split()[2]
        for line in client.get("/metrics").content.decode().splitlines()
        if line[:6] == "# TYPE"
    }
    assert {
        name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") for name in labels_of()
    } <= told


def test_every_metric_of_ours_is_shown_or_watched():
    used = " ".join(expressions())
    families = {re.sub(r"_(bucket|sum|count|total)$", "", name) for name in labels_of()}
    assert not {name for name in families if name not in used}


@pytest.mark.parametrize("expression", sorted(set(expressions()) - {""}))
def test_every_name_and_label_exists(expression):
    known = labels_of()
    names = set(re.findall(r"\bslicewise_\w+", expression))
    assert names <= known.keys()
    assert names or expression.startswith("up{"), "it asks for something"
    labels = set().union(*(known[name] for name in names)) | FROM_OUTSIDE
    by = {
        word
        for group in re.findall(r"\bby \(([^)]*)\)", expression)
        for word in group.replace(",", " ").split()
    }
    matched = {
        word
        for group in re.findall(r"\{([^}]*)\}", expression)
        for word in re.findall(r"(\w+)\s*[=!]", group)
    }
    assert by | matched <= labels


def test_the_legend_names_labels_that_the_answer_has():
    for panel in panels():
        for target in panel.get("targets", []):
            wanted = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]))
            kept = {
                word
                for group in re.findall(r"\bby \(([^)]*)\)", target["expr"])
                for word in group.replace(",", " ").split()
            }
            assert wanted <= (kept or FROM_OUTSIDE), panel["title"]


def test_thresholds_are_bounds_of_the_buckets():
    """`le="0.25"` finds nothing if there is no such bucket."""
    bounds = simulator.rooms.metrics.FRAME_LATE_SECONDS._upper_bounds
    for expression in expressions():
        for bound in re.findall(r'slicewise_frame_late_seconds_bucket\{le="([^"]+)"', expression):
            assert float(bound) in bounds


def test_panels_do_not_lie_on_each_other():
    taken: set[tuple[int, int]] = set()
    for panel in panels():
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells
    identities = [panel["id"] for panel in panels()]
    assert len(set(identities)) == len(identities)


def test_each_alert_says_what_and_what_to_do():
    for rule in rules():
        assert rule["labels"]["severity"] in ("page", "ticket"), rule["alert"]
        assert rule["annotations"]["summary"]
        assert rule["annotations"]["description"].endswith(".")


def test_prometheus_asks_where_the_app_answers(client):
    said = yaml.safe_load(SCRAPING.read_text())
    (job,) = said["scrape_configs"]
    assert client.get(job["metrics_path"]).status_code == 200
    assert said["rule_files"] == [ALERTS.name]


def test_no_label_could_hold_an_id():
    """Labels are few, and each of them is one of these."""
    allowed = {"do", "outcome", "code", "reason", "way", "size", "method", "status"}
    assert set().union(*labels_of().values()) <= allowed
