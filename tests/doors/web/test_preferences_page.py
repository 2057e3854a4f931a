"""F14: what an agent likes is kept on the desk, and the page comes as he likes it on every device."""

import json

import pytest
from django.test import Client

from recado.desk.staff import preferring
from recado.desk.staff.models import Agent, Preference

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def window(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


def likes(window: Client, name: str, value: object) -> int:
    return window.put(f"/me/preferences/{name}", f"value={json.dumps(value)}", content_type=FORM).status_code


def test_the_theme_follows_the_agent_to_another_browser(window: Client, ada: Agent) -> None:
    assert likes(window, "theme", "dark") == 204
    other = Client()
    other.force_login(ada)
    assert '<html lang="en" data-theme="dark"' in other.get("/").content.decode()


def test_the_desk_knows_better_than_the_cookie_of_a_browser(window: Client, ada: Agent) -> None:
    window.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in window.get("/").content.decode()
    preferring.prefer(ada, "theme", "system")
    assert "data-theme" not in window.get("/").content.decode()


def test_what_is_taken_back_is_as_usual(window: Client, ada: Agent) -> None:
    likes(window, "panels", {"order": ["clock"], "folded": []})
    assert window.delete("/me/preferences/panels").status_code == 204
    assert not Preference.objects.exists()


@pytest.mark.parametrize("body", ["value=%22pink%22", "value=", "value={", "", "value=1"])
def test_rubbish_is_refused_in_words(window: Client, body: str) -> None:
    answer = window.put("/me/preferences/theme", body, content_type=FORM)
    assert answer.status_code in (400, 409)
    assert "The desk knows no such choice." in answer.content.decode()
    assert window.put("/me/preferences/colour", "value=1", content_type=FORM).status_code == 409


def test_single_keys_can_be_switched_off(window: Client) -> None:
    """WCAG 2.1.4: who speaks to his machine is not to resolve a case by a word."""
    assert '"single": true' in window.get("/").content.decode()
    assert likes(window, "shortcuts", False) == 204
    assert '"single": false' in window.get("/").content.decode()
