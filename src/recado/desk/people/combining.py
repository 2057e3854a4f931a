"""Make one organisation of two, and two of one again: persons and domains go over and come back."""

from datetime import datetime
from typing import Any

from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.journal import telling
from recado.desk.people import changes, parting, uniting
from recado.desk.people.events import OrganisationMergeUndone, OrganisationsMerged
from recado.desk.people.models import Domain, Merge, Organisation, Person
from recado.desk.staff.models import Agent

FILLED = ("segment", "account_manager")


def combine(gone: int, into: int, *, by: Actor, at: datetime) -> Merge:
    """Two standing organisations become one. Runs within the caller's transaction and turn."""
    bulk.lock(Organisation, [gone, into])
    lost, kept = _both(gone, into)
    before = changes.of_organisation(kept, [])
    for name in FILLED:
        setattr(kept, name, getattr(kept, name) or getattr(lost, name))
    kept.properties = uniting.known(kept.properties, lost.properties)
    kept.updated_at = at
    kept.save()
    moved = {
        "persons": _move(Person, "organisation_id", lost, kept),
        "domains": _move(Domain, "organisation_id", lost, kept),
        "flat": _move(Organisation, "merged_into_id", lost, kept),
        "changes": changes.between(before, changes.of_organisation(kept, [])),
    }
    bulk.update(Organisation, [{"id": lost.pk, "merged_into_id": kept.pk, "updated_at": at}])
    merge = Merge.objects.create(kind=uniting.ORGANISATION, gone=gone, into=into, moved=moved, by=by, at=at)
    said: dict[str, Any] = {
        "merge": merge.pk,
        "gone": gone,
        "organisation": into,
        "lost": lost.name,
        "called": kept.name,
    }
    telling.record(OrganisationsMerged(at=at, by=by, **said))
    return merge


def separate(merge: Merge, *, by: Actor, at: datetime) -> None:
    """Undo a standing merge of organisations. Raises Objected: ``merged-again``."""
    bulk.lock(Organisation, [merge.gone, merge.into])
    lost, kept = _both(merge.gone, merge.into)
    parting.check(kept)
    persons = Person.objects.filter(pk__in=merge.moved["persons"], organisation=kept).order_by("pk")
    bulk.update(Person, [{"id": one.pk, "organisation_id": lost.pk} for one in persons])
    domains = Domain.objects.filter(pk__in=merge.moved["domains"], organisation=kept).order_by("pk")
    bulk.update(Domain, [{"id": one.pk, "organisation_id": lost.pk} for one in domains])
    bulk.update(Organisation, [{"id": id_, "merged_into_id": lost.pk} for id_ in merge.moved["flat"]])
    bulk.update(Organisation, [{"id": lost.pk, "merged_into_id": None, "updated_at": at}])
    _give_back(kept, merge, at)
    parting.close(merge, by=by, at=at)
    said: dict[str, Any] = {
        "merge": merge.pk,
        "gone": lost.pk,
        "organisation": kept.pk,
        "lost": lost.name,
        "called": kept.name,
    }
    telling.record(OrganisationMergeUndone(at=at, by=by, **said))


def _both(gone: int, into: int) -> tuple[Organisation, Organisation]:
    found = {one.pk: one for one in Organisation.objects.filter(pk__in=(gone, into)).select_related("account_manager")}
    return found[gone], found[into]


def _move(
    model: type[Person | Domain | Organisation], column: str, lost: Organisation, kept: Organisation
) -> list[int]:
    keys = list(model._default_manager.filter(**{column: lost.pk}).order_by("pk").values_list("pk", flat=True))
    bulk.update(model, [{"id": key, column: kept.pk} for key in keys])
    return keys


def _give_back(kept: Organisation, merge: Merge, at: datetime) -> None:
    state = changes.of_organisation(kept, [])
    back = changes.way_back(changes.untouched(merge.moved["changes"], state), state)
    kept.segment = back.get("segment", kept.segment)
    if "account_manager" in back:
        pointer = back["account_manager"]
        kept.account_manager = Agent.objects.filter(pk=pointer["id"]).first() if pointer else None
    for key, value in back.get("properties", {}).items():
        kept.properties = {name: text for name, text in kept.properties.items() if name != key}
        kept.properties |= {key: value} if value else {}
    kept.updated_at = at
    kept.save()
