"""What a house agreed about its mail: what a new one and an answer do, whom it blocks, what becomes of copies."""

import pytest
from django.conf import settings as house
from django.test import Client

from recado.desk.cases import resolving
from recado.desk.cases.models import Case, Filing, State
from recado.desk.channels import arriving, reasons
from recado.desk.channels.email import identifying
from recado.desk.channels.models import Channel, Delivery, DeliveryState
from recado.desk.conversations import sections
from recado.desk.conversations.mails import Participant
from recado.desk.conversations.models import Message
from recado.desk.conversations.sections import IncomingMail
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.people import listing_addresses
from recado.desk.people.listed import AddressList, Listed, Pattern
from recado.desk.people.models import Domain, Organisation
from recado.desk.rules import changing
from recado.desk.staff.models import Agent, Role
from tests import letters, makers
from tests.letters import VALERIA, kept, letter

pytestmark = pytest.mark.django_db


def case_of(message: Message) -> Case:
    return Filing.objects.get(message=message).case


def firm(name: str, *domains: str) -> Organisation:
    made = Organisation.objects.create(name=name, made_at=now(), updated_at=now())
    for domain in domains:
        Domain.objects.create(organisation=made, value=domain)
    return made


def listed(which: AddressList, pattern: str, kind: Pattern) -> Listed:
    return Listed.objects.create(list=which, pattern=pattern, kind=kind, by=HOUSE, made_at=now())


def agree(channel: Channel, **rules: object) -> None:
    changing.change(IncomingMail, sections.scope(channel.pk), IncomingMail(**rules), by=HOUSE)


def test_C18_a_new_mail_gets_the_agreed_assignee_state_and_organisation(box: Channel, ada: Agent, bruno: Agent) -> None:
    """A case begins by e-mail, too (C3)."""
    lumen, others = firm("Lumen Óptica", "lumen.example"), firm("Others")
    agree(box, assignee=bruno.pk, state="open", organisation=others.pk)
    known, stranger = case_of(kept(box, letter())), case_of(kept(box, letter(sender="Eva <eva@nadie.example>")))
    assert [(one.assignee, one.state) for one in (known, stranger)] == [(bruno, State.OPEN)] * 2
    assert (known.person.organisation, stranger.person.organisation) == (lumen, others)


def test_C18_the_rules_of_the_house_hold_where_a_mailbox_has_none(box: Channel, bruno: Agent) -> None:
    changing.change(IncomingMail, "", IncomingMail(assignee=bruno.pk), by=HOUSE)
    assert case_of(kept(box, letter())).assignee == bruno


@pytest.mark.parametrize(("state", "becomes"), [("open", State.OPEN), ("keep", State.RESOLVED)])
def test_C19_an_answer_does_to_the_state_what_is_agreed(box: Channel, state: str, becomes: State) -> None:
    agree(box, answer_state=state)
    case = case_of(kept(box, letter(id_="a@x.example")))
    resolving.resolve(case, by=HOUSE, reason="ok")
    assert case_of(kept(box, letter("¿Y?", answers="a@x.example"))) == case
    case.refresh_from_db()
    assert case.state == becomes


def test_C19_an_answer_may_ask_anew_whose_it_is(box: Channel, ada: Agent, bruno: Agent) -> None:
    agree(box, answer_assignee="anew")
    case = case_of(kept(box, letter(id_="a@x.example")))
    first = case.assignee
    resolving.resolve(case, by=HOUSE, reason="ok")
    kept(box, letter("¿Y?", answers="a@x.example"))
    case.refresh_from_db()
    assert {first, case.assignee} == {ada, bruno}


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("dmitri@lumen.example", Pattern.ADDRESS),
        ("lumen.example", Pattern.DOMAIN),
        ("d*@*.example", Pattern.WILDCARD),
    ],
)
def test_C5_blocked_mail_is_kept_aside_counted_and_comes_back(box: Channel, pattern: str, kind: Pattern) -> None:
    line = listed(AddressList.BLOCK, pattern, kind)
    letters.deliver(box, letter("Compre"), letter("Compre más"))
    assert (Case.objects.count(), Message.objects.count()) == (0, 0)
    assert set(Delivery.objects.values_list("state", "reason")) == {
        (DeliveryState.ASIDE, reasons.kept("blocked", line=pattern))
    }
    line.refresh_from_db()
    assert line.hits == 2
    listing_addresses.retire(line, by=HOUSE)
    client = Client()
    client.force_login(makers.agent("Rosa Head", role=Role.HEAD))
    for delivery in Delivery.objects.all():
        assert client.post(f"/settings/channels/{box.key}/deliveries/{delivery.pk}").status_code == 200
    letters.deliver(box)
    assert sorted(Message.objects.values_list("text", flat=True)) == ["Compre", "Compre más"]


