"""How are roles called to a person?"""

from django.utils.translation import gettext as _


def role(key: str) -> str:
    """A role in the reader's words; one that is not known as it is."""
    words = {
        "head": _("head"),
        "admin": _("administrator"),
        "lead": _("lead"),
        "agent": _("agent"),
        "viewer": _("reads along"),
    }
    return words.get(key, key)
