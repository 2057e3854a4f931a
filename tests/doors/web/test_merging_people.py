"""Two persons turn out to be one: the preview, the merge, its undo, and pairs that are suggested."""

import pytest
from django.test import Client

from recado.desk.cases.models import Case
from recado.desk.people import adding, organising
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def window(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


@pytest.fixture
def vale(ada: Agent) -> Person:
    """Valeria once more, known by her mail."""
    return adding.add(name="Vale M.", addresses=[("email", "", "valeria@lumen.example")], language="es", by=ada.actor)


def test_the_preview_says_what_goes_over_and_what_stays(window: Client, valeria: Customer, vale: Person) -> None:
    valeria.writes("Hola")
    shown = window.get(f"/people/{vale.pk}/merge?with={valeria.case.person_id}", headers=PART).content.decode()
    assert "<s>Vale M.</s>" in shown
    assert "valeria@lumen.example" in shown
    turned = window.get(f"/people/{vale.pk}/merge?with={valeria.case.person_id}&keep=this", headers=PART)
    assert "<s>Valeria Montt</s>" in turned.content.decode()
    assert "1 case goes over, with 1 message." in turned.content.decode()


def test_a_merge_leads_to_the_survivor_and_is_undone_from_the_toast(
    window: Client, valeria: Customer, vale: Person
) -> None:
    valeria.writes("Hola")
    stays = valeria.case.person_id
    answer = window.put(f"/people/{vale.pk}/merge", f"into={stays}", content_type=FORM, headers=PART)
    assert answer.headers["HX-Redirect"] == f"/people/{stays}"
    assert window.get(f"/people/{vale.pk}").headers["Location"] == f"/people/{stays}"
    page = window.get(f"/people/{stays}").content.decode()
    assert page.count(f'hx-delete="/people/{vale.pk}/merge"') == 2  # from the toast, and from the page
    back = window.delete(f"/people/{vale.pk}/merge", headers=PART)
    assert back.headers["HX-Redirect"] == f"/people/{vale.pk}"
    assert window.get(f"/people/{vale.pk}").status_code == 200
    assert window.delete(f"/people/{vale.pk}/merge", headers=PART).status_code == 404


def test_two_of_one_name_are_suggested_until_somebody_tells_them_apart(window: Client, ada: Agent) -> None:
    one, other = (adding.add(name="Valeria Montt", by=ada.actor) for _ in range(2))
    assert "The same name" in window.get("/people/duplicates").content.decode()
    assert "Possibly the same person" in window.get(f"/people/{one.pk}").content.decode()
    window.put(f"/people/{one.pk}/not/{other.pk}", headers=PART)
    assert "Nobody stands here twice" in window.get("/people/duplicates").content.decode()
    window.delete(f"/people/{one.pk}/not/{other.pk}", headers=PART)
    assert "The same name" in window.get("/people/duplicates").content.decode()


def test_nobody_is_merged_with_himself(window: Client, vale: Person) -> None:
    answer = window.get(f"/people/{vale.pk}/merge?with={vale.pk}", headers=PART)
    assert (answer.status_code, "one already" in answer.content.decode()) == (409, True)


def test_organisations_are_merged_and_parted(window: Client, ada: Agent) -> None:
    lumen, optica = (organising.found(name=name, by=ada.actor) for name in ("Lumen", "Lumen Óptica"))
    assert (
        "<s>Lumen</s>" in window.get(f"/organisations/{lumen.pk}/merge?with={optica.pk}", headers=PART).content.decode()
    )
    window.put(f"/organisations/{lumen.pk}/merge", f"into={optica.pk}", content_type=FORM, headers=PART)
    assert window.get(f"/organisations/{lumen.pk}").headers["Location"] == f"/organisations/{optica.pk}"
    window.delete(f"/organisations/{lumen.pk}/merge", headers=PART)
    assert window.get(f"/organisations/{lumen.pk}").status_code == 200


def test_a_merge_shows_nobody_a_talk_that_was_hidden_from_him(
    client: Client, dmitri: Customer, valeria: Customer
) -> None:
    dmitri.writes("Hola")
    valeria.writes("Entre nosotros")
    eve = makers.agent("Eve Mora", teams=(makers.team("sales", "Sales"),))
    Case.objects.filter(pk=dmitri.case.pk).update(assignee=eve)
    client.force_login(eve)
    for gone, into in ((valeria, dmitri), (dmitri, valeria)):
        said = f"into={into.case.person_id}"
        answer = client.put(f"/people/{gone.case.person_id}/merge", said, content_type=FORM)
        assert answer.status_code == 409
    assert "Entre nosotros" not in client.get(f"/cases/{dmitri.case.pk}").content.decode()
