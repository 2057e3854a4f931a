"""Which domains are whose: one domain belongs to one organisation, and is not moved without being asked for."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.people import bounds
from recado.desk.people.events import OrganisationEdited
from recado.desk.people.models import Domain, Organisation


def domains(organisation: Organisation) -> list[str]:
    """Its domains, by name."""
    return sorted(Domain.objects.filter(organisation=organisation).values_list("value", flat=True))


def house(organisation: Organisation, wanted: Sequence[str], *, take: bool, by: Actor) -> None:
    """Let it have exactly these domains. Raises Objected: ``domain-taken``, with those domains in `missing`."""
    Domain.objects.filter(organisation=organisation).exclude(value__in=wanted).delete()
    rows = [{"organisation_id": organisation.pk, "value": value} for value in sorted(wanted)]
    bulk.insert(Domain, rows, skip_conflicts=True)
    others = Domain.objects.filter(value__in=wanted).exclude(organisation=organisation).select_related("organisation")
    taken = list(others.order_by("pk").select_for_update(of=("self",)))
    if taken and not take:
        raise _asks(taken)
    _tell_losers(taken, by)
    bulk.update(Domain, [{"id": one.pk, "organisation_id": organisation.pk} for one in taken])


def _asks(taken: Sequence[Domain]) -> Exception:
    whose = ", ".join(f"{one.value} ({one.organisation.name})" for one in taken)
    said = _("Other organisations have these domains: %(domains)s. Take them over?") % {"domains": whose}
    return bounds.refuse("domain-taken", said, *(one.value for one in taken))


def _tell_losers(taken: Sequence[Domain], by: Actor) -> None:
    events = []
    for loser in {one.organisation_id: one.organisation for one in taken}.values():
        had = domains(loser)
        left = [value for value in had if value not in {one.value for one in taken}]
        told = {"domains": [had, left]}
        events.append(OrganisationEdited(at=now(), by=by, organisation=loser.pk, called=loser.name, changes={**told}))
    telling.record(*events)
