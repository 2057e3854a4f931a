"""How are roles and scopes called to a person?"""

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


def scope(key: str) -> str:
    """What a scope lets do: `read cases`, `change cases`; one that is not known as it is."""
    words = {
        "cases": _("cases"),
        "messages": _("messages"),
        "people": _("people"),
        "channels": _("channels"),
        "settings": _("settings"),
        "deliveries": _("raw deliveries"),
        "events": _("events"),
        "reports": _("reports"),
    }
    what, _colon, may = key.partition(":")
    if what not in words or may not in ("read", "write"):
        return key
    return (_("change %(what)s") if may == "write" else _("read %(what)s")) % {"what": words[what]}
