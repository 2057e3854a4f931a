"""How is a mail shown? Who wrote to whom, its subject where it changed, and what is folded away below its words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recado.desk.channels.email import tidying
from recado.desk.conversations import proving, rich_words
from recado.desk.conversations.mails import Mail, Participant
from recado.desk.conversations.models import Attachment, Message, Thread, ThreadKind
from recado.desk.core import mail_addresses
from recado.desk.staff.models import Agent

ANSWERS = re.compile(
    r"(?:\s*(?:re|aw|res|rif|r|sv|fwd?|rv|tr|wg|enc|отв|ответ|пересл)\s*(?:\[\d+\])?\s*[:：])+\s*", re.IGNORECASE
)
SMALL = 15_000  # bytes; a picture in the page that is smaller belongs to a signature more often than to the case


@dataclass(frozen=True)
class Letter:
    """`line` says to whom in a few words; `reason` why a machine is thought to have written it, empty for a person."""

    mail: Mail
    line: str
    subject: str
    rows: tuple[tuple[str, str], ...]
    reason: str
    is_unverified: bool
    passed_on_by: str
    raw: str

    @property
    def page(self) -> str:
        """Where the mail as it was sent is shown; empty where it was plain text, or is shown as it is."""
        return reverse("mail_page", args=[self.mail.pk]) if self.mail.html and not self.rich else ""

    @cached_property
    def rich(self) -> SafeString:
        """The rich words that we wrote ourselves, tidied once more; empty for what came, which is shown in a frame."""
        if self.mail.delivery or not self.mail.html:
            return SafeString()
        tidy = tidying.tidy(self.mail.html).replace("<a ", '<a target="_blank" rel="noopener noreferrer" ')
        return mark_safe(tidying.placed(tidy, {key: f"/attachments/{key}" for key in tidying.pictures(tidy)}))

    @property
    def anew(self) -> SafeString:
        """The words as the box takes them once more."""
        return self.rich or mark_safe(rich_words.page(self.mail.message.text))

    @property
    def unproven(self) -> str:
        """The colleague's address that it bears without proof; empty for every other mail."""
        return str((self.mail.headers or {}).get(proving.MARK, ""))

    @property
    def has_remote(self) -> bool:
        return "data-remote=" in self.mail.html


def of(message: Message, thread: Thread, agent: Agent, strangers: frozenset[int], passed_on_by: str) -> Letter | None:
    """The mail that a message is; None for a note and for what came by another way."""
    mail: Mail | None = getattr(message, "mail", None) if thread.kind == ThreadKind.MAIL else None
    if mail is None:
        return None
    return Letter(
        mail=mail,
        line=_line([*mail.to, *mail.cc]),
        subject=mail.subject if plain(mail.subject) != plain(thread.subject) else "",
        rows=tuple(_rows(mail)),
        reason=_reason(mail),
        is_unverified=message.sender_id in strangers,
        passed_on_by=passed_on_by,
        raw=reverse("mail_raw", args=[mail.pk]) if agent.sees_all and (mail.delivery or mail.raw_id) else "",
    )


def strangers(threads: Iterable[Thread]) -> frozenset[int]:
    """The addresses of those who came into the conversation unnamed by anybody in it; one statement for mail only."""
    by_mail = [thread.pk for thread in threads if thread.kind == ThreadKind.MAIL]
    if not by_mail:
        return frozenset()
    found = Participant.objects.filter(thread__in=by_mail, unverified=True)
    return frozenset(found.values_list("address", flat=True))


def shown(attachments: Sequence[Attachment], drawn: set[str]) -> list[Attachment]:
    """The files of a mail without those of its signature: small pictures in the page, and those drawn before.

    Pictures in words of our own stand there already.
    """
    kept = [one for one in attachments if not _is_decoration(one, drawn)]
    drawn |= {hash_ for one in attachments if (hash_ := str((one.source or {}).get("sha256") or ""))}
    return kept


def plain(subject: str) -> str:
    """The subject without `Re:` and its like."""
    words = " ".join(subject.split())
    found = ANSWERS.match(words)
    return (words[found.end() :] if found else words).casefold()


def _is_decoration(one: Attachment, drawn: set[str]) -> bool:
    source = one.source or {}
    if not source.get("inline") or not one.mime.startswith("image/") or one.blob is None:
        return False
    ours = source.get("cid") == str(one.pk)
    return ours or one.blob.bytes < SMALL or source.get("sha256") in drawn


def _line(named: Iterable[dict[str, str]]) -> str:
    """`to help@example.org and 2 others`."""
    boxes = [_short(one) for one in named]
    if not boxes:
        return _("to nobody named")
    if len(boxes) == 1:
        return _("to %(name)s") % {"name": boxes[0]}
    said = ngettext("to %(name)s and %(n)s other", "to %(name)s and %(n)s others", len(boxes) - 1)
    return said % {"name": boxes[0], "n": len(boxes) - 1}


def _rows(mail: Mail) -> Iterable[tuple[str, str]]:
    yield _("From"), _long(mail.writer)
    for word, boxes in (
        (_("Answer to"), mail.reply_to),
        (_("To"), mail.to),
        (_("CC"), mail.cc),
        (_("BCC"), mail.bcc),
    ):
        if boxes:
            yield word, ", ".join(map(_long, boxes))
    yield _("Subject"), mail.subject or "–"


def _short(one: dict[str, str]) -> str:
    return one.get("name") or mail_addresses.shown(one.get("address", ""))


def _long(one: dict[str, str]) -> str:
    address = mail_addresses.shown(one.get("address", ""))
    return f"{one['name']} <{address}>" if one.get("name") else address


def _reason(mail: Mail) -> str:
    if not mail.automatic:
        return ""
    said = {
        "bounce": _("A mail of ours came back."),
        "delayed": _("A mail of ours is late."),
        "complaint": _("A mail of ours was called spam."),
        "list": _("Sent to many at once."),
        "auto_reply": _("An automatic answer."),
    }
    return said.get(mail.kind, _("Written by a machine."))
