"""Is a machine told from a person, and a mail that came back from both?"""

import pytest

from tests.desk.channels.email.mails import multipart, part, read

PERSON = ("message", True)


def judged(**fields: str) -> tuple[str, bool]:
    verdict = read("Hello", **fields).verdict
    return str(verdict.kind), verdict.may_auto_reply


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"Auto_Submitted": "no"},
        {"Auto_Submitted": "No (a person)"},
        {"X_MS_Exchange_Inbox_Rules_Loop": "dmitri@lumen.example"},
        {"X_Auto_Response_Suppress": "RN, NRN"},
        {"Precedence": "normal"},
        {"Subject": "How does your automatic reply work?"},
        {"Subject": "Mail delivery to my house failed"},
    ],
)
def test_a_person_is_taken_for_a_person(fields: dict[str, str]) -> None:
    assert judged(**fields) == PERSON


@pytest.mark.parametrize(
    "fields",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner=x"},
        {"Precedence": "Auto_Reply"},
        {"X_Auto_Response_Suppress": "DR, OOF, AutoReply"},
        {"X_Autoreply": "yes"},
        {"X_Recado_Loop": "a-house"},
        {"X_MS_Exchange_Generated_Message_Source": "Mailbox Rules Agent"},
        {"Return_Path": "<>"},
        {"Subject": "Respuesta automática: Lamp"},
        {"Subject": "Automatic reply: Lamp"},
        {"Subject": "Автоматический ответ: лампа"},
        {"Subject": "Fora do escritório"},
    ],
)
def test_an_automatic_answer_is_not_answered(fields: dict[str, str]) -> None:
    assert judged(**fields) == ("auto_reply", False)


@pytest.mark.parametrize("fields", [{"List_Id": "<all.lumen.example>"}, {"Precedence": "list"}, {"Precedence": "bulk"}])
def test_a_list_is_not_answered(fields: dict[str, str]) -> None:
    assert judged(**fields) == ("list", False)


@pytest.mark.parametrize("sender", ["no-reply@lumen.example", "NoReply+7@lumen.example", "postmaster@lumen.example"])
def test_nobody_is_not_answered(sender: str) -> None:
    assert judged(From=sender) == ("message", False)


def test_every_verdict_says_why() -> None:
    assert read(Precedence="bulk").verdict.why == "Precedence: bulk"
    assert read(Auto_Submitted="auto-replied").verdict.why == "Auto-Submitted: auto-replied"
    assert read().verdict.why == "a person wrote it"


STATUS = """Reporting-MTA: dns; mx.lumen.example

Original-Recipient: rfc822; Dmitri@lumen.example
Final-Recipient: rfc822; dmitri@lumen.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such
 mailbox
"""
RETURNED = part("text/rfc822-headers", "Subject: Your lamp\nMessage-ID: <ours@desk.example>\n")


def returned(action: str, status: str) -> object:
    report = part("message/delivery-status", STATUS.format(action=action, status=status))
    return multipart(
        part("text/plain", "It could not be delivered"), report, RETURNED, kind='report; report-type="delivery-status"'
    )


@pytest.mark.parametrize(
    ("action", "status", "kind", "temporary"),
    [
        ("failed", "5.1.1", "bounce", False),
        ("failed", "4.4.7", "bounce", False),
        ("delayed", "4.4.1", "delayed", True),
        ("DELAYED (soon)", "4.0.0", "delayed", True),
    ],
)
def test_a_report_says_which_address_failed_and_for_how_long(
    action: str, status: str, kind: str, temporary: bool
) -> None:
    mail = returned(action, status)
    failure = mail.bounce.failures[0]  # type: ignore[attr-defined]
    assert (str(mail.verdict.kind), mail.verdict.may_auto_reply) == (kind, False)  # type: ignore[attr-defined]
    assert (failure.recipient, failure.status, failure.temporary) == ("dmitri@lumen.example", status, temporary)
    assert mail.bounce.original_message_id == "ours@desk.example"  # type: ignore[attr-defined]
    assert mail.attachments == ()  # type: ignore[attr-defined]


def test_a_report_of_success_is_no_bounce() -> None:
    mail = returned("delivered", "2.0.0")
    assert (mail.bounce, str(mail.verdict.kind)) == (None, "auto_reply")  # type: ignore[attr-defined]


def test_a_bounce_in_a_server_s_own_words() -> None:
    words = (
        "Hi. This is the qmail-send program at lumen.example.\nI'm afraid I wasn't able to deliver your message.\n\n"
        "<dmitri@lumen.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
        "--- Below this line is a copy of the message.\n\nMessage-ID: <ours@desk.example>\n"
    )
    mail = read(words, From="MAILER-DAEMON@lumen.example", Subject="failure notice", Return_Path="<>")
    assert mail.bounce is not None
    assert [(one.recipient, one.status) for one in mail.bounce.failures] == [("dmitri@lumen.example", "5.1.1")]
    assert mail.bounce.original_message_id == "ours@desk.example"


def test_a_person_who_talks_of_a_bounce_is_a_person() -> None:
    mail = read("Your mail to <dmitri@lumen.example> bounced: 550 5.1.1 user unknown. What now?")
    assert (mail.bounce, mail.verdict.may_auto_reply) == (None, True)


def test_a_complaint_and_a_receipt() -> None:
    complaint = multipart(
        part("text/plain", "Spam!"), part("message/feedback-report", "Feedback-Type: abuse"), RETURNED, kind="report"
    )
    receipt = multipart(part("text/plain", "Read"), part("message/disposition-notification", "x: y"), kind="report")
    assert (str(complaint.verdict.kind), complaint.verdict.may_auto_reply) == ("complaint", False)
    assert (str(receipt.verdict.kind), receipt.verdict.why) == ("auto_reply", "it is a receipt")
