"""What does a column of a list mean? A field by its header in any of our languages, else a free property."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from recado.desk.people import bounds
from recado.desk.people.folding import fold

PROPERTY = "property"
AS_PROPERTY = "property:"
"""What a header begins with where a property is called like a field."""
OURS = "recado: "
"""What a header begins with that an error sheet has added; such a column is left out of account."""
MANY = frozenset({"phone", "email", "addresses", "roles", "domains"})
"""Fields that may have several columns."""


@dataclass(frozen=True)
class Column:
    """A column of the file: its header, the field it is, and for a property its name."""

    header: str
    field: str
    key: str = ""


def understand(headers: Sequence[str], kind: str) -> list[Column]:
    """A column for each header; one without a header is left out of account.

    Raises Objected: ``headers-doubled``, ``headers-unknown``, ``property-invalid``.
    """
    columns = [_column(header, kind) for header in headers]
    seen: set[tuple[str, str]] = set()
    for column in columns:
        told = (column.field, column.key)
        if column.field and column.field not in MANY and told in seen:
            said = _("Two columns are called “%(name)s”. Give one of them another name.") % {"name": column.header}
            raise bounds.refuse("headers-doubled", said)
        seen.add(told)
    if not any(column.field not in ("", PROPERTY) for column in columns):
        said = _("The first row names no column that is known: %(names)s. It must hold names such as %(known)s.")
        known = ", ".join(words[0] for words in _words()[kind].values())
        raise bounds.refuse("headers-unknown", said % {"names": ", ".join(headers)[:200], "known": known})
    return columns


def header(key: str, kind: str) -> str:
    """The header under which a property leaves, so that it comes back as one."""
    return AS_PROPERTY + key if _column(key, kind).field != PROPERTY or key.startswith(AS_PROPERTY) else key


def _column(header: str, kind: str) -> Column:
    if not header or header.startswith(OURS):
        return Column(header, "")
    if header.startswith(AS_PROPERTY):
        return _property(header, header.removeprefix(AS_PROPERTY))
    folded = fold(header).replace("_", " ")
    for field, words in _words()[kind].items():
        if folded in words or folded == field.replace("_", " "):
            return Column(header, field)
    return _property(header, header)


def _property(header: str, key: str) -> Column:
    [name] = bounds.properties({}, {key: "x"})
    return Column(header, PROPERTY, name)


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))
