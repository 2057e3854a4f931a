"""Deliveries in quarantine: the list of a channel, one of them raw, and the replay. Nothing is dropped."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recado.desk.cases import charges
from recado.desk.channels import replaying, wording_reasons
from recado.desk.channels.models import Channel, DeliveryState
from recado.desk.staff.models import Agent
from recado.doors.web.pages import settling
from recado.doors.web.pages.guarding import inside, writing

LIST, RAW = "web/settings/quarantine.html", "web/settings/delivery.html"
PAGE, SHOWN = 50, 100_000


@inside("GET", "POST")
@writing
def quarantine(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """What could not be read or filed, the newest first; POST reads all of it again."""
    channel = charges.channel(agent, key)
    if request.method == "POST":
        count = replaying.replay(channel=channel, quarantined=True)
        told = _("Read again: %(count)s. What can be filed now is filed in a moment.") % {"count": count}
        return settling.changed(request, LIST, told, **_listed(agent, channel))
    return settling.page(request, LIST, **_listed(agent, channel))


@inside("GET", "POST")
@writing
def delivery(request: HttpRequest, agent: Agent, key: str, number: int) -> HttpResponse:
    """One delivery as the provider posted it; POST reads it again."""
    channel = charges.channel(agent, key)
    found = charges.delivery(agent, channel, number)
    if request.method == "POST":
        replaying.replay_one(found)
        told = _("It is read again. What can be filed now is filed in a moment.")
        return settling.changed(request, LIST, told, **_listed(agent, channel))
    raw, faults = _raw(bytes(found.body)), list(found.faults.order_by("place"))
    shown = {
        "part": "channels",
        "channel": channel,
        "delivery": found,
        "raw": raw,
        "reason": "" if faults else wording_reasons.said(found.reason),
        "faults": faults,
    }
    return settling.page(request, RAW, **shown)


def _listed(agent: Agent, channel: Channel) -> dict[str, Any]:
    """What waits to be understood, and what was understood and is kept from the cases on purpose (C5)."""
    found = charges.deliveries(agent, channel).order_by("-pk").defer("body")
    rows = found.filter(state=DeliveryState.QUARANTINED)[:PAGE]
    aside = found.filter(state=DeliveryState.ASIDE)[:PAGE]
    return {"part": "channels", "channel": channel, "rows": rows, "aside": aside}


def _raw(body: bytes) -> str:
    """The bytes as text: JSON with its lines broken, else as they are."""
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2)[:SHOWN]
    except (ValueError, RecursionError):
        return body.decode("utf-8", "replace")[:SHOWN]
