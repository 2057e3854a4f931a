"""What scenes with the provider stand on: a twin, and the house's number there."""

from django.conf import settings

from recado.desk.channels.models import Channel
from recado.desk.core import sealing
from recado.desk.staff.models import Team
from recado.twins.whatsapp import Twin
from tests import makers


def number_at(twin: Twin, support: Team) -> Channel:
    """The house's number as the twin knows it."""
    setup = twin.setup
    channel = makers.number(support, number_id=setup.phone_number_id, graph_url=f"{twin.base_url}/v25.0")
    channel.settings["business_account_id"] = setup.business_account_id
    secrets = {"app_secret": setup.app_secret, "access_token": setup.token, "verify_token": "a word"}
    channel.secrets = sealing.seal(secrets, settings.SECRET_KEY)
    channel.save()
    return channel
