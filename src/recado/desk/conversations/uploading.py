"""Take in a file that shall leave with a message to come, before there is that message."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from recado.desk.channels.email import tidying
from recado.desk.conversations.models import Attachment, Draft
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.files import keeping, sniffing

LARGEST = 100 * 1024 * 1024
WAITS_FOR = timedelta(days=2)


@transaction.atomic
def upload(chunks: Iterable[bytes], *, name: str, mime: str, by: Actor, voice: bool = False) -> Attachment:
    """Keep the bytes, to be sent by the one who brought them. Raises keeping.TooLarge."""
    blob = keeping.keep(chunks, most=LARGEST)
    named, typed = storable(name)[:200], storable(mime or sniffing.UNKNOWN)[:200]
    return Attachment.objects.create(name=named, mime=typed, voice=voice, blob=blob, by=by, made_at=now())


def speak(files: Sequence[Attachment]) -> None:
    """Let these files leave as voice notes (F13)."""
    for file in files:
        file.voice = True
    bulk.update(Attachment, [{"id": file.pk, "voice": True} for file in files])


def forget(at: datetime) -> int:
    """Drop files that were brought but never sent, and stand in no draft; gives how many."""
    drafted = _drafted()
    old = Attachment.objects.filter(message=None, made_at__lt=at - WAITS_FOR)
    return old.exclude(pk__in=drafted).delete()[0]


def again(file: Attachment, *, by: Actor) -> Attachment:
    """The same bytes for another message: a picture that stood in the talk already is shown again."""
    same = {"name": file.name, "mime": file.mime, "blob_id": file.blob_id, "by": by, "made_at": now()}
    [(id_,)] = bulk.insert(Attachment, [same])
    return Attachment.objects.select_related("blob").get(pk=id_)


def _drafted() -> set[int]:
    """The files beside and inside all drafts, and inside what other devices wrote."""
    waiting = Draft.objects.exclude(attachments=[], html="", earlier=[]).values_list("attachments", "html", "earlier")
    found: set[int] = set()
    for beside, html, earlier in waiting.iterator():
        found.update(beside, *(tidying.pictures(one) for one in (html, *(each.get("html", "") for each in earlier))))
    return found
