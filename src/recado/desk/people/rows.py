"""What does one row of a list say, and what is wrong with it?"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.utils.translation import gettext as _

from recado.desk.core.text import storable
from recado.desk.journal.telling import Objected
from recado.desk.people import bounds, guarding
from recado.desk.people.columns import PROPERTY, Column
from recado.desk.people.models import OrganisationRole
from recado.desk.people.reaching import MOST_ADDRESSES

SPLIT = re.compile(r"[;\n|]")
WHOLE = re.compile(r"(\d{1,18})(?:[.,]0+)?")
ROUNDED = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d+")
LONGEST_SHOWN = 200
MOST_WRONG = 20  # things that are told of one row


@dataclass(frozen=True)
class Wrong:
    """Why a row cannot be taken: in which column, which value, and what to do."""

    row: int
    reason: str
    column: str = ""
    value: str = ""
    advice: str = ""


@dataclass
class Parsed:
    """A row as it was understood. Empty cells say nothing; `keys` are addresses, in the form in which they are kept.

    `headers` are what the file itself calls the fields and properties.
    """

    row: int
    cells: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    properties: dict[str, str | None] = field(default_factory=dict)
    keys: list[tuple[str, str, str]] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> list[tuple[Any, ...]]:
        """By what the row is recognised: when two rows share one, they are one."""
        own: list[tuple[Any, ...]] = [("id", self.values["id"])] if "id" in self.values else []
        return own + self.keys + [("domain", one) for one in self.values.get("domains", [])]


def parse(row: int, cells: Sequence[str], columns: Sequence[Column]) -> Parsed:
    """Never raises; all that is wrong is listed at once."""
    parsed = Parsed(row, [storable(cell) for cell in cells])
    parsed.headers = {column.key or column.field: column.header for column in reversed(columns)}
    if any(cell.strip() for cell in parsed.cells[len(columns) :]):
        said = _("The row has %(cells)s cells, but there are %(columns)s columns.")
        advice = _("Put a value that holds a separator into quotation marks.")
        reason = said % {"cells": len(cells), "columns": len(columns)}
        parsed.wrong.append(Wrong(row, reason, advice=advice, value=parsed.cells[-1][:LONGEST_SHOWN]))
        return parsed
    for column, cell in zip(columns, parsed.cells, strict=False):
        value = guarding.unguard(cell.strip())
        if value and column.field and len(parsed.wrong) < MOST_WRONG:
            _take(parsed, column, value)
    return parsed


def _take(parsed: Parsed, column: Column, value: str) -> None:
    try:
        if column.field == PROPERTY:
            bounds.properties({}, {column.key: value})
            parsed.properties[column.key] = value
        elif column.field in ("phone", "email", "addresses"):
            parsed.keys += [key for key in _addresses(column.field, value) if key not in parsed.keys]
        else:
            found = FIELDS[column.field](value)
            many = isinstance(found, list)
            parsed.values[column.field] = [*parsed.values.get(column.field, []), *found] if many else found
    except (Objected, ValueError) as refused:
        advice = _advice(column.field, value)
        parsed.wrong.append(Wrong(parsed.row, str(refused), column.header, value[:LONGEST_SHOWN], advice))


def _addresses(field: str, value: str) -> list[tuple[str, str, str]]:
    parts = [guarding.unguard(part.strip()) for part in SPLIT.split(value) if part.strip()]
    if len(parts) > MOST_ADDRESSES:
        raise ValueError(_("A person has at most %(most)s addresses.") % {"most": MOST_ADDRESSES})
    if field != "addresses":
        return [bounds.address(field, part) for part in parts]
    found = []
    for part in parts:
        kind, realm, text = ([unquote(one) for one in part.split(":")] + ["", "", ""])[:3]
        found.append(bounds.address(kind, text, realm))
    return found


def _whole(value: str) -> int:
    found = WHOLE.fullmatch(value)
    if found is None:
        raise ValueError(_("An id is a whole number."))
    return int(found[1])


def _role(value: str) -> str:
    if value.lower() not in OrganisationRole.values:
        known = ", ".join(OrganisationRole.values)
        raise ValueError(_("“%(role)s” is none of: %(roles)s.") % {"role": value[:40], "roles": known})
    return value.lower()


def _advice(field: str, value: str) -> str:
    if field == "phone" and ROUNDED.fullmatch(value):
        return _("The spreadsheet has rounded this number: format the column as text and enter it again.")
    advices = {
        "id": _("Leave the cell empty to add somebody new; do not change ids."),
        "phone": _("Write the number with its country code, such as +56 2 2345 6789."),
        "email": _("Write one address, or several separated by semicolons."),
        "language": _("Write a code such as es, en, ru or pt-BR."),
        "account_manager": _("Write the e-mail of somebody who works here."),
    }
    return advices.get(field, _("Mend the value, or empty the cell to leave it as it is."))


FIELDS: dict[str, Callable[[str], Any]] = {
    "id": _whole,
    "name": bounds.name,
    "language": bounds.language,
    "organisation": bounds.name,
    "organisation_id": _whole,
    "roles": lambda value: bounds.words(SPLIT.split(value)),
    "role": _role,
    "segment": bounds.name,
    "account_manager": bounds.email,
    "domains": lambda value: bounds.domains(re.split(r"[;,\s|]+", value)),
}
