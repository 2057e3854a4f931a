"""Take a reply back while it is still in the house."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.cases.models import Case, Filing
from recado.desk.conversations import recalling
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, bringing, showing
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import wholes


@inside("DELETE")
@writing
@transaction.atomic
def departure(request: HttpRequest, agent: Agent, message: int) -> HttpResponse:
    """It does not leave; its words stand in the composer again."""
    found = access.fetch_message(agent, message)
    thread = found.thread
    lay_in = Filing.objects.filter(message=found).values_list("case", flat=True).first()
    recalling.recall(found, by=agent)
    open_ = answering.open_case(request)
    case = wholes.whole(agent, open_ or 0, of=thread)
    if case is not None:
        context = {**showing.listed_view(request, agent), **showing.opened(request, agent, case)}
        return render(request, "web/inbox/news.html", {**context, "anew": True, "focus": True})
    return _elsewhere(request, agent, wholes.whole(agent, lay_in or 0, of=thread))


def _elsewhere(request: HttpRequest, agent: Agent, case: Case | None) -> HttpResponse:
    """Something else stands open by now: the case comes back with its words, on a page without a place for it anew."""
    if case is None:
        return HttpResponse(status=204)
    told = _("Your reply is a draft again.")
    if answering.stands_beside_list(request):
        return bringing.brought(request, agent, case, toast=told, focus=True)
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = reverse("case", args=[case.pk])
    return answer
