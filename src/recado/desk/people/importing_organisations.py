"""Take in the rows of a list of organisations: plan a batch, and write it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.journal import telling
from recado.desk.journal.events import Event
from recado.desk.journal.telling import Objected
from recado.desk.people import bounds, changes, planning
from recado.desk.people.events import OrganisationEdited, OrganisationFounded
from recado.desk.people.folding import fold
from recado.desk.people.models import Domain, Organisation
from recado.desk.people.planning import CameBetween, Known, Plan
from recado.desk.people.rows import Parsed

COLUMNS = ("name", "sort_name", "role", "segment", "account_manager_id", "properties", "updated_at")


def plan(parsed: Sequence[Parsed], *, by: Actor, at: datetime, hold: bool = False) -> list[Plan]:
    """What each row would do; rows that cannot be taken say why. With `hold` it is written right after."""
    names = {fold(one.values["name"]) for one in parsed if "name" in one.values}
    known = planning.look(parsed, names, hold=Organisation if hold else None)
    return [_plan(one, known, at) for one in parsed]


def write(plans: Sequence[Plan], *, by: Actor, at: datetime) -> None:
    """Keep what was planned, in a fixed number of statements. Raises CameBetween."""
    added = [one for one in plans if one.added]
    rows = [{**_columns(one.target), "made_at": at} for one in added]
    for one, (id_,) in zip(added, bulk.insert(Organisation, rows), strict=True):
        one.target.pk = id_
    known = {one.target.pk: one.target for one in plans if not one.added and one.changed}
    bulk.update(Organisation, [{"id": pk, **_columns(known[pk])} for pk in sorted(known)])
    domains = [{"organisation_id": one.target.pk, "value": value} for one in plans for value in one.domains]
    if len(bulk.insert(Domain, domains, skip_conflicts=True)) != len(domains):
        raise CameBetween
    founded: list[Event] = [
        OrganisationFounded(at=at, by=by, organisation=one.target.pk, called=one.target.name) for one in added
    ]
    telling.record(*founded, *(_edited(one, by, at) for one in plans if not one.added and one.outcome == "changed"))


def _plan(parsed: Parsed, known: Known, at: datetime) -> Plan:
    plan = Plan(parsed)
    if parsed.wrong:
        return plan
    plan.target = _target(plan, known)
    email = parsed.values.get("account_manager")
    manager = planning.manager(plan, "account_manager", email, known) if email else None
    if parsed.wrong:
        return plan
    plan.added = plan.target is None
    plan.target = plan.target or Organisation(made_at=at)
    plan.before = changes.of_organisation(plan.target, [])
    try:
        _apply(plan.target, parsed)
    except Objected as why:
        plan.refused(why)
        return plan
    plan.target.account_manager = manager or plan.target.account_manager
    plan.target.updated_at = at
    plan.after = changes.of_organisation(plan.target, [])
    plan.domains = [one for one in parsed.values.get("domains", []) if one not in known.domains]
    known.domains.update(dict.fromkeys(plan.domains, plan.target))
    known.named.setdefault(plan.target.sort_name, [plan.target])
    return plan


def _target(plan: Plan, known: Known) -> Organisation | None:
    """By its id, else by its domains, else by its name; none yet if none is known."""
    values = plan.parsed.values
    houses = {id(one): one for value in values.get("domains", []) if (one := known.domains.get(value))}
    if "id" in values:
        found = known.organisations.get(values["id"])
        if found is None:
            said = _("There is no organisation with this id.")
            plan.refuse("id", values["id"], said, _("Leave the cell empty to add a new one."))
        houses |= {id(found): found} if found else {}
    named = known.named.get(fold(values.get("name", "")), [])
    if not houses and len(named) > 1:
        said = _("There are several organisations of this name.")
        plan.refuse("name", values["name"], said, _("Give its id or one of its domains."))
    elif not houses:
        houses = {id(one): one for one in named}
    if len(houses) > 1:
        names = ", ".join(sorted(one.name for one in houses.values()))
        said = _("The row names several organisations: %(names)s.") % {"names": names}
        plan.refuse("domains", "", said, _("Merge them if they are one, or take one domain out of the row."))
    if not houses and "name" not in values:
        plan.refuse("name", "", _("An organisation needs a name."), _("Give its name, its id or one of its domains."))
    return next(iter(houses.values()), None)


def _apply(target: Organisation, parsed: Parsed) -> None:
    if "name" in parsed.values:
        target.name, target.sort_name = parsed.values["name"], fold(parsed.values["name"])
    target.role = parsed.values.get("role", target.role)
    target.segment = parsed.values.get("segment", target.segment)
    target.properties = bounds.properties(target.properties, parsed.properties)


def _columns(target: Organisation) -> dict[str, Any]:
    return {name: getattr(target, name) for name in COLUMNS}


def _edited(plan: Plan, by: Actor, at: datetime) -> OrganisationEdited:
    told = plan.changed | ({"domains": [[], plan.domains]} if plan.domains else {})
    return OrganisationEdited(at=at, by=by, organisation=plan.target.pk, called=plan.target.name, changes=told)
