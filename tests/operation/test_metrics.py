"""Figures for Prometheus, and log lines, say nothing of who asked for what."""

import json
import logging
import logging.config
import socket

import pytest
from django.test import override_settings
from prometheus_client.parser import text_string_to_metric_families

from tests.cases.making import make_practice

pytestmark = pytest.mark.django_db

KNOWS = {"Authorization": "Bearer of good news"}


def figures(client) -> dict:
    """The samples by name and labels."""
    with override_settings(METRICS_TOKEN="of good news"):
        answer = client.get("/metrics", headers=KNOWS)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def test_answers_are_counted_by_view(client):
    key = (
        "bestpractices_answers_total",
        ("method", "GET"),
        ("status", "404"),
        ("view", "practice"),
    )
    before = figures(client).get(key, 0)
    client.get("/practices/secret-word/")
    after = figures(client)
    assert after[key] == before + 1
    assert "secret-word" not in str(after)


def test_the_state_of_the_site_is_there(client):
    make_practice(title="A draft")
    found = figures(client)
    assert found["bestpractices_published",] == 0
    assert found["bestpractices_data_version",] > 0
    assert found["bestpractices_mails_waiting",] == 0


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}])
@pytest.mark.parametrize("token", ["", "of good news"])
def test_nobody_else_sees_them(client, headers, token):
    """Without a token there is no such page; a wrong one is taken for a reader's, and refused."""
    with override_settings(METRICS_TOKEN=token):
        answer = client.get("/metrics", headers=headers)
    assert answer.status_code == (401 if headers else 404)
    assert b"bestpractices_" not in answer.content


def test_log_lines_hold_the_route_instead_of_the_address(client, log):
    client.get("/practices/secret-word/?q=secret-word")
    client.get("/nowhere/secret-word/")
    messages = [line["message"] for line in log()]
    assert messages == [
        "Not Found: GET practices/<slug:slug>/",
        "Not Found: GET no such address",
    ]
    assert "secret-word" not in json.dumps(log())


def test_the_development_server_logs_its_answers_without_the_address(log):
    """It gives its socket where others give the request."""
    asked = '"%s" %s %s', "GET /secret-word/ HTTP/1.1", "404", "9"
    with socket.socket() as connection:
        about = {"request": connection, "status_code": 404}
        logging.getLogger("django.server").warning(*asked, extra=about)
    [line] = log()
    assert line["message"] == "answered 404"
    assert "secret-word" not in json.dumps(line)
