"""How are the rules of incoming mail said where they were changed (C18, C19)?"""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from recado.desk.cases.actions import Action
from recado.desk.people.models import Organisation
from recado.desk.staff.models import Agent

NAMED: dict[str, type[Model]] = {
    "assignee": Agent, "organisation": Organisation, "action": Action, "answer_action": Action,
}  # fmt: skip


def words() -> dict[str, str]:
    """Each rule by its field."""
    return {
        "assignee": _("new mail is given to"),
        "state": _("new mail begins as"),
        "organisation": _("organisation of persons nobody knows"),
        "action": _("action of a new case"),
        "answer_action": _("action that an answer sets"),
        "answer_state": _("an answer to a case that waits or was resolved"),
        "answer_assignee": _("a case that is opened again"),
        "only_copied": _("mail that only copies us"),
        "forwards": _("what a colleague forwards is its writer's case"),
    }


def said(name: str, value: Any) -> str | None:
    """What was agreed, in words; None for what is no rule of incoming mail."""
    if name in NAMED:
        named = NAMED[name]._default_manager.filter(pk=value or 0).values_list("name", flat=True).first()
        return named or "–"
    chosen = {
        ("state", "new"): _("a new case"),
        ("state", "open"): _("an open case"),
        ("answer_state", "open"): _("opens it again"),
        ("answer_state", "keep"): _("leaves it as it is"),
        ("answer_assignee", "keep"): _("stays with whom it was"),
        ("answer_assignee", "anew"): _("is given out anew"),
        ("only_copied", "open"): _("opens a case"),
        ("only_copied", "aside"): _("is kept aside"),
    }
    return chosen.get((name, value)) if isinstance(value, str) else None
