"""Which files lie in what an agent is writing? They wait without a message until it leaves."""

from collections.abc import Iterable

from django.db.models import QuerySet

from recado.desk.conversations.models import Attachment, Draft
from recado.desk.staff.models import Agent


def files(kept: Draft) -> list[Attachment]:
    """Its files in their order, without those that have left meanwhile."""
    known = _lying(kept.agent).in_bulk(kept.attachments) if kept.attachments else {}
    return [known[id_] for id_ in kept.attachments if id_ in known]


def enclosed(agent: Agent, threads: Iterable[int]) -> dict[int, list[Attachment]]:
    """The files of what the agent is writing in these threads, where there are only files."""
    begun = Draft.objects.filter(agent=agent, thread__in=threads, text="").exclude(attachments=[]).order_by("at", "pk")
    listed = dict(begun.values_list("thread", "attachments"))
    known = _lying(agent).in_bulk([id_ for ids in listed.values() for id_ in ids])
    return {thread: [known[id_] for id_ in ids if id_ in known] for thread, ids in listed.items()}


def _lying(agent: Agent) -> QuerySet[Attachment]:
    return Attachment.objects.filter(message=None, by=agent.actor).select_related("blob")
