"""Let an agent say how he is called and in which language the desk speaks to him."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.staff import bounds
from recado.desk.staff.models import Agent


@transaction.atomic
def describe(agent: Agent, *, name: str, language: str) -> None:
    """Keep name and language of the agent himself; an empty language follows the browser. Raises Objected."""
    agent.name = bounds.name(name, _("An agent needs a name."))
    agent.language = language if language in dict(settings.LANGUAGES) else ""
    agent.save(update_fields=["name", "language"])
