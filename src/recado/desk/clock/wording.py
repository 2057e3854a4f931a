"""How lengths of time are said to a person."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recado.desk.worktime import durations


def spoken(length: str | timedelta) -> str:
    """A length such as ``PT8H30M`` in at most two units: ``8 h 30 min``. Seconds only below a minute."""
    whole = durations.parse(length) if isinstance(length, str) else length
    seconds = abs(int(whole.total_seconds()))
    if seconds < 60:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    hours, minutes = divmod(seconds // 60, 60)
    said = (_("%(hours)d h") if hours else "", _("%(minutes)d min") if minutes else "")
    return " ".join(filter(None, said)) % {"hours": hours, "minutes": minutes}


def within(length: str | timedelta) -> str:
    """The same where seconds say nothing: what took none, or some, took less than a minute."""
    whole = durations.parse(length) if isinstance(length, str) else length
    return _("less than a minute") if abs(whole) < timedelta(minutes=1) else spoken(whole)
