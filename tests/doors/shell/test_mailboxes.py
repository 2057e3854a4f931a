"""A mailbox is added from a script."""

from typing import Any

import pytest

from recado.desk.channels import registry
from recado.desk.channels.models import Channel
from tests.doors.shell.test_setting_up import refused, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _public(settings: Any) -> None:
    settings.PUBLIC_URL = "https://desk.example"


def test_a_mailbox_is_added_with_its_servers_and_its_secret() -> None:
    told("team", "add", "support", "--name", "Support")
    imap = ["--imap-host", "mail.example", "--imap-port", "1143", "--imap-security", "none"]
    smtp = ["--smtp-host", "mail.example", "--smtp-port", "1025", "--smtp-security", "ssl"]
    given = ["--address", "Help@Hilandera.example", *imap, *smtp, "--user", "help", "--password-from", "PASSWORD"]
    answer = told("channel", "add", "email", "--name", "Mail", *given, "--team", "support")
    channel = Channel.objects.get()
    assert (answer["key"], answer["inbound_address"].rpartition("@")[2]) == ("mail", "desk.example")
    assert channel.settings == {
        "address": "help@hilandera.example",
        "name": "Mail",
        "imap": {"host": "mail.example", "security": "none", "user": "help", "port": 1143},
        "smtp": {"host": "mail.example", "security": "tls", "user": "help", "port": 1025},
    }
    assert registry.account(channel).secrets["imap_password"] == "three green lamps"
    assert [team.key for team in channel.teams.all()] == ["support"]


def test_what_is_no_address_is_refused() -> None:
    assert "no mail address" in refused("channel", "add", "email", "--name", "Mail", "--address", "hilandera")
