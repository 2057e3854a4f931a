"""May this mail leave as it is addressed? Everybody on it can be reached, and nothing writes into its head."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from recado.desk.channels import registry
from recado.desk.channels.email import tidying
from recado.desk.channels.port import Mailbox
from recado.desk.conversations import recipients
from recado.desk.conversations.letters import MOST_RECIPIENTS, Letter
from recado.desk.conversations.permitting import MaySend
from recado.desk.journal.telling import Objection
from recado.desk.people import matching
from recado.desk.people.listed import AddressList
from recado.desk.people.models import Address

CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


def letter_is_addressed(question: MaySend) -> list[Objection]:
    """Every objection to the envelope of a mail; none to what is no mail."""
    letter = question.letter
    if letter is None:
        return []
    return [*_recipients(letter), *_head(letter), *_unwilling(letter)]


def pictures_come_with_it(question: MaySend) -> list[Objection]:
    """Whatever the words of a mail show lies in it as a file."""
    named = set(tidying.pictures(question.letter.html)) if question.letter else set()
    if named <= {file.pk for file in question.attachments}:
        return []
    said = _("A picture in the text is no longer here. Remove it, or put it in once more.")
    return [Objection("picture-missing", said, missing=("html",))]


def files_fit_together(question: MaySend) -> list[Objection]:
    """What travels in one message is not larger together than one file may be: pictures in the text count as well."""
    abilities = registry.adapter(question.thread.channel.kind).abilities
    if not abilities.files_together or len(question.attachments) < 2:
        return []
    most = max(limit.bytes for limit in abilities.files)
    if sum(file.blob.bytes for file in question.attachments if file.blob) <= most:
        return []
    said = _("All files and pictures of a mail together may have %(most)s MB at the most.")
    return [Objection("files-too-large", said % {"most": most // 1_000_000})]


def _recipients(letter: Letter) -> Iterable[Objection]:
    if not letter.everybody:
        yield Objection("no-recipient", _("Nobody is named under “To”."), missing=("to",))
    if len(letter.everybody) > MOST_RECIPIENTS:
        said = _("A mail goes to %(most)s addresses at the most.") % {"most": MOST_RECIPIENTS}
        yield Objection("too-many-recipients", said)
    for field, boxes in (("to", letter.to), ("cc", letter.cc), ("bcc", letter.bcc)):
        for wrong in (box.address for box in boxes if not _is_reached(box.address)):
            said = _("“%(address)s” is no mail address.") % {"address": CONTROLS.sub(" ", wrong)[:100]}
            yield Objection("address-invalid", said, missing=(field,))


def _is_reached(address: str) -> bool:
    """A host without a dot is nearly always half an address; only whom the house knows by it is written to there."""
    if not recipients.is_address(address) or "." in address.rpartition("@")[2]:
        return recipients.is_address(address)
    return Address.objects.filter(kind="email", value=address).exists()


def _head(letter: Letter) -> Iterable[Objection]:
    if CONTROLS.search(letter.subject):
        yield Objection("subject-invalid", _("A subject is one line."), missing=("subject",))
    if any(_has_controls(box) for box in letter.everybody):
        yield Objection("name-invalid", _("A name is one line."), missing=("to",))


def _has_controls(box: Mailbox) -> bool:
    return bool(CONTROLS.search(box.name))


def _unwilling(letter: Letter) -> Iterable[Objection]:
    """Who called our mail spam gets no more, until a person takes him off that list."""
    complained = matching.matches(AddressList.COMPLAINED, {box.address for box in letter.everybody})
    for address in sorted(complained):
        said = _("%(address)s called our mail spam. Take the address off that list to write there again.")
        yield Objection("complained", said % {"address": address})
