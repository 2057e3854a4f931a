"""The mailboxes of the house: a new one, where it stands, and the address to which mail is forwarded."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import charges
from recado.desk.channels import arriving, mailboxing
from recado.desk.channels.mailboxing import MailboxCard
from recado.desk.channels.models import Channel
from recado.desk.journal.telling import Objected
from recado.desk.staff.models import Agent, Team
from recado.doors.web.pages import answering, channels, settling
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import mailboxes

NEW = "web/settings/mailbox_new.html"


@inside("GET", "POST")
@writing
def new(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The form of a new mailbox; POST connects it."""
    charges.house(agent)
    said = answering.said(request)
    if request.method != "POST":
        return settling.page(request, NEW, **_blank({}))
    try:
        channel = _connected(said, agent)
    except Objected as objected:
        return settling.refused(request, NEW, objected, **_blank(said))
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = reverse("settings_channel", args=[channel.key])
    return answer


@inside("PUT")
@writing
def move(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """Where the mailbox stands from now on."""
    found, said, before = charges.channel(agent, key), answering.said(request), settling.newest()
    try:
        mailboxing.move(found, mailboxing.card(said), password=said.get("password", ""), by=agent.actor)
    except Objected as objected:
        shown = {**channels.context(request, found), "mailbox": said}
        return settling.refused(request, channels.CHANNEL, objected, **shown)
    told = _("The mailbox is saved. It is tried at once.")
    return settling.changed(request, channels.CHANNEL, told, since=before, **channels.context(request, found))


@inside("PUT")
@writing
def arrival(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """A new address to forward to; the old one takes nothing any more."""
    found = charges.channel(agent, key)
    arriving.renew(by=agent.actor)
    told = _("Mail is taken at the new address; the old one is gone.")
    return settling.changed(request, channels.CHANNEL, told, **channels.context(request, found))


def _connected(said: Any, agent: Agent) -> Channel:
    teams = list(Team.objects.filter(key__in=channels.teams_of(said)))
    kept = {name: value for name in channels.MAIL_SECRETS if (value := said.get(name, "").strip())}
    if "imap_password" in kept and "smtp_password" not in kept:
        kept["smtp_password"] = kept["imap_password"]
    return mailboxing.connect(
        name=said.get("name", ""), address=said.get("address", ""), card=mailboxing.card(said),
        from_now=said.get("past") != "all", secrets=kept, role="", teams=teams, by=agent.actor,
    )  # fmt: skip


def _blank(said: Any) -> dict[str, Any]:
    plain = MailboxCard().model_dump()
    tried = {**plain, "past": "now", **{name: said.get(name, "") for name in said}}
    return {
        "part": "channels",
        "teams": Team.objects.order_by("name"),
        "tried": tried,
        "mailbox": tried,
        **mailboxes.choices(),
    }
