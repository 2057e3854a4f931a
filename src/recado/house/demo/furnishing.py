"""Furnish the demo's house by the verbs of the desk: teams with hours and promises, agents, numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from recado.desk.cases import naming_actions, naming_labels
from recado.desk.cases.models import Label
from recado.desk.channels import adding, embedding, mailboxing
from recado.desk.channels.mailboxing import MailboxCard
from recado.desk.channels.models import Channel
from recado.desk.channels.site.looks import Looks
from recado.desk.clock.sections import Promises
from recado.desk.conversations import sections as letterheads
from recado.desk.conversations.sections import Letterhead
from recado.desk.core.actors import HOUSE
from recado.desk.people import organising
from recado.desk.people.models import Organisation
from recado.desk.rules import changing
from recado.desk.staff import joining, sections, teaming
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import OpeningHours
from recado.desk.worktime import wording
from recado.desk.worktime.calendars import Calendar
from recado.twins.whatsapp.setup import Setup


@dataclass(frozen=True)
class House:
    """What the demo works with, by the keys of `house.toml`; `members` answer in the team of that number."""

    teams: dict[str, Team]
    agents: dict[str, Agent]
    channels: dict[str, Channel]
    members: dict[int, list[Agent]]
    labels: dict[str, Label]
    firms: dict[str, Organisation]
    site: Channel
    mailbox: Channel
    form: str

    @property
    def ways(self) -> dict[str, Channel]:
        """All channels, by what a dialogue calls them."""
        return {**self.channels, "sitio": self.site, "correo": self.mailbox}


def furnish(
    told: dict[str, Any],
    firms: Sequence[dict[str, Any]],
    setup: Setup,
    graph_url: str,
    password: str,
    mail: dict[str, Any],
) -> House:
    """Teams, agents (those who enter do so with `password`), numbers, labels, actions, organisations, as told.

    `mail`: where the provider of the house's mailbox stands, and what opens it.
    """
    teams = {one["key"]: _team(one, told["zone"]) for one in told["team"]}
    agents = {one["key"]: _agent(one, teams, password) for one in told["agent"]}
    channels = {one["key"]: _channel(one, teams, setup, graph_url) for one in told["number"]}
    members = {
        team.pk: [agents[one["key"]] for one in told["agent"] if key in one["teams"] and one["role"] == "agent"]
        for key, team in teams.items()
    }
    labels = {name: naming_labels.add(name, tint, by=HOUSE) for tint, name in enumerate(told["labels"])}
    for name in told["actions"]:
        naming_actions.add(name, by=HOUSE)
    by_name = {one["name"]: _firm(one, agents) for one in firms}
    site, mailbox = _site(told["site"], teams), _mailbox(told["mailbox"], teams, mail)
    return House(teams, agents, channels, members, labels, by_name, site, mailbox, told["site"]["form"])


def _team(one: dict[str, Any], zone: str) -> Team:
    team = teaming.form(key=one["key"], name=one["name"], by=HOUSE)
    weekly = Calendar(zone=zone, weekly=wording.parse(one["hours"]), holidays=None)
    scope = sections.scope(team)
    changing.change(OpeningHours, scope, OpeningHours.of(weekly), by=HOUSE)
    changing.change(Promises, scope, Promises(first_answer=one["first_answer"]), by=HOUSE)
    return team


def _agent(one: dict[str, Any], teams: dict[str, Team], password: str) -> Agent:
    return joining.join(
        email=one["email"],
        name=one["name"],
        role=one["role"],
        teams=[teams[key] for key in one["teams"]],
        by=HOUSE,
        password=password if one.get("enters") else None,
    )


def _channel(one: dict[str, Any], teams: dict[str, Team], setup: Setup, graph_url: str) -> Channel:
    settings = {
        "phone_number_id": one["id"],
        "business_account_id": setup.business_account_id,
        "graph_url": graph_url,
    }
    secrets = {
        "access_token": setup.token,
        "app_secret": setup.app_secret,
        "verify_token": setup.verify_token,
    }
    return adding.add(
        kind="whatsapp",
        name=one["name"],
        address=one["number"],
        role=one["role"],
        settings=settings,
        secrets=secrets,
        teams=[teams[key] for key in one["teams"]],
        by=HOUSE,
    )


def _mailbox(one: dict[str, Any], teams: dict[str, Team], mail: dict[str, Any]) -> Channel:
    """The house's mailbox, connected as anybody would in the settings."""
    card = MailboxCard(
        imap_host="127.0.0.1", imap_port=mail["imap_port"], imap_security="none",
        smtp_host="127.0.0.1", smtp_port=mail["smtp_port"], smtp_security="none",
    )  # fmt: skip
    channel = mailboxing.connect(
        name=one["channel"], address=mail["address"], card=card, from_now=False, role="",
        secrets=dict.fromkeys(("imap_password", "smtp_password"), mail["password"]),
        teams=[teams[key] for key in one["teams"]], by=HOUSE,
    )  # fmt: skip
    head = Letterhead(name=one["name"], separator=one["separator"], signature=one["signature"])
    changing.change(Letterhead, letterheads.scope(channel.pk), head, by=HOUSE)
    return channel


def _site(one: dict[str, Any], teams: dict[str, Team]) -> Channel:
    """The chat on the house's own site, with a form; it stands on a page of the demo to be tried."""
    wanted = Looks.of({**one, "forms": [{"name": one["form"], "fields": ["name", "subject", "file"]}]})
    answering = [teams[key] for key in one["teams"]]
    return embedding.add(name=one["name"], origins=[], teams=answering, by=HOUSE, wanted=wanted)


def _firm(one: dict[str, Any], agents: dict[str, Agent]) -> Organisation:
    return organising.found(
        by=agents["carla"].actor,
        name=one["name"],
        role=one.get("role", "customer"),
        segment=one.get("segment", ""),
        account_manager=agents.get(one.get("manager", "")),
        domains=[one["domain"]] if "domain" in one else [],
        properties=one.get("properties", {}),
    )
