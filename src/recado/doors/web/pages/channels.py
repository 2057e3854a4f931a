"""The channels: the list with their health, a new WhatsApp number, and one channel with all that is set of it."""

import re
import secrets
from typing import Any

from django.conf import settings as house
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import charges
from recado.desk.channels import adding, listing, probing, registry, tending
from recado.desk.channels.models import Channel, ChannelTeam
from recado.desk.channels.pausing import FOR_EVER
from recado.desk.channels.port import Ambiguous, Refused, Unreachable
from recado.desk.core import patience, sealing
from recado.desk.journal.telling import Objected, Objection
from recado.desk.people import phones
from recado.desk.staff.models import Agent, Team
from recado.doors.web.pages import answering, settling
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import changes, health, mailboxes, sites

CHANNELS, NEW, CHANNEL = (f"web/settings/{name}.html" for name in ("channels", "channel_new", "channel"))
SECRETS = ("access_token", "app_secret")
MAIL_SECRETS = ("imap_password", "smtp_password", "oauth_client_id", "oauth_client_secret", "oauth_refresh_token")
TEST_TAKES = 15.0  # seconds at most; the browser waits for 20
ID = re.compile(r"[0-9]{5,25}", re.ASCII)


@inside("GET", "POST")
@writing
def channels(request: HttpRequest, agent: Agent) -> HttpResponse:
    """All channels at one glance; POST adds a WhatsApp number."""
    charges.house(agent)
    if request.method != "POST":
        shown = {"rows": health.of(Channel.objects.order_by("name")), "changes": changes.of(("channel", "channel:"))}
        return settling.page(request, CHANNELS, part="channels", **shown)
    said = answering.said(request)
    try:
        channel = _added(said, agent)
    except Objected as objected:
        return settling.refused(request, NEW, objected, tried=said, **_blank(said))
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = reverse("settings_channel", args=[channel.key])
    return answer


