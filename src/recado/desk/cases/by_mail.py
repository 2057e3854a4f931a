"""What is agreed about cases that come by mail (C18, C19)?"""

from collections.abc import Container, Iterable

from recado.desk.cases import actions
from recado.desk.channels.models import Channel
from recado.desk.conversations import sections
from recado.desk.conversations.sections import IncomingMail
from recado.desk.staff.models import Agent


def rules(channels: Iterable[Channel]) -> dict[int, IncomingMail]:
    """The rules of each of these channels that is a mailbox.

    Who is no colleague any more is given nothing, and an action that is retired is not set.
    """
    mailboxes = {channel.pk for channel in channels if channel.kind == "email"}
    if not mailboxes:
        return {}
    found = sections.incoming(mailboxes)
    named = {one.assignee for one in found.values() if one.assignee}
    there = set(Agent.objects.filter(pk__in=named, is_active=True).values_list("pk", flat=True)) if named else set()
    known = actions.standing([key for one in found.values() for key in (one.action, one.answer_action)])
    return {channel: _as_it_can_be(one, there, known) for channel, one in found.items()}


def called(agreed: Iterable[IncomingMail | None]) -> dict[int, str]:
    """How the actions are called that these may set; one statement, none where nothing is agreed."""
    return actions.standing([key for one in agreed if one for key in (one.action, one.answer_action)])


def _as_it_can_be(one: IncomingMail, there: set[int], known: Container[int | None]) -> IncomingMail:
    named = {"assignee": one.assignee if one.assignee in there else None}
    set_ = {name: key for name in ("action", "answer_action") if (key := getattr(one, name)) in known}
    return one.model_copy(update={"action": None, "answer_action": None, **set_, **named})
