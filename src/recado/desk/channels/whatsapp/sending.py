"""How a message leaves: one POST to Graph, a file uploaded first."""

from collections.abc import Iterator
from pathlib import Path

from recado.desk.channels.port import Accepted, Account, Ambiguous, Json, Outbound, OutboundFile, Refused
from recado.desk.channels.whatsapp import abilities, filling, graph
from recado.desk.channels.whatsapp.picking import thing, things, word


def send(account: Account, message: Outbound) -> Accepted:
    """Hand a message over. Accepted means only that: what becomes of it is told by receipts.

    Raises Refused, Unreachable (it surely did not leave) or Ambiguous (nobody knows: match later by `ours`).
    """
    body = _envelope(message) | _content(account, message)
    answer = graph.call(account, "POST", graph.number_id(account), "messages", once=True, json=body)
    sent, contact = _first(answer, "messages"), _first(answer, "contacts")
    id_ = word(sent.get("id"))
    if id_ is None:
        raise Ambiguous("taken without an id")
    return Accepted(id_, phone=word(contact.get("wa_id")), stable=word(contact.get("user_id")))


def mark_read(account: Account, provider_id: str) -> None:
    """Show the customer that his message was read, and all before it."""
    body = {"messaging_product": "whatsapp", "status": "read", "message_id": provider_id}
    graph.call(account, "POST", graph.number_id(account), "messages", json=body)


def _first(answer: Json, name: str) -> Json:
    return thing(next(iter(things(answer.get(name))), None))


def _envelope(message: Outbound) -> Json:
    envelope: Json = {"messaging_product": "whatsapp", "biz_opaque_callback_data": message.ours}
    if len(message.ours) > abilities.CALLBACK_LIMIT:
        raise ValueError("`ours` is longer than 512 characters")
    if message.reply_to:
        envelope["context"] = {"message_id": message.reply_to}
    return envelope | _recipient(message)


def _recipient(message: Outbound) -> Json:
    """Digits go with ``+``, else Meta prepends our own country; a user id never goes into `to` (WA12)."""
    if message.group:
        return {"recipient_type": "group", "to": message.group}
    if message.phone:
        return {"recipient_type": "individual", "to": f"+{message.phone.removeprefix('+')}"}
    if message.stable:
        return {"recipient_type": "individual", "recipient": message.stable}
    raise Refused("no_recipient")


def _content(account: Account, message: Outbound) -> Json:
    return next(_contents(account, message), None) or _nothing()


def _contents(account: Account, message: Outbound) -> Iterator[Json]:
    if message.reaction:
        target, emoji = message.reaction
        yield {"type": "reaction", "reaction": {"message_id": target, "emoji": emoji}}
    if message.template:
        yield {"type": "template", "template": filling.fill(message.template)}
    if message.file:
        yield _file(account, message.file, message.text)
    if message.text:
        yield {"type": "text", "text": {"body": message.text, "preview_url": "://" in message.text}}


def _nothing() -> Json:
    raise Refused("nothing_to_send")


def _file(account: Account, file: OutboundFile, caption: str | None) -> Json:
    size = Path(file.path).stat().st_size
    kind = "audio" if file.voice else abilities.kind(file.mime, size)
    if any(limit.kind == kind and size > limit.bytes for limit in abilities.FILES):
        raise Refused("too_large", f"{kind}, {size} bytes")
    if caption and kind not in abilities.CAPTIONED:
        raise Refused("no_caption", kind)
    parts: Json = {"id": upload(account, file)}
    parts |= {"caption": caption} if caption else {}
    parts |= {"filename": file.name} if kind == "document" else {}
    parts |= {"voice": True} if file.voice else {}
    return {"type": kind, kind: parts}


def upload(account: Account, file: OutboundFile) -> str:
    """Leave a file with the provider for 30 days and get its id; harmless when done twice."""
    mime = file.mime.partition(";")[0].strip()
    with Path(file.path).open("rb") as stream:
        answer = graph.call(
            account,
            "POST",
            graph.number_id(account),
            "media",
            data={"messaging_product": "whatsapp", "type": mime},
            files={"file": (file.name, stream, mime)},
        )
    id_ = word(answer.get("id"))
    if id_ is None:
        raise Refused("131053", "no id for the file")
    return id_
