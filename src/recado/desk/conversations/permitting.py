"""May this leave? The one place that is asked before anything is written to a customer (F5, WA27)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from recado.desk.channels import registry
from recado.desk.channels.models import Template
from recado.desk.conversations import limits, naming, window
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.models import Attachment, Direction, Message, Thread
from recado.desk.core.actors import Actor
from recado.desk.core.text import snippet
from recado.desk.core.time import now
from recado.desk.journal.telling import Objection

MEANWHILE = "answered-meanwhile"


@dataclass(frozen=True)
class Wanted:
    """A template by name and language with its values in order."""

    name: str
    language: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class MaySend:
    """Asked by every door and every automatic act before a message is written.

    `seen` is the newest message that the writer knew of; who does not say it is not asked whether he saw the rest.
    """

    thread: Thread
    by: Actor
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    template: Wanted | None = None
    reaction: str | None = None
    seen: int | None = None
    letter: Letter | None = None


def window_is_open(question: MaySend) -> list[Objection]:
    """Outside the window only a template may leave, whoever writes."""
    if question.template or window.is_open(question.thread, now()):
        return []
    text = _("The 24-hour window is closed: only an approved template may open the talk again.")
    return [Objection("window-closed", text)]


def says_something(question: MaySend) -> list[Objection]:
    """No empty messages, and none longer than the channel carries."""
    abilities = registry.adapter(question.thread.channel.kind).abilities
    if not (question.text.strip() or question.attachments or question.template or question.reaction is not None):
        return [Objection("empty", _("There is nothing to send."), missing=("text",))]
    most = abilities.caption_limit if question.attachments else abilities.text_limit
    if len(question.text) > most:
        said = {"count": len(question.text), "most": most}
        return [Objection("too-long", _("The text has %(count)s characters; this channel carries %(most)s.") % said)]
    return []


def files_fit(question: MaySend) -> list[Objection]:
    """Every file is of a kind and size that the channel carries."""
    abilities = registry.adapter(question.thread.channel.kind).abilities
    return [Objection("file-refused", why) for file in question.attachments if (why := limits.why_not(file, abilities))]


def template_fits(question: MaySend) -> list[Objection]:
    """The template exists in that language, is approved, and gets as many values as it has places (F6)."""
    wanted = question.template
    if wanted is None:
        return []
    template = Template.objects.filter(
        channel=question.thread.channel_id, name=wanted.name, language=wanted.language
    ).first()
    said = {"name": wanted.name, "language": wanted.language}
    if template is None:
        return [Objection("template-unknown", _("There is no template %(name)s in the language %(language)s.") % said)]
    if template.state != "APPROVED":
        return [Objection("template-not-approved", _("The template %(name)s is not approved now.") % said)]
    if template.placeholders != len(wanted.values):
        counts = {"needs": template.placeholders, "given": len(wanted.values)}
        text = _("The template needs %(needs)s values and got %(given)s.") % counts
        return [Objection("template-values", text)]
    return []


def nobody_answered_meanwhile(question: MaySend) -> list[Objection]:
    """Two answers at once are noticed before the second leaves: another one's, newer than what the writer had seen."""
    newer = answered_meanwhile(question.thread, question.by, question.seen)
    if newer is None or question.reaction is not None:
        return []
    who = naming.names([newer.author])(newer.author)
    words = {"agent": who, "words": snippet(newer.text) or _("a file")}
    return [Objection(MEANWHILE, _("%(agent)s answered meanwhile: “%(words)s”.") % words)]


def answered_meanwhile(thread: Thread, by: Actor, seen: int | None) -> Message | None:
    """The newest answer of another that came after the message `seen`; none where nobody says what he saw."""
    if seen is None:
        return None
    said = Message.objects.filter(thread=thread, direction=Direction.OUT, pk__gt=seen)
    return said.exclude(author=by).exclude(type="reaction").order_by("-pk").first()
