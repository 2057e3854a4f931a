"""What was said in a thread, as far back as is shown: blocks in the order in which they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import takewhile

from django.db.models import QuerySet

from recado.desk.conversations import naming
from recado.desk.conversations.models import Direction, Message, Thread
from recado.desk.core.actors import Actor
from recado.desk.journal.events import Names
from recado.desk.journal.models import Entry
from recado.desk.staff.models import Agent
from recado.doors.web.sight import bubbles, enclosures, happenings, mails, names, readings, stretches, turns
from recado.doors.web.sight.authors import Authors

PAGE = 60
EVER, NEVER = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Talk:
    """A stretch of a thread: the newest page, or from a message on (to `end`), or the page before or round one.

    `cases` are those of the thread that the agent sees: of them it is told what happened.
    `told` is `fresh` as the page that stands knows it. `also` are threads of which words lie in the case `joined`, for
    others became part of it: those words stand among its own.
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
    also: Sequence[Thread] = ()
    joined: int | None = None

    @property
    def threads(self) -> list[Thread]:
        """Its own first."""
        return [self.thread, *self.also]

    @cached_property
    def messages(self) -> list[Message]:
        """Oldest first, ordered by the provider's time."""
        return readings.furnish(self._stretch or self._page[-PAGE:], self.threads)

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
        if not self.before and not self.also:
            return list(reversed(readings.newest(self.thread, PAGE + 1)))
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

    def ahead(self, key: int) -> "Talk":
        """The page before this message."""
        return replace(self, before=key, start=None, end=None, around=None)

    def after(self, key: int) -> "Talk":
        """The page after this message."""
        start, end = stretches.further(self._all, key, PAGE)
        return replace(self, start=start, end=end, around=None)

    @cached_property
    def blocks(self) -> list[turns.Block]:
        cases = {one.pk: case for one in self.messages if (case := readings.begins(one))}
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
        return readings.said(self.threads, self.joined)

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
        return readings.ours(self.threads, self.messages)

    def _bubbles(self) -> list[bubbles.Bubble]:
        authors = Authors(readings.quoted(self.threads, self.messages), self._ours, self.who)
        named = names.of_notes(self.messages, self.agent)
        drawn: set[str] = set()
        strangers = mails.strangers(self.threads)
        return [
            replace(
                self._bubble(message, authors, named.get(message.pk), drawn),
                letter=mails.of(message, message.thread, self.agent, strangers, self._passed_on_by(message)),
            )
            for message in self.messages
        ]

    def _passed_on_by(self, message: Message) -> str:
        """The colleague who forwarded what a customer had written to him."""
        agent = message.more.get("forwarded_by")
        return self.who(Actor("agent", agent)) if agent else ""

    def _bubble(self, message: Message, authors: Authors, named: names.Named | None, drawn: set[str]) -> bubbles.Bubble:
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
        shown, until = self.messages, self._until
        since = shown[0].at if shown and self.earlier is not None else EVER
        return readings.entries(self.cases, since, until if shown and until else NEVER)

    @cached_property
    def _until(self) -> datetime | None:
        """When the page after this one begins; None where nothing follows."""
        if self.before:
            return self._all.filter(pk=self.before).values_list("at", flat=True).first()
        return stretches.next_at(self._all, self.messages[-1]) if self.later else None
