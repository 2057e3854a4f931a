"""Somebody left a mail address for the answer: keep it, with the words he agreed to."""

from collections.abc import Sequence
from datetime import datetime

from recado.desk.channels import lookup, port
from recado.desk.channels.models import Channel
from recado.desk.conversations import addressing
from recado.desk.conversations.events import MailOffered
from recado.desk.conversations.models import Thread
from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.journal import telling
from recado.desk.people import consenting


def take(told: Sequence[tuple[Channel, port.Fact]], *, at: datetime) -> None:
    """The address becomes the person's; who said nothing yet is met once he does.

    Nobody proved that the address is his. Where it is another person's already, it is only noted on this one: whether
    they are the same is for an agent to say, since whoever is that person reads his talk.
    """
    for channel, fact in told:
        if isinstance(fact, port.AccountNotice) and fact.what == port.MAIL_OFFERED and fact.person:
            _take(channel, fact, fact.person, at)


def _take(channel: Channel, fact: port.AccountNotice, handle: port.Handle, at: datetime) -> None:
    email, agreed = storable(str(fact.more.get("email") or "")), storable(str(fact.more.get("agreed") or ""))
    person = consenting.leave(addressing.keys(channel, handle), email, at=at)
    if person is None:
        return
    thread = Thread.objects.filter(channel=channel, person=person).values_list("pk", flat=True).first()
    told = MailOffered(
        at=at, by=Actor("person", person), thread=thread, teams=lookup.teams_of(channel.pk), person=person,
        email=email, agreed=agreed,
    )  # fmt: skip
    telling.record(told)
