"""What was said in a thread, as far back as is shown: blocks in the order in which they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from recado.desk.cases import access
from recado.desk.cases.models import Filing
from recado.desk.conversations.models import Direction, Message, Thread
from recado.desk.core.actors import Actor
from recado.desk.journal.models import Entry
from recado.desk.staff.models import Agent
from recado.doors.web.sight import bubbles, enclosures, faces, happenings, names, stretches, turns

PAGE = 60


@dataclass(frozen=True)
class Talk:
    """A stretch of a thread: the newest page, or from a message on (to `end`), or the page before or round one."""

    agent: Agent
    thread: Thread
    start: int | None = None
    before: int | None = None
    fresh: int | None = None
    around: int | None = None
    end: int | None = None

    @cached_property
    def messages(self) -> list[Message]:
        """Oldest first, ordered by the provider's time."""
        newest_first = self._all.order_by("-at", "-pk")
        if self.around and (page := stretches.around(self._all, self.around)):
            return page
        if self.start and (first := self._all.filter(pk=self.start).first()):
            return stretches.between(self._all, first, self.end)
        if self.before and (next_ := self._all.filter(pk=self.before).first()):
            newest_first = newest_first.filter(at__lte=next_.at).exclude(at=next_.at, pk__gte=next_.pk)
        return list(reversed(newest_first[:PAGE]))

    @property
    def newest(self) -> int:
        """The newest message shown: who begins to write has seen it."""
        return max((message.pk for message in self.messages), default=0)

    @property
    def first(self) -> int | None:
        """The oldest message shown: a refresh starts from there."""
        return self.messages[0].pk if self.messages else None

    @cached_property
    def earlier(self) -> int | None:
        """The message before which more can be fetched; None where the thread begins."""
        if not self.messages or (len(self.messages) < PAGE and not self.start and not self.around):
            return None
        oldest = self.messages[0]
        older = self._all.filter(at__lte=oldest.at).exclude(at=oldest.at, pk__gte=oldest.pk)
        return int(oldest.pk) if older.exists() else None

    @cached_property
    def later(self) -> int | None:
        """The last message shown, where others follow that are not; None where the newest is shown."""
        if not self.messages or not (self.around or self.end):
            return None
        return int(self.messages[-1].pk) if stretches.goes_on(self._all, self.messages[-1]) else None

    def further(self, key: int) -> int | None:
        """The end of the page after this message."""
        return stretches.further(self._all, key, PAGE)

    @cached_property
    def blocks(self) -> list[turns.Block]:
        return turns.arranged(self._bubbles(), self._happenings(), self._cases(), self.fresh)

    @property
    def _all(self) -> QuerySet[Message]:
        """What was said; a reaction of ours is a message that travels, but is drawn on the one it answers."""
        said = Message.objects.filter(thread=self.thread).exclude(type="reaction", direction=Direction.OUT)
        said = said.select_related("channel", "sender__person")
        return said.prefetch_related("attachments__blob", "reactions", "versions")

    def _bubbles(self) -> list[bubbles.Bubble]:
        authors = _Authors(self.thread, self.messages)
        named = names.of_notes(self.messages, self.agent)
        return [self._bubble(message, authors, named.get(message.pk)) for message in self.messages]

    def _bubble(self, message: Message, authors: "_Authors", named: names.Named | None) -> bubbles.Bubble:
        files = sorted(message.attachments.all(), key=lambda one: (one.place, one.pk))
        return bubbles.Bubble(
            message,
            authors.of(message),
            authors.quoted(message),
            authors.reactions(message),
            tuple(enclosures.of(one, message.type) for one in files) if not message.revoked_at else (),
            len(message.versions.all()),
            named=named,
        )

    def _happenings(self) -> list[happenings.Happening]:
        cases = access.visible(self.agent).filter(thread=self.thread).values_list("pk", flat=True)
        entries = Entry.objects.filter(case__in=list(cases)).order_by("at", "pk")
        return happenings.told(
            _between(entries, self.messages, open_end=not self.before and not self.later, whole=self.earlier is None)
        )

    def _cases(self) -> dict[int, int]:
        filed = Filing.objects.filter(message__in=[message.pk for message in self.messages])
        return dict(filed.values_list("message", "case"))


def _between(entries: QuerySet[Entry], shown: Sequence[Message], *, open_end: bool, whole: bool) -> QuerySet[Entry]:
    """The entries that belong between the first and the last message shown."""
    if shown and not whole:
        entries = entries.filter(at__gte=shown[0].at)
    return entries if open_end or not shown else entries.filter(at__lt=_later(shown))


def _later(shown: Sequence[Message]) -> datetime:
    return shown[-1].at


class _Authors:
    """How the writers are called, and what the answered messages said; read once for all."""

    def __init__(self, thread: Thread, messages: Sequence[Message]) -> None:
        self._thread = thread
        ours = Message.objects.filter(thread=thread, type="reaction", reply_to__in=_ids(messages)).order_by("at", "pk")
        self._ours = {message.reply_to: message for message in ours}
        actors = {message.author for message in [*messages, *ours]}
        actors |= {reaction.author for message in messages for reaction in message.reactions.all()}
        agents = Agent.objects.filter(pk__in={actor.id for actor in actors if actor.kind == "agent"})
        self._agents = {agent.pk: agent.name for agent in agents}
        targets = {message.reply_to for message in messages if message.reply_to}
        quoted = Message.objects.filter(channel=thread.channel_id, provider_id__in=targets).prefetch_related(
            "attachments__blob"
        )
        self._quoted = {message.provider_id: message for message in quoted} if targets else {}

    def called(self, actor: Actor) -> str:
        if actor.kind == "agent":
            return self._agents.get(actor.id or 0, "")
        return faces.called(self._thread.person, self._thread.phone) if actor.kind == "person" else "Recado"

    def of(self, message: Message) -> str:
        """A first name is enough for a colleague; in a group the sender is named."""
        if message.sender and self._thread.kind == "group":
            return faces.called(message.sender.person, message.sender.value)
        name = self.called(message.author)
        return name.split()[0] if message.author.kind == "agent" and name else name

    def reactions(self, message: Message) -> tuple[tuple[str, str], ...]:
        """Each emoji with who gave it: theirs, and ours as last sent."""
        theirs = [(one.emoji, self.called(one.author)) for one in message.reactions.all()]
        ours = self._ours.get(message.provider_id)
        return (*theirs, (ours.text, self.called(ours.author))) if ours and ours.text else tuple(theirs)

    def quoted(self, message: Message) -> bubbles.Quote | None:
        if not message.reply_to:
            return None
        target = self._quoted.get(message.reply_to)
        if target is None:
            return bubbles.Quote(None, "", "")
        files = [enclosures.of(one, target.type).name for one in target.attachments.all()]
        return bubbles.Quote(target.pk, self.of(target), target.text or ", ".join(files))


def _ids(messages: Sequence[Message]) -> list[str]:
    return [message.provider_id for message in messages if message.provider_id]
