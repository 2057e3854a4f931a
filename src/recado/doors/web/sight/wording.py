"""How are sizes, spans, days and numbers said? Short, in the reader's language, in the zone of his browser."""

import re
from datetime import datetime, timedelta

import phonenumbers
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recado.desk.core import time

UNGROUPED = re.compile("[0-9]{8,}")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def size(count: int) -> str:
    """`1,2 MB`, `16 MB`, `340 KB`."""
    for unit, bytes_ in ((_("GB"), 1024**3), (_("MB"), 1024**2), (_("KB"), 1024)):
        if count >= bytes_:
            amount = count / bytes_
            whole = amount >= 10 or amount == int(amount)
            return f"{number_format(round(amount, 0 if whole else 1), 0 if whole else 1)} {unit}"
    return _("%(count)s B") % {"count": count}


def span(length: timedelta) -> str:
    """`5 h 20 min`, `13 min`, `2 d 3 h`; under a minute says so."""
    minutes = int(abs(length) // MINUTE)
    if minutes < 1:
        return _("under 1 min")
    hours, rest = divmod(minutes, 60)
    if hours < 1:
        return _("%(minutes)d min") % {"minutes": rest}
    if hours < 48:
        return (
            _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
            if rest
            else _("%(hours)d h") % {"hours": hours}
        )
    days, left = divmod(hours, 24)
    return _("%(days)d d %(hours)d h") % {"days": days, "hours": left}


def ago(at: datetime) -> str:
    """How long since, as lists say it: `now`, `27 min`, `3 h`, `yesterday`, `12 Nov`."""
    past = time.now() - at
    if past < MINUTE:
        return _("now")
    if past < HOUR:
        return _("%(minutes)d min") % {"minutes": past // MINUTE}
    here, today = timezone.localtime(at).date(), timezone.localtime(time.now()).date()
    if here == today:
        return _("%(hours)d h") % {"hours": past // HOUR}
    if here == today - DAY:
        return _("yesterday")
    return date_format(here, _("j M") if here.year == today.year else _("j M Y"))


def day(at: datetime) -> str:
    """A day as a separator says it: `Today`, `Yesterday`, `Wednesday 18 November`."""
    here, today = timezone.localtime(at).date(), timezone.localtime(time.now()).date()
    if here == today:
        return _("Today")
    if here == today - DAY:
        return _("Yesterday")
    said = date_format(here, _("l j F") if here.year == today.year else _("l j F Y"))
    return said[:1].upper() + said[1:]


def moment(at: datetime) -> str:
    """A near moment: `16:42` today, `tomorrow 9:00`, `Fri 9:00`, `12 Nov, 9:00` else; another year is said."""
    here, today = timezone.localtime(at), timezone.localtime(time.now()).date()
    clock = date_format(here, "G:i")
    if here.date() == today:
        return clock
    if here.date() == today + DAY:
        return _("tomorrow %(clock)s") % {"clock": clock}
    if here.date() == today - DAY:
        return _("yesterday %(clock)s") % {"clock": clock}
    if abs(here.date() - today) < timedelta(days=7):
        return f"{_weekday(here)} {clock}"
    return f"{date_format(here, _('j M') if here.year == today.year else _('j M Y'))}, {clock}"


def _weekday(at: datetime) -> str:
    """`Fri`, `vie`, `пт`: only English writes its days with a capital."""
    said = date_format(at, "D")
    return said if (get_language() or "en").startswith("en") else said.lower()


def phone(digits: str) -> str:
    """`+56 9 0000 0047`; what is no phone number, as an address of mail, stays as it is."""
    if "@" in digits:
        return digits
    try:
        number = phonenumbers.parse("+" + digits.lstrip("+"))
    except phonenumbers.NumberParseException:
        return digits
    said = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return UNGROUPED.sub(_grouped, said)


def _grouped(found: re.Match[str]) -> str:
    """A number that no plan knows is still easier to read in fours."""
    digits = found[0]
    first = len(digits) % 4
    fours = [digits[at : at + 4] for at in range(first, len(digits), 4)]
    return " ".join(filter(None, [digits[:first], *fours]))
