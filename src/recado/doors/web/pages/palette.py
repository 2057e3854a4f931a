"""The palette: every command by its name, and persons, organisations and cases by name or number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recado.desk.cases import access, searching
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering
from recado.doors.web.pages.guarding import inside
from recado.doors.web.sight import commands, faces, people

ROOMS = {"cases": 5, "people": 5, "organisations": 3}


@inside("GET")
def palette(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The commands that fit the case that is open; with `q`, what is called so."""
    if "q" in request.GET:
        return render(request, "web/palette/found.html", found(agent, str(answering.said(request)["q"])))
    number = answering.open_case(request)
    case = access.visible(agent).filter(pk=number).first() if number else None
    return render(request, "web/palette/commands.html", {"groups": commands.groups(agent, case)})


def found(agent: Agent, query: str) -> dict[str, object]:
    """Some of each room, with their faces."""
    hits = searching.gather(agent, query, ROOMS)
    return {
        "cases": [(case, faces.called(case.person)) for case in hits.cases.items],
        "people": people.told_apart(hits.people.items),
        "organisations": hits.organisations.items,
    }
