"""Two turn out to be one: choose the other, look at what would become of them, merge, undo."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access, weighing
from recado.desk.people import merging
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import faces, merges, organisations, people

type Party = Person | Organisation


@inside("GET", "PUT", "DELETE")
@writing
def person(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The dialogue; PUT lets this person live on in another, DELETE makes two of them again."""
    if request.method == "DELETE":
        return _undone(request, agent, _plain(access.people(agent), number))
    this, other = access.fetch_person(agent, number), _other(request)
    if request.method == "PUT":
        into = access.fetch_person(agent, other or 0)
        weighing.allow(agent, this, into)
        merging.merge(this, into, by=agent.actor)
        return _united(request, this, into)
    choices = f"{reverse('person_choices')}?but={this.pk}"
    return _dialogue(request, this, access.fetch_person(agent, other) if other else None, choices)


@inside("GET", "PUT", "DELETE")
@writing
def organisation(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The same for organisations."""
    if request.method == "DELETE":
        return _undone(request, agent, _plain(access.organisations(agent), number))
    this, other = access.fetch_organisation(agent, number), _other(request)
    if request.method == "PUT":
        into = access.fetch_organisation(agent, other or 0)
        merging.merge_organisations(this, into, by=agent.actor)
        return _united(request, this, into)
    choices = f"{reverse('organisation_choices')}?make=no&but={this.pk}"
    return _dialogue(request, this, access.fetch_organisation(agent, other) if other else None, choices)


def _dialogue(request: HttpRequest, this: Party, other: Party | None, choices: str) -> HttpResponse:
    context: dict[str, Any] = {"this": this, "this_called": _called(this), "kind": _kind(this), "choices_url": choices}
    if other:
        context |= _previewed(this, other, "keep" in request.GET)
    return render(request, "web/people/merge.html", context)


def _previewed(this: Party, other: Party, keeps_this: bool) -> dict[str, Any]:
    """The one whose page it is goes, unless it is said that he stays. Raises Objected."""
    gone, into = (other, this) if keeps_this else (this, other)
    return {
        "other": other,
        "other_called": _called(other),
        "gone": gone,
        "into": into,
        "gone_face": _face(gone),
        "into_face": _face(into),
        "keeps_this": keeps_this,
        "merge_url": reverse(f"{_kind(gone)}_merge", args=[gone.pk]),
        **_weighed(gone, into),
    }


def _weighed(gone: Party, into: Party) -> dict[str, Any]:
    if isinstance(gone, Person) and isinstance(into, Person):
        return {"lines": merges.lines(merging.preview(gone, into)), "goes": weighing.weigh(gone, into)}
    assert isinstance(gone, Organisation)
    assert isinstance(into, Organisation)
    return {"lines": merges.lines_of_organisations(gone, into)}


def _united(request: HttpRequest, gone: Party, into: Party) -> HttpResponse:
    said = _("%(gone)s lives on in %(into)s.") % {"gone": _called(gone), "into": _called(into)}
    return _gone_to(request, into, said, reverse(f"{_kind(gone)}_merge", args=[gone.pk]))


def _undone(request: HttpRequest, agent: Agent, gone: Party) -> HttpResponse:
    merge = merging.standing(gone)
    if merge is None:
        raise access.NotVisible
    merging.undo(merge, by=agent.actor)
    return _gone_to(request, gone, _("They are two again."))


def _plain[Row: (Person, Organisation)](among: QuerySet[Row], number: int) -> Row:
    """The one of this number itself, though it was merged. Raises NotVisible."""
    found = among.filter(pk=number).first()
    if found is None:
        raise access.NotVisible
    return found


def _other(request: HttpRequest) -> int | None:
    said = answering.said(request)
    key = said.get("into") or said.get("with") or ""
    return int(key) if key.isdecimal() and len(key) < 19 else None


def _kind(one: Party) -> str:
    return "person" if isinstance(one, Person) else "organisation"


def _called(one: Party) -> str:
    return _face(one).name if isinstance(one, Person) else one.name


def _face(one: Party) -> faces.Face:
    return people.face(one, list(one.addresses.all())) if isinstance(one, Person) else organisations.face(one)


def _gone_to(request: HttpRequest, there: Party, said: str, undo: str = "") -> HttpResponse:
    """The browser goes to the page of who stays; a toast there says it and offers to undo."""
    messages.success(request, said, extra_tags=undo)
    return HttpResponse(headers={"HX-Redirect": reverse(_kind(there), args=[there.pk])})
