"""Which adapter speaks for a channel, and what it needs to know."""

from functools import partial
from importlib import import_module

from django.conf import settings

from recado.desk.channels import renewing
from recado.desk.channels.models import Channel
from recado.desk.channels.port import Account, Adapter
from recado.desk.core import sealing

ADAPTERS = {
    "whatsapp": "recado.desk.channels.whatsapp.adapter",
    "email": "recado.desk.channels.email.adapter",
    "site": "recado.desk.channels.site.adapter",
}


def adapter(kind: str) -> Adapter:
    """The adapter of a kind of channel. Raises KeyError for a kind nobody knows."""
    found: Adapter = import_module(ADAPTERS[kind]).ADAPTER
    return found


def account(channel: Channel) -> Account:
    """The channel as its adapter sees it, secrets opened. Raises sealing.WrongKey."""
    opened = sealing.unseal(channel.secrets, settings.SECRET_KEY)
    return Account(channel.key, channel.settings, opened, partial(renewing.renew, channel))
