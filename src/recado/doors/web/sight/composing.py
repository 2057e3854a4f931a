"""What can be written here, from which number, until when? The composer of a thread."""

import itertools
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from recado.desk.channels import registry
from recado.desk.channels.models import Channel, Template
from recado.desk.channels.port import Abilities
from recado.desk.conversations import letterheads, permitting_forms, window
from recado.desk.conversations.models import Thread, ThreadKind
from recado.desk.core import mail_addresses, time
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent
from recado.doors.web.sight import drafts, envelopes, faces, groups, wording
from recado.doors.web.sight.bounds import Bounds

SHORT = timedelta(hours=1)


@dataclass(frozen=True)
class Composer(Bounds):
    """`is_open` says whether words may leave freely; `client_id` makes a second click the same message (WA21)."""

    thread: Thread
    abilities: Abilities
    sender: str
    sender_because: str
    closes_at: datetime | None
    is_open: bool
    is_chosen: bool
    templates: Sequence["Offer"]
    begun: Mapping[str, drafts.Begun]
    envelope: envelopes.Envelope | None = None
    client_id: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def whom(self) -> str:
        if self.thread.kind == ThreadKind.GROUP:
            return groups.called(self.thread)
        name = faces.with_whom(self.thread)
        return name.split()[0] if name[:1].isalpha() else name

    @property
    def left(self) -> timedelta | None:
        return self.closes_at - time.now() if self.closes_at else None

    @property
    def closes_said(self) -> str:
        return wording.moment(self.closes_at) if self.closes_at else ""

    @property
    def closed_said(self) -> str:
        """Why a template has to go."""
        if self.thread.last_inbound_at is None:
            return _("%(whom)s has not written yet") % {"whom": self.whom}
        if self.is_chosen:
            return _("Choose a template for %(whom)s") % {"whom": self.whom}
        return _("More than 24 hours have passed since %(whom)s last wrote") % {"whom": self.whom}

    @property
    def is_form(self) -> bool:
        """Whether it came by a form, where nobody would read an answer: it is written by e-mail."""
        return permitting_forms.came_by_form(self.thread)

    @property
    def is_short(self) -> bool:
        return self.left is not None and self.left < SHORT

    @property
    def chosen_key(self) -> str:
        return f"{self.thread.pk}-chosen"

    @property
    def key(self) -> str:
        """Changes when the composer must be drawn anew."""
        return self.chosen_key if self.is_chosen else f"{self.thread.pk}-{'open' if self.is_open else 'closed'}"


@dataclass(frozen=True)
class Place:
    """One placeholder: its number, its name if it has one, and its key in the body."""

    number: int
    name: str
    key: str


@dataclass(frozen=True)
class Offer:
    """An approved template as it is offered."""

    template: Template

    @property
    def places(self) -> list[Place]:
        if self.template.named:
            return [Place(number, str(name), str(name)) for number, name in enumerate(self.template.named, 1)]
        where = self.template.places or ["body"] * self.template.placeholders
        in_body = itertools.count(1)
        keys = [str(next(in_body)) if place == "body" else place for place in where]
        return [Place(number, _("value"), key) for number, key in enumerate(keys, 1)]

    @property
    def about(self) -> str:
        """`Spanish, 2 values`."""
        count = self.template.placeholders
        values = ngettext("%(count)d value", "%(count)d values", count) % {"count": count} if count else _("no values")
        return f"{_language(self.template.language)}, {values}"

    @property
    def preview(self) -> SafeString:
        """The body with its places marked, to be filled while one types."""
        parts = re.split(r"\{\{\s*([^{}]+?)\s*\}\}", self.template.body)
        pieces = [(part, place % 2 == 1) for place, part in enumerate(parts)]
        return format_html_join("", "{}", [(_mark(part) if marked else part,) for part, marked in pieces])


def of(thread: Thread, agent: Agent, teams: set[int], *, chosen: bool = False) -> Composer:
    """`teams`: whose number it is. `chosen`: the templates are wanted though words could still leave freely."""
    channel = thread.channel
    can_be_open = window.is_open(thread, time.now())
    is_open = can_be_open and not chosen
    abilities = registry.adapter(channel.kind).abilities
    begun = drafts.of(agent, thread)
    return Composer(
        thread=thread,
        abilities=abilities,
        sender=_sender(channel, abilities),
        sender_because=_because(thread, agent, teams, abilities),
        closes_at=window.closes_at(thread),
        is_open=is_open,
        is_chosen=can_be_open and chosen,
        templates=() if is_open else offers(channel, thread.person),
        begun=begun,
        envelope=envelopes.of(thread, agent, begun["reply"].head) if abilities.mail else None,
    )


def offers(channel: Channel, person: Person | None) -> list[Offer]:
    """Those in the customer's language first (F6)."""
    language = (person.language if person else "") or translation.get_language() or ""
    return [Offer(one) for one in sorted(approved(channel), key=lambda one: one.language[:2] != language[:2])]


def approved(channel: Channel) -> QuerySet[Template]:
    return channel.templates.filter(state="APPROVED").order_by("name", "language")


def _mark(key: str) -> SafeString:
    return format_html('<mark data-place="{}">{}</mark>', key, key)


def _language(code: str) -> str:
    try:
        return str(get_language_info(code.replace("_", "-").lower())["name_translated"])
    except KeyError:
        return code


def _sender(channel: Channel, abilities: Abilities) -> str:
    if abilities.mail:
        return mail_addresses.shown(letterheads.sender(channel).address)
    return wording.phone(channel.address) if channel.address else channel.name


def _because(thread: Thread, agent: Agent, teams: set[int], abilities: Abilities) -> str:
    """Why it is this number (F1), or this address."""
    if abilities.mail:
        return _("is the sender of the answer")
    if not abilities.starts_first:
        return _("is the site where the answer is read") if thread.stable else _("had a form only: write by e-mail")
    if teams & {team.pk for team in agent.teams.all()}:
        return _("is your team's number")
    return _("is the number to which the customer wrote")
