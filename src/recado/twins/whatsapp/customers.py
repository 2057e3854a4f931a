"""Be a customer: write, send files, answer, react, take back, read; and look at what came."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recado.twins.whatsapp.world import Json

if TYPE_CHECKING:
    from recado.twins.whatsapp.phones import Twin

OPUS = "audio/ogg; codecs=opus"


@dataclass(frozen=True, slots=True)
class Received:
    """A message of ours on a customer's phone; `bytes` is None without a file."""

    id: str
    number: str
    type: str
    text: str | None
    content: Json
    reply_to: str | None
    statuses: tuple[str, ...]
    callback_data: str | None
    mime: str | None
    bytes: bytes | None


class Customer:
    """A phone in somebody's hand. Verbs answer the id of the message; `to` is a number id of ours, else the first."""

    def __init__(self, twin: "Twin", who: str) -> None:
        self.twin, self.who = twin, who

    def writes(self, text: str, **more: Any) -> str:
        """A text. `more`: to, context, timestamp (seconds since 1970, in a string), forwarded."""
        return self.says({"type": "text", "text": {"body": text}}, **more)

    def replies(self, to: str, text: str, **more: Any) -> str:
        """A text that quotes the message `to`."""
        return self.writes(text, context={"from": self.twin.setup.number.lstrip("+"), "id": to}, **more)

    def says(self, content: Json, **more: Any) -> str:
        """Anything the provider can tell: `type` and the object of that name."""
        return str(self._ask("POST", "messages", json={**content, **more})["id"])

    def sends_file(self, kind: str, data: bytes, mime: str, **more: Any) -> str:
        """A file. `more`: caption, filename, voice, to, context (the id it quotes)."""
        headers, query = {"content-type": mime}, {"type": kind, **more}
        return str(self._ask("POST", "files", content=data, params=query, headers=headers)["id"])

    def sends_image(self, data: bytes, mime: str = "image/jpeg", **more: Any) -> str:
        """A picture."""
        return self.sends_file("image", data, mime, **more)

    def sends_voice(self, data: bytes, **more: Any) -> str:
        """A voice note in ogg/opus."""
        return self.sends_file("audio", data, OPUS, voice=1, **more)

    def sends_document(self, data: bytes, mime: str, filename: str, **more: Any) -> str:
        """A document with its name."""
        return self.sends_file("document", data, mime, filename=filename, **more)

    def sends_album(self, images: Sequence[bytes]) -> list[str]:
        """Pictures at once: each is told by its own request, in parallel."""
        with ThreadPoolExecutor(len(images)) as threads:
            jobs = [threads.submit(self.sends_image, data, lane=f"album {n}") for n, data in enumerate(images)]
            return [job.result() for job in jobs]

    def reacts(self, to: str, emoji: str | None) -> str:
        """An emoji on a message; None takes it back, told without the key."""
        reaction = {"message_id": to} | ({"emoji": emoji} if emoji else {})
        return self.says({"type": "reaction", "reaction": reaction})

    def edits(self, message: str, text: str) -> str:
        """A message is said anew."""
        body = {"type": "text", "text": {"body": text}}
        return self.says({"type": "edit", "edit": {"original_message_id": message, "message": body}})

    def revokes(self, message: str) -> str:
        """A message is taken back."""
        return self.says({"type": "revoke", "revoke": {"original_message_id": message}})

    def polls(self) -> str:
        """Something the API does not carry: told as unsupported."""
        title = "Message type unknown"
        error = {"code": 131051, "title": title, "message": title, "error_data": {"details": "Not supported."}}
        return self.says({"type": "unsupported", "unsupported": {"type": "poll"}, "errors": [error]})

    def taps(self, button: str, title: str, *, template: str | None = None) -> str:
        """A tap on a reply button, or on the quick reply of the `template` message of this id."""
        if template is None:
            reply = {"type": "button_reply", "button_reply": {"id": button, "title": title}}
            return self.says({"type": "interactive", "interactive": reply})
        context = {"from": self.twin.setup.number.lstrip("+"), "id": template}
        return self.says({"type": "button", "button": {"payload": button, "text": title}}, context=context)

    def changes_number(self, number: str) -> None:
        """A new phone: the user id changes with it."""
        self.who = self._ask("PUT", "number", json={"number": number})["bsuid"]

    def stops_marketing(self) -> None:
        """No more marketing, please."""
        self._ask("PUT", "marketing", json={"value": "stop"})

    def hears_from_phone(self, text: str) -> str:
        """Staff writes to this customer on the phone that shares our number; the id of the echo."""
        return str(self._ask("POST", "echoes", json={"type": "text", "text": {"body": text}})["id"])

    def reads(self) -> None:
        """Opens the chat."""
        self._ask("POST", "reading")

    def becomes(self, **more: Any) -> None:
        """Change name, username, hidden, reads, blocks_us, opted_out or fate."""
        self.twin.ask("PATCH", f"customers/{self.who}", json=more)

    @property
    def seen(self) -> Json:
        """The whole phone as JSON: number, bsuid, inbox, outbox (with `read`), typing."""
        phone: Json = self.twin.ask("GET", f"customers/{self.who}")
        return phone

    @property
    def inbox(self) -> list[Received]:
        """What our desk sent and what did not fail, in order of acceptance."""
        return [self._received(entry) for entry in self.seen["inbox"]]

    def awaits(self, count: int = 1, within: float = 5.0) -> list[Received]:
        """The inbox once it holds `count` messages; TimeoutError after `within` seconds."""
        deadline = time.monotonic() + within
        while len(inbox := self.inbox) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(inbox)} of {count} messages within {within} s")
            time.sleep(0.02)
        return inbox

    def _ask(self, method: str, what: str, **more: Any) -> Any:
        return self.twin.ask(method, f"customers/{self.who}/{what}", **more)

    def _received(self, entry: Json) -> Received:
        media = entry["media"]
        data = self.twin.http.get(f"files/{media['id']}").content if media else None
        return Received(
            id=entry["id"],
            number=entry["from"],
            type=entry["type"],
            text=entry["text"],
            content=entry["content"],
            reply_to=entry["reply_to"],
            statuses=tuple(entry["statuses"]),
            callback_data=entry["callback_data"],
            mime=media["mime"] if media else None,
            bytes=data,
        )
