"""Change what is set of a channel: name, role, teams and their order, whether it is paused; and replace its secrets."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.conf import settings as house
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recado.desk.channels.adding import SIGNED_WITH
from recado.desk.channels.events import ChannelSecretsReplaced
from recado.desk.channels.keeping import CHANNELS
from recado.desk.channels.models import Channel, ChannelTeam
from recado.desk.channels.pausing import FOR_EVER
from recado.desk.core import doorbells, sealing
from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules import amending
from recado.desk.rules.cards import Card
from recado.desk.staff import bounds
from recado.desk.staff.models import Team


class ChannelCard(Card):
    """What is set of a channel, never its secrets. `teams` by their keys: the first takes its new cases."""

    section: ClassVar[str] = "channel"
    model = Channel
    name: str
    role: str = ""
    teams: tuple[str, ...] = ()
    paused: bool = False

    @classmethod
    def of(cls, row: Channel) -> Self:
        placed = ChannelTeam.objects.filter(channel=row).order_by("place", "pk")
        teams = tuple(placed.values_list("team__key", flat=True))
        return cls(name=row.name, role=row.role, teams=teams, paused=row.paused_until == FOR_EVER)

    @classmethod
    def word(cls, field: str) -> str:
        return {
            "name": pgettext("thing", "name"),
            "role": _("what it is for"),
            "teams": _("teams"),
            "paused": _("paused"),
        }[field]

    def keep(self, row: Channel) -> None:
        row.name, row.role = self.name, self.role
        if self.paused != (row.paused_until == FOR_EVER):
            row.paused_until = FOR_EVER if self.paused else None
        row.save(update_fields=["name", "role", "paused_until"])
        known = {team.key: team for team in Team.objects.filter(key__in=self.teams)}
        ChannelTeam.objects.filter(channel=row).delete()
        teams = [known[key] for key in self.teams if key in known]
        ChannelTeam.objects.bulk_create(
            ChannelTeam(channel=row, team=team, place=place) for place, team in enumerate(teams)
        )


@transaction.atomic
def describe(channel: Channel, *, name: str, role: str, teams: tuple[str, ...], by: Actor) -> None:
    """Raises Objected: ``name-missing``, ``name-long``."""
    kept = bounds.name(name, _("A channel needs a name."))
    changed = {"name": kept, "role": storable(role).strip(), "teams": tuple(dict.fromkeys(teams))}
    _amend(channel, changed, by)


def pause(channel: Channel, *, by: Actor) -> None:
    """Nothing is sent until `resume`; what is written waits. What customers write still comes in."""
    _amend(channel, {"paused": True}, by)


def resume(channel: Channel, *, by: Actor) -> None:
    """What waited is sent."""
    _amend(channel, {"paused": False}, by)


@transaction.atomic
def replace_secrets(channel: Channel, given: Mapping[str, str], *, by: Actor) -> None:
    """Put these in place of those that were; the others stay. They cannot be read back. Raises Objected."""
    fresh = {name: value.strip() for name, value in given.items() if value.strip()}
    if not fresh:
        said = _("Type at least one of them.")
        raise Objected([Objection("secret-missing", said, missing=tuple(given)[:1])])
    kept = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    secrets = sealing.unseal(kept.secrets, house.SECRET_KEY) | fresh
    kept.secrets = sealing.seal(secrets, house.SECRET_KEY)
    kept.secret_print = sealing.fingerprint(secrets.get(SIGNED_WITH, ""), house.SECRET_KEY)
    _save(kept)
    told = ChannelSecretsReplaced(at=now(), by=by, channel=kept.pk, called=kept.name, which=sorted(fresh))
    telling.record(told)
    doorbells.ring(doorbells.PROBE, [{"channel": kept.pk}])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNELS])
    channel.refresh_from_db()


def _save(channel: Channel) -> None:
    try:
        with transaction.atomic():
            channel.save(update_fields=["secrets", "secret_print"])
    except IntegrityError as taken:
        said = _("Another channel has this number with this app secret already.")
        raise Objected([Objection("number-taken", said, missing=(SIGNED_WITH,))]) from taken


def _amend(channel: Channel, changed: dict[str, Any], by: Actor) -> None:
    amending.alter(ChannelCard, channel, changed, by=by)
    channel.refresh_from_db()
