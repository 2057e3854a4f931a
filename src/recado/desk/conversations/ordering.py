"""Turn a written message into an order for the adapter."""

import tempfile
from pathlib import Path

from recado.desk.channels.models import Template
from recado.desk.channels.port import Outbound, OutboundFile, OutboundTemplate
from recado.desk.conversations import mail_orders
from recado.desk.conversations.models import Attachment, Message
from recado.desk.conversations.moving import MARK
from recado.desk.core import bulk
from recado.desk.files import keeping, voicing


class Unsendable(Exception):
    """The message itself cannot leave; `code` and `detail` say why."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code} {detail}")
        self.code, self.detail = code, detail


def order(message: Message) -> Outbound:
    """To whom, and what. Raises Unsendable where a recording cannot be made a voice note."""
    thread = message.thread
    reaction = (message.reply_to or "", message.text) if message.type == "reaction" else None
    files = {one.pk: _file(one) for one in message.attachments.select_related("blob").order_by("place", "pk")}
    mail = mail_orders.order(message, files)
    return Outbound(
        phone=thread.phone or None,
        stable=thread.stable or None,
        ours=f"{MARK}{message.pk}",
        text=None if reaction or message.template else message.text or None,
        file=next(iter(files.values()), None) if not mail else None,
        template=_template(message),
        reply_to=None if reaction else message.reply_to,
        reaction=reaction,
        group=thread.group or None,
        mail=mail,
    )


def _file(file: Attachment) -> OutboundFile:
    if file.voice:
        _make_voice(file)
    if file.blob is None:
        raise Unsendable("file-missing", file.name)
    return OutboundFile(str(keeping.path(file.blob)), file.mime, file.name, file.voice)


def _make_voice(file: Attachment) -> None:
    """What a browser recorded becomes Ogg with Opus, once; the attachment keeps that from then on (F13)."""
    if file.blob is None or voicing.is_ogg_opus(keeping.path(file.blob)):
        return
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "voice.ogg"
        try:
            voicing.to_ogg(keeping.path(file.blob), target)
        except voicing.Unheard as wrong:
            raise Unsendable("voice-unheard", str(wrong)) from wrong
        file.blob = keeping.keep_file(target)
    file.mime, file.name = "audio/ogg; codecs=opus", f"{Path(file.name).stem or 'voice'}.ogg"
    bulk.update(Attachment, [{"id": file.pk, "blob_id": file.blob.pk, "mime": file.mime, "name": file.name}])


def _template(message: Message) -> OutboundTemplate | None:
    wanted = message.template
    if not wanted:
        return None
    known = Template.objects.filter(
        channel=message.channel_id, name=wanted["name"], language=wanted["language"]
    ).first()
    named = tuple(known.named) if known and known.named else None
    places = tuple(known.places) if known else ()
    return OutboundTemplate(wanted["name"], wanted["language"], tuple(wanted["values"]), named, places)
