"""My own profile: name, language, presence, and where I am logged in."""

import pytest
from django.test import Client

from recado.desk.core.time import now
from recado.desk.staff import tickets
from recado.desk.staff.models import Agent
from tests.doors.fronts import KEY

pytestmark = pytest.mark.django_db


@pytest.fixture
def window(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


def test_ada_says_how_she_is_called_and_in_which_language(window: Client, ada: Agent) -> None:
    window.post("/me", {"name": "Ada Lovelace", "language": "ru"})
    ada.refresh_from_db()
    assert (ada.name, ada.language) == ("Ada Lovelace", "ru")
    page = window.get("/me").content.decode()
    assert ('<html lang="ru"' in page, "Ada Lovelace" in page) == (True, True)


def test_the_agents_own_choice_beats_the_browser(window: Client, ada: Agent) -> None:
    Agent.objects.update(language="es")
    page = window.get("/", headers={"Accept-Language": "ru"}).content.decode()
    assert '<html lang="es"' in page


def test_presence_is_switched_off_and_on(window: Client, ada: Agent) -> None:
    form = "application/x-www-form-urlencoded"
    answer = window.put("/me/presence", "available=no", content_type=form).content.decode()
    ada.refresh_from_db()
    assert (ada.available, "is-away" in answer) == (False, True)
    window.put("/me/presence", "available=yes", content_type=form)
    ada.refresh_from_db()
    assert ada.available


def test_a_session_elsewhere_is_ended(window: Client, ada: Agent) -> None:
    phone = Client(headers={"User-Agent": "Mozilla/5.0 (Linux; Android 15) Chrome/142.0 Mobile"})
    phone.force_login(ada)
    assert phone.get("/").status_code == 200
    page = window.get("/me").content.decode()
    assert ("Chrome on Android" in page, page.count("End this session")) == (True, 1)
    [address] = [line.split('"')[0] for line in page.split('hx-delete="')[1:]]
    assert window.delete(address).status_code == 200
    assert phone.get("/").status_code == 302
    assert window.get("/").status_code == 200


def test_nobody_ends_the_sessions_of_others(window: Client, bruno: Agent) -> None:
    other = Client()
    other.force_login(bruno)
    other.get("/")
    [address] = [line.split('"')[0] for line in other.get("/me").content.decode().split("session-")[1:2]]
    assert window.delete(f"/me/sessions/{address}").status_code == 404
    assert other.get("/").status_code == 200


def test_a_page_carries_a_ticket_for_what_its_agent_may_see(window: Client, ada: Agent) -> None:
    given = window.get("/me/live-ticket?after=7-3").json()["ticket"]
    ticket = tickets.read(given, KEY, now())
    assert (ticket.sight.agent, ticket.sight.sees_all, str(ticket.after)) == (ada.pk, False, "7-3")
    assert tickets.read(window.get("/me/live-ticket?after=x").json()["ticket"], KEY, now()).after is None


def test_times_are_said_in_the_zone_of_the_browser(window: Client) -> None:
    for zone, shown in (("America/Santiago", "America/Santiago"), ("No/Such", "UTC")):
        window.cookies["zone"] = zone
        assert f'data-zone="{shown}"' in window.get("/me").content.decode()
