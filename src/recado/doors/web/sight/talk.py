"""What was said in a thread, as far back as is shown: blocks in the order in which they are drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import takewhile

from django.db.models import QuerySet

from recado.desk.cases import timeline
from recado.desk.conversations import naming
from recado.desk.conversations.models import Direction, Message, Thread
from recado.desk.core.actors import Actor
from recado.desk.journal.events import Names
from recado.desk.journal.models import Entry
from recado.desk.staff.models import Agent
from recado.doors.web.sight import bubbles, enclosures, faces, happenings, mails, names, readings, stretches, turns

PAGE = 60


@dataclass(frozen=True)
class Talk:
    """A stretch of a thread: the newest page, or from a message on (to `end`), or the page before or round one.

    `cases` are those of the thread that the agent sees: of them it is told what happened.
    `told` is `fresh` as the page that stands knows it.
    """

    agent: Agent
    thread: Thread
    cases: Sequence[int] = ()
    start: int | None = None
    before: int | None = None
    told: int | None = None
    is_unseen: bool = False
    around: int | None = None
    end: int | None = None

    @cached_property
    def messages(self) -> list[Message]:
        """Oldest first, ordered by the provider's time."""
        return readings.furnish(self._stretch or self._page[-PAGE:], self.thread)

    @cached_property
    def _stretch(self) -> list[Message]:
        """Round a message or from one on; empty where simply a page is wanted."""
        if self.around and (page := stretches.around(self._all, self.around)):
            return page
        if self.start and (first := self._all.filter(pk=self.start).first()):
            return stretches.between(self._all, first, self.end)
        return []

    @cached_property
    def _page(self) -> list[Message]:
        """A page and one message more: whether the thread goes on before it costs no statement of its own."""
        newest_first = self._all.order_by("-at", "-pk")
        if self.before and (next_ := self._all.filter(pk=self.before).first()):
            newest_first = newest_first.filter(at__lte=next_.at).exclude(at=next_.at, pk__gte=next_.pk)
        return list(reversed(newest_first[: PAGE + 1]))

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
        if not self.messages:
            return None
        oldest = self.messages[0]
        if not self._stretch:
            return int(oldest.pk) if len(self._page) > PAGE else None
        older = self._all.filter(at__lte=oldest.at).exclude(at=oldest.at, pk__gte=oldest.pk)
        return int(oldest.pk) if older.exists() else None

    @cached_property
    def later(self) -> int | None:
        """The last message shown, where others follow that are not; None where the newest is shown."""
        if not self.messages or not (self.around or self.end):
            return None
        return int(self.messages[-1].pk) if stretches.goes_on(self._all, self.messages[-1]) else None

    def after(self, key: int) -> "Talk":
        """The page after this message."""
        start, end = stretches.further(self._all, key, PAGE)
        return replace(self, start=start, end=end, around=None)

    @cached_property
    def blocks(self) -> list[turns.Block]:
        cases = {one.pk: case for one in self.messages if (case := readings.lies_in(one))}
        return turns.arranged(self._bubbles(), happenings.lines(self._entries, self.who), cases, self.fresh)

    @cached_property
    def fresh(self) -> int | None:
        """The first message that nobody in charge has seen: the oldest that came after our last word."""
        if self.told is not None or not self.is_unseen:
            return self.told
        unanswered = list(takewhile(lambda one: one.direction != Direction.OUT, reversed(self.messages)))
        incoming = [one.pk for one in unanswered if one.direction == Direction.IN]
        return incoming[-1] if incoming and len(unanswered) < len(self.messages) else None

    @property
    def _all(self) -> QuerySet[Message]:
        return readings.said(self.thread)

    @cached_property
    def who(self) -> Names:
        """The names of all who wrote, reacted or did something here, in one statement for those not known yet."""
        actors = {message.author for message in self.messages} | {one.author for one in self._ours.values()}
        actors |= {author for message in self.messages for author, _ in readings.reactions(message)}
        entries = {entry.actor for entry in self._entries} | {Actor("agent", entry.agent) for entry in self._entries}
        person = self.thread.person
        known = {Actor("person", person.pk): person.name} if person and not person.merged_into_id else {}
        return naming.names(actors | entries, known={**known, self.agent.actor: self.agent.name})

    @cached_property
    def _ours(self) -> dict[str, Message]:
        return readings.ours(self.thread, self.messages)

    def _bubbles(self) -> list[bubbles.Bubble]:
        authors = _Authors(self.thread, readings.quoted(self.thread, self.messages), self._ours, self.who)
        named = names.of_notes(self.messages, self.agent)
        drawn: set[str] = set()
        strangers = mails.strangers(self.thread)
        return [
            replace(
                self._bubble(message, authors, named.get(message.pk), drawn),
                letter=mails.of(message, self.thread, self.agent, strangers, self._passed_on_by(message)),
            )
            for message in self.messages
        ]

    def _passed_on_by(self, message: Message) -> str:
        """The colleague who forwarded what a customer had written to him."""
        agent = message.more.get("forwarded_by")
        return self.who(Actor("agent", agent)) if agent else ""

    def _bubble(
        self, message: Message, authors: "_Authors", named: names.Named | None, drawn: set[str]
    ) -> bubbles.Bubble:
        return bubbles.Bubble(
            message,
            authors.of(message),
            authors.quoted(message),
            authors.reactions(message),
            tuple(enclosures.of(one, message.type) for one in mails.shown(readings.files(message), drawn))
            if not message.revoked_at
            else (),
            readings.before(message),
            named=named,
        )

    @cached_property
    def _entries(self) -> list[Entry]:
        """What happened from the first message shown to the next page, less what is drawn in another form."""
        found = Entry.objects.filter(case__in=self.cases).exclude(name__in=timeline.SPOKEN_FOR).order_by("at", "pk")
        shown, until = self.messages, self._until
        found = found.filter(at__gte=shown[0].at) if shown and self.earlier is not None else found
        return list(found.filter(at__lt=until) if shown and until else found)

    @cached_property
    def _until(self) -> datetime | None:
        """When the page after this one begins; None where nothing follows."""
        if self.before:
            return self._all.filter(pk=self.before).values_list("at", flat=True).first()
        return stretches.next_at(self._all, self.messages[-1]) if self.later else None


