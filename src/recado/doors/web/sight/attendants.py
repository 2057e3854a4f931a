"""Who else is at the case, in words and faces?"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recado.desk.cases.attending import Attendant
from recado.desk.cases.models import Doing
from recado.desk.core import time
from recado.doors.web.sight import faces

MOST = 4


def shown(there: Sequence[Attendant]) -> dict[str, Any]:
    """`faces` for the head, `said` about all, `writing` for the composer; it holds for `left` seconds."""
    writing = [one for one in there if one.doing != Doing.LOOKING]
    left = min((one.until - time.now() for one in there), default=None)
    return {
        "faces": [_face(one) for one in there[:MOST]],
        "said": _all(there),
        "writing": _said(writing[0]) if writing else "",
        "left": round(left.total_seconds(), 1) if left else 0,
    }


def _face(one: Attendant) -> dict[str, Any]:
    face = faces.of_agent(one.agent)
    return {"initial": face.initial, "tint": face.tint, "said": _said(one), "writes": one.doing != Doing.LOOKING}


def _all(there: Sequence[Attendant]) -> str:
    """The first in words, the others by number."""
    if len(there) < 2:
        return _said(there[0]) if there else ""
    more = len(there) - 1
    words = ngettext("%(said)s, %(n)d more is here", "%(said)s, %(n)d more are here", more)
    return words % {"said": _said(there[0]), "n": more}


def _said(one: Attendant) -> str:
    words = {
        Doing.LOOKING: _("%(name)s is looking"),
        Doing.TYPING: _("%(name)s is typing a reply"),
        Doing.NOTING: _("%(name)s is writing a note"),
    }
    return words[one.doing] % {"name": one.agent.name.split()[0] if one.agent.name else one.agent.email}
