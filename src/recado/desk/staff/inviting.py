"""Invite an agent by a link that works once, and let him in. Only the hash of the link's secret is kept."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from recado.desk.core.actors import HOUSE, Actor
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection
from recado.desk.staff import bounds, joining
from recado.desk.staff.events import InvitationAccepted, InvitationMade
from recado.desk.staff.models import Agent, Invitation, Role

STANDS_FOR = timedelta(days=7)


@transaction.atomic
def invite(agent: Agent, *, by: Actor) -> str:
    """The path of a one-time link, to be put behind the public address; earlier links of this agent end."""
    Invitation.objects.filter(agent=agent, used_at=None).delete()
    telling.record(InvitationMade(at=now(), by=by, agent=agent.pk, called=agent.name))
    return _make(agent, by)


@transaction.atomic
def first_invitation_url(base_url: str) -> str | None:
    """The link that makes the first administrator; None once a head or administrator can log in."""
    if _somebody_rules():
        return None
    Invitation.objects.filter(agent=None, used_at=None).delete()
    telling.record(InvitationMade(at=now()))
    return base_url.rstrip("/") + _make(None, HOUSE)


def find(secret: str) -> Invitation | None:
    """The invitation that this secret still opens."""
    open_ = Invitation.objects.select_related("agent").filter(digest=_digest(secret), used_at=None)
    found = open_.filter(expires_at__gt=now()).first()
    return None if found and found.agent is None and _somebody_rules() else found


@transaction.atomic
def accept(secret: str, *, password: str, name: str = "", email: str = "") -> Agent:
    """Let the invited in. `email` counts for the first administrator only: others keep the address they have.

    Raises Objected: ``invitation-void``, and what joining objects to.
    """
    # The row is locked, so that of two at once one finds the link used.
    locked = Invitation.objects.select_for_update().filter(digest=_digest(secret)).first()
    invitation = find(secret) if locked else None
    if invitation is None:
        said = _("This invitation was used, has expired or never was. Ask for a new one.")
        raise Objected([Objection("invitation-void", said)])
    agent = _let_in(invitation.agent, password, name) if invitation.agent else _begin(password, name, email)
    invitation.used_at = now()
    invitation.save(update_fields=["used_at"])
    telling.record(InvitationAccepted(at=invitation.used_at, by=agent.actor, agent=agent.pk))
    return agent


def _somebody_rules() -> bool:
    ruling = Agent.objects.filter(is_active=True, role__in=[Role.HEAD, Role.ADMIN])
    # An unusable password begins with "!".
    return ruling.exclude(Q(password="") | Q(password__startswith="!")).exists()


def _make(agent: Agent | None, by: Actor) -> str:
    secret = secrets.token_urlsafe(32)
    at = now()
    Invitation.objects.create(agent=agent, digest=_digest(secret), by=by, made_at=at, expires_at=at + STANDS_FOR)
    return f"/invitations/{secret}"


def _let_in(agent: Agent, password: str, name: str) -> Agent:
    agent.name = bounds.name(storable(name).strip() or agent.name, agent.email)
    joining.give_password(agent, password)
    agent.save(update_fields=["name", "password"])
    return agent


def _begin(password: str, name: str, email: str) -> Agent:
    return joining.join(email=email, name=name, role=Role.ADMIN, by=HOUSE, password=password)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
