"""What holds for every case of the house? From which role on somebody may delete one."""

from typing import Any, get_args

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recado.desk.cases import charges
from recado.desk.cases.sections import Deleting, Least
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules import changing, reading
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, settling
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import changes, roles

CASES = "web/settings/cases.html"


@inside("GET", "PUT")
@writing
def cases(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Who may delete, and bring back; PUT keeps it."""
    charges.house(agent)
    if request.method != "PUT":
        return settling.page(request, CASES, **_shown())
    said, before = answering.said(request), settling.newest()
    least = next((one for one in get_args(Least.__value__) if one == said.get("least", "")), None)
    if least is None:
        wrong = Objected([Objection("role-unknown", _("Choose one of the roles."), missing=("least",))])
        return settling.refused(request, CASES, wrong, tried=said, **_shown())
    changing.change(Deleting, "", Deleting(least=least), by=agent.actor)
    return settling.changed(request, CASES, _("Who may delete cases is saved."), since=before, **_shown())


def _shown() -> dict[str, Any]:
    return {
        "part": "cases",
        "chosen": reading.read(Deleting),
        "offered": [(one, roles.role(one)) for one in get_args(Least.__value__)],
        "changes": changes.of(("deleting", "")),
    }
