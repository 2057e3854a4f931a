"""Make what scenes need: a house with teams and a number, and the bodies that a provider posts."""

import hashlib
import hmac
import itertools
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from recado.desk.cases.models import Label
from recado.desk.channels.lanes import lane
from recado.desk.channels.models import Channel, ChannelTeam, Delivery
from recado.desk.core.time import now
from recado.desk.staff.models import Agent, Membership, Role, Team

SECRET = "an app secret of the tests"
_count = itertools.count(1)


def agent(name: str, *, role: Role = Role.AGENT, teams: tuple[Team, ...] = (), present: bool = True) -> Agent:
    """An agent who is present unless said otherwise."""
    made = Agent.objects.create(
        email=f"{name.split()[0].lower()}@hilandera.example",
        name=name,
        role=role,
        joined_at=now(),
        seen_at=now() + timedelta(hours=1) if present else None,
    )
    for team in teams:
        Membership.objects.create(team=team, agent=made)
    return made


def team(key: str = "support", name: str = "Support") -> Team:
    return Team.objects.create(key=key, name=name)


def label(name: str, *, tint: int = 1, retired: bool = False) -> Label:
    return Label.objects.create(name=name, tint=tint, made_at=now(), retired_at=now() if retired else None)


def retire(label: Label) -> None:
    label.retired_at = now()
    label.save()


def number(*teams: Team, key: str = "ventas", number_id: str = "1065", **settings: str) -> Channel:
    """A WhatsApp number whose deliveries are signed with SECRET."""
    from django.conf import settings as house

    from recado.desk.core import sealing

    secrets = {"app_secret": SECRET, "access_token": "a token", "verify_token": "a word"}
    channel = Channel.objects.create(
        key=key,
        kind="whatsapp",
        name=key.title(),
        address="+56900000001",
        role="support",
        number_id=number_id,
        settings={"phone_number_id": number_id, "business_account_id": "2001", **settings},
        secrets=sealing.seal(secrets, house.SECRET_KEY),
        secret_print=sealing.fingerprint(SECRET, house.SECRET_KEY),
        made_at=now(),
    )
    for place, one in enumerate(teams):
        ChannelTeam.objects.create(channel=channel, team=one, place=place)
    return channel


def wamid() -> str:
    return f"wamid.{next(_count):012d}"


def text(
    words: str, *, sender: str = "56900000047", id_: str | None = None, at: datetime | None = None
) -> dict[str, Any]:
    """One incoming text as it stands in `messages`."""
    return {
        "from": sender,
        "id": id_ or wamid(),
        "timestamp": str(int((at or datetime.now(UTC)).timestamp())),
        "type": "text",
        "text": {"body": words},
    }


def body(
    *messages: dict[str, Any],
    statuses: tuple[dict[str, Any], ...] = (),
    number_id: str = "1065",
    name: str = "Dmitri Sokolov",
    contacts: list[dict[str, Any]] | None = None,
    **more: Any,
) -> bytes:
    """A webhook body with these messages and statuses."""
    senders = dict.fromkeys(message["from"] for message in messages if "from" in message)
    known = contacts or [{"profile": {"name": name}, "wa_id": sender} for sender in senders]
    value: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "56900000001", "phone_number_id": number_id},
        **({"contacts": known} if known else {}),
        **({"messages": list(messages)} if messages else {}),
        **({"statuses": list(statuses)} if statuses else {}),
        **more,
    }
    change = {"field": "messages", "value": value}
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "2001", "changes": [change]}]}).encode()


def status(of: str, what: str, *, recipient: str = "56900000047", **more: Any) -> dict[str, Any]:
    at = str(int(datetime.now(UTC).timestamp()))
    return {"id": of, "status": what, "timestamp": at, "recipient_id": recipient, **more}


def signature(raw: bytes) -> str:
    return "sha256=" + hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()


def deliver(channel: Channel, raw: bytes) -> Delivery:
    """Put a body before the sorters, as the hook does."""
    return Delivery.objects.create(
        channel=channel, lane=lane(channel.key, raw), body=raw, received_at=now(), state="pending"
    )
