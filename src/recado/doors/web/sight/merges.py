"""Who was merged with whom, and who may be the same? As the pages of people show it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.conversations import naming
from recado.desk.people.models import Merge, Organisation, Person


@dataclass(frozen=True)
class Standing:
    """A merge that can be undone: whom it took in, when and by whom."""

    called: str
    gone: int
    at: datetime
    by_whom: str
    url: str


def standing(kind: str, into: int) -> list[Standing]:
    """Those merged into a person or an organisation, the newest first."""
    found = list(Merge.objects.filter(kind=kind, into=into, undone_at=None).order_by("-pk"))
    who = naming.names([merge.by for merge in found])
    model: type[Person] | type[Organisation] = Person if kind == "person" else Organisation
    names = dict(model.objects.filter(pk__in=[merge.gone for merge in found]).values_list("pk", "name"))
    address = "person_merge" if kind == "person" else "organisation_merge"
    return [
        Standing(
            names.get(merge.gone) or _("Unknown"),
            merge.gone,
            merge.at,
            who(merge.by),
            reverse(address, args=[merge.gone]),
        )
        for merge in found
    ]


def suspects(person: Person) -> list[object]:
    """Who may be the same person."""
    return []
