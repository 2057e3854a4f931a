"""Which mails come to the cases, which are kept aside on purpose, and which did a colleague write (C5, EM18, EM23)?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings as house
from django.db.models.functions import Lower

from recado.desk.channels import own, port, reasons
from recado.desk.channels.email import identifying
from recado.desk.channels.models import Channel
from recado.desk.conversations import placing, proving, sections
from recado.desk.conversations.arriving import Arrival
from recado.desk.conversations.models import Message
from recado.desk.conversations.sections import IncomingMail
from recado.desk.core import bulk, mail_addresses
from recado.desk.core.actors import Actor
from recado.desk.people import matching
from recado.desk.people.listed import AddressList, Listed
from recado.desk.staff.models import Agent

REPORTS = ("bounce", "delayed", "complaint")


@dataclass(frozen=True)
class Aside:
    """A mail that is kept from the cases, by its delivery, and why, as `reasons` keeps it."""

    delivery: int
    why: str


@dataclass(frozen=True)
class _Desk:
    """What is asked of every mail of a batch."""

    own: frozenset[str]
    agents: Mapping[str, int]
    blocked: Mapping[str, Listed]
    rules: Mapping[int, IncomingMail]


def sift(
    arrivals: Sequence[Arrival], *, channels: Iterable[Channel], tagged: Mapping[int, int], at: datetime
) -> tuple[list[Arrival], list[Aside]]:
    """Those to be received, each in its place, and those kept aside. What was received before is neither.

    Chats pass untouched and cost nothing; mails a fixed number of statements, however many.
    """
    mails = [one for one in arrivals if one.fact.mail]
    if not mails:
        return list(arrivals), []
    fresh = _unknown(mails)
    desk = _desk(fresh, channels)
    kept: dict[int, Arrival] = {}
    aside: list[Aside] = []
    places = placing.place([one.fact for one in fresh], tagged)
    for arrival, place in zip(fresh, places, strict=True):
        judged = _judge(replace(arrival, place=place), desk)
        if isinstance(judged, Aside):
            aside.append(judged)
        else:
            kept[id(arrival)] = judged
    _count(desk, fresh, at)
    sifted = (kept.get(id(one)) if one.fact.mail else one for one in arrivals)
    return [one for one in sifted if one], aside


def _unknown(mails: Sequence[Arrival]) -> list[Arrival]:
    """Those that no mailbox has brought yet, each once (EM1, EM2)."""
    asked = {one.provider_id for one in mails}
    mine = Message.objects.filter(provider_id__in=asked, provider_id__startswith="mail:")
    known = set(mine.values_list("provider_id", flat=True))
    first: dict[str, Arrival] = {}
    for one in mails:
        if one.provider_id not in known:
            first.setdefault(one.provider_id, one)
    return list(first.values())


def _desk(fresh: Sequence[Arrival], channels: Iterable[Channel]) -> _Desk:
    writers = {address for one in fresh for address in _writers(one)}
    agents = Agent.objects.annotate(lower=Lower("email")).filter(lower__in=writers, is_active=True)
    return _Desk(
        own=own.addresses(channels),
        agents=dict(agents.values_list("lower", "pk")),
        blocked=matching.matches(AddressList.BLOCK, writers),
        rules=sections.incoming(one.channel.pk for one in fresh),
    )


def _writers(arrival: Arrival) -> set[str]:
    """Who stands in From, and whom an answer would reach."""
    mail = arrival.fact.mail
    named = {mail.writer.address if mail else "", arrival.fact.sender.stable or ""}
    return {spelled for one in named if (spelled := mail_addresses.spelled(one))}


def _judge(arrival: Arrival, desk: _Desk) -> Arrival | Aside:
    if why := _why_aside(arrival, desk):
        return Aside(arrival.delivery or 0, why)
    mail, place = arrival.fact.mail, arrival.place
    if mail is None or place is None:
        return arrival
    writer = mail_addresses.spelled(mail.writer.address)
    agent = desk.agents.get(writer)
    if agent and not proving.is_proven(arrival, writer):
        return _unproven(arrival, writer)
    if place.joins and not mail.automatic and (agent or writer in desk.own):
        return _answer(arrival, place.customer, agent)
    origin = mail_addresses.spelled(mail.forwarded.address) if mail.forwarded else ""
    if agent and origin and origin not in desk.own and desk.rules[arrival.channel.pk].forwards and not place.joins:
        return _forwarded(arrival, origin, agent)
    return arrival


def _why_aside(arrival: Arrival, desk: _Desk) -> str:
    """Why the mail shall open and join nothing; empty if it may."""
    mail, place = arrival.fact.mail, arrival.place
    if mail is None or place is None:
        return ""
    if identifying.ours(mail.message_id, house.SECRET_KEY) or mail.loop == identifying.house(house.SECRET_KEY):
        return reasons.kept("came-back")
    for address in sorted(_writers(arrival)):
        if line := desk.blocked.get(address):
            return reasons.kept("blocked", line=line.pattern)
    writer = mail_addresses.spelled(mail.writer.address)
    if place.joins and writer in desk.own and not proving.is_proven(arrival, writer):
        return reasons.kept("own-unproven")
    if place.joins:
        return ""
    if writer in desk.own:
        return reasons.kept("own-unasked")
    if mail.kind in REPORTS:
        return reasons.kept("report-unknown")
    if desk.rules[arrival.channel.pk].only_copied == "aside" and _is_only_copied(arrival):
        return reasons.kept("only-copied")
    return ""


def _is_only_copied(arrival: Arrival) -> bool:
    """Whether the channel stands in the copies, and not among those written to (EM21)."""
    mail, ours = arrival.fact.mail, own.of(arrival.channel)
    to, cc = ({own.bare(box.address) for box in boxes} for boxes in ((mail.to, mail.cc) if mail else ((), ())))
    return bool(ours & cc) and not ours & to


def _answer(arrival: Arrival, customer: str, agent: int | None) -> Arrival:
    """The house's own word, written elsewhere (EM23)."""
    fact = replace(arrival.fact, echo=True, recipient=port.Handle(stable=customer or arrival.fact.sender.stable))
    return replace(arrival, fact=fact, by=Actor("agent", agent) if agent else None)


def _unproven(arrival: Arrival, writer: str) -> Arrival:
    """It bears a colleague's address and is not known to be his: a message of that address, marked."""
    mail = arrival.fact.mail
    if mail is None:
        return arrival
    marked = replace(mail, headers={**mail.headers, proving.MARK: writer})
    return replace(arrival, fact=replace(arrival.fact, mail=marked))


def _forwarded(arrival: Arrival, origin: str, agent: int) -> Arrival:
    """What a colleague passed on is the word of whoever wrote it (EM11)."""
    mail = arrival.fact.mail
    name = mail.forwarded.name if mail and mail.forwarded else ""
    more = {**arrival.fact.more, "forwarded_by": agent}
    return replace(arrival, fact=replace(arrival.fact, sender=port.Handle(stable=origin, name=name or None), more=more))


def _count(desk: _Desk, fresh: Sequence[Arrival], at: datetime) -> None:
    """Each line that decided has one hit more for every mail."""
    hits: dict[int, int] = {}
    for arrival in fresh:
        for line in {one.pk for address in _writers(arrival) if (one := desk.blocked.get(address))}:
            hits[line] = hits.get(line, 0) + 1
    lines = {line.pk: line for line in desk.blocked.values()}
    bulk.update(Listed, [{"id": pk, "hits": lines[pk].hits + n, "last_hit_at": at} for pk, n in hits.items()])
