"""Does a file fit a channel? Its kind by type, its size against what the provider carries."""

from django.utils.translation import gettext as _

from recado.desk.channels.port import Abilities, FileLimit
from recado.desk.conversations.models import Attachment

RECORDED = ("audio/webm", "video/webm", "audio/mp4", "audio/ogg", "audio/wav", "audio/x-wav")
"""What browsers record; a voice note is turned into what the channel plays."""


def limit_for(mime: str, abilities: Abilities) -> FileLimit | None:
    """The limit that a type falls under; anything may travel as a document where documents may be of any type."""
    plain = mime.split(";")[0].strip().lower()
    named = next((limit for limit in abilities.files if plain in limit.mimes), None)
    return named or next((limit for limit in abilities.files if limit.kind == "document"), None)


def why_not(file: Attachment, abilities: Abilities) -> str:
    """Why the file cannot go, in words; empty if it can."""
    if file.blob is None:
        return _("The file “%(name)s” is not here.") % {"name": file.name}
    if file.voice and file.mime.split(";")[0] in RECORDED:
        return ""
    limit = limit_for(file.mime, abilities)
    if limit is None:
        return _("This channel carries no files of the type %(mime)s.") % {"mime": file.mime}
    if file.blob.bytes > limit.bytes:
        said = {"name": file.name, "most": limit.bytes // 1_000_000 or 1}
        return _("“%(name)s” is too large: this channel carries %(most)s MB at the most.") % said
    return ""
