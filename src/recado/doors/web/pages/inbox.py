"""The inbox: a list of cases by view, and beside it the one that is open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recado.desk.staff import preferring
from recado.desk.staff.models import Agent
from recado.doors.web import framing
from recado.doors.web.pages import answering, showing
from recado.doors.web.pages.guarding import inside
from recado.doors.web.sight import views


@inside("GET")
def inbox(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The list, with nothing open beside it."""
    framing.remember_place(request)
    return render(request, "web/inbox/page.html", {"here": "inbox", **showing.listed(request, agent)})


@inside("GET")
def rows(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Those pages of the list that the browser shows, as they are now."""
    context = showing.listed(request, agent, open_number=answering.open_case(request))
    return render(request, "web/inbox/fresh_rows.html", context)


@inside("PUT")
def order(request: HttpRequest, agent: Agent) -> HttpResponse:
    """How the agent likes his lists: what is due first, or the newest words."""
    preferring.prefer(agent, views.PREFERRED, answering.said(request).get("order", ""))
    context = showing.listed(request, agent, open_number=answering.open_case(request))
    return render(request, "web/inbox/rows.html", context)
