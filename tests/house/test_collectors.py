"""Mail is fetched from a real Dovecot: all of it, in order, once, and nothing is changed over there."""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.utils import timezone

from recado.desk.channels import adding, collecting, minding, registry, tending
from recado.desk.channels.email import entering
from recado.desk.channels.email.standing_in import MIB
from recado.desk.channels.mailboxes import Mailbox
from recado.desk.channels.models import Channel, ChannelState, Delivery
from recado.desk.channels.port import Refused, Unreachable
from recado.desk.core.actors import HOUSE
from recado.desk.staff.models import Team
from recado.house import spawning
from recado.house.collectors import Collector
from recado.house.mailboxes import Mailboxes
from tests import dovecot
from tests.dovecot import PASSWORD, Dovecot

pytestmark = pytest.mark.timeout(120)
BACKLOG = 10_000


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot.running() as running:
        yield running


@pytest.fixture
def box(server: Dovecot, request: pytest.FixtureRequest) -> str:
    """A mailbox of its own for each scene."""
    return f"box{abs(hash(request.node.name)) % 10**9}"


def channel(server: Dovecot, user: str, team: Team, password: str = PASSWORD, **more: object) -> Channel:
    return adding.add(
        kind="email", name="Correo", address="ayuda@lumen.example", by=HOUSE, teams=[team],
        settings={"address": "ayuda@lumen.example", "imap": server.settings(user, **more)},
        secrets={"imap_password": password},
    )  # fmt: skip


def mail(number: int, words: str = "¿Llegó la lámpara?", **fields: str) -> bytes:
    head = {"Message-ID": f"<{number}@casa.example>", "From": "Dmitri <dmitri@casa.example>", "X-Number": str(number)}
    lines = [f"{name}: {value}" for name, value in (head | fields).items()]
    return "\r\n".join([*lines, f"Subject: {number}", "", words, ""]).encode()


def look(channel: Channel) -> None:
    """One look into the mailbox, as the loop takes it."""
    with entering.opened(registry.account(channel)) as open_box:
        Collector(channel).look(open_box)


def numbers() -> list[int]:
    """What was taken over, in the order in which the sorters will find it."""
    kept = [bytes(body) for body in Delivery.objects.order_by("pk").values_list("body", flat=True)]
    return [int(body.partition(b"X-Number: ")[2].partition(b"\r\n")[0]) for body in kept]


def eventually(holds: Callable[[], bool], within: float = 20.0) -> bool:
    end = time.monotonic() + within
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return held


@pytest.mark.django_db
def test_all_that_lies_there_comes_in_order_and_raw(server: Dovecot, box: str, support: Team) -> None:
    correo = channel(server, box, support)
    server.lay(box, *[mail(number) for number in range(1, 8)])
    look(correo)
    assert numbers() == [1, 2, 3, 4, 5, 6, 7]
    assert bytes(Delivery.objects.order_by("pk")[2].body) == mail(3)
    look(correo)
    server.lay(box, mail(8))
    look(correo)
    assert numbers() == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.django_db
def test_EM6_what_somebody_read_in_his_own_program_comes_too_and_nothing_is_marked_by_us(
    server: Dovecot, box: str, support: Team
) -> None:
    server.lay(box, mail(1), mail(2), mail(3))
    with server.client(box) as his:
        his.select("INBOX")
        his.fetch("2", "(BODY[])")
    assert server.unseen(box) == 2
    look(channel(server, box, support))
    assert numbers() == [1, 2, 3]
    assert server.unseen(box) == 2


