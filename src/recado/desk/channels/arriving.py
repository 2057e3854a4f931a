"""Where does forwarded mail arrive? The house's one address, which nobody guesses and which can be renewed (C15)."""

import secrets

from django.conf import settings

from recado.desk.channels.models import Channel
from recado.desk.channels.sections import MailArrival
from recado.desk.core.actors import Actor
from recado.desk.rules import changing, reading

LETTERS, LONG = "abcdefghijkmnpqrstuvwxyz23456789", 16  # none that is taken for another; 80 bits


def local() -> str:
    """What stands before the @; empty where nobody has asked for an address yet."""
    return reading.read(MailArrival).local


def settle(*, by: Actor) -> str:
    """The local part, made where there is none yet."""
    return local() or renew(by=by)


def renew(*, by: Actor) -> str:
    """A new one; the old one takes nothing any more."""
    made = "".join(secrets.choice(LETTERS) for _ in range(LONG))
    changing.change(MailArrival, "", MailArrival(local=made), by=by)
    return made


def address_of(channel: Channel, host: str = "", *, by: Actor) -> str:
    """The address to forward this channel's mailbox to; where there are several channels, it names its own."""
    host = host or settings.MAIL_HOST
    others = Channel.objects.filter(kind=channel.kind).exclude(pk=channel.pk).exists()
    return f"{settle(by=by)}{f'+{channel.key}' if others else ''}@{host}"
