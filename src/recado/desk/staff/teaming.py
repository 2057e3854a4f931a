"""Form teams, name them, and put agents into them."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules import amending
from recado.desk.rules.cards import Card
from recado.desk.staff import bounds
from recado.desk.staff.events import TeamEntered, TeamFormed, TeamLeft
from recado.desk.staff.models import Agent, Membership, Team

LONGEST_KEY = 50


class TeamCard(Card):
    """What is set of a team in its own row."""

    section: ClassVar[str] = "team"
    model = Team
    name: str

    @classmethod
    def of(cls, row: Team) -> Self:
        return cls(name=row.name)

    @classmethod
    def word(cls, field: str) -> str:
        return {"name": pgettext("thing", "name")}[field]

    def keep(self, row: Team) -> None:
        row.name = self.name
        row.save(update_fields=["name"])

    @classmethod
    def withdraw(cls, row: Team) -> None:
        try:
            with transaction.atomic():
                if row.channels.exists():
                    raise ProtectedError("channels", set())
                row.delete()
        except ProtectedError as used:
            said = _("%(team)s has cases or channels already.") % {"team": row.name}
            raise Objected([Objection("team-used", said)]) from used


@transaction.atomic
def form(*, key: str, name: str, by: Actor) -> Team:
    """A new team, still without members. Raises Objected: ``key-invalid``, ``key-taken``, ``name-long``."""
    _check(key)
    called = bounds.name(storable(name).strip() or key, key)
    try:
        with transaction.atomic():
            team = Team.objects.create(key=key, name=called)
    except IntegrityError as taken:
        said = _("There is a team “%(key)s” already.") % {"key": key}
        raise Objected([Objection("key-taken", said)]) from taken
    telling.record(TeamFormed(at=now(), by=by, team=team.pk, called=team.name))
    amending.begin(TeamCard, team, by=by)
    return team


def rename(team: Team, name: str, *, by: Actor) -> None:
    """Call it otherwise; its key stays. Raises Objected: ``name-missing``, ``name-long``."""
    amending.amend(team, TeamCard(name=bounds.name(name, _("A team needs a name."))), by=by)
    team.refresh_from_db()


@transaction.atomic
def enter(team: Team, agent: Agent, *, by: Actor) -> None:
    """Put the agent into the team; who is in it stays in it."""
    _membership, is_new = Membership.objects.get_or_create(team=team, agent=agent)
    if is_new:
        entered = TeamEntered(at=now(), by=by, agent=agent.pk, team=team.pk, called=team.name, member=agent.name)
        telling.record(entered)


@transaction.atomic
def leave(team: Team, agent: Agent, *, by: Actor) -> None:
    """Take the agent out of the team; who is not in it stays out. His cases stay his."""
    if Membership.objects.filter(team=team, agent=agent).delete()[0]:
        telling.record(TeamLeft(at=now(), by=by, agent=agent.pk, team=team.pk, called=team.name, member=agent.name))


def _check(key: str) -> None:
    try:
        validate_slug(key)
    except ValidationError as wrong:
        said = _("“%(key)s” cannot be a key: letters, digits, hyphen and underscore only.") % {"key": key}
        raise Objected([Objection("key-invalid", said)]) from wrong
    if len(key) > LONGEST_KEY:
        said = _("A key has at most %(most)s letters.") % {"most": LONGEST_KEY}
        raise Objected([Objection("key-invalid", said)])
