"""Who is it now, and whose customer? Persons and organisations as they stand, through every merge."""

from collections.abc import Iterable
from dataclasses import dataclass

from recado.desk.people.models import Address, Organisation, Person
from recado.desk.staff.models import Agent

CSM = "csm"
"""The free property that names the account manager by e-mail (F9)."""


@dataclass(frozen=True)
class Managed:
    """The account manager of a person, and what named him: `csm` or `organisation`."""

    agent: Agent
    because: str


def survivor(person: int) -> Person | None:
    """The person of this id, or who he turned out to be; merges are flat, so one step leads there."""
    found = Person.objects.select_related("merged_into").filter(pk=person).first()
    return (found.merged_into or found) if found else None


def mail_of(person: int) -> str:
    """The first address of mail under which he is reached; empty for none."""
    found = Address.objects.filter(person=person, kind="email").order_by("pk").values_list("value", flat=True)
    return found.first() or ""


def surviving_organisation(organisation: int) -> Organisation | None:
    """The organisation of this id, or what it turned out to be."""
    found = Organisation.objects.select_related("merged_into").filter(pk=organisation).first()
    return (found.merged_into or found) if found else None


def manager_named(email: str) -> Agent | None:
    """The agent with this e-mail who may be given work."""
    found = Agent.objects.filter(email__iexact=email.strip(), is_active=True).first()
    return found if found and found.may_write else None


def account_manager(person: Person) -> Managed | None:
    """Who answers for this customer: his own property `csm` wins over the manager of his organisation (F9)."""
    named = manager_named(person.properties.get(CSM, "")) if person.properties.get(CSM) else None
    if named:
        return Managed(named, CSM)
    manager = person.organisation.account_manager if person.organisation else None
    return Managed(manager, "organisation") if manager else None


def all_of(persons: Iterable[int]) -> list[int]:
    """These persons, and all who turned out to be one of them: under which ids their past is written."""
    known = list(persons)
    return [*known, *Person.objects.filter(merged_into__in=known).values_list("pk", flat=True)]
