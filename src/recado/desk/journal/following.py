"""Where the journal stands now, asked from Django."""

from django.db import connection

from recado.desk.journal.cursors import HORIZON, Cursor


def latest() -> Cursor:
    """Every entry before this cursor is committed and visible; what comes after it is still to be told."""
    with connection.cursor() as cursor:
        cursor.execute(HORIZON)
        return Cursor(int(cursor.fetchone()[0]))
