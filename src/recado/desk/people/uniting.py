"""Make one person of two: addresses, earlier merges and what was known of him go over, and all of it is listed."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection

from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.journal import telling
from recado.desk.people import changes, editing
from recado.desk.people.events import PersonsMerged
from recado.desk.people.models import Address, Merge, Person

TURN = 0x4D455247  # any number that is nobody else's advisory lock
PERSON, ORGANISATION = "person", "organisation"


class OccupiedTurn(OperationalError):
    """The database is busy with another merge; it passes."""


def take_turn() -> None:
    """One merge at a time, to its commit: so none can close a circle with another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def grasp_turn() -> None:
    """The same for who holds addresses already, as the road does: he must not wait for the turn, since who has it may
    wait for these very addresses. Raises OccupiedTurn where it is not free; the same done again later passes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [TURN])
        if not cursor.fetchone()[0]:
            raise OccupiedTurn("two persons are being merged just now")


def unite(gone: int, into: int, *, by: Actor, at: datetime, because: str = "") -> Merge:
    """Two standing persons become one. Runs within the caller's transaction and turn."""
    hold(gone, into)
    lost, kept = (Person.objects.select_related("organisation").get(pk=id_) for id_ in (gone, into))
    before = changes.of_person(kept)
    _take_over(kept, lost, at)
    moved = {
        "addresses": _move(Address, "person_id", lost.pk, kept.pk),
        "flat": _move(Person, "merged_into_id", lost.pk, kept.pk),
        "changes": changes.between(before, changes.of_person(kept)),
    }
    bulk.update(Person, [{"id": lost.pk, "merged_into_id": kept.pk, "updated_at": at}])
    merge = Merge.objects.create(kind=PERSON, gone=lost.pk, into=kept.pk, moved=moved, by=by, at=at)
    telling.record(
        PersonsMerged(
            at=at, by=by, merge=merge.pk, gone=lost.pk, person=kept.pk,
            lost=lost.name, called=kept.name, because=because,
        )
    )  # fmt: skip
    return merge


def note(merge: int, moved: Mapping[str, Any]) -> None:
    """A higher room lists what of its own went over with this merge."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_merge SET moved = moved || %s::jsonb WHERE id = %s", [json.dumps(dict(moved)), merge]
        )


def known(standing: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    """Properties of both; where both have one, what stands wins."""
    return {**other, **standing}


def hold(gone: int, into: int) -> None:
    """Wait for messages that are being filed under either's address and for edits, and keep others waiting."""
    list(Address.objects.filter(person__in=(gone, into)).order_by("pk").select_for_update())
    list(Person.objects.filter(pk__in=(gone, into)).order_by("pk").select_for_update())


def _take_over(kept: Person, lost: Person, at: datetime) -> None:
    if not kept.name and lost.name:
        kept.name, kept.sort_name, kept.named_by = lost.name, lost.sort_name, lost.named_by
    kept.language = kept.language or lost.language
    kept.organisation = kept.organisation or lost.organisation
    kept.roles = list(dict.fromkeys([*kept.roles, *lost.roles]))
    kept.properties = known(kept.properties, lost.properties)
    kept.updated_at = at
    kept.save(update_fields=editing.COLUMNS)


def _move(model: type[Address] | type[Person], column: str, gone: int, into: int) -> list[int]:
    rows = model._default_manager.filter(**{column: gone}).order_by("pk").values_list("pk", flat=True)
    keys = list(rows)
    bulk.update(model, [{"id": key, column: into} for key in keys])
    return keys
