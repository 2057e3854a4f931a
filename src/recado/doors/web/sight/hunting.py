"""What did a search find, as it is drawn? Groups of rows with the words marked, each row with where it leads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recado.desk.cases import excerpts, finds, homes, searching
from recado.desk.cases.excerpts import Piece
from recado.desk.cases.models import Case
from recado.desk.cases.searching import Found
from recado.desk.conversations.models import Message
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent
from recado.doors.web.sight import enclosures, faces, groups, wording
from recado.doors.web.sight.narrowing import Narrowing


@dataclass(frozen=True)
class Row:
    """One thing that was found, its texts safe and with marks.

    `address` is where it leads, empty if it cannot be opened; `opens` a case, or a group, beside it.
    """

    id: str
    face: faces.Face
    name: str
    address: str = ""
    opens: bool = False
    aside: str = ""
    say: str = ""
    at: datetime | None = None
    glyph: faces.Glyph | None = None
    icon: str = ""
    spoken: str = ""
    is_square: bool = False


@dataclass(frozen=True)
class Group:
    """What one room holds; `all` shows more of it alone, `following` is its next page."""

    room: str
    title: str
    rows: list[Row]
    all: str = ""
    following: str = ""


class Hunt:
    """A search as the page shows it."""

    def __init__(self, agent: Agent, asked: QueryDict) -> None:
        self._agent = agent
        self.q = asked.get("q", "")
        self.room = asked.get("room", "") if asked.get("room") in searching.ROOMS else ""
        self.cursor = asked.get("cursor", "")
        self.narrowing = Narrowing({name: asked.get(name, "") for name in asked})

    @cached_property
    def found(self) -> Found:
        room = self.room or None
        return searching.search(
            self._agent, self.q, room=room, narrowed=self.narrowing.filters, cursor=self.cursor if room else ""
        )

    @cached_property
    def groups(self) -> list[Group]:
        """Only rooms where something was found."""
        people, organisations = self.found.people, self.found.organisations
        cases, messages = self.found.cases, self.found.messages
        rooms = (
            ("people", _("People"), [self._person(one) for one in people.items], people.more),
            (
                "organisations",
                _("Organisations"),
                [self._organisation(o) for o in organisations.items],
                organisations.more,
            ),
            ("cases", _("Cases"), [self._case(one) for one in cases.items], cases.more),
            ("messages", _("Messages"), list(self._messages(messages.items)), messages.more),
        )
        return [self._group(*room) for room in rooms if room[2]]

    @property
    def back(self) -> str:
        """From one room to all."""
        return self.narrowing.query(room="")

    def _group(self, room: str, title: str, rows: list[Row], more: str) -> Group:
        if not more:
            return Group(room, title, rows)
        if self.room:
            return Group(room, title, rows, following=self.narrowing.query(cursor=more))
        return Group(room, title, rows, all=self.narrowing.query(room=room))

    def _person(self, person: Person) -> Row:
        reached = [wording.phone(a.value) if a.kind == "phone" else a.value for a in person.addresses.all()]
        firm = person.organisation.name if person.organisation else ""
        phone = next((a.value for a in person.addresses.all() if a.kind == "phone"), "")
        return Row(
            f"person-{person.pk}",
            faces.of_person(person, phone),
            self._marked(faces.called(person, phone)),
            reverse("person", args=[person.pk]),
            aside=firm,
            say=self._marked(" · ".join(reached[:3])),
        )

    def _organisation(self, organisation: Organisation) -> Row:
        face = faces.Face(faces.initials(organisation.name), faces.tint(organisation.pk), organisation.name)
        address = reverse("organisation", args=[organisation.pk])
        name = self._marked(organisation.name)
        return Row(f"organisation-{organisation.pk}", face, name, address, say=_role(organisation), is_square=True)

    def _case(self, case: Case) -> Row:
        said = _html(excerpts.excerpt(case.subject or case.last_words, self.found.sought))
        return self._row(f"found-case-{case.pk}", case, said, case.last_message_at, self._address(case.pk))

    def _messages(self, messages: Sequence[Message]) -> Iterator[Row]:
        known = homes.numbers(self._agent, messages)
        called = groups.names(message.thread for message in messages)
        for message in messages:
            yield self._message(message, known.get(message.pk), called.get(message.thread_id, ""))

    def _message(self, message: Message, case: int | None, group: str) -> Row:
        thread, files = message.thread, [name for name in finds.files(message) if name]
        said = excerpts.excerpt(" ".join((message.text, *files)) or enclosures.named(message.type), self.found.sought)
        say = _html(said)
        icon, spoken = {"out": ("reply", _("We wrote:")), "note": ("lock", _("Note:"))}.get(message.direction, ("", ""))
        name, aside, address = self._marked(group or faces.with_whom(thread)), _("no case"), ""
        if group:
            aside, address = _("Group"), self._beside(reverse("group", args=[thread.pk]), at=message.pk)
        if case:
            aside, address = _("Case %(number)s") % {"number": case}, self._address(case, at=message.pk)
        if group and message.sender:
            who = faces.called(message.sender.person, message.sender.value)
            say = format_html("{}: {}", who.split(" ")[0], say)
        return Row(
            f"found-{message.pk}", _face(message, group), name, address, bool(address), aside, say, message.at,
            faces.of_channel(message.channel), icon, spoken,
        )  # fmt: skip

    def _row(self, id_: str, case: Case, said: str, at: datetime, address: str) -> Row:
        phone = case.thread.reached if case.thread else ""
        return Row(
            id_,
            faces.of_person(case.person, phone),
            self._marked(faces.called(case.person, phone)),
            address,
            True,
            self._marked(_("Case %(number)s") % {"number": case.pk}),
            said,
            at,
            faces.of_channel(case.channel) if case.channel else None,
            "circle-check" if case.resolved_at else "",
            _("Resolved:") if case.resolved_at else "",
        )

    def _address(self, number: int, **more: int) -> str:
        """The case beside these results."""
        return self._beside(reverse("case", args=[number]), **more)

    def _beside(self, page: str, **more: int) -> str:
        return f"{page}?{self.narrowing.query()}{'&' + urlencode(more) if more else ''}"

    def _marked(self, text: str) -> SafeString:
        return _html(excerpts.marked(text, self.found.sought))


def _html(pieces: Sequence[Piece]) -> SafeString:
    said = (f"<mark>{escape(one.text)}</mark>" if one.meant else escape(one.text) for one in pieces)
    return SafeString("".join(said))


def _face(message: Message, group: str) -> faces.Face:
    thread = message.thread
    if thread.person is None:
        return faces.Face(faces.initials(group), faces.tint(thread.pk), group)
    return faces.of_person(thread.person, thread.reached)


def _role(organisation: Organisation) -> str:
    return {
        "customer": _("Customer"), "vendor": _("Vendor"), "integrator": _("Integrator"), "partner": _("Partner"),
    }.get(organisation.role, "")  # fmt: skip
