"""Connect a mailbox with its provider, without a password: ask the owner, and keep what he agreed to."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings as house
from django.db import connection, transaction
from django.utils.translation import gettext as _

from recado.desk.channels import tending
from recado.desk.channels.email import consenting, oauth
from recado.desk.channels.email.accounts import PLACES
from recado.desk.channels.email.consenting import App
from recado.desk.channels.keeping import CHANNELS
from recado.desk.channels.mailboxing import MailboxCard
from recado.desk.channels.models import Channel
from recado.desk.core import sealing
from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules import amending

TENANT = re.compile(r"[A-Za-z0-9.-]{0,100}", re.ASCII)
"""It becomes part of an address at the provider."""


@dataclass(frozen=True)
class Question:
    """Where the owner is asked; `state` comes back with the answer, `sealed` is what is needed then."""

    address: str
    state: str
    sealed: str


def ask(channel: Channel, provider: str, said: Mapping[str, str], *, redirect: str) -> Question:
    """The question to the owner. `said`: `oauth_client_id`, `oauth_client_secret`, `tenant`; what is empty stays as it
    was. Raises Objected, each objection at its field."""
    known = sealing.unseal(channel.secrets, house.SECRET_KEY)
    typed = {name: storable(said.get(name, "")).strip() for name in ("oauth_client_id", "oauth_client_secret")}
    client = typed["oauth_client_id"] or known.get("oauth_client_id", "")
    secret = typed["oauth_client_secret"] or ("" if typed["oauth_client_id"] else known.get("oauth_client_secret", ""))
    wrong, tenant = [], storable(said.get("tenant", "")).strip()
    if not TENANT.fullmatch(tenant):
        words = _("Write the directory as its ID or its domain.")
        wrong.append(Objection("tenant-invalid", words, (f"{provider}_tenant",)))
    if provider not in oauth.TOKEN_URLS:
        wrong.append(Objection("choice-unknown", _("Choose one of what is offered."), ("whole",)))
    if not client:
        wrong.append(Objection("client-missing", _("Paste the client ID of your app."), (f"{provider}_client_id",)))
    if wrong:
        raise Objected(wrong)
    state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    place = _with_tenant(channel.settings, tenant)
    address = consenting.asked_at(
        place, App(provider, client, secret, redirect), user=MailboxCard.of(channel).user or channel.address,
        state=state, verifier=verifier,
    )  # fmt: skip
    kept = {"provider": provider, "client": client, "secret": secret, "redirect": redirect, "tenant": tenant}
    return Question(address, state, sealing.seal({**kept, "verifier": verifier}, house.SECRET_KEY))


def agree(channel: Channel, sealed: str, code: str, *, by: Actor) -> None:
    """Trade the code and keep what it gives; the call is made outside any transaction. Raises Refused, Unreachable."""
    kept = sealing.unseal(sealed, house.SECRET_KEY)
    app = App(kept["provider"], kept["client"], kept["secret"], kept["redirect"])
    settings = _with_tenant(channel.settings, kept["tenant"])
    refresh = consenting.trade(settings, app, code=code, verifier=kept["verifier"])
    _keep(channel, app, refresh, kept["tenant"], by)


@transaction.atomic
def _keep(channel: Channel, app: App, refresh: str, tenant: str, by: Actor) -> None:
    """From now on one logs in so; servers that nobody named are the provider's."""
    kept = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    kept.settings = _with_tenant(kept.settings, tenant)
    kept.save(update_fields=["settings"])
    card = MailboxCard.of(kept)
    places = {} if card.imap_host or card.smtp_host else PLACES[app.provider]
    changed = {"auth": app.provider, "user": card.user or kept.address, **places}
    amending.alter(MailboxCard, kept, changed, by=by)
    fresh = {"oauth_client_id": app.client, "oauth_client_secret": app.secret, "oauth_refresh_token": refresh}
    tending.replace_secrets(channel, fresh, by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNELS])
    channel.refresh_from_db()


def _with_tenant(settings: dict[str, object], tenant: str) -> dict[str, object]:
    given = settings.get("oauth")
    return {
        **settings,
        "oauth": {**(given if isinstance(given, dict) else {}), **({"tenant": tenant} if tenant else {})},
    }
