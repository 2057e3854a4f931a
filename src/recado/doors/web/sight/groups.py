"""How does a group look? Its name, who writes in it, its last words, and what of it lies in which case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recado.desk.cases import access
from recado.desk.cases.models import Case, State
from recado.desk.conversations.models import Direction, Message, Thread, ThreadKind
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent
from recado.doors.web.sight import enclosures, faces, talk, wording

PAGE, HEARD, NAMED = 50, 60, 3
SAYS = {"person": "sender__person", "name": "sender__person__name", "value": "sender__value"}
_SAID = (
    Message.objects.filter(access.STANDS, thread=OuterRef("pk"), direction=Direction.IN, sender__isnull=False)
    .order_by("-at", "-pk")
    .values(json=JSONObject(text="text", type="type", **SAYS))[:HEARD]
)


@dataclass(frozen=True)
class Member:
    """Somebody who wrote in it lately."""

    key: int
    face: faces.Face

    @property
    def address(self) -> str:
        return reverse("person", args=[self.key])


@dataclass(frozen=True)
class Row:
    """A group as one line of the list; `open_cases` is how many cases of it wait for an ending."""

    thread: Thread
    open_cases: int = 0

    @property
    def address(self) -> str:
        return reverse("group", args=[self.thread.pk])

    @cached_property
    def members(self) -> list[Member]:
        """Each once, who wrote last comes first."""
        heard = {one["person"]: _called(one) for one in self._heard if one["person"]}
        return [Member(key, faces.Face(faces.initials(name), faces.tint(key), name)) for key, name in heard.items()]

    @property
    def name(self) -> str:
        """As it is called where it comes from, else who writes in it."""
        return self.thread.subject or _together([one.face.name for one in self.members]) or _("Group")

    @property
    def face(self) -> faces.Face:
        return faces.Face(faces.initials(self.name), faces.tint(self.thread.pk), self.name)

    @property
    def glyph(self) -> faces.Glyph:
        return faces.of_channel(self.thread.channel)

    @property
    def last(self) -> Mapping[str, Any]:
        """What somebody said last, and who."""
        newest = next(iter(self._heard), {"text": "", "type": "", "name": "", "value": ""})
        return {"who": _called(newest).split(" ")[0], "words": newest["text"] or enclosures.named(newest["type"])}

    @property
    def _heard(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.thread.__dict__["heard"]
        return found


@dataclass(frozen=True)
class Group:
    """A group that stands open. `start`, `end` and `at` say which part of it, as of any thread."""

    agent: Agent
    thread: Thread
    start: int | None = None
    end: int | None = None
    at: int | None = None

    @cached_property
    def row(self) -> Row:
        [found] = _heard(Thread.objects.filter(pk=self.thread.pk))
        return Row(found)

    @cached_property
    def talk(self) -> talk.Talk:
        """What is said of cases stands on their own pages."""
        return talk.Talk(self.agent, self.thread, start=self.start, end=self.end, around=self.at)

    @cached_property
    def cases(self) -> list[Case]:
        """Those of it that the agent sees, the newest first."""
        found = access.visible(self.agent).filter(thread=self.thread.pk)
        return list(found.select_related("person", "assignee").order_by("-pk")[:PAGE])

    @cached_property
    def may_open(self) -> bool:
        return access.may_open_in(self.agent, self.thread)


def rows(agent: Agent, before: int | None = None) -> tuple[list[Row], int | None]:
    """A page of them, who was heard last comes first, and where the next page begins."""
    found = access.groups(agent).filter(last_message_at__isnull=False).order_by("-last_message_at", "-pk")
    if before and (last := access.groups(agent).filter(pk=before).first()):
        found = found.filter(last_message_at__lte=last.last_message_at).exclude(
            last_message_at=last.last_message_at, pk__gte=last.pk
        )
    threads = list(_heard(found)[: PAGE + 1])
    shown = _rows(agent, threads[:PAGE])
    return shown, shown[-1].thread.pk if len(threads) > PAGE else None


def of_person(agent: Agent, person: Person) -> list[Row]:
    """Those in which he wrote."""
    wrote = Message.objects.filter(sender__person=person, thread__kind=ThreadKind.GROUP).values("thread")
    found = access.groups(agent).filter(pk__in=wrote).order_by("-last_message_at", "-pk")
    return _rows(agent, list(_heard(found)[:PAGE]))


def called(thread: Thread) -> str:
    """Its name, for a page that shows one of them."""
    return thread.subject or names([thread])[thread.pk]


def names(threads: Iterable[Thread]) -> dict[int, str]:
    """What each is called, by its key; whatever is no group is left out."""
    keys = {one.pk for one in threads if one.kind == ThreadKind.GROUP}
    return {one.pk: Row(one).name for one in _heard(Thread.objects.filter(pk__in=keys))} if keys else {}


def _rows(agent: Agent, threads: Sequence[Thread]) -> list[Row]:
    cases = access.visible(agent).filter(thread__in=[one.pk for one in threads]).exclude(state=State.RESOLVED)
    waiting: dict[int, int] = {}
    for thread in cases.order_by().values_list("thread", flat=True):
        waiting[thread or 0] = waiting.get(thread or 0, 0) + 1
    return [Row(one, waiting.get(one.pk, 0)) for one in threads]


def _heard(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    return threads.select_related("channel").annotate(heard=ArraySubquery(_SAID))


def _called(heard: Mapping[str, Any]) -> str:
    return heard["name"] or wording.phone(heard["value"]) or _("Unknown")


def _together(names: Iterable[str]) -> str:
    """Some by their first names, the others by how many they are."""
    first = [one.split(" ")[0] for one in names]
    rest = len(first[NAMED:])
    if not rest:
        return ", ".join(first)
    more = ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", rest)
    return more % {"names": ", ".join(first[:NAMED]), "n": rest}
