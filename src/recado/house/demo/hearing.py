"""What customers did in the past: each turn as their provider would have brought it, walked by the desk's road."""

from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import transaction

from recado.desk.channels import importing
from recado.desk.channels.models import Channel
from recado.desk.conversations import fetching
from recado.desk.conversations.models import Attachment
from recado.desk.core import time
from recado.house import road
from recado.twins.demo import kinds, reading
from recado.twins.demo.planning import Step, Talk
from recado.twins.whatsapp import envelopes, media, people
from recado.twins.whatsapp.world import Json, Number, Person, Sent, World, wamid

TOGETHER = timedelta(minutes=8)
MANY = 60
ABOUT_ANOTHER = ("reacciona", "edita", "borra")


class Ear:
    """Gathers what the provider posts, and lets the desk hear it in batches: what came within some minutes at once.

    `others`: who writes where there is no phone; gives the id of the message to come, and the body that brings it.
    """

    def __init__(
        self, world: World, channels: dict[str, Channel], others: dict[str, Callable[[Step], tuple[str, bytes]]]
    ) -> None:
        self.world, self.channels, self.others = world, channels, others
        self.posts: list[tuple[Channel, bytes, datetime]] = []
        self.quiet: list[tuple[Channel, bytes, datetime]] = []
        self.files: dict[str, str] = {}
        self.by_mail: set[Talk] = set()
        self.said: dict[Talk, list[Json]] = {}

    def person(self, talk: Talk) -> Person:
        """The customer in the twin's world."""
        person = people.meet(self.world, talk.person.digits)
        person.name = talk.person.name
        return person

    def way(self, talk: Talk) -> str:
        """What the talk is held on: the dialogue's number, or mail since the house wrote to somebody by mail."""
        return "correo" if talk in self.by_mail else talk.dialogue.number

    def number(self, talk: Talk) -> Number:
        return self.world.numbers[self.channels[talk.dialogue.number].number_id]

    def hear(self, step: Step, ours: Sent | None) -> None:
        """A customer's turn; `ours` is the last message of the house to which a reaction or a quote refers."""
        if self.posts and step.at - self.posts[0][2] > TOGETHER:
            self.flush()
        if other := self.others.get(self.way(step.talk)):
            id_, body = other(step)
            self.said.setdefault(step.talk, []).append({"id": id_, "read": False})
            self._post(body, step.talk, step.at)
            return
        person, number = self.person(step.talk), self.number(step.talk)
        message: Json = {"from": person.digits, "from_user_id": person.bsuid, "id": wamid(person.digits)}
        message |= {"timestamp": str(int(step.at.timestamp()))} | self._content(step, ours)
        said: Json = {**message, "to": number.id, "at": step.at.timestamp(), "read": False}
        person.outbox.append(said)
        self.world.heard[said["id"]] = (person, said)
        if step.turn.act not in ABOUT_ANOTHER:
            person.wrote_at[number.id] = said["at"]
            self.said.setdefault(step.talk, []).append(said)
        self._post(envelopes.pack([envelopes.inbound(number, person, message)]), step.talk, step.at)

    def receipt(self, sent: Sent, talk: Talk, at: datetime) -> None:
        """That a message of ours was read; nobody waits for it, so it is heard with others."""
        sent.statuses += ["sent", "delivered", "read"]
        update = envelopes.status(sent, "read", str(int(at.timestamp())))
        self.hush(envelopes.pack([update]), talk, at)

    def hush(self, body: bytes, talk: Talk, at: datetime) -> None:
        """Something that nobody waits for."""
        self.quiet.append((self.channels[talk.dialogue.number], body, at + timedelta(seconds=1)))

    def flush(self) -> None:
        """Let the desk hear all that was posted so far, at the moment of the last of it."""
        posts = [*self.quiet, *self.posts]
        if not posts:
            return
        with time.as_of(max(at for _, _, at in posts)), transaction.atomic():
            road.walk(importing.keep(posts))
            self._bring()
        self.posts, self.quiet = [], []

    def _post(self, body: bytes, talk: Talk, at: datetime) -> None:
        self.posts.append((self.channels[self.way(talk)], body, at.astimezone(UTC) + timedelta(seconds=1)))

    def _bring(self) -> None:
        """The files that came, which lie on this machine."""
        for attachment in Attachment.objects.filter(blob=None, refusal="", message__isnull=False) if self.files else ():
            name = self.files.get(str((attachment.source or {}).get("id")))
            if name:
                fetching.bring(attachment.pk, reading.media(name))
        self.files = {}

    def _content(self, step: Step, ours: Sent | None) -> Json:
        turn, mine = step.turn, self.said.get(step.talk, [])
        words = turn.text.replace("{name}", step.talk.person.given)
        if turn.act in kinds.KINDS:
            return self._file(step, words)
        if turn.act == "lugar":
            latitude, longitude, name = turn.about.split(" ", 2)
            place = {"latitude": float(latitude), "longitude": float(longitude), "name": name, "address": words}
            return {"type": "location", "location": place}
        if turn.act == "reacciona" and ours:
            return {"type": "reaction", "reaction": {"message_id": ours.id, "emoji": turn.about}}
        if turn.act == "edita":
            body = {"type": "text", "text": {"body": words}}
            return {"type": "edit", "edit": {"original_message_id": mine[-1]["id"], "message": body}}
        if turn.act == "borra":
            return {"type": "revoke", "revoke": {"original_message_id": mine[-1]["id"]}}
        quoted = {"context": {"from": ours.number.digits, "id": ours.id}} if turn.act == "cita" and ours else {}
        return {"type": "text", "text": {"body": words}, **quoted}

    def _file(self, step: Step, words: str) -> Json:
        kind, mime = kinds.kind(step.turn.act, step.turn.about)
        data = reading.media(step.turn.about).read_bytes()
        file = media.keep(self.world, self.number(step.talk).id, data, mime, inbound=True)
        self.files[file.id] = step.turn.about
        body: Json = {"id": file.id, "mime_type": mime, "sha256": b64encode(bytes.fromhex(file.sha256)).decode()}
        body |= {"caption": words} if words else {}
        body |= {"voice": True} if kind == "audio" else {}
        body |= {"filename": step.turn.about} if kind == "document" else {}
        return {"type": kind, kind: body}
