"""Take a reply back while it is still in the house."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from recado.desk.cases import access
from recado.desk.conversations import recalling
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, showing
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import wholes


@inside("DELETE")
@writing
@transaction.atomic
def departure(request: HttpRequest, agent: Agent, message: int) -> HttpResponse:
    """It does not leave; its words stand in the composer again."""
    found = access.fetch_message(agent, message)
    thread = found.thread
    recalling.recall(found, by=agent)
    shown = wholes.wholes(agent).filter(thread=thread)
    case = shown.filter(pk=answering.open_case(request) or 0).first()
    if case is None:
        return HttpResponse(status=204)
    if case.thread is None:
        raise Http404
    context = {**showing.listed_view(request, agent), **showing.opened(request, agent, case)}
    return render(request, "web/inbox/news.html", {**context, "anew": True, "focus": True})
