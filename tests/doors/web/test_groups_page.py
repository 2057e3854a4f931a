"""Groups on pages: found, read, and a case opened from what is chosen there (W8)."""

from datetime import timedelta

import pytest
from django.test import Client

from recado.desk.cases import choosing, indexing
from recado.desk.cases.models import Case
from recado.desk.conversations.models import Thread
from recado.desk.core.time import now
from recado.desk.staff.models import Agent, Role
from tests import makers
from tests.cast import Customer
from tests.groups import Group

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def page(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


@pytest.fixture
def group(dmitri: Customer, valeria: Customer, ada: Agent) -> Group:
    return Group.of_three(valeria, dmitri)


def opened(page: Client, group: Group, *places: int, **more: str) -> str:
    """Press the button; gives where the browser is sent."""
    chosen = {"message": [str(group.said[place].pk) for place in places]}
    answer = page.post(f"/groups/{group.thread.pk}/cases", chosen, headers={"HX-Request": "true", **more})
    assert answer.status_code == 200, answer.content
    return str(answer["HX-Redirect"])


def test_the_list_says_who_writes_there_and_what_was_said_last(page: Client, group: Group) -> None:
    html = page.get("/groups").content.decode()
    assert f'href="/groups/{group.thread.pk}"' in html
    assert "Valeria, Dmitri" in html
    assert "<b>Valeria:</b> Es la del segundo piso" in html
    rows = page.get("/groups", headers=HTMX).content.decode()
    assert ("<html" in rows, f'id="group-{group.thread.pk}"' in rows) == (False, True)


def test_without_a_group_a_person_says_so(page: Client) -> None:
    assert "No group yet" in page.get("/groups").content.decode()


def test_a_group_shows_each_sender_and_can_be_chosen_from(page: Client, group: Group) -> None:
    html = page.get(f"/groups/{group.thread.pk}").content.decode()
    assert [f'id="choose-{one.pk}"' in html for one in group.said] == [True, True, True]
    assert html.count('<p class="from">Valeria Montt</p>') == 2
    assert 'id="open-case-button"' in html
    assert 'id="composer"' not in html


def test_W8_a_case_is_opened_and_can_be_taken_back(page: Client, group: Group) -> None:
    there = opened(page, group, 1, 2)
    case = Case.objects.get()
    assert there == f"/cases/{case.pk}"
    html = page.get(there).content.decode()
    assert f'hx-delete="/cases/{case.pk}/opening"' in html
    assert f"Case {case.pk} is opened." in html
    back = page.delete(f"/cases/{case.pk}/opening", headers={"HX-Request": "true"})
    assert back["HX-Redirect"] == f"/groups/{group.thread.pk}?at={group.said[1].pk}"
    assert page.delete(f"/cases/{case.pk}/opening", headers={"HX-Request": "true"}).status_code == 200
    assert group.cases() == [None, None, None]


def test_pressed_twice_it_is_the_same_case(page: Client, group: Group) -> None:
    assert opened(page, group, 1) == opened(page, group, 1)
    assert Case.objects.count() == 1
    html = page.get(f"/cases/{Case.objects.get().pk}").content.decode()
    assert "was opened from this already." in html


def test_each_message_names_its_case(page: Client, group: Group) -> None:
    """In the group and on the case, and no line between them says that all that follows is of it."""
    opened(page, group, 1)
    case = Case.objects.get()
    link = f'href="/cases/{case.pk}"'
    html = page.get(f"/groups/{group.thread.pk}").content.decode()
    assert (html.count('<p class="lies-in">'), link in html, 'class="case-mark"' in html) == (1, True, False)
    assert f'id="choose-{group.said[1].pk}"' not in html
    html = page.get(f"/cases/{case.pk}").content.decode()
    assert (html.count('<p class="lies-in">'), 'class="case-mark"' in html) == (1, False)
    assert f'<a class="plain" href="/groups/{group.thread.pk}">' in html


def test_an_answer_on_the_case_lies_in_it(page: Client, group: Group) -> None:
    opened(page, group, 1)
    case = Case.objects.get()
    answer = page.post(f"/cases/{case.pk}/messages", {"text": "Vamos hoy", "client_id": "x"}, headers=HTMX)
    assert answer.status_code == 200
    assert list(case.filing_set.order_by("message").values_list("message__text", flat=True)) == [
        "La lámpara del pasillo no enciende",
        "Vamos hoy",
    ]


def test_nothing_chosen_is_said(page: Client, group: Group) -> None:
    answer = page.post(f"/groups/{group.thread.pk}/cases", {"message": ["x"]}, headers={"HX-Request": "true"})
    assert (answer.status_code, "Choose at least one message" in answer.content.decode()) == (409, True)


def test_without_a_script_the_browser_is_sent(page: Client, group: Group) -> None:
    answer = page.post(f"/groups/{group.thread.pk}/cases", {"message": [str(group.said[0].pk)]})
    assert (answer.status_code, answer["Location"]) == (303, f"/cases/{Case.objects.get().pk}")


def test_what_search_finds_in_a_group_is_opened_in_its_place(page: Client, group: Group) -> None:
    thread, said = group.thread.pk, group.said[1].pk
    indexing.catch_up()
    html = page.get("/search?q=lampara").content.decode()
    assert f'href="/groups/{thread}?q=lampara&amp;at={said}"' in html
    assert "Dmitri: La <mark>lámpara</mark>" in html
    html = page.get(f"/groups/{thread}?q=lampara&at={said}").content.decode()
    assert ("<search-pane" in html, f'<message-jump for="message-{said}">' in html) == (True, True)
    opened(page, group, 1)
    indexing.catch_up()
    assert (
        f'href="/cases/{Case.objects.get().pk}?q=lampara&amp;at={said}"'
        in page.get("/search?q=lampara").content.decode()
    )


def test_a_long_group_is_read_page_by_page(page: Client, group: Group, dmitri: Customer) -> None:
    at = now() - timedelta(minutes=5)
    many = [makers.text(f"Palabra {n}", sender=dmitri.phone, at=at) | {"group_id": "G.17"} for n in range(70)]
    dmitri.posts(*many)
    thread, first = group.thread.pk, group.said[0].pk
    html = page.get(f"/groups/{thread}").content.decode()
    assert ("Buenos días" in html, f'hx-get="/groups/{thread}/earlier/' in html) == (False, True)
    html = page.get(f"/groups/{thread}?at={first}").content.decode()
    assert ("Buenos días" in html, f'hx-get="/groups/{thread}/later/' in html) == (True, True)
    address = html.split(f'hx-get="/groups/{thread}/later/')[1].split('"')[0]
    assert "Palabra 40" in page.get(f"/groups/{thread}/later/{address}", headers=HTMX).content.decode()
    newest = Thread.objects.get(pk=thread).message_set.latest("pk").pk
    assert "Palabra 60" in page.get(f"/groups/{thread}/earlier/{newest}", headers=HTMX).content.decode()
    assert "Buenos días" in page.get(f"/groups/{thread}/news?start={first}", headers=HTMX).content.decode()


def test_a_persons_page_leads_to_his_groups(page: Client, group: Group) -> None:
    html = page.get(f"/people/{group.said[1].sender.person_id}").content.decode()  # type: ignore[union-attr]
    assert f'<a class="plain" href="/groups/{group.thread.pk}">Valeria, Dmitri</a>' in html


def test_a_viewer_reads_and_chooses_nothing(client: Client, group: Group) -> None:
    viewer = makers.agent("Vera Ríos", role=Role.VIEWER, teams=(makers.Team.objects.get(),))
    client.force_login(viewer)
    html = client.get(f"/groups/{group.thread.pk}").content.decode()
    assert ("La lámpara" in html, 'class="choice"' in html, 'id="open-case-button"' in html) == (True, False, False)
    assert client.post(f"/groups/{group.thread.pk}/cases", {"message": [str(group.said[0].pk)]}).status_code == 403


def test_who_is_of_another_team_finds_no_group(client: Client, group: Group, ada: Agent) -> None:
    case = choosing.open_from(group.thread, [group.said[0]], by=ada).case
    client.force_login(makers.agent("Olga Paz", teams=(makers.team("ventas", "Ventas"),)))
    thread, said = group.thread.pk, group.said[0].pk
    for address in ("", "/news", f"/earlier/{said}", f"/later/{said}"):
        assert client.get(f"/groups/{thread}{address}").status_code == 404
    assert client.post(f"/groups/{thread}/cases", {"message": [str(said)]}).status_code == 404
    assert client.delete(f"/cases/{case.pk}/opening").status_code == 404
    assert "No group yet" in client.get("/groups").content.decode()


def test_a_case_that_left_ones_sight_is_not_named(page: Client, group: Group, ada: Agent) -> None:
    other = makers.team("ventas", "Ventas")
    case = choosing.open_from(group.thread, [group.said[0]], by=ada).case
    Case.objects.filter(pk=case.pk).update(team=other, assignee=None)
    html = page.get(f"/groups/{group.thread.pk}").content.decode()
    assert ("In a case of another team" in html, f'href="/cases/{case.pk}"' in html) == (True, False)
    answer = page.post(
        f"/groups/{group.thread.pk}/cases", {"message": [str(group.said[0].pk)]}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, "another team" in answer.content.decode()) == (409, True)
