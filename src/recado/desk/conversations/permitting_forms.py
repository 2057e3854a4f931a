"""Would anybody read an answer here? Who wrote by a form has no chat open: he is answered by mail."""

from django.utils.translation import gettext as _

from recado.desk.conversations.models import Thread
from recado.desk.conversations.permitting import MaySend
from recado.desk.journal.telling import Objection
from recado.desk.people import reading


def somebody_reads(question: MaySend) -> list[Objection]:
    """On a site's channel a visitor must have been in the chat once."""
    thread = question.thread
    if not came_by_form(thread):
        return []
    address = reading.mail_of(thread.person_id or 0) or "–"
    said = _("This came by a form, so nobody would read an answer here. Write to %(address)s by e-mail.")
    return [Objection("nobody-reads", said % {"address": address})]


def came_by_form(thread: Thread) -> bool:
    """Whether its visitor was never in the chat: an answer there would be read by nobody."""
    return thread.channel.kind == "site" and not thread.stable and thread.person_id is not None
