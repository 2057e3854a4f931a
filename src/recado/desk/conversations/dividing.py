"""What leaves as a message each? A file alone where the channel carries one at a time, a template with its values."""

from collections.abc import Sequence
from typing import Any

from recado.desk.channels import registry
from recado.desk.channels.models import Template
from recado.desk.conversations.models import Attachment, Thread
from recado.desk.conversations.permitting import Wanted


def parts(thread: Thread, text: str, files: Sequence[Attachment], template: Wanted | None) -> list[dict[str, Any]]:
    """Each as the fields of a message. A voice note carries no words: they leave before it (WA22 keeps the order)."""
    if template:
        return [{"type": "template", "text": _filled(thread, template), "template": _plain(template)}]
    if registry.adapter(thread.channel.kind).abilities.files_together:
        return [{"type": "text", "text": text, "files": tuple(files)}]
    found: list[dict[str, Any]] = [{"type": _kind(file), "files": (file,)} for file in files]
    if not files or (text and files[0].voice):
        found.insert(0, {"type": "text"})
    found[0]["text"] = text
    return found


def _kind(file: Attachment) -> str:
    kind = file.mime.split("/")[0]
    return kind if kind in ("image", "video", "audio") else "document"


def _plain(template: Wanted) -> dict[str, Any]:
    return {"name": template.name, "language": template.language, "values": list(template.values)}


def _filled(thread: Thread, wanted: Wanted) -> str:
    """The template's body as the customer will read it."""
    known = Template.objects.get(channel=thread.channel_id, name=wanted.name, language=wanted.language)
    places = known.places or ["body"] * len(wanted.values)
    inside = [place for place, where in enumerate(places) if where == "body"]
    text = known.body
    for number, place in enumerate(inside, 1):
        name = known.named[place] if known.named else number
        text = text.replace(f"{{{{{name}}}}}", wanted.values[place])
    return text
