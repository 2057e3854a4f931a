"""How is a change of a person or an organisation said in words?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

NOTHING = "—"


def changes(changed: Mapping[str, Sequence[Any]]) -> str:
    """Each change as `name: Lumen → Lumen Óptica`, parted by semicolons; free properties come last."""
    order = list(_labels())
    fields = sorted(changed, key=lambda field: (order.index(field) if field in order else len(order), field))
    told = (f"{label(field)}: {_said(changed[field][0])} → {_said(changed[field][1])}" for field in fields)
    return "; ".join(told).rstrip(".")


def label(field: str) -> str:
    """How a field is called to the reader; a free property is called as somebody named it."""
    return _labels().get(field, field.removeprefix("properties."))


def _labels() -> dict[str, str]:
    return {
        "name": _("name"),
        "language": _("language"),
        "organisation": _("organisation"),
        "roles": _("roles"),
        "role": _("role"),
        "segment": _("segment"),
        "account_manager": _("account manager"),
        "domains": _("domains"),
    }


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return _said(value.get("called"))
    if isinstance(value, list):
        return ", ".join(map(str, value)) or NOTHING
    return str(value) if value else NOTHING
