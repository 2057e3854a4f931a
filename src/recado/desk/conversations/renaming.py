"""A person's number or provider id changed: the old and the new name are one person, and the thread goes on."""

from collections.abc import Sequence
from datetime import datetime

from recado.desk.channels import port
from recado.desk.channels.models import Channel
from recado.desk.conversations import addressing
from recado.desk.conversations.events import IdentityChanged
from recado.desk.conversations.models import Thread
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.journal import telling
from recado.desk.people import meeting
from recado.desk.people.meeting import Party

CHANGES = ("number_changed", "id_changed")


def change(told: Sequence[tuple[Channel, port.Fact]], *, at: datetime) -> None:
    """Join the old and the new names, and answer to the new ones from now on."""
    changes = [(channel, fact) for channel, fact in told if isinstance(fact, port.AccountNotice) and _is_change(fact)]
    parties = [_party(channel, fact, at) for channel, fact in changes]
    usable = [(change, party) for change, party in zip(changes, parties, strict=True) if party.keys]
    if not usable:
        return
    met = meeting.meet([party for _, party in usable], at=at)
    events = []
    for ((channel, fact), _), who in zip(usable, met, strict=True):
        thread = _answer_to(channel, who.person, fact.became or port.Handle())
        became = (fact.became.phone or fact.became.email or fact.became.stable or "") if fact.became else ""
        events.append(
            IdentityChanged(at=at, by=Actor("person", who.person), thread=thread, person=who.person, became=became)
        )
    telling.record(*events)


def _is_change(fact: port.AccountNotice) -> bool:
    return fact.what in CHANGES and bool(fact.person and fact.became)


def _party(channel: Channel, fact: port.AccountNotice, at: datetime) -> Party:
    old = addressing.keys(channel, fact.person or port.Handle())
    new = addressing.keys(channel, fact.became or port.Handle())
    return Party((*old, *(key for key in new if key not in old)), at=at)


def _answer_to(channel: Channel, person: int, became: port.Handle) -> int | None:
    thread = Thread.objects.filter(channel=channel, person=person).first()
    if thread is None:
        return None
    names = {"phone": became.phone or thread.phone, "stable": became.stable or thread.stable}
    bulk.update(Thread, [{"id": thread.pk, **names}])
    return int(thread.pk)
