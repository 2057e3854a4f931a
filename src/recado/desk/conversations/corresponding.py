"""Find or begin the conversation of a mail, and note who takes part in it (C7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from recado.desk.channels import arriving as arriving_mail
from recado.desk.channels import own
from recado.desk.channels.email import identifying
from recado.desk.channels.models import Channel
from recado.desk.conversations.arriving import Arrival, Stored
from recado.desk.conversations.mails import Participant, ParticipantRole
from recado.desk.conversations.models import Thread, ThreadKind
from recado.desk.core import bulk, mail_addresses
from recado.desk.people import listing_addresses, matching
from recado.desk.people.listed import AddressList

MOST_COPIED = 50


@dataclass(frozen=True)
class Copied:
    """Somebody in the head of a mail who is neither its writer nor one of us."""

    address: str
    name: str


def copied(arrivals: Sequence[Arrival], channels: Iterable[Channel]) -> dict[str, list[Copied]]:
    """Whom each mail was copied to, by its provider id: who stays in the correspondence (C7)."""
    mails = [one for one in arrivals if one.fact.mail]
    ours = own.addresses(channels)
    inbound = arriving_mail.local() if mails else ""
    named = {one.provider_id: _named(one, ours, inbound) for one in mails}
    ignored = matching.matches(AddressList.IGNORE_CC, {c.address for each in named.values() for c in each})
    listing_addresses.count(ignored[one.address] for each in named.values() for one in each if one.address in ignored)
    return {key: [one for one in each if one.address not in ignored] for key, each in named.items()}


def _named(arrival: Arrival, ours: frozenset[str], inbound: str) -> list[Copied]:
    """Nobody of these is one of us: no mailbox, no address that names a conversation, not the one for forwarding."""
    mail = arrival.fact.mail
    if mail is None or mail.automatic:
        return []
    found: dict[str, Copied] = {}
    for box in (*mail.to, *mail.cc):
        address = mail_addresses.spelled(box.address)
        if address and address != arrival.person.stable and own.bare(address) not in ours:
            found.setdefault(address, Copied(address, box.name))
    others = (one for key, one in found.items() if not identifying.TOKEN.fullmatch(key))
    return [one for one in others if own.bare(one.address).partition("@")[0] != inbound][:MOST_COPIED]


def join(arrivals: Sequence[tuple[Arrival, int]], *, at: datetime) -> dict[str, Thread]:
    """The thread of each mail by the key of its place, begun where there was none; with each its person.

    All are locked in the order of their keys.
    """
    if not arrivals:
        return {}
    existing = {one.place.key: one.place.thread for one, _ in arrivals if one.place and one.place.thread}
    begun: dict[str, dict[str, Any]] = {}
    for arrival, person in arrivals:
        if arrival.place and not arrival.place.thread:
            begun.setdefault(arrival.place.key, _row(arrival, person, at))
    made = bulk.insert(Thread, list(begun.values()))
    keys = existing | {key: id_ for key, (id_,) in zip(begun, made, strict=True)}
    locked = Thread.objects.filter(pk__in=keys.values()).order_by("pk").select_for_update(no_key=True)
    threads = {thread.pk: thread for thread in locked}
    return {key: threads[pk] for key, pk in keys.items()}


def _row(arrival: Arrival, person: int, at: datetime) -> dict[str, Any]:
    mail = arrival.fact.mail
    return {
        "channel_id": arrival.channel.pk,
        "kind": ThreadKind.MAIL,
        "person_id": person,
        "subject": mail.subject[:500] if mail else "",
        "stable": arrival.person.stable or "",
        "begun_at": at,
    }


def take_part(
    mails: Sequence[Stored], copies: Mapping[str, Sequence[int]], writers: Mapping[str, int], *, at: datetime
) -> None:
    """Note who writes and who was copied, by the provider ids of the mails and the keys of addresses.

    Who comes into a conversation that nobody named him in is unverified, and so is whom he names (contract, 1).
    """
    if not mails:
        return
    threads = {one.thread.pk for one in mails}
    standing = {(p.thread_id, p.address_id): p for p in Participant.objects.filter(thread__in=threads).order_by("pk")}
    fresh: dict[tuple[int, int], dict[str, Any]] = {}
    wrote: dict[int, dict[str, Any]] = {}
    for one in sorted(mails, key=lambda one: one.message):
        writer = None if one.arrival.fact.echo else writers[one.arrival.provider_id]
        known = any(thread == one.thread.pk for thread, _ in (*standing, *fresh))
        doubtful = known and writer is not None and _is_doubtful(one.thread.pk, writer, standing, fresh)
        if writer is not None:
            key = (one.thread.pk, writer)
            if key in standing:
                wrote[standing[key].pk] = {"id": standing[key].pk, "role": ParticipantRole.WRITES}
            fresh[key] = _part(key, ParticipantRole.WRITES, fresh.get(key, {}).get("unverified", doubtful), at)
        for address in copies.get(one.arrival.provider_id, ()):
            key = (one.thread.pk, address)
            fresh.setdefault(key, _part(key, ParticipantRole.COPIED, doubtful, at))
    rows = [row for key, row in fresh.items() if key not in standing]
    bulk.insert(Participant, rows, skip_conflicts=True)
    bulk.update(Participant, list(wrote.values()))


def _is_doubtful(
    thread: int,
    writer: int,
    standing: Mapping[tuple[int, int], Participant],
    fresh: Mapping[tuple[int, int], Mapping[str, Any]],
) -> bool:
    key = (thread, writer)
    if key in standing:
        return standing[key].unverified
    return bool(fresh[key]["unverified"]) if key in fresh else True


def _part(key: tuple[int, int], role: str, unverified: bool, at: datetime) -> dict[str, Any]:
    return {"thread_id": key[0], "address_id": key[1], "role": role, "unverified": unverified, "since": at}


def forget(begun: Iterable[int]) -> None:
    """Drop conversations begun in vain, because another worker had received the same mail first."""
    vain = list(begun)
    if vain:
        Thread.objects.filter(pk__in=vain).delete()
