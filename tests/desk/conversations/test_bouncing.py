"""What a server reports of our mail is said on the message, on the address and in the case (email.md 3)."""

from collections.abc import Iterator

import pytest

from recado.desk.cases import retelling, timeline
from recado.desk.cases.models import Case
from recado.desk.channels.models import Channel
from recado.desk.conversations import replying, sending
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.mail_events import MailComplained, MailReturned
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Message
from recado.desk.journal.telling import Objected
from recado.desk.people import listing_addresses
from recado.desk.people.listed import Listed
from recado.desk.staff.models import Agent, Team
from tests.desk.channels.email import postbox
from tests.desk.channels.email.postbox import Postbox
from tests.desk.conversations import letters

pytestmark = pytest.mark.django_db

REPORT = """--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.lumen.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user
--b
Content-Type: text/rfc822-headers

Message-ID: <{original}>
--b--
"""


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox.running() as running:
        yield running


@pytest.fixture
def soporte(box: Postbox, support: Team) -> Channel:
    return letters.mailbox(box, support)


@pytest.fixture
def sent(soporte: Channel, ada: Agent) -> Message:
    """Ada answered Dmitri and Valeria."""
    came = letters.comes(soporte, cc="valeria@lumen.example")
    [message] = replying.reply(letters.thread(came), by=ada.actor, text="Ya lo miro.")
    sending.send(message.pk)
    message.refresh_from_db()
    return message


def _reports(channel: Channel, of: Message, address: str, *, action: str = "failed", status: str = "5.1.1") -> Message:
    original = Mail.objects.get(message=of).mail_id
    return letters.comes(
        channel,
        REPORT.format(address=address, action=action, status=status, original=original),
        **{
            "from": "Mail Delivery Subsystem <mailer-daemon@mx.lumen.example>",
            "return_path": "<>",
            "subject": "Undelivered Mail Returned to Sender",
            "content_type": "multipart/report; report-type=delivery-status; boundary=b",
        },
    )


def _events(message: Message) -> list[MailReturned | MailComplained]:
    case = Case.objects.get(filing__message=message)
    said = [one.event for one in timeline.timeline(case)]
    return [one for one in said if isinstance(one, MailReturned | MailComplained)]


def test_a_mail_that_came_back_has_failed_and_its_address_is_marked(soporte: Channel, sent: Message) -> None:
    report = _reports(soporte, sent, "Dmitri@lumen.example")
    assert report.thread_id == sent.thread_id
    sent.refresh_from_db()
    assert (sent.rung, sent.failure) == ("failed", {"code": "bounced 5.1.1", "detail": "dmitri@lumen.example"})
    line = Listed.objects.get(list="failing")
    assert (line.pattern, line.note, line.hits, str(line.by)) == ("dmitri@lumen.example", "5.1.1", 1, "house:")
    [event] = _events(sent)
    assert (event.address, event.of) == ("dmitri@lumen.example", sent.pk)  # type: ignore[union-attr]
    retelling.take_back(sent.pk)
    assert Case.objects.get(filing__message=sent).state == "open"


def test_one_of_several_who_failed_is_noted_and_the_mail_is_still_sent(soporte: Channel, sent: Message) -> None:
    _reports(soporte, sent, "valeria@lumen.example")
    sent.refresh_from_db()
    assert sent.rung == "accepted"
    assert sent.more["returned"] == [{"address": "valeria@lumen.example", "status": "5.1.1", "temporary": False}]
    assert Listed.objects.get(list="failing").pattern == "valeria@lumen.example"


def test_what_is_only_late_is_noted_and_nothing_more(soporte: Channel, sent: Message) -> None:
    _reports(soporte, sent, "dmitri@lumen.example", action="delayed", status="4.4.1")
    sent.refresh_from_db()
    assert sent.rung == "accepted"
    assert not Listed.objects.exists()
    assert [one.temporary for one in _events(sent)] == [True]  # type: ignore[union-attr]


def test_nobody_marks_an_address_that_we_never_wrote_to(soporte: Channel, sent: Message) -> None:
    _reports(soporte, sent, "carla@other.example")
    assert not Listed.objects.exists()


def test_a_mark_can_be_cleared_and_comes_back_with_the_next_report(soporte: Channel, sent: Message, ada: Agent) -> None:
    _reports(soporte, sent, "dmitri@lumen.example")
    listing_addresses.retire(Listed.objects.get(), by=ada.actor)
    _reports(soporte, sent, "dmitri@lumen.example")
    assert Listed.objects.filter(retired_at=None).count() == 1
    assert Listed.objects.count() == 2


def _calls_it_spam(channel: Channel, mail_id: str, who: str = "", kind: str = "abuse") -> Message:
    """As providers do: the mail comes back inside, and the one who complained is named or hidden."""
    named = f"\nOriginal-Rcpt-To: <{who}>" if who else ""
    report = f"Content-Type: message/feedback-report\n\nFeedback-Type: {kind}\nVersion: 1{named}\n"
    inside = f"Content-Type: message/rfc822\n\nMessage-ID: <{mail_id}>\nSubject: La lámpara\n\nYa lo miro.\n"
    return letters.comes(
        channel,
        f"--b\nContent-Type: text/plain\n\nspam\n--b\n{report}\n--b\n{inside}\n--b--",
        **{
            "from": "abuse@provider.example",
            "content_type": "multipart/report; report-type=feedback-report; boundary=b",
        },
    )


@pytest.fixture
def alone(soporte: Channel, ada: Agent) -> Message:
    """Ada answered Dmitri, and nobody else has that mail."""
    [message] = replying.reply(letters.thread(letters.comes(soporte)), by=ada.actor, text="Ya lo miro.")
    sending.send(message.pk)
    return message


@pytest.mark.parametrize("who", ["", "Dmitri@lumen.example"])
def test_a_complaint_stops_mailing_until_a_person_allows_it(
    soporte: Channel, alone: Message, ada: Agent, who: str
) -> None:
    came = _calls_it_spam(soporte, Mail.objects.get(message=alone).mail_id, who)
    assert [one.address for one in _events(alone)] == ["dmitri@lumen.example"]
    thread = letters.thread(came)
    letter = Letter(to=letters.boxes("dmitri@lumen.example"), subject="Re: La lámpara")
    with pytest.raises(Objected) as refused:
        replying.reply(thread, by=ada.actor, text="Hola", letter=letter)
    assert [one.code for one in refused.value.objections] == ["complained"]
    listing_addresses.retire(Listed.objects.get(list="complained"), by=ada.actor)
    assert replying.reply(thread, by=ada.actor, text="Hola", letter=letter)


@pytest.mark.parametrize("who", ["", "dmitri@lumen.example", "valeria@lumen.example"])
def test_whoever_was_in_the_copy_silences_nobody_by_a_forged_complaint(
    soporte: Channel, sent: Message, who: str
) -> None:
    """Both know the Message-ID: the report is shown in the case, and a person judges it."""
    came = _calls_it_spam(soporte, Mail.objects.get(message=sent).mail_id, who)
    assert came.thread == sent.thread
    assert (Listed.objects.count(), _events(sent)) == (0, [])


@pytest.mark.parametrize(("who", "kind"), [("valeria@lumen.example", "abuse"), ("", "not-spam")])
def test_a_report_that_names_another_or_says_the_opposite_silences_nobody(
    soporte: Channel, alone: Message, who: str, kind: str
) -> None:
    _calls_it_spam(soporte, Mail.objects.get(message=alone).mail_id, who, kind)
    assert not Listed.objects.exists()
