"""Would anybody read an answer here? Who wrote by a form has no chat open: he is answered by mail."""

from django.utils.translation import gettext as _

from recado.desk.conversations.permitting import MaySend
from recado.desk.journal.telling import Objection
from recado.desk.people import reading


def somebody_reads(question: MaySend) -> list[Objection]:
    """On a site's channel a visitor must have been in the chat once."""
    thread = question.thread
    if thread.channel.kind != "site" or thread.stable or thread.person_id is None:
        return []
    address = reading.mail_of(thread.person_id) or "–"
    said = _("This came by a form, so nobody would read an answer here. Write to %(address)s by e-mail.")
    return [Objection("nobody-reads", said % {"address": address})]
