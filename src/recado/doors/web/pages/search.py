"""Search: one field for people, organisations, cases and messages, and what was found, as one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recado.desk.staff.models import Agent
from recado.doors.web import framing
from recado.doors.web.pages import answering
from recado.doors.web.pages.guarding import inside
from recado.doors.web.sight import hunting


@inside("GET")
def search(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The page; what was found, as a fragment; or with a cursor the next page of one room."""
    framing.remember_place(request)
    asked = answering.said(request)
    context = {"here": "inbox", "hunt": hunting.Hunt(agent, asked)}
    if not answering.wants_fragment(request):
        return render(request, "web/inbox/page.html", context)
    return render(request, "web/search/more.html" if "cursor" in asked else "web/search/found.html", context)
