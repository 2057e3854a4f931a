"""Who is this, and what do we owe? The panel beside a conversation."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.cases.models import Case, Resolution
from recado.desk.clock import auditing
from recado.desk.conversations.models import Message
from recado.desk.core.statements import Blank
from recado.desk.journal.events import Names
from recado.desk.people.models import Person
from recado.desk.routing import wording as wording_of_routing
from recado.desk.staff.models import Agent, Team
from recado.doors.web.sight import audits, clocks, faces, panels, wholes, wording


@dataclass(frozen=True)
class Fact:
    """A name and what stands beside it; `copies` is what its button copies, empty for no button."""

    name: str
    value: str
    copies: str = ""


@dataclass(frozen=True)
class Side:
    """Person, clock and case as the panels show them; `technical` are ids that say nothing to a person."""

    face: faces.Face
    glyph: faces.Glyph | None
    facts: list[Fact]
    technical: list[Fact]
    panels: list[panels.Panel]
    usual: tuple[str, ...]
    audits: list[audits.Shown]
    chip: clocks.Chip | None
    owner: faces.Face | None
    owner_because: str
    team: Team | None
    resolution: Resolution | None
    others: list[Case]
    known_since: datetime

    @property
    def known(self) -> str:
        """Order and folds as the preference says them, also of panels that this case does not show."""
        folded = [panel.key for panel in self.panels if not panel.is_open]
        return json.dumps({"order": [panel.key for panel in self.panels], "folded": folded})


def _others(sees_all: bool) -> QuerySet[Case]:
    return access.asking(sees_all).filter(person=Blank("person")).exclude(pk=Blank("but")).order_by("-pk")[:6]


_OTHERS = access.shared(_others)


def of(case: Case, agent: Agent, who: Names) -> Side:
    """All about the case; `owner_because` says why it is whose it is (N1)."""
    promises = auditing.promises(case)
    addresses, technical = _addresses(case), _named("bsuid")
    return Side(
        face=faces.of_person(case.person, case.thread.reached if case.thread else ""),
        glyph=faces.of_channel(case.channel) if case.channel else None,
        facts=[*(one for one in addresses if one.name != technical), *_language(case.person), *_page(case)],
        technical=[one for one in addresses if one.name == technical],
        panels=panels.panels(agent),
        usual=panels.USUAL,
        audits=audits.shown(promises),
        chip=clocks.newest(promises),
        owner=faces.of_agent(case.assignee) if case.assignee else None,
        owner_because=_because(case, who),
        team=case.team,
        resolution=wholes.resolution(case),
        others=list(_OTHERS[agent.sees_all](**access.blanks(agent), person=case.person_id, but=case.pk)),
        known_since=case.person.met_at,
    )


def _because(case: Case, who: Names) -> str:
    """The reason of the newest assignment, in one clause."""
    if (newest := wholes.assigned(case)) is None:
        return ""
    actor, decided = newest
    by = who(actor)
    return wording_of_routing.reason(decided["step"], decided["verdict"], by=by, about=decided.get("about", ""))


def _addresses(case: Case) -> list[Fact]:
    """Each way to reach the person; a number that is also the WhatsApp id stands once."""
    facts: dict[str, Fact] = {}
    for kind, value in wholes.addresses(case):
        said = _said(kind, value)
        facts.setdefault(said, Fact(_named(kind), said, _copied(kind, value)))
    if (thread := case.thread) and thread.phone:
        said = wording.phone(thread.phone)
        facts.setdefault(said, Fact("WhatsApp", said, _copied("phone", thread.phone)))
    return list(facts.values())


def _named(kind: str) -> str:
    names = {"phone": _("Phone"), "email": _("E-mail"), "bsuid": _("WhatsApp id"), "wa_id": "WhatsApp"}
    return (names | {"visitor": _("Visitor of the site")}).get(kind, kind)


def _said(kind: str, value: str) -> str:
    return wording.phone(value) if kind in ("phone", "wa_id") else value


def _copied(kind: str, value: str) -> str:
    """As other programs take it: a number with its plus and no gaps."""
    return f"+{value.lstrip('+')}" if kind in ("phone", "wa_id") else value


def _page(case: Case) -> list[Fact]:
    """The page of ours from which a visitor wrote last."""
    if not case.thread or not case.channel or case.channel.kind != "site":
        return []
    said = Message.objects.filter(thread=case.thread, more__page__url__isnull=False).order_by("-at", "-pk")
    page = said.values_list("more__page__url", flat=True).first()
    return [Fact(_("Writes from"), str(page), str(page))] if page else []


def _language(person: Person) -> list[Fact]:
    try:
        name = get_language_info(person.language)["name_translated"] if person.language else ""
    except KeyError:
        name = person.language
    return [Fact(_("Language"), str(name).capitalize())] if name else []
