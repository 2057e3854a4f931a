"""A mailbox on the screen: connected by a form, tried on both sides, moved, its forwarding address renewed."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.test import Client

from recado.desk.channels import arriving, registry
from recado.desk.channels.models import Channel
from recado.desk.staff.models import Role, Team
from tests import dovecot, makers
from tests.doors.web.test_settings_pages import send, undone
from tests.dovecot import PASSWORD, Dovecot

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot.running() as running:
        yield running


@pytest.fixture
def head(client: Client, support: Team) -> Client:
    client.force_login(makers.agent("Hilda Mena", role=Role.HEAD, present=False))
    return client


def form(server: Dovecot, **changed: str) -> str:
    said = {
        "name": "Ayuda", "address": "Ayuda@Lumen.example", "imap_host": "127.0.0.1", "imap_port": str(server.port),
        "imap_security": "none", "user": "ayuda", "imap_password": PASSWORD, "past": "all", "team": "support",
    } | changed  # fmt: skip
    return urlencode(said)


def steps(shown: str) -> list[str]:
    return re.findall(r'<li class="missing.*?<span>(.*?)</span>', shown)


def test_a_mailbox_is_connected_and_tried_and_a_wrong_password_is_said_in_words(head: Client, server: Dovecot) -> None:
    assert send(head, "POST", "/settings/channels/new/email", form(server))[0] == 204
    channel = Channel.objects.get()
    assert (channel.address, channel.number_id, [team.key for team in channel.teams.all()]) == (
        "ayuda@lumen.example", "ayuda@lumen.example", ["support"],
    )  # fmt: skip
    shown = head.get("/settings/channels/ayuda").content.decode()
    assert PASSWORD not in shown
    assert f"{arriving.local()}@" in shown
    _, shown = send(head, "POST", "/settings/channels/ayuda/test")
    assert steps(shown) == ["Mail is fetched from 127.0.0.1: INBOX is open, its next mail has the number 1."]
    send(head, "PUT", "/settings/channels/ayuda/secrets", "imap_password=wrong")
    _, shown = send(head, "POST", "/settings/channels/ayuda/test")
    [said] = steps(shown)
    assert said.startswith("IMAP: The mail server refuses user and password ([AUTHENTICATIONFAILED]")
    channel.refresh_from_db()
    assert channel.state == "failing"


def test_what_is_wrong_is_said_at_its_field(head: Client, server: Dovecot) -> None:
    said = form(server, address="nobody", name=" ", imap_host="imaps://x", imap_password="")
    status, shown = send(head, "POST", "/settings/channels/new/email", said)
    wrong = ["address", "imap_host", "imap_password", "name"]
    assert (status, sorted(re.findall(r'id="(\w+)-error"', shown))) == (422, wrong)
    status, shown = send(head, "POST", "/settings/channels/new/email", form(server, smtp_port="99999"))
    assert (status, re.findall(r'id="(\w+)-error"', shown)) == (422, ["smtp_port"])
    assert not Channel.objects.exists()


def test_a_password_typed_once_stays_until_something_is_wrong_with_it(head: Client, server: Dovecot) -> None:
    """The browser keeps it over a refusal; it never comes back from here."""
    _, shown = send(head, "POST", "/settings/channels/new/email", form(server, address="nobody"))
    assert re.search(r'id="imap_password"[^>]* hx-preserve', shown)
    assert PASSWORD not in shown
    _, shown = send(head, "POST", "/settings/channels/new/email", form(server, imap_password=""))
    assert not re.search(r'id="imap_password"[^>]* hx-preserve', shown)


def test_an_address_is_one_channel_only(head: Client, server: Dovecot) -> None:
    send(head, "POST", "/settings/channels/new/email", form(server))
    status, shown = send(head, "POST", "/settings/channels/new/email", form(server, name="Otra"))
    assert (status, re.findall(r'id="(\w+)-error"', shown)) == (422, ["address"])


OTHER = {"imap_host": "imap.otra.example", "imap_port": "993", "imap_security": "tls", "folder": "Ventas"}


def secrets() -> dict[str, str]:
    return dict(registry.account(Channel.objects.get()).secrets)


def test_another_server_is_told_no_password_that_was_typed_for_the_old_one(head: Client, server: Dovecot) -> None:
    """Whoever changes the host of a mailbox would else read its password there."""
    send(head, "POST", "/settings/channels/new/email", form(server))
    said = form(server, **OTHER)
    status, shown = send(head, "PUT", "/settings/channels/ayuda/mailbox", said)
    assert (status, re.findall(r'id="(\w+)-error"', shown)) == (422, ["password"])
    assert Channel.objects.get().settings["imap"]["host"] == "127.0.0.1"
    assert send(head, "PUT", "/settings/channels/ayuda/mailbox", f"{said}&password=nueva")[0] == 200
    assert Channel.objects.get().settings["imap"] == {
        "host": "imap.otra.example", "port": 993, "security": "tls", "folder": "Ventas", "user": "ayuda",
        "auth": "password", "from_now": False,
    }  # fmt: skip
    assert secrets() == {"imap_password": "nueva", "smtp_password": PASSWORD}


def test_an_undo_shows_no_password_to_the_server_before(head: Client, server: Dovecot) -> None:
    send(head, "POST", "/settings/channels/new/email", form(server))
    _, shown = send(head, "PUT", "/settings/channels/ayuda/mailbox", form(server, **OTHER, password="nueva"))
    assert undone(head, shown) == 200
    assert Channel.objects.get().settings["imap"]["host"] == "127.0.0.1"
    assert secrets() == {"smtp_password": PASSWORD}
    _, shown = send(head, "POST", "/settings/channels/ayuda/test")
    assert steps(shown)[0].startswith("IMAP: No password is kept for this mailbox.")


@pytest.mark.parametrize(
    "changed", [{"imap_port": "994"}, {"imap_security": "starttls"}, {"smtp_host": "smtp.otra.example"}]
)
def test_another_port_security_or_way_out_asks_for_the_password_too(
    head: Client, server: Dovecot, changed: dict[str, str]
) -> None:
    send(head, "POST", "/settings/channels/new/email", form(server))
    assert send(head, "PUT", "/settings/channels/ayuda/mailbox", form(server, **changed))[0] == 422
    assert secrets() == {"imap_password": PASSWORD, "smtp_password": PASSWORD}


def test_what_moves_no_server_keeps_the_secrets(head: Client, server: Dovecot) -> None:
    send(head, "POST", "/settings/channels/new/email", form(server))
    _, shown = send(head, "PUT", "/settings/channels/ayuda/mailbox", form(server, folder="Ventas"))
    assert undone(head, shown) == 200
    assert secrets() == {"imap_password": PASSWORD, "smtp_password": PASSWORD}


def test_a_consent_does_not_follow_to_another_server(head: Client, server: Dovecot) -> None:
    """An access token opens the mailbox for whoever hears it."""
    google = {"auth": "google", "imap_host": "imap.gmail.com", "imap_security": "tls", "imap_port": "993"}
    send(head, "POST", "/settings/channels/new/email", form(server, **google, oauth_client_id="app"))
    send(head, "PUT", "/settings/channels/ayuda/secrets", "oauth_refresh_token=agreed")
    moved = google | {"imap_host": "imap.otra.example"}
    assert send(head, "PUT", "/settings/channels/ayuda/mailbox", form(server, **moved))[0] == 200
    assert "oauth_refresh_token" not in secrets()


def test_C15_the_address_for_forwarding_is_renewed(head: Client, server: Dovecot) -> None:
    send(head, "POST", "/settings/channels/new/email", form(server))
    old = arriving.local()
    _, shown = send(head, "PUT", "/settings/channels/ayuda/arrival")
    assert arriving.local() != old
    assert arriving.local() in shown
    assert old not in shown


@pytest.mark.parametrize("role", [Role.LEAD, Role.AGENT, Role.VIEWER])
def test_nobody_else_connects_or_moves_mailboxes(role: Role, client: Client, support: Team) -> None:
    client.force_login(makers.agent("Bruno Rey", role=role, teams=(support,)))
    asked = [("GET", "new/email"), ("POST", "new/email"), ("PUT", "ayuda/mailbox"), ("PUT", "ayuda/arrival")]
    assert {send(client, method, f"/settings/channels/{place}")[0] for method, place in asked} <= {403, 404}
