"""Groups: the list of them, one that is read, and a case that is opened from messages chosen there (W8)."""

from typing import Any

from django.contrib import messages as words
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access, choosing
from recado.desk.staff.models import Agent
from recado.doors.web import framing
from recado.doors.web.pages import answering, showing
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import groups as sight
from recado.doors.web.sight import hunting


@inside("GET")
def groups(request: HttpRequest, agent: Agent) -> HttpResponse:
    """All of them; only rows where the page stands already."""
    if answering.wants_fragment(request):
        return render(request, "web/groups/rows.html", _listed(request, agent))
    framing.remember_place(request)
    return render(request, "web/groups/page.html", _listed(request, agent))


@inside("GET")
def group(request: HttpRequest, agent: Agent, thread: int) -> HttpResponse:
    """One of them beside the list, or beside what was found; alone where the page stands already."""
    opened = _opened(request, agent, thread)
    if answering.wants_fragment(request):
        return render(request, "web/groups/work.html", opened)
    framing.remember_place(request)
    if "q" in request.GET:
        opened["hunt"] = hunting.Hunt(agent, answering.said(request))
        return render(request, "web/groups/page.html", opened)
    return render(request, "web/groups/page.html", {**_listed(request, agent), **opened})


@inside("GET")
def news(request: HttpRequest, agent: Agent, thread: int) -> HttpResponse:
    """What changed in it, as fragments that keep the choice, the focus and the place."""
    return render(request, "web/groups/news.html", _opened(request, agent, thread))


@inside("GET")
def earlier(request: HttpRequest, agent: Agent, thread: int, message: int) -> HttpResponse:
    """The page of messages before this one."""
    opened = _opened(request, agent, thread)
    opened["talk"] = opened["group"].talk.ahead(message)
    return render(request, "web/talk/earlier_page.html", opened)


@inside("GET")
def later(request: HttpRequest, agent: Agent, thread: int, message: int) -> HttpResponse:
    """The page of messages after this one."""
    opened = _opened(request, agent, thread)
    opened["talk"] = opened["group"].talk.after(message)
    return render(request, "web/talk/later_page.html", opened)


@inside("POST")
@writing
def cases(request: HttpRequest, agent: Agent, thread: int) -> HttpResponse:
    """A case of what was chosen, and the browser goes there; twice is once."""
    found = access.fetch_group(agent, thread)
    chosen = access.fetch_said(agent, found, _numbers(answering.said(request).getlist("message")))
    opening = choosing.open_from(found, chosen, by=agent)
    told = _("Case %(number)s is opened.") if opening.is_new else _("Case %(number)s was opened from this already.")
    undo = reverse("case_opening", args=[opening.case.pk]) if opening.is_new else ""
    words.success(request, told % {"number": opening.case.pk}, extra_tags=undo)
    return _to(request, reverse("case", args=[opening.case.pk]))


@inside("DELETE")
@writing
def opening(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Its messages are the group's alone again, and the browser goes back to them."""
    found = access.fetch_standing(agent, number)
    deletion = choosing.undo(found, by=agent.actor)
    words.success(request, _("Case %(number)s is taken back.") % {"number": number})
    at = f"?at={deletion.freed[0]}" if deletion.freed else ""
    return _to(request, reverse("group", args=[found.thread_id]) + at)


def _opened(request: HttpRequest, agent: Agent, thread: int) -> dict[str, Any]:
    """All that stands beside the list while a group is open."""
    asked = answering.said(request)
    part = {name: showing.number(asked, name) for name in ("start", "end", "at")}
    shown = sight.Group(agent, access.fetch_group(agent, thread), **part)
    context = {"here": "inbox", "group": shown, "talk": shown.talk, "open_group": thread}
    context["seen_cases"] = [case.pk for case in shown.cases]
    return {**showing.listed_view(request, agent), **context}


def _listed(request: HttpRequest, agent: Agent) -> dict[str, Any]:
    before = showing.number(answering.said(request), "before")
    rows, more = sight.rows(agent, before)
    return {"here": "inbox", "rows": rows, "more_before": more, "is_first": before is None}


def _numbers(given: list[str]) -> list[int]:
    return [int(one) for one in dict.fromkeys(given) if one.isdecimal() and len(one) < 19]


def _to(request: HttpRequest, there: str) -> HttpResponse:
    """The browser goes there; a whole page is sent, a script told."""
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": there})
    return HttpResponse(status=303, headers={"Location": there})
