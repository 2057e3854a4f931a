"""Lend a visitor a file of his talk, and take one that he hands over before he says anything."""

from collections.abc import Iterable

from recado.desk.channels.models import Channel
from recado.desk.conversations.models import Attachment
from recado.desk.core.text import storable
from recado.desk.files import keeping, sniffing
from recado.desk.files.models import Blob

LARGEST = 20 * 1024 * 1024  # bytes


def lent(channel: Channel, number: int) -> Attachment | None:
    """The file if it was said on this channel and its bytes are here; who may ask for it the door knows."""
    found = Attachment.objects.filter(pk=number, message__channel=channel).exclude(message__direction="note")
    return found.exclude(blob=None).select_related("blob").first()


def take(pieces: Iterable[bytes], *, mime: str) -> tuple[Blob, str]:
    """The bytes, and what they may be shown as: what they are said to be, unless they show that they are not.

    Raises keeping.TooLarge.
    """
    blob = keeping.keep(pieces, most=LARGEST)
    said = storable(mime).partition(";")[0].strip().lower()[:100] or sniffing.UNKNOWN
    with keeping.path(blob).open("rb") as kept:
        return blob, said if sniffing.agrees(said, kept.read(64)) else sniffing.UNKNOWN
