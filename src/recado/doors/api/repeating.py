"""Was this write sent before? The header `Idempotency-Key` names it; the same key gets the same answer for a day."""

import hashlib
import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from recado.desk.core.time import now
from recado.desk.journal import repeating
from recado.desk.journal.repeating import AnotherWrite, Told
from recado.desk.staff.models import Token
from recado.doors.api.problems import Problem, invalid

HEADER = "Idempotency-Key"
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
LONGEST_KEY = 255


def once(request: HttpRequest, token: Token | None, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of `act`, or the one it gave when this write was first sent with this key."""
    key = request.headers.get(HEADER)
    if key is None or token is None or request.method not in WRITES:
        return act()
    if not 0 < len(key) <= LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise invalid({HEADER: _("A key has 1 to %(most)s printable ASCII characters.") % {"most": LONGEST_KEY}})
    try:
        told = repeating.once(token.pk, key, _digest(request), lambda: _told(act()), at=now())
    except AnotherWrite as another:
        said = _("This key was used for another write within the last 24 hours.")
        raise Problem(409, "idempotency-key-reused", said) from another
    return _response(told)


def _digest(request: HttpRequest) -> str:
    """The same for the same write; a form is its parts, since the boundary between them changes at each sending."""
    whole = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode("utf-8", "replace"))
    if request.content_type == "multipart/form-data":
        for name in sorted(request.FILES):
            for file in request.FILES.getlist(name):
                inner = hashlib.sha256(b"".join(file.chunks())).hexdigest()
                file.seek(0)
                whole.update(f"{name}\n{file.name}\n{file.content_type}\n{inner}\n".encode("utf-8", "replace"))
        whole.update(request.POST.urlencode().encode())
    else:
        whole.update(request.body)
    return whole.hexdigest()


def _told(response: HttpResponseBase) -> Told:
    assert isinstance(response, HttpResponse)
    return Told(response.status_code, json.loads(response.content) if response.content else None)


def _response(told: Told) -> HttpResponse:
    if told.body is None:
        return HttpResponse(status=told.status)
    kind = "application/json; charset=utf-8" if told.status < 400 else "application/problem+json"
    return HttpResponse(json.dumps(told.body), status=told.status, content_type=kind)
