"""The inbox: a list of cases by view, and beside it the one that is open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recado.desk.staff.models import Agent
from recado.doors.web import framing
from recado.doors.web.pages import answering, showing
from recado.doors.web.pages.guarding import inside


@inside("GET")
def inbox(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The list, with nothing open beside it."""
    framing.remember_place(request)
    return render(request, "web/inbox/page.html", {"here": "inbox", **showing.listed(request, agent)})


@inside("GET")
def rows(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The list as it is now, as far down as it is shown; or, with `before`, its next page."""
    context = showing.listed(request, agent, open_number=answering.open_case(request))
    template = "web/inbox/row_page.html" if "before" in request.GET else "web/inbox/fresh_rows.html"
    return render(request, template, context)
