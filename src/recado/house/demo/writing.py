"""Write the demo's past into a new house, once: `python -m recado.house.parts past`."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.db import transaction

from recado.house.trouble import Trouble

BOOK = "demo.json"
PASSWORD = "hilo-y-aguja"


@dataclass(frozen=True)
class Book:
    """What a demo must know again when it starts a second time."""

    phone_port: int
    secret: str
    email: str
    password: str
    hook: str
    numbers: list[list[str]]


def known(data: Path) -> Book | None:
    """The book of a house that has its past already."""
    place = data / "demo" / BOOK
    return Book(**json.loads(place.read_text())) if place.exists() else None


def write(phone_port: int) -> None:
    """Furnish the house and play its past in one transaction. Raises Trouble where somebody works here already."""
    django.setup()
    from recado.desk.core import time
    from recado.desk.staff.models import Agent
    from recado.twins.demo import reading

    folder = Path(os.environ["RECADO_DATA"]) / "demo"
    if Agent.objects.exists():
        raise Trouble("This house has agents of its own: give the demo a new directory, or none at all.")
    with transaction.atomic():
        book = _written(reading.house(), phone_port, folder / "phones", time.now())
    folder.mkdir(exist_ok=True, mode=0o700)
    (folder / BOOK).write_text(json.dumps(book.__dict__, ensure_ascii=False))


def _written(told: dict[str, Any], phone_port: int, phones: Path, now: Any) -> Book:
    from recado.desk.core import time
    from recado.house.demo import furnishing, playing
    from recado.twins.demo import people, planning, reading
    from recado.twins.phone import remembering
    from recado.twins.whatsapp.people import digits_of
    from recado.twins.whatsapp.setup import Setup
    from recado.twins.whatsapp.world import World

    setup = Setup(app_secret=secrets.token_urlsafe(24), reads=False, kind=True)
    with time.as_of(now - planning.WEEKS * 2):
        house = furnishing.furnish(told, setup, f"http://127.0.0.1:{phone_port}", PASSWORD)
    world = World(setup)
    for one in told["number"]:
        world.add_number(one["id"], digits_of(one["number"]), setup.business_account_id, one["name"])
    cast = people.Cast(told["names"])
    playing.play(planning.plan(reading.dialogues(), cast, now=now), house, world, now=now)
    remembering.remember(world, phones)
    first = next(iter(house.channels.values()))
    numbers = [[one["id"], one["number"], one["name"]] for one in told["number"]]
    email = next(one["email"] for one in told["agent"] if one.get("enters"))
    return Book(phone_port, setup.app_secret, email, PASSWORD, f"/hooks/whatsapp/{first.key}", numbers)
