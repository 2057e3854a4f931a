"""Bring home the files that the provider keeps for us, before it throws them away."""

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from recado.desk.channels import lookup, registry
from recado.desk.channels.port import Media, Refused
from recado.desk.conversations.events import MessageChanged
from recado.desk.conversations.models import Attachment, Message
from recado.desk.core import bulk, doorbells
from recado.desk.core.time import now
from recado.desk.files import keeping, sniffing
from recado.desk.files.models import Blob
from recado.desk.journal import telling

LARGEST = 110_000_000


def order(attachments: Sequence[int]) -> None:
    """Ask for these files to be fetched in the background; one statement however many."""
    doorbells.ring(doorbells.FETCH, [{"attachment": pk} for pk in attachments])


def fetch(attachment_id: int) -> None:
    """Fetch one file and keep it. May be called twice. Raises Unreachable or Ambiguous to be tried again."""
    found = Attachment.objects.filter(pk=attachment_id, blob=None, refusal="").select_related("message__channel")
    file = found.first()
    if file is None or file.message is None or file.source is None:
        return
    channel = file.message.channel
    media = Media(
        id=file.source.get("id"), sha256=file.source.get("sha256"), url=file.source.get("url"), mime=file.mime
    )
    try:
        fetched = registry.adapter(channel.kind).fetch(registry.account(channel), media, LARGEST)
    except Refused as wrong:
        _settle(file, file.message, {"refusal": f"{wrong.code} {wrong.detail}".strip()[:500]})
        return
    try:
        _keep(file, file.message, Path(fetched.path), fetched.mime)
    finally:
        Path(fetched.path).unlink(missing_ok=True)


def bring(attachment_id: int, path: Path) -> None:
    """Keep a file that lies on this machine already as the one which the provider announced."""
    file = Attachment.objects.select_related("message").get(pk=attachment_id)
    if file.message:
        _keep(file, file.message, path, None)


def _keep(file: Attachment, message: Message, path: Path, mime: str | None) -> None:
    blob: Blob = keeping.keep_file(path)
    _settle(file, message, {"blob_id": blob.pk, "mime": _checked(blob, file.mime or mime or sniffing.UNKNOWN)})


def _checked(blob: Blob, declared: str) -> str:
    """The type it is said to be, unless its bytes show that it is not: then it is only handed out, never shown."""
    with keeping.path(blob).open("rb") as kept:
        return declared if sniffing.agrees(declared, kept.read(64)) else sniffing.UNKNOWN


def give_up(attachment_id: int) -> None:
    """After a week of trying the provider has thrown the file away: say so on the message."""
    file = Attachment.objects.filter(pk=attachment_id, blob=None, refusal="").select_related("message").first()
    if file and file.message:
        _settle(file, file.message, {"refusal": "gone"})


@transaction.atomic
def _settle(file: Attachment, message: Message, changed: dict[str, object]) -> None:
    bulk.update(Attachment, [{"id": file.pk, **changed}])
    teams = lookup.teams_of(message.channel_id)
    told = MessageChanged(at=now(), thread=message.thread_id, teams=teams, message=message.pk, what="file")
    telling.record(told)
