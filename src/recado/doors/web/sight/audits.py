"""Of what is a deadline made? Its stretches of working time as a bar and a list, ready to be read (N3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from recado.desk.clock import auditing
from recado.desk.clock.auditing import Audit
from recado.desk.clock.models import Deadline
from recado.desk.core import time
from recado.doors.web.sight import wording

WIDTH, LISTED = 288, 8


@dataclass(frozen=True)
class Part:
    """A stretch: from and to in words, how long, and its place on the bar in its own units."""

    said: str
    span: str
    x: float
    width: float
    is_over: bool


@dataclass(frozen=True)
class Shown:
    """A promise and its stretches; `verdict` is the sentence below them."""

    title: str
    parts: list[Part]
    more: int
    verdict: str
    used_width: float
    is_late: bool


def shown(promises: Sequence[Deadline]) -> list[Shown]:
    """These promises of a case, in their order."""
    at = time.now()
    return [_shown(auditing.audited(one, at), at) for one in promises]


def _shown(audit: Audit, at: datetime) -> Shown:
    parts = _parts(audit, audit.met_at or at)
    used = min(audit.used_for / audit.promised_for, 1) if audit.promised_for else 1
    return Shown(
        title=_("First answer within %(span)s") % {"span": wording.span(audit.promised_for)},
        parts=parts[:LISTED],
        more=max(0, len(parts) - LISTED),
        verdict=_verdict(audit),
        used_width=round(WIDTH * used, 1),
        is_late=audit.state == "late",
    )


def _parts(audit: Audit, until: datetime) -> list[Part]:
    """The stretches up to now, or to the answer, and those that lie ahead where there is none yet."""
    total = audit.promised_for.total_seconds() or 1
    cut = [(one.from_at, min(one.to_at, until), True) for one in audit.stretches]
    ahead = [] if audit.met_at else [(max(one.from_at, until), one.to_at, False) for one in audit.stretches]
    parts, x = [], 0.0
    for start, stop, is_over in [*cut, *ahead]:
        if start < stop:
            width = WIDTH * (stop - start).total_seconds() / total
            parts.append(Part(_between(start, stop), wording.span(stop - start), round(x, 1), round(width, 1), is_over))
            x += width
    return parts


def _between(start: datetime, stop: datetime) -> str:
    said = {"start": wording.moment(start), "stop": _stop(start, stop)}
    return _("%(start)s to %(stop)s") % said


def _stop(start: datetime, stop: datetime) -> str:
    same_day = timezone.localtime(start).date() == timezone.localtime(stop).date()
    return date_format(timezone.localtime(stop), "G:i") if same_day else wording.moment(stop)


def _verdict(audit: Audit) -> str:
    said = {"used": wording.span(audit.used_for), "promised": wording.span(audit.promised_for)}
    if audit.met_at:
        late = _("Answered late: %(used)s of working time, %(promised)s were promised.")
        return (late if audit.state == "late" else _("Kept: answered in %(used)s of %(promised)s.")) % said
    if audit.state == "late":
        return _("Late by %(over)s of working time.") % {"over": wording.span(-audit.left_for)}
    left = {**said, "left": wording.span(audit.left_for), "due": wording.moment(audit.due_at)}
    return _("%(left)s left of %(promised)s of working time. Due %(due)s.") % left
