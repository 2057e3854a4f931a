"""What comes before the first page? Tables up to date, and a way in for the first administrator."""

import json
import os
import sys

import django
from django.conf import settings

from recado.house import migrating
from recado.house.trouble import Trouble


def prepare(told: int) -> None:
    """Bring the tables up to date and tell the supervisor, through this descriptor, one JSON document.

    It holds `invitation_url` (None where the house has an administrator), or `trouble`, and then this process ends.
    """
    django.setup()
    try:
        migrating.migrate()
        said = {"invitation_url": _first_invitation()}
    except Trouble as trouble:
        said = {"trouble": str(trouble)}
    with os.fdopen(told, "w") as supervisor:
        json.dump(said, supervisor)
    if "trouble" in said:
        sys.exit(1)


def _first_invitation() -> str | None:
    from recado.desk.staff import inviting

    return inviting.first_invitation_url(settings.PUBLIC_URL)
