"""Answer a new case by a machine, where the channel wants it; or say in the case why not (C6, C22)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from recado.desk.channels import lookup, own
from recado.desk.conversations import letters, replying, robot_caution
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.mail_events import AutoReplyWithheld
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Thread, ThreadKind
from recado.desk.conversations.robot_caution import Withheld
from recado.desk.conversations.sections import PLACE, AutoReply, scope
from recado.desk.core import doorbells
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.events import Event
from recado.desk.journal.telling import Objected
from recado.desk.people.models import Person
from recado.desk.rules import reading
from recado.desk.staff.manners import Appearance, Languages
from recado.desk.staff.sections import OpeningHours
from recado.desk.staff.sections import scope as of_team
from recado.desk.worktime import measuring


def order(opened: Sequence[Event]) -> None:
    """Let each new case of a mail be answered in the background, where its channel answers by itself."""
    cases = {one.thread: one.case for one in opened if one.thread and one.case and not getattr(one, "quiet", False)}
    asked = Thread.objects.filter(pk__in=cases, kind=ThreadKind.MAIL).values_list("pk", "channel")
    found = dict(asked) if cases else {}
    if not found:
        return
    held = reading.held_by(AutoReply, {scope(channel) for channel in found.values()})
    on = [thread for thread, channel in found.items() if held[scope(channel)].value.on]
    doorbells.ring(doorbells.AUTO_REPLY, [{"thread": thread, "case": cases[thread]} for thread in on])


@transaction.atomic
def answer(thread_id: int, case: int) -> None:
    """Answer the newest mail of the thread once. May ring twice for the same."""
    thread = Thread.objects.select_related("channel").filter(pk=thread_id).first()
    mail = letters.heard(thread).first() if thread else None
    if thread is None or mail is None:
        return
    at, rule = now(), reading.read(AutoReply, scope(thread.channel_id))
    text = _text(rule, thread, mail, at)
    if not text:
        return
    usual = letters.usual(thread)
    letter = Letter(to=letters.without(usual.to, own.of(thread.channel))[:1], subject=usual.subject, automatic=REPLIED)
    to = letter.to[0].address if letter.to else ""
    if held := robot_caution.may_auto_reply(thread, mail, to, letter.subject, at=at):
        _withhold(thread, case, mail, held, at)
        return
    words = _filled(text, thread, case, mail)
    try:
        replying.reply(thread, by=HOUSE, text=words, letter=letter, client_id=f"auto:{mail.message_id}")
    except Objected as wrong:
        _withhold(thread, case, mail, Withheld(wrong.objections[0].code, wrong.objections[0].text), at)


REPLIED = "auto-replied"


def _text(rule: AutoReply, thread: Thread, mail: Mail, at: datetime) -> str:
    """In the writer's language, else in the house's, else in any; empty where nothing is said at this hour."""
    if not rule.on:
        return ""
    teams = lookup.teams_of(thread.channel_id)[:1]
    is_open = not teams or measuring.is_open(reading.read(OpeningHours, of_team(teams[0])).calendar, at)
    texts = rule.in_hours if is_open else rule.out_of_hours
    asked = (mail.language, reading.read(Languages).default, *sorted(texts))
    return next((texts[one] for one in asked if one in texts), "")


def _filled(text: str, thread: Thread, case: int, mail: Mail) -> str:
    person = Person.objects.filter(pk=thread.person_id or 0).first()
    values: dict[str, Any] = {
        "name": person.name if person else "",
        "number": case,
        "subject": mail.subject,
        "house": reading.read(Appearance).called,
    }
    return PLACE.sub(lambda place: str(values.get(place[1], place[0])), text)


def _withhold(thread: Thread, case: int, mail: Mail, held: Withheld, at: datetime) -> None:
    teams = lookup.teams_of(thread.channel_id)
    about: dict[str, Any] = {"at": at, "case": case, "thread": thread.pk, "teams": teams}
    telling.record(AutoReplyWithheld(message=mail.message_id, why=str(held.why), detail=held.detail, **about))
