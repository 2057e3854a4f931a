"""What is otherwise between two states of a person or an organisation, and what would bring it back?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from recado.desk.journal.telling import Objected
from recado.desk.people import bounds, wording
from recado.desk.people.models import Organisation, Person

PROPERTY = "properties."

type State = dict[str, Any]
"""Field → JSON value; one property is ``properties.<name>``, what points elsewhere ``{"id", "called"}``."""


def of_person(person: Person) -> State:
    """The state of a person, without addresses."""
    return {
        "name": person.name,
        "language": person.language,
        "organisation": pointer(person.organisation),
        "roles": list(person.roles),
        **_properties(person.properties),
    }


def of_organisation(organisation: Organisation, domains: list[str]) -> State:
    """The state of an organisation with its domains."""
    return {
        "name": organisation.name,
        "role": str(organisation.role),
        "segment": organisation.segment,
        "account_manager": pointer(organisation.account_manager),
        "domains": sorted(domains),
        **_properties(organisation.properties),
    }


def pointer(row: Any) -> State | None:
    """What a state says of a row that it points to."""
    return {"id": row.pk, "called": str(row)} if row else None


def between(before: State, after: State) -> dict[str, list[Any]]:
    """Field → before and after, for what differs."""
    names = [*before, *(name for name in after if name not in before)]
    return {name: [before.get(name), after.get(name)] for name in names if before.get(name) != after.get(name)}


def way_back(changed: Mapping[str, list[Any]], state: State) -> State:
    """The values to be set again, properties in one mapping. Raises Objected where another change came in between."""
    later = [name for name, (_before, after) in changed.items() if not same(state.get(name), after)]
    if later:
        raise _too_late(later)
    back = {name: before for name, (before, _after) in changed.items() if not name.startswith(PROPERTY)}
    free = {name.removeprefix(PROPERTY): was[0] for name, was in changed.items() if name.startswith(PROPERTY)}
    return {**back, "properties": free} if free else back


def untouched(changed: Mapping[str, list[Any]], state: State) -> dict[str, list[Any]]:
    """Those of the changes that still stand."""
    return {name: told for name, told in changed.items() if same(state.get(name), told[1])}


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same; what points elsewhere is compared by its id."""
    if isinstance(one, dict) and isinstance(other, dict):
        return bool(one.get("id") == other.get("id"))
    return bool(one == other)


def _too_late(fields: list[str]) -> Objected:
    names = ", ".join(wording.label(field) for field in fields)
    return bounds.refuse("changed-since", _("This was changed again since: %(fields)s.") % {"fields": names})


def _properties(free: Mapping[str, str]) -> State:
    return {f"{PROPERTY}{key}": value for key, value in sorted(free.items())}
