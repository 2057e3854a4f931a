"""Let an agent say how he is called and in which language the desk speaks to him."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.core.text import storable
from recado.desk.journal.telling import Objected, Objection
from recado.desk.staff.models import Agent


@transaction.atomic
def describe(agent: Agent, *, name: str, language: str) -> None:
    """Keep name and language of the agent himself; an empty language follows the browser. Raises Objected."""
    name = storable(name).strip()
    if not name:
        raise Objected([Objection("name-missing", _("An agent needs a name."), missing=("name",))])
    agent.name = name
    agent.language = language if language in dict(settings.LANGUAGES) else ""
    agent.save(update_fields=["name", "language"])
