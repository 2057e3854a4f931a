"""Who may call, for what, how often, and what a program hears when it may not."""

import pytest
from django.test import Client

from recado.desk.core.actors import HOUSE
from recado.desk.staff import issuing
from recado.desk.staff.models import Agent, Role, Token
from tests import makers
from tests.cast import Customer
from tests.doors.api.programs import Program, problem, program_of

PATHS = [
    ("GET", "/me"),
    ("GET", "/channels"),
    ("GET", "/channels/ventas"),
    ("GET", "/threads"),
    ("POST", "/threads"),
    ("GET", "/threads/1/messages"),
    ("POST", "/threads/1/messages"),
    ("POST", "/attachments"),
    ("GET", "/attachments/1"),
    ("GET", "/cases"),
    ("POST", "/cases"),
    ("GET", "/cases/1"),
    ("PATCH", "/cases/1"),
    ("PUT", "/cases/1/resolution"),
    ("DELETE", "/cases/1/resolution"),
    ("GET", "/cases/1/timeline"),
    ("GET", "/deliveries"),
    ("POST", "/deliveries/1/replay"),
    ("GET", "/deliveries/1/body"),
    ("GET", "/events"),
]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_without_a_token_nobody_enters(method: str, path: str) -> None:
    answer = Client().generic(method, f"/api/v1{path}", "{}", content_type="application/json")
    assert problem(answer) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("method", "path"), PATHS[1:])
def test_a_token_opens_only_what_its_scopes_name(method: str, path: str, ada: Agent) -> None:
    answer = program_of(ada, "reports:read").send(method, path, {})
    assert problem(answer) == (403, "scope-missing")


@pytest.mark.parametrize(("method", "path"), [path for path in PATHS if path[0] != "GET"])
def test_a_viewer_reads_only(method: str, path: str) -> None:
    viewer = makers.agent("Vera Nunes", role=Role.VIEWER)
    assert problem(program_of(viewer).send(method, path, {})) == (403, "role-missing")


@pytest.mark.parametrize("path", ["/deliveries", "/deliveries/1/body"])
def test_raw_deliveries_are_for_head_and_administrator(path: str, ada_s: Program) -> None:
    assert problem(ada_s.get(path)) == (403, "role-missing")


def test_a_revoked_token_opens_nothing(ada_s: Program) -> None:
    assert ada_s.get("/me").status_code == 200
    issuing.revoke(Token.objects.get(), by=HOUSE)
    assert problem(ada_s.get("/me")) == (401, "unauthorized")


def test_me_is_the_agent_behind_the_token(ada: Agent) -> None:
    told = program_of(ada, "cases:read").get("/me").json()
    assert told == {
        "id": str(ada.pk),
        "name": "Ada Fuentes",
        "email": "ada@hilandera.example",
        "role": "agent",
        "language": None,
        "teams": ["support"],
        "available": True,
        "scopes": ["cases:read"],
    }


def test_what_an_outsider_asks_for_does_not_exist(dmitri: Customer, outsider_s: Program) -> None:
    message = dmitri.writes("Any news about my lamp?")
    thread, number = message.thread_id, dmitri.case.pk
    answers = [
        outsider_s.get(f"/threads/{thread}/messages"),
        outsider_s.post(f"/threads/{thread}/messages", {"text": "Hello"}),
        outsider_s.get(f"/cases/{number}"),
        outsider_s.get(f"/cases/{number}/timeline"),
        outsider_s.send("PATCH", f"/cases/{number}", {"assignee": None}),
        outsider_s.send("PUT", f"/cases/{number}/resolution", {"reason": "Done"}),
        outsider_s.send("DELETE", f"/cases/{number}/resolution"),
    ]
    assert {problem(answer) for answer in answers} == {(404, "not-found")}
    assert (outsider_s.get("/threads").json()["items"], outsider_s.get("/cases").json()["items"]) == ([], [])


def test_calls_are_counted_and_too_many_are_told_when_to_go_on(ada: Agent, settings: pytest.FixtureRequest) -> None:
    settings.API_CALLS_A_MINUTE = 2  # type: ignore[attr-defined]
    mine, another = program_of(ada), program_of(ada)
    assert [mine.get("/me").status_code for _ in range(2)] == [200, 200]
    refused = mine.get("/me")
    assert problem(refused) == (429, "too-many-calls")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert another.get("/me").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/nothing", (404, "not-found")),
        ("GET", "/me/", (404, "not-found")),
        ("GET", "/", (404, "not-found")),
        ("DELETE", "/me", (405, "method-not-allowed")),
        ("POST", "/cases/1", (405, "method-not-allowed")),
    ],
)
def test_wrong_doors_are_problems_too(method: str, path: str, expected: tuple[int, str], ada_s: Program) -> None:
    answer = ada_s.send(method, path)
    assert problem(answer) == expected
    assert (expected[0] == 405) == ("Allow" in answer.headers)


def test_a_call_shows_that_the_agent_is_here(ada: Agent) -> None:
    Agent.objects.update(seen_at=None)
    program_of(ada).get("/me")
    assert Agent.objects.get(pk=ada.pk).seen_at is not None


def test_problems_speak_the_agent_s_language(ada: Agent) -> None:
    Agent.objects.update(language="es")
    answer = program_of(ada).get("/cases/0")
    assert problem(answer) == (404, "not-found")
