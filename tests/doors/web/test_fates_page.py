"""A case that becomes part of another or is deleted, on pages: who may, what is said before, what stands there then."""

import pytest
from django.test import Client

from recado.desk.cases import indexing
from recado.desk.cases.models import Case
from recado.desk.channels.models import Channel
from recado.desk.staff.models import Agent
from tests import makers
from tests.desk.cases.test_departing import case_of
from tests.letters import kept, letter

pytestmark = pytest.mark.django_db
FORM = {"content_type": "application/x-www-form-urlencoded"}


def there(number: int) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Current-URL": f"http://testserver/cases/{number}"}


@pytest.fixture
def two(box: Channel, carla: Agent) -> tuple[Case, Case]:
    first = case_of(kept(box, letter("No enciende", id_="1@x.example", subject="Lámpara")))
    return first, case_of(kept(box, letter("Falta la factura", id_="2@x.example", subject="Factura")))


@pytest.fixture
def lead(client: Client, carla: Agent) -> Client:
    client.force_login(carla)
    return client


def merged(lead: Client, two: tuple[Case, Case]) -> str:
    gone, into = two
    answer = lead.put(f"/cases/{gone.pk}/merge", f"into={into.pk}", headers=there(gone.pk), **FORM)
    assert answer.status_code == 200
    assert answer["HX-Push-Url"].startswith(f"/cases/{into.pk}")
    return answer.content.decode()


def test_the_dialogue_says_what_would_come_of_it(lead: Client, two: tuple[Case, Case]) -> None:
    gone, into = two
    page = lead.get(f"/cases/{gone.pk}/merge").content.decode()
    assert "Open cases of the same person" in page
    assert f"?with={into.pk}" in page
    page = lead.get(f"/cases/{gone.pk}/merge?with={into.pk}").content.decode()
    assert "1 message goes over." in page
    assert "Your answers leave by the conversation of the case that stays." in page


def test_what_is_merged_stands_in_the_other_and_its_number_leads_there(lead: Client, two: tuple[Case, Case]) -> None:
    gone, into = two
    shown = merged(lead, two)
    assert f'hx-delete="/cases/{gone.pk}/merge?view=' in shown
    assert ("No enciende" in shown, "Falta la factura" in shown) == (True, True)
    answer = lead.get(f"/cases/{gone.pk}", follow=True)
    assert answer.redirect_chain == [(f"/cases/{into.pk}?from={gone.pk}", 302)]
    assert f"Case {gone.pk} is part of this one." in answer.content.decode()
    assert f"Case {gone.pk}, added by Carla Soto" in answer.content.decode()
    fragment = lead.get(f"/cases/{gone.pk}", headers={"HX-Request-Type": "partial"})
    assert fragment["HX-Push-Url"] == f"/cases/{into.pk}?from={gone.pk}"
    kept_fresh = lead.get(f"/cases/{gone.pk}/news", headers=there(gone.pk)).content.decode()
    assert f"This case is part of case {into.pk} now." in kept_fresh


def test_a_merge_is_undone_on_the_page(lead: Client, two: tuple[Case, Case]) -> None:
    gone, into = two
    merged(lead, two)
    shown = lead.delete(f"/cases/{gone.pk}/merge", headers=there(into.pk)).content.decode()
    assert f"Case {gone.pk} stands for itself again." in shown
    assert ("No enciende" in shown, "Falta la factura" in shown) == (True, False)
    assert lead.delete(f"/cases/{gone.pk}/merge", headers=there(into.pk)).status_code == 404


def test_both_cases_must_be_in_sight(client: Client, two: tuple[Case, Case]) -> None:
    gone, into = two
    other = makers.team("ventas", "Ventas")
    Case.objects.filter(pk=into.pk).update(team=other, assignee=None)
    ada = Agent.objects.get(name="Ada Fuentes")
    client.force_login(ada)
    assert client.put(f"/cases/{gone.pk}/merge", f"into={into.pk}", headers=there(gone.pk), **FORM).status_code == 404
    assert client.get(f"/cases/{gone.pk}/merge?with={into.pk}").status_code == 404
    assert client.get(f"/cases/choices?q={into.pk}").content.decode().count('role="option"') == 0


def test_words_of_a_part_are_seen_by_who_sees_the_whole(lead: Client, client: Client, two: tuple[Case, Case]) -> None:
    """The case that is gone is another team's: its number leads on, and its words and files can be opened."""
    gone, _into = two
    merged(lead, two)
    Case.objects.filter(pk=gone.pk).update(team=makers.team("ventas", "Ventas"), assignee=None)
    client.force_login(Agent.objects.get(name="Ada Fuentes"))
    assert "No enciende" in client.get(f"/cases/{gone.pk}", follow=True).content.decode()


def test_cases_are_found_by_number_person_and_words(lead: Client, two: tuple[Case, Case]) -> None:
    indexing.catch_up()
    gone, into = two
    for query in (str(into.pk), "dmitri", "factura"):
        found = lead.get(f"/cases/choices?but={gone.pk}&q={query}").content.decode()
        assert (f'data-key="{into.pk}"' in found, f'data-key="{gone.pk}"' in found) == (True, False), query


def test_a_deleted_case_says_so_and_comes_back(lead: Client, two: tuple[Case, Case]) -> None:
    case, _ = two
    assert "kept without an end" in lead.get(f"/cases/{case.pk}/deletion").content.decode()
    shown = lead.put(f"/cases/{case.pk}/deletion", "reason=Prueba", headers=there(case.pk), **FORM).content.decode()
    assert f"Case {case.pk} is deleted" in shown
    assert f'hx-delete="/cases/{case.pk}/deletion?view=' in shown
    page = lead.get(f"/cases/{case.pk}")
    assert page.status_code == 200
    assert ("By Carla Soto" in page.content.decode(), "Prueba" in page.content.decode()) == (True, True)
    fresh = {**there(case.pk), "HX-Request-Type": "partial"}
    news = lead.get(f"/cases/{case.pk}/news", headers=fresh).content.decode()
    assert news.startswith('<hx-partial hx-target="#work"')
    back = lead.delete(f"/cases/{case.pk}/deletion", headers=there(case.pk)).content.decode()
    assert ("No enciende" in back, f"Case {case.pk} is here again." in back) == (True, True)
    assert lead.delete(f"/cases/{case.pk}/deletion", headers=there(case.pk)).status_code == 404


def test_an_agent_reads_why_he_may_not_delete(client: Client, two: tuple[Case, Case]) -> None:
    case, _ = two
    client.force_login(Agent.objects.get(name="Ada Fuentes"))
    assert "Ask a lead" in client.get(f"/cases/{case.pk}/deletion").content.decode()
    assert client.put(f"/cases/{case.pk}/deletion", "", headers=there(case.pk), **FORM).status_code == 409
    case.refresh_from_db()
    assert case.deleted_at is None
