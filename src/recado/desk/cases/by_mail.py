"""What is agreed about cases that come by mail (C18, C19)?"""

from collections.abc import Iterable

from recado.desk.channels.models import Channel
from recado.desk.conversations import sections
from recado.desk.conversations.sections import IncomingMail
from recado.desk.staff.models import Agent


def rules(channels: Iterable[Channel]) -> dict[int, IncomingMail]:
    """The rules of each of these channels that is a mailbox; who is no colleague any more is given nothing."""
    mailboxes = {channel.pk for channel in channels if channel.kind == "email"}
    if not mailboxes:
        return {}
    found = sections.incoming(mailboxes)
    named = {one.assignee for one in found.values() if one.assignee}
    there = set(Agent.objects.filter(pk__in=named, is_active=True).values_list("pk", flat=True)) if named else set()
    return {
        channel: one if one.assignee in there else one.model_copy(update={"assignee": None})
        for channel, one in found.items()
    }
