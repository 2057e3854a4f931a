"""What fits into a box, and which tools stand above it? For whoever writes, in a conversation or to begin one."""

from django.utils.translation import gettext as _

from recado.desk.channels.port import Abilities, FileLimit
from recado.doors.web.sight import formatting, wording


class Bounds:
    """The limits of a channel's abilities, told before anything is uploaded."""

    abilities: Abilities

    @property
    def limits(self) -> str:
        """`images 5 MB, films 16 MB, …`."""
        return ", ".join(f"{_called(limit)} {wording.size(limit.bytes)}" for limit in self.abilities.files)

    @property
    def most(self) -> str:
        return wording.size(max(limit.bytes for limit in self.abilities.files))

    @property
    def rules(self) -> list[dict[str, object]]:
        """The limits as the browser checks them before it uploads."""
        return [
            {"kind": limit.kind, "mimes": limit.mimes, "bytes": limit.bytes, "said": wording.size(limit.bytes)}
            for limit in self.abilities.files
            if limit.kind != "sticker"
        ]

    @property
    def tools(self) -> list[formatting.Tool]:
        return formatting.tools()


def _called(limit: FileLimit) -> str:
    names = {
        "image": _("pictures"),
        "video": _("videos"),
        "audio": _("audio"),
        "document": _("documents"),
        "sticker": _("stickers"),
    }
    return names[limit.kind]
