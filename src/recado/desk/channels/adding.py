"""Add a channel: its secrets sealed, its key unique, its teams in their order."""

from collections.abc import Iterable

from django.conf import settings as house
from django.db import IntegrityError, connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from recado.desk.channels import registry
from recado.desk.channels.events import ChannelAdded
from recado.desk.channels.keeping import CHANNELS
from recado.desk.channels.models import Channel, ChannelTeam
from recado.desk.channels.port import Json
from recado.desk.core import sealing
from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection
from recado.desk.staff import bounds
from recado.desk.staff.models import Team

SIGNED_WITH = "app_secret"
LONGEST_KEY = 40


@transaction.atomic
def add(
    *,
    kind: str,
    name: str,
    settings: Json,
    secrets: dict[str, str],
    address: str = "",
    role: str = "",
    teams: Iterable[Team] = (),
    by: Actor,
) -> Channel:
    """A new channel; the first team takes its new cases. Its key comes from its name.

    Raises Objected: ``kind-unknown``, ``name-missing``, ``name-long``, and ``number-taken``: the same number with the
    same app secret.
    """
    number_id = _number_id(kind, settings)
    called = bounds.name(name, _("A channel needs a name."))
    channel = Channel(
        key=_free_key(called, kind), kind=kind, name=called, address=address, role=role,
        number_id=number_id, settings=settings, secrets=sealing.seal(secrets, house.SECRET_KEY),
        secret_print=sealing.fingerprint(secrets.get(SIGNED_WITH, ""), house.SECRET_KEY), made_at=now(),
    )  # fmt: skip
    _keep(channel, list(dict.fromkeys(teams)))
    telling.record(ChannelAdded(at=channel.made_at, by=by, channel=channel.pk, called=channel.name, kind=kind))
    _tell_the_hooks()
    return channel


def _number_id(kind: str, settings: Json) -> str:
    if kind not in registry.ADAPTERS:
        said = _("There is no kind of channel “%(kind)s”; kinds are %(kinds)s.")
        raise Objected(
            [Objection("kind-unknown", said % {"kind": kind, "kinds": ", ".join(sorted(registry.ADAPTERS))})]
        )
    return registry.adapter(kind).number_id(settings)


def _free_key(name: str, kind: str) -> str:
    """The name as a key; a number behind it where it is taken. One at a time, so that two never choose the same."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE channels_channel IN SHARE ROW EXCLUSIVE MODE")
    stem = slugify(name)[:LONGEST_KEY].strip("-") or kind
    taken = set(Channel.objects.filter(key__startswith=stem).values_list("key", flat=True))
    key, count = stem, 1
    while key in taken:
        count += 1
        key = f"{stem}-{count}"
    return key


def _keep(channel: Channel, teams: list[Team]) -> None:
    try:
        with transaction.atomic():
            channel.save()
    except IntegrityError as taken:
        same = Channel.objects.filter(kind=channel.kind, number_id=channel.number_id, secret_print=channel.secret_print)
        said = _("This number is a channel already: “%(key)s”.") % {"key": same.values_list("key", flat=True)[0]}
        raise Objected([Objection("number-taken", said)]) from taken
    for place, team in enumerate(teams):
        ChannelTeam.objects.create(channel=channel, team=team, place=place)


def _tell_the_hooks() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNELS])
