"""Make two of one again: what went over with a merge comes back, what came since stays."""

from datetime import datetime

from django.utils.translation import gettext as _

from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.journal import telling
from recado.desk.people import bounds, changes, editing, reading, uniting
from recado.desk.people.events import MergeUndone
from recado.desk.people.models import Address, Merge, Organisation, Person


def part(merge: Merge, *, by: Actor, at: datetime) -> None:
    """Undo a standing merge of persons. Runs within the caller's transaction and turn."""
    uniting.hold(merge.gone, merge.into)
    lost, kept = (Person.objects.select_related("organisation").get(pk=id_) for id_ in (merge.gone, merge.into))
    check(kept)
    still_there = Address.objects.filter(pk__in=merge.moved["addresses"], person=kept)
    bulk.update(Address, [{"id": one.pk, "person_id": lost.pk} for one in still_there.order_by("pk")])
    bulk.update(Person, [{"id": id_, "merged_into_id": lost.pk} for id_ in merge.moved["flat"]])
    bulk.update(Person, [{"id": lost.pk, "merged_into_id": None, "updated_at": at}])
    _give_back(kept, merge, at)
    close(merge, by=by, at=at)
    telling.record(
        MergeUndone(
            at=at, by=by, merge=merge.pk, gone=lost.pk, person=kept.pk, lost=lost.name, called=kept.name
        )
    )  # fmt: skip


def check(kept: Person | Organisation) -> None:
    """Raises Objected: ``merged-again`` where the survivor himself was merged since."""
    if kept.merged_into:
        said = _("%(name)s was merged into %(other)s since: undo that merge first.")
        raise bounds.refuse("merged-again", said % {"name": kept.name, "other": kept.merged_into.name})


def close(merge: Merge, *, by: Actor, at: datetime) -> None:
    """The merge stands no more."""
    bulk.update(Merge, [{"id": merge.pk, "undone_at": at, "undone_by": by}])


def _give_back(kept: Person, merge: Merge, at: datetime) -> None:
    """What the survivor had taken over, unless somebody changed it since."""
    state = changes.of_person(kept)
    back = changes.way_back(changes.untouched(merge.moved["changes"], state), state)
    if "organisation" in back:
        pointer = back["organisation"]
        back["organisation"] = reading.surviving_organisation(pointer["id"]) if pointer else None
    named_by = kept.named_by
    editing.apply(kept, back, named_by or merge.by)  # type: ignore[arg-type]
    kept.updated_at = at
    kept.save(update_fields=editing.COLUMNS)
