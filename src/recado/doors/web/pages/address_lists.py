"""The lists of addresses: who is blocked, gets no automatic reply, is ignored in copies; what the desk found out."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import charges
from recado.desk.core import mail_addresses
from recado.desk.journal.telling import Objected
from recado.desk.people import listing_addresses
from recado.desk.people.list_events import called
from recado.desk.people.listed import AddressList, Listed
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, settling
from recado.doors.web.pages.guarding import inside, writing

LISTS = "web/settings/address_lists.html"
MOST = 500


@inside("GET", "POST")
@writing
@transaction.atomic
def address_lists(request: HttpRequest, agent: Agent) -> HttpResponse:
    """All lists; POST puts an address, a domain or a pattern on one."""
    charges.house(agent)
    if request.method != "POST":
        return settling.page(request, LISTS, **_lists())
    said = answering.said(request)
    which = said.get("list", "")
    chosen = AddressList(which) if which in AddressList.values else AddressList.BLOCK
    try:
        made = listing_addresses.add(chosen, said.get("pattern", ""), note=said.get("note", ""), by=agent.actor)
    except Objected as objected:
        return settling.refused(request, LISTS, objected, **(_lists() | {"tried": said, "chosen": chosen}))
    told = _("%(pattern)s stands on the list “%(list)s”.") % {"pattern": made.pattern, "list": called(made.list)}
    undo = reverse("settings_address", args=[made.pk])
    return settling.changed(request, LISTS, told, **(_lists() | {"undo": undo, "chosen": chosen}))


@inside("PUT", "DELETE")
@writing
@transaction.atomic
def address(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """DELETE takes it off its list, PUT brings it back."""
    found = charges.listed(agent, number)
    said = {"pattern": found.pattern, "list": called(found.list)}
    if request.method == "DELETE":
        listing_addresses.retire(found, by=agent.actor)
        told = _("%(pattern)s stands on the list “%(list)s” no more.") % said
    else:
        listing_addresses.restore(found, by=agent.actor)
        told = _("%(pattern)s stands on the list “%(list)s”.") % said
    return settling.changed(request, LISTS, told, **_lists())


def _lists() -> dict[str, Any]:
    lines = list(Listed.objects.filter(retired_at=None).order_by("-hits", "pattern")[:MOST])
    retired = Listed.objects.exclude(retired_at=None).order_by("-retired_at")[:50]
    lists = [
        {
            "key": which,
            "name": called(which),
            "about": _about(which),
            "lines": [_line(line) for line in lines if line.list == which],
        }
        for which in AddressList.values
    ]
    return {
        "part": "addresses",
        "lists": lists,
        "retired": [_line(one) | {"list": called(one.list)} for one in retired],
        "chosen": AddressList.BLOCK,
    }


def _line(line: Listed) -> dict[str, Any]:
    return {"line": line, "shown": mail_addresses.shown(line.pattern)}


def _about(which: str) -> str:
    return {
        "block": _("Their mail opens no case. It is kept aside and can be read."),
        "no_auto_reply": _("Their mail opens a case, and no machine answers it."),
        "ignore_cc": _("Who stands here gets no copy by himself, even if the customer copied him."),
        "failing": _("The desk found out: mail to them comes back. Take them off once the address is right."),
        "complained": _("Somebody there called our mail spam. Nothing is sent there until they are taken off."),
    }[which]
