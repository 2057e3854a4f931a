"""The teams: the list, a new one, and one team with its name and members."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from recado.desk.cases import charges
from recado.desk.cases.access import NotVisible
from recado.desk.clock.sections import Promises
from recado.desk.journal.telling import Objected
from recado.desk.rules import reading
from recado.desk.staff import teaming
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import OpeningHours, scope
from recado.doors.web.pages import answering, settling
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import changes, faces, weeks, wording
from recado.doors.web.sight.roles import role

TEAMS, TEAM = "web/settings/teams.html", "web/settings/team.html"


@inside("GET", "POST")
@writing
def teams(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Those in my charge; POST forms one more."""
    if request.method != "POST":
        if not agent.sees_all and not charges.teams(agent).exists():
            raise NotVisible
        return settling.page(request, TEAMS, **_listed(agent))
    charges.house(agent)
    name = answering.said(request).get("name", "").strip()
    try:
        team = teaming.form(key=_key(name), name=name, by=agent.actor)
    except Objected as objected:
        return settling.refused(request, TEAMS, objected, tried=answering.said(request), **_listed(agent))
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = reverse("settings_team", args=[team.key])
    return answer


@inside("GET", "PUT")
@writing
def team(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """One team; PUT calls it otherwise."""
    found, before = charges.team(agent, key), settling.newest()
    if request.method == "GET":
        return settling.page(request, TEAM, **context(found))
    said = answering.said(request)
    try:
        teaming.rename(found, said.get("name", ""), by=agent.actor)
    except Objected as objected:
        return settling.refused(request, TEAM, objected, tried=said, **context(found))
    return settling.changed(request, TEAM, _("The name is saved."), since=before, **context(found))


@inside("PUT", "DELETE")
@writing
@transaction.atomic
def member(request: HttpRequest, agent: Agent, key: str, number: int) -> HttpResponse:
    """Put an agent into the team or take him out; the toast offers the opposite."""
    found = charges.team(agent, key)
    other = Agent.objects.filter(pk=number, is_active=True).first()
    if other is None:
        raise NotVisible
    address, said = reverse("settings_member", args=[key, number]), {"name": other.name, "team": found.name}
    if request.method == "PUT":
        teaming.enter(found, other, by=agent.actor)
        told, undo = _("%(name)s is in %(team)s now.") % said, {"undo": address}
    else:
        teaming.leave(found, other, by=agent.actor)
        told, undo = _("%(name)s is no longer in %(team)s.") % said, {"undo": address, "undo_vals": "{}"}
    shown = {**settling.EMPTY, "body": TEAM, "toast": told, **undo, **context(found)}
    return render(request, "web/settings/changed.html", shown)


def context(found: Team, *, since: datetime | None = None, length: timedelta | None = None) -> dict[str, Any]:
    """All that the page of a team shows; with `since` and `length` a deadline tried out."""
    hours = reading.read(OpeningHours, scope(found))
    promised = reading.read(Promises, scope(found)).first_answer_within
    members = list(found.members.filter(is_active=True).order_by("name"))
    others = Agent.objects.filter(is_active=True).exclude(pk__in=[one.pk for one in members]).order_by("name")
    return {
        "part": "teams",
        "team": found,
        "hours": hours,
        "week": weeks.week(hours),
        "total": weeks.total(hours),
        "closed_days": weeks.closed(hours),
        "promised": promised,
        "promised_words": wording.span(promised) if promised else "",
        "promised_parts": divmod(int(promised.total_seconds()) // 60, 60) if promised else ("", ""),
        "members": [{"pk": one.pk, "face": faces.of_agent(one), "role": role(one.role)} for one in members],
        "others": others,
        "trial": weeks.trial(hours, since, length) if since and length else None,
        "changes": changes.of(*((name, scope(found)) for name in charges.OF_TEAMS)),
    }


def _listed(agent: Agent) -> dict[str, Any]:
    counted = charges.teams(agent).annotate(size=Count("members", filter=Q(members__is_active=True)))
    teams = list(counted)
    hours = reading.held_by(OpeningHours, [scope(one) for one in teams])
    promised = reading.held_by(Promises, [scope(one) for one in teams])
    rows = [_row(one, hours[scope(one)].value, promised[scope(one)].value) for one in teams]
    return {"part": "teams", "rows": rows, "changes": changes.of(("team", "team:")) if agent.sees_all else []}


def _row(team: Team, hours: OpeningHours, promised: Promises) -> dict[str, Any]:
    length = promised.first_answer_within
    return {
        "team": team,
        "hours": weeks.total(hours),
        "zone": hours.zone,
        "promise": wording.span(length) if length else "",
    }


def _key(name: str) -> str:
    """A key from the name; a number behind it where it is taken."""
    stem = slugify(name)[: teaming.LONGEST_KEY - 4].strip("-") or "team"
    taken = set(Team.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(
        key for count in range(len(taken) + 2) if (key := f"{stem}-{count + 1}" if count else stem) not in taken
    )
