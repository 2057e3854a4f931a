"""Let a channel sign its mail (DKIM): make a key, begin once the world can see it, and end."""

import secrets

from django.conf import settings as house
from django.db import connection, transaction

from recado.desk.channels import registry
from recado.desk.channels.email import dkim_keys, standing
from recado.desk.channels.events import MailSigningChanged
from recado.desk.channels.keeping import CHANNELS
from recado.desk.channels.models import Channel
from recado.desk.channels.port import Json
from recado.desk.core import bulk, mail_addresses, sealing
from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection


@transaction.atomic
def make(channel: Channel, *, by: Actor) -> None:
    """A new key under a name of its own, so that an old record may stand beside it; mail is not signed with it yet."""
    kept, key = _locked(channel), dkim_keys.make()
    domain = mail_addresses.domain(str(kept.settings.get("address") or kept.address).rpartition("@")[2])
    said = {
        "selector": f"recado-{secrets.token_hex(3)}",
        "domain": domain,
        "record": dkim_keys.record(key),
        "on": False,
    }
    opened = sealing.unseal(kept.secrets, house.SECRET_KEY) | {dkim_keys.KEY: key}
    _write(kept, said, by, "made", secrets=sealing.seal(opened, house.SECRET_KEY))
    channel.refresh_from_db()


def begin(channel: Channel, *, by: Actor) -> None:
    """Sign from now on. The name servers are asked before, outside any transaction.

    Raises Objected: ``key-missing``, ``record-missing`` with what is wrong with it.
    """
    said = of(channel)
    if not said:
        raise Objected([Objection("key-missing", standing.no_key(), ("whole",))])
    found = standing.record(registry.account(channel))
    if found.level != "ok":
        raise Objected([Objection("record-missing", f"{found.says} {found.mend}".strip(), ("signing",))])
    with transaction.atomic():
        kept = _locked(channel)
        _write(kept, {**of(kept), "on": True}, by, "began")
    channel.refresh_from_db()


@transaction.atomic
def end(channel: Channel, *, by: Actor) -> None:
    """Mail leaves unsigned again; the key stays."""
    kept = _locked(channel)
    if of(kept).get("on"):
        _write(kept, {**of(kept), "on": False}, by, "ended")
    channel.refresh_from_db()


def of(channel: Channel) -> Json:
    """`selector`, `domain`, `record` and whether it is `on`; empty without a key."""
    return dict(channel.settings.get("dkim") or {})


def _locked(channel: Channel) -> Channel:
    return Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)


def _write(kept: Channel, said: Json, by: Actor, did: str, **more: str) -> None:
    bulk.update(Channel, [{"id": kept.pk, "settings": {**kept.settings, "dkim": said}, **more}])
    telling.record(MailSigningChanged(at=now(), by=by, channel=kept.pk, called=kept.name, did=did))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNELS])
