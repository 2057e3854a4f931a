"""Colleagues over a case: who could take it, who follows it, who is named, who is there right now."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from recado.desk.cases import access, attending, following, mentioning
from recado.desk.cases.models import Doing
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, cases
from recado.doors.web.pages.guarding import inside
from recado.doors.web.sight import attendants, circles, names

LONGEST = 40


@inside("GET")
def takers(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """To whom the case can be given."""
    found = access.fetch(agent, number)
    known = {"colleagues": circles.colleagues(agent, found), "other_teams": circles.other_teams(found)}
    return render(request, "web/talk/assign.html", {"agent": agent, "case": found, **known})


@inside("GET")
def nameable(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Whom a note can name."""
    return JsonResponse({"names": names.offered(agent)})


@inside("PUT", "DELETE")
@transaction.atomic
def followed(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Follow the case, or let it go; reading is enough for that."""
    found = access.fetch(agent, number)
    if request.method == "PUT":
        following.follow(found, agent, by=agent.actor)
        return cases.refreshed(request, agent, found, toast=_("You follow case %(number)s.") % {"number": number})
    following.unfollow(found, agent, by=agent.actor)
    said = _("You no longer follow case %(number)s.") % {"number": number}
    return cases.refreshed(request, agent, found, toast=said)


@inside("PUT")
def mentions(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The notes that name the agent were looked at."""
    mentioning.see(access.fetch(agent, number), agent=agent)
    return HttpResponse(status=204)


@inside("PUT", "DELETE")
def attention(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """A tab says what is done at the case and hears who else is there; or it leaves."""
    found = access.fetch(agent, number)
    said = answering.said(request)
    tab, doing = said.get("tab", "")[:LONGEST], said.get("doing", "")
    if request.method == "DELETE":
        attending.leave(found, agent, tab=tab)
        return HttpResponse(status=204)
    if doing not in Doing.values or not tab:
        return HttpResponseBadRequest()
    return JsonResponse(attendants.shown(attending.attend(found, agent, Doing(doing), tab=tab)))
