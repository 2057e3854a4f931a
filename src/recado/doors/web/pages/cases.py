"""One case: open it, keep it fresh, take and give it, end it and open it again."""

import json
from collections.abc import Mapping

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access, resolving, seeing
from recado.desk.cases.models import Case
from recado.desk.routing import assigning
from recado.desk.staff.models import Agent, Team
from recado.doors.web import framing
from recado.doors.web.pages import answering, bringing, fates, showing
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import hunting, talk


@inside("GET")
def case(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The case beside the list; alone where the page with the list stands already."""
    if not answering.wants_fragment(request):
        framing.remember_place(request)
    found = showing.still(agent, number)
    if found is None or fates.has_gone(agent, found):
        return fates.elsewhere(request, agent, number)
    opened = showing.opened(request, agent, found)
    if answering.wants_fragment(request):
        return render(request, "web/inbox/work.html", {**showing.listed_view(request, agent), **opened})
    if "q" in request.GET:
        hunt = hunting.Hunt(agent, answering.said(request))
        return render(request, "web/inbox/page.html", {**showing.listed_view(request, agent), **opened, "hunt": hunt})
    listed = showing.listed(request, agent, open_number=number)
    return render(request, "web/inbox/page.html", {**listed, **opened})


@inside("GET")
def news(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """What changed on an open case, as fragments that keep scroll, focus and what is being written."""
    found = showing.still(agent, number)
    if found is None:
        return fates.meanwhile(request, agent, number)
    return render(
        request, "web/inbox/news.html", {**showing.listed_view(request, agent), **showing.opened(request, agent, found)}
    )


@inside("GET")
def earlier(request: HttpRequest, agent: Agent, number: int, message: int) -> HttpResponse:
    """The page of messages before this one."""
    found = showing.read(agent, number)
    if found.thread is None:
        raise Http404
    opened = showing.opened(request, agent, found)
    shown: talk.Talk = opened["talk"]
    before = talk.Talk(agent, found.thread, shown.cases, before=message, also=shown.also, joined=shown.joined)
    return render(request, "web/talk/earlier_page.html", {**opened, "talk": before})


@inside("GET")
def later(request: HttpRequest, agent: Agent, number: int, message: int) -> HttpResponse:
    """The page of messages after this one, below those that stand; from now on it is the one that is kept fresh."""
    found = showing.read(agent, number)
    if found.thread is None:
        raise Http404
    opened = showing.opened(request, agent, found)
    shown: talk.Talk = opened["talk"]
    opened["talk"] = shown.after(message)
    return render(request, "web/talk/later_page.html", {**showing.listed_view(request, agent), **opened})


@inside("PUT")
@writing
def seen(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The new words were looked at."""
    seeing.see(access.fetch(agent, number), agent=agent)
    return HttpResponse(status=204)


@inside("PUT", "DELETE")
@writing
@transaction.atomic
def assignee(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Take it, give it to a colleague, or put it back into the queue; the toast offers to whom it belonged."""
    found = access.fetch(agent, number)
    to = _named(answering.said(request)) if request.method == "PUT" else None
    assigning.assign(found, to=to, by=agent.actor)
    given, queued = _("Case %(number)s is given to %(agent)s."), _("Case %(number)s waits in the queue.")
    told = given % {"number": number, "agent": to.name} if to else queued % {"number": number}
    before = {"agent": found.assignee_id} if found.assignee_id else None
    return undoable(request, refreshed(request, agent, found), told, reverse("assignee", args=(number,)), before)


@inside("PUT")
@writing
@transaction.atomic
def team(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Move it to another team; it may leave one's sight by that."""
    found, said = access.fetch(agent, number), answering.said(request)
    into = Team.objects.filter(key=said.get("team", "")).first()
    if into is None:
        raise Http404
    assigning.move(found, team=into, by=agent.actor)
    if said.get("agent"):
        assigning.assign(found, to=_named(said), by=agent.actor)
    told = _("Case %(number)s is with %(team)s now.") % {"number": number, "team": into.name}
    if found.team is None or not access.visible(agent).filter(pk=number).exists():
        return refreshed(request, agent, found, toast=told)
    before = {"team": found.team.key} | ({"agent": found.assignee_id} if found.assignee_id else {})
    return undoable(request, refreshed(request, agent, found), told, reverse("team", args=(number,)), before)


@inside("PUT", "DELETE")
@writing
@transaction.atomic
def resolution(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """End it with a reason, which can be undone, and bring the next one; or open it again, and bring it back."""
    found, said = access.fetch(agent, number), answering.said(request)
    if request.method == "DELETE":
        resolving.reopen(found, by=agent.actor)
        told = _("Case %(number)s is open again.") % {"number": number}
        return refreshed(request, agent, found, toast=told, brings=found.pk)
    resolving.resolve(found, by=agent.actor, reason=said.get("reason", ""))
    told = _("Case %(number)s is resolved.") % {"number": number}
    return refreshed(request, agent, found, toast=told, undo=True, brings=_number(said.get("next", "")))


def refreshed(
    request: HttpRequest, agent: Agent, found: Case, *, toast: str = "", undo: bool = False, brings: int | None = None
) -> HttpResponse:
    """The open case as it is now, or the one that takes its place. Out of sight, only the words are said."""
    words = {"toast": toast, "undo_number": found.pk if undo else None}
    shown = answering.open_case(request)
    if brings and brings != shown and (other := showing.still(agent, brings)):
        return bringing.brought(request, agent, other, **words)
    still = showing.still(agent, found.pk)
    if still is None or (shown is not None and shown != found.pk):
        return render(request, "web/inbox/words.html", {**showing.listed_view(request, agent), **words})
    context = {**showing.listed_view(request, agent), **showing.opened(request, agent, still), **words}
    return render(request, "web/inbox/news.html", context)


def undoable(
    request: HttpRequest, answer: HttpResponse, told: str, address: str, before: Mapping[str, object] | None
) -> HttpResponse:
    """The answer, with words that offer the way back: a PUT of what stood before, a DELETE where nothing stood."""
    undo = "" if before is None else json.dumps(before)
    answer.content += answering.toast(request, told, undo=address, undo_vals=undo).encode()
    return answer


def _named(said: QueryDict) -> Agent:
    """The colleague whom the form names."""
    number = _number(said.get("agent", ""))
    among = Agent.objects.filter(is_active=True).exclude(role="viewer")
    found = among.filter(pk=number).first() if number else None
    if found is None:
        raise Http404
    return found


def _number(given: str) -> int | None:
    """A number that a form gave, small enough for a key."""
    return int(given) if given.isdecimal() and len(given) < 19 else None
