"""The labels of a case: the menu that offers them, and each one put on or taken off."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access, labelling
from recado.desk.cases.models import Case, Label
from recado.desk.staff.models import Agent
from recado.doors.web.pages import cases
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import circles


@inside("GET")
def labels(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """What the menu offers."""
    return render(request, "web/talk/labels.html", _offered(agent, access.fetch(agent, number)))


@inside("PUT", "DELETE")
@writing
@transaction.atomic
def label(request: HttpRequest, agent: Agent, number: int, label: int) -> HttpResponse:
    """Put it on or take it off; the toast offers the opposite."""
    found = access.fetch(agent, number)
    named = Label.objects.filter(pk=label).first()
    if named is None:
        raise Http404
    before: dict[str, object] | None = None
    if request.method == "PUT":
        labelling.add(found, named, by=agent.actor)
        said = _("Label %(label)s added.") % {"label": named.name}
    else:
        labelling.remove(found, named, by=agent.actor)
        said, before = _("Label %(label)s removed.") % {"label": named.name}, {}
    address = reverse("label", args=(number, label))
    answer = cases.undoable(request, cases.refreshed(request, agent, found), said, address, before)
    answer.content += _menu(request, agent, found).encode()
    return answer


def _menu(request: HttpRequest, agent: Agent, found: Case) -> str:
    """The menu may stand open: its list is drawn anew, what is typed above it stays."""
    options = render_to_string("web/talk/labels.html", _offered(agent, found), request)
    return f'<hx-partial hx-target="#label-options" hx-swap="innerMorph">{options}</hx-partial>'


def _offered(agent: Agent, found: Case) -> dict[str, object]:
    return {"agent": agent, "case": found, "choices": circles.choices(found)}
