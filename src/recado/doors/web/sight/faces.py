"""Who is it at a glance? Initials on a tint, and the glyph of the channel."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from recado.desk.channels.models import Channel
from recado.desk.conversations.models import Thread
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent
from recado.doors.web.sight import wording

TINTS = 7


@dataclass(frozen=True)
class Face:
    """Initials of one or two letters, a tint from 1 to 7, the whole name."""

    initials: str
    tint: int
    name: str

    @property
    def initial(self) -> str:
        return self.initials[:1]


@dataclass(frozen=True)
class Glyph:
    """A channel's mark: its kind for the colour, an icon of the sprite, its word."""

    kind: str
    icon: str
    word: str


def of_agent(agent: Agent) -> Face:
    return Face(initials(agent.name), tint(agent.pk), agent.name)


def of_person(person: Person, phone: str = "") -> Face:
    name = called(person, phone)
    return Face(initials(person.name), tint(person.pk), name)


def called(person: Person | None, phone: str = "") -> str:
    """A person's name, else his number, else words that say that we know neither."""
    if person and person.name:
        return person.name
    if phone or person is None:
        return wording.phone(phone) if phone else _("Unknown")
    return _("Visitor %(number)s") % {"number": person.pk}


def with_whom(thread: Thread) -> str:
    return (thread.subject or _("Group")) if thread.kind == "group" else called(thread.person, thread.reached)


def of_channel(channel: Channel) -> Glyph:
    known = {
        "whatsapp": Glyph("whatsapp", "message-circle", "WhatsApp"),
        "telegram": Glyph("telegram", "send", "Telegram"),
        "email": Glyph("mail", "mail", _("E-mail")),
        "site": Glyph("chat", "globe", _("Web chat")),
    }
    return known.get(channel.kind, Glyph(channel.kind, "message-circle", channel.name))


def initials(name: str) -> str:
    words = [word for word in name.split() if word[:1].isalnum()]
    letters = words[0][:1] + (words[-1][:1] if len(words) > 1 else "") if words else "?"
    return letters.upper()


def tint(key: int) -> int:
    return key % TINTS + 1
