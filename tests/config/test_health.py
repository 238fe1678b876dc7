"""Alive, ready, measured: and each of them tells the truth when something is broken."""

import json
from unittest.mock import patch

import pytest
from django.db import DatabaseError

pytestmark = pytest.mark.django_db


def test_livez_answers(client):
    answer = client.get("/livez")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_readyz_is_ready_on_a_migrated_database(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert json.loads(answer.content) == {"ready": True, "reasons": [], "degraded": []}


def test_readyz_says_that_the_database_is_gone(client):
    with patch("config.health.MigrationExecutor", side_effect=DatabaseError("gone")):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert json.loads(answer.content)["reasons"] == ["the database does not answer: DatabaseError"]


def test_readyz_says_that_migrations_wait(client):
    with patch("config.health.MigrationExecutor") as executor:
        executor.return_value.migration_plan.return_value = [object(), object()]
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert json.loads(answer.content)["reasons"] == ["2 migrations are waiting"]


@pytest.fixture
def no_redis(settings):
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": ["redis://127.0.0.1:1"]},
        }
    }


AWAY = "the channel layer does not answer: ConnectionError"


def test_without_the_channel_layer_it_is_ready_and_says_what_is_missing(client, no_redis):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert json.loads(answer.content) == {"ready": True, "reasons": [], "degraded": [AWAY]}


def test_a_layer_that_is_away_hides_no_reason(client, no_redis):
    with patch("config.health.MigrationExecutor", side_effect=DatabaseError("gone")):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    told = json.loads(answer.content)
    assert (len(told["reasons"]), told["degraded"]) == (1, [AWAY])


def test_who_is_about_to_stop_is_not_ready(client):
    with patch("config.health.drain.stopping", return_value=True):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert json.loads(answer.content)["reasons"] == ["this process is about to stop"]


def test_metrics_tell_whether_the_layer_answers(client):
    assert b"\nslicewise_layer_reached 1.0\n" in client.get("/metrics").content


def test_metrics_tell_that_the_layer_is_away(client, no_redis):
    assert b"\nslicewise_layer_reached 0.0\n" in client.get("/metrics").content


def test_metrics_answer_this_machine_and_nobody_else(client):
    assert b"python_info" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404


def test_metrics_ask_for_the_token_when_there_is_one(client, settings):
    settings.METRICS_TOKEN = "open sesame"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer open sesame"}).status_code == 200


def test_metrics_without_a_token_are_closed_in_production(client, settings):
    settings.PRODUCTION = True
    assert client.get("/metrics").status_code == 404
