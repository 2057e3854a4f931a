"""Take in the rows of a list of persons: plan a batch, and write it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django.utils.translation import gettext as _

from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.journal import telling
from recado.desk.journal.events import Event
from recado.desk.journal.telling import Objected
from recado.desk.people import bounds, changes, editing, planning
from recado.desk.people.events import AddressAdded, PersonAdded, PersonEdited
from recado.desk.people.folding import fold
from recado.desk.people.models import Address, Organisation, Person
from recado.desk.people.planning import CameBetween, Known, Plan
from recado.desk.people.reaching import MOST_ADDRESSES
from recado.desk.people.reading import CSM
from recado.desk.people.rows import Parsed

COLUMNS = ("name", "sort_name", "named_by", "language", "organisation_id", "roles", "properties", "updated_at")
PLAIN = ("name", "language", "roles")


def plan(parsed: Sequence[Parsed], *, by: Actor, at: datetime, hold: bool = False) -> list[Plan]:
    """What each row would do; rows that cannot be taken say why. With `hold` it is written right after."""
    names = {fold(one.values["organisation"]) for one in parsed if "organisation" in one.values}
    known = planning.look(parsed, names, hold=Person if hold else None)
    return [_plan(one, known, by, at) for one in parsed]


def write(plans: Sequence[Plan], *, by: Actor, at: datetime) -> None:
    """Keep what was planned, in a fixed number of statements. Raises CameBetween."""
    added = [one for one in plans if one.added]
    for one, (id_,) in zip(added, bulk.insert(Person, [_row(one) for one in added]), strict=True):
        one.target.pk = id_
    known = {one.target.pk: one.target for one in plans if not one.added and one.changed}
    bulk.update(Person, [{"id": pk, **_columns(known[pk])} for pk in sorted(known)])
    rows = [(key, one) for one in plans for key in one.keys]
    kept = bulk.insert(Address, [_address(key, one, at) for key, one in rows], skip_conflicts=True)
    if len(kept) != len(rows):
        raise CameBetween
    events: list[Event] = [PersonAdded(at=at, by=by, person=o.target.pk, called=_called(o)) for o in added]
    events += [_edited(one, by, at) for one in plans if not one.added and one.changed]
    new = [(key, one, id_) for (key, one), (id_,) in zip(rows, kept, strict=True) if not one.added]
    telling.record(*events, *(_reached(key, one, id_, by, at) for key, one, id_ in new))


def _plan(parsed: Parsed, known: Known, by: Actor, at: datetime) -> Plan:
    plan = Plan(parsed)
    if parsed.wrong:
        return plan
    plan.target = _target(plan, known)
    organisation = _organisation(plan, known)
    if parsed.properties.get(CSM) and not parsed.wrong:
        planning.manager(plan, CSM, parsed.properties[CSM] or "", known)
    if parsed.wrong:
        return plan
    plan.added = plan.target is None
    plan.target = plan.target or Person(met_at=at)
    plan.keys = _new_keys(plan, known)
    if parsed.wrong:
        return plan
    plan.before = changes.of_person(plan.target)
    try:
        _apply(plan, organisation, known, by)
    except Objected as why:
        plan.refused(why)
        return plan
    plan.target.updated_at = at
    plan.after = changes.of_person(plan.target)
    known.owners.update(dict.fromkeys(plan.keys, plan.target))
    if plan.target.pk:
        known.reached[plan.target.pk] += len(plan.keys)
    return plan


def _new_keys(plan: Plan, known: Known) -> list[tuple[str, str, str]]:
    """The addresses that he would get, as long as they are not too many for one person."""
    new = [key for key in plan.parsed.keys if key not in known.owners]
    reached = known.reached[plan.target.pk] if plan.target.pk else 0
    if new and reached + len(new) > MOST_ADDRESSES:
        said = _("A person has at most %(most)s addresses.") % {"most": MOST_ADDRESSES}
        plan.refuse("", "", said, _("Take some addresses out of the row."))
        return []
    return new


def _target(plan: Plan, known: Known) -> Person | None:
    """By its id, else by its addresses; nobody yet if neither is known."""
    parsed = plan.parsed
    owners = {id(known.owners[key]): known.owners[key] for key in parsed.keys if key in known.owners}
    if "id" in parsed.values:
        found = known.persons.get(parsed.values["id"])
        if found is None:
            said = _("There is no person with this id.")
            plan.refuse("id", parsed.values["id"], said, _("Leave the cell empty to add somebody new."))
        owners = {**owners, **({id(found): found} if found else {})}
    if len(owners) > 1:
        names = ", ".join(sorted(one.name or "…" for one in owners.values()))
        said = _("The row names several persons: %(names)s.") % {"names": names}
        plan.refuse("", "", said, _("Merge them if they are one, or take one address out of the row."))
    if not parsed.keys and "id" not in parsed.values:
        said = _("The row has neither an address nor an id, so nobody could tell whether it came before.")
        plan.refuse("", "", said, _("Give a phone number or an e-mail address."))
    return next(iter(owners.values()), None)


def _organisation(plan: Plan, known: Known) -> Organisation | None:
    values, found = plan.parsed.values, None
    if "organisation_id" in values:
        found = known.organisations.get(values["organisation_id"])
        if found is None:
            plan.refuse("organisation_id", values["organisation_id"], _("There is no organisation with this id."))
    elif "organisation" in values:
        named = known.named.get(fold(values["organisation"]), [])
        found = named[0] if len(named) == 1 else None
        if not named:
            said = _("There is no organisation of this name.")
            plan.refuse("organisation", values["organisation"], said, _("Import the organisations first."))
        elif len(named) > 1:
            said = _("There are several organisations of this name.")
            plan.refuse("organisation", values["organisation"], said, _("Give its id in a column organisation_id."))
    return found


def _apply(plan: Plan, organisation: Organisation | None, known: Known, by: Actor) -> None:
    wanted: dict[str, Any] = {name: plan.parsed.values[name] for name in PLAIN if name in plan.parsed.values}
    free = dict(plan.parsed.properties)
    if free.get(CSM):
        free[CSM] = (free[CSM] or "").lower()
    editing.put(plan.target, cast(editing.Changes, wanted), by)
    plan.target.properties = bounds.properties(plan.target.properties, free)
    hosts = [planning.host(key) for key in plan.parsed.keys if key[0] == "email"]
    by_mail = next((known.domains[host] for host in hosts if host in known.domains), None)
    plan.target.organisation = organisation or plan.target.organisation or by_mail


def _columns(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in COLUMNS}


def _row(plan: Plan) -> dict[str, Any]:
    return {**_columns(plan.target), "met_at": plan.target.met_at}


def _address(key: tuple[str, str, str], plan: Plan, at: datetime) -> dict[str, Any]:
    kind, realm, value = key
    return {"kind": kind, "realm": realm, "value": value, "person_id": plan.target.pk, "met_at": at}


def _called(plan: Plan) -> str:
    return plan.target.name or (plan.keys[0][2] if plan.keys else "")


def _edited(plan: Plan, by: Actor, at: datetime) -> PersonEdited:
    return PersonEdited(at=at, by=by, person=plan.target.pk, called=plan.target.name, changes=plan.changed)


def _reached(key: tuple[str, str, str], plan: Plan, id_: int, by: Actor, at: datetime) -> AddressAdded:
    return AddressAdded(
        at=at, by=by, person=plan.target.pk, called=plan.target.name, address=id_,
        kind=key[0], realm=key[1], value=key[2],
    )  # fmt: skip
