"""What happens to mails of ours after they left, and what a machine of ours did not say."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from recado.desk.conversations.robot_caution import Withheld
from recado.desk.journal.events import Event, Names


@dataclass(frozen=True, kw_only=True)
class MailReturned(Event):
    """A server says that a mail of ours did not reach an address, or not yet. `of` is the message, if it is known."""

    name: ClassVar[str] = "mail.returned"
    message: int
    address: str
    status: str = ""
    temporary: bool = False
    of: int | None = None

    def sentence(self, who: Names) -> str:
        said = {"address": self.address, "status": self.status or "–"}
        if self.temporary:
            return _("The mail to %(address)s is delayed; its server goes on trying (%(status)s).") % said
        return _("The mail to %(address)s came back (%(status)s).") % said


@dataclass(frozen=True, kw_only=True)
class MailComplained(Event):
    """Somebody called a mail of ours spam: nothing more leaves to that address until a person says otherwise."""

    name: ClassVar[str] = "mail.complained"
    message: int
    address: str

    def sentence(self, who: Names) -> str:
        said = {"address": self.address}
        return _("%(address)s called our mail spam: nothing more is sent there until somebody allows it.") % said


@dataclass(frozen=True, kw_only=True)
class AutoReplyWithheld(Event):
    """The channel answers by itself, and this mail got no such answer."""

    name: ClassVar[str] = "auto_reply.withheld"
    message: int
    why: str
    detail: str = ""

    def sentence(self, who: Names) -> str:
        return _("No automatic reply was sent: %(why)s.") % {"why": Withheld(self.why, self.detail).said}
