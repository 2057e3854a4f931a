"""Take back an import: what it added goes, what it changed is as before, and what somebody touched since stays."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected
from recado.desk.people import bounds, changes, importing, undoing
from recado.desk.people.events import ImportUndone, OrganisationEdited, PersonEdited
from recado.desk.people.imports import Import, ImportState, Written
from recado.desk.people.models import Address, Domain, Organisation, Person

BATCH = 100


@transaction.atomic
def revoke(brought: Import, *, by: Actor) -> Import:
    """Have it taken back, row by row. Raises Objected: ``import-not-done``."""
    brought = importing.held(brought.pk)
    if brought.state == ImportState.DONE:
        brought.state, brought.undone_by, brought.done = ImportState.UNDOING, by, 0
        brought.save(update_fields=["state", "undone_by", "done"])
        importing.ring(brought)
    elif brought.state not in (ImportState.UNDOING, ImportState.UNDONE):
        raise bounds.refuse("import-not-done", _("This list was not imported, so there is nothing to take back."))
    return brought


def take_back(import_: int) -> None:
    """The last row first; may be killed and run again."""
    brought = Import.objects.get(pk=import_)
    if brought.state != ImportState.UNDOING or brought.undone_by is None:
        return
    while _batch(brought, brought.undone_by):
        pass
    _finish(import_)


@transaction.atomic
def _batch(brought: Import, by: Actor) -> int:
    waiting = Written.objects.filter(source=brought, undone=None).order_by("-row")
    traces = list(waiting.select_for_update()[:BATCH])
    for trace in traces:
        trace.undone = _undo(trace, brought.kind, by)
    bulk.update(Written, [{"id": trace.pk, "undone": trace.undone} for trace in traces])
    brought.done += len(traces)
    bulk.update(Import, [{"id": brought.pk, "done": brought.done}])
    return len(traces)


def _undo(trace: Written, kind: str, by: Actor) -> bool:
    """Whether nothing of the row is left."""
    came = trace.after["came"]
    after = {name: value for name, value in trace.after.items() if name != "came"}
    model: type[Person | Organisation] = Person if kind == importing.PERSON else Organisation
    target = model._default_manager.filter(pk=trace.target).first()
    if target is None:
        return True
    if trace.added:
        return _delete(target, after, came)
    event: Any = PersonEdited if kind == importing.PERSON else OrganisationEdited
    told = {"organisation" if kind != importing.PERSON else "person": trace.target}
    whole = _forget(target, came)
    if changed := changes.between(trace.before, after):
        try:
            with transaction.atomic():
                undoing.bring_back(event(at=now(), by=by, called="", changes=changed, **told), by=by)
        except Objected:
            return False
    return whole


def _delete(target: Person | Organisation, after: changes.State, came: dict[str, Any]) -> bool:
    """Whoever was added goes, if he is still as he came and nobody else points to him."""
    if not _as_it_came(target, after, came):
        return False
    try:
        with transaction.atomic():
            target.delete()
    except ProtectedError:
        return False
    return True


def _as_it_came(target: Person | Organisation, after: changes.State, came: dict[str, Any]) -> bool:
    if isinstance(target, Person):
        state = changes.of_person(target)
        own = sorted([*row] for row in target.addresses.values_list("kind", "realm", "value")) == sorted(came["keys"])
    else:
        state = changes.of_organisation(target, [])
        own = sorted(one.value for one in target.domains.all()) == sorted(came["domains"])
    return own and all(changes.same(state.get(name), after.get(name)) for name in {*state, *after})


def _forget(target: Person | Organisation, came: dict[str, Any]) -> bool:
    """Addresses and domains that came go again, but for those that messages came from."""
    whole = True
    for kind, realm, value in came["keys"]:
        try:
            with transaction.atomic():
                Address.objects.filter(kind=kind, realm=realm, value=value, person=target.pk).delete()
        except ProtectedError:
            whole = False
    Domain.objects.filter(value__in=came["domains"], organisation=target.pk).delete()
    return whole


@transaction.atomic
def _finish(import_: int) -> None:
    brought = importing.held(import_)
    if brought.state != ImportState.UNDOING or brought.undone_by is None:
        return
    undone = Written.objects.filter(source=brought, undone=True).count()
    kept = Written.objects.filter(source=brought, undone=False).count()
    brought.state, brought.undone_at, brought.done = ImportState.UNDONE, now(), brought.rows
    brought.counts = {**brought.counts, "undone": undone, "kept": kept}
    brought.save(update_fields=["state", "undone_at", "done", "counts"])
    telling.record(
        ImportUndone(
            at=now(), by=brought.undone_by, import_=brought.pk, called=brought.name, undone=undone, kept=kept
        )
    )  # fmt: skip
