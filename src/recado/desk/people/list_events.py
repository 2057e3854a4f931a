"""What happens to the lists of addresses."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from recado.desk.journal.events import Event, Names


@dataclass(frozen=True, kw_only=True)
class AddressListed(Event):
    """An address, a domain or a pattern stands on a list from now on."""

    name: ClassVar[str] = "address.listed"
    listed: int
    list: str
    pattern: str

    def sentence(self, who: Names) -> str:
        said = {"agent": who(self.by), "pattern": self.pattern, "list": called(self.list)}
        return _("%(agent)s put %(pattern)s on the list “%(list)s”.") % said


@dataclass(frozen=True, kw_only=True)
class AddressUnlisted(Event):
    """It stands there no more."""

    name: ClassVar[str] = "address.unlisted"
    listed: int
    list: str
    pattern: str

    def sentence(self, who: Names) -> str:
        said = {"agent": who(self.by), "pattern": self.pattern, "list": called(self.list)}
        return _("%(agent)s took %(pattern)s off the list “%(list)s”.") % said


def called(list_: str) -> str:
    """The name of a list."""
    return {
        "block": _("Blocked"),
        "no_auto_reply": _("No automatic replies"),
        "ignore_cc": _("Ignored in copies"),
        "failing": _("Mail comes back"),
        "complained": _("Called our mail spam"),
    }.get(list_, list_)
