"""Which panels stand beside a conversation, in which order, and which are folded? As the agent likes it (F14)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from recado.desk.staff import preferring
from recado.desk.staff.models import Agent

PREFERRED = "panels"
USUAL = ("person", "clock", "case", "organisation", "others")


@dataclass(frozen=True)
class Panel:
    """One panel: its key stands in the preference, in ids and in the name of its template."""

    key: str
    name: str
    is_open: bool

    @property
    def template(self) -> str:
        return f"web/side/{self.key}.html"


def panels(agent: Agent) -> list[Panel]:
    """All of them; one that came after the agent chose his order stands behind the one it usually follows."""
    liked: dict[str, Any] = preferring.preferred(agent, PREFERRED, {"order": [], "folded": []})
    names = _names()
    return [Panel(key, names[key], key not in liked["folded"]) for key in _ordered(liked["order"])]


def _ordered(liked: list[str]) -> list[str]:
    keys = [key for key in liked if key in USUAL]
    for place, key in enumerate(USUAL):
        if key not in keys:
            before = USUAL[place - 1] if place else None
            keys.insert(keys.index(before) + 1 if before else 0, key)
    return keys


def _names() -> dict[str, str]:
    return {
        "person": _("Person"),
        "organisation": _("Organisation"),
        "case": _("Case"),
        "clock": _("Clock"),
        "others": _("Earlier cases"),
    }
