"""Bring in a list of persons or organisations: look at it first, then write the valid rows, batch by batch."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import batched
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from recado.desk.core import bulk, doorbells
from recado.desk.core.actors import Actor
from recado.desk.core.text import snippet, storable
from recado.desk.core.time import now
from recado.desk.files import keeping
from recado.desk.journal.telling import Objected
from recado.desk.people import bounds, columns, importing_organisations, importing_persons, rows, spreadsheets
from recado.desk.people.columns import Column
from recado.desk.people.imports import Import, ImportState, Misfit
from recado.desk.people.planning import Plan
from recado.desk.people.rows import Parsed, Wrong
from recado.desk.people.spreadsheets import Unreadable

PERSON, ORGANISATION = "person", "organisation"
KINDS: dict[str, Any] = {PERSON: importing_persons, ORGANISATION: importing_organisations}
MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 100_000
BATCH = 500


@transaction.atomic
def bring(chunks: Iterable[bytes], *, kind: str, name: str, by: Actor) -> Import:
    """Keep the file and have it looked at; nothing else is written. Raises Objected: ``file-too-large``."""
    try:
        blob = keeping.keep(chunks, most=MOST_BYTES)
    except keeping.TooLarge as wrong:
        said = _("A list may have %(most)s MB at most. Split it into several.") % {"most": MOST_BYTES >> 20}
        raise bounds.refuse("file-too-large", said) from wrong
    brought = Import.objects.create(
        kind=kind if kind in KINDS else PERSON, name=snippet(storable(name), 200), blob=blob, by=by, at=now()
    )
    ring(brought)
    return brought


@transaction.atomic
def start(brought: Import) -> Import:
    """Write the valid rows from now on; one that writes already goes on. Raises Objected: ``import-not-read``."""
    brought = held(brought.pk)
    if brought.state == ImportState.READ:
        note(brought, state=ImportState.WRITING, done=0, counts=dict.fromkeys(("added", "changed", "same"), 0))
        ring(brought)
    elif brought.state not in (ImportState.WRITING, ImportState.DONE):
        raise bounds.refuse("import-not-read", _("This list was not looked at yet, or cannot be read."))
    return brought


def read(import_: int) -> None:
    """Look at every row and list all that is wrong. May run twice: the second time begins anew."""
    brought = Import.objects.select_related("blob").get(pk=import_)
    if brought.state != ImportState.READING:
        return
    Misfit.objects.filter(source=brought).delete()
    try:
        sheet = spreadsheets.read(keeping.path(brought.blob))
        known = columns.understand(sheet.headers, brought.kind)
        counts = _look(brought, sheet, known)
    except (Unreadable, Objected) as refused:
        Misfit.objects.filter(source=brought).delete()
        note(brought, state=ImportState.REFUSED, refusal=_why(refused), done_at=now())
        return
    told = [{"header": one.header, "field": one.field, "key": one.key} for one in known]
    note(brought, state=ImportState.READ, columns=told, counts=counts, done=brought.rows)


def sample(brought: Import, count: int = 20) -> list[Plan]:
    """What the first rows would do, for a look before writing."""
    sheet = _looked_at(keeping.path(brought.blob))
    known = columns.understand(sheet.headers, brought.kind)
    first = [one for one, _place in zip(parsed(sheet, known), range(count), strict=False)]
    plans: list[Plan] = KINDS[brought.kind].plan(first, by=brought.by, at=now())
    return plans


@lru_cache(maxsize=32)
def _looked_at(path: Path) -> spreadsheets.Sheet:
    """A kept file never changes, so that a process looks at the whole of it once."""
    return spreadsheets.read(path)


def held(import_: int) -> Import:
    """The import as it is now, held until the transaction ends."""
    return Import.objects.select_related("blob").select_for_update(of=("self",)).get(pk=import_)


def _look(brought: Import, sheet: spreadsheets.Sheet, known: Sequence[Column]) -> dict[str, int]:
    total = sum(1 for _row in sheet.rows())
    if total > MOST_ROWS:
        said = _("A list may have %(most)s rows at most, this one has %(rows)s. Split it into several.")
        raise bounds.refuse("too-many-rows", said % {"most": MOST_ROWS, "rows": total})
    note(brought, rows=total)
    counts = dict.fromkeys(("added", "changed", "same", "wrong"), 0)
    done = 0
    for batch in batched(parsed(sheet, known), BATCH, strict=False):
        with transaction.atomic():
            plans: list[Plan] = KINDS[brought.kind].plan(batch, by=brought.by, at=now())
            enlist([wrong for one in plans for wrong in one.parsed.wrong], brought)
            for one in plans:
                counts[one.outcome] += 1
            done += len(batch)
            note(brought, done=done, counts=counts)
    return counts


def parsed(sheet: spreadsheets.Sheet, known: Sequence[Column]) -> Iterator[Parsed]:
    """Every row as it is understood; one that names whom an earlier row named is wrong."""
    first: dict[tuple[Any, ...], Parsed] = {}
    for place, cells in sheet.rows():
        row = rows.parse(place, cells, known)
        earlier = next((first[name] for name in row.names if name in first), None)
        if earlier and not row.wrong:
            row.wrong.append(_doubled(row, earlier))
        elif not row.wrong:
            first |= dict.fromkeys(row.names, Parsed(place, row.cells))
        yield row


def _doubled(parsed: Parsed, earlier: Parsed) -> Wrong:
    value = " ".join(str(parsed.names[0][-1]).split())
    if parsed.cells == earlier.cells:
        said, advice = _("The same as row %(row)s."), _("Nothing to do: it is taken once.")
    else:
        said = _("Row %(row)s is about the same one, and says something else.")
        advice = _("Leave one of the two rows.")
    return Wrong(parsed.row, said % {"row": earlier.row}, value=value, advice=advice)


def enlist(wrong: Sequence[Wrong], brought: Import, *, skip: bool = False) -> None:
    """Write down what is wrong; with `skip` not again where something is known of the row."""
    known = set(Misfit.objects.filter(source=brought).values_list("row", flat=True)) if skip and wrong else set()
    names = ("row", "column", "value", "reason", "advice")
    told = [one for one in wrong if one.row not in known]
    bulk.insert(Misfit, [{"source_id": brought.pk, **{name: getattr(one, name) for name in names}} for one in told])


def note(brought: Import, **changed: Any) -> None:
    """How far it is, and how it stands."""
    for name, value in changed.items():
        setattr(brought, name, value)
    bulk.update(Import, [{"id": brought.pk, **changed}])


def ring(brought: Import) -> None:
    """Have somebody work on it, and say what is wrong in the language that is switched on now."""
    job = {"import_": brought.pk, "language": translation.get_language() or ""}
    doorbells.ring(doorbells.IMPORT, [job], lock=f"import:{brought.pk}")


def _why(refused: Exception) -> str:
    said: dict[str, Callable[[], str]] = {
        "empty": lambda: _("The file is empty."),
        "binary": lambda: _("This is no CSV file. In the spreadsheet, choose “Save as” and then CSV."),
        "broken": lambda: _("The file is broken: a quotation mark is never closed, or a cell is far too long."),
    }
    return said[str(refused)]() if isinstance(refused, Unreadable) else str(refused)
