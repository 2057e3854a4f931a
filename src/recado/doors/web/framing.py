"""What stands round every page? The agent, what waits unseen, the languages, the ticket for live news, the files."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from recado.desk.cases import mentioned
from recado.desk.journal import following
from recado.desk.staff import preferring
from recado.desk.staff.models import Agent
from recado.doors.web import assets
from recado.doors.web.sight import faces, keys, listing, manners, tickets, views

PLACE = "journal_place"


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of every page; the parts about the agent only where one is logged in."""
    user = getattr(request, "user", None)
    agent = user if isinstance(user, Agent) else None
    context: dict[str, Any] = {
        "styles": assets.styles(),
        "scripts": assets.scripts(),
        "languages": manners.offered,
        "house_look": cache(manners.look),
        "theme": lambda: _theme(request, agent),
        "zone": timezone.get_current_timezone_name(),
        "words": _words,
    }
    if agent is not None:
        context |= _about(agent, getattr(request, PLACE, ""))
    return context


def remember_place(request: HttpRequest) -> None:
    """Note where the journal stands before a page is read, so that nothing falls between page and stream."""
    setattr(request, PLACE, str(following.latest()))


def _about(agent: Agent, place: str) -> dict[str, Any]:
    """Texts and figures are asked for only where a template shows them."""
    unseen = cache(lambda: listing.unseen(agent) + mentioned.unseen(agent))
    return {
        "agent": agent,
        "me": faces.of_agent(agent),
        "my_teams": lambda: ", ".join(sorted(team.name for team in agent.teams.all())),
        "unseen_count": unseen,
        "unseen": lambda: views.capped(unseen()),
        "ticket": lambda: tickets.ticket(agent, place),
        "keymap": lambda: keys.table(agent),
        "key_groups": lambda: keys.groups(agent),
        "going": lambda: keys.going(agent),
    }


def _theme(request: HttpRequest, agent: Agent | None) -> str:
    """As the agent likes it on all his devices; at the door, and until he chose, as this browser had it last."""
    last = request.COOKIES.get("theme", "")
    chosen = preferring.preferred(agent, "theme", last) if agent else last
    return chosen if chosen in ("light", "dark") else ""


def _words() -> dict[str, str]:
    """What the behaviours say by themselves; `{n}` is filled in the browser."""
    return {
        "now": _("now"),
        "minutes": _("{n} min"),
        "hours": _("{n} h"),
        "hours_minutes": _("{h} h {n} min"),
        "days_hours": _("{d} d {h} h"),
        "under_minute": _("under 1 min"),
        "unsent": _("That did not reach the desk. Your text is still here; try again."),
        "refused": _("The desk refused that. Load the page again and try once more."),
        "megabytes": _("{n} MB"),
        "too_big": _("{name} is {size}; the most for its kind is {limit}. This channel carries: {fits}."),
        "wrong_kind": _("This channel does not carry files such as {name}. It carries: {fits}."),
        "uploading": _("{name}, on its way"),
        "no_microphone": _("The browser did not give us the microphone. Allow it for this page and try again."),
        "recording_kept": _("The recording is kept with the draft."),
        "empty_file": _("{name} is empty."),
        "not_arrived": _("{name} did not arrive."),
        "again": _("Try again"),
        "pasted": _("Picture {at}"),
        "voice_message": _("Voice note"),
        "letters_left": _("{n} characters left"),
        "too_many": _("{n} characters too many"),
        "leaves_in": _("leaves in {n} s"),
        "your_reply_to": _("Your reply to {name}"),
        "leaving": _("on its way"),
        "still_opening": _("The conversation is still opening. Press the key again in a moment."),
        "not_opened": _("The conversation could not be opened."),
        "not_fetched": _("These messages could not be fetched."),
        "new_below": _("{n} new"),
        "copied": _("Copied"),
        "unkept": _("Your choice could not be kept. It holds on this page only."),
        "moved": _("{name}, place {n} of {all}"),
        "usual": _("The panels stand in their usual order again."),
        "found": _("{n} found"),
        "lately": _("Lately"),
    }
