"""How are roles and scopes called on the screen?"""

from django.utils.translation import gettext as _

from recado.desk.staff.models import Role
from recado.desk.staff.scopes import READING, WRITING
from recado.desk.staff.wording import role, scope

__all__ = ["role", "roles", "scopes"]


def roles() -> list[tuple[str, str, str]]:
    """Every role with what it may, from the one that may most."""
    about = {
        "head": _("decides for the house: sees and sets everything"),
        "admin": _("runs Recado: sees and sets everything"),
        "lead": _("answers for their teams and sets their hours and promises"),
        "agent": _("answers customers in their teams"),
        "viewer": _("reads what their teams see, writes nothing"),
    }
    return [(key, role(key), about[key]) for key in Role.values]


def scopes() -> list[tuple[str, str]]:
    """Every scope with its words."""
    return [(key, scope(key)) for key in (*READING, *WRITING)]
