"""How are persons and organisations shown? And how does a program hear what does not fit?"""

from collections.abc import Iterator
from contextlib import contextmanager

from recado.desk.journal.telling import Objected
from recado.desk.people.models import Organisation, Person
from recado.doors.api.problems import invalid
from recado.doors.api.showing_threads import Json
from recado.doors.api.showing_threads import person as named

FIELDS = {
    "address-invalid": "addresses",
    "domain-invalid": "domains",
    "language-invalid": "language",
    "manager-unknown": "account_manager",
    "name-missing": "name",
    "name-too-long": "name",
    "property-invalid": "properties",
    "role-invalid": "roles",
}
"""Objections to a value rather than to the moment: which field they are about."""


def person(row: Person) -> Json:
    """`row` with its organisation and addresses."""
    addresses = sorted(row.addresses.all(), key=lambda one: int(one.pk))
    return {
        "id": str(row.pk),
        "name": row.name,
        "language": row.language or None,
        "addresses": [{"kind": one.kind, "realm": one.realm, "value": one.value} for one in addresses],
        "organisation": named(row.organisation),
        "roles": row.roles,
        "properties": row.properties,
    }


def organisation(row: Organisation) -> Json:
    """`row` with its manager and domains."""
    return {
        "id": str(row.pk),
        "name": row.name,
        "role": row.role,
        "domains": sorted(one.value for one in row.domains.all()),
        "account_manager": named(row.account_manager),
        "segment": row.segment or None,
        "properties": row.properties,
    }


@contextmanager
def naming_fields() -> Iterator[None]:
    """What is wrong with a value is told as such, with the field; other objections stay as they are."""
    try:
        yield
    except Objected as refused:
        wrong = {FIELDS[one.code]: one.text for one in refused.objections if one.code in FIELDS}
        if len(wrong) < len(refused.objections):
            raise
        raise invalid(wrong) from refused
