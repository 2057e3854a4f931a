"""Change what an agent is here: the name, the role, and whether the account is open. The last who rules cannot go."""

from typing import Any, ClassVar, Self

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.core.actors import Actor
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules import amending
from recado.desk.rules.cards import Card
from recado.desk.staff import bounds, issuing, wording
from recado.desk.staff.models import Agent, Invitation, Role, Token

RULING = (Role.HEAD, Role.ADMIN)


class AgentCard(Card):
    """What is set of an agent. Not `active`: nobody logs in as him, by a page or by a token."""

    section: ClassVar[str] = "agent"
    model = Agent
    name: str
    role: str
    active: bool = True

    @classmethod
    def of(cls, row: Agent) -> Self:
        return cls(name=row.name, role=row.role, active=row.is_active)

    @classmethod
    def word(cls, field: str) -> str:
        return {"name": _("name"), "role": _("role"), "active": _("account open")}[field]

    @classmethod
    def say(cls, field: str, value: Any) -> str:
        return wording.role(value) if field == "role" else super().say(field, value)

    def check(self, row: Agent, before: Self) -> None:
        if before.rules and not self.rules and not _others_rule(row):
            said = _("%(name)s is the last who may set anything here. Give somebody else the role first.")
            raise Objected([Objection("last-ruler", said % {"name": row.name}, missing=("role",))])

    def keep(self, row: Agent) -> None:
        row.name, row.role, row.is_active = self.name, self.role, self.active
        row.save(update_fields=["name", "role", "is_active"])

    def follow_up(self, row: Agent, before: Self, by: Actor) -> None:
        """Whose account is closed, by a page or by an undo, has no token and no link any more."""
        if self.active or not before.active:
            return
        for token in Token.objects.select_related("agent").filter(agent=row, revoked_at=None):
            issuing.revoke(token, by=by)
        Invitation.objects.filter(agent=row, used_at=None).delete()

    @property
    def rules(self) -> bool:
        return self.active and self.role in RULING


@transaction.atomic
def describe(agent: Agent, *, name: str, role: str, by: Actor) -> None:
    """Name and role. Raises Objected: ``name-missing``, ``name-long``, ``role-unknown``, ``last-ruler``."""
    kept = bounds.name(name, _("An agent needs a name."))
    if role not in Role.values:
        raise Objected([Objection("role-unknown", _("Choose one of the roles."), missing=("role",))])
    _amend(agent, {"name": kept, "role": role}, by)


@transaction.atomic
def deactivate(agent: Agent, *, by: Actor) -> None:
    """Close the account: its tokens and open invitations end with it. Raises Objected: ``last-ruler``."""
    _amend(agent, {"active": False}, by)


def reactivate(agent: Agent, *, by: Actor) -> None:
    """Open the account again, with the password it had; its tokens stay revoked."""
    _amend(agent, {"active": True}, by)


@transaction.atomic
def withdraw_invitation(agent: Agent) -> None:
    """The link that is out opens nothing any more."""
    Invitation.objects.filter(agent=agent, used_at=None).delete()


def _amend(agent: Agent, changed: dict[str, Any], by: Actor) -> None:
    amending.alter(AgentCard, agent, changed, by=by)
    agent.refresh_from_db()


def _others_rule(agent: Agent) -> bool:
    """Whoever was only invited cannot log in yet. A password that nothing opens begins with ``!``."""
    others = Agent.objects.filter(is_active=True, role__in=RULING).exclude(pk=agent.pk)
    return others.exclude(password__startswith="!").exists()
