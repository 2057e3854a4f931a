"""What visitors of the site did in the past: words in the chat, a form; as the door `site` would have kept it."""

from datetime import timedelta
from uuid import uuid4

from recado.desk.channels.models import Channel
from recado.desk.channels.site import writing
from recado.desk.conversations import sending
from recado.desk.conversations.models import Message
from recado.twins.demo.planning import Step, Talk

SEEN_AFTER = timedelta(seconds=5)
PAGE = {"url": "https://hilandera.example/precios", "title": "Hilandera · Precios"}


class Visits:
    """Who visits the site: each talk a visitor of his own."""

    def __init__(self, channel: Channel, form: str) -> None:
        self.channel, self.form = channel, form
        self.visitors: dict[Talk, str] = {}

    def hear(self, step: Step) -> tuple[str, bytes]:
        """A visitor's turn: the id of the message that it becomes, and what the door keeps of it."""
        talk, words, id_ = step.talk, step.turn.text, uuid4().hex
        if talk.dialogue.form:
            visitor, mail = f"form:{talk.person.mail}", talk.person.mail
            about = {"name": self.form, "subject": talk.dialogue.form}
            body = writing.message(
                visitor, step.at, id_=id_, text=words, name=talk.person.name, email=mail, form=about,
                language=talk.dialogue.language,
            )  # fmt: skip
        else:
            visitor = self.visitors.setdefault(talk, uuid4().hex)
            body = writing.message(
                visitor, step.at, id_=id_, text=words, name=talk.person.name, page=PAGE, language=talk.dialogue.language
            )
        return f"{visitor}:{id_}", body

    def leaves(self, step: Step, message: Message) -> bytes:
        """It stands in the talk at once; what the widget says when its visitor saw it."""
        sending.send(message.pk)
        message.refresh_from_db()
        seen = step.at + SEEN_AFTER
        return writing.read(self.visitors[step.talk], seen, state="read", ids=[str(message.provider_id)])
