"""How are the writers of a talk called, and what did the messages say that are answered?"""

from collections.abc import Mapping
from dataclasses import dataclass

from recado.desk.conversations.models import Message, Thread
from recado.desk.core.actors import Actor
from recado.desk.journal.events import Names
from recado.doors.web.sight import bubbles, enclosures, faces, readings


@dataclass(frozen=True)
class Authors:
    """What is known of the messages of a page."""

    answered: Mapping[str, Message]
    ours: Mapping[str, Message]
    who: Names

    def called(self, actor: Actor, thread: Thread) -> str:
        if actor.kind == "agent":
            return self.who(actor)
        return faces.called(thread.person, thread.reached) if actor.kind == "person" else "Recado"

    def of(self, message: Message) -> str:
        """A first name is enough for a colleague; in a group the sender is named."""
        if message.sender_id and message.thread.kind in ("group", "mail") and message.sender:
            return faces.called(message.sender.person, message.sender.value)
        name = self.called(message.author, message.thread)
        return name.split()[0] if message.author.kind == "agent" and name else name

    def reactions(self, message: Message) -> tuple[tuple[str, str], ...]:
        """Each emoji with who gave it: theirs, and ours as last sent."""
        theirs = [(emoji, self.called(author, message.thread)) for author, emoji in readings.reactions(message)]
        ours = self.ours.get(message.provider_id or "")
        return (*theirs, (ours.text, self.called(ours.author, message.thread))) if ours and ours.text else tuple(theirs)

    def quoted(self, message: Message) -> bubbles.Quote | None:
        if not message.reply_to:
            return None
        target = self.answered.get(message.reply_to)
        if target is None:
            return bubbles.Quote(None, "", "")
        files = [enclosures.of(one, target.type).name for one in readings.files(target)]
        return bubbles.Quote(target.pk, self.of(target), target.text or ", ".join(files))