@inside("GET")
def new(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The form of a new number: each field says where Meta shows it."""
    charges.house(agent)
    return settling.page(request, NEW, **_blank({}))


@inside("GET", "PUT")
@writing
def channel(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """One channel; PUT keeps its name, what it is for and its teams."""
    found, said, before = charges.channel(agent, key), answering.said(request), settling.newest()
    if request.method == "GET":
        return settling.page(request, CHANNEL, **context(request, found))
    name, role = said.get("name", ""), said.get("role", "")
    try:
        tending.describe(found, name=name, role=role, teams=teams_of(said), by=agent.actor)
    except Objected as objected:
        return settling.refused(request, CHANNEL, objected, tried=said, **context(request, found))
    return settling.changed(request, CHANNEL, _("The channel is saved."), since=before, **context(request, found))


@inside("POST")
@writing
def probe(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """Ask the provider whether the number works, and which templates it has."""
    found = charges.channel(agent, key)
    with patience.within(TEST_TAKES):
        result = probing.probe(found, by=agent.actor)
        taken = result.steps or [result]
        steps = [{"ok": one.ok, "said": one.said, "advice": one.advice} for one in taken]
        if result.ok and registry.adapter(found.kind).abilities.templates:
            steps.append(_templates(found))
    found.refresh_from_db()
    return settling.changed(request, CHANNEL, steps=steps, **context(request, found))


@inside("PUT")
@writing
def replaced(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """New secrets in place of the old ones; nothing of them is shown again."""
    found, said = charges.channel(agent, key), answering.said(request)
    try:
        names = MAIL_SECRETS if found.kind == "email" else SECRETS
        tending.replace_secrets(found, {name: said.get(name, "") for name in names}, by=agent.actor)
    except Objected as objected:
        return settling.refused(request, CHANNEL, objected, **context(request, found))
    told = _("The secrets are replaced. Test the channel now.")
    return settling.changed(request, CHANNEL, told, **context(request, found))


@inside("PUT", "DELETE")
@writing
def pause(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """PUT lets nothing leave, DELETE lets it go on."""
    found, before = charges.channel(agent, key), settling.newest()
    if request.method == "PUT":
        tending.pause(found, by=agent.actor)
        told = _("Nothing leaves through %(channel)s now; what is written waits.") % {"channel": found.name}
    else:
        tending.resume(found, by=agent.actor)
        told = _("%(channel)s sends again.") % {"channel": found.name}
    return settling.changed(request, CHANNEL, told, since=before, **context(request, found))


def _templates(found: Channel) -> dict[str, Any]:
    """Whether the templates can be read, as the second step of a test."""
    try:
        count = listing.list_templates(found)
    except (Refused, Unreachable, Ambiguous) as wrong:
        code, detail = getattr(wrong, "code", "no_answer"), getattr(wrong, "detail", "")
        said, *advice = registry.adapter(found.kind).explain_error(code, detail)
        return {
            "ok": False,
            "said": _("The templates cannot be read: %(why)s") % {"why": said},
            "advice": " ".join(advice),
        }
    return {"ok": True, "said": _("Templates read: %(count)s.") % {"count": count}, "advice": ""}


def _added(said: Any, agent: Agent) -> Channel:
    given = {name: said.get(name, "").strip() for name in ("phone_number_id", "business_account_id", "graph_url")}
    address = phones.dialled(said.get("number", "")) or ""
    _check(said, given, address)
    settings = {name: value for name, value in given.items() if value}
    kept = {name: said.get(name, "").strip() for name in SECRETS}
    kept["verify_token"] = said.get("verify_token", "").strip() or secrets.token_urlsafe(24)
    known = {team.key: team for team in Team.objects.filter(key__in=teams_of(said))}
    teams = [known[key] for key in teams_of(said) if key in known]
    try:
        return adding.add(
            kind="whatsapp", name=said.get("name", ""), address=address, role=said.get("role", "").strip(),
            settings=settings, secrets=kept, teams=teams, by=agent.actor,
        )  # fmt: skip
    except Objected as objected:
        fields = {"name-missing": "name", "number-taken": "phone_number_id"}
        again = [Objection(one.code, one.text, (fields.get(one.code, "whole"),)) for one in objected.objections]
        raise Objected(again) from objected


def _check(said: Any, given: dict[str, str], address: str) -> None:
    """Whatever can be seen to be wrong without asking Meta, all at once."""
    wrong = []
    if not said.get("name", "").strip():
        wrong.append(Objection("name-missing", _("A channel needs a name."), ("name",)))
    if not address:
        text = _("Write the number with its country, as +56900000001.")
        wrong.append(Objection("number-invalid", text, ("number",)))
    for name in ("phone_number_id", "business_account_id"):
        if not ID.fullmatch(given[name]):
            text = _("This is a number of about 15 figures, without plus or spaces.")
            wrong.append(Objection("id-invalid", text, (name,)))
    text = _("Paste it here; it is sealed and never shown again.")
    missing = [name for name in SECRETS if not said.get(name, "").strip()]
    wrong += [Objection("secret-missing", text, (name,)) for name in missing]
    if given["graph_url"] and not given["graph_url"].startswith(("https://", "http://")):
        text = _("Write it as https://graph.facebook.com/v25.0, or leave it empty.")
        wrong.append(Objection("address-invalid", text, ("graph_url",)))
    if wrong:
        raise Objected(wrong)


def _blank(said: Any) -> dict[str, Any]:
    return {"part": "channels", "teams": Team.objects.order_by("name"), "verify": secrets.token_urlsafe(24)}


def context(request: HttpRequest, found: Channel) -> dict[str, Any]:
    placed = [one.team for one in ChannelTeam.objects.filter(channel=found).select_related("team")]
    others = Team.objects.exclude(pk__in=[team.pk for team in placed]).order_by("name")
    base = house.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
    [how] = health.of([found])
    known = sealing.unseal(found.secrets, house.SECRET_KEY)
    return {
        "part": "channels",
        "channel": found,
        "how": how,
        "paused": found.paused_until == FOR_EVER,
        "placed": placed,
        "others": others,
        "hook_url": f"{base}/hooks/{found.kind}/{found.key}",
        "redirect_url": f"{base}{reverse('settings_consent')}",
        "verify": known.get("verify_token", ""),
        "has_client": bool(known.get("oauth_client_id")),
        "changes": changes.of(*((section, f"{section}:{found.pk}") for section in ("channel", "mailbox", "site"))),
        **(mailboxes.context(found) if found.kind == "email" else {}),
        **(sites.context(request, found) if found.kind == "site" else {}),
    }


def teams_of(said: Any) -> tuple[str, ...]:
    """The chosen teams; the one named first stands first."""
    first, chosen = said.get("first", ""), said.getlist("team") if hasattr(said, "getlist") else []
    return tuple(dict.fromkeys([*([first] if first else []), *chosen]))
