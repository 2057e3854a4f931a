"""Form teams and put agents into them."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection
from recado.desk.staff.events import TeamEntered, TeamFormed
from recado.desk.staff.models import Agent, Membership, Team

LONGEST_KEY = 50


@transaction.atomic
def form(*, key: str, name: str, by: Actor) -> Team:
    """A new team, still without members. Raises Objected: ``key-invalid``, ``key-taken``."""
    _check(key)
    try:
        with transaction.atomic():
            team = Team.objects.create(key=key, name=storable(name).strip() or key)
    except IntegrityError as taken:
        said = _("There is a team “%(key)s” already.") % {"key": key}
        raise Objected([Objection("key-taken", said)]) from taken
    telling.record(TeamFormed(at=now(), by=by, team=team.pk, called=team.name))
    return team


@transaction.atomic
def enter(team: Team, agent: Agent, *, by: Actor) -> None:
    """Put the agent into the team; who is in it stays in it."""
    _membership, is_new = Membership.objects.get_or_create(team=team, agent=agent)
    if is_new:
        entered = TeamEntered(at=now(), by=by, agent=agent.pk, team=team.pk, called=team.name, member=agent.name)
        telling.record(entered)


def _check(key: str) -> None:
    try:
        validate_slug(key)
    except ValidationError as wrong:
        said = _("“%(key)s” cannot be a key: letters, digits, hyphen and underscore only.") % {"key": key}
        raise Objected([Objection("key-invalid", said)]) from wrong
    if len(key) > LONGEST_KEY:
        said = _("A key has at most %(most)s letters.") % {"most": LONGEST_KEY}
        raise Objected([Objection("key-invalid", said)])
