"""A mail under a colleague's address is his answer only if it is his; a doubtful one comes in, marked (EM23)."""

import pytest

from recado.desk.cases.models import Case, Filing, State
from recado.desk.channels import reasons
from recado.desk.channels.models import Channel, Delivery, DeliveryState
from recado.desk.conversations.models import Message
from recado.desk.staff.models import Agent, Team
from tests import letters
from tests.doors.web.test_mails_page import page_of
from tests.letters import kept, letter

pytestmark = pytest.mark.django_db
OURS = "mx.hilandera.example"
PASS = f"{OURS}; dkim=pass header.d=%s; spf=pass smtp.mailfrom=%s"


@pytest.fixture
def careful(support: Team) -> Channel:
    """A mailbox that names the server which receives for it."""
    return letters.mailbox(support, receiver=OURS)


def answer(box: Channel, ada: Agent, *results: str, subject: str = "Re: Lámpara") -> Message:
    """Ada's address writes into Dmitri's case; `results` stand on top of it, the first one highest."""
    kept(box, letter(id_="a@x.example"))
    raw = letter("Ya lo miro.", sender=f"Ada <{ada.email}>", answers="a@x.example", to=letters.DMITRI, cc=letters.HELP)
    return kept(box, b"".join(f"Authentication-Results: {one}\r\n".encode() for one in results) + raw)


def domain(ada: Agent) -> str:
    return ada.email.rpartition("@")[2]


def test_EM23_what_our_server_confirms_is_the_colleagues_answer(careful: Channel, ada: Agent) -> None:
    said = answer(careful, ada, PASS % (domain(ada), ada.email))
    assert (said.direction, said.author) == ("out", ada.actor)


@pytest.mark.parametrize(
    "results",
    [
        [],
        [f"{OURS}; dkim=none; spf=none"],
        [f"{OURS}; dkim=pass header.d=mal.example; spf=pass smtp.mailfrom=x@mal.example"],
        ["mx.mal.example; dkim=pass header.d=%s; dmarc=pass header.from=%s"],
        [f"{OURS}; dmarc=fail", f"{OURS}; dkim=pass header.d=%s; dmarc=pass header.from=%s"],
    ],
    ids=["nothing", "none", "of another domain", "of another server", "forged below"],
)
def test_what_it_does_not_confirm_is_a_message_of_that_address_and_says_so(
    careful: Channel, ada: Agent, carla: Agent, results: list[str]
) -> None:
    filled = [one.replace("%s", domain(ada)) for one in results]
    said = answer(careful, ada, *filled)
    case = Case.objects.get()
    assert (said.direction, said.text, Filing.objects.get(message=said).case) == ("in", "Ya lo miro.", case)
    assert case.state != State.WAITING_CUSTOMER
    assert f"It bears the address of a colleague, {ada.email}, and our mail server cannot confirm" in page_of(
        said, carla
    )


def test_without_a_server_named_the_address_is_believed_unless_a_check_failed(box: Channel, ada: Agent) -> None:
    assert answer(box, ada).author == ada.actor
    Message.objects.all().delete()
    assert answer(box, ada, "mx.any.example; dkim=none; spf=none").author == ada.actor
    Message.objects.all().delete()
    assert answer(box, ada, "mx.any.example; spf=fail smtp.mailfrom=x@mal.example").direction == "in"


def test_where_anybody_may_call_and_nothing_is_checked_nobody_passes_for_a_colleague(box: Channel, ada: Agent) -> None:
    """Our own door for SMTP writes so on top of what it takes; whoever got a mail of ours knows its Message-ID."""
    said = answer(box, ada, "mail.hilandera.example; none", PASS % (domain(ada), ada.email))
    assert (said.direction, said.text) == ("in", "Ya lo miro.")


def test_a_server_that_writes_one_field_for_each_check_is_believed(careful: Channel, ada: Agent) -> None:
    kept(careful, letter(id_="a@x.example"))
    raw = letter("Ya lo miro.", sender=f"Ada <{ada.email}>", answers="a@x.example", to=letters.DMITRI, cc=letters.HELP)
    each = ["spf=none", f"dkim=pass header.d={domain(ada)}", f"dmarc=pass header.from={domain(ada)}"]
    lines = [*(f"Authentication-Results: {OURS}; {one}" for one in each), f"Received: from x by {OURS} with ESMTPS; x"]
    assert kept(careful, "".join(f"{one}\r\n" for one in lines).encode() + raw).author == ada.actor


def test_a_forward_that_is_not_the_colleagues_opens_no_case_for_another(careful: Channel, ada: Agent) -> None:
    """EM11, when somebody only pretends to be one of us."""
    words = "Mira.\n\n---------- Forwarded message ---------\nDe: Eva <eva@o.example>\nAsunto: Luz\n\nNo enciende\n"
    said = kept(careful, letter(words, subject="Fwd: Luz", sender=f"Ada <{ada.email}>"))
    assert said.sender.value == ada.email.lower()  # type: ignore[union-attr]


def test_an_address_of_our_own_that_nobody_confirms_is_kept_aside(careful: Channel) -> None:
    kept(careful, letter(id_="a@x.example"))
    letters.deliver(careful, letter("Pague aquí", sender=f"Ayuda <{letters.HELP}>", answers="a@x.example"))
    assert Message.objects.count() == 1
    assert Delivery.objects.latest("pk").state != DeliveryState.PENDING
    assert Delivery.objects.latest("pk").reason == reasons.kept("own-unproven")


def test_at_google_its_own_server_is_named_by_itself(support: Team, ada: Agent) -> None:
    box = letters.mailbox(support, imap={"host": "imap.gmail.com"})
    assert answer(box, ada).direction == "in"
