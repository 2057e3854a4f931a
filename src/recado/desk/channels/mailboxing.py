"""Let the house have a mailbox: add its channel, and change where mail is fetched and how it leaves."""

from collections.abc import Iterable
from typing import Any, ClassVar, Literal, Self

from django.db import connection, transaction
from django.utils.translation import gettext as _

from recado.desk.channels import adding, arriving, forgetting, tending
from recado.desk.channels.email.accounts import INBOX, PORTS
from recado.desk.channels.keeping import CHANNELS
from recado.desk.channels.models import Channel
from recado.desk.core import doorbells, mail_addresses
from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules import amending
from recado.desk.rules.cards import Card
from recado.desk.staff.models import Team

type Security = Literal["tls", "starttls", "none"]
type Auth = Literal["password", "google", "microsoft"]


class MailboxCard(Card):
    """Where a mailbox stands; a host that is empty is no server. `auth` says how one logs in on both sides.
    `receiver`: how the server that takes this mailbox's mail calls itself (authserv-id); only its word counts.
    `folders` are read beside the first one."""

    section: ClassVar[str] = "mailbox"
    model = Channel
    imap_host: str = ""
    imap_port: int = 993
    imap_security: Security = "tls"
    folder: str = INBOX
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: Security = "starttls"
    user: str = ""
    auth: Auth = "password"
    receiver: str = ""
    folders: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Channel) -> Self:
        imap, smtp = row.settings.get("imap") or {}, row.settings.get("smtp") or {}
        known = {f"imap_{name}": imap[name] for name in ("host", "port", "security") if imap.get(name)}
        known |= {f"smtp_{name}": smtp[name] for name in ("host", "port", "security") if smtp.get(name)}
        user = imap.get("user") or smtp.get("user") or ""
        auth: Auth = imap.get("auth") or smtp.get("auth") or "password"
        receiver = row.settings.get("receiver") or ""
        more = tuple(row.settings.get("folders") or ())
        folder = imap.get("folder") or INBOX
        return cls(**known, folder=folder, user=user, auth=auth, receiver=receiver, folders=more)

    @classmethod
    def word(cls, field: str) -> str:
        return {
            "imap_host": _("IMAP server"),
            "imap_port": _("IMAP port"),
            "imap_security": _("IMAP security"),
            "folder": _("folder"),
            "smtp_host": _("SMTP server"),
            "smtp_port": _("SMTP port"),
            "smtp_security": _("SMTP security"),
            "user": _("user"),
            "auth": _("log-in"),
            "receiver": _("server that checks senders"),
            "folders": _("more folders"),
        }[field]

    def keep(self, row: Channel) -> None:
        """A secret never follows to another server: what was for the old one is forgotten, by an undo, too."""
        forgetting.forget(row, [name for side in self.moved(self.of(row)) for name in SECRETS[side]])
        row.settings = self.said(row.settings)
        row.save(update_fields=["settings"])
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNELS])

    def moved(self, before: Self) -> list[str]:
        """On which sides, `imap` and `smtp`, another server would hear the secrets now."""
        names = ("host", "port", "security")
        both = {
            side: [[getattr(one, f"{side}_{name}") for name in names] for one in (before, self)] for side in SECRETS
        }
        return [side for side, (old, new) in both.items() if new[0] and old != new]

    def said(self, settings: dict[str, Any]) -> dict[str, Any]:
        """The settings with this in them; what else stands there stays."""
        both = {"user": self.user, "auth": self.auth}
        imap = {"host": self.imap_host, "port": self.imap_port, "security": self.imap_security, "folder": self.folder}
        smtp = {"host": self.smtp_host, "port": self.smtp_port, "security": self.smtp_security}
        return {
            **settings,
            "receiver": self.receiver,
            "folders": list(self.folders),
            "imap": {**(settings.get("imap") or {}), **imap, **both},
            "smtp": {**(settings.get("smtp") or {}), **smtp, **both},
        }


SECRETS = {
    "imap": ("imap_password", "oauth_refresh_token"),
    "smtp": ("smtp_password", "oauth_refresh_token"),
}
"""What each side's server hears, or could be entered with."""
TYPED = tuple(name for name in MailboxCard.model_fields if name != "folders")
MOST_FOLDERS = 30


