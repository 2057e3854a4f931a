"""What has the agent begun here? His draft as the box shows it: words, files, quote, the other device's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from recado.desk.channels.email import tidying
from recado.desk.conversations import drafted_files, drafting, rich_words
from recado.desk.conversations.models import Direction, Draft, Message, Thread
from recado.desk.staff.models import Agent
from recado.doors.web.sight import enclosures, faces

KINDS = {"reply": False, "note": True}


@dataclass(frozen=True)
class Quoted:
    """The message that is answered."""

    id: int
    author: str
    words: str


@dataclass(frozen=True)
class Earlier:
    """What another device wrote at the same time."""

    text: str
    at: datetime
    html: SafeString


@dataclass(frozen=True)
class Begun:
    """One draft of an agent in a thread; `kind` is ``reply`` or ``note``. `html` says the same richly, for mail.

    `head`: what it keeps of a mail's recipients and subject.
    """

    kind: str
    text: str
    html: SafeString
    version: int
    files: tuple[enclosures.Enclosure, ...]
    quote: Quoted | None
    earlier: tuple[Earlier, ...]
    head: Mapping[str, list[str]]

    @property
    def is_blank(self) -> bool:
        return not (self.text or self.files)


def of(agent: Agent, thread: Thread) -> Mapping[str, Begun]:
    """Both drafts by their kind; one statement where nothing but words was begun."""
    found = {kept.is_note: kept for kept in drafting.drafts(agent, thread)}
    return {kind: begun(found[is_note]) for kind, is_note in KINDS.items()}


def begun(kept: Draft) -> Begun:
    return Begun(
        kind="note" if kept.is_note else "reply",
        text=kept.text,
        html=_rich(kept.text, kept.html),
        version=kept.version,
        files=tuple(enclosures.of(file) for file in drafted_files.files(kept)),
        quote=_quoted(kept),
        earlier=tuple(_earlier(one) for one in reversed(kept.earlier)),
        head=kept.head,
    )


def _earlier(one: Mapping[str, str]) -> Earlier:
    rich = _rich(one["text"], one.get("html", ""))
    return Earlier(one["text"], datetime.fromisoformat(one["at"]), rich)


def _rich(text: str, html: str) -> SafeString:
    """What the box for rich words holds: tidied whenever it is shown, its pictures at their addresses."""
    tidy = tidying.tidy(html) or rich_words.page(text)
    places = {key: f"/attachments/{key}" for key in tidying.pictures(tidy)}
    return mark_safe(tidying.placed(tidy, places))


def _quoted(kept: Draft) -> Quoted | None:
    if not kept.reply_to:
        return None
    said = Message.objects.filter(thread=kept.thread_id, provider_id=kept.reply_to).select_related("thread__person")
    found = said.first()
    if found is None:
        return None
    author = faces.with_whom(found.thread) if found.direction == Direction.IN else _("the house")
    return Quoted(found.pk, author, found.text or enclosures.named(found.type))
