"""What was said in groups lately: heard by the desk's road, it opens no case by itself (W8)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from recado.desk.channels import importing
from recado.desk.channels.models import Channel
from recado.desk.core import doorbells, time
from recado.house import road
from recado.house.demo.furnishing import House
from recado.twins.demo import reading
from recado.twins.whatsapp import envelopes, people
from recado.twins.whatsapp.world import Json, Person, World, wamid


def gather(house: House, world: World, *, now: datetime) -> None:
    """Let the desk hear every group at the moment of its last word. Their members have no phone in the demo."""
    for told in reading.groups():
        channel = house.channels[told["number"]]
        posts = list(_posts(told, channel, world, now))
        with doorbells.muted(), time.as_of(posts[-1][2]), transaction.atomic():
            road.walk(importing.keep(posts))


def _posts(
    told: dict[str, Any], channel: Channel, world: World, now: datetime
) -> Iterator[tuple[Channel, bytes, datetime]]:
    members = {key: _member(one) for key, one in told["people"].items()}
    number = world.numbers[channel.number_id]
    for at, who, words in _turns(told, now):
        member = members[who]
        message: Json = {"from": member.digits, "from_user_id": member.bsuid, "id": wamid(member.digits)}
        message |= {"group_id": told["key"], "timestamp": str(int(at.timestamp()))}
        message |= {"type": "text", "text": {"body": words}}
        yield channel, envelopes.pack([envelopes.inbound(number, member, message)]), at + timedelta(seconds=1)


def _turns(told: dict[str, Any], now: datetime) -> list[tuple[datetime, str, str]]:
    """Each with its moment, the last as long ago as the group is fresh."""
    lines = [line.split(" ", 2) for line in told["script"].strip().splitlines()]
    left = now - timedelta(minutes=told["fresh"] + sum(int(wait) for _, wait, _ in lines))
    turns = []
    for who, wait, words in lines:
        left += timedelta(minutes=int(wait))
        turns.append((left, who, words))
    return turns


def _member(told: dict[str, str]) -> Person:
    return Person(told["digits"], people.new_bsuid(told["digits"]), name=told["name"])
