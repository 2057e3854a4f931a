"""Tell open pages of something that is no event: nothing is written down, and who is not there never hears of it."""

from django.db import connection

from recado.desk.journal import announcing
from recado.desk.journal.announcing import Change


def whisper(*changes: Change) -> None:
    """Announce the changes once the transaction is through. A name that begins with OWN is for its agent alone."""
    if not changes:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(%s, payload) FROM unnest(%s::text[]) AS payload",
            [announcing.CHANNEL, list(announcing.payloads(changes))],
        )
