"""Which mail addresses are the house's own?"""

from collections.abc import Iterable

from recado.desk.channels.models import Channel
from recado.desk.core import mail_addresses

KIND = "email"


def addresses(channels: Iterable[Channel]) -> frozenset[str]:
    """Those of its mailboxes, and others that it may send as."""
    return frozenset(one for channel in channels if channel.kind == KIND for one in of(channel))


def of(channel: Channel) -> frozenset[str]:
    """Those of one mailbox."""
    told = [channel.settings.get("address", ""), channel.address, *channel.settings.get("send_as", ())]
    said = (one.get("address", "") if isinstance(one, dict) else str(one) for one in told)
    return frozenset(spelled for one in said if (spelled := mail_addresses.spelled(one)))


def bare(address: str) -> str:
    """The address without the tag behind its plus, by which an answer names its conversation."""
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"
