"""Which secrets go when a channel speaks to another server from now on?"""

from collections.abc import Iterable, Mapping

from django.conf import settings as house

from recado.desk.channels.models import Channel
from recado.desk.core import sealing


def forget(channel: Channel, names: Iterable[str]) -> None:
    """These are gone for good; the row is locked by whoever changes it."""
    kept = sealing.unseal(channel.secrets, house.SECRET_KEY)
    left = {name: value for name, value in kept.items() if name not in set(names)}
    if left != kept:
        channel.secrets = sealing.seal(left, house.SECRET_KEY)
        channel.save(update_fields=["secrets"])


def knows_password(channel: Channel, sides: Mapping[str, Iterable[str]]) -> bool:
    """Whether a password is kept for one of the sides."""
    kept = sealing.unseal(channel.secrets, house.SECRET_KEY)
    return any(name in kept for names in sides.values() for name in names if name.endswith("_password"))
