"""Those who watch the desk, and those who read about its API."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests.doors.api.programs import Program, problem

pytestmark = pytest.mark.django_db


def test_a_process_that_lives_says_so(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_house_that_is_ready_says_of_what(client: Client) -> None:
    assert client.get("/readyz").json() == {"database": "ok", "migrations": "ok", "jobs": "ok"}


def test_a_house_that_is_not_ready_does_not_tell_strangers_where_its_database_lies(client: Client) -> None:
    def away(*_asked: object) -> None:
        raise OperationalError('connection to server on socket "/srv/carla/run/.s.PGSQL.5432" failed')

    with connection.execute_wrapper(away):
        answer = client.get("/readyz")
    assert problem(answer) == (503, "not-ready")
    assert "carla" not in answer.content.decode()


def test_metrics_are_for_this_machine_or_an_administrator(client: Client, head_s: Program, ada_s: Program) -> None:
    here = client.get("/metrics")
    assert 'recado_deliveries{state="pending"} 0.0' in here.content.decode()
    far = {"REMOTE_ADDR": "203.0.113.9"}
    assert problem(client.get("/metrics", **far)) == (403, "forbidden")
    behind_a_proxy = client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert problem(behind_a_proxy) == (403, "forbidden")
    for program, status in ((head_s, 200), (ada_s, 403)):
        bearer = {"Authorization": f"Bearer {program.secret}"}
        assert client.get("/metrics", headers=bearer, **far).status_code == status


def test_the_document_is_openapi_3_1_and_names_every_operation(client: Client) -> None:
    told = client.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    operations = [one for path in told["paths"].values() for one in path.values()]
    assert len({one["operationId"] for one in operations}) == len(operations) == 37
    assert all(one["security"] and one["responses"]["4XX"] for one in operations)
    assert [one["operationId"] for one in operations if "x-scope" not in one] == ["read_me"]


def test_the_page_about_the_api_needs_neither_script_nor_inline_style(client: Client) -> None:
    page = client.get("/api/v1/docs")
    text = page.content.decode()
    assert "script-src" in page.headers["Content-Security-Policy"]
    assert re.findall(r"<script|<style|style=|https?://", text) == []
    assert "/api/v1/cases/{number}/resolution" in text
    assert client.get("/api/v1/docs.css").headers["Content-Type"].startswith("text/css")
