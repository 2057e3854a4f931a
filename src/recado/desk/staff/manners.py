"""How does the house speak, and how does it look? Two sections of its rules; an agent's own choice goes before them."""

from typing import ClassVar

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import field_validator, model_validator

from recado.desk.core.text import storable
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules.sections import Section
from recado.desk.worktime.wallclock import DAYS

KNOWN = tuple(code for code, _name in settings.LANGUAGES)
ACCENTS = ("petrol", "blue", "violet", "plum", "forest", "clay")
"""As the tokens of the pages know them; each keeps its contrast in light and dark."""
LONGEST = 60  # letters of the house's name: it stands in every title


class Languages(Section):
    """`default` where neither agent nor browser says; `first_day` of the week empty: as each language has it."""

    section: ClassVar[str] = "languages"
    default: str = "en"
    offered: tuple[str, ...] = KNOWN
    first_day: str = ""

    @model_validator(mode="after")
    def _sound(self) -> "Languages":
        if self.default not in self.offered or not {*self.offered} <= {*KNOWN}:
            raise ValueError(self.default)
        if self.first_day and self.first_day not in DAYS:
            raise ValueError(self.first_day)
        return self


class Appearance(Section):
    """The house's name, in titles, at the door and on invitations, and its accent, one of `ACCENTS`."""

    section: ClassVar[str] = "appearance"
    called: str = "Recado"
    accent: str = ACCENTS[0]

    @field_validator("accent")
    @classmethod
    def _known(cls, accent: str) -> str:
        return accent if accent in ACCENTS else ACCENTS[0]


def languages(default: str, offered: list[str], first_day: str) -> Languages:
    """What was chosen on a page. Raises Objected: ``none-offered``, ``default-not-offered``."""
    kept = tuple(code for code in KNOWN if code in offered)
    if not kept:
        raise Objected([Objection("none-offered", _("Offer at least one language."), missing=("offered",))])
    if default not in kept:
        said = _("This language is not offered. Offer it, or choose another one.")
        raise Objected([Objection("default-not-offered", said, missing=("default",))])
    return Languages(default=default, offered=kept, first_day=first_day if first_day in DAYS else "")


def appearance(called: str, accent: str) -> Appearance:
    """What was chosen on a page. Raises Objected: ``name-missing``, ``name-long``."""
    kept = " ".join(storable(called).split())
    if not kept:
        raise Objected([Objection("name-missing", _("A house needs a name."), missing=("called",))])
    if len(kept) > LONGEST:
        said = _("A name has at most %(most)s letters.") % {"most": LONGEST}
        raise Objected([Objection("name-long", said, missing=("called",))])
    return Appearance(called=kept, accent=accent)
