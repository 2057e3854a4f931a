"""A mailbox whose owner gave no password, and a provider in every mood (contract of e-mail, 5 and 6)."""

from collections.abc import Iterator

import pytest
from django.db import connection

from recado.desk.channels import adding, registry
from recado.desk.channels.email import entering, oauth, probing, submitting
from recado.desk.channels.mailboxes import Mailbox
from recado.desk.channels.models import Channel, Delivery
from recado.desk.channels.port import Account, Refused, Unreachable
from recado.desk.core.actors import HOUSE
from recado.desk.staff.models import Team
from recado.house.collectors import Collector
from recado.house.mailboxes import Mailboxes
from recado.twins import mail as twins
from recado.twins.mail import Twin
from tests.house.test_up import eventually

ADDRESS = "ayuda@lumen.example"


@pytest.fixture
def twin() -> Iterator[Twin]:
    with twins.running() as twin:
        yield twin


@pytest.fixture
def ayuda(twin: Twin, support: Team) -> Channel:
    """A mailbox at the twin, opened by OAuth."""
    settings, secrets = twin.settings(ADDRESS, auth="google"), twin.secrets(ADDRESS, auth="google")
    return adding.add(kind="email", name="Ayuda", settings=settings, secrets=secrets, teams=[support], by=HOUSE)


def account(twin: Twin, auth: str = "password") -> Account:
    return Account("ayuda", twin.settings(ADDRESS, auth=auth), twin.secrets(ADDRESS, auth=auth))


def mail(number: int) -> bytes:
    return b"From: dmitri@casa.example\r\nSubject: %d\r\n\r\nHola\r\n" % number


def look(channel: Channel, collector: Collector) -> None:
    with entering.opened(registry.account(channel)) as box:
        collector.look(box)


def test_the_string_is_as_the_provider_wants_it() -> None:
    said = oauth.xoauth2("someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg")
    assert said == "user=someuser@example.com\x01auth=Bearer ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg\x01\x01"


def test_both_providers_have_their_places() -> None:
    google, microsoft = {"imap": {"auth": "google"}}, {"imap": {"auth": "microsoft"}, "oauth": {"tenant": "lumen"}}
    assert oauth.url(google) == "https://oauth2.googleapis.com/token"
    assert oauth.url(microsoft) == "https://login.microsoftonline.com/lumen/oauth2/v2.0/token"


@pytest.mark.django_db(transaction=True)
def test_EM5_a_mailbox_that_was_refused_is_read_on_by_itself(twin: Twin, support: Team) -> None:
    """One refused log-in switches nothing off: nobody touches it, and the next try finds the mail."""
    settings, secrets = twin.settings(ADDRESS), twin.secrets(ADDRESS)
    adding.add(kind="email", name="Ayuda", settings=settings, secrets=secrets, teams=[support], by=HOUSE)
    twin.boxes.deliver(ADDRESS, mail(1))
    twin.moods.refuse_logins = 1
    boxes = Mailboxes()
    boxes.tend()
    try:
        assert eventually(lambda: Delivery.objects.count() == 1, 20)
    finally:
        boxes.end()
        connection.close()
    assert twin.moods.refuse_logins == 0
    assert Mailbox.objects.get().trouble == ""


@pytest.mark.django_db
def test_a_token_opens_the_mailbox_and_is_kept_until_it_ends(ayuda: Channel, twin: Twin) -> None:
    twin.boxes.deliver(ADDRESS, mail(1))
    collector = Collector(ayuda)
    look(ayuda, collector)
    look(ayuda, collector)
    assert (Delivery.objects.count(), twin.tokens.asked) == (1, 1)


@pytest.mark.django_db
def test_a_token_that_ends_is_refreshed_and_a_new_refresh_token_is_kept_sealed(ayuda: Channel, twin: Twin) -> None:
    twin.moods.tokens_last = 60  # shorter than what is still used
    before = registry.account(ayuda).secrets["oauth_refresh_token"]
    collector = Collector(ayuda)
    for _ in range(2):
        with entering.opened(registry.account(ayuda), collector.renewed) as box:
            collector.look(box)
        ayuda.refresh_from_db()
    assert twin.tokens.asked == 2
    assert registry.account(ayuda).secrets["oauth_refresh_token"] != before
    assert before not in ayuda.secrets


@pytest.mark.django_db
def test_a_refresh_token_that_sending_was_given_is_kept_as_well(ayuda: Channel, twin: Twin) -> None:
    """Whichever side asks first: else a mailbox that only sends would be locked out one day."""
    twin.moods.tokens_last = 60
    before = registry.account(ayuda).secrets["oauth_refresh_token"]
    with submitting.session(registry.account(ayuda)):
        pass
    ayuda.refresh_from_db()
    after = registry.account(ayuda).secrets["oauth_refresh_token"]
    assert after != before
    with submitting.session(registry.account(ayuda)):
        pass
    ayuda.refresh_from_db()
    assert registry.account(ayuda).secrets["oauth_refresh_token"] not in (before, after)


def test_an_agreement_that_was_taken_back_is_said_in_words(twin: Twin) -> None:
    given = account(twin, "google")
    twin.moods.refuse_refresh = True
    with pytest.raises(Refused, match="token_refused"), entering.opened(given):
        pass
    found = probing.probe(given)
    assert not found.ok
    assert found.steps[0].said.startswith("IMAP: The provider no longer honours the refresh token (invalid_grant Token")


def test_a_mailbox_without_a_token_says_so(twin: Twin) -> None:
    with (
        pytest.raises(Refused, match="no_token"),
        entering.opened(Account("ayuda", twin.settings(ADDRESS, auth="google"), {})),
    ):
        pass


def test_both_sides_are_tried_with_a_password(twin: Twin) -> None:
    found = probing.probe(account(twin))
    assert (found.ok, [step.said for step in found.steps]) == (
        True,
        [
            "Mail is fetched from 127.0.0.1: INBOX is open, its next mail has the number 1.",
            "Mail leaves through 127.0.0.1: it lets us in.",
        ],
    )
    twin.moods.refuse_logins = 3  # one at IMAP, and SMTP is asked in two ways
    found = probing.probe(account(twin))
    assert [step.ok for step in found.steps] == [False, False]
    assert found.steps[1].said.startswith("SMTP: The mail server refuses user and password.")
    assert {step.advice.partition(";")[0] for step in found.steps} == {"Type them anew"}


@pytest.mark.django_db
def test_a_provider_that_is_busy_and_cuts_lines_gives_everything_in_the_end(twin: Twin, support: Team) -> None:
    settings, secrets = twin.settings(ADDRESS), twin.secrets(ADDRESS)
    channel = adding.add(kind="email", name="Ayuda", settings=settings, secrets=secrets, teams=[support], by=HOUSE)
    twin.boxes.deliver(ADDRESS, *[mail(number) for number in range(1, 8)])
    collector = Collector(channel)
    twin.moods.busy, twin.moods.cut_fetches = 1, 2
    for _ in range(3):
        with pytest.raises(Unreachable):
            look(channel, collector)
    look(channel, collector)
    assert [bytes(one.body) for one in Delivery.objects.order_by("pk")] == [mail(number) for number in range(1, 8)]
    twin.boxes.of(ADDRESS).renumber()
    look(channel, collector)
    assert Delivery.objects.count() == 14  # known by themselves further up the road
