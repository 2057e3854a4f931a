"""What happened to channels: added, probed, working or not."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from recado.desk.channels import wording, wording_reasons
from recado.desk.journal.events import Event, Names


@dataclass(frozen=True, kw_only=True)
class ChannelAdded(Event):
    """A channel was connected."""

    name: ClassVar[str] = "channel.added"
    channel: int
    called: str
    kind: str

    def sentence(self, who: Names) -> str:
        said = {"who": who(self.by), "called": self.called, "kind": self.kind}
        return _("%(who)s added the channel %(called)s (%(kind)s).") % said


@dataclass(frozen=True, kw_only=True)
class ChannelSecretsReplaced(Event):
    """A channel got new secrets; `which` by their names, never their values."""

    name: ClassVar[str] = "channel.secrets_replaced"
    channel: int
    called: str
    which: list[str]

    def sentence(self, who: Names) -> str:
        said = {"who": who(self.by), "called": self.called, "which": ", ".join(self.which)}
        return _("%(who)s replaced secrets of the channel %(called)s: %(which)s.") % said


@dataclass(frozen=True, kw_only=True)
class SenderAllowed(Event):
    """A mailbox may send from one more address: its server was asked (C14)."""

    name: ClassVar[str] = "channel.sender_allowed"
    channel: int
    called: str
    address: str

    def sentence(self, who: Names) -> str:
        said = {"who": who(self.by), "called": self.called, "address": self.address}
        return _("%(who)s allowed %(called)s to send from %(address)s.") % said


@dataclass(frozen=True, kw_only=True)
class SenderWithdrawn(Event):
    """A mailbox sends from an address no more."""

    name: ClassVar[str] = "channel.sender_withdrawn"
    channel: int
    called: str
    address: str

    def sentence(self, who: Names) -> str:
        said = {"who": who(self.by), "called": self.called, "address": self.address}
        return _("%(who)s lets %(called)s send from %(address)s no more.") % said


@dataclass(frozen=True, kw_only=True)
class MailSigningChanged(Event):
    """A mailbox has a new key (`did`: made), signs its mail from now on (began), or signs it no more (ended)."""

    name: ClassVar[str] = "channel.signing_changed"
    channel: int
    called: str
    did: str

    def sentence(self, who: Names) -> str:
        said = {"who": who(self.by), "called": self.called}
        if self.did == "made":
            return _("%(who)s made a key that signs mail of %(called)s.") % said
        if self.did == "began":
            return _("%(who)s lets mail of %(called)s be signed.") % said
        return _("%(who)s no longer lets mail of %(called)s be signed.") % said


@dataclass(frozen=True, kw_only=True)
class ChannelStateChanged(Event):
    """A channel works, or no longer does; `reason` is what the provider said, as `reasons` keeps it."""

    name: ClassVar[str] = "channel.state_changed"
    channel: int
    called: str
    state: str
    reason: str = ""

    def sentence(self, who: Names) -> str:
        said = {"called": self.called, "reason": wording_reasons.said(self.reason).rstrip(".")}
        if self.state == "working":
            return _("The channel %(called)s works.") % said
        if self.state == "stopped":
            return _("Nothing leaves through %(called)s for now: %(reason)s.") % said
        return _("The channel %(called)s does not work: %(reason)s.") % said


@dataclass(frozen=True, kw_only=True)
class ChannelNoticed(Event):
    """The provider told something about the number or the account; `what` in its own words, `more` what it added."""

    name: ClassVar[str] = "channel.noticed"
    channel: int
    called: str
    what: str
    more: str = ""

    def sentence(self, who: Names) -> str:
        said = {"called": self.called, "what": _noticed(self.what, self.more)}
        return _("The provider says about %(called)s: %(what)s.") % said


@dataclass(frozen=True, kw_only=True)
class TemplateJudged(Event):
    """The provider judged a template anew."""

    name: ClassVar[str] = "template.judged"
    channel: int
    template: str
    language: str
    state: str = ""
    reason: str = ""

    def sentence(self, who: Names) -> str:
        state, reason = wording.template(self.state), wording.more(self.reason)
        said = {"template": self.template, "language": self.language, "state": state, "reason": reason}
        if self.reason:
            return _("The template %(template)s (%(language)s) is %(state)s now: %(reason)s.") % said
        return _("The template %(template)s (%(language)s) is %(state)s now.") % said


def _noticed(what: str, more: str) -> str:
    added = wording.more(more)
    return f"{wording.noticed(what)} ({added})" if added else wording.noticed(what)
