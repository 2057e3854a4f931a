"""Give a written message its mail before it leaves: Message-ID, chain, recipients, signature and quote (email.md 1)."""

from dataclasses import asdict
from typing import Any

from django.conf import settings as house
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from recado.desk.channels.email import answering, identifying, tidying
from recado.desk.channels.port import Mailbox
from recado.desk.conversations import letterheads, letters
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Attachment, Thread
from recado.desk.conversations.sections import PLAIN
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.rules import reading
from recado.desk.staff import preferring
from recado.desk.staff.manners import Languages
from recado.desk.staff.models import Agent

LONGEST_QUOTE = 20_000  # characters of the mail that is answered
KNOWN = tuple(code for code, _name in house.LANGUAGES)


def write(message: int, thread: Thread, *, by: Actor, letter: Letter) -> None:
    """Keep the mail that this message is, in the transaction that keeps the message: an answer to it is known even if
    it leaves and we never hear so."""
    head, last = letterheads.of(thread.channel), letters.answered(thread)
    sender, address = letterheads.sender(thread.channel), str(thread.channel.settings.get("address") or head.address)
    answers = f"<{last.mail_id}>" if last and last.mail_id else ""
    chain = answering.references([*(last.references if last else ()), *([last.in_reply_to] if last else ())], answers)
    row: dict[str, Any] = {
        "message_id": message,
        "mail_id": identifying.message_id(thread.pk, message, address, house.SECRET_KEY).strip("<>"),
        "in_reply_to": answers.strip("<>"),
        "references": [one.strip("<>") for one in chain],
        "subject": storable(letter.subject),
        "writer": asdict(sender),
        "to": _kept(letter.to),
        "cc": _kept(letter.cc),
        "bcc": _kept(letter.bcc),
        "html": storable(letter.html),
        "quoted": "" if letter.automatic else quote(last),
        "signature": storable(signature(by, head.signature)),
        "automatic": letter.automatic,
        "answerable": not letter.automatic,
        "language": last.language if last else "",
        "token": address if head.answers == PLAIN else identifying.token(address, thread.pk, house.SECRET_KEY),
        "headers": {},
        "reply_to": [],
    }
    bulk.insert(Mail, [row], returning=("message",))
    inside = [{"id": key, "source": {"cid": str(key), "inline": True}} for key in tidying.pictures(letter.html)]
    bulk.update(Attachment, inside)


def quote(last: Mail | None) -> str:
    """The mail that is answered, below the line that says who wrote it and when; empty where there is none."""
    if last is None:
        return ""
    words = last.message.text.strip()[:LONGEST_QUOTE]
    if not words:
        return ""
    with translation.override(_language(last)):
        day = formats.date_format(timezone.localtime(last.message.at), "SHORT_DATETIME_FORMAT")
        name = str(last.writer.get("name") or last.writer.get("address") or "")
        by = _("On %(day)s, %(name)s wrote:") % {"day": day, "name": " ".join(name.split())}
    return f"{by}\n\n{words}"


def _language(last: Mail) -> str:
    return last.language if last.language in KNOWN else reading.read(Languages).default


def signature(by: Actor, of_team: str) -> str:
    """The agent's own, or his name, above that of the team."""
    agent = Agent.objects.filter(pk=by.id or 0).first() if by.kind == "agent" else None
    own = preferring.preferred(agent, "signature", "").strip() or agent.name if agent else ""
    return "\n".join(filter(None, (own, of_team.strip())))


def _kept(boxes: tuple[Mailbox, ...]) -> list[dict[str, str]]:
    return [asdict(box) for box in boxes]
