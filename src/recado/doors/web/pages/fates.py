"""A case becomes part of another, or is deleted: look first, do it, undo it; and what stands at its number then."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access, deleting, foreseeing, merging, receiving_cases
from recado.desk.cases.models import Case
from recado.desk.staff.models import Agent
from recado.doors.web import framing
from recado.doors.web.pages import answering, bringing, showing
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import faces, fates, wholes


@inside("GET", "PUT", "DELETE")
@writing
@transaction.atomic
def merge(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The dialogue; PUT lets this case become part of another, DELETE takes it out again."""
    this, other = access.fetch(agent, number), _other(request)
    if request.method == "DELETE":
        return _parted(request, agent, this)
    if request.method == "GET":
        return _dialogue(request, agent, this, access.fetch(agent, other) if other else None)
    made = merging.merge(this, access.fetch(agent, other or 0), by=agent.actor)
    told = _("Case %(gone)s is part of case %(into)s now.") % {"gone": number, "into": made.into_id}
    undo = reverse("case_merge", args=[number])
    return bringing.brought(request, agent, showing.read(agent, made.into_id), toast=told, undo_at=undo)


@inside("GET")
def choices(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Cases that are found by what was typed, but for the one that asks."""
    said = answering.said(request)
    but = said.get("but", "")
    found = fates.choices(agent, said.get("q", ""), int(but) if but.isdecimal() and len(but) < 19 else 0)
    return render(request, "web/people/options.html", {"options": [_option(case) for case in found]})


@inside("GET", "PUT", "DELETE")
@writing
@transaction.atomic
def deletion(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The dialogue; PUT deletes the case, DELETE brings it back."""
    if request.method == "DELETE":
        return _restored(request, agent, number)
    found = access.fetch(agent, number)
    if request.method == "GET":
        context = {**showing.listed_view(request, agent), "case": found}
        return render(request, "web/talk/delete.html", {**context, "may_delete": deleting.may(agent)})
    deleting.delete(found, by=agent.actor, reason=answering.said(request).get("reason", ""))
    told, undo = _("Case %(number)s is deleted.") % {"number": number}, reverse("case_deletion", args=[number])
    return meanwhile(request, agent, number, toast=told, undo_at=undo)


def has_gone(agent: Agent, case: Case) -> bool:
    """Whether its words stand in another case that the agent sees."""
    ends = receiving_cases.survivors([case.pk]) if wholes.is_part_of(case) else {}
    return bool(ends) and access.visible(agent).filter(pk__in=ends.values()).exists()


def elsewhere(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """What stands at the number of a case that is no more: the one that it is part of, or that it was deleted.

    Raises NotVisible.
    """
    if access.deleted(agent).filter(pk=number).exists():
        return _deleted(request, agent, number)
    into = foreseeing.leads_to(agent, number)
    if answering.wants_fragment(request):
        context = {**showing.listed_view(request, agent), **showing.opened(request, agent, into, came_from=number)}
        answer = render(request, "web/inbox/work.html", context)
        answer["HX-Push-Url"] = f"{reverse('case', args=[into.pk])}?from={number}"
        return answer
    asked = request.GET.copy()
    asked["from"] = str(number)
    return HttpResponseRedirect(f"{reverse('case', args=[into.pk])}?{asked.urlencode()}")


def meanwhile(request: HttpRequest, agent: Agent, number: int, **words: Any) -> HttpResponse:
    """What takes the place of a case that was deleted while it stood open. Raises NotVisible."""
    context = {"gone": fates.deleted(agent, number), **words}
    return render(request, "web/inbox/brought.html", {**showing.listed_view(request, agent), **context})


def _deleted(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The page of a deleted case, with the list beside it where it does not stand already."""
    context: dict[str, Any] = {"here": "inbox", "gone": fates.deleted(agent, number), "open_number": number}
    if answering.wants_fragment(request):
        return render(request, "web/inbox/work.html", {**showing.listed_view(request, agent), **context})
    framing.remember_place(request)
    listed = showing.listed(request, agent, open_number=number)
    return render(request, "web/inbox/page.html", {**listed, **context})


def _restored(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Twice is once."""
    standing = deleting.standing(access.fetch_deleted(agent, number))
    if standing:
        deleting.undo(standing, by=agent.actor)
    told = _("Case %(number)s is here again.") % {"number": number}
    return bringing.brought(request, agent, showing.read(agent, number), toast=told)


def _parted(request: HttpRequest, agent: Agent, this: Case) -> HttpResponse:
    """Only who sees both takes them apart."""
    standing = merging.standing(this)
    if standing is None:
        raise access.NotVisible
    access.fetch(agent, standing.into_id)
    merging.undo(standing, by=agent.actor)
    told = _("Case %(number)s stands for itself again.") % {"number": this.pk}
    return bringing.brought(request, agent, showing.read(agent, this.pk), toast=told)


def _dialogue(request: HttpRequest, agent: Agent, this: Case, other: Case | None) -> HttpResponse:
    """The one whose page it is goes, unless it is said that it stays."""
    context = showing.listed_view(request, agent)
    context |= {"this": this, "other": other, "choices_url": f"{reverse('case_choices')}?but={this.pk}"}
    if other is None:
        return render(request, "web/talk/merge.html", {**context, "likely": fates.likely(agent, this)})
    keeps_this = "keep" in request.GET
    gone, into = (other, this) if keeps_this else (this, other)
    preview = foreseeing.foresee(gone, into)
    context |= {"keeps_this": keeps_this, "preview": preview, "lines": list(fates.lines(preview))}
    return render(request, "web/talk/merge.html", {**context, "other_called": fates.about(other)})


def _option(case: Case) -> dict[str, object]:
    face = faces.of_person(case.person, case.thread.reached if case.thread else "")
    return {"key": case.pk, "called": f"{case.pk}, {face.name}", "face": face, "about": fates.about(case)}


def _other(request: HttpRequest) -> int | None:
    said = answering.said(request)
    key = said.get("into") or said.get("with") or ""
    return int(key) if key.isdecimal() and len(key) < 19 else None
