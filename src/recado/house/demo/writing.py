"""Write the demo's past into a new house, once: `python -m recado.house.parts past`."""

import gc
import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.db import connection, transaction

from recado.house.trouble import Trouble

if TYPE_CHECKING:
    from recado.house.demo.counting import Count
    from recado.house.demo.furnishing import House
    from recado.twins.demo.planning import Step
    from recado.twins.whatsapp.setup import Setup
    from recado.twins.whatsapp.world import World

BOOK = "demo.json"
BEGUN = "begun"
PASSWORD = "hilo-y-aguja"
WRITERS = 2


@dataclass(frozen=True)
class Book:
    """What a demo must know again when it starts a second time."""

    phone_port: int
    secret: str
    email: str
    password: str
    hook: str
    numbers: list[list[str]]
    site: str = ""
    mail: dict[str, Any] = field(default_factory=dict)


def known(data: Path) -> Book | None:
    """The book of a house that has its past already."""
    place = data / "demo" / BOOK
    return Book(**json.loads(place.read_text())) if place.exists() else None


def is_half_written(data: Path) -> bool:
    """Whether a demo began to write its past here and was ended before the end."""
    return (data / "demo" / BEGUN).exists() and known(data) is None


def write(phone_port: int, imap_port: int, smtp_port: int) -> None:
    """Furnish the house and play its past. Raises Trouble where somebody works here already."""
    django.setup()
    from recado.desk.core import time
    from recado.desk.staff.models import Agent
    from recado.twins.demo import people, planning, reading
    from recado.twins.whatsapp.setup import Setup

    if Agent.objects.exists():
        raise Trouble("This house has agents of its own: give the demo a new directory, or none at all.")
    told, now, folder = reading.house(), time.now(), Path(os.environ["RECADO_DATA"]) / "demo"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / BEGUN).touch()
    setup = Setup(app_secret=secrets.token_urlsafe(24), reads=False, kind=True)
    mail = {name: told["mailbox"][name] for name in ("address", "name")}
    mail |= {"password": secrets.token_urlsafe(12), "imap_port": imap_port, "smtp_port": smtp_port}
    house = _furnished(told, setup, phone_port, mail, now)
    steps = planning.plan(reading.dialogues(), people.Cast(told["names"]), now=now)
    _played(steps, house, setup, mail, now, folder)
    _kept_contacts(steps, house)
    _gathered(house, setup, now)
    first = next(iter(house.channels.values()))
    numbers = [[one["id"], one["number"], one["name"]] for one in told["number"]]
    email = next(one["email"] for one in told["agent"] if one.get("enters"))
    site = f"/site/{house.site.key}/try"
    book = Book(phone_port, setup.app_secret, email, PASSWORD, f"/hooks/whatsapp/{first.key}", numbers, site, mail)
    (folder / BOOK).write_text(json.dumps(asdict(book), ensure_ascii=False))


def _furnished(told: dict[str, Any], setup: "Setup", phone_port: int, mail: dict[str, Any], now: datetime) -> "House":
    from recado.desk.core import time
    from recado.house.demo import furnishing, playing
    from recado.twins.demo import planning, reading

    with transaction.atomic(), time.as_of(now - planning.WEEKS * 2):
        graph, firms = f"http://127.0.0.1:{phone_port}", reading.firms()["firm"]
        house = furnishing.furnish(told, firms, setup, graph, PASSWORD, mail)
        playing.everybody_is_here(house, now)
    return house


def _played(
    steps: "list[Step]", house: "House", setup: "Setup", mail: dict[str, Any], now: datetime, folder: Path
) -> None:
    """Each writer plays the talks of its own customers, so that nobody waits for another; then all phones are one."""
    from recado.house.demo import counting
    from recado.twins.phone import remembering

    connection.close()
    count = counting.Count(WRITERS, len(steps))
    writers = [_begun(share, steps, house, setup, mail, now, folder, count) for share in range(WRITERS)]
    if not count.await_(writers):
        raise Trouble("The demo's past could not be written: see the lines above.")
    world = _world(house, setup)
    for share in range(WRITERS):
        remembering.recall(world, folder / str(share))
    remembering.remember(world, folder / "phones")


def _begun(
    share: int, steps: "list[Step]", house: "House", setup: "Setup", mail: dict[str, Any], now: datetime,
    folder: Path, count: "Count",
) -> int:  # fmt: skip
    """One writer, in a copy of this process; all mail is written by the first, beside whom its provider stands."""
    from recado.house import spawning
    from recado.house.demo import corresponding, playing
    from recado.twins.phone import remembering
    from recado.twins.post import running

    def task() -> None:
        gc.disable()
        # The same few statements thousands of times: planned once, they take half as long.
        connection.settings_dict["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
        world = _world(house, setup)
        mine = [step for step in steps if int(step.talk.person.digits or 0) % WRITERS == share]
        provider = running.provider(mail, folder / "post")
        mails = corresponding.Correspondence(provider, house.mailbox) if share == 0 else None
        playing.play(mine, house, world, mails, now=now, told=count.of(share))
        remembering.remember(world, folder / str(share))

    return spawning.begin_apart(task)


def _kept_contacts(steps: "list[Step]", house: "House") -> None:
    """Whom the house knows though they never wrote."""
    from recado.house.demo import knowing
    from recado.twins.demo import reading

    with transaction.atomic():
        everybody = [step.talk.person for step in steps if step.first]
        knowing.keep_contacts(reading.firms()["contact"], everybody, by=house.agents["carla"].actor)


def _gathered(house: "House", setup: "Setup", now: datetime) -> None:
    from recado.house.demo import gathering

    gathering.gather(house, _world(house, setup), now=now)


def _world(house: "House", setup: "Setup") -> "World":
    from recado.twins.whatsapp.people import digits_of
    from recado.twins.whatsapp.world import World

    world = World(setup)
    for channel in house.channels.values():
        world.add_number(channel.number_id, digits_of(channel.address), setup.business_account_id, channel.name)
    return world
