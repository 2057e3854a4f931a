"""The way to a mailbox without a password: off to the provider, and back with what its owner said there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from recado.desk.cases import charges
from recado.desk.channels import agreeing, probing
from recado.desk.channels.email import consenting, faults
from recado.desk.channels.port import Refused, Unreachable
from recado.desk.core import patience
from recado.desk.core.time import now
from recado.desk.journal.telling import Objected, Objection
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, channels, settling
from recado.doors.web.pages.guarding import inside, writing

ASKED = "consents"
HOLDS, MOST = 600, 5  # seconds, and questions that may be open in one session


@inside("POST")
@writing
def ask(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """Send the browser to the provider; what it says there must come back to this session."""
    found, said = charges.channel(agent, key), answering.said(request)
    provider = said.get("provider", "")
    typed = {name: said.get(f"{provider}_{name}", "") for name in ("client_id", "client_secret", "tenant")}
    given = {"oauth_client_id": typed["client_id"], "oauth_client_secret": typed["client_secret"]}
    try:
        _expect_mail(found.kind)
        back = channels.context(request, found)["redirect_url"]
        question = agreeing.ask(found, provider, {**given, "tenant": typed["tenant"]}, redirect=back)
    except Objected as objected:
        shown = {**channels.context(request, found), "opened": provider}
        return settling.refused(request, channels.CHANNEL, objected, tried=said, **shown)
    open_ones = sorted(request.session.get(ASKED, {}).items(), key=lambda one: one[1]["at"])[-MOST + 1 :]
    mine = {"channel": found.key, "sealed": question.sealed, "at": now().timestamp()}
    request.session[ASKED] = {**dict(open_ones), question.state: mine}
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = question.address
    return answer


@inside("GET")
def answered(request: HttpRequest, agent: Agent) -> HttpResponse:
    """What the provider says; only an answer to a question of this session counts, once, for ten minutes."""
    charges.house(agent)
    asked: dict[str, Any] = request.session.get(ASKED, {}).pop(request.GET.get("state", ""), None)
    request.session.modified = True
    if not asked or now().timestamp() - asked["at"] > HOLDS:
        said = _("This answer belongs to no question that was asked here in the last ten minutes. Connect again.")
        return answering.refused(request, said, status=403)
    found = charges.channel(agent, asked["channel"])
    try:
        if error := request.GET.get("error", ""):
            raise consenting.refusal(error, request.GET.get("error_description", ""))
        agreeing.agree(found, asked["sealed"], request.GET.get("code", ""), by=agent.actor)
    except (Refused, Unreachable) as wrong:
        messages.error(request, " ".join(faults.explain(wrong.code, wrong.detail)))
        return redirect("settings_channel", key=found.key)
    with patience.within(channels.TEST_TAKES):
        tried = probing.probe(found, by=agent.actor)
    if tried.ok:
        messages.success(request, _("The mailbox is connected. %(said)s") % {"said": tried.said})
    else:
        messages.error(request, f"{tried.said} {tried.advice}".strip())
    return redirect("settings_channel", key=found.key)


def _expect_mail(kind: str) -> None:
    if kind != "email":
        raise Objected([Objection("kind-other", _("Choose one of what is offered."), ("whole",))])