@dataclass(frozen=True)
class _Authors:
    """How the writers are called, and what the answered messages said."""

    thread: Thread
    answered: Mapping[str, Message]
    ours: Mapping[str, Message]
    who: Names

    def called(self, actor: Actor) -> str:
        if actor.kind == "agent":
            return self.who(actor)
        return faces.called(self.thread.person, self.thread.reached) if actor.kind == "person" else "Recado"

    def of(self, message: Message) -> str:
        """A first name is enough for a colleague; in a group the sender is named."""
        if message.sender_id and self.thread.kind in ("group", "mail") and message.sender:
            return faces.called(message.sender.person, message.sender.value)
        name = self.called(message.author)
        return name.split()[0] if message.author.kind == "agent" and name else name

    def reactions(self, message: Message) -> tuple[tuple[str, str], ...]:
        """Each emoji with who gave it: theirs, and ours as last sent."""
        theirs = [(emoji, self.called(author)) for author, emoji in readings.reactions(message)]
        ours = self.ours.get(message.provider_id or "")
        return (*theirs, (ours.text, self.called(ours.author))) if ours and ours.text else tuple(theirs)

    def quoted(self, message: Message) -> bubbles.Quote | None:
        if not message.reply_to:
            return None
        target = self.answered.get(message.reply_to)
        if target is None:
            return bubbles.Quote(None, "", "")
        files = [enclosures.of(one, target.type).name for one in readings.files(target)]
        return bubbles.Quote(target.pk, self.of(target), target.text or ", ".join(files))
