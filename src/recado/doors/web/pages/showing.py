"""What do the templates of the inbox need? The list, and an open case with its thread, panel and composer."""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from recado.desk.cases import access, homes, receiving_cases
from recado.desk.cases.models import Case, State
from recado.desk.conversations import naming
from recado.desk.conversations.models import ThreadKind
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering
from recado.doors.web.sight import circles, composing, faces, fates, groups, listing, sides, talk, views, wholes

EMOJI = ("👍", "🙏", "❤️", "😊", "🎉", "✅")


def listed(request: HttpRequest, agent: Agent, *, open_number: int | None = None) -> dict[str, Any]:
    """The list of the view that the address names; what the browser shows of it, or its beginning."""
    view = views.chosen(agent, request.GET.get("view", ""))
    asked = listing.stretches(request.GET.getlist("page"))
    page = listing.Listing(agent, view, asked, kept=number(request.GET, "kept"))
    tabs, more = views.shared(views.counted(agent), view.key)
    return {"listing": page, "tabs": tabs, "more": more, "open_number": open_number}


def listed_view(request: HttpRequest, agent: Agent) -> dict[str, Any]:
    """Only which view the list shows: enough for the links of an open case."""
    return {"listing": listing.Listing(agent, views.chosen(agent, answering.said(request).get("view", "")))}


def read(agent: Agent, number: int) -> Case:
    """The case with all that its page shows of it. Raises NotVisible."""
    found = still(agent, number)
    if found is None:
        raise access.NotVisible
    return found


def still(agent: Agent, number: int) -> Case | None:
    """The same; None where it is out of sight by now."""
    return wholes.whole(agent, number)


def opened(
    request: HttpRequest, agent: Agent, case: Case, *, asked: QueryDict | None = None, came_from: int | None = None
) -> dict[str, Any]:
    """All that stands beside the list while the case is open; `asked` is what the browser shows of it by now.

    `came_from` is the number by which one came to it, of a case that is part of it.
    """
    asked = answering.said(request) if asked is None else asked
    case = case if wholes.is_whole(case) else read(agent, case.pk)
    thread = case.thread
    composer = composing.of(thread, agent, wholes.channel_teams(case)) if thread else None
    shown = talked(request, agent, case, asked) if thread else None
    who = shown.who if shown else naming.names([])
    beside = sides.of(case, agent, who)
    return {
        "here": "inbox",
        "case": case,
        "whom": faces.called(case.person, thread.reached if thread else ""),
        "state_word": _state(case),
        "chip": beside.chip if case.state != State.RESOLVED else None,
        "side": beside,
        "talk": shown,
        "composer": composer,
        "seen_cases": wholes.cases_of_thread(case),
        "group_name": groups.called(thread) if thread and thread.kind == ThreadKind.GROUP else "",
        "composer_is_stale": composer is not None
        and asked.get("composer", "") not in (composer.key, composer.chosen_key),
        "circle": circles.Circle(case, agent, who),
        "emoji": EMOJI,
        "open_number": case.pk,
        "parts": fates.parts(case, naming.names(one.by for one in wholes.parts(case))),
        "part_of": wholes.is_part_of(case),
        "came_from": came_from or _came_from(asked, case),
    }


def _came_from(asked: QueryDict, case: Case) -> int | None:
    """Only what is part of it is believed."""
    came = number(asked, "from")
    return came if came and came in receiving_cases.parts(case.pk) else None


def talked(request: HttpRequest, agent: Agent, case: Case, asked: QueryDict) -> talk.Talk:
    """What the page shows of the thread; who writes in an old place of it sees all that follows."""
    thread = case.thread
    if thread is None:
        raise access.NotVisible
    end = number(asked, "end") if request.method != "POST" else None
    around, start = number(asked, "at"), number(asked, "start")
    in_group = thread.kind == ThreadKind.GROUP
    cases = [case.pk] if in_group else wholes.cases_of_thread(case)
    told = number(asked, "fresh")
    also = wholes.other_threads(case)
    if in_group and not (around or start):
        around = homes.last(case.pk)
    return talk.Talk(
        agent, thread, cases, start=start, told=told, is_unseen=case.unseen and not in_group, around=around, end=end,
        also=also, joined=case.pk if also else None,
    )  # fmt: skip


def _state(case: Case) -> str:
    words = {
        State.NEW: _("new, nobody has answered yet"),
        State.OPEN: _("open"),
        State.WAITING_CUSTOMER: _("waits for the customer"),
        State.RESOLVED: _("resolved"),
    }
    return words[State(case.state)]


def number(asked: Any, name: str) -> int | None:
    """A number that an address gave, small enough for a key."""
    value = asked.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else None
