"""Write the valid rows of a list, batch by batch; killed half-way, it goes on where it was."""

from collections.abc import Sequence
from itertools import batched
from typing import Any

from django.db import transaction

from recado.desk.core import bulk
from recado.desk.core.time import now
from recado.desk.files import keeping
from recado.desk.journal import telling
from recado.desk.people import columns, importing, planning, spreadsheets
from recado.desk.people.events import ListImported
from recado.desk.people.imports import Import, ImportState, Written
from recado.desk.people.planning import Plan
from recado.desk.people.rows import Parsed

TRIES = 5


def write(import_: int) -> None:
    """Write batch after batch, each in its own transaction with what it did; may be killed and run again."""
    brought = Import.objects.select_related("blob").get(pk=import_)
    if brought.state != ImportState.WRITING:
        return
    sheet = spreadsheets.read(keeping.path(brought.blob))
    known = columns.understand(sheet.headers, brought.kind)
    for batch in batched(importing.parsed(sheet, known), importing.BATCH, strict=False):
        _write(import_, batch)
    _finish(import_)


def _write(import_: int, batch: Sequence[Parsed]) -> None:
    for turn in range(TRIES):
        try:
            with transaction.atomic():
                brought = importing.held(import_)
                fresh = [one for one in batch if one.row > brought.done]
                if fresh and brought.state == ImportState.WRITING:
                    _keep(brought, fresh)
            return
        except planning.CameBetween:
            if turn == TRIES - 1:
                raise


def _keep(brought: Import, batch: Sequence[Parsed]) -> None:
    at, kind = now(), importing.KINDS[brought.kind]
    before = {id(one): len(one.wrong) for one in batch}
    plans: list[Plan] = kind.plan(batch, by=brought.by, at=at, hold=True)
    good = [one for one in plans if one.outcome in ("added", "changed")]
    kind.write(good, by=brought.by, at=at)
    bulk.insert(Written, [_trace(brought, one) for one in good])
    importing.enlist(
        [wrong for one in plans for wrong in one.parsed.wrong[before[id(one.parsed)] :]], brought, skip=True
    )
    counts = dict(brought.counts)
    for one in plans:
        counts[one.outcome] = counts.get(one.outcome, 0) + 1
    importing.note(brought, done=batch[-1].row, counts=counts)


def _trace(brought: Import, plan: Plan) -> dict[str, Any]:
    own = {"keys": [list(key) for key in plan.keys], "domains": plan.domains}
    return {
        "source_id": brought.pk,
        "row": plan.parsed.row,
        "target": plan.target.pk,
        "added": plan.added,
        "before": plan.before,
        "after": plan.after | {"came": own},
    }


@transaction.atomic
def _finish(import_: int) -> None:
    brought = importing.held(import_)
    if brought.state != ImportState.WRITING:
        return
    importing.note(brought, state=ImportState.DONE, done=brought.rows, done_at=now())
    told = ListImported(at=now(), by=brought.by, import_=brought.pk, called=brought.name, counts=brought.counts)
    telling.record(told)
