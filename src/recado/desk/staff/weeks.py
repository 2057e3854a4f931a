"""How is a week of opening hours said? `Mon–Fri 9:00–18:00; Sat 10:00–14:00`, in the reader's words."""

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recado.desk.worktime import wording
from recado.desk.worktime.errors import WorktimeError
from recado.desk.worktime.wallclock import Hours

ALWAYS: tuple[Hours, ...] = (((0, 86_400),),) * 7


def said(weekly: tuple[Hours, ...]) -> str:
    """The hours of seven days, Monday first: neighbouring days of the same hours together; empty without any."""
    if weekly == ALWAYS:
        return _("round the clock")
    parts = []
    for hours, group in groupby(range(7), key=lambda day: weekly[day]):
        if hours:
            parts.append(
                f"{_days(list(group))} {', '.join(f'{_clock(start)}–{_clock(stop)}' for start, stop in hours)}"
            )
    return "; ".join(parts)


def reworded(text: str) -> str:
    """The same for a week as it is typed and kept; what cannot be read stays as it is."""
    try:
        return said(wording.parse(text))
    except WorktimeError:
        return text


def _days(days: list[int]) -> str:
    names = [
        pgettext("short day", "Mon"),
        pgettext("short day", "Tue"),
        pgettext("short day", "Wed"),
        pgettext("short day", "Thu"),
        pgettext("short day", "Fri"),
        pgettext("short day", "Sat"),
        pgettext("short day", "Sun"),
    ]
    if len(days) == 1:
        return names[days[0]]
    return _("%(first)s–%(last)s") % {"first": names[days[0]], "last": names[days[-1]]}


def _clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}"
