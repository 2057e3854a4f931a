"""How I like it: one small choice of mine, kept on the desk so that it is the same on all my devices (F14)."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recado.desk.staff import preferring
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering
from recado.doors.web.pages.guarding import inside


@inside("PUT", "DELETE")
def preference(request: HttpRequest, agent: Agent, name: str) -> HttpResponse:
    """Keep the choice, said as JSON in `value`; or take it back."""
    if request.method == "DELETE":
        preferring.unprefer(agent, name)
        return HttpResponse(status=204)
    try:
        value = json.loads(answering.said(request).get("value", ""))
    except (ValueError, RecursionError):
        return answering.refused(request, _("The desk knows no such choice."), status=400)
    preferring.prefer(agent, name, value)
    return HttpResponse(status=204)
