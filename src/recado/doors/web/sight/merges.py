"""Who was merged with whom, and what would become of two? As the pages of people show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.conversations import naming
from recado.desk.people import suspecting, wording
from recado.desk.people.merging import Preview
from recado.desk.people.models import Merge, Organisation, Person
from recado.desk.people.suspecting import Suspicion
from recado.doors.web.sight import faces, people


@dataclass(frozen=True)
class Standing:
    """A merge that can be undone: whom it took in, when and by whom."""

    called: str
    gone: int
    at: datetime
    by_whom: str
    url: str


@dataclass(frozen=True)
class Pair:
    """Two who may be the same, and why."""

    one: Person
    other: Person
    one_face: faces.Face
    other_face: faces.Face
    reason: str


@dataclass(frozen=True)
class Line:
    """One fact of both: what the one who goes brings, what the one who stays has, and what becomes of it.

    `outcome` is `same`, `over` (goes over), `stays` (the other's is lost) or `both`.
    """

    name: str
    theirs: str
    ours: str
    outcome: str


def standing(kind: str, into: int) -> list[Standing]:
    """Those merged into a person or an organisation, the newest first."""
    found = list(Merge.objects.filter(kind=kind, into=into, undone_at=None).order_by("-pk"))
    who = naming.names([merge.by for merge in found])
    model: type[Person] | type[Organisation] = Person if kind == "person" else Organisation
    names = dict(model._default_manager.filter(pk__in=[merge.gone for merge in found]).values_list("pk", "name"))
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


def pairs(suspicions: Iterable[Suspicion]) -> list[Pair]:
    return [Pair(one.one, one.person, _face(one.one), _face(one.person), one.reason) for one in suspicions]


def suspects(person: Person) -> list[Pair]:
    """Who may be the same person."""
    return pairs(suspecting.duplicates(person))


def _face(person: Person) -> faces.Face:
    return people.face(person, list(person.addresses.all()))


def lines(preview: Preview) -> list[Line]:
    """What goes over and what wins, fact by fact."""
    gone, into = preview.gone, preview.into
    lost = {clash.field for clash in preview.clashes}
    known = [
        ("name", gone.name, into.name),
        ("language", people.language(gone.language), people.language(into.language)),
        ("organisation", str(gone.organisation or ""), str(into.organisation or "")),
    ]
    keys = sorted({*gone.properties, *into.properties})
    known += [(key, gone.properties.get(key, ""), into.properties.get(key, "")) for key in keys]
    told = [
        Line(wording.label(name), theirs, ours, _outcome(name in lost, theirs, ours)) for name, theirs, ours in known
    ]
    both = [
        Line(wording.label("roles"), ", ".join(gone.roles), ", ".join(into.roles), "both"),
        Line(_("addresses"), _addresses(gone), _addresses(into), "both"),
    ]
    return [line for line in [*told[:3], *both, *told[3:]] if line.theirs or line.ours]


def _outcome(is_lost: bool, theirs: str, ours: str) -> str:
    if is_lost:
        return "stays"
    return "over" if theirs and not ours else "same"


def _addresses(person: Person) -> str:
    return "\n".join(one.value for one in people.reached(person.addresses.order_by("pk")))


def lines_of_organisations(gone: Organisation, into: Organisation) -> list[Line]:
    """The same for two organisations."""
    known = [
        ("name", gone.name, into.name),
        ("segment", gone.segment, into.segment),
        ("account_manager", str(gone.account_manager or ""), str(into.account_manager or "")),
    ]
    keys = sorted({*gone.properties, *into.properties})
    known += [(key, gone.properties.get(key, ""), into.properties.get(key, "")) for key in keys]
    told = [
        Line(wording.label(name), theirs, ours, _outcome(bool(theirs and ours and theirs != ours), theirs, ours))
        for name, theirs, ours in known
    ]
    domains = ["\n".join(sorted(one.domains.values_list("value", flat=True))) for one in (gone, into)]
    counts = [str(one.persons.filter(merged_into=None).count()) for one in (gone, into)]
    told += [
        Line(wording.label("domains"), domains[0], domains[1], "both"),
        Line(_("people"), counts[0], counts[1], "both"),
    ]
    return [line for line in told if line.theirs or line.ours]
