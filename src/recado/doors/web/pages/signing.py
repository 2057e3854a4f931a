"""The seal on a channel's mail, and whether other servers believe it: SPF, DKIM and DMARC."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recado.desk.cases import charges
from recado.desk.channels import registry, signing
from recado.desk.channels.email import standing
from recado.desk.journal.telling import Objected
from recado.desk.staff.models import Agent
from recado.doors.web.pages import channels, settling
from recado.doors.web.pages.guarding import inside, writing


@inside("POST", "PUT", "DELETE")
@writing
def sign(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """POST makes a key, PUT signs from now on, DELETE signs no more."""
    found = charges.channel(agent, key)
    does = {"POST": signing.make, "PUT": signing.begin, "DELETE": signing.end}[request.method or ""]
    try:
        does(found, by=agent.actor)
    except Objected as objected:
        return settling.refused(request, channels.CHANNEL, objected, **channels.context(request, found))
    told = {
        "POST": _("The key is made. Enter its record in the DNS, then switch signing on."),
        "PUT": _("Mail is signed from now on."),
        "DELETE": _("Mail is not signed any more."),
    }[request.method or ""]
    return settling.changed(request, channels.CHANNEL, told, **channels.context(request, found))


@inside("POST")
@writing
def look(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """Ask the name servers now."""
    found = charges.channel(agent, key)
    looks = standing.looks(registry.account(found))
    return settling.changed(request, channels.CHANNEL, looks=looks, **channels.context(request, found))
