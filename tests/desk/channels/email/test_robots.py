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
        {"Subject": "Auto: your lamp"},
        {"Subject": "[Auto-Reply] Lamp"},
        {"Subject": "OOO: Lamp"},
        {"Subject": "On holiday until Monday"},
        {"Subject": "Ausente de la oficina"},
        {"Subject": "Ausência temporária"},
        {"Subject": "Отсутствую на рабочем месте"},
        {"Subject": "Abwesenheitsnotiz: Lampe"},
        {"Subject": "Absence du bureau : lampe"},
        {"Subject": "Fuori ufficio: lampada"},
        {"X_POST_MessageClass": "9; Autoresponder"},
        {"X_Precedence": "auto_reply"},
        {"X_FC_MachineGenerated": "true"},
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


FAILED = "The following address failed: bruno@casa.example\n550 5.1.1 user unknown\n"


@pytest.mark.parametrize(
    "fields",
    [
        {"Subject": "On holiday I bought a lamp"},
        {"Subject": "Fwd: Undelivered Mail Returned to Sender"},
        {"Subject": "Delivery failed? Where is my lamp", "User_Agent": "Mail of Dmitri"},
        {"Subject": "Returned mail", "In_Reply_To": "<ours@desk.example>"},
        {"Subject": "Re: Automatic reply: Lamp"},
    ],
)
def test_neither_a_subject_nor_a_quotation_makes_a_person_a_machine(fields: dict[str, str]) -> None:
    mail = read(FAILED, **fields)
    assert (mail.bounce, str(mail.verdict.kind), mail.verdict.may_auto_reply) == (None, "message", True)


def test_who_forwards_a_bounce_is_a_person() -> None:
    report = multipart(part("message/delivery-status", STATUS.format(action="failed", status="5.1.1")), kind="report")
    assert report.bounce
    inside = b"Content-Type: multipart/report; boundary=r\n\n--r\nContent-Type: message/delivery-status\n\n" + (
        STATUS.format(action="failed", status="5.1.1").encode() + b"\n--r--\n"
    )
    mail = multipart(part("text/plain", "What is this?"), part("message/rfc822", inside), Subject="Fwd: Undeliverable")
    assert (mail.bounce, mail.verdict.may_auto_reply) == (None, True)


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("К сожалению, Ваше письмо не может быть доставлено:\n\nbruno@casa.example\n\nuser not found", {}),
        ("The following recipient(s) could not be reached:\n\n  bruno@casa.example on 20/11/2026\n", {}),
        ("El mensaje no se pudo entregar a bruno@casa.example.", {"Return_Path": "<MAILER-DAEMON@casa.example>"}),
    ],
)
def test_a_server_may_say_it_in_words_that_no_library_knows(words: str, fields: dict[str, str]) -> None:
    mail = read(words, Subject="Undeliverable: Lamp", **{"From": "postmaster@casa.example"} | fields)
    assert mail.bounce is not None
    assert [one.recipient for one in mail.bounce.failures] == ["bruno@casa.example"]


def test_the_mail_that_came_back_is_found_in_the_report_or_in_what_it_answers() -> None:
    status = STATUS.format(action="failed", status="5.1.1")
    named = part(
        "message/delivery-status", status.replace("\n\n", "\nX-Original-Message-ID: <ours@desk.example>\n\n", 1)
    )
    answering = part("text/plain", status)
    for mail in (
        multipart(named, kind="report"),
        multipart(answering, kind="report", In_Reply_To="<ours@desk.example>"),
    ):
        assert mail.bounce is not None
        assert mail.bounce.original_message_id == "ours@desk.example"


def test_an_inner_name_of_a_server_gives_way_to_the_address_that_was_written_to() -> None:
    status = STATUS.format(action="failed", status="5.1.1").replace("dmitri@lumen.example", "dmitri@store-daemon")
    mail = multipart(part("message/delivery-status", status), kind="report")
    assert mail.bounce is not None
    assert [one.recipient for one in mail.bounce.failures] == ["Dmitri@lumen.example"]


def test_a_complaint_and_a_receipt() -> None:
    complaint = multipart(
        part("text/plain", "Spam!"), part("message/feedback-report", "Feedback-Type: abuse"), RETURNED, kind="report"
    )
    receipt = multipart(part("text/plain", "Read"), part("message/disposition-notification", "x: y"), kind="report")
    assert (str(complaint.verdict.kind), complaint.verdict.may_auto_reply) == ("complaint", False)
    assert (str(receipt.verdict.kind), receipt.verdict.why) == ("auto_reply", "it is a receipt")
