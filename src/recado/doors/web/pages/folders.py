"""Which folders of a mailbox are read? Asked of its server, and chosen."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recado.desk.cases import charges
from recado.desk.channels import mailboxing, registry
from recado.desk.channels.email import entering, faults, pulling
from recado.desk.channels.models import Channel
from recado.desk.channels.port import Refused, Unreachable
from recado.desk.core import patience
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, channels, settling
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import mailboxes


@inside("POST", "PUT")
@writing
def choose(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """POST asks the server for its folders, PUT reads those that were chosen beside the first."""
    found, before = charges.channel(agent, key), settling.newest()
    if request.method == "POST":
        return settling.changed(request, channels.CHANNEL, **_asked(found), **channels.context(request, found))
    mailboxing.choose(found, answering.said(request).getlist("folder"), by=agent.actor)
    told = _("The folders are saved.")
    return settling.changed(request, channels.CHANNEL, told, since=before, **channels.context(request, found))


def _asked(channel: Channel) -> dict[str, Any]:
    """The folders to choose from, or in words why they cannot be asked for."""
    there: Sequence[str] = ()
    said = ""
    try:
        with patience.within(channels.TEST_TAKES), entering.opened(registry.account(channel)) as box:
            there = pulling.folders(box)
    except TimeoutError:
        said = " ".join(faults.explain("no_answer", ""))
    except (Refused, Unreachable) as wrong:
        said = " ".join(faults.explain(wrong.code, wrong.detail))
    return {"offered": mailboxes.offered(channel, there), "folders_wrong": said, "folders_asked": True}
