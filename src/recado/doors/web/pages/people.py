"""People: the list with its filter, the page of one person with its line of time."""

import re
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access, searching
from recado.desk.people import listing
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent
from recado.doors.web import framing
from recado.doors.web.pages import answering, portraying
from recado.doors.web.pages.guarding import inside
from recado.doors.web.sight import people as sight

ADDRESS = re.compile(r"[0-9]{4}|@")
"""What is looked for among addresses, not names."""


@inside("GET")
def people(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Those whose name begins like this, by name; only the rows where the page stands already."""
    framing.remember_place(request)
    asked, after = listing.Filters(q=answering.said(request).get("q", "").strip()), place(request)
    page = found(agent, asked, after=after)
    context = {
        "here": "people",
        "tab": "people",
        "asked": asked,
        "rows": sight.rows(page.rows, agent),
        "is_first": after is None,
        "following": following(asked, page.after),
        "list_url": reverse("people"),
    }
    return render(request, listed(request, "web/people/rows.html", after), context)


@inside("GET")
def person(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The page of a person; who turned out to be another is found there. One panel where only that is asked for."""
    who = access.fetch_person(agent, number)
    if who.pk != number:
        return HttpResponseRedirect(f"{reverse('person', args=[who.pk])}?{request.GET.urlencode()}".rstrip("?"))
    framing.remember_place(request)
    editing = request.GET.get("edit", "") if agent.may_write else ""
    more = {"edited": request.GET.get("name", "")}
    context = portraying.person(request, agent, who, editing=editing, **more)
    panel = portraying.PANELS.get(request.GET.get("panel", ""))
    if panel and answering.wants_fragment(request):
        return render(request, panel, {**context, "focus": True})
    return render(request, "web/people/person.html", context)


@inside("GET")
def story(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """What was between us, by kind and channel, a page of it."""
    who = access.fetch_person(agent, number)
    told = portraying.told(request, agent, [who.pk], reverse("person_story", args=[who.pk]))
    return render(request, "web/people/story_page.html", told)


@inside("GET")
def choices(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Persons whose name or number begins like what was typed, but for the one who asks."""
    said = answering.said(request)
    q, but = said.get("q", "").strip(), said.get("but", "")
    page = found(agent, listing.Filters(q=q), most=9)
    options = [_option(row) for row in sight.rows([one for one in page.rows if str(one.pk) != but][:8], agent)]
    return render(request, "web/people/options.html", {"options": options})


def _option(row: sight.Row) -> dict[str, object]:
    organisation = row.person.organisation.name if row.person.organisation else ""
    about = [organisation, *(one.value for one in row.shown), _("number %(number)s") % {"number": row.person.pk}]
    return {"key": row.person.pk, "called": row.face.name, "face": row.face, "about": " · ".join(filter(None, about))}


def found(
    agent: Agent, asked: listing.Filters, *, after: listing.Place | None = None, most: int = listing.USUAL
) -> listing.Page[Person]:
    """By the beginning of each word of the name; what looks like an address, by any digits of it."""
    if not ADDRESS.search(asked.q):
        return listing.persons(access.people(agent), asked, after=after, limit=most)
    sought = searching.search(agent, asked.q, room="people").people.items
    known = Q(pk__in=[one.pk for one in sought]) | Q(addresses__value__startswith=asked.q.lower())
    rows = access.people(agent).filter(known, merged_into=None).select_related("organisation").distinct()
    return listing.Page(list(rows.order_by("sort_name", "pk")[:most]), None)


def listed(request: HttpRequest, rows: str, after: listing.Place | None) -> str:
    """The template: further rows, the body of the list, or the whole page."""
    if not answering.wants_fragment(request):
        return "web/people/page.html"
    return rows if after else "web/people/list_body.html"


def place(request: HttpRequest) -> listing.Place | None:
    """Where the page before ended; None where nothing of that kind is said."""
    name, _sep, key = answering.said(request).get("after", "").rpartition("_")
    return listing.Place(name, int(key)) if key.isdecimal() and len(key) < 19 else None


def following(asked: listing.Filters, after: listing.Place | None) -> str:
    """The query of the next page; empty on the last one."""
    return urlencode({"q": asked.q, "after": f"{after.name}_{after.id}"}) if after else ""


def named(people: Person) -> str:
    """How a toast calls the person."""
    return people.name or _("this person")
