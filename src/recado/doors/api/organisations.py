"""Organisations: list, read, found, change."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from recado.desk.cases import access
from recado.desk.people import listing, organising
from recado.desk.people.listing import Filters
from recado.desk.people.models import Organisation
from recado.desk.staff.models import Agent
from recado.doors.api import finding, paging, parties, showing_people
from recado.doors.api.parties import OrganisationChange, OrganisationFilters
from recado.doors.api.scoping import agent_of, needs
from recado.doors.api.showing_threads import Json

READ, WRITE = needs("people:read"), needs("people:write")
PLAIN = frozenset({"name", "role", "domains", "properties"})

router = Router(tags=["organisations"])


@router.get("/organisations", response=parties.Organisations, **READ, summary="List organisations")
def list_organisations(request: HttpRequest, asked: Query[OrganisationFilters]) -> Json:
    """The newest first, by id. One that was merged is not listed; its old id goes on answering."""
    manager = finding.agent_key(asked.account_manager) if asked.account_manager else None
    filters = Filters(role=asked.role or "", segment=asked.segment or "", manager=manager, q=asked.q or "")
    found = listing.chosen_organisations(access.organisations(agent_of(request)), filters)
    found = found.filter(domains__value=asked.domain.lower()) if asked.domain else found
    rows, after = paging.newest(
        found.select_related("account_manager").prefetch_related("domains"), asked.cursor, asked.limit
    )
    return {"items": [showing_people.organisation(row) for row in rows], "next": after}


@router.post("/organisations", response={201: parties.Organisation}, **WRITE, summary="Add an organisation")
def found_organisation(request: HttpRequest, asked: OrganisationChange) -> Json:
    """Needs a name. 409 `domain-taken` names in `missing` which domains are another's."""
    agent = agent_of(request)
    with showing_people.naming_fields():
        founded = organising.found(by=agent.actor, take=asked.take_domains, **_wanted(asked))
    return _shown(agent, founded)


@router.get("/organisations/{id}", response=parties.Organisation, **READ, summary="Read an organisation")
def read_organisation(request: HttpRequest, id: str) -> Json:
    """By its id, or by the id of one that turned out to be it."""
    agent = agent_of(request)
    return _shown(agent, access.fetch_organisation(agent, finding.key(id)))


@router.patch("/organisations/{id}", response=parties.Organisation, **WRITE, summary="Change an organisation")
def change_organisation(request: HttpRequest, id: str, asked: OrganisationChange) -> Json:
    """What is not named stays. 409 `domain-taken` unless `take_domains` is set."""
    agent = agent_of(request)
    organisation = access.fetch_organisation(agent, finding.key(id))
    with showing_people.naming_fields():
        organising.edit(organisation, by=agent.actor, take=asked.take_domains, **_wanted(asked))
    return _shown(agent, organisation)


def _wanted(asked: OrganisationChange) -> Any:
    wanted: dict[str, Any] = {name: getattr(asked, name) for name in asked.model_fields_set & PLAIN}
    if "segment" in asked.model_fields_set:
        wanted["segment"] = asked.segment or ""
    if "account_manager" in asked.model_fields_set:
        named = asked.account_manager
        wanted["account_manager"] = finding.agent(named, "account_manager") if named else None
    return wanted


def _shown(agent: Agent, organisation: Organisation) -> Json:
    return showing_people.organisation(access.fetch_organisation(agent, organisation.pk))