@pytest.mark.django_db
def test_EM7_an_answer_that_names_only_a_part_never_passes_over_the_rest(
    server: Dovecot, box: str, support: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that lists three mails at most, and one that hands out two at most."""
    import imapclient

    search, fetch = imapclient.IMAPClient.search, imapclient.IMAPClient.fetch

    def short_search(client: imapclient.IMAPClient, *asked: object) -> list[int]:
        return list(search(client, *asked))[:3]

    def short_fetch(client: imapclient.IMAPClient, uids: list[int], what: object) -> dict[int, object]:
        return dict([*fetch(client, uids, what).items()][:2])

    monkeypatch.setattr(imapclient.IMAPClient, "search", short_search)
    monkeypatch.setattr(imapclient.IMAPClient, "fetch", short_fetch)
    server.lay(box, *[mail(number) for number in range(1, 12)])
    look(channel(server, box, support))
    assert numbers() == list(range(1, 12))


@pytest.mark.django_db
def test_new_numbers_of_all_mails_bring_them_again_and_lose_none(server: Dovecot, box: str, support: Team) -> None:
    """What is doubled raw is known by itself above: `provider_id` is the mail's own (test_threading of mail)."""
    correo = channel(server, box, support)
    server.lay(box, mail(1), mail(2))
    look(correo)
    before = Mailbox.objects.get(channel=correo).uidvalidity
    server.spoil_numbers(box)
    server.lay(box, mail(3))
    look(correo)
    assert Mailbox.objects.get(channel=correo).uidvalidity != before
    assert numbers() == [1, 2, 1, 2, 3]


@pytest.mark.django_db
def test_from_now_on_leaves_the_past_where_it_is_and_misses_nothing(server: Dovecot, box: str, support: Team) -> None:
    """What comes before the first look, and after new numbers for all, is taken all the same."""
    server.lay(box, mail(1), mail(2), hours_ago=1)
    correo = channel(server, box, support, from_now=True)
    server.lay(box, mail(3))
    look(correo)
    server.lay(box, mail(4))
    look(correo)
    assert numbers() == [3, 4]
    server.spoil_numbers(box)
    look(correo)
    assert numbers() == [3, 4, 3, 4]


@pytest.mark.django_db
def test_EM22_a_mail_beyond_the_limit_leaves_its_head_and_says_so(server: Dovecot, box: str, support: Team) -> None:
    server.lay(box, mail(1), mail(2, "x" * MIB), mail(3))
    look(channel(server, box, support, largest=MIB // 2))
    assert numbers() == [1, 2, 3]
    kept = bytes(Delivery.objects.order_by("pk")[1].body).decode()
    assert kept.startswith("Message-ID: <2@casa.example>\r\nFrom: Dmitri")
    assert "it has 1 MB, and 0.5 MB is the limit" in kept


@pytest.mark.django_db
def test_EM8_a_mail_that_the_server_cannot_hand_out_does_not_hold_up_the_others(
    server: Dovecot, box: str, support: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    import imapclient

    fetch = imapclient.IMAPClient.fetch

    def broken(client: imapclient.IMAPClient, uids: list[int], what: list[str]) -> object:
        if 2 in uids and what == ["BODY.PEEK[]"]:
            raise imapclient.IMAPClient.Error("fetch failed: Internal error occurred")
        return fetch(client, uids, what)

    monkeypatch.setattr(imapclient.IMAPClient, "fetch", broken)
    server.lay(box, mail(1), mail(2), mail(3))
    correo = channel(server, box, support)
    collector = Collector(correo)
    for _ in range(8):
        with contextlib.suppress(Unreachable), entering.opened(registry.account(correo)) as open_box:
            collector.look(open_box)
    assert numbers() == [1, 2, 3]
    assert "does not hand out this mail" in bytes(Delivery.objects.order_by("pk")[1].body).decode()


@pytest.mark.django_db
def test_EM1_a_batch_and_the_cursor_are_kept_together_or_not_at_all(server: Dovecot, box: str, support: Team) -> None:
    correo = channel(server, box, support)
    first = collecting.begin(correo, "INBOX", 7, 0)
    collecting.keep(correo, first, [mail(1)], 1)
    with pytest.raises(collecting.Overtaken):  # a second process that began where the first one did
        collecting.keep(correo, first, [mail(1)], 1)
    assert numbers() == [1]


@pytest.mark.django_db
def test_EM5_one_refused_log_in_is_no_news_but_a_long_one_is(
    server: Dovecot, box: str, support: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    correo = channel(server, box, support, password="wrong")
    with pytest.raises(Refused, match="login"):
        look(correo)
    assert not minding.fails(correo, "INBOX", "refused")
    correo.refresh_from_db()
    assert correo.state == ChannelState.NEW
    Mailbox.objects.update(trouble_since=timezone.now() - minding.ALARM_AFTER)
    assert minding.fails(correo, "INBOX", "The mail server refuses user and password.")
    correo.refresh_from_db()
    assert (correo.state, correo.state_reason) == ("failing", "The mail server refuses user and password.")
    minding.works(correo, "INBOX")
    correo.refresh_from_db()
    assert (correo.state, correo.state_reason) == ("working", "")


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_arrives_is_there_at_once_and_a_lost_line_is_found_again(
    server: Dovecot, box: str, support: Team
) -> None:
    correo = channel(server, box, support)
    server.lay(box, mail(1))
    boxes = Mailboxes()
    boxes.tend()
    try:
        assert eventually(lambda: numbers() == [1])
        time.sleep(0.5)  # until it lies in IDLE
        began = time.monotonic()
        server.lay(box, mail(2))
        assert eventually(lambda: numbers() == [1, 2])
        assert time.monotonic() - began < 5
        assert server.cut()
        server.lay(box, mail(3))
        assert eventually(lambda: numbers() == [1, 2, 3])
        assert Channel.objects.get(pk=correo.pk).state == ChannelState.WORKING
    finally:
        boxes.end()
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_only_one_of_many_reads_a_mailbox_and_a_changed_one_is_begun_anew(
    server: Dovecot, box: str, support: Team
) -> None:
    correo = channel(server, box, support, password="wrong")
    boxes = Mailboxes()
    boxes.tend()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s", [correo.pk])
        assert cursor.fetchone() == (1,)
    server.lay(box, mail(1))
    tending.replace_secrets(correo, {"imap_password": PASSWORD}, by=HOUSE)
    try:
        boxes.tend()
        assert eventually(lambda: 1 in numbers())
    finally:
        boxes.end()
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_EM4_a_long_backlog_comes_in_order_though_the_line_is_cut_and_the_process_killed(
    server: Dovecot, box: str, support: Team
) -> None:
    correo = channel(server, box, support)
    server.lay(box, *[mail(number) for number in range(1, BACKLOG + 1)])
    killed = 0
    while Delivery.objects.count() < BACKLOG and killed < 100:
        before = Delivery.objects.count()
        connection.close()
        process = spawning.begin_apart(lambda: Collector(correo).run())
        step = before + BACKLOG // 6
        eventually(lambda step=step: Delivery.objects.count() >= min(step, BACKLOG), 60)  # type: ignore[misc]
        if killed % 2:
            assert server.cut()
            time.sleep(0.1)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        killed += 1
    assert killed > 2
    assert numbers() == list(range(1, BACKLOG + 1))
