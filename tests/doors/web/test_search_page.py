"""The page of search: results with the words marked, filters in the address, a message opened in its place."""

import pytest
from django.test import Client

from recado.desk.cases import indexing
from recado.desk.conversations import replying
from recado.desk.conversations.models import Message
from recado.desk.staff.models import Agent
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


def shown(page: Client, address: str, *, partial: bool = False) -> str:
    indexing.catch_up()
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if partial else {}
    answer = page.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_found_stands_with_its_words_marked_and_leads_to_its_place(page: Client, dmitri: Customer) -> None:
    message = dmitri.writes("La lámpara llegó <b>rota</b>")
    html = shown(page, "/search?q=lampara")
    assert "La <mark>lámpara</mark> llegó &lt;b&gt;rota&lt;/b&gt;" in html
    assert f'href="/cases/{dmitri.case.pk}?q=lampara&amp;at={message.pk}"' in html


def test_as_one_types_only_the_results_come(page: Client, dmitri: Customer) -> None:
    dmitri.writes("La lámpara llegó rota")
    html = shown(page, "/search?q=lámp", partial=True)
    assert "<mark>lámpara</mark>" in html
    assert "<html" not in html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "What are you looking for?"),
        ("?!", "That says nothing yet"),
        ("nadie", "Nothing found"),
        ("lampara&state=resolved", "Perhaps it lies outside"),
    ],
)
def test_where_nothing_stands_a_person_says_why(query: str, words: str, page: Client, dmitri: Customer) -> None:
    dmitri.writes("La lámpara llegó rota")
    assert words in shown(page, f"/search?q={query}")


@pytest.mark.parametrize(
    "value", ["channel=x", "team=%00", "label=99", "since=x", "until=0001-01-01", "room=x", "cursor=x", "at=x"]
)
def test_a_filter_that_names_nothing_narrows_nothing(value: str, page: Client, dmitri: Customer) -> None:
    dmitri.writes("La lámpara llegó rota")
    assert "<mark>lámpara</mark>" in shown(page, f"/search?q=lampara&{value}")


def test_an_opened_result_stands_beside_the_results(page: Client, dmitri: Customer) -> None:
    message = dmitri.writes("La lámpara llegó rota")
    html = shown(page, f"/cases/{dmitri.case.pk}?q=lampara&at={message.pk}")
    assert "<search-pane" in html
    assert f'<message-jump for="message-{message.pk}">' in html


def ids(html: str, messages: list[Message]) -> list[int]:
    return [place for place, message in enumerate(messages) if f'id="message-{message.pk}"' in html]


@pytest.fixture
def long(dmitri: Customer, ada: Agent) -> list[Message]:
    dmitri.writes("Hola")
    return [replying.reply(dmitri.thread, by=ada.actor, text=f"Paso {number}")[0] for number in range(150)]


def test_a_message_is_opened_in_its_place_with_what_stands_round_it(
    page: Client, dmitri: Customer, long: list[Message]
) -> None:
    html = shown(page, f"/cases/{dmitri.case.pk}?at={long[70].pk}")
    assert ids(html, long) == list(range(40, 101))
    assert "To the newest" in html
    assert f'name="end" id="talk-end" value="{long[100].pk}"' in html


def test_further_down_comes_the_rest(page: Client, dmitri: Customer, long: list[Message]) -> None:
    address = f"/cases/{dmitri.case.pk}/later/{long[100].pk}?start={long[40].pk}&end={long[100].pk}"
    html = shown(page, address, partial=True)
    assert ids(html, long) == list(range(101, 150))
    assert f'id="talk-start" value="{long[101].pk}"' in html
    assert 'id="talk-end" value=""' in html


def test_news_do_not_tear_one_from_an_old_place(page: Client, dmitri: Customer, long: list[Message]) -> None:
    dmitri.writes("Una cosa más")
    html = shown(page, f"/cases/{dmitri.case.pk}/news?start={long[40].pk}&end={long[100].pk}", partial=True)
    assert ids(html, long) == list(range(40, 101))
    assert "Una cosa más" not in html.split('hx-target="#side"')[0].split("hx-target='#latest")[1]


def test_a_message_of_another_thread_is_no_place_of_this_one(page: Client, dmitri: Customer, valeria: Customer) -> None:
    dmitri.writes("Hola")
    other = valeria.writes("Secreto")
    html = shown(page, f"/cases/{dmitri.case.pk}?at={other.pk}")
    assert "Hola" in html
    assert f'id="message-{other.pk}"' not in html


def test_who_may_not_see_finds_nothing(client: Client, dmitri: Customer) -> None:
    dmitri.writes("La lámpara llegó rota")
    client.force_login(makers.agent("Olga Ruiz", teams=(makers.team("billing", "Billing"),)))
    assert "Nothing found" in shown(client, "/search?q=lampara")
