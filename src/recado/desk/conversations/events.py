"""What happens in threads."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recado.desk.journal.events import Event, Names


@dataclass(frozen=True, kw_only=True)
class MessageReceived(Event):
    """The customer said something. `message` is its key, `words` its first words, `quiet` if filed without alarm."""

    name: ClassVar[str] = "message.received"
    message: int
    words: str = ""
    quiet: bool = False

    def sentence(self, who: Names) -> str:
        return _("%(person)s wrote.") % {"person": who(self.by)}


@dataclass(frozen=True, kw_only=True)
class MessageWritten(Event):
    """The house said something, here or on its own phone (`elsewhere`); `automatic`: no person did."""

    name: ClassVar[str] = "message.written"
    message: int
    words: str = ""
    said_at: str = ""
    type: str = "text"
    elsewhere: bool = False
    automatic: bool = False

    def sentence(self, who: Names) -> str:
        if self.elsewhere:
            return _("Somebody of the house answered on the phone.")
        if self.automatic:
            return _("An automatic reply was sent.")
        return _("%(agent)s answered.") % {"agent": who(self.by)}


@dataclass(frozen=True, kw_only=True)
class MessageRecalled(Event):
    """Who wrote it took it back before it left: there is no such message any more, and nobody outside saw it."""

    name: ClassVar[str] = "message.recalled"
    message: int

    def sentence(self, who: Names) -> str:
        return _("%(agent)s took a reply back before it left.") % {"agent": who(self.by)}


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    """A colleague left a note that only the house sees. `named`: whom he chose to name, such as ``agent:12``."""

    name: ClassVar[str] = "note.written"
    message: int
    named: tuple[str, ...] = ()

    def sentence(self, who: Names) -> str:
        return _("%(agent)s left a note.") % {"agent": who(self.by)}


@dataclass(frozen=True, kw_only=True)
class MessageMoved(Event):
    """A message of ours came further, or failed: `rung` says where it is, `code` why it failed."""

    name: ClassVar[str] = "message.moved"
    message: int
    rung: str
    code: str = ""

    def sentence(self, who: Names) -> str:
        said = {
            "sent": _("The message left."),
            "delivered": _("The message arrived."),
            "read": _("The message was read."),
            "played": _("The voice note was listened to."),
            "failed": _("The message could not be delivered."),
            "unknown": _("Nobody knows whether the message left."),
        }
        return said.get(self.rung, _("The message is on its way."))


@dataclass(frozen=True, kw_only=True)
class MessageChanged(Event):
    """A message was edited, taken back, reacted to, or its file arrived; `what` says which."""

    name: ClassVar[str] = "message.changed"
    message: int
    what: str

    def sentence(self, who: Names) -> str:
        said = {
            "edited": _("%(person)s edited a message."),
            "revoked": _("%(person)s took a message back."),
            "reaction": _("%(person)s reacted to a message."),
            "file": _("The file of a message arrived."),
            "understood": _("A message that could not be read is understood now."),
        }
        return said[self.what] % {"person": who(self.by)}


@dataclass(frozen=True, kw_only=True)
class IdentityChanged(Event):
    """The provider told that a person has another number or id now; the thread goes on."""

    name: ClassVar[str] = "person.identity_changed"
    person: int
    became: str = ""

    def sentence(self, who: Names) -> str:
        return _("%(person)s has a new address: %(address)s.") % {"person": who(self.by), "address": self.became}


@dataclass(frozen=True, kw_only=True)
class MailOffered(Event):
    """A visitor left an e-mail address to be answered under; `agreed` are the words he agreed to."""

    name: ClassVar[str] = "person.mail_offered"
    person: int
    email: str
    agreed: str = ""

    def sentence(self, who: Names) -> str:
        said = {"person": who(self.by), "address": self.email}
        return _("%(person)s agreed to be answered by e-mail at %(address)s.") % said


@dataclass(frozen=True, kw_only=True)
class ThreadsJoined(Event):
    """Two threads of one person on one channel became one: the words of `before` stand in this thread now."""

    name: ClassVar[str] = "thread.joined"
    before: int
    lost: str = ""
    messages: int = 0
    because: str = ""

    def sentence(self, who: Names) -> str:
        said = ngettext(
            "%(count)s message from the thread of %(lost)s stands here now: they are one person.",
            "%(count)s messages from the thread of %(lost)s stand here now: they are one person.",
            self.messages,
        )
        return said % {"count": self.messages, "lost": self.lost or _("a nameless person")}


@dataclass(frozen=True, kw_only=True)
class ThreadsParted(Event):
    """What had come from another thread went back there, since a merge was undone."""

    name: ClassVar[str] = "thread.parted"
    before: int
    lost: str = ""

    def sentence(self, who: Names) -> str:
        lost = self.lost or _("a nameless person")
        return _("The messages of %(lost)s went back to their own thread; later ones stay here.") % {"lost": lost}
