"""Keep what lies in the mailboxes in a folder, and take it up again after a restart: mails, numbers, what was read."""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from recado.twins.mail.boxes import Box
from recado.twins.post.people import Person, Post

BOOK = "post.json"
type Json = dict[str, Any]


def remember(post: Post, folder: Path) -> None:
    """Write all down; the former book stays until the new one is whole."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    book = {
        "people": [asdict(one) for one in post.people.values()],
        "seen": sorted(post.seen),
        "in": {address: _box(box, folder) for address, box in post.boxes.known.items()},
        "sent": {address: _box(box, folder) for address, box in post.sent.items()},
    }
    draft = folder / f"{BOOK}.draft"
    draft.write_text(json.dumps(book, ensure_ascii=False))
    draft.replace(folder / BOOK)


def recall(post: Post, folder: Path) -> None:
    """Know again all that was written down; nothing where there is no book."""
    if not (folder / BOOK).exists():
        return
    book = json.loads((folder / BOOK).read_text())
    for told in book["people"]:
        post.meet(Person(**told))
    post.seen |= {(address, uid) for address, uid in book["seen"]}
    for address, told in book["in"].items():
        _recalled(post.boxes.of(address), told, folder)
    for address, told in book["sent"].items():
        _recalled(post.sent.setdefault(address, Box()), told, folder)


def state(post: Post) -> int:
    """Something that changes whenever there is something to write down."""
    boxes = (*post.boxes.known.values(), *post.sent.values())
    return hash((len(post.people), len(post.seen), tuple(box.next_uid for box in boxes)))


def _box(box: Box, folder: Path) -> Json:
    mails = [(uid, _kept(raw, folder), box.came[uid].isoformat()) for uid, raw in box.mails.items()]
    return {"validity": box.validity, "next_uid": box.next_uid, "mails": mails}


def _kept(raw: bytes, folder: Path) -> str:
    name = hashlib.sha256(raw).hexdigest()[:32]
    place = folder / f"{name}.eml"
    if not place.exists():
        place.write_bytes(raw)
    return name


def _recalled(box: Box, told: Json, folder: Path) -> None:
    box.validity, box.next_uid = told["validity"], told["next_uid"]
    for uid, name, at in told["mails"]:
        box.mails[uid] = (folder / f"{name}.eml").read_bytes()
        box.came[uid] = datetime.fromisoformat(at)