def test_C7_who_was_copied_stays_unless_he_is_on_the_list(box: Channel) -> None:
    listed(AddressList.IGNORE_CC, "lumen.example", Pattern.DOMAIN)
    message = kept(box, letter(sender="Eva <eva@otra.example>", cc=f"{VALERIA}, Iván <ivan@otra.example>"))
    found = Participant.objects.filter(thread=message.thread).values_list("address__value", "role")
    assert sorted(found) == [("eva@otra.example", "writes"), ("ivan@otra.example", "copied")]


def test_C5_what_is_kept_aside_is_seen_with_its_reason(box: Channel) -> None:
    listed(AddressList.BLOCK, "lumen.example", Pattern.DOMAIN)
    letters.deliver(box, letter())
    client = Client()
    client.force_login(makers.agent("Rosa Head", role=Role.HEAD))
    shown = client.get(f"/settings/channels/{box.key}/quarantine").content.decode()
    assert "Kept aside" in shown
    assert "blocked: lumen.example" in shown
    for language, said in (("es", "bloqueado: lumen.example"), ("ru", "заблокировано: lumen.example")):
        shown = client.get(
            f"/settings/channels/{box.key}/quarantine", headers={"accept-language": language}
        ).content.decode()
        assert (said in shown, "blocked: lumen" in shown) == (True, False)


@pytest.mark.parametrize(("agreed", "cases"), [("open", 1), ("aside", 0)])
def test_EM21_a_mail_that_only_copies_us_follows_the_setting(box: Channel, agreed: str, cases: int) -> None:
    agree(box, only_copied=agreed)
    letters.deliver(box, letter(to=VALERIA, cc=letters.HELP, id_="a@x.example"))
    assert Case.objects.count() == cases
    letters.deliver(box, letter(to=VALERIA, cc=letters.HELP, answers="a@x.example"))
    assert Case.objects.count() == cases


def test_EM18_our_own_mail_and_reports_on_nothing_open_no_case(box: Channel) -> None:
    letters.deliver(box, letter("Hola, soy yo", sender=f"Hilandera <{letters.HELP}>", cc=letters.HELP))
    report = letter("Undelivered", sender="MAILER-DAEMON@lumen.example", subject="Undelivered Mail Returned to Sender")
    status = b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n\nUndelivered\n--x\n"
    status += b"Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; no@x.example\nAction: failed\n"
    head = report.partition(b"\n\n")[0].split(b"\n")
    plain = b"\n".join(line for line in head if not line.lower().startswith((b"content-", b"mime")))
    letters.deliver(box, plain + b"\nMIME-Version: 1.0\n" + status + b"Status: 5.1.1\n--x--\n")
    assert Case.objects.count() == 0
    assert sorted(Delivery.objects.values_list("reason", flat=True)) == [
        reasons.kept("own-unasked"),
        reasons.kept("report-unknown"),
    ]


def test_EM18_our_mail_under_another_name_is_known_by_its_mark(box: Channel) -> None:
    mark = identifying.house(house.SECRET_KEY)
    letters.deliver(box, letter("Gracias por su mensaje", X_Desk_Loop=mark))
    assert (Case.objects.count(), Delivery.objects.get().reason) == (0, reasons.kept("came-back"))


def test_EM11_a_house_may_leave_what_is_forwarded_to_who_forwards_it(box: Channel, bruno: Agent) -> None:
    agree(box, forwards=False)
    words = "Mira.\n\n---------- Forwarded message ---------\nFrom: Eva <eva@o.example>\nSubject: Luz\n\nNo enciende\n"
    said = kept(box, letter(words, subject="Fwd: Luz", sender=f"Bruno <{bruno.email}>"))
    assert said.sender is not None
    assert said.sender.value == bruno.email.lower()


def test_nobody_of_us_is_copied(box: Channel) -> None:
    forwarded = f"{arriving.settle(by=HOUSE)}+mail@desk.example"
    token = identifying.token(letters.HELP, 7, house.SECRET_KEY)
    message = kept(box, letter(cc=f"{forwarded}, {token}, help+x@hilandera.example"))
    assert [p.address.value for p in Participant.objects.filter(thread=message.thread)] == ["dmitri@lumen.example"]


def test_EM18_a_machines_mail_opens_a_case_without_a_clock(box: Channel) -> None:
    message = kept(box, letter("Boletín", Auto_Submitted="auto-generated"))
    why = reasons.kept("field", field="Auto-Submitted", value="auto-generated")
    assert (case_of(message).due_state, message.mail.automatic) == ("", why)
