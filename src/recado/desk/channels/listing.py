"""Read a channel's templates from its provider, so that composer and checks know them as they are (F7)."""

from collections.abc import Sequence

from django.db import transaction

from recado.desk.channels import registry
from recado.desk.channels.events import ChannelAdded
from recado.desk.channels.models import Channel, Template
from recado.desk.channels.port import ProviderTemplate
from recado.desk.core import doorbells
from recado.desk.core.time import now


def order(added: Sequence[ChannelAdded]) -> None:
    """A new channel is looked at in the background: does it work, and which templates has it?"""
    jobs = [{"channel": event.channel} for event in added]
    doorbells.ring(doorbells.PROBE, jobs)
    doorbells.ring(doorbells.TEMPLATES, jobs)


def order_all() -> int:
    """The same for the templates of every channel; gives how many channels."""
    jobs = [{"channel": pk} for pk in Channel.objects.order_by("pk").values_list("pk", flat=True)]
    doorbells.ring(doorbells.TEMPLATES, jobs)
    return len(jobs)


def list_templates(channel: Channel) -> int:
    """Replace what we knew by what the provider lists; gives how many.

    Raises Refused or Unreachable, changing nothing.
    """
    adapter = registry.adapter(channel.kind)
    if not adapter.abilities.templates:
        return 0
    return _keep(channel, adapter.templates(registry.account(channel)))


@transaction.atomic
def _keep(channel: Channel, listed: list[ProviderTemplate]) -> int:
    at = now()
    rows = [
        Template(
            channel=channel,
            name=one.name,
            language=one.language,
            state=one.state,
            category=one.category,
            body=one.body,
            placeholders=one.placeholders,
            named=list(one.named) if one.named else None,
            places=list(one.places),
            components=one.components,
            listed_at=at,
        )
        for one in listed
    ]
    fields = ["state", "category", "body", "placeholders", "named", "places", "components", "listed_at"]
    unique = ["channel", "name", "language"]
    Template.objects.bulk_create(rows, update_conflicts=True, update_fields=fields, unique_fields=unique)
    Template.objects.filter(channel=channel, listed_at__lt=at).delete()
    return len(rows)
