"""How the house speaks and looks: kept, taken back, told among the changes, and seen where it matters."""

import pytest
from django.test import Client

from recado.desk.cases.sections import Deleting
from recado.desk.rules import reading
from recado.desk.staff.manners import Appearance, Languages
from recado.desk.staff.models import Agent, Role, Team
from tests import makers
from tests.doors.web.test_settings_pages import send, undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(client: Client, support: Team) -> Client:
    client.force_login(makers.agent("Hilda Mena", role=Role.HEAD))
    return client


def test_n1_the_languages_are_kept_and_taken_back(head: Client) -> None:
    _, shown = send(head, "PUT", "/settings/languages", "default=ru&offered=es&offered=ru&first_day=sun")
    assert reading.read(Languages) == Languages(default="ru", offered=("es", "ru"), first_day="sun")
    assert "default language: English → Русский" in shown
    assert undone(head, shown) == 200
    assert reading.read(Languages) == Languages()


@pytest.mark.parametrize(("said", "field"), [("default=es", "offered"), ("default=es&offered=ru", "default")])
def test_what_is_not_offered_cannot_be_the_default(head: Client, said: str, field: str) -> None:
    status, shown = send(head, "PUT", "/settings/languages", said)
    assert (status, f'id="{field}-error"' in shown) == (422, True)


def test_the_door_speaks_the_browsers_language_where_it_is_offered_else_the_house_s(head: Client) -> None:
    send(head, "PUT", "/settings/languages", "default=ru&offered=es&offered=ru")
    door = Client()
    assert 'lang="es"' in door.get("/in", headers={"accept-language": "pt, es-CL;q=0.8"}).content.decode()[:99]
    shown = door.get("/in", headers={"accept-language": "en-GB, en"}).content.decode()
    assert '<html lang="ru"' in shown
    assert 'value="en"' not in shown


def test_a_week_begins_as_the_language_or_the_house_has_it(head: Client, support: Team) -> None:
    def days() -> list[str]:
        shown = head.get(f"/settings/teams/{support.key}").content.decode()
        return sorted(("Monday", "Saturday", "Sunday"), key=lambda day: shown.index(f">{day}<"))

    assert days()[0] == "Sunday"
    send(head, "PUT", "/settings/languages", "default=en&offered=en&first_day=sat")
    assert days()[0] == "Saturday"


def test_n1_name_and_accent_are_kept_shown_and_taken_back(head: Client) -> None:
    _, shown = send(head, "PUT", "/settings/appearance", "called=Lumen Óptica&accent=plum")
    assert reading.read(Appearance) == Appearance(called="Lumen Óptica", accent="plum")
    assert "name of the house: Recado → Lumen Óptica" in shown
    door = Client().get("/in").content.decode()
    assert " · Lumen Óptica</title>" in door
    assert 'data-accent="plum"' in door
    assert "<span>Lumen Óptica</span>" in door
    assert undone(head, shown) == 200
    assert 'data-accent="plum"' not in Client().get("/in").content.decode()


def test_a_house_needs_a_name_of_some_letters(head: Client) -> None:
    for name in ("", "x" * 61):
        status, shown = send(head, "PUT", "/settings/appearance", f"called={name}&accent=blue")
        assert (status, 'id="called-error"' in shown) == (422, True)


@pytest.mark.parametrize("page", ["languages", "appearance"])
def test_f1_only_head_and_administrator_set_the_house(client: Client, support: Team, carla: Agent, page: str) -> None:
    client.force_login(carla)
    assert client.get(f"/settings/{page}").status_code == 404
    assert send(client, "PUT", f"/settings/{page}", "called=x&default=es&offered=es")[0] == 404


def test_n1_who_may_delete_cases_is_kept_and_taken_back(head: Client) -> None:
    assert 'value="lead" selected' in head.get("/settings/cases").content.decode()
    _, shown = send(head, "PUT", "/settings/cases", "least=agent")
    assert reading.read(Deleting) == Deleting(least="agent")
    assert "may delete cases, from this role on: lead → agent" in shown
    assert undone(head, shown) == 200
    assert reading.read(Deleting) == Deleting()
    status, shown = send(head, "PUT", "/settings/cases", "least=viewer")
    assert (status, "Choose one of the roles." in shown) == (422, True)
    assert reading.read(Deleting) == Deleting()
