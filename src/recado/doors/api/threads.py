"""Threads and what is said in them: read, answer, note, react, write first."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router

from recado.desk.cases import access, shortlists, standing
from recado.desk.cases.models import Case
from recado.desk.channels.models import Channel
from recado.desk.conversations import replying, starting
from recado.desk.conversations.models import Message, Thread
from recado.desk.conversations.permitting import Wanted
from recado.desk.staff.models import Agent
from recado.doors.api import finding, paging, showing_threads, talk, uploading, writing_mail
from recado.doors.api.asks import Paged, Start, Template, ThreadFilters, Write
from recado.doors.api.problems import Problem, invalid
from recado.doors.api.scoping import agent_of, needs
from recado.doors.api.showing_threads import Json

router = Router(tags=["threads"])


@router.get("/threads", response=talk.Threads, **needs("messages:read"), summary="List threads")
def list_threads(request: HttpRequest, asked: Query[ThreadFilters]) -> Json:
    """The newest first, by when they began."""
    agent = agent_of(request)
    found = standing.threads(access.threads(agent)).select_related("channel", "person")
    found = found.filter(pk__in=shortlists.threads(agent, asked.q)) if asked.q else found
    found = found.filter(channel__key=asked.channel) if asked.channel else found
    found = found.filter(person=finding.person_key(asked.person)) if asked.person else found
    rows, after = paging.newest(found, asked.cursor, asked.limit)
    return {"items": showing_threads.threads(rows), "next": after}


@router.get("/threads/{id}/messages", response=talk.Messages, **needs("messages:read"), summary="Read a thread")
def list_messages(request: HttpRequest, id: str, page: Query[Paged]) -> Json:
    """What was said, the newest first by the provider's time."""
    thread = finding.thread(agent_of(request), id)
    found = showing_threads.whole(Message.objects.filter(access.STANDS, thread=thread))
    rows, after = paging.newest_at(found, page.cursor, page.limit)
    return {"items": showing_threads.messages(rows, request), "next": after}


@router.post(
    "/threads/{id}/messages",
    response={201: talk.Message},
    **needs("messages:write"),
    summary="Answer, note or react",
)
def write_message(request: HttpRequest, id: str, asked: Write) -> Json:
    """Several files become a message each, the first is the answer. 409 `window-closed`: only a template may leave."""
    agent = agent_of(request)
    thread = finding.thread(agent, id)
    written = _note(agent, thread, asked) if asked.note else _reply(agent, thread, asked)
    return _shown(written, request)


@router.post("/threads", response={201: talk.Message}, **needs("messages:write"), summary="Write first")
def start_thread(request: HttpRequest, asked: Start) -> Json:
    """The first word to a number or a mail address; 409 where the channel cannot begin, or not without a template."""
    agent = agent_of(request)
    channel = finding.channel(agent, asked.channel)
    if not agent.sees_all and not channel.teams.filter(members=agent).exists():
        raise Problem(403, "not-your-channel", _("Only the teams of a channel may write first on it."))
    return _shown(_start(agent, channel, asked), request)


@transaction.atomic
def _start(agent: Agent, channel: Channel, asked: Start) -> Message:
    letter, pictures = writing_mail.first(agent, channel, asked)
    return starting.start(
        channel,
        to=asked.to,
        by=agent.actor,
        text=asked.text,
        template=_wanted(asked.template),
        attachments=pictures,
        subject=asked.subject or "",
        letter=letter,
    )[0]


@transaction.atomic
def _reply(agent: Agent, thread: Thread, asked: Write) -> Message:
    if len([said for said in (asked.template, asked.attachment_ids, asked.reaction) if said]) > 1:
        raise invalid({"text": _("A message is one of these: text, template, files, reaction.")})
    files = uploading.chosen(agent, asked.attachment_ids, voice=asked.voice)
    letter, pictures = writing_mail.answer(agent, thread, asked)
    beside = [file for file in files if file not in pictures]
    known: dict[str, Any] = {"attachments": [*beside, *pictures], "template": _wanted(asked.template), "letter": letter}
    if asked.reply_to:
        known["reply_to"] = finding.message_in(agent, thread, asked.reply_to, "reply_to").provider_id
    if asked.reaction:
        target = finding.message_in(agent, thread, asked.reaction.target, "reaction.target")
        known["reaction"] = (target.provider_id, asked.reaction.emoji)
    return replying.reply(thread, by=agent.actor, text=asked.text, **known)[0]


def _note(agent: Agent, thread: Thread, asked: Write) -> Message:
    others = (asked.template, asked.attachment_ids, asked.reaction)
    if writing_mail.is_named(asked) or any(others) or not asked.text.strip():
        raise invalid({"text": _("A note is text and nothing else.")})
    cases = access.visible(agent).filter(thread=thread).order_by("-receives", "-pk")
    case: Case | None = cases.first()
    if case is None:
        raise Problem(409, "no-case", _("A note lies in a case, and this thread has none."))
    return replying.note(thread, case=case.pk, by=agent.actor, text=asked.text)


def _wanted(template: Template | None) -> Wanted | None:
    return Wanted(template.name, template.language, tuple(template.values)) if template else None


def _shown(written: Message, request: HttpRequest) -> Json:
    [row] = showing_threads.whole(Message.objects.filter(pk=written.pk))
    return showing_threads.messages([row], request)[0]
