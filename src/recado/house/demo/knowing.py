"""What the house came to know of its customers: who is of which firm, his mail, his language, and who never wrote."""

from collections.abc import Iterable
from random import Random
from typing import Any

from recado.desk.conversations.models import Thread
from recado.desk.core.actors import Actor
from recado.desk.people import adding, editing, reaching, reading
from recado.desk.people.folding import fold
from recado.house.demo.furnishing import House
from recado.twins.demo.people import Someone

WRITES_MAIL = 0.4
PARTS = {"f": ("dueña", "mesón", "administración", "encargada"), "m": ("dueño", "sistemas", "ventas", "encargado")}


def know(thread: Thread, someone: Someone, house: House, dice: Random, *, by: Actor) -> None:
    """Whoever answers him first writes down what his profile tells: his name without the firm, and the firm."""
    name, _, firm = someone.name.partition(" · ")
    organisation = house.firms.get(firm)
    person = reading.survivor(thread.person_id or 0)
    if not organisation or not person:
        return
    roles = [dice.choice(PARTS[someone.voice])] if someone.language == "es" and someone.voice in PARTS else []
    more = {"cumpleaños": f"{dice.randint(1, 28)}/{dice.randint(1, 12)}"} if dice.random() < 0.2 else {}
    editing.edit(
        person, by=by, name=name, organisation=organisation, language=someone.language, roles=roles, properties=more
    )
    domain = organisation.domains.first()
    if domain and someone.digits and dice.random() < WRITES_MAIL:
        box = fold(name).replace(" ", ".")
        if box.isascii():
            reaching.add(person, kind="email", value=f"{box}@{domain.value}", by=by)


def keep_contacts(contacts: Iterable[dict[str, Any]], everybody: Iterable[Someone], *, by: Actor) -> None:
    """People of whom the house has a card though they never wrote; `is` names somebody who did."""
    digits = {one.name: one.digits for one in everybody}
    for one in contacts:
        also = digits.get(one.get("is", ""))
        adding.add(
            name=one["name"],
            language=one["language"],
            roles=one.get("roles", []),
            properties={**one.get("properties", {}), **({"celular": f"+{also}"} if also else {})},
            addresses=[("email", "", one["mail"])],
            by=by,
        )
