"""Whose token is this?"""

from datetime import timedelta

from recado.desk.core.time import now
from recado.desk.staff.issuing import PREFIX, digest
from recado.desk.staff.models import Token

NOTED_EVERY = timedelta(minutes=1)


def identify(secret: str) -> Token | None:
    """The standing token with its agent; None for one that is unknown, revoked, or of an agent who left.

    Its last use is noted once a minute, so that reading stays reading.
    """
    if not secret.startswith(PREFIX):
        return None
    standing = Token.objects.select_related("agent").filter(revoked_at=None, agent__is_active=True)
    token = standing.filter(digest=digest(secret)).first()
    if token is not None:
        _note(token)
    return token


def _note(token: Token) -> None:
    at = now()
    if token.used_at is None or at - token.used_at > NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=at)
        token.used_at = at
