"""Write on cases and merges where promises stand; the clock decides, this only keeps it."""

from collections.abc import Sequence
from typing import Any

from recado.desk.cases.departed import CaseMerge
from recado.desk.cases.models import Case
from recado.desk.core import bulk


def show(rows: Sequence[dict[str, Any]]) -> None:
    """Set `due_at`, `due_state` and `updated_at` of the cases named by `id`, in one statement."""
    bulk.update(Case, sorted(rows, key=lambda row: int(row["id"])))


def lend(gone: int, promises: Sequence[int]) -> None:
    """Keep with the merge of the case that is gone which promises the other one owes for it, for the undo."""
    for merge in CaseMerge.objects.filter(gone=gone, undone_at=None):
        bulk.update(CaseMerge, [{"id": merge.pk, "moved": {**merge.moved, "promises": list(promises)}}])
