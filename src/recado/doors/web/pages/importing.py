"""Bring a list of persons or organisations: upload, look, write the valid rows, undo; and take one along."""

from collections.abc import Iterator

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.people import exporting, importing, listing, revoking
from recado.desk.people.imports import Import, ImportState, Misfit
from recado.desk.staff.models import Agent
from recado.doors.web import framing
from recado.doors.web.pages import answering, people
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import imports as sight

SAMPLE, SHOWN = 8, 50


@inside("GET", "POST")
@writing
def imports(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Choose a file, see what was brought before; POST keeps the file and has it read."""
    if request.method == "GET":
        framing.remember_place(request)
        return render(request, "web/people/imports.html", {"here": "people", "past": sight.past()})
    given = request.FILES.get("file")
    if not isinstance(given, UploadedFile):
        return answering.refused(request, _("Choose a file first."))
    brought = importing.bring(given.chunks(), kind=request.POST.get("kind", ""), name=given.name or "", by=agent.actor)
    there = reverse("import", args=[brought.pk])
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": there})
    return HttpResponseRedirect(there)


@inside("GET", "PUT", "DELETE")
@writing
def one(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """How far it is and what it would do; PUT writes the valid rows, DELETE takes them back."""
    found = _found(number)
    if request.method == "PUT":
        found = importing.start(found)
    elif request.method == "DELETE":
        found = revoking.revoke(found, by=agent.actor)
    else:
        framing.remember_place(request)
    [shown] = sight.shown([found])
    misfits = Misfit.objects.filter(source=found).order_by("row", "pk")
    context = {
        "here": "people",
        "row": found,
        "shown": shown,
        "misfits": [(one, shown.ours(one.column)) for one in misfits[:SHOWN]],
        "misfit_count": misfits.count(),
        "sample": _sample(found),
    }
    part = answering.wants_fragment(request) or request.method != "GET"
    return render(request, "web/people/import_part.html" if part else "web/people/import.html", context)


@inside("GET")
def misfits(request: HttpRequest, agent: Agent, number: int) -> HttpResponseBase:
    """The rows that do not fit, with what is wrong, as a list to mend and hand back."""
    found = _found(number)
    return _as_file(exporting.misfits(found), f"recado-import-{found.pk}.csv")


@inside("GET")
def export(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """Those whom the filter shows, as a list that changes nothing when it comes back."""
    asked = listing.Filters(q=answering.said(request).get("q", "").strip())
    if request.GET.get("kind") == "organisations":
        chosen = listing.chosen_organisations(access.organisations(agent), asked)
        return _as_file(exporting.organisations(chosen), "recado-organisations.csv")
    chosen_persons = listing.chosen_persons(access.people(agent), asked)
    if people.ADDRESS.search(asked.q):
        shown = [one.pk for one in people.found(agent, asked).rows]
        chosen_persons = access.people(agent).filter(pk__in=shown)
    return _as_file(exporting.persons(chosen_persons), "recado-persons.csv")


def _sample(found: Import) -> list[tuple[int, list[str]]]:
    """The first rows as they stand in the file."""
    if found.state != ImportState.READ:
        return []
    return [(plan.parsed.row, plan.parsed.cells) for plan in importing.sample(found, SAMPLE)]


def _found(number: int) -> Import:
    found = Import.objects.select_related("blob").filter(pk=number).first()
    if found is None:
        raise access.NotVisible
    return found


def _as_file(pieces: Iterator[bytes], name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
