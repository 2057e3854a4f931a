"""How the house speaks and how it looks: its languages and first day of the week, its name and accent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recado.desk.cases import charges
from recado.desk.journal.telling import Objected
from recado.desk.rules import changing, reading
from recado.desk.staff import manners
from recado.desk.staff.manners import Appearance, Languages
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, settling
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import changes
from recado.doors.web.sight import manners as words

LANGUAGES, APPEARANCE = "web/settings/languages.html", "web/settings/appearance.html"


@inside("GET", "PUT")
@writing
def languages(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The default language, those offered, and the first day of the week; PUT keeps them."""
    charges.house(agent)
    if request.method != "PUT":
        return settling.page(request, LANGUAGES, **_languages())
    said, before = answering.said(request), settling.newest()
    given = {"default": said.get("default", ""), "first_day": said.get("first_day", "")}
    offered = said.getlist("offered") if hasattr(said, "getlist") else []
    try:
        value = manners.languages(offered=offered, **given)
    except Objected as objected:
        shown = _languages() | {"chosen": {**given, "offered": offered}}
        return settling.refused(request, LANGUAGES, objected, tried=said, **shown)
    changing.change(Languages, "", value, by=agent.actor)
    return settling.changed(request, LANGUAGES, _("The languages are saved."), since=before, **_languages())


@inside("GET", "PUT")
@writing
def appearance(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The name of the house and its accent; PUT keeps them."""
    charges.house(agent)
    if request.method != "PUT":
        return settling.page(request, APPEARANCE, **_appearance())
    said, before = answering.said(request), settling.newest()
    given = {"called": said.get("called", ""), "accent": said.get("accent", "")}
    try:
        value = manners.appearance(**given)
    except Objected as objected:
        return settling.refused(request, APPEARANCE, objected, tried=said, **(_appearance() | {"chosen": given}))
    changing.change(Appearance, "", value, by=agent.actor)
    return settling.changed(request, APPEARANCE, _("The appearance is saved."), since=before, **_appearance())


def _languages() -> dict[str, Any]:
    return {
        "part": "languages",
        "chosen": reading.read(Languages),
        "known": words.known(),
        "days": words.days().items(),
        "changes": changes.of(("languages", "")),
    }


def _appearance() -> dict[str, Any]:
    return {
        "part": "appearance",
        "chosen": reading.read(Appearance),
        "held": reading.read(Appearance),
        "accents": words.accents().items(),
        "changes": changes.of(("appearance", "")),
    }
