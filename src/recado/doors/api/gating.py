"""What does every call pass on its way: who calls, how often, in which language, and was it said before?"""

import logging
from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, RawPostDataException, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase, HttpResponseNotAllowed
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from recado.desk.core.time import now
from recado.desk.staff import appearing, identifying, pacing
from recado.desk.staff.models import Token
from recado.doors.api import describing, problems, repeating
from recado.doors.api.problems import Problem

CALLS_A_MINUTE = 3000
LARGEST_JSON = 1024 * 1024  # bytes

type View = Callable[..., HttpResponseBase]

log = logging.getLogger(__name__)


def gated(view: View) -> View:
    """The view behind the gate: whatever happens, a program gets JSON or a problem."""

    @csrf_exempt
    @wraps(view)
    def entered(request: HttpRequest, **place: Any) -> HttpResponseBase:
        try:
            return _entered(view, request, place)
        except Problem as problem:
            return problems.respond(problem)
        except RequestDataTooBig:
            return problems.respond(Problem(413, "too-large", _("This is more than one call may carry.")))
        except (SuspiciousOperation, MultiPartParserError, RawPostDataException, UnreadablePostError) as wrong:
            return problems.respond(Problem(400, "unreadable", str(wrong)))
        except Exception:
            log.exception("%s %s failed", request.method, request.path)
            return problems.respond(problems.unexpected())

    return entered


def _entered(view: View, request: HttpRequest, place: dict[str, Any]) -> HttpResponseBase:
    token = _identified(request)
    with translation.override(token.agent.language if token and token.agent.language else translation.get_language()):
        _refuse_what_cannot_be_meant(request)
        if token:
            _pace(token)
            appearing.note(token.agent)
        response = repeating.once(request, token, lambda: _answered(view, request, place))
    response["Cache-Control"] = "no-store"
    return response


def _identified(request: HttpRequest) -> Token | None:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    token = identifying.identify(secret.strip()) if kind.lower() == "bearer" else None
    request.token = token  # type: ignore[attr-defined]
    return token


def _refuse_what_cannot_be_meant(request: HttpRequest) -> None:
    if "\x00" in request.path:
        raise problems.not_found()
    wrong = {name: _("NUL cannot be in a text.") for name, value in request.GET.items() if "\x00" in f"{name}{value}"}
    wrong |= {name: _("This may be asked once.") for name, values in request.GET.lists() if len(values) > 1}
    known = describing.queries(request)
    if known is not None:
        wrong |= {name: _("There is no such parameter.") for name in request.GET if name not in known}
    if wrong:
        raise problems.invalid({name.replace("\x00", "␀"): reason for name, reason in wrong.items()})
    length = request.headers.get("Content-Length", "")
    if request.content_type != "multipart/form-data" and length.isdigit() and int(length) > LARGEST_JSON:
        raise RequestDataTooBig


def _pace(token: Token) -> None:
    at = now()
    pace = pacing.count(token.pk, at)
    most = getattr(settings, "API_CALLS_A_MINUTE", CALLS_A_MINUTE)
    if pace.calls > most:
        wait = max(1, ceil((pace.ends_at - at).total_seconds()))
        said = _("A token may make %(most)s calls a minute; go on in %(wait)s s.") % {"most": most, "wait": wait}
        raise Problem(429, "too-many-calls", said, headers={"Retry-After": str(wait)})


def _answered(view: View, request: HttpRequest, place: dict[str, Any]) -> HttpResponseBase:
    response = view(request, **place)
    if isinstance(response, HttpResponseNotAllowed):
        said = _("%(method)s does nothing here.") % {"method": request.method}
        return problems.respond(Problem(405, "method-not-allowed", said, headers={"Allow": response["Allow"]}))
    return response
