"""Make somebody an agent of the house."""

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection
from recado.desk.staff import bounds, teaming
from recado.desk.staff.events import AgentJoined
from recado.desk.staff.models import Agent, Role, Team


@transaction.atomic
def join(
    *, email: str, name: str, role: str, teams: Iterable[Team] = (), by: Actor, password: str | None = None
) -> Agent:
    """A new agent, in these teams. Without a password nobody can log in as him until an invitation is accepted.

    Raises Objected: ``email-invalid``, ``email-taken``, ``name-missing``, ``name-long``, ``role-unknown``,
    ``password-weak``.
    """
    agent = Agent(email=email.strip().lower(), name=storable(name).strip(), role=role, joined_at=now())
    _check(agent)
    give_password(agent, password)
    try:
        with transaction.atomic():
            agent.save()
    except IntegrityError as taken:
        said = _("There is an agent with the address %(email)s already.") % {"email": agent.email}
        raise Objected([Objection("email-taken", said)]) from taken
    telling.record(AgentJoined(at=agent.joined_at, by=by, agent=agent.pk, called=agent.name, role=agent.role))
    for team in teams:
        teaming.enter(team, agent, by=by)
    return agent


def give_password(agent: Agent, password: str | None) -> None:
    """Set the password on the value, unsaved; None makes logging in by password impossible. Raises Objected."""
    if password is None:
        agent.set_unusable_password()
        return
    try:
        validate_password(password, agent)
    except ValidationError as weak:
        raise Objected([Objection("password-weak", " ".join(weak.messages))]) from weak
    agent.set_password(password)


def _check(agent: Agent) -> None:
    objections = []
    try:
        validate_email(agent.email)
    except ValidationError:
        said = _("“%(email)s” is not an e-mail address.") % {"email": agent.email}
        objections.append(Objection("email-invalid", said))
    if not agent.name:
        objections.append(Objection("name-missing", _("An agent needs a name.")))
    elif len(agent.name) > bounds.LONGEST:
        objections.append(bounds.too_long())
    if agent.role not in Role.values:
        said = _("There is no role “%(role)s”; roles are %(roles)s.")
        objections.append(Objection("role-unknown", said % {"role": agent.role, "roles": ", ".join(Role.values)}))
    if objections:
        raise Objected(objections)
