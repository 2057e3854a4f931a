"""Persons and organisations a page at a time, by their folded names; who has no name comes last."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from recado.desk.people.folding import fold
from recado.desk.people.models import Organisation, Person
from recado.desk.people.reading import CSM
from recado.desk.staff.models import Agent

USUAL = 50
LONGEST, MOST_WORDS = 400, 12  # of what is looked for


@dataclass(frozen=True)
class Filters:
    """What is looked for; None or empty asks nothing. `q` begins a word of the name; `role` is of either kind.

    `organisation` and `manager` are ids; `manager` counts the property `csm` of a person too.
    """

    organisation: int | None = None
    role: str = ""
    segment: str = ""
    manager: int | None = None
    language: str = ""
    q: str = ""


@dataclass(frozen=True)
class Place:
    """Where a page ended: behind this name and key. It is what a cursor carries."""

    name: str
    id: int


@dataclass(frozen=True)
class Page[Row: (Person, Organisation)]:
    """Rows in order, and where the next page begins; None if this was the last."""

    rows: list[Row]
    after: Place | None


def persons(found: QuerySet[Person], asked: Filters, *, after: Place | None = None, limit: int = USUAL) -> Page[Person]:
    """A page of persons with their organisations and addresses; three statements at most."""
    rows = chosen_persons(found, asked).select_related("organisation__account_manager").prefetch_related("addresses")
    return _page(rows, after, limit)


def organisations(
    found: QuerySet[Organisation], asked: Filters, *, after: Place | None = None, limit: int = USUAL
) -> Page[Organisation]:
    """A page of organisations with their managers and domains."""
    rows = chosen_organisations(found, asked).select_related("account_manager").prefetch_related("domains")
    return _page(rows, after, limit)


def chosen_persons(found: QuerySet[Person], asked: Filters) -> QuerySet[Person]:
    """The standing persons that the filters leave, in no order."""
    found = found.filter(merged_into=None)
    found = found.filter(organisation=asked.organisation) if asked.organisation is not None else found
    found = found.filter(roles__contains=[asked.role]) if asked.role else found
    found = found.filter(organisation__segment=asked.segment) if asked.segment else found
    found = found.filter(language=asked.language) if asked.language else found
    if asked.manager is not None:
        email = Agent.objects.filter(pk=asked.manager).values_list("email", flat=True).first() or ""
        own = Q(**{f"properties__{CSM}": email})
        theirs = Q(organisation__account_manager=asked.manager) & ~Q(properties__has_key=CSM)
        found = found.filter(own | theirs)
    return _named(found, asked.q)


def chosen_organisations(found: QuerySet[Organisation], asked: Filters) -> QuerySet[Organisation]:
    """The standing organisations that the filters leave, in no order."""
    found = found.filter(merged_into=None)
    found = found.filter(pk=asked.organisation) if asked.organisation is not None else found
    found = found.filter(role=asked.role) if asked.role else found
    found = found.filter(segment=asked.segment) if asked.segment else found
    found = found.filter(account_manager=asked.manager) if asked.manager is not None else found
    return _named(found, asked.q)


def _named[Row: (Person, Organisation)](found: QuerySet[Row], q: str) -> QuerySet[Row]:
    for word in fold(q[:LONGEST]).split()[:MOST_WORDS]:
        found = found.filter(Q(sort_name__startswith=word) | Q(sort_name__contains=f" {word}"))
    return found


def _page[Row: (Person, Organisation)](rows: QuerySet[Row], after: Place | None, limit: int) -> Page[Row]:
    named = rows.exclude(sort_name="").order_by("sort_name", "pk")
    found: list[Row] = []
    if after is None or after.name:
        found = list((_behind(named, after) if after else named)[: limit + 1])
    if len(found) <= limit:
        nameless = rows.filter(sort_name="").order_by("pk")
        nameless = nameless.filter(pk__gt=after.id) if after and not after.name else nameless
        found += list(nameless[: limit + 1 - len(found)])
    shown = found[:limit]
    return Page(shown, Place(shown[-1].sort_name, shown[-1].pk) if len(found) > limit else None)


def _behind[Row: (Person, Organisation)](rows: QuerySet[Row], after: Place) -> QuerySet[Row]:
    # The first condition lets PostgreSQL begin in the index where the page begins.
    same = Q(sort_name=after.name, pk__gt=after.id)
    return rows.filter(sort_name__gte=after.name).filter(Q(sort_name__gt=after.name) | same)
