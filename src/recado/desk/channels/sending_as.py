"""Which other addresses may a mailbox send from? Each is tried at its server before it is allowed (C14)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.channels import own, registry
from recado.desk.channels.email import vouching
from recado.desk.channels.events import SenderAllowed, SenderWithdrawn
from recado.desk.channels.models import Channel
from recado.desk.channels.port import Refused, Unreachable
from recado.desk.core import bulk, mail_addresses
from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection


def allow(channel: Channel, address: str, *, by: Actor) -> None:
    """Allow it once its server was asked; the call is made outside any transaction.

    Raises Objected: ``address-invalid``, ``sender-refused`` with the server's words.
    """
    spelled = mail_addresses.spelled(address)
    if not spelled:
        raise _objected("address-invalid", _("“%(to)s” is no mail address.") % {"to": address[:100]})
    try:
        vouching.vouch(registry.account(channel), spelled)
    except (Refused, Unreachable) as wrong:
        said = " ".join(registry.adapter(channel.kind).explain_error(wrong.code, wrong.detail))
        raise _objected("sender-refused", said) from wrong
    _keep(channel, spelled, by)


@transaction.atomic
def withdraw(channel: Channel, address: str, *, by: Actor) -> None:
    """It is sent from no more."""
    kept = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    rest = [one for one in listed(kept) if one["address"] != address]
    if len(rest) < len(listed(kept)):
        _write(kept, rest)
        telling.record(SenderWithdrawn(at=now(), by=by, channel=kept.pk, called=kept.name, address=address))
    channel.refresh_from_db()


@transaction.atomic
def _keep(channel: Channel, address: str, by: Actor) -> None:
    kept = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    if address not in own.of(kept):
        at = now()
        _write(kept, [*listed(kept), {"address": address, "verified_at": at.isoformat()}])
        telling.record(SenderAllowed(at=at, by=by, channel=kept.pk, called=kept.name, address=address))
    channel.refresh_from_db()


def listed(channel: Channel) -> list[dict[str, Any]]:
    """Each with its `address` and when it was tried (`verified_at`)."""
    kept = channel.settings.get("send_as") or []
    return [one if isinstance(one, dict) else {"address": str(one)} for one in kept]


def _write(channel: Channel, send_as: list[dict[str, Any]]) -> None:
    bulk.update(Channel, [{"id": channel.pk, "settings": {**channel.settings, "send_as": send_as}}])


def _objected(code: str, text: str) -> Objected:
    return Objected([Objection(code, text, missing=("sender",))])
