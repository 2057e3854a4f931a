"""What was changed in the settings: who, when, from what to what, and whether it can still be undone?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recado.desk.cases.actions import Action
from recado.desk.clock import wording as lengths
from recado.desk.conversations import naming
from recado.desk.conversations.sections import PLAIN
from recado.desk.rules.cards import CARDS
from recado.desk.rules.models import Revision
from recado.desk.rules.sections import Section
from recado.desk.staff import weeks
from recado.desk.staff.manners import Appearance, Languages
from recado.desk.staff.sections import OpeningHours
from recado.doors.web.sight import incoming, manners, roles
from recado.doors.web.sight.rules import RULES

MOST = 12


@dataclass(frozen=True)
class Change:
    """One revision as its line says it."""

    id: int
    who: str
    at: datetime
    what: list[str]
    undoable: bool


def of(*asked: tuple[str, str]) -> list[Change]:
    """The newest changes of these sections and scopes; a scope that ends in ``:`` stands for all that begin so."""
    wanted = Q()
    for section, scope in asked:
        wanted |= (
            Q(section=section, scope__startswith=scope) if scope.endswith(":") else Q(section=section, scope=scope)
        )
    rows = list(Revision.objects.filter(wanted).order_by("-pk")[: MOST + 1])
    names = naming.names([row.by for row in rows])
    newest = _newest(rows)
    shown = [Change(row.pk, names(row.by), row.at, _what(row), row.pk in newest) for row in rows[:MOST]]
    return [one for one in shown if one.what]


def _newest(rows: Sequence[Revision]) -> set[int]:
    """Of each thing the newest, where there is something before it."""
    first: dict[tuple[str, str], Revision] = {}
    for row in rows:
        first.setdefault((row.section, row.scope), row)
    return {row.pk for row in first.values() if row.number > 1 or row.section not in CARDS}


def _what(row: Revision) -> list[str]:
    section = RULES[row.section]
    if row.number == 1 and row.section in CARDS:
        return [_("%(called)s was added") % {"called": row.value.get("name", "")}] if row.by.kind != "house" else []
    before = Revision.objects.filter(section=row.section, scope=row.scope, number=row.number - 1).first()
    old = section.model_validate(before.value) if before else section()
    new = section.model_validate(row.value)
    called = [row.value["name"]] if "name" in row.value else []
    return [*called, *(_line(section, name, getattr(old, name), getattr(new, name)) for name in _differing(old, new))]


def _differing(old: Section, new: Section) -> Iterable[str]:
    return [name for name in type(new).model_fields if getattr(old, name) != getattr(new, name)]


def _line(section: type[Section], name: str, old: Any, new: Any) -> str:
    if (card := CARDS.get(section.section)) is not None:
        return f"{card.word(name)}: {card.say(name, old)} → {card.say(name, new)}"
    if issubclass(section, Languages | Appearance):
        return f"{manners.word(name)}: {manners.said(name, old)} → {manners.said(name, new)}"
    return f"{_word(name)}: {_said(name, old)} → {_said(name, new)}"


def _word(name: str) -> str:
    words = {
        "zone": _("time zone"),
        "hours": _("week"),
        "closed": _("closed days"),
        "exceptions": _("days with hours of their own"),
        "holidays": _("national holidays"),
        "first_answer": _("first answer"),
        "name": pgettext("thing", "name"),
        "address": _("address"),
        "separator": _("line above which answers are read"),
        "signature": _("signature"),
        "answers": _("answers go to"),
        "on": _("answers by itself"),
        "actions": _("order of the actions"),
        "least": _("may delete cases, from this role on"),
        "in_hours": _("texts in opening hours"),
        "out_of_hours": _("texts outside opening hours"),
        **incoming.words(),
    }
    return words.get(name, name)


def _said(name: str, value: Any) -> str:
    if name == "first_answer":
        return lengths.spoken(value) if value else _("no promise")
    if name == "hours":
        return weeks.said(OpeningHours(hours=value).calendar.weekly) or "–"
    if name in ("closed", "exceptions"):
        return ", ".join(_day(one) for one in sorted(value)) or "–"
    if name == "least":
        return roles.role(value)
    if name == "actions":
        called = Action.objects.in_bulk(value)
        return ", ".join(called[key].name for key in value if key in called) or "–"
    if name == "answers":
        return _("the address itself") if value == PLAIN else _("the address with the conversation behind a plus")
    if (said := incoming.said(name, value)) is not None:
        return said
    if isinstance(value, dict):
        return ", ".join(sorted(value)) or "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) or "–" if isinstance(value, list | tuple) else str(value or "–")


def _day(on: str) -> str:
    return date_format(date.fromisoformat(on), _("j M Y"))
