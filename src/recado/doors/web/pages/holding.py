"""Somebody else answered meanwhile: the reply is held back once, in its place, with what was said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recado.desk.conversations import naming, permitting
from recado.desk.conversations.models import Thread
from recado.desk.journal.telling import Objected
from recado.desk.staff.models import Agent
from recado.doors.web.sight import faces


def is_held(objected: Objected) -> bool:
    """Whether that is the only objection: any other has to be mended first."""
    return [objection.code for objection in objected.objections] == [permitting.MEANWHILE]


def held(request: HttpRequest, agent: Agent, thread: Thread, seen: int | None) -> HttpResponse:
    """The other answer above one's own words, with the choice to send all the same or to look first."""
    other = permitting.answered_meanwhile(thread, agent.actor, seen)
    name = naming.names([other.author])(other.author) if other else ""
    who = faces.Face(faces.initials(name), faces.tint(other.author.id or 0), name) if other else None
    return render(request, "web/talk/held.html", {"other": other, "who": who}, status=409)
