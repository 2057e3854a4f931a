"""Write mails as bytes, as mail servers hand them over: for scenes."""

import itertools
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from recado.desk.channels.lanes import lane
from recado.desk.channels.models import Channel, ChannelTeam, Delivery
from recado.desk.conversations.models import Message
from recado.desk.core.time import now
from recado.desk.staff.models import Team
from recado.house import sorting

HELP = "help@hilandera.example"
DMITRI = "Dmitri Sokolov <dmitri@lumen.example>"
VALERIA = "Valeria Montt <valeria@lumen.example>"
_count = itertools.count(1)


def mailbox(*teams: Team, key: str = "mail", address: str = HELP, **settings: object) -> Channel:
    """A mailbox of the house."""
    channel = Channel.objects.create(
        key=key, kind="email", name=key.title(), address=address, number_id=address,
        settings={"address": address, "name": "Hilandera", **settings}, made_at=now(),
    )  # fmt: skip
    for place, one in enumerate(teams):
        ChannelTeam.objects.create(channel=channel, team=one, place=place)
    return channel


def message_id() -> str:
    return f"{next(_count):06d}@lumen.example"


def letter(
    words: str = "Hola, la lámpara no enciende.",
    *,
    subject: str = "Lámpara",
    sender: str = DMITRI,
    to: str = HELP,
    cc: str = "",
    id_: str | None = None,
    answers: str = "",
    html: str = "",
    files: tuple[tuple[str, str, bytes], ...] = (),
    at: datetime | None = None,
    **fields: str,
) -> bytes:
    """One mail. `answers` are Message-IDs, the last one the nearest; fields as ``Auto_Submitted="auto-replied"``."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    if cc:
        mail["Cc"] = cc
    mail["Date"] = format_datetime(at or datetime.now(UTC))
    if id_ != "":
        mail["Message-ID"] = f"<{id_ or message_id()}>"
    if answers:
        mail["In-Reply-To"] = f"<{answers.split()[-1]}>"
        mail["References"] = " ".join(f"<{one}>" for one in answers.split())
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(words)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, mime, content in files:
        kind, _, subtype = mime.partition("/")
        mail.add_attachment(content, kind, subtype, filename=name)
    return mail.as_bytes()


def post(channel: Channel, *mails: bytes) -> None:
    """Put the mails before the sorters, as the fetcher does."""
    for raw in mails:
        Delivery.objects.create(channel=channel, lane=lane(channel.key, raw), body=raw, received_at=now())


def deliver(channel: Channel, *mails: bytes) -> None:
    """The same, and let the desk sort them."""
    post(channel, *mails)
    while sorting.sort():
        pass


def kept(channel: Channel, raw: bytes) -> Message:
    """Deliver one mail and give it back as it was kept."""
    deliver(channel, raw)
    return Message.objects.latest("pk")
