"""What would a row of a list do, and to whom? The plan of a batch, by a fixed number of statements; writes nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from recado.desk.core import bulk
from recado.desk.journal.telling import Objected
from recado.desk.people import changes, meeting
from recado.desk.people.models import Address, Domain, Organisation, Person
from recado.desk.people.rows import Parsed, Wrong
from recado.desk.staff.models import Agent


class CameBetween(Exception):
    """Somebody else took an address or merged in this very moment; the batch is planned again."""


@dataclass
class Plan:
    """A row with the person or organisation that it is about, as it stood and as it would be."""

    parsed: Parsed
    target: Any = None
    added: bool = False
    before: changes.State = field(default_factory=dict)
    after: changes.State = field(default_factory=dict)
    keys: list[tuple[str, str, str]] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)

    @property
    def changed(self) -> dict[str, list[Any]]:
        return changes.between(self.before, self.after)

    @property
    def outcome(self) -> str:
        """``wrong``, ``added``, ``changed`` or ``same``."""
        if self.parsed.wrong:
            return "wrong"
        if self.added:
            return "added"
        return "changed" if self.changed or self.keys or self.domains else "same"

    def refuse(self, column: str, value: object, reason: str, advice: str = "") -> None:
        """This row cannot be taken after all; the column is said as the file calls it."""
        header = self.parsed.headers.get(column, column)
        self.parsed.wrong.append(Wrong(self.parsed.row, reason, header, str(value)[:200], advice))

    def refused(self, why: Objected) -> None:
        self.parsed.wrong.append(Wrong(self.parsed.row, str(why)))


@dataclass
class Known:
    """What the house knows of all that a batch names; `reached` counts the addresses of a person, by his key."""

    persons: dict[int, Person]
    owners: dict[tuple[str, str, str], Person]
    organisations: dict[int, Organisation]
    named: dict[str, list[Organisation]]
    domains: dict[str, Organisation]
    reached: Counter[int]
    agents: dict[str, Agent]


def look(parsed: Sequence[Parsed], names: Iterable[str], *, hold: type[Person | Organisation] | None = None) -> Known:
    """Six statements; who was merged is who he turned out to be, and one person is one object. `names` are folded.

    What is to `hold`, persons or organisations, nobody edits until the transaction ends: what is planned is what
    stands. Raises CameBetween.
    """
    ids = {one.values["id"] for one in parsed if "id" in one.values}
    keys = {key for one in parsed for key in one.keys}
    owners = meeting.owners(keys)
    merged = dict(Person.objects.filter(pk__in=ids).values_list("pk", "merged_into"))
    wanted = set(owners.values()) | {pk for pk, into in merged.items() if not into}
    wanted |= {into for into in merged.values() if into}
    if hold is Person:
        bulk.lock(Person, wanted)
    persons = Person.objects.select_related("organisation").in_bulk(wanted)
    if hold is Person and any(one.merged_into_id for one in persons.values()):
        raise CameBetween
    reached = Address.objects.filter(person__in=wanted).values_list("person").annotate(Count("pk"))
    return Known(
        persons={**persons, **{pk: persons[into] for pk, into in merged.items() if into}},
        owners={key: persons[owner] for key, owner in owners.items()},
        reached=Counter(dict(reached)),
        **_organisations(parsed, ids, set(names), hold=hold is Organisation),
        agents=_agents(parsed),
    )


def _organisations(parsed: Sequence[Parsed], ids: set[int], names: set[str], *, hold: bool) -> dict[str, Any]:
    ids = ids | {one.values["organisation_id"] for one in parsed if "organisation_id" in one.values}
    domains = {one for row in parsed for one in row.values.get("domains", [])}
    domains |= {host(key) for row in parsed for key in row.keys if key[0] == "email"}
    houses = dict(Domain.objects.filter(value__in=domains).values_list("value", "organisation"))
    chosen = Q(pk__in=ids | set(houses.values())) | Q(sort_name__in=names, merged_into=None)
    rows = Organisation.objects.filter(chosen)
    held = {into or pk for pk, into in rows.values_list("pk", "merged_into")} if hold else set()
    if held:
        bulk.lock(Organisation, held)
    by_id = {one.pk: one for one in rows.select_related("account_manager", "merged_into").order_by("pk")}
    standing = {pk: by_id.get(one.merged_into_id or pk) or one.merged_into or one for pk, one in by_id.items()}
    if hold and not {one.pk for one in standing.values()} <= held:
        raise CameBetween
    named: dict[str, list[Organisation]] = {}
    for one in by_id.values():
        if one.merged_into_id is None and one.sort_name in names:
            named.setdefault(one.sort_name, []).append(one)
    return {
        "organisations": standing,
        "named": named,
        "domains": {value: standing[pk] for value, pk in houses.items()},
    }


def host(key: tuple[str, str, str]) -> str:
    """The domain of a mail address."""
    return key[2].rpartition("@")[2]


def _agents(parsed: Sequence[Parsed]) -> dict[str, Agent]:
    emails = {one.values["account_manager"] for one in parsed if "account_manager" in one.values}
    emails |= {(one.properties.get("csm") or "").lower() for one in parsed}
    return {one.email.lower(): one for one in Agent.objects.filter(is_active=True, email__in=emails) if one.may_write}


def manager(plan: Plan, column: str, email: str, known: Known) -> Agent | None:
    """The agent of the e-mail in this column; the row is refused if there is none."""
    found = known.agents.get(email.lower())
    if found is None:
        said = _("Nobody of the house who can be given work has the e-mail “%(email)s”.") % {"email": email[:80]}
        plan.refuse(column, email, said, _("Write the e-mail of somebody who works here."))
    return found
