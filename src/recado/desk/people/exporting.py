"""Give persons and organisations out as CSV, row by row, so that the same file changes nothing when it comes back."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from recado.desk.files import keeping
from recado.desk.people import columns, spreadsheets
from recado.desk.people.guarding import guard
from recado.desk.people.imports import Import, Misfit
from recado.desk.people.models import Organisation, Person

BATCH = 1000
MOST_PROPERTIES = 500
PERSON = ("id", "name", "language", "organisation", "organisation_id", "roles", "phone", "email", "addresses")
ORGANISATION = ("id", "name", "role", "segment", "account_manager", "domains")
MARK = "\ufeff"
"""So that spreadsheets take the file for UTF-8."""


class _Line:
    """What `csv` writes to: hands each line back."""

    def write(self, line: str) -> str:
        return line


def persons(found: QuerySet[Person]) -> Iterator[bytes]:
    """The chosen persons in the order of their ids, one piece for each batch of rows."""
    keys = _properties(found)
    yield _head([*PERSON, *(columns.header(key, "person") for key in keys)])
    rows = found.select_related("organisation").prefetch_related("addresses")
    for batch in _batches(rows):
        yield _lines([*_person(one), *(one.properties.get(key, "") for key in keys)] for one in batch)


def organisations(found: QuerySet[Organisation]) -> Iterator[bytes]:
    """The chosen organisations in the same way."""
    keys = _properties(found)
    yield _head([*ORGANISATION, *(columns.header(key, "organisation") for key in keys)])
    rows = found.select_related("account_manager").prefetch_related("domains")
    for batch in _batches(rows):
        yield _lines([*_organisation(one), *(one.properties.get(key, "") for key in keys)] for one in batch)


def misfits(brought: Import) -> Iterator[bytes]:
    """The rows that were not taken, as they stood, each with its reasons; mended it can be brought in again."""
    wrong: dict[int, list[Misfit]] = {}
    for one in Misfit.objects.filter(source=brought).order_by("row", "pk").iterator(BATCH):
        wrong.setdefault(one.row, []).append(one)
    sheet = spreadsheets.read(keeping.path(brought.blob))
    yield _head([*sheet.headers, *(columns.OURS + name for name in (_("row"), _("what is wrong"), _("what to do")))])
    for row, cells in sheet.rows():
        if told := wrong.get(row):
            padded = [*cells, *[""] * (len(sheet.headers) - len(cells))]
            yield _lines([[*padded, str(row), _reasons(told), _advices(told)]])


def _reasons(told: Sequence[Misfit]) -> str:
    return " ".join(f"{one.column}: {one.reason}" if one.column else one.reason for one in told)


def _advices(told: Sequence[Misfit]) -> str:
    return " ".join(dict.fromkeys(one.advice for one in told if one.advice))


def _person(one: Person) -> list[str]:
    addresses = sorted(one.addresses.all(), key=lambda address: int(address.pk))
    phones = "; ".join(address.value for address in addresses if address.kind == "phone")
    mails = "; ".join(address.value for address in addresses if address.kind == "email")
    others = "; ".join(
        ":".join(quote(part, safe="") for part in (address.kind, address.realm, address.value))
        for address in addresses
        if address.kind not in ("phone", "email")
    )
    firm = one.organisation
    ours = [firm.name, str(firm.pk)] if firm else ["", ""]
    return [str(one.pk), one.name, one.language, *ours, "; ".join(one.roles), phones, mails, others]


def _organisation(one: Organisation) -> list[str]:
    manager = one.account_manager.email if one.account_manager else ""
    domains = "; ".join(sorted(domain.value for domain in one.domains.all()))
    return [str(one.pk), one.name, str(one.role), one.segment, manager, domains]


def _properties(found: QuerySet[Any]) -> list[str]:
    """The names of all properties that the chosen ones have, in their order."""
    sql, given = found.order_by().exclude(properties={}).values("properties").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT jsonb_object_keys(properties) AS key FROM ({sql}) AS chosen ORDER BY key LIMIT %s",
            [*given, MOST_PROPERTIES],
        )
        return [key for (key,) in cursor.fetchall()]


def _batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _head(names: Sequence[str]) -> bytes:
    return (MARK + _lines([names]).decode()).encode()


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    writer = csv.writer(_Line())
    return "".join(writer.writerow([guard(cell) for cell in row]) for row in rows).encode()
