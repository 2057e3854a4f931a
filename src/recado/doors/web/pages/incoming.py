"""What does a new mail do to a case, and what does an answer do (C18, C19)? Agreed for each mailbox."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recado.desk.cases import actions, charges
from recado.desk.channels import own
from recado.desk.channels.models import Channel
from recado.desk.conversations import sections
from recado.desk.conversations.sections import IncomingMail
from recado.desk.people.models import Organisation
from recado.desk.rules import changing
from recado.desk.staff.models import Agent, Role
from recado.doors.web.pages import answering, settling
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import changes

INCOMING = "web/settings/incoming.html"
MOST = 500
"""Organisations to choose from, by name."""


@inside("GET", "PUT")
@writing
def incoming(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """The rules of a mailbox; PUT keeps them."""
    channel = charges.channel(agent, key)
    if channel.kind != own.KIND:
        raise Http404
    if request.method != "PUT":
        return settling.page(request, INCOMING, **_context(channel))
    before = settling.newest()
    changing.change(IncomingMail, sections.scope(channel.pk), _said(answering.said(request)), by=agent.actor)
    return settling.changed(request, INCOMING, _("What mail does is saved."), since=before, **_context(channel))


def _said(given: Any) -> IncomingMail:
    """What the form says; what it does not know stays as it is without any agreement."""
    return IncomingMail(
        assignee=_one_of(_agents(), given.get("assignee")),
        organisation=_one_of(_organisations(), given.get("organisation")),
        action=_one_of(_actions(), given.get("action")),
        answer_action=_one_of(_actions(), given.get("answer_action")),
        state="open" if given.get("state") == "open" else "new",
        answer_state="keep" if given.get("answer_state") == "keep" else "open",
        answer_assignee="anew" if given.get("answer_assignee") == "anew" else "keep",
        only_copied="aside" if given.get("only_copied") == "aside" else "open",
        forwards=given.get("forwards") == "on",
    )


def _one_of(known: list[tuple[int, str]], said: str | None) -> int | None:
    return next((key for key, _name in known if str(key) == said), None)


def _agents() -> list[tuple[int, str]]:
    can = Agent.objects.filter(is_active=True).exclude(role=Role.VIEWER).order_by("name", "pk")
    return list(can.values_list("pk", "name"))


def _actions() -> list[tuple[int, str]]:
    return [(one.pk, one.name) for one in actions.choosable()]


def _organisations() -> list[tuple[int, str]]:
    standing = Organisation.objects.filter(merged_into=None).order_by("sort_name", "pk")
    return list(standing.values_list("pk", "name")[:MOST])


def _context(channel: Channel) -> dict[str, Any]:
    return {
        "part": "channels",
        "channel": channel,
        "rules": sections.incoming([channel.pk])[channel.pk],
        "agents": _agents(),
        "organisations": _organisations(),
        "actions": actions.choosable(),
        "changes": changes.of((IncomingMail.section, sections.scope(channel.pk))),
    }
