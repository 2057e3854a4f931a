"""The API as a whole: all its rooms, and how each refusal is told."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser

from recado.desk.cases.access import NotVisible
from recado.desk.journal.telling import Objected
from recado.doors.api import (
    actions,
    attachments,
    cases,
    channels,
    deliveries,
    events,
    fates,
    groups,
    me,
    organisations,
    people,
    problems,
    threads,
    timeline,
)
from recado.doors.api.problems import Problem

ABOUT = (
    "The desk for programs. Errors are problems of RFC 9457; lists have `limit` and `cursor`; "
    "writes take `Idempotency-Key`."
)


class Reader(Parser):
    """Reads a body strictly as JSON in UTF-8; an empty query parameter asks for nothing."""

    def parse_querydict(
        self, data: MultiValueDict[str, str], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        given = super().parse_querydict(data, list_fields, request)
        return {name: value for name, value in given.items() if value != ""}

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            whole = json.loads(request.body.decode())
        except (ValueError, RecursionError) as wrong:
            raise Problem(400, "unreadable", _("The body is not JSON: %(why)s") % {"why": wrong}) from wrong
        if not isinstance(whole, dict):
            raise Problem(400, "unreadable", _("The body is JSON, but not an object."))
        return whole


class Api(NinjaAPI):
    """Operations are called what their functions are called."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Api(title="Recado", version="1", description=ABOUT, openapi_url=None, docs_url=None, parser=Reader())
ROOMS = (
    me, channels, threads, attachments, cases, actions, fates, groups, timeline, people, organisations, deliveries,
    events,
)  # fmt: skip
for room in ROOMS:
    api.add_router("", room.router)


@api.exception_handler(Problem)
def _told(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problems.respond(problem)


@api.exception_handler(NotVisible)
def _missing(request: HttpRequest, wrong: NotVisible) -> HttpResponse:
    return problems.respond(problems.not_found())


@api.exception_handler(Objected)
def _objected(request: HttpRequest, refusal: Objected) -> HttpResponse:
    return problems.respond(problems.objected(refusal))


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    kind = {400: "unreadable", 401: "unauthorized", 403: "forbidden"}.get(error.status_code, "refused")
    if isinstance(error.__cause__, Problem):
        return problems.respond(error.__cause__)
    return problems.respond(Problem(error.status_code, kind, str(error)))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    return problems.respond(problems.invalid({_field(error["loc"]): error["msg"] for error in wrong.errors}))


def _field(place: tuple[Any, ...]) -> str:
    """The field as the program named it: without where it stood, and in a body without the name of its shape."""
    source, *names = place
    inner = names[1:] if source == "body" and len(names) > 1 else names
    return ".".join(str(name) for name in inner) or str(source)
