"""May a machine of ours answer this mail? The one that all senders of automatic mail ask (RFC 3834, C6, EM18)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from recado.desk.channels import own, wording_reasons
from recado.desk.channels.models import Channel
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Direction, Thread
from recado.desk.core import mail_addresses
from recado.desk.people import listing_addresses, matching
from recado.desk.people.listed import AddressList

MOST, WITHIN = 10, timedelta(minutes=180)
"""So many automatic answers to one correspondent; the second with the same subject is one too many."""
LISTS = (AddressList.BLOCK, AddressList.NO_AUTO_REPLY, AddressList.COMPLAINED, AddressList.FAILING)


@dataclass(frozen=True)
class Withheld:
    """Why no machine may answer: a code, and what it was about."""

    why: str
    detail: str = ""

    @property
    def said(self) -> str:
        """In a sentence's words, for the language that is switched on."""
        told = {
            "automatic": _("a machine wrote it"),
            "not-answerable": _("it is of a kind that no machine answers"),
            "own": _("it comes from an address of ours"),
            "nobody": _("nobody can be answered"),
            AddressList.BLOCK: _("the address is blocked"),
            AddressList.NO_AUTO_REPLY: _("the address is on the list without automatic replies"),
            AddressList.COMPLAINED: _("somebody called our mail spam there"),
            AddressList.FAILING: _("mail to this address comes back"),
            "too-many": _("there were too many automatic replies to this person already"),
            "same-subject": _("there was an automatic reply with this subject already"),
            "only-report": _("it reports on mail"),
        }
        said = told.get(self.why, self.why)
        about = _kind(self.detail) if self.why == "not-answerable" else wording_reasons.said(self.detail)
        return f"{said} ({about})" if about else said


def may_auto_reply(thread: Thread, mail: Mail, to: str, subject: str, *, at: datetime) -> Withheld | None:
    """The surest reason why a machine must not answer this mail; None if it may.

    `to` is the address that it would write to, `subject` what it would write there. A line of a list that decides
    counts one hit more.
    """
    address = mail_addresses.spelled(to)
    if mail.automatic:
        return Withheld("automatic", mail.automatic)
    if not mail.answerable or mail.kind != "message":
        return Withheld("not-answerable", mail.kind)
    if not address or address.endswith(".invalid"):
        return Withheld("nobody")
    if own.bare(address) in own.addresses(Channel.objects.filter(kind=own.KIND)):
        return Withheld("own", address)
    return _listed(address) or _capped(thread, subject, at)


def _listed(address: str) -> Withheld | None:
    for which in LISTS:
        if line := matching.matches(which, [address]).get(address):
            listing_addresses.count([line])
            return Withheld(which, line.pattern)
    return None


def _capped(thread: Thread, subject: str, at: datetime) -> Withheld | None:
    """What machines of ours told this person lately, in whatever conversation."""
    said = Mail.objects.filter(message__thread__person=thread.person_id, message__direction=Direction.OUT)
    lately = said.filter(message__at__gt=at - WITHIN).exclude(automatic="")
    subjects = list(lately.order_by("-message").values_list("subject", flat=True)[:MOST])
    if len(subjects) >= MOST:
        return Withheld("too-many", str(MOST))
    if subject.casefold() in {one.casefold() for one in subjects}:
        return Withheld("same-subject")
    return None


def _kind(kind: str) -> str:
    """What sort of mail it is, as `robots` calls it."""
    told = {
        "auto_reply": _("an automatic reply"),
        "bounce": _("a report that mail came back"),
        "delayed": _("a report that mail is late"),
        "list": _("mail to a list"),
        "calendar": _("an invitation"),
        "complaint": _("a report that mail was called spam"),
        "message": "",
    }
    return told.get(kind, kind)
