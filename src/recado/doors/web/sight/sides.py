"""Who is this, and what do we owe? The panel beside a conversation."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.cases.models import Case, Resolution
from recado.desk.conversations import naming
from recado.desk.conversations.models import Thread
from recado.desk.people.models import Person
from recado.desk.routing import wording as wording_of_routing
from recado.desk.routing.models import Assignment
from recado.desk.staff.models import Agent, Team
from recado.doors.web.sight import audits, faces, wording


@dataclass(frozen=True)
class Fact:
    """A name and what stands beside it."""

    name: str
    value: str


@dataclass(frozen=True)
class Side:
    """Person, clock and case as the panel shows them."""

    face: faces.Face
    glyph: faces.Glyph | None
    facts: list[Fact]
    audits: list[audits.Shown]
    owner: faces.Face | None
    owner_because: str
    team: Team | None
    resolution: Resolution | None
    others: list[Case]
    known_since: datetime


def of(case: Case, agent: Agent) -> Side:
    """All about the case; `owner_because` says why it is whose it is (N1)."""
    return Side(
        face=faces.of_person(case.person, case.thread.phone if case.thread else ""),
        glyph=faces.of_channel(case.channel) if case.channel else None,
        facts=[*_addresses(case.person, case.thread), *_language(case.person)],
        audits=audits.shown(case),
        owner=faces.of_agent(case.assignee) if case.assignee else None,
        owner_because=_because(case),
        team=case.team,
        resolution=Resolution.objects.filter(case=case, undone_at=None).first(),
        others=list(access.visible(agent).filter(person=case.person).exclude(pk=case.pk).order_by("-pk")[:6]),
        known_since=case.person.met_at,
    )


def _because(case: Case) -> str:
    """The reason of the newest assignment, in one clause."""
    newest = Assignment.objects.filter(case=case).order_by("-pk").first()
    if newest is None or not newest.because:
        return ""
    decided = newest.because[-1]
    by = naming.names([newest.by])(newest.by)
    return wording_of_routing.reason(decided["step"], decided["verdict"], by=by, about=decided.get("about", ""))


def _addresses(person: Person, thread: Thread | None) -> list[Fact]:
    """Each way to reach the person; a number that is also the WhatsApp id stands once."""
    facts: dict[str, Fact] = {}
    for address in person.addresses.order_by("pk"):
        name, value = _named(address.kind), _said(address.kind, address.value)
        facts.setdefault(value, Fact(name, value))
    if thread and thread.phone:
        facts.setdefault(wording.phone(thread.phone), Fact("WhatsApp", wording.phone(thread.phone)))
    return list(facts.values())


def _named(kind: str) -> str:
    names = {"phone": _("Phone"), "email": _("E-mail"), "bsuid": _("WhatsApp id"), "wa_id": "WhatsApp"}
    return names.get(kind, kind)


def _said(kind: str, value: str) -> str:
    return wording.phone(value) if kind in ("phone", "wa_id") else value


def _language(person: Person) -> list[Fact]:
    try:
        name = get_language_info(person.language)["name_translated"] if person.language else ""
    except KeyError:
        name = person.language
    return [Fact(_("Language"), str(name).capitalize())] if name else []
