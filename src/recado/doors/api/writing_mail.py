"""What does a program say of a mail beside its words? Recipients, subject, HTML and the pictures in it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from recado.desk.cases import access, illustrating
from recado.desk.channels import registry
from recado.desk.channels.models import Channel
from recado.desk.conversations import letters, recipients
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.models import Attachment, Thread
from recado.desk.staff.models import Agent
from recado.doors.api.asks import Start, Write, Written
from recado.doors.api.problems import invalid

type Told = tuple[Letter | None, Sequence[Attachment]]


def answer(agent: Agent, thread: Thread, asked: Write) -> Told:
    """The letter of an answer, as usual where nothing else is said, and the pictures in it. Raises a problem."""
    if not _is_mail(thread.channel, asked):
        return None, ()
    usual = letters.usual(thread)
    named = {name: getattr(asked, name) for name in ("to", "cc", "bcc")}
    chosen: dict[str, Any] = {name: recipients.read(said) for name, said in named.items() if said is not None}
    letter = replace(usual, **chosen)
    html, pictures = _words(agent, thread, asked)
    return replace(letter, subject=usual.subject if asked.subject is None else asked.subject, html=html), pictures


def first(agent: Agent, channel: Channel, asked: Start) -> Told:
    """The same for the first mail of a conversation."""
    if not _is_mail(channel, asked):
        return None, ()
    html, pictures = _words(agent, None, asked)
    return Letter((), recipients.read(asked.cc or ()), recipients.read(asked.bcc or ()), html=html), pictures


def is_named(asked: Written) -> bool:
    """Whether anything is said that only a mail has; the subject of a first word is passed over elsewhere."""
    beyond = (asked.to, asked.subject) if isinstance(asked, Write) else ()
    return bool(asked.html) or any(one is not None for one in (asked.cc, asked.bcc, *beyond))


def _is_mail(channel: Channel, asked: Written) -> bool:
    is_mail = registry.adapter(channel.kind).abilities.mail
    if not is_mail and is_named(asked):
        raise invalid({"html" if asked.html else "cc": _("Only mail has recipients, a subject and HTML.")})
    return is_mail


def _words(agent: Agent, thread: Thread | None, asked: Written) -> tuple[str, Sequence[Attachment]]:
    if not asked.html:
        return "", ()
    if getattr(asked, "text", ""):
        raise invalid({"text": _("Where there is HTML the text is read from it.")})
    try:
        return illustrating.illustrated(agent, thread, asked.html)
    except access.NotVisible as missing:
        said = _("Each picture must be one that you uploaded and have not sent, or one of this thread.")
        raise invalid({"html": said}) from missing