@transaction.atomic
def connect(
    *, name: str, address: str, card: MailboxCard, from_now: bool, secrets: dict[str, str], role: str,
    teams: Iterable[Team], by: Actor,
) -> Channel:  # fmt: skip
    """A new mailbox. `from_now` leaves aside what lies there already. Raises Objected, each objection at its field."""
    spelled = mail_addresses.spelled(storable(address))
    wrong = _wrong(card)
    if not spelled:
        wrong.append(Objection("address-invalid", _("Write the address as help@example.com."), ("address",)))
    if not storable(name).strip():
        wrong.append(Objection("name-missing", _("A channel needs a name."), ("name",)))
    if (card.imap_host or card.smtp_host) and card.auth == "password" and not secrets.get("imap_password"):
        wrong.append(Objection("secret-missing", _("Type the password of the mailbox."), ("imap_password",)))
    if wrong:
        raise Objected(wrong)
    settings = card.model_copy(update={"user": card.user or spelled}).said({"address": spelled, "name": name.strip()})
    settings["imap"]["from_now"] = from_now
    try:
        channel = adding.add(
            kind="email", name=name, address=spelled, role=role, settings=settings, secrets=secrets, teams=teams, by=by
        )
    except Objected as taken:
        raise Objected([Objection(one.code, one.text, ("address",)) for one in taken.objections]) from taken
    arriving.settle(by=by)
    return channel


@transaction.atomic
def move(channel: Channel, card: MailboxCard, *, password: str = "", by: Actor) -> None:
    """From now on the mailbox stands there. Another server is told no password that was typed for the old one: it is
    asked for anew. Raises Objected, each objection at its field."""
    wrong, before = _wrong(card), MailboxCard.of(channel)
    moved = card.moved(before)
    if moved and card.auth == "password" and not password.strip() and forgetting.knows_password(channel, SECRETS):
        said = _("Another server: type the password again. The one that is kept is not shown to it.")
        wrong.append(Objection("secret-missing", said, ("password",)))
    if wrong:
        raise Objected(wrong)
    amending.amend(channel, card.model_copy(update={"folders": before.folders}), by=by)
    if password.strip():
        tending.replace_secrets(channel, {f"{side}_password": password for side in moved or SECRETS}, by=by)
    channel.refresh_from_db()
    doorbells.ring(doorbells.PROBE, [{"channel": channel.pk}])


def choose(channel: Channel, folders: Iterable[str], *, by: Actor) -> None:
    """Read these folders, too, each from its own place on."""
    first = MailboxCard.of(channel).folder
    named = tuple(dict.fromkeys(one for one in folders if one != first and storable(one) == one))[:MOST_FOLDERS]
    amending.alter(MailboxCard, channel, {"folders": named}, by=by)
    channel.refresh_from_db()


def card(said: dict[str, str]) -> MailboxCard:
    """What somebody typed into the form. Raises Objected."""
    given: dict[str, Any] = {name: storable(said.get(name, "")).strip() for name in TYPED}
    wrong = []
    for side in ("imap", "smtp"):
        security = given[f"{side}_security"] = given[f"{side}_security"] or ("tls" if side == "imap" else "starttls")
        port = given[f"{side}_port"] or PORTS[side].get(security, 0)
        if not str(port).isdigit() or not 0 < int(port) < 65536:
            wrong.append(Objection("port-invalid", _("A port is a number up to 65535."), (f"{side}_port",)))
            port = 1
        given[f"{side}_port"] = int(port)
    if wrong:
        raise Objected(wrong)
    given["folder"], given["auth"] = given["folder"] or INBOX, given["auth"] or "password"
    try:
        return MailboxCard(**given)
    except ValueError as strange:
        raise Objected([Objection("choice-unknown", _("Choose one of what is offered."), ("whole",))]) from strange


def _wrong(card: MailboxCard) -> list[Objection]:
    """What can be seen without asking the servers."""
    said = _("Write the server's name alone, as imap.example.com.")
    hosts = {"imap_host": card.imap_host, "smtp_host": card.smtp_host}
    bad = [name for name, host in hosts.items() if any(letter in host for letter in " /@") or "://" in host]
    return [Objection("host-invalid", said, (name,)) for name in bad]
