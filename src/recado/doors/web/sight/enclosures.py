"""How is a file shown? As picture, voice note, film or document; what is not here yet, or was refused, says so."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from recado.desk.channels import registry
from recado.desk.conversations.models import Attachment
from recado.doors.web.sight import wording

ICONS = {"image": "image", "sticker": "sticker", "video": "film", "audio": "music", "voice": "mic", "file": "file-text"}


@dataclass(frozen=True)
class Enclosure:
    """A file of a message: `kind` is image, sticker, video, audio, voice or file; no `url` while it is not here."""

    id: int
    kind: str
    name: str
    about: str
    url: str
    refusal: str

    @property
    def icon(self) -> str:
        return ICONS[self.kind]

    @property
    def is_pending(self) -> bool:
        return not self.url and not self.refusal


def of(attachment: Attachment, type_: str = "") -> Enclosure:
    """`type_` is the message's: a sticker and a picture have the same bytes."""
    kind = _kind(attachment, type_)
    name = named(kind) if kind == "voice" else attachment.name or named(kind)
    there = attachment.blob is not None
    url = f"/attachments/{attachment.pk}" if there and not attachment.refusal else ""
    return Enclosure(attachment.pk, kind, name, _about(attachment), url, _refusal(attachment))


def _refusal(attachment: Attachment) -> str:
    """Why the provider did not hand the file over, and what to do: in plain words (WA7)."""
    code, _space, _detail = attachment.refusal.partition(" ")
    if code in ("", "gone") or attachment.message is None:
        return _("The provider no longer has it. Ask the customer to send it again.") if code else ""
    return " ".join(registry.adapter(attachment.message.channel.kind).explain_error(code, ""))


def _kind(attachment: Attachment, type_: str) -> str:
    if type_ == "sticker":
        return "sticker"
    if attachment.voice:
        return "voice"
    family = attachment.mime.partition("/")[0]
    return family if family in ("image", "video", "audio") else "file"


def _about(attachment: Attachment) -> str:
    """`PDF, 1,2 MB`."""
    ending = attachment.name.rpartition(".")[2] if "." in attachment.name else attachment.mime.rpartition("/")[2]
    size = wording.size(attachment.blob.bytes) if attachment.blob else ""
    return ", ".join(part for part in (ending[:8].upper(), size) if part)


def named(kind: str) -> str:
    """What it is, where it has no name of its own."""
    names = {
        "image": _("Picture"),
        "sticker": _("Sticker"),
        "video": _("Video"),
        "audio": _("Recording"),
        "voice": _("Voice note"),
        "location": _("A place on the map"),
        "contacts": _("A contact"),
        "document": _("Document"),
        "file": _("Document"),
    }
    return names.get(kind, _("Message"))
