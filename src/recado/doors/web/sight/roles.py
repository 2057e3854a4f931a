"""How are roles, scopes and states of a channel called on the screen?"""

from django.utils.translation import gettext as _


def role(key: str) -> str:
    """A role in the reader's words."""
    words = {
        "head": _("head"),
        "admin": _("administrator"),
        "lead": _("lead"),
        "agent": _("agent"),
        "viewer": _("reads along"),
    }
    return words.get(key, key)


def roles() -> list[tuple[str, str, str]]:
    """Every role with what it may, from the one that may most."""
    about = {
        "head": _("decides for the house: sees and sets everything"),
        "admin": _("runs Recado: sees and sets everything"),
        "lead": _("answers for their teams and sets their hours and promises"),
        "agent": _("answers customers in their teams"),
        "viewer": _("reads what their teams see, writes nothing"),
    }
    return [(key, role(key), text) for key, text in about.items()]
