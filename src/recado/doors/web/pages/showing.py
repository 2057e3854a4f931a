"""What do the templates of the inbox need? The list, and an open case with its thread, panel and composer."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.cases.models import Case, State
from recado.desk.conversations.models import Direction, Message
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering
from recado.doors.web.sight import circles, clocks, composing, faces, listing, sides, talk, views

RELATED = ("person__organisation__account_manager", "assignee", "team", "channel", "thread__channel", "thread__person")
EMOJI = ("👍", "🙏", "❤️", "😊", "🎉", "✅")


def listed(request: HttpRequest, agent: Agent, *, open_number: int | None = None) -> dict[str, Any]:
    """The list of the view that the address names; what the browser shows of it, or its beginning."""
    view = views.chosen(agent, request.GET.get("view", ""))
    page = listing.Listing(agent, view, listing.stretches(request.GET.getlist("page")))
    tabs, more = views.shared(views.counted(agent), view.key)
    return {"listing": page, "tabs": tabs, "more": more, "open_number": open_number}


def listed_view(request: HttpRequest, agent: Agent) -> dict[str, Any]:
    """Only which view the list shows: enough for the links of an open case."""
    return {"listing": listing.Listing(agent, views.chosen(agent, answering.said(request).get("view", "")))}


def read(agent: Agent, number: int) -> Case:
    """The case with all that its page shows of it. Raises NotVisible."""
    found = access.visible(agent).filter(pk=number).select_related(*RELATED).first()
    if found is None:
        raise access.NotVisible
    return found


def opened(request: HttpRequest, agent: Agent, case: Case) -> dict[str, Any]:
    """All that stands beside the list while the case is open."""
    asked = answering.said(request)
    thread = case.thread
    composer = composing.of(thread, agent) if thread else None
    shown = clocks.chips([case]).get(case.pk) if case.state != State.RESOLVED else None
    return {
        "here": "inbox",
        "case": case,
        "whom": faces.called(case.person, thread.phone if thread else ""),
        "state_word": _state(case),
        "chip": shown,
        "side": sides.of(case, agent),
        "talk": _talk(request, agent, case) if thread else None,
        "composer": composer,
        "composer_is_stale": composer is not None
        and asked.get("composer", "") not in (composer.key, composer.chosen_key),
        "circle": circles.Circle(case, agent),
        "emoji": EMOJI,
        "open_number": case.pk,
    }


def _talk(request: HttpRequest, agent: Agent, case: Case) -> talk.Talk:
    """What the page shows of the thread; who writes in an old place of it sees all that follows."""
    asked, thread = answering.said(request), case.thread
    if thread is None:
        raise access.NotVisible
    end = _number(asked, "end") if request.method != "POST" else None
    around, start = _number(asked, "at"), _number(asked, "start")
    return talk.Talk(agent, thread, start=start, fresh=_fresh(case, asked), around=around, end=end)


def _fresh(case: Case, asked: Any) -> int | None:
    """The first message that nobody in charge has seen: told by the page that stands, else the newest unanswered."""
    if (told := _number(asked, "fresh")) is not None or not case.unseen or not case.thread_id:
        return told
    said = Message.objects.filter(thread=case.thread_id)
    answered = said.filter(direction=Direction.OUT).order_by("-at", "-pk").first()
    unanswered = said.filter(direction=Direction.IN)
    unanswered = unanswered.filter(at__gt=answered.at) if answered else unanswered
    first = unanswered.order_by("at", "pk").first() if answered else None
    return int(first.pk) if first else None


def _is_stale(composer: composing.Composer, asked: Any) -> bool:
    """Whether the composer on the page is of another kind than the window now allows; a chosen picker stays."""
    return "composer" in asked and asked["composer"] not in (composer.key, composer.chosen_key)


def _state(case: Case) -> str:
    words = {
        State.NEW: _("new, nobody has answered yet"),
        State.OPEN: _("open"),
        State.WAITING_CUSTOMER: _("waits for the customer"),
        State.RESOLVED: _("resolved"),
    }
    return words[State(case.state)]


def _number(asked: Any, name: str) -> int | None:
    value = asked.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else None
