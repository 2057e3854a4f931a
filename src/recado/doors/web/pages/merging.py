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
from recado.doors.web.sight import merges, organisations, people


@inside("GET", "PUT", "DELETE")
@writing
def person(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The dialogue; PUT lets this person live on in another, DELETE makes two of them again."""
    if request.method == "DELETE":
        gone = _plain(access.people(agent), number)
        return _undone(request, agent, gone, "person")
    this = access.fetch_person(agent, number)
    other = _other(request)
    if request.method == "PUT":
        into = access.fetch_person(agent, other or 0)
        weighing.allow(agent, this, into)
        merging.merge(this, into, by=agent.actor)
        said = _("%(gone)s lives on in %(into)s.") % {"gone": _called(this), "into": _called(into)}
        return _gone_to(request, reverse("person", args=[into.pk]), said, reverse("person_merge", args=[this.pk]))
    choices = f"{reverse('person_choices')}?but={this.pk}"
    context: dict[str, Any] = {"this": this, "this_called": _called(this), "kind": "person", "choices_url": choices}
    if other:
        context |= _previewed(this, access.fetch_person(agent, other), "keep" in request.GET)
    return render(request, "web/people/merge.html", context)


@inside("GET", "PUT", "DELETE")
@writing
def organisation(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The same for organisations."""
    if request.method == "DELETE":
        gone = _plain(access.organisations(agent), number)
        return _undone(request, agent, gone, "organisation")
    this = access.fetch_organisation(agent, number)
    other = _other(request)
    if request.method == "PUT":
        into = access.fetch_organisation(agent, other or 0)
        merging.merge_organisations(this, into, by=agent.actor)
        said = _("%(gone)s lives on in %(into)s.") % {"gone": this.name, "into": into.name}
        undo = reverse("organisation_merge", args=[this.pk])
        return _gone_to(request, reverse("organisation", args=[into.pk]), said, undo)
    choices = f"{reverse('organisation_choices')}?make=no&but={this.pk}"
    context: dict[str, Any] = {"this": this, "this_called": this.name, "kind": "organisation", "choices_url": choices}
    if other:
        context |= _previewed_organisations(this, access.fetch_organisation(agent, other), "keep" in request.GET)
    return render(request, "web/people/merge.html", context)


def _previewed(this: Person, other: Person, keeps_this: bool) -> dict[str, Any]:
    """The one whose page it is goes, unless it is said that he stays. Raises Objected."""
    gone, into = (other, this) if keeps_this else (this, other)
    return {
        "other": other,
        "other_called": _called(other),
        "gone": gone,
        "into": into,
        "gone_face": people.face(gone, list(gone.addresses.all())),
        "into_face": people.face(into, list(into.addresses.all())),
        "lines": merges.lines(merging.preview(gone, into)),
        "goes": weighing.weigh(gone, into),
        "keeps_this": keeps_this,
        "merge_url": reverse("person_merge", args=[gone.pk]),
    }


def _previewed_organisations(this: Organisation, other: Organisation, keeps_this: bool) -> dict[str, Any]:
    gone, into = (other, this) if keeps_this else (this, other)
    return {
        "other": other,
        "other_called": other.name,
        "gone": gone,
        "into": into,
        "gone_face": organisations.face(gone),
        "into_face": organisations.face(into),
        "lines": merges.lines_of_organisations(gone, into),
        "keeps_this": keeps_this,
        "merge_url": reverse("organisation_merge", args=[gone.pk]),
    }


def _undone(request: HttpRequest, agent: Agent, gone: Person | Organisation, page: str) -> HttpResponse:
    merge = merging.standing(gone)
    if merge is None:
        raise access.NotVisible
    merging.undo(merge, by=agent.actor)
    return _gone_to(request, reverse(page, args=[gone.pk]), _("They are two again."))


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


def _called(person: Person) -> str:
    return people.face(person, list(person.addresses.all())).name


def _gone_to(request: HttpRequest, there: str, said: str, undo: str = "") -> HttpResponse:
    """The browser goes to the page of who stays; a toast there says it and offers to undo."""
    messages.success(request, said, extra_tags=undo)
    return HttpResponse(headers={"HX-Redirect": there})
