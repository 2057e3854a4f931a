"""Who may be the same person twice? Pairs with their reason, to be merged or told apart."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.people import suspecting
from recado.desk.staff.models import Agent
from recado.doors.web import framing
from recado.doors.web.pages import answering
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import merges, organisations


@inside("GET")
def duplicates(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The pairs of the whole house; organisations of the same name below."""
    framing.remember_place(request)
    twins = [(one, other, organisations.face(one)) for one, other in suspecting.organisations()]
    context = {
        "here": "people",
        "tab": "duplicates",
        "pairs": merges.pairs(suspecting.all_()),
        "twins": twins,
        "list_template": "web/people/duplicates.html",
    }
    return render(request, "web/people/page.html", context)


@inside("PUT", "DELETE")
@writing
def distinction(request: HttpRequest, agent: Agent, number: int, other: int) -> HttpResponse:
    """These two are not the same; or that is taken back."""
    one, two = access.fetch_person(agent, number), access.fetch_person(agent, other)
    if request.method == "DELETE":
        suspecting.suspect_again(one.pk, two.pk)
        return HttpResponse(headers={"HX-Refresh": "true"})
    suspecting.dismiss(one, two, by=agent.actor)
    toast = answering.toast(
        request,
        _("You are not asked again whether these two are the same."),
        undo=reverse("distinction", args=[one.pk, two.pk]),
    )
    return HttpResponse(toast)
