"""Persons: list, read, add, change, merge and part again."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Query, Router

from recado.desk.cases import access, weighing
from recado.desk.people import adding, bounds, editing, listing, merging, reaching
from recado.desk.people.listing import Filters
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent
from recado.doors.api import finding, paging, parties, showing_people
from recado.doors.api.parties import Merge, PersonChange, PersonFilters
from recado.doors.api.scoping import agent_of, needs
from recado.doors.api.showing_threads import Json

READ, WRITE = needs("people:read"), needs("people:write")

router = Router(tags=["people"])


@router.get("/people", response=parties.Persons, **READ, summary="List persons")
def list_people(request: HttpRequest, asked: Query[PersonFilters]) -> Json:
    """The newest first, by id. Who was merged is not listed; his old id goes on answering."""
    agent = agent_of(request)
    found = listing.chosen_persons(access.people(agent), _filters(asked))
    found = found.filter(addresses__value__iexact=asked.address).distinct() if asked.address else found
    rows, after = paging.newest(
        found.select_related("organisation").prefetch_related("addresses"), asked.cursor, asked.limit
    )
    return {"items": [showing_people.person(row) for row in rows], "next": after}


@router.post("/people", response={201: parties.Person}, **WRITE, summary="Add a person")
def add_person(request: HttpRequest, asked: PersonChange) -> Json:
    """Needs a name or an address. 409 `address-taken` names in `missing` who has the address."""
    agent = agent_of(request)
    keys = [(one.kind, one.realm, one.value) for one in asked.addresses]
    with showing_people.naming_fields():
        return _shown(agent, adding.add(addresses=keys, by=agent.actor, **_wanted(agent, asked)))


@router.get("/people/{id}", response=parties.Person, **READ, summary="Read a person")
def read_person(request: HttpRequest, id: str) -> Json:
    """By his id, or by the id of one who turned out to be him."""
    agent = agent_of(request)
    return _shown(agent, access.fetch_person(agent, finding.key(id)))


@router.patch("/people/{id}", response=parties.Person, **WRITE, summary="Change a person")
def change_person(request: HttpRequest, id: str, asked: PersonChange) -> Json:
    """What is not named stays. 409 `address-taken`, or `address-in-use` where messages came from a removed one."""
    agent = agent_of(request)
    person = access.fetch_person(agent, finding.key(id))
    with showing_people.naming_fields(), transaction.atomic():
        editing.edit(person, by=agent.actor, **_wanted(agent, asked))
        if "addresses" in asked.model_fields_set:
            _reach(person, asked, agent)
    return _shown(agent, person)


@router.post("/people/{id}/merge", response=parties.Person, **WRITE, summary="Merge a person into another")
def merge_person(request: HttpRequest, id: str, asked: Merge) -> Json:
    """Answers with the survivor. Threads, cases and addresses go over; the old id goes on answering.

    409 `talk-hidden` where a talk of one of them is hidden from the token's agent.
    """
    agent = agent_of(request)
    gone = access.fetch_person(agent, finding.key(id), through=False)
    into = finding.person(agent, asked.into, "into")
    weighing.allow(agent, gone, into)
    merging.merge(gone, into, by=agent.actor)
    return _shown(agent, into)


@router.delete("/people/{id}/merge", response=parties.Person, **WRITE, summary="Undo the merge")
def part_person(request: HttpRequest, id: str) -> Json:
    """What went over comes back, what came since stays. 409 `merged-again` if the survivor was merged since."""
    agent = agent_of(request)
    gone = access.fetch_person(agent, finding.key(id), through=False)
    if merge := merging.standing(gone):
        merging.undo(merge, by=agent.actor)
    return _shown(agent, gone)


def _filters(asked: PersonFilters) -> Filters:
    return Filters(
        organisation=finding.key(asked.organisation) if asked.organisation else None,
        role=asked.role or "",
        segment=asked.segment or "",
        manager=finding.agent_key(asked.account_manager) if asked.account_manager else None,
        language=asked.language or "",
        q=asked.q or "",
    )


def _wanted(agent: Agent, asked: PersonChange) -> Any:
    given = asked.model_fields_set & {"name", "language", "roles", "properties"}
    wanted: dict[str, Any] = {name: getattr(asked, name) for name in given}
    if "language" in wanted:
        wanted["language"] = wanted["language"] or ""
    if "organisation" in asked.model_fields_set:
        wanted["organisation"] = finding.organisation(agent, asked.organisation) if asked.organisation else None
    return wanted


def _reach(person: Person, asked: PersonChange, agent: Agent) -> None:
    """The list as it is asked for: new ones come, those left out go."""
    keys = [bounds.address(one.kind, one.value, one.realm) for one in asked.addresses]
    for address in person.addresses.order_by("pk"):
        if (address.kind, address.realm, address.value) not in keys:
            reaching.remove(address, by=agent.actor)
    for kind, realm, value in dict.fromkeys(keys):
        reaching.add(person, kind=kind, realm=realm, value=value, by=agent.actor)


def _shown(agent: Agent, person: Person) -> Json:
    return showing_people.person(access.fetch_person(agent, person.pk))
