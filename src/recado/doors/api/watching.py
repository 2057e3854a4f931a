"""Does this process live, is it ready, and what does it measure? For supervisors, balancers and Prometheus."""

import logging
from functools import cache
from ipaddress import ip_address

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from recado.desk.staff import identifying
from recado.doors.api import measuring, problems
from recado.doors.api.problems import Problem

log = logging.getLogger(__name__)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers, its tables are up to date and the queue of jobs is there; else 503 and which is not."""
    try:
        wrong = _not_ready()
    except DatabaseError as error:
        log.warning("not ready: %s", error)  # here alone: it names places and users of this machine
        wrong = {"database": "it does not answer"}
    if wrong:
        detail = "; ".join(f"{name}: {why}" for name, why in wrong.items())
        return problems.respond(Problem(503, "not-ready", detail, headers={"Retry-After": "5"}))
    return JsonResponse({"database": "ok", "migrations": "ok", "jobs": "ok"})


@require_safe
def metrics(request: HttpRequest) -> HttpResponseBase:
    """Prometheus text, for this machine or for whoever bears a token of head or administrator."""
    if not (_is_local(request) or _may_know(request)):
        return problems.respond(
            Problem(403, "forbidden", "Metrics are for this machine, or for an administrator's token.")
        )
    body, kind = measuring.exposition()
    return HttpResponse(body, content_type=kind)


def _not_ready() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")
        row = cursor.fetchone()
    missing = _missing()
    wrong = {"migrations": f"{len(missing)} to be applied, run `recado migrate`"} if missing else {}
    return wrong | ({} if row and row[0] else {"jobs": "their tables are missing, run `recado migrate`"})


def _missing() -> list[str]:
    """Once nothing is missing, nothing will be: a process does not grow older than its tables."""
    return [] if _all_there.cache_info().currsize and _all_there() else _look()


@cache
def _all_there() -> bool:
    return True


def _look() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        _all_there()
    return [migration.name for migration, _ in plan]


def _may_know(request: HttpRequest) -> bool:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    token = identifying.identify(secret.strip()) if kind.lower() == "bearer" else None
    return token is not None and token.agent.sees_all and (not token.scopes or "reports:read" in token.scopes)


def _is_local(request: HttpRequest) -> bool:
    """Whether every hop is this machine: a proxy here that speaks for others is not enough."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    try:
        return all(ip_address(hop).is_loopback for hop in [*hops, request.META.get("REMOTE_ADDR") or "127.0.0.1"])
    except ValueError:
        return False
