"""Two persons turn out to be one: look at what would go over, do it, undo it. The old id goes on answering."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.people import bounds, combining, parting, uniting
from recado.desk.people.models import Address, Merge, Organisation, Person


@dataclass(frozen=True)
class Clash:
    """Both have it, and not the same: what stays, and what is lost (undoing brings it back)."""

    field: str
    stays: str
    lost: str


@dataclass(frozen=True)
class Preview:
    """What would become of the two; how many threads, messages and cases go over says `cases/weighing.py`."""

    gone: Person
    into: Person
    name: str
    addresses: tuple[Address, ...]
    gained: dict[str, str]
    clashes: tuple[Clash, ...]


def preview(gone: Person, into: Person) -> Preview:
    """What goes over, what `into` gains, and who wins where both have something. Raises Objected: ``same-person``."""
    _check(gone, into)
    filled = {name: (getattr(into, name), getattr(gone, name)) for name in ("name", "language", "organisation")}
    both = {name: (str(ours or ""), str(theirs or "")) for name, (ours, theirs) in filled.items()}
    both |= {key: (into.properties.get(key, ""), value) for key, value in sorted(gone.properties.items())}
    return Preview(
        gone=gone,
        into=into,
        name=into.name or gone.name,
        addresses=tuple(gone.addresses.order_by("pk")),
        gained={field: theirs for field, (ours, theirs) in both.items() if theirs and not ours},
        clashes=tuple(
            Clash(field, ours, theirs) for field, (ours, theirs) in both.items() if ours and theirs and ours != theirs
        ),
    )


@dataclass(frozen=True)
class MayPart:
    """Asked before what a merge brought together is parted again."""

    merge: Merge
    by: Actor


@transaction.atomic
def merge(gone: Person, into: Person, *, by: Actor) -> Merge:
    """Each is taken for who he turned out to be; who is one already stays so. Raises Objected: ``same-person``."""
    _check(gone, into)
    uniting.take_turn()
    lost, kept = _survivor(gone), _survivor(into)
    if lost == kept:
        return Merge.objects.filter(kind=uniting.PERSON, gone__in=(gone.pk, into.pk), undone_at=None).latest("pk")
    return uniting.unite(lost, kept, by=by, at=now())


@transaction.atomic
def merge_organisations(gone: Organisation, into: Organisation, *, by: Actor) -> Merge:
    """The same for organisations: persons and domains go over."""
    _check(gone, into)
    uniting.take_turn()
    lost, kept = _survivor(gone), _survivor(into)
    if lost == kept:
        return Merge.objects.filter(kind=uniting.ORGANISATION, gone__in=(gone.pk, into.pk), undone_at=None).latest("pk")
    return combining.combine(lost, kept, by=by, at=now())


@transaction.atomic
def undo(merge: Merge, *, by: Actor) -> None:
    """What went over comes back, what came since stays with the survivor; twice is once.

    Raises Objected: ``merged-again``, and what others object to.
    """
    uniting.take_turn()
    standing = Merge.objects.select_for_update(no_key=True).get(pk=merge.pk)
    if standing.undone_at:
        return
    telling.insist(MayPart(standing, by))
    if standing.kind == uniting.ORGANISATION:
        combining.separate(standing, by=by, at=now())
    else:
        parting.part(standing, by=by, at=now())


def standing(thing: Person | Organisation) -> Merge | None:
    """The merge by which this one became another; None if it stands for itself."""
    kind = uniting.PERSON if isinstance(thing, Person) else uniting.ORGANISATION
    return Merge.objects.filter(kind=kind, gone=thing.pk, undone_at=None).first()


def _check(gone: Person | Organisation, into: Person | Organisation) -> None:
    if gone.pk == into.pk:
        raise bounds.refuse("same-person", _("These two are one already: choose two different ones."))


def _survivor(thing: Person | Organisation) -> int:
    """Who it is now; merges are flat, so one step leads there."""
    found = type(thing)._default_manager.values_list("merged_into", flat=True).filter(pk=thing.pk).first()
    return int(found or thing.pk)
