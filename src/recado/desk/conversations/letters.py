"""To whom does an answer go, if nobody says otherwise (C7)? And what may a writer choose beside its words?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from recado.desk.channels import own
from recado.desk.channels.email import answering, identifying
from recado.desk.channels.models import Channel
from recado.desk.channels.port import Mailbox
from recado.desk.conversations import recipients
from recado.desk.conversations.mails import Mail, Participant, ParticipantRole
from recado.desk.conversations.models import Direction, Thread
from recado.desk.core import mail_addresses
from recado.desk.people import matching
from recado.desk.people.listed import AddressList
from recado.desk.people.models import Address

LONGEST_SUBJECT, MOST_RECIPIENTS = 500, 100


@dataclass(frozen=True)
class Letter:
    """What stands on the envelope, and its words as HTML, as `tidying` allows it; empty where the text says all.

    `automatic` as in OutboundMail.
    """

    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()
    subject: str = ""
    html: str = ""
    automatic: str = ""

    @property
    def everybody(self) -> tuple[Mailbox, ...]:
        return (*self.to, *self.cc, *self.bcc)


def usual(thread: Thread) -> Letter:
    """The letter that an answer is: to who wrote last, copied to those who take part, but for the ignore-CC list.

    Whoever came into the conversation from outside gets no copy by himself: what was said before is not his to read.
    """
    last = answered(thread)
    to = _to(thread, last)
    spelled = {mail_addresses.spelled(one.address) for one in to}
    copied = [one for one in _copied(thread) if one.address not in spelled]
    subject = (last.subject if last else "") or thread.subject
    return Letter(to=to, cc=tuple(copied), subject=answering.subject(subject) if last else subject)


def unusual(thread: Thread, letter: Letter) -> dict[str, list[str]]:
    """What of the letter's head a draft keeps: the fields that are not as they would be by themselves."""
    known = usual(thread)
    fields = (("to", letter.to, known.to), ("cc", letter.cc, known.cc), ("bcc", letter.bcc, known.bcc))
    kept = {
        name: [typed(one) for one in ours]
        for name, ours, theirs in fields
        if {one.address for one in ours} != {one.address for one in theirs}
    }
    return kept | ({"subject": [letter.subject]} if letter.subject != known.subject else {})


def headed(letter: Letter, head: Mapping[str, list[str]]) -> Letter:
    """The letter with what a draft keeps of its head."""
    to, cc, bcc = (
        recipients.read(head[name]) if name in head else known
        for name, known in (("to", letter.to), ("cc", letter.cc), ("bcc", letter.bcc))
    )
    return replace(letter, to=to, cc=cc, bcc=bcc, subject="".join(head.get("subject", (letter.subject,))))


def typed(box: Mailbox) -> str:
    """As one types it, so that `recipients.read` gives the same."""
    plain = box.name.replace("\\", "").replace('"', "")
    return f'"{plain}" <{box.address}>' if plain else box.address


def answered(thread: Thread) -> Mail | None:
    """The mail that an answer answers: the last that a person wrote to us, else the last at all."""
    said = heard(thread)
    return said.filter(automatic="").first() or said.first()


def heard(thread: Thread) -> "QuerySet[Mail]":
    """What came in, the newest first."""
    said = Mail.objects.filter(message__thread=thread, message__direction=Direction.IN)
    return said.select_related("message").order_by("-message__at", "-message")


def _to(thread: Thread, last: Mail | None) -> tuple[Mailbox, ...]:
    if last:
        named = boxes(last.reply_to) or boxes([last.writer])
        if found := without(named, own.of(thread.channel)):
            return found
    return (Mailbox("", thread.stable),) if thread.stable else _of_person(thread)


def _of_person(thread: Thread) -> tuple[Mailbox, ...]:
    known = Address.objects.filter(person=thread.person_id, kind="email").order_by("pk").first()
    return (Mailbox(thread.person.name if thread.person else "", known.value),) if known else ()


def _copied(thread: Thread) -> tuple[Mailbox, ...]:
    """Those who take part, without us, without who is doubtful, and without those of the ignore-CC list."""
    roles = (ParticipantRole.WRITES, ParticipantRole.COPIED, ParticipantRole.MEMBER)
    parts = Participant.objects.filter(thread=thread, unverified=False, role__in=roles, address__kind="email")
    found = [
        (one.role, Mailbox(one.address.person.name, one.address.value))
        for one in parts.select_related("address__person").order_by("pk")
    ]
    ignored = matching.matches(AddressList.IGNORE_CC, {box.address for _role, box in found})
    stay = (box for role, box in found if role == ParticipantRole.MEMBER or box.address not in ignored)
    return without(stay, _ours())


def _ours() -> frozenset[str]:
    return own.addresses(Channel.objects.filter(kind=own.KIND))


def boxes(kept: Iterable[object]) -> tuple[Mailbox, ...]:
    """Persons as a mail keeps them."""
    found = (one for one in kept if isinstance(one, dict) and one.get("address"))
    return tuple(Mailbox(str(one.get("name") or ""), str(one["address"])) for one in found)


def without(named: Iterable[Mailbox], ours: frozenset[str]) -> tuple[Mailbox, ...]:
    """Each once, without addresses of our own and without tokens: nobody writes to himself."""
    found: dict[str, Mailbox] = {}
    for box in named:
        address = mail_addresses.spelled(box.address)
        if address and own.bare(address) not in ours and not identifying.TOKEN.fullmatch(address):
            found.setdefault(address, replace(box, address=address))
    return tuple(found.values())


def tidied(letter: Letter) -> Letter:
    """Each address once, the one further to the front counting; the subject in one line and not too long."""
    seen: set[str] = set()
    to, cc, bcc = (_unseen(named, seen) for named in (letter.to, letter.cc, letter.bcc))
    return replace(letter, to=to, cc=cc, bcc=bcc, subject=letter.subject.strip()[:LONGEST_SUBJECT])


def _unseen(named: Sequence[Mailbox], seen: set[str]) -> tuple[Mailbox, ...]:
    found = []
    for box in named:
        address = mail_addresses.spelled(box.address) or box.address.strip()
        if address not in seen:
            seen.add(address)
            found.append(replace(box, address=address))
    return tuple(found)
