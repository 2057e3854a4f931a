"""Who may come to a page, by which method, and what is said to those who may not."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.cases.access import NotVisible
from recado.desk.journal.telling import Objected
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering

type View = Callable[..., HttpResponseBase]


def inside(*methods: str) -> Callable[[View], View]:
    """For agents only: the view is given the agent after the request."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not isinstance(request.user, Agent):
                return _to_the_door(request)
            if request.method not in (*methods, "HEAD" if "GET" in methods else ""):
                return HttpResponseNotAllowed(methods)
            answer = _answered(view, request, request.user, *args, **kwargs)
            # Who comes to this browser after him shall find nothing of it, not even by going back.
            answer.headers.setdefault("Cache-Control", "private, no-store")
            return answer

        return guarded

    return guard


def writing(view: View) -> View:
    """For those whose role lets them write."""

    @wraps(view)
    def guarded(request: HttpRequest, agent: Agent, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") and not agent.may_write:
            return answering.refused(request, _("Your role lets you read along, but not write."), status=403)
        return view(request, agent, *args, **kwargs)

    return guarded


def _answered(view: View, request: HttpRequest, agent: Agent, *args: object, **kwargs: object) -> HttpResponseBase:
    """What the agent may not see does not exist; what a verb objects to is said in a toast."""
    access.acquaint(agent)
    try:
        return view(request, agent, *args, **kwargs)
    except NotVisible as hidden:
        raise Http404 from hidden
    except Objected as objected:
        return answering.refused(request, str(objected))


def _to_the_door(request: HttpRequest) -> HttpResponse:
    """A page is sent to the log-in; a fragment tells the browser to go there with the whole page."""
    if "HX-Request" in request.headers:
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = settings.LOGIN_URL
        return answer
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
