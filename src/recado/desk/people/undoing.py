"""Take back what was changed about a person or an organisation, unless it was changed again since."""

from collections.abc import Mapping
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.core.actors import Actor
from recado.desk.journal import reading as journal
from recado.desk.journal.events import Event
from recado.desk.journal.models import Entry
from recado.desk.people import (
    bounds,
    changes,
    editing,
    holding,
    housing,
    merging,
    organising,
    reaching,
    reading,
    suspecting,
)
from recado.desk.people.events import (
    AddressAdded,
    AddressRemoved,
    DuplicateDismissed,
    OrganisationEdited,
    OrganisationsMerged,
    PersonEdited,
    PersonsMerged,
)
from recado.desk.people.models import Address, Merge, Person
from recado.desk.staff.models import Agent


@transaction.atomic
def undo(entry: int, *, by: Actor) -> int | None:
    """Undo the change of this journal key; gives the key of the change back.

    Raises Objected: ``changed-since``, ``nothing-to-undo``, and what the opposite verb raises.
    """
    row = Entry.objects.filter(pk=entry).first()
    return bring_back(journal.revive(row) if row else None, by=by)


def bring_back(event: Event | None, *, by: Actor) -> int | None:
    """The same for an event as it was told. Raises as `undo` does."""
    match event:
        case PersonEdited():
            return _person(event, by)
        case OrganisationEdited():
            return _organisation(event, by)
        case AddressAdded():
            return reaching.remove(_added(event), by=by)
        case AddressRemoved():
            person = Person.objects.get(pk=event.person)
            return reaching.add(person, kind=event.kind, realm=event.realm, value=event.value, by=by)
        case DuplicateDismissed():
            return suspecting.suspect_again(event.person, event.other)
        case PersonsMerged() | OrganisationsMerged():
            return merging.undo(Merge.objects.get(pk=event.merge), by=by)
    raise _nothing(event)


def _person(event: PersonEdited, by: Actor) -> int | None:
    person = holding.person(event.person)
    back = changes.way_back(event.changes, changes.of_person(person))
    if "organisation" in back:
        back["organisation"] = reading.surviving_organisation(_id(back["organisation"]))
    return editing.edit(person, by=by, **cast(editing.Changes, back))


def _organisation(event: OrganisationEdited, by: Actor) -> int | None:
    organisation = holding.organisation(event.organisation)
    state = changes.of_organisation(organisation, housing.domains(organisation))
    back = changes.way_back(event.changes, state)
    if "account_manager" in back:
        back["account_manager"] = Agent.objects.filter(pk=_id(back["account_manager"])).first()
    return organising.edit(organisation, by=by, **cast(organising.Changes, back))


def _id(pointer: Mapping[str, Any] | None) -> int:
    return int(pointer["id"]) if pointer else 0


def _added(event: AddressAdded) -> Address:
    found = Address.objects.filter(pk=event.address, person=event.person).first()
    if found is None:
        raise bounds.refuse("changed-since", _("This address is another person's now, or was removed."))
    return found


def _nothing(event: Event | None) -> Exception:
    return bounds.refuse("nothing-to-undo", _("There is nothing that could be taken back here."))
