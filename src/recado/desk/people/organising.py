"""Found and change organisations: name, role, segment, domains, account manager, free properties."""

from collections.abc import Mapping, Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.people import bounds, changes, editing, holding, housing, reading
from recado.desk.people.events import OrganisationEdited, OrganisationFounded
from recado.desk.people.folding import fold
from recado.desk.people.models import Organisation, OrganisationRole
from recado.desk.people.reading import CSM
from recado.desk.staff.models import Agent


class Changes(TypedDict, total=False):
    """What may be otherwise; what is not named stays. In `properties` None takes one away, others stay.

    The property `csm` is not kept: it names the account manager by e-mail (F9).
    """

    name: str
    role: str
    segment: str
    account_manager: Agent | None
    domains: Sequence[str]
    properties: Mapping[str, str | None]


@transaction.atomic
def found(*, by: Actor, take: bool = False, **wanted: Unpack[Changes]) -> Organisation:
    """A new organisation; `take` says that domains may leave the organisation they are of.

    Raises Objected as `edit` does.
    """
    at = now()
    organisation = Organisation(made_at=at, updated_at=at)
    _apply(organisation, wanted)
    if not organisation.name:
        raise bounds.refuse("name-missing", _("An organisation needs a name."), "name")
    organisation.save()
    housing.house(organisation, bounds.domains(wanted.get("domains", ())), take=take, by=by)
    telling.record(OrganisationFounded(at=at, by=by, organisation=organisation.pk, called=organisation.name))
    return organisation


@transaction.atomic
def edit(organisation: Organisation, *, by: Actor, take: bool = False, **wanted: Unpack[Changes]) -> int | None:
    """Gives the journal key of the change, for `undoing.undo`; None where nothing is otherwise.

    Raises Objected: ``name-missing``, ``name-too-long``, ``role-invalid``, ``property-invalid``, ``manager-unknown``,
    ``domain-invalid``, and ``domain-taken`` unless `take` says that a domain may leave another organisation.
    """
    kept = holding.organisation(organisation.pk)
    before = changes.of_organisation(kept, housing.domains(kept))
    _apply(kept, wanted)
    if not kept.name:
        raise bounds.refuse("name-missing", _("An organisation needs a name."), "name")
    if "domains" in wanted:
        housing.house(kept, bounds.domains(wanted["domains"]), take=take, by=by)
    changed = changes.between(before, changes.of_organisation(kept, housing.domains(kept)))
    if not changed:
        return None
    kept.updated_at = now()
    kept.save()
    named = bool((wanted.get("properties") or {}).get(CSM)) and "account_manager" in changed
    return telling.record(
        OrganisationEdited(
            at=kept.updated_at, by=by, organisation=kept.pk, called=kept.name, changes=changed, by_property=named
        )
    )[0]


def _apply(organisation: Organisation, wanted: Changes) -> None:
    if "name" in wanted:
        organisation.name = bounds.name(wanted["name"])
        organisation.sort_name = fold(organisation.name)
    if "role" in wanted:
        organisation.role = _role(wanted["role"])
    if "segment" in wanted:
        organisation.segment = bounds.name(wanted["segment"])
    if "account_manager" in wanted:
        organisation.account_manager = _manager(wanted["account_manager"])
    if "properties" in wanted:
        _describe(organisation, wanted["properties"])


def _describe(organisation: Organisation, wanted: Mapping[str, str | None]) -> None:
    if email := wanted.get(CSM):
        organisation.account_manager = reading.manager_named(editing.manager(email))
    elif CSM in wanted:
        organisation.account_manager = None
    free = {key: value for key, value in wanted.items() if key != CSM}
    organisation.properties = bounds.properties(organisation.properties, free)


def _role(role: str) -> str:
    if role not in OrganisationRole.values:
        said = _("“%(role)s” is none of: %(roles)s.") % {"role": role[:40], "roles": ", ".join(OrganisationRole.values)}
        raise bounds.refuse("role-invalid", said)
    return role


def _manager(agent: Agent | None) -> Agent | None:
    if agent and not (agent.is_active and agent.may_write):
        raise bounds.refuse("manager-unknown", _("%(name)s cannot be given work.") % {"name": agent.name})
    return agent
