"""How is a section of the house rules called to a reader?"""

from django.utils.translation import gettext as _


def called(section: str) -> str:
    """Its name in words; one that has none is called as it is kept."""
    words = {
        "reopening": _("opening a case again"),
        "languages": _("languages"),
        "appearance": _("appearance"),
        "opening_hours": _("opening hours"),
        "promises": _("promises"),
    }
    return words.get(section, section)
