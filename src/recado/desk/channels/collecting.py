"""Take mail over from a mailbox: raw as it came, and how far the mailbox was read, both in one transaction (EM1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from recado.desk.channels import keeping, lanes
from recado.desk.channels.mailboxes import Mailbox
from recado.desk.channels.models import Channel


class Overtaken(Exception):
    """Somebody else has read this mailbox meanwhile: begin anew where he is."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """All up to `last_uid` is done, as long as the server says this `validity`."""

    mailbox: int
    validity: int
    last_uid: int


def known(channel: Channel, folder: str) -> Cursor | None:
    """Where to go on; None for a folder that was never looked into."""
    box = Mailbox.objects.filter(channel=channel, folder=folder, uidvalidity__isnull=False).first()
    return Cursor(box.pk, box.uidvalidity or 0, box.last_uid) if box else None


@transaction.atomic
def begin(channel: Channel, folder: str, validity: int, last_uid: int) -> Cursor:
    """The folder's mails have these numbers from now on, and all up to `last_uid` need not be fetched."""
    box, _made = Mailbox.objects.select_for_update().get_or_create(channel=channel, folder=folder)
    box.uidvalidity, box.last_uid = validity, last_uid
    box.save(update_fields=["uidvalidity", "last_uid"])
    return Cursor(box.pk, validity, last_uid)


@transaction.atomic
def keep(channel: Channel, at: Cursor, mails: Sequence[bytes], upto: int) -> Cursor:
    """Keep these mails for the sorters and say that all up to `upto` is done. Raises Overtaken; then none is kept."""
    standing = Mailbox.objects.filter(pk=at.mailbox, uidvalidity=at.validity, last_uid=at.last_uid)
    if not standing.update(last_uid=upto):
        raise Overtaken
    if mails:
        rows = [channel.pk] * len(mails), [lanes.lane(channel.key, one) for one in mails], list(mails)
        with connection.cursor() as cursor:
            cursor.execute(keeping.KEEP, rows)
    return Cursor(at.mailbox, at.validity, upto)
