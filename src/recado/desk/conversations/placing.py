"""To which conversation does a mail belong? Asked of the surest sign first, for many mails at once (EM9–EM14).

1. the address of ours that it was sent to, which names a conversation and is sealed;
2. the mails it answers: In-Reply-To, then References from the last to the first, theirs and ours;
3. a case's number in its subject, if its writer takes part there;
4. else none: a new one. That two subjects are equal means nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings as house

from recado.desk.channels import port
from recado.desk.channels.email import identifying
from recado.desk.conversations.mails import Mail, Participant
from recado.desk.conversations.models import Thread, ThreadKind

TAG = re.compile(r"\[#(\d{1,12})\]")


@dataclass(frozen=True)
class Place:
    """A conversation that exists (`thread`), or one to be begun, which mails of the same batch share by its `key`.

    `because`: token, answers, same, tag or new. `customer` is the address of whose case it is, as far as it is known.
    """

    thread: int | None
    key: str
    because: str
    customer: str = ""

    @property
    def joins(self) -> bool:
        """Whether there was such a conversation before this mail."""
        return self.because != "new"


@dataclass(frozen=True)
class _Known:
    """What the desk knows of the mails and threads that a batch names."""

    mails: Mapping[str, tuple[int, str, str]]
    threads: Mapping[int, str]
    takes_part: frozenset[tuple[int, str]]


def tags(facts: Iterable[port.Message]) -> set[int]:
    """The numbers of cases that the subjects name."""
    return {int(number) for fact in facts if fact.mail for number in TAG.findall(fact.mail.subject)}


def place(facts: Sequence[port.Message], tagged: Mapping[int, int]) -> list[Place]:
    """One place for each mail, in order; later ones may answer earlier ones. `tagged`: threads by case number."""
    known = _look_up(facts, tagged)
    begun: dict[str, Place] = {}
    places: list[Place] = []
    for fact in facts:
        found = _place(fact, known, begun, tagged) or _new(fact)
        if fact.mail and fact.mail.message_id:
            begun.setdefault(fact.mail.message_id, found)
        places.append(found)
    return places


def _new(fact: port.Message) -> Place:
    return Place(None, fact.id or "", "new", fact.sender.stable or "")


def _place(fact: port.Message, known: _Known, begun: Mapping[str, Place], tagged: Mapping[int, int]) -> Place | None:
    if fact.mail is None:
        return None
    for thread in _tokens(fact.mail):
        if thread in known.threads:
            return _at(thread, "token", known)
    for named in answered(fact.mail):
        ours = identifying.ours(named, house.SECRET_KEY)
        if ours and ours[0] in known.threads:
            return _at(ours[0], "answers", known)
        if named in known.mails:
            return _at(known.mails[named][0], "answers", known)
        if named in begun:
            earlier = begun[named]
            return Place(earlier.thread, earlier.key, "answers", earlier.customer)
    return _same(fact.mail, known) or _tagged(fact, known, tagged)


def _at(thread: int, because: str, known: _Known) -> Place:
    return Place(thread, f"thread:{thread}", because, known.threads.get(thread, ""))


def _same(mail: port.Mail, known: _Known) -> Place | None:
    """The same mail again, altered on its way, as a list does it that adds a foot."""
    again = known.mails.get(mail.message_id)
    if again and again[1:] == (mail.subject, mail.writer.address):
        return _at(again[0], "same", known)
    return None


def _tagged(fact: port.Message, known: _Known, tagged: Mapping[int, int]) -> Place | None:
    """Anybody can write a number into a subject: it counts for those who take part (EM10)."""
    for number in tags([fact]):
        thread = tagged.get(number)
        if thread and (thread, fact.sender.stable) in known.takes_part:
            return _at(thread, "tag", known)
    return None


def answered(mail: port.Mail) -> list[str]:
    """The mails that this one answers, the surest first."""
    return list(dict.fromkeys([*filter(None, [mail.original]), *mail.in_reply_to, *reversed(mail.references)]))


def _tokens(mail: port.Mail) -> list[int]:
    addresses = [*mail.delivered_to, *(one.address for one in (*mail.to, *mail.cc))]
    found = (identifying.token_of(address, house.SECRET_KEY) for address in addresses)
    return [thread for thread in found if thread]


def _look_up(facts: Sequence[port.Message], tagged: Mapping[int, int]) -> _Known:
    """Three statements, however many mails."""
    mails = [fact.mail for fact in facts if fact.mail]
    named = {one for mail in mails for one in (*answered(mail), mail.message_id) if one}
    rows = Mail.objects.filter(mail_id__in=named).order_by("-message")
    found = {
        id_: (thread, subject, (writer or {}).get("address", ""))
        for id_, thread, subject, writer in rows.values_list("mail_id", "message__thread", "subject", "writer")
    }
    ours = {said[0] for one in named if (said := identifying.ours(one, house.SECRET_KEY))}
    wanted = {thread for mail in mails for thread in _tokens(mail)} | ours | {one[0] for one in found.values()}
    wanted |= set(tagged.values())
    threads = Thread.objects.filter(pk__in=wanted, kind=ThreadKind.MAIL).values_list("pk", "stable")
    return _Known(found, dict(threads), _takes_part(facts, tagged))


def _takes_part(facts: Sequence[port.Message], tagged: Mapping[int, int]) -> frozenset[tuple[int, str]]:
    if not tagged:
        return frozenset()
    writers = {fact.sender.stable for fact in facts if fact.sender.stable}
    known = Participant.objects.filter(thread__in=tagged.values(), address__value__in=writers, address__kind="email")
    return frozenset(known.values_list("thread", "address__value"))
