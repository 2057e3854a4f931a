"""How are languages, accents and days named, which are chosen, and with which day does a week begin?"""

from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from recado.desk.rules import reading
from recado.desk.staff.manners import KNOWN, Appearance, Languages
from recado.desk.worktime.wallclock import DAYS

OWN_NAMES = {"es": "Español", "en": "English", "ru": "Русский"}


def offered() -> list[tuple[str, str]]:
    """The languages that the house offers, each by its own name."""
    held = reading.read(Languages).offered
    return [(code, OWN_NAMES[code]) for code in held]


def known() -> list[tuple[str, str]]:
    return [(code, OWN_NAMES[code]) for code in KNOWN]


def look() -> Appearance:
    return reading.read(Appearance)


def accents() -> dict[str, str]:
    """Every accent by its word."""
    return {
        "petrol": _("petrol"),
        "blue": _("blue"),
        "violet": _("violet"),
        "plum": _("plum"),
        "forest": _("forest green"),
        "clay": _("clay"),
    }


def days() -> dict[str, str]:
    """The days of a week in words, Monday first."""
    return {key: str(WEEKDAYS[place]) for place, key in enumerate(DAYS)}


def week() -> list[int]:
    """The places of the days, Monday 0, in the order in which a week is shown here."""
    chosen = reading.read(Languages).first_day
    first = DAYS.index(chosen) if chosen else (get_format("FIRST_DAY_OF_WEEK") - 1) % 7
    return [(first + step) % 7 for step in range(7)]


def word(field: str) -> str:
    """How a field of these sections is called."""
    return {
        "default": _("default language"),
        "offered": _("languages offered"),
        "first_day": _("first day of the week"),
        "called": _("name of the house"),
        "accent": _("accent"),
    }[field]


def said(field: str, value: Any) -> str:
    """A value of such a field in words."""
    if field == "offered":
        return ", ".join(OWN_NAMES.get(code, code) for code in value)
    words = {"default": OWN_NAMES, "first_day": {**days(), "": _("by language")}, "accent": accents()}
    return words.get(field, {}).get(value) or str(value)
