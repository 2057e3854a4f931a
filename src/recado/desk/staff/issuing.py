"""Issue tokens to programs, and revoke them. The secret is shown once; only its hash is kept."""

import hashlib
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection
from recado.desk.staff import scopes as known
from recado.desk.staff.events import TokenIssued, TokenRevoked
from recado.desk.staff.models import Agent, Token

PREFIX = "rcd_"


@transaction.atomic
def issue(agent: Agent, scopes: Sequence[str], *, by: Actor, name: str = "") -> tuple[Token, str]:
    """The token and its secret. No scopes: all that the agent may. Raises Objected: ``scope-unknown``."""
    if unknown := sorted(set(scopes) - known.ALL):
        said = _("There is no scope “%(scope)s”; scopes are %(scopes)s.")
        words = {"scope": ", ".join(unknown), "scopes": ", ".join(sorted(known.ALL))}
        raise Objected([Objection("scope-unknown", said % words)])
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        agent=agent, name=storable(name), digest=digest(secret), scopes=sorted(set(scopes)), by=by, made_at=now()
    )
    issued = TokenIssued(
        at=token.made_at, by=by, agent=agent.pk, token=token.pk, called=agent.name, scopes=token.scopes
    )
    telling.record(issued)
    return token, secret


@transaction.atomic
def revoke(token: Token, *, by: Actor) -> None:
    """From now on the token opens nothing. Revoking twice changes nothing."""
    at = now()
    if not Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        return
    token.revoked_at = at
    telling.record(TokenRevoked(at=at, by=by, agent=token.agent_id, token=token.pk, called=token.agent.name))


def digest(secret: str) -> str:
    """How the secret is kept: it is random enough that a plain hash cannot be turned back."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
