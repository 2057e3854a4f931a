"""Mails of the past: customers write them in their programs; the provider between them and the house stands here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from email.utils import format_datetime, make_msgid, parseaddr

from recado.desk.channels import collecting
from recado.desk.channels.email import messages
from recado.desk.channels.email.accounts import INBOX
from recado.desk.channels.models import Channel
from recado.desk.conversations import sending
from recado.desk.conversations.models import Message
from recado.desk.core import time
from recado.twins.demo import reading
from recado.twins.demo.planning import Step
from recado.twins.mail import running as standing
from recado.twins.mail import stamping
from recado.twins.mail.moods import Moods
from recado.twins.post import reading as opening
from recado.twins.post import remembering, writing
from recado.twins.post.people import Letter, Person
from recado.twins.post.running import Provider

ABSENT = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All", "Precedence": "bulk"}


class Correspondence:
    """The customers' side of all mail, and the way of the house's own to them."""

    def __init__(self, provider: Provider, channel: Channel) -> None:
        self.post, self.folder, self.channel = provider.post, provider.folder, channel
        self.ports = {"imap_port": provider.twin.imap_port, "smtp_port": provider.twin.smtp_port}
        self.password = provider.twin.moods.password
        self.at = time.now()
        self.post.boxes.clock = lambda: self.at

    @contextmanager
    def open(self) -> Iterator[None]:
        """Mail is taken while the block lasts; then all is remembered, and read by the house."""
        with standing(boxes=self.post.boxes, moods=Moods(password=self.password), **self.ports):
            yield
        box = self.post.boxes.of(self.post.house)
        collecting.begin(self.channel, INBOX, box.validity, box.next_uid - 1)
        for person in self.post.people.values():
            for letter in self.post.letters(person)[1:]:
                self.post.read(person, letter)
        remembering.remember(self.post, self.folder)

    def hear(self, step: Step) -> tuple[str, bytes]:
        """A customer's turn: the id of the message that it becomes, and the mail as it lies in the house's mailbox."""
        self.at = step.at.astimezone(UTC)
        if step.turn.act == "rebote":
            self._bounce(step.turn.about)
        else:
            author = self._author(step)
            writing.send(self.post, author, self._draft(step, author))
        box = self.post.boxes.of(self.post.house)
        raw = box.mails[box.next_uid - 1]
        return str(messages.read(raw).id), raw

    def leaves(self, step: Step, message: Message) -> None:
        """A mail of the house, by the ordinary road."""
        self.at = step.at.astimezone(UTC)
        sending.send(message.pk)

    def _author(self, step: Step) -> Person:
        dialogue, someone = step.talk.dialogue, step.talk.person
        for named in step.turn.beside("de"):
            name, address = parseaddr(named)
            return self.post.meet(Person(address, name, dialogue.language, dialogue.program))
        person = Person(someone.mail, someone.name, dialogue.language, dialogue.program, dialogue.signature)
        return self.post.meet(person)

    def _draft(self, step: Step, author: Person) -> writing.Draft:
        turn, last = step.turn, self._last(author)
        files = [writing.File(name, reading.media(name).read_bytes()) for name in turn.beside("doc")]
        if last is None or step.first:
            return writing.Draft(self.to, step.talk.dialogue.subject, turn.text, self._copied(step), files)
        draft = writing.answer(self.post, author, last, turn.text)
        if turn.act == "ausente":
            fields = {**ABSENT, "In-Reply-To": str(opening.opened(last.raw)["message-id"])}
            return writing.Draft(self.to, turn.beside("asunto")[0], turn.text, fields=fields)
        copied = ", ".join(filter(None, (draft.cc, self._copied(step))))
        return writing.Draft(draft.to, draft.subject, turn.text, copied, files, answers=last)

    @property
    def to(self) -> str:
        return f"{self.post.house_name} <{self.post.house}>"

    def _copied(self, step: Step) -> str:
        copied = step.turn.beside("cc")
        for name, address in map(parseaddr, copied):
            self.post.meet(Person(address, name, step.talk.dialogue.language, step.talk.dialogue.program))
        return ", ".join(copied)

    def _last(self, author: Person) -> Letter | None:
        return next((one for one in self.post.letters(author) if one.folder == "in"), None)

    def _bounce(self, failed: str) -> None:
        """What the server of that address says of the last mail to it (RFC 3464)."""
        box = self.post.boxes.of(failed)
        original = opening.opened(box.mails.popitem()[1])
        host = failed.rpartition("@")[2]
        raw = REPORT.format(
            host=host, failed=failed, house=self.post.house, date=format_datetime(self.at), id=make_msgid(domain=host),
            original=original["message-id"], subject=original["subject"],
        )  # fmt: skip
        stamping.hand_over(self.post.boxes, raw.replace("\n", "\r\n").encode(), "", [self.post.house])


REPORT = """\
From: Mail Delivery Subsystem <mailer-daemon@{host}>
To: {house}
Subject: Delivery Status Notification (Failure)
Date: {date}
Message-ID: {id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8

The following message to <{failed}> was undeliverable.
The reason for the problem:
550 5.1.1 <{failed}>: no such user here

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.{host}

Final-Recipient: rfc822; {failed}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user here

--b1
Content-Type: text/rfc822-headers

Message-ID: {original}
Subject: {subject}
To: {failed}

--b1--
"""
