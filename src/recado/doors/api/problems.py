"""How is a program told that something went wrong? As a problem of RFC 9457, always."""

from collections.abc import Mapping
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext as _

from recado.desk.journal.telling import Objected

TITLES = {
    400: "Unreadable",
    401: "Who are you?",
    403: "Not allowed",
    404: "Not found",
    405: "Not this way",
    409: "Not now",
    413: "Too large",
    422: "Not valid",
    429: "Too many calls",
    500: "Our mistake",
    503: "Not ready",
}


class Problem(Exception):
    """`type` is a word for programs, `detail` a sentence for persons, `more` further members, all JSON."""

    def __init__(
        self, status: int, type_: str, detail: str = "", *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(f"{type_}: {detail}")
        self.status, self.type, self.detail, self.more = status, type_, detail, more
        self.headers = dict(headers or {})


def respond(problem: Problem) -> JsonResponse:
    """The problem as an answer."""
    told = {"type": problem.type, "title": TITLES.get(problem.status, ""), "status": problem.status}
    told |= ({"detail": problem.detail} if problem.detail else {}) | problem.more
    response = JsonResponse(told, status=problem.status, content_type="application/problem+json")
    for name, value in problem.headers.items():
        response[name] = value
    return response


def not_found() -> Problem:
    """What is not there, or is not for this agent to see: the same words for both."""
    return Problem(404, "not-found", _("There is nothing here, or nothing for you to see."))


def invalid(fields: Mapping[str, str]) -> Problem:
    """Input that can be read but makes no sense, each field with its reason."""
    detail = " ".join(f"{name}: {reason}" for name, reason in fields.items())
    return Problem(422, "invalid", detail, fields=dict(fields))


def objected(refusal: Objected) -> Problem:
    """A verb of the desk said no: the first objection names the type, all are told."""
    problem = Problem(409, refusal.objections[0].code, str(refusal))
    if missing := [name for objection in refusal.objections for name in objection.missing]:
        problem.more["missing"] = missing
    return problem


def unexpected() -> Problem:
    """Something of ours broke; the log knows what."""
    return Problem(500, "internal", _("Something went wrong on our side; it has been written down."))
