"""Where things stand in a delivery: its entries and their changes, whatever its outer form."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from recado.desk.channels.port import Json
from recado.desk.channels.whatsapp.picking import instant, thing, things, word


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a delivery: `field` names its kind, `value` holds it, `raw` is all of it."""

    field: str
    value: Json
    raw: Any
    at: datetime | None = None

    @property
    def to(self) -> str | None:
        """The provider's id of our number."""
        return word(thing(self.value.get("metadata")).get("phone_number_id"))

    @property
    def number(self) -> str | None:
        """Our number as digits, for show only."""
        shown = word(thing(self.value.get("metadata")).get("display_phone_number"))
        return "".join(filter(str.isdigit, shown)) if shown else None

    @property
    def contacts(self) -> list[Json]:
        return [contact for contact in things(self.value.get("contacts")) if isinstance(contact, dict)]


def changes(whole: Json) -> Iterator[Change]:
    """Every change in order: of `entry` as list or object, of a lone entry or change, or of a flat body."""
    if "entry" in whole:
        for entry in things(whole["entry"]):
            yield from _of_entry(entry)
    elif "changes" in whole:
        yield from _of_entry(whole)
    elif isinstance(whole.get("value"), dict):
        yield _change(whole, None)
    else:
        yield Change("messages", whole, whole)


def _of_entry(entry: Any) -> Iterator[Change]:
    if not isinstance(entry, dict) or "changes" not in entry:
        yield Change("", thing(entry), entry)
        return
    for change in things(entry["changes"]):
        yield _change(change, instant(entry.get("time")))


def _change(change: Any, at: datetime | None) -> Change:
    of = thing(change)
    return Change(word(of.get("field")) or "", thing(of.get("value")), change, at)
