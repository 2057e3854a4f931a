"""Words on a case: reply, template, note, another attempt, a reaction."""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from recado.desk.cases import access, illustrating
from recado.desk.cases.models import Case
from recado.desk.conversations import drafting, letters, replying, retrying
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.models import Attachment, Message, Thread, ThreadKind
from recado.desk.conversations.permitting import Wanted
from recado.desk.journal.telling import Objected
from recado.desk.staff import preferring
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, cases, holding, showing
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import composing, envelopes, wholes

LONGEST_ID = 64  # characters of the word by which a browser knows its message again
SEND_DELAY = 5
"""Seconds in which a reply can be taken back, where the agent chose nothing else."""


@inside("POST")
@writing
def messages(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Write to the customer, freely or by a template; held back once where a colleague answered meanwhile."""
    found, thread = _with_thread(agent, number)
    seen = _seen(request)
    try:
        _reply(request, agent, thread, seen, number)
    except Objected as objected:
        if not holding.is_held(objected):
            raise
        return holding.held(request, agent, thread, seen)
    return _anew(request, agent, found)


@transaction.atomic
def _reply(request: HttpRequest, agent: Agent, thread: Thread, seen: int | None, number: int) -> None:
    """The words leave after the agent's own delay, in which he may take them back; the draft of them is done."""
    said = answering.said(request)
    template = _template(request, thread)
    letter, pictures = _letter(request, agent, thread)
    replying.reply(
        thread,
        by=agent.actor,
        text=said.get("text", ""),
        attachments=[*attached(request, agent), *pictures],
        template=template,
        reply_to=answered(request, agent),
        client_id=said.get("client_id", "")[:LONGEST_ID] or None,
        leaves_in=leaves_in(agent),
        seen=seen,
        letter=letter,
        case=number if thread.kind == ThreadKind.GROUP else None,
    )
    if template is None:
        drafting.drop(agent, thread)


def leaves_in(agent: Agent) -> timedelta:
    """For how long what he sends can be taken back."""
    return timedelta(seconds=preferring.preferred(agent, "send_delay", SEND_DELAY))


def _letter(request: HttpRequest, agent: Agent, thread: Thread) -> tuple[Letter | None, list[Attachment]]:
    """The envelope with its rich words, and the pictures in them. Raises NotVisible."""
    said = answering.said(request)
    letter, html = envelopes.said(said), said.get("html", "")
    if not html or thread.kind != ThreadKind.MAIL:
        return letter, []
    html, pictures = illustrating.illustrated(agent, thread, html)
    return replace(letter or letters.usual(thread), html=html), pictures


@inside("POST")
@writing
@transaction.atomic
def notes(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Leave a word that only the team sees."""
    found, thread = _with_thread(agent, number)
    said = answering.said(request)
    text = said.get("text", "").strip()
    if not text:
        return answering.refused(request, _("The note is empty."))
    replying.note(
        thread,
        case=found.pk,
        by=agent.actor,
        text=text,
        named=said.getlist("named"),
        client_id=said.get("client_id", "")[:LONGEST_ID] or None,
    )
    drafting.drop(agent, thread, is_note=True)
    return _anew(request, agent, found, noting=True)


@inside("PUT")
@writing
def attempt(request: HttpRequest, agent: Agent, message: int) -> HttpResponse:
    """Send once more what did not leave."""
    found = access.fetch_message(agent, message)
    retrying.retry(found, by=agent.actor)
    return _on_thread(request, agent, found)


@inside("PUT", "DELETE")
@writing
@transaction.atomic
def reaction(request: HttpRequest, agent: Agent, message: int) -> HttpResponse:
    """React to what the customer said, or take the reaction back."""
    found = access.fetch_message(agent, message)
    if not found.provider_id:
        raise Http404
    emoji = answering.said(request).get("emoji", "")[:16] if request.method == "PUT" else ""
    replying.reply(found.thread, by=agent.actor, reaction=(found.provider_id, emoji))
    return _on_thread(request, agent, found)


@inside("GET")
def templates(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The template picker, though words may still leave freely."""
    found, thread = _with_thread(agent, number)
    found = showing.read(agent, number)
    teams = wholes.channel_teams(found)
    context = {**showing.opened(request, agent, found), "composer": composing.of(thread, agent, teams, chosen=True)}
    return render(request, "web/talk/composer.html", context)


@inside("GET")
def composer(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The composer as the window lets it be: back from the templates."""
    found, _thread = _with_thread(agent, number)
    return render(request, "web/talk/composer.html", {**showing.opened(request, agent, found), "focus": True})


def _with_thread(agent: Agent, number: int) -> tuple[Case, Thread]:
    found = access.fetch(agent, number)
    if found.thread is None:
        raise Http404
    return found, found.thread


def _anew(request: HttpRequest, agent: Agent, found: Case, *, noting: bool = False) -> HttpResponse:
    """The thread with the new words, and an empty composer that has the focus."""
    context = {**showing.listed_view(request, agent), **showing.opened(request, agent, found)}
    return render(request, "web/inbox/news.html", {**context, "anew": True, "noting": noting, "focus": True})


def _on_thread(request: HttpRequest, agent: Agent, message: Message) -> HttpResponse:
    """The case that stands open, where it is one of this thread."""
    shown = access.visible(agent).filter(thread=message.thread_id)
    open_ = shown.filter(pk=answering.open_case(request) or 0).first() or shown.order_by("-pk").first()
    return cases.refreshed(request, agent, open_) if open_ else HttpResponse(status=204)


def _seen(request: HttpRequest) -> int | None:
    """The newest message that the writer knew of when he began, or was told of since."""
    given = [int(id_) for id_ in answering.said(request).getlist("seen") if id_.isdecimal() and len(id_) < 19]
    return max(given, default=None)


def attached(request: HttpRequest, agent: Agent) -> list[Attachment]:
    """The files uploaded for this message, in their order. Raises NotVisible."""
    given = [int(id_) for id_ in answering.said(request).getlist("attachment") if id_.isdecimal() and len(id_) < 19]
    files = [access.fetch_attachment(agent, id_) for id_ in given]
    return [file for file in files if file.message_id is None]


def answered(request: HttpRequest, agent: Agent) -> str | None:
    """The provider's id of the message that is answered. Raises NotVisible."""
    named = answering.said(request).get("reply_to", "")
    return access.fetch_message(agent, int(named)).provider_id if named.isdecimal() and len(named) < 19 else None


def _template(request: HttpRequest, thread: Thread) -> Wanted | None:
    named = answering.said(request).get("template", "")
    if not named.isdecimal() or len(named) > 18:
        return None
    known = composing.approved(thread.channel).filter(pk=int(named)).first()
    if known is None:
        raise Http404
    return Wanted(known.name, known.language, tuple(answering.said(request).getlist("value")))
