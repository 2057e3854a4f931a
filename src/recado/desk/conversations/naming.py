"""How those who act are called: one look-up for a whole page of events."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from recado.desk.core.actors import Actor
from recado.desk.core.statements import AnyOf, Statement
from recado.desk.journal.events import Names
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent

_AGENTS = Statement(lambda: Agent.objects.filter(pk=AnyOf("numbers")).order_by().values_list("pk", "name"))
_PERSONS = Statement(
    lambda: (
        Person.objects.filter(pk=AnyOf("numbers")).order_by().values_list("pk", Coalesce("merged_into__name", "name"))
    )
)


def names(actors: Iterable[Actor], *, known: Mapping[Actor, str] = MappingProxyType({})) -> Names:
    """A function that knows the names of these actors; others are looked up when they are asked for."""
    wanted = set(actors) - set(known)
    agents = dict(_AGENTS(numbers=list(ids))) if (ids := _ids(wanted, "agent")) else {}
    people = dict(_persons(_ids(wanted, "person")))
    for actor, called in known.items():
        (agents if actor.kind == "agent" else people)[actor.id or 0] = called

    def name(actor: Actor) -> str:
        if actor.kind == "agent" and actor.id is not None:
            if actor.id not in agents:
                agents[actor.id] = Agent.objects.values_list("name", flat=True).filter(pk=actor.id).first() or ""
            return agents[actor.id] or _("a former colleague")
        if actor.kind == "person" and actor.id is not None:
            if actor.id not in people:
                people[actor.id] = dict(_persons({actor.id})).get(actor.id, "")
            return people[actor.id] or _("the customer")
        return "Recado"

    return name


def _persons(ids: set[int]) -> Iterable[tuple[int, str]]:
    """Who was merged is called as the one who he turned out to be."""
    return _PERSONS(numbers=list(ids)) if ids else ()


def _ids(actors: Iterable[Actor], kind: str) -> set[int]:
    return {actor.id for actor in actors if actor.kind == kind and actor.id is not None}
