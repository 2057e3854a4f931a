"""How an instant is said to the reader: in the language and the zone that are switched on."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from recado.desk.core.time import now


def moment(at: datetime | str) -> str:
    """Day and time, without the day if it is today."""
    instant = timezone.localtime(datetime.fromisoformat(at) if isinstance(at, str) else at)
    if instant.date() == timezone.localtime(now()).date():
        return formats.time_format(instant, "G:i")
    return formats.date_format(instant, _("j M, G:i"))
