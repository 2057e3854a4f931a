"""People on the screen: the list and its filter, a person's page, what we write down, and the line of time."""

import re

import pytest
from django.test import Client

from recado.desk.conversations.models import Message
from recado.desk.people import adding, editing, organising
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent, Role, Team
from recado.doors.web.sight import stories
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def window(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


def page(client: Client, address: str, **more: str) -> str:
    answer = client.get(address, **more)  # type: ignore[arg-type]
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def named(html: str) -> list[str]:
    return re.findall(r'<a class="clip" href="/people/\d+">(.*?)</a>', html)


def put(client: Client, address: str, said: str) -> str:
    answer = client.put(address, said, content_type="application/x-www-form-urlencoded", headers=PART)
    return f"{answer.status_code} {answer.content.decode()}"


def test_an_empty_house_says_how_people_come(window: Client) -> None:
    assert "Whoever writes to you shows here" in page(window, "/people")


def test_the_list_is_by_name_and_filtered_while_one_types(window: Client, dmitri: Customer, valeria: Customer) -> None:
    dmitri.writes("Hola")
    valeria.writes("Hola")
    assert named(page(window, "/people")) == ["Dmitri Sokolov", "Valeria Montt"]
    part = window.get("/people?q=montt", headers=PART).content.decode()
    assert (named(part), "<html" in part) == (["Valeria Montt"], False)
    assert "Nobody by that name" in page(window, "/people?q=zzz")


def test_a_number_is_found_by_its_digits(window: Client, ada: Agent) -> None:
    adding.add(name="Valeria", addresses=[("phone", "", "+56900000048")], by=ada.actor)
    adding.add(name="Dmitri", addresses=[("email", "", "dmitri@lumen.example")], by=ada.actor)
    assert named(page(window, "/people?q=%2B5690000")) == ["Valeria"]
    assert named(page(window, "/people?q=dmitri@")) == ["Dmitri"]
    assert "Dmitri" in page(window, "/people/choices?q=dmitri@lumen")


def test_the_list_goes_on_where_it_ended(window: Client, ada: Agent) -> None:
    for number in range(52):
        adding.add(name=f"Persona {number:02}", by=ada.actor)
    first = page(window, "/people")
    [address] = set(re.findall(r'hx-get="(/people\?[^"]*after=[^"]*)"', first))
    rest = window.get(address.replace("&amp;", "&"), headers=PART).content.decode()
    assert (len(named(first)), named(rest)) == (50, ["Persona 50", "Persona 51"])


def test_the_page_of_a_person_tells_what_was(window: Client, dmitri: Customer) -> None:
    message = dmitri.writes("La lámpara no enciende")
    shown = page(window, f"/people/{dmitri.case.person_id}")
    assert "La lámpara no enciende" in shown
    assert f'href="/cases/{dmitri.case.pk}?at={message.pk}"' in shown
    assert "+56 9 0000 0047" in shown
    events = page(window, f"/people/{dmitri.case.person_id}/story?kind=events")
    assert "La lámpara no enciende" not in events
    assert "Case" in events


def test_what_another_team_talks_about_is_not_told(window: Client, dmitri: Customer, bruno: Agent) -> None:
    dmitri.writes("Hola")
    person = dmitri.case.person_id
    sales: Team = makers.team("sales", "Sales")
    dmitri.channel.teams.set([sales])
    type(dmitri.case).objects.update(team=sales, assignee=None)
    shown = page(window, f"/people/{person}")
    assert "Hola" not in shown
    assert "Nothing to tell yet" in shown


def test_a_name_is_changed_and_taken_back(window: Client, dmitri: Customer) -> None:
    dmitri.writes("Hola")
    person = dmitri.case.person
    answer = put(window, f"/people/{person.pk}", "name=Dmitri+Petrov&language=ru&roles=owner,+buyer")
    person.refresh_from_db()
    assert (person.name, person.language, person.roles) == ("Dmitri Petrov", "ru", ["owner", "buyer"])
    [undo] = re.findall(r'hx-delete="(/people/changes/\d+)"', answer)
    assert window.delete(undo, headers=PART).headers["HX-Refresh"] == "true"
    person.refresh_from_db()
    assert (person.name, person.language, person.roles) == ("Dmitri Sokolov", "", [])


def test_F9_a_property_is_added_renamed_and_removed(window: Client, ada: Agent) -> None:
    person = adding.add(name="Valeria", by=ada.actor)
    put(window, f"/people/{person.pk}/properties", "name=plan&value=Plus")
    put(window, f"/people/{person.pk}/properties", "was=plan&name=tarifa&value=Plus")
    person.refresh_from_db()
    assert person.properties == {"tarifa": "Plus"}
    put(window, f"/people/{person.pk}/properties", "name=tarifa&value=")
    person.refresh_from_db()
    assert person.properties == {}


def test_F9_an_unknown_manager_is_refused_in_the_form(window: Client, ada: Agent) -> None:
    person = adding.add(name="Valeria", by=ada.actor)
    answer = put(window, f"/people/{person.pk}/properties", "name=csm&value=nobody@hilandera.example")
    assert answer.startswith("409 ")
    assert 'value="nobody@hilandera.example"' in answer


def test_a_name_that_is_markup_stays_text(window: Client, ada: Agent) -> None:
    evil = "<img src=x onerror=alert(1)>\"'"
    person = adding.add(name=evil, by=ada.actor)
    editing.edit(person, by=ada.actor, properties={evil: evil}, roles=[evil])
    organisation = organising.found(name=evil, by=ada.actor)
    editing.edit(person, by=ada.actor, organisation=organisation)
    addresses = ["/people", "/organisations", f"/people/{person.pk}", f"/organisations/{organisation.pk}"]
    addresses += [f"/people/{person.pk}?panel=properties&edit=properties", "/people/choices?q=img"]
    for address in addresses:
        assert "<img" not in page(window, address)


def test_an_organisation_is_chosen_made_and_left(window: Client, ada: Agent) -> None:
    person = adding.add(name="Valeria", by=ada.actor)
    assert "Make “Lumen”" in page(window, "/organisations/choices?q=Lumen")
    put(window, f"/people/{person.pk}/organisation", "organisation=new:Lumen")
    lumen = Organisation.objects.get()
    assert lumen.name == "Lumen"
    assert "Valeria" in page(window, f"/organisations/{lumen.pk}")
    put(window, f"/people/{person.pk}/organisation", "organisation=")
    assert Person.objects.get().organisation is None


def test_an_organisation_is_described(window: Client, ada: Agent, bruno: Agent) -> None:
    lumen = organising.found(name="Lumen", by=ada.actor)
    said = f"name=Lumen+Óptica&role=customer&segment=Plus&account_manager={bruno.pk}&domains=lumen.example"
    put(window, f"/organisations/{lumen.pk}", said)
    lumen.refresh_from_db()
    assert (lumen.name, lumen.segment, lumen.account_manager) == ("Lumen Óptica", "Plus", bruno)
    assert "lumen.example" in page(window, "/organisations")


def test_an_address_of_another_person_offers_the_merge(window: Client, ada: Agent) -> None:
    other = adding.add(name="Valeria", addresses=[("email", "", "valeria@lumen.example")], by=ada.actor)
    person = adding.add(name="Vale", by=ada.actor)
    answer = put(window, f"/people/{person.pk}/addresses", "kind=email&value=Valeria@lumen.example")
    assert answer.startswith("409 ")
    assert f'with={other.pk}"' in answer


def test_who_reads_along_cannot_write(client: Client, support: Team, ada: Agent) -> None:
    person = adding.add(name="Valeria", by=ada.actor)
    client.force_login(makers.agent("Vera Luz", role=Role.VIEWER, teams=(support,)))
    assert "/properties" not in page(client, f"/people/{person.pk}")
    assert put(client, f"/people/{person.pk}", "name=Otra").startswith("403")


def test_WA7_what_did_not_leave_says_so_and_why_on_the_line_of_time(window: Client, dmitri: Customer) -> None:
    dmitri.writes("La lámpara no enciende")
    window.post(f"/cases/{dmitri.case.pk}/messages", {"text": "Mañana"})
    address = f"/people/{dmitri.case.person_id}/story?kind=messages"
    assert 'class="story-line is-ours"' in page(window, address)
    Message.objects.filter(direction="out").update(rung="failed", failure={"code": "131056", "detail": ""})
    [line] = re.findall(r'<li class="story-line is-ours is-failed">.*?</li>', page(window, address), re.DOTALL)
    assert ("Mañana" in line, "It did not leave: " in line) == (True, True)


def test_a_long_story_goes_on_and_repeats_no_day(window: Client, dmitri: Customer) -> None:
    for number in range(stories.PAGE + 5):
        dmitri.writes(f"palabra {number:03}")
    address = f"/people/{dmitri.case.person_id}/story?kind=messages"
    first = page(window, address)
    [more] = set(re.findall(r'hx-get="([^"]*before=[^"]*)"', first))
    rest = page(window, more.replace("&amp;", "&"))
    assert "palabra 044" in first
    assert "palabra 000" in rest
    assert 'class="story-day"' not in rest


def test_the_list_takes_few_statements_however_long(
    window: Client, ada: Agent, django_assert_max_num_queries: object
) -> None:
    for number in range(20):
        adding.add(name=f"Persona {number}", addresses=[("phone", "", f"+56900{number:06}")], by=ada.actor)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        page(window, "/people")
