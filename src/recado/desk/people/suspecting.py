"""Who may be the same person twice? Suggested with the reason in words, and not again once somebody said no."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.people import likeness, phones
from recado.desk.people.events import DuplicateDismissed
from recado.desk.people.likeness import Pair
from recado.desk.people.models import Address, Distinction, Organisation, Person

MOST = 100


@dataclass(frozen=True)
class Suspicion:
    """`one` and `person` may be the same: `code` says by what, `about` names it."""

    one: Person
    person: Person
    code: str
    about: str = ""

    @property
    def reason(self) -> str:
        """Why, in the language that is switched on."""
        said = {
            "phone": _("The same phone number, written in another way: %(about)s."),
            "email": _("The same mailbox: %(about)s."),
            "property": _("A property of one names the address of the other: %(about)s."),
            "organisation": _("The same name in the same organisation: %(about)s."),
            "name": _("The same name: %(about)s."),
        }
        return said[self.code] % {"about": self.about}


def duplicates(person: Person) -> list[Suspicion]:
    """Who may be this person; the strongest reason of each, the strongest first. Five statements."""
    addresses = list(person.addresses.all())
    pairs = [*_by_address(person, addresses), *_by_name(person)]
    return _shown(pairs, first=person.pk)


def all_(limit: int = MOST) -> list[Suspicion]:
    """Pairs of the whole house; a fixed number of statements however many persons there are."""
    return _shown([*_noncanonical(limit), *likeness.pairs(limit)])[:limit]


def organisations(organisation: Organisation | None = None, limit: int = MOST) -> list[tuple[Organisation, ...]]:
    """Pairs of organisations with the same name; those with this one if it is given."""
    pairs = likeness.organisations(limit, organisation.pk if organisation else None)
    found = Organisation.objects.in_bulk({id_ for pair in pairs for id_ in pair})
    return [(found[one], found[other]) for one, other in pairs]


@transaction.atomic
def dismiss(one: Person, other: Person, *, by: Actor) -> int | None:
    """They are not the same: nobody is asked again. Gives the journal key, None where it was said before."""
    at = now()
    first, second = sorted((one.pk, other.pk))
    row = {"kind": "person", "one": first, "other": second, "by": by, "at": at}
    if first == second or not bulk.insert(Distinction, [row], skip_conflicts=True):
        return None
    told = DuplicateDismissed(
        at=at, by=by, person=one.pk, other=other.pk, called=one.name, other_called=other.name
    )  # fmt: skip
    return telling.record(told)[0]


@transaction.atomic
def suspect_again(one: int, other: int) -> None:
    """Take back that these two are not the same."""
    first, second = sorted((one, other))
    Distinction.objects.filter(kind="person", one=first, other=second).delete()


def _by_address(person: Person, addresses: Sequence[Address]) -> list[Pair]:
    phone = [f"+{form}" for one in addresses if one.kind == "phone" for form in phones.variants(one.value)]
    mail = {likeness.mailbox(one.value) for one in addresses if one.kind == "email"}
    tagged = Q()
    for box in mail:
        local, _at, host = box.rpartition("@")
        tagged |= Q(kind="email", realm="", value__startswith=f"{local}+", value__endswith=f"@{host}")
    named = likeness.addresses_in(person.properties.values())
    asked = (
        Q(kind="phone", realm="", value__in=phone)
        | Q(kind="email", realm="", value__in=mail)
        | tagged
        | Q(kind__in=("phone", "email"), realm="", value__in=named)
    )
    found = Address.objects.filter(asked, person__merged_into=None).exclude(person=person)
    return [(person.pk, one.person_id, _code(one, phone, mail), one.value) for one in found.order_by("pk")[:MOST]]


def _code(address: Address, phone: Sequence[str], mail: Iterable[str]) -> str:
    if address.kind == "phone" and address.value in phone:
        return "phone"
    return "email" if address.kind == "email" and likeness.mailbox(address.value) in mail else "property"


def _by_name(person: Person) -> list[Pair]:
    if not person.sort_name:
        return []
    found: QuerySet[Person] = Person.objects.filter(sort_name=person.sort_name, merged_into=None).exclude(pk=person.pk)
    same = Q(organisation=person.organisation_id) if person.organisation_id else Q(pk=None)
    whole = " " in person.sort_name
    loose = (Q() if person.organisation_id is None else Q(organisation=None)) if whole else Q(pk=None)
    rows = found.filter(same | loose if loose else Q()).order_by("pk")[:MOST]
    return [
        (person.pk, one.pk, "organisation" if _together(person, one) else "name", one.name) for one in rows
    ]  # fmt: skip


def _together(one: Person, other: Person) -> bool:
    return one.organisation_id is not None and one.organisation_id == other.organisation_id


def _noncanonical(limit: int) -> list[Pair]:
    """Numbers kept in a form that is not the one true one, and whoever has that."""
    odd = Address.objects.filter(kind="phone", value__regex=likeness.ODD, person__merged_into=None)
    true = {phones.canonical(one.value): one for one in odd.order_by("pk")[: limit * 10]}
    found = Address.objects.filter(kind="phone", value__in=true, person__merged_into=None).order_by("pk")
    return [
        (true[one.value].person_id, one.person_id, "phone", one.value)
        for one in found[:limit]
        if true[one.value].person_id != one.person_id
    ]


def _shown(pairs: Sequence[Pair], first: int | None = None) -> list[Suspicion]:
    """Each pair once, by its first reason, without those that were dismissed."""
    best: dict[tuple[int, int], Pair] = {}
    for pair in pairs:
        best.setdefault((min(pair[:2]), max(pair[:2])), pair)
    said = Distinction.objects.filter(kind="person", one__in={key[0] for key in best})
    no = set(said.values_list("one", "other"))
    rows = Person.objects.select_related("organisation").prefetch_related("addresses")
    persons = rows.in_bulk({id_ for key in best for id_ in key})
    return [
        Suspicion(persons[one], persons[other], code, about)
        for key, (one, other, code, about) in best.items()
        if key not in no and (first is None or one == first)
    ]
