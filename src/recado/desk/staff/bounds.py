"""How may an agent or a team be called?"""

from django.utils.translation import gettext as _

from recado.desk.core.text import storable
from recado.desk.journal.telling import Objected, Objection

LONGEST = 100  # letters: names stand on every page


def name(text: str, missing: str) -> str:
    """The name on one line. Raises Objected: ``name-missing`` in these words, ``name-long``."""
    kept = " ".join(storable(text).split())
    if not kept:
        raise Objected([Objection("name-missing", missing, missing=("name",))])
    if len(kept) > LONGEST:
        raise Objected([too_long()])
    return kept


def too_long() -> Objection:
    said = _("A name has at most %(most)s letters.") % {"most": LONGEST}
    return Objection("name-long", said, missing=("name",))
