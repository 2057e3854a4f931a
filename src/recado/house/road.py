"""The road of deliveries: bytes become facts, facts become messages, cases, deadlines, assignments, many at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from recado.desk.cases import filing, homes, tags
from recado.desk.channels import lookup, noticing, port, quarantining, reasons, registry
from recado.desk.channels.lookup import House
from recado.desk.channels.models import Channel, Delivery
from recado.desk.channels.quarantining import Failing
from recado.desk.conversations import (
    bouncing,
    changing,
    fetching,
    moving,
    offering,
    parking,
    placing,
    receiving,
    renaming,
    sifting,
    understanding,
)
from recado.desk.conversations.arriving import Arrival
from recado.desk.conversations.parking import News
from recado.desk.conversations.sifting import Aside
from recado.desk.core.time import now


@dataclass(frozen=True)
class Found:
    """One fact, where it stood, and the channel it is for."""

    delivery: Delivery
    place: int
    fact: port.Fact
    channel: Channel


def walk(deliveries: Sequence[Delivery]) -> None:
    """Read the deliveries and do all that follows; what cannot be read is quarantined beside the rest.

    Runs inside one transaction with a fixed number of statements. Any other error is the whole batch's: the caller
    halves it until the guilty one stands alone.
    """
    house = lookup.house()
    found: list[Found] = []
    failing: list[Failing] = []
    for delivery in deliveries:
        read, wrong = _facts(delivery, house)
        found += read
        failing += wrong
    aside = follow(found, house)
    quarantining.close(deliveries, failing, aside={one.delivery: one.why for one in aside}, at=now())


def facts(delivery: Delivery) -> tuple[list[Found], list[Failing]]:
    """What a delivery tells, and what of it cannot be read; touches nothing."""
    return _facts(delivery, lookup.house())


def follow(found: Sequence[Found], house: House | None = None) -> list[Aside]:
    """Do what the facts ask for: identities first, then messages, then what is about messages.

    Gives the mails that are kept from the cases on purpose.
    """
    house = house or lookup.house()
    at = now()
    renaming.change([(f.channel, f.fact) for f in found if isinstance(f.fact, port.AccountNotice)], at=at)
    noticing.notice(
        [(f.channel, f.fact) for f in found if isinstance(f.fact, port.AccountNotice | port.TemplateNotice)], at=at
    )
    arrivals = [_arrival(f, f.fact, at) for f in found if isinstance(f.fact, port.Message)]
    understood = understanding.understand(
        [arrival for arrival in arrivals if arrival.replayed], teams=house.teams, at=at
    )
    channels = house.channels.values()
    tagged = tags.threads(placing.tags(arrival.fact for arrival in arrivals))
    arrivals, aside = sifting.sift(arrivals, channels=channels, tagged=tagged, at=at)
    stored = receiving.receive(arrivals, channels=channels, at=at)
    filing.file(stored, teams=house.teams, at=at)
    if told := bouncing.reports(stored):
        bouncing.apply(told, cases=homes.filed(one.message for one in told), teams=house.teams, at=at)
    offering.take([(f.channel, f.fact) for f in found if isinstance(f.fact, port.AccountNotice)], at=at)
    fetching.order([one.attachment for one in (*understood, *stored) if one.attachment])
    late = parking.claim((one.arrival.channel.pk, one.arrival.provider_id) for one in stored)
    tell([*late, *_news(found)], house, at)
    return aside


def tell(news: Iterable[News], house: House, at: datetime) -> None:
    """Apply what is said about messages that are there; the rest is parked."""
    listed = list(news)
    moving.move([one for one in listed if isinstance(one.fact, port.Receipt)], teams=house.teams, at=at)
    changing.change([one for one in listed if not isinstance(one.fact, port.Receipt)], teams=house.teams, at=at)


@transaction.atomic
def sweep() -> int:
    """Apply what was parked in the very moment its message came; gives how many."""
    found = parking.claim(parking.found())
    tell(found, lookup.house(), now())
    return len(found)


def _facts(delivery: Delivery, house: House) -> tuple[list[Found], list[Failing]]:
    hook = house.channels[delivery.channel_id]
    try:
        told = registry.adapter(hook.kind).read(bytes(delivery.body))
    except ValueError as wrong:
        return [], [Failing(delivery, quarantining.WHOLE, reasons.kept("unreadable", what=str(wrong)))]
    found: list[Found] = []
    failing: list[Failing] = []
    for place, fact in enumerate(told):
        channel = house.channel_of(hook, getattr(fact, "to", None))
        why = _why_not(fact, channel)
        if why or channel is None:
            failing.append(Failing(delivery, place, why))
        else:
            found.append(Found(delivery, place, fact, channel))
    return found, failing


def _why_not(fact: port.Fact, channel: Channel | None) -> str:
    """Why a fact must wait for a person; empty if it need not."""
    if channel is None:
        return reasons.kept("number-unknown", number=str(getattr(fact, "to", None)))
    if isinstance(fact, port.Unknown):
        return reasons.kept("not-understood", what=fact.why or "unknown")
    if isinstance(fact, port.Receipt):
        return moving.why_strange(fact)
    if isinstance(fact, port.Reaction | port.Edit | port.Revoked) and not fact.target:
        return reasons.kept("names-nothing")
    if isinstance(fact, port.Message):
        return receiving.why_nameless(fact)
    return ""


def _arrival(found: Found, fact: port.Message, at: datetime) -> Arrival:
    delivery = found.delivery
    late = delivery.replayed and at - delivery.received_at > quarantining.FRESH
    quiet = late or bool(fact.more.get("history"))
    return Arrival(
        found.channel, fact, delivery.received_at, quiet=quiet, replayed=delivery.replayed, delivery=delivery.pk
    )


def _news(found: Iterable[Found]) -> list[News]:
    about = (port.Receipt, port.Reaction, port.Edit, port.Revoked)
    return [
        News(f.channel.pk, _target(f.fact), f.fact, f.delivery.pk, f.delivery.received_at)
        for f in found
        if isinstance(f.fact, about)
    ]


def _target(fact: parking.Late) -> str:
    return str(fact.id if isinstance(fact, port.Receipt) else fact.target)
