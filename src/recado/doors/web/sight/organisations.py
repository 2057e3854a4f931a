"""Which companies are our customers, and who answers for them? Organisations as the list and their page show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from recado.desk.cases import access
from recado.desk.cases.models import State
from recado.desk.people.models import Organisation, OrganisationRole, Person
from recado.desk.staff.models import Agent
from recado.doors.web.sight import faces

ROLES = {
    OrganisationRole.CUSTOMER: _("customer"),
    OrganisationRole.VENDOR: _("vendor"),
    OrganisationRole.INTEGRATOR: _("integrator"),
    OrganisationRole.PARTNER: _("partner"),
}
MOST = 200


@dataclass(frozen=True)
class Row:
    """An organisation as one line of the list."""

    organisation: Organisation
    face: faces.Face
    role: str
    domains: list[str]
    persons: int
    open_cases: int


def rows(organisations: Sequence[Organisation], agent: Agent) -> list[Row]:
    """Two statements for all of them."""
    keys = [organisation.pk for organisation in organisations]
    persons = _counted_persons(keys)
    waiting = _counted_cases(keys, agent)
    return [
        Row(
            one,
            face(one),
            role(one),
            sorted(domain.value for domain in one.domains.all()),
            persons.get(one.pk, 0),
            waiting.get(one.pk, 0),
        )
        for one in organisations
    ]


def _counted_persons(keys: Sequence[int]) -> dict[int, int]:
    found = Person.objects.filter(organisation__in=keys, merged_into=None).order_by()
    return {row["organisation"]: row["n"] for row in found.values("organisation").annotate(n=Count("pk"))}


def _counted_cases(keys: Sequence[int], agent: Agent) -> dict[int, int]:
    found = access.visible(agent).filter(person__organisation__in=keys).exclude(state=State.RESOLVED).order_by()
    counted = found.values("person__organisation").annotate(n=Count("pk", distinct=True))
    return {row["person__organisation"]: row["n"] for row in counted}


def face(organisation: Organisation) -> faces.Face:
    return faces.Face(faces.initials(organisation.name), faces.tint(organisation.pk), organisation.name)


def role(organisation: Organisation) -> str:
    return str(ROLES[OrganisationRole(organisation.role)])


def roles() -> list[tuple[str, str]]:
    return [(str(key), str(word)) for key, word in ROLES.items()]


def persons(organisation: Organisation) -> list[Person]:
    """Those who work there, by name; who was merged is found under the other."""
    found = Person.objects.filter(organisation=organisation, merged_into=None)
    return list(found.prefetch_related("addresses").order_by("sort_name", "pk")[:MOST])


def managers() -> list[Agent]:
    """Those who may answer for an organisation."""
    return list(Agent.objects.filter(is_active=True).exclude(role="viewer").order_by("name"))
