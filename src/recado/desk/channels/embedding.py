"""Let a site of the house have a web chat: add its channel, change how it looks and where it may stand."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings as house
from django.db import connection, transaction
from django.utils.translation import gettext as _

from recado.desk.channels import adding
from recado.desk.channels.keeping import CHANNELS
from recado.desk.channels.models import Channel
from recado.desk.channels.site import looks
from recado.desk.channels.site.looks import Form, Looks
from recado.desk.core import bulk, sealing
from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules import amending
from recado.desk.rules.cards import Card
from recado.desk.staff.models import Team

IDENTITY = "identity"
"""The secret with which the site signs who its visitor is."""


class SiteCard(Card):
    """What is set of a web chat, as `looks.Looks` reads it; each change can be undone."""

    section: ClassVar[str] = "site"
    model = Channel
    looks: dict[str, Any] = {}

    @classmethod
    def of(cls, row: Channel) -> Self:
        return cls(looks=Looks.of(row.settings).document)

    @classmethod
    def word(cls, field: str) -> str:
        return _("looks and forms")

    @classmethod
    def say(cls, field: str, value: Any) -> str:
        known = Looks.of(value if isinstance(value, dict) else {})
        return ", ".join([*known.origins, known.colour, known.theme, *(form.name for form in known.forms)])

    def keep(self, row: Channel) -> None:
        row.settings = {**row.settings, **self.looks}
        row.address = _address(Looks.of(self.looks).origins)
        row.save(update_fields=["settings", "address"])
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNELS])


@transaction.atomic
def add(*, name: str, origins: Sequence[str], teams: Iterable[Team], by: Actor, wanted: Looks | None = None) -> Channel:
    """A new web chat. Raises Objected: ``name-missing``, ``origin-invalid``, ``origins-many``."""
    wanted = replace(wanted or Looks(), origins=allowed(origins))
    kept = {IDENTITY: secrets.token_urlsafe(32)}
    channel = adding.add(
        kind="site", name=name, address=_address(wanted.origins), settings=wanted.document, secrets=kept, teams=teams,
        by=by,
    )  # fmt: skip
    # The realm of its visitors is a setting, so that it stays whatever becomes of the key.
    channel.settings = {**channel.settings, "realm": channel.key}
    bulk.update(Channel, [{"id": channel.pk, "settings": channel.settings}])
    return channel


def change(channel: Channel, wanted: Looks, *, by: Actor) -> None:
    """Keep how it looks. Raises Objected: ``origin-invalid``, ``origins-many``, ``privacy-invalid``."""
    if wanted.privacy and not looks.origin(wanted.privacy):
        raise _objected(
            "privacy", _("Write the address of the privacy notice in full, as https://example.com/privacy.")
        )
    _amend(channel, replace(wanted, origins=allowed(wanted.origins)), by)


@transaction.atomic
def set_form(channel: Channel, form: Form, *, by: Actor) -> None:
    """Add a form, or change the one of that name. Raises Objected: ``name-invalid``."""
    if not looks.SLUG.fullmatch(form.name):
        said = _("A form's name is part of its address: small letters, figures and hyphens, as contact.")
        raise _objected("name", said)
    standing = Looks.of(channel.settings)
    others = [one for one in standing.forms if one.name != form.name]
    if len(others) >= looks.MOST_FORMS:
        raise _objected("name", _("A site has at most %(most)s forms.") % {"most": looks.MOST_FORMS})
    place = next((at for at, one in enumerate(standing.forms) if one.name == form.name), len(others))
    _amend(channel, replace(standing, forms=(*others[:place], form, *others[place:])), by)


def drop_form(channel: Channel, name: str, *, by: Actor) -> None:
    """The form is no longer there; what came by it stays."""
    standing = Looks.of(channel.settings)
    _amend(channel, replace(standing, forms=tuple(one for one in standing.forms if one.name != name)), by)


def find(key: str) -> Channel | None:
    """The web chat of this key, for whoever comes from outside."""
    return Channel.objects.filter(kind="site", key=key).first()


def identity_secret(channel: Channel) -> str:
    """The secret that the site's own server signs with. Raises sealing.WrongKey."""
    return sealing.unseal(channel.secrets, house.SECRET_KEY).get(IDENTITY, "")


def allowed(origins: Iterable[str]) -> tuple[str, ...]:
    """The origins as browsers write them, each once. Raises Objected: ``origins-invalid``."""
    found: list[str] = []
    for text in (storable(one).strip() for one in origins):
        origin = looks.origin(text) if text else None
        if text and origin is None:
            said = _("“%(text)s” is no site: write it as https://shop.example.com.") % {"text": text[:80]}
            raise _objected("origins", said)
        found += [origin] if origin else []
    if len(set(found)) > looks.MOST_ORIGINS:
        raise _objected("origins", _("A widget may stand on %(most)s sites at most.") % {"most": looks.MOST_ORIGINS})
    return tuple(dict.fromkeys(found))


def ways(told: Mapping[str, str]) -> dict[str, str]:
    """The other ways to write to the house that make sense. Raises Objected: ``ways-invalid``."""
    found = looks.ways(told)
    wrong = [value for kind, value in told.items() if value.strip() and kind not in found]
    if wrong:
        said = _("“%(text)s” leads nowhere: give a number with its country, a name, an address, a form of this site.")
        raise _objected("ways", said % {"text": wrong[0][:80]})
    return found


def _amend(channel: Channel, wanted: Looks, by: Actor) -> None:
    amending.amend(channel, SiteCard(looks=wanted.document), by=by)
    channel.refresh_from_db()


def _address(origins: Sequence[str]) -> str:
    return urlsplit(origins[0]).netloc if origins else ""


def _objected(field: str, said: str) -> Objected:
    return Objected([Objection(f"{field}-invalid", said, (field,))])
