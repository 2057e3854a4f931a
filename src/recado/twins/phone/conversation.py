"""A talk as the customer's phone shows it: both sides in one order, with ticks, quotes, files, reactions."""

from typing import Any

from recado.twins.phone.remembering import last_at
from recado.twins.whatsapp.world import Json, Number, Person, Sent, World

FILES = ("image", "audio", "video", "document", "sticker")


def row(world: World, person: Person) -> Json:
    """A line in the list of customers."""
    bubbles = talk(world, person, None)
    last = bubbles[-1] if bubbles else None
    waiting = [sent for sent in person.inbox if "read" not in sent.statuses and sent.type != "reaction"]
    return {
        "who": person.bsuid,
        "name": person.name,
        "phone": f"+{person.digits}",
        "at": last_at(person),
        "number": last["number"] if last else None,
        "last": last and {key: last.get(key) for key in ("mine", "kind", "text", "file", "ticks")},
        "unread": len(waiting),
    }


def talk(world: World, person: Person, number: Number | None) -> list[Json]:
    """All bubbles with this number of the house (None: with all), oldest first."""
    mine = [_mine(world, said) for said in person.outbox if number is None or said["to"] == number.id]
    ours = [_theirs(world, sent) for sent in person.inbox if number is None or sent.number is number]
    shown = {one["id"]: one for one in sorted([*mine, *ours], key=lambda one: float(one["at"]))}
    for one in list(shown.values()):
        if one["kind"] in CHANGES:
            del shown[one["id"]]
            if target := shown.get(one["target"]):
                CHANGES[one["kind"]](target, one)
    return _ticked(list(shown.values()))


def _ticked(bubbles: list[Json]) -> list[Json]:
    """Who has read a message has read those before it."""
    read: set[str] = set()
    for one in reversed(bubbles):
        if one["mine"] and (one["ticks"] == "read" or one["number"] in read):
            read.add(one["number"])
            one["ticks"] = "read"
    return bubbles


def _mine(world: World, said: Json) -> Json:
    """What the customer said; `read` once the house saw it."""
    kind = said["type"]
    content: Any = said.get(kind) or {}
    bubble = {"id": said["id"], "at": said["at"], "mine": True, "kind": kind, "number": said["to"]}
    bubble |= {"ticks": "read" if said["read"] else "delivered", "quote": (said.get("context") or {}).get("id")}
    if kind == "edit":
        text = content["message"]["text"]["body"]
        return {**bubble, "target": content["original_message_id"], "text": text}
    if kind == "revoke":
        return {**bubble, "target": content["original_message_id"]}
    if kind == "reaction":
        return {**bubble, "target": content["message_id"], "emoji": content.get("emoji")}
    if kind == "location":
        return {**bubble, "place": content, "text": content.get("name") or ""}
    return {**bubble, "text": content.get("body") or content.get("caption") or "", "file": _file(world, kind, content)}


def _theirs(world: World, sent: Sent) -> Json:
    """What the house said."""
    content = sent.content
    bubble = {"id": sent.id, "at": sent.at, "mine": False, "kind": sent.type, "number": sent.number.id}
    if sent.type == "reaction":
        return {**bubble, "target": content.get("message_id"), "emoji": content.get("emoji")}
    text = content.get("body") if sent.type == "text" else content.get("caption") or content.get("text")
    return {**bubble, "text": text or "", "quote": sent.context, "file": _file(world, sent.type, content)}


def _file(world: World, kind: str, content: Json) -> Json | None:
    file = world.files.get(str(content.get("id")))
    if kind not in FILES or file is None:
        return None
    name = content.get("filename") or ""
    return {"url": f"/phone/files/{file.id}", "mime": file.mime, "size": len(file.bytes), "name": name}


def _react(target: Json, one: Json) -> None:
    target.setdefault("reactions", {})["mine" if one["mine"] else "theirs"] = one["emoji"]


def _edit(target: Json, one: Json) -> None:
    target |= {"text": one["text"], "edited": True}


def _revoke(target: Json, _: Json) -> None:
    target |= {"kind": "revoked", "text": "", "file": None}


CHANGES = {"reaction": _react, "edit": _edit, "revoke": _revoke}
