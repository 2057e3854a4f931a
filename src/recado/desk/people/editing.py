"""Change what the house knows of a person: name, language, organisation, roles, free properties."""

from collections.abc import Mapping, Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.people import bounds, changes, holding, reading
from recado.desk.people.events import PersonEdited
from recado.desk.people.folding import fold
from recado.desk.people.models import Organisation, Person
from recado.desk.people.reading import CSM

COLUMNS = ("name", "sort_name", "named_by", "language", "organisation", "roles", "properties", "updated_at")


class Changes(TypedDict, total=False):
    """What may be otherwise; what is not named stays. In `properties` None takes one away, others stay."""

    name: str
    language: str
    organisation: Organisation | None
    roles: Sequence[str]
    properties: Mapping[str, str | None]


@transaction.atomic
def edit(person: Person, *, by: Actor, **wanted: Unpack[Changes]) -> int | None:
    """Gives the journal key of the change, for `undoing.undo`; None where nothing is otherwise.

    A person who was merged is who he turned out to be. Raises Objected: ``name-too-long``, ``language-invalid``,
    ``role-invalid``, ``property-invalid``, ``manager-unknown``.
    """
    kept = holding.person(person.pk)
    before = changes.of_person(kept)
    apply(kept, wanted, by)
    changed = changes.between(before, changes.of_person(kept))
    if not changed:
        return None
    kept.updated_at = now()
    kept.save(update_fields=COLUMNS)
    edited = PersonEdited(
        at=kept.updated_at, by=by, person=kept.pk, called=kept.name or before["name"], changes=changed
    )
    return telling.record(edited)[0]


def apply(person: Person, wanted: Changes, by: Actor) -> None:
    """Set the wanted values on a person without keeping them. Raises Objected."""
    put(person, wanted, by)
    if "organisation" in wanted:
        person.organisation = _standing(wanted["organisation"])
    if "properties" in wanted:
        person.properties = bounds.properties(person.properties, _managed(wanted["properties"]))


def put(person: Person, wanted: Changes, by: Actor) -> None:
    """The same for what needs no look into the house: properties are taken as they are, the organisation is not."""
    if "name" in wanted:
        rename(person, bounds.name(wanted["name"]), by)
    if "language" in wanted:
        person.language = bounds.language(wanted["language"])
    if "roles" in wanted:
        person.roles = bounds.words(wanted["roles"])


def rename(person: Person, name: str, by: Actor) -> None:
    """A name given by the house stays, whatever a provider calls him; without a name the next one holds."""
    if name != person.name:
        person.name, person.sort_name, person.named_by = name, fold(name), by if name else None


def _standing(organisation: Organisation | None) -> Organisation | None:
    return reading.surviving_organisation(organisation.pk) if organisation else None


def _managed(wanted: Mapping[str, str | None]) -> Mapping[str, str | None]:
    """The property `csm` is kept as the e-mail of an agent whom the house knows (F9)."""
    email = wanted.get(CSM)
    return {**wanted, CSM: manager(email)} if email else wanted


def manager(email: str) -> str:
    """The e-mail of the account manager as he is kept. Raises Objected: ``manager-unknown``."""
    found = reading.manager_named(email)
    if found is None:
        said = _("Nobody of the house who can be given work has the e-mail “%(email)s”.") % {"email": email[:80]}
        raise bounds.refuse("manager-unknown", said)
    return found.email
