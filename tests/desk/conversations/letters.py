"""A mailbox of the house at a real SMTP server, and customers who write to it."""

from typing import Any

from django.conf import settings as house

from recado.desk.channels.models import Channel, ChannelTeam
from recado.desk.channels.port import Mailbox
from recado.desk.conversations.models import Message, Thread
from recado.desk.core import sealing
from recado.desk.core.time import now
from recado.desk.staff.models import Team
from recado.house import sorting
from tests import makers
from tests.desk.channels.email.postbox import USER, Postbox


def mailbox(box: Postbox | None, *teams: Team, key: str = "soporte", **more: Any) -> Channel:
    """A channel of mail that sends through this server."""
    settings = (box.settings() if box else {"address": USER}) | {"name": "Soporte de Hilandera"} | more
    channel = Channel.objects.create(
        key=key, kind="email", name="Soporte", address=settings["address"], number_id=settings["address"],
        settings=settings,
        secrets=sealing.seal({}, house.SECRET_KEY), made_at=now(),
    )  # fmt: skip
    for place, team in enumerate(teams):
        ChannelTeam.objects.create(channel=channel, team=team, place=place)
    return channel


def comes(channel: Channel, words: str = "La lámpara no enciende.", **head: str) -> Message:
    """A mail that was delivered to the channel and sorted; gives it as it was kept. `head`: fields by name."""
    fields = {
        "return_path": "<dmitri@lumen.example>",
        "delivered_to": USER,
        "message_id": f"<{makers.wamid()}@lumen.example>",
        "date": "Fri, 20 Nov 2026 10:15:00 +0000",
        "from": "Dmitri Sokolov <dmitri@lumen.example>",
        "to": f"Soporte <{USER}>",
        "subject": "La lámpara",
        "content_type": "text/plain; charset=utf-8",
    } | head
    lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in fields.items() if value]
    raw = "\r\n".join((*lines, "", words, "")).encode()
    before = set(Message.objects.values_list("pk", flat=True))
    makers.deliver(channel, raw)
    while sorting.sort():
        pass
    return Message.objects.exclude(pk__in=before).exclude(direction="out").latest("pk")


def thread(message: Message) -> Thread:
    return Thread.objects.select_related("channel", "person").get(pk=message.thread_id)


def boxes(*addresses: str) -> tuple[Mailbox, ...]:
    return tuple(Mailbox("", address) for address in addresses)
