"""What arrives while older mail is read is fetched at once, though the server tells of it once, in another answer."""

from collections.abc import Iterator, Sequence

import pytest
from django.db import connection
from imapclient import IMAPClient

from recado.desk.channels import collecting
from recado.desk.channels.collecting import Cursor
from recado.desk.channels.email import pulling
from recado.desk.channels.models import Channel
from recado.desk.staff.models import Team
from recado.house.mailboxes import Mailboxes
from recado.twins import mail as twins
from tests import dovecot
from tests.dovecot import Dovecot
from tests.house.test_collectors import channel, eventually, mail, numbers

pytestmark = pytest.mark.timeout(120)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot.running() as running:
        yield running


@pytest.fixture
def slow(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    """One mail is fetched at a time, and a third one comes when the first of two is kept."""
    keep = collecting.keep

    def meanwhile(channel: Channel, at: Cursor, mails: Sequence[bytes], upto: int) -> Cursor:
        if upto == 1 and mails:
            server.lay("correo", mail(3))
        return keep(channel, at, mails, upto)

    monkeypatch.setattr(collecting, "keep", meanwhile)
    monkeypatch.setattr(pulling, "BATCH", 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("slow")
def test_EM1_what_arrives_between_two_fetches_does_not_wait_for_the_next_look(server: Dovecot, support: Team) -> None:
    server.lay("correo", mail(1), mail(2))
    channel(server, "correo", support)
    boxes = Mailboxes()
    boxes.tend()
    try:
        assert eventually(lambda: numbers() == [1, 2, 3])
    finally:
        boxes.end()
        connection.close()


def test_the_twin_tells_once_too(server: Dovecot) -> None:
    """As Dovecot does, beside it: in what it answers next, and not again to who waits."""
    with twins.running() as twin:
        for port, password, lay in (
            (server.port, dovecot.PASSWORD, server.lay),
            (twin.imap_port, twin.moods.password, twin.boxes.deliver),
        ):
            with IMAPClient("127.0.0.1", port, ssl=False) as program:
                program.login("otro@lumen.example", password)
                lay("otro@lumen.example", mail(1))
                program.select_folder("INBOX", readonly=True)
                lay("otro@lumen.example", mail(2))
                program.noop()
                program.idle()
                assert program.idle_check(timeout=0.5) == []
                lay("otro@lumen.example", mail(3))
                assert any(b"EXISTS" in one for one in program.idle_check(timeout=10))
                program.idle_done()
