"""A provider gave a secret anew: keep it in place of the old one, without a word to anybody."""

from django.conf import settings as house
from django.db import transaction

from recado.desk.channels.models import Channel
from recado.desk.core import sealing


@transaction.atomic
def renew(channel: Channel, name: str, value: str) -> None:
    """Seal the value under its name; the others stay."""
    kept = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    secrets = sealing.unseal(kept.secrets, house.SECRET_KEY) | {name: value}
    kept.secrets = sealing.seal(secrets, house.SECRET_KEY)
    kept.save(update_fields=["secrets"])
