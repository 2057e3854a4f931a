"""Search finds what is there, for those who may see it, in four languages and with any text typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recado.desk.cases import deleting, following, indexing, rarity, searching, stories
from recado.desk.cases.filters import Filters
from recado.desk.cases.indexes import MessageWords
from recado.desk.cases.searching import search
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.people.models import Organisation, Person
from recado.desk.routing import assigning
from recado.desk.staff.models import Agent
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


def said(agent: Agent, query: str, **more: object) -> list[str]:
    indexing.catch_up()
    return [message.text for message in search(agent, query, **more).messages.items]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("La integración no responde", "integracion"),
        ("La integracion no responde", "integración"),
        ("Las integraciones fallan", "integracion"),
        ("Compré dos lámparas", "lampara"),
        ("¿Cuándo facturan?", "facturar"),
        ("Посмотрите счета, пожалуйста", "счёт"),
        ("Ёлка не горит", "елка"),
        ("A câmera não liga", "cameras"),
        ("The invoices are missing", "invoice"),
        ("Pedido ABC-123 perdido", "abc-123"),
        ("Escriban a ada@lumen.example", "ada@lumen.example"),
    ],
)
def test_words_are_found_in_four_languages_with_accents_or_without(
    text: str, query: str, dmitri: Customer, ada: Agent
) -> None:
    dmitri.writes(text)
    dmitri.writes("Gracias")
    assert said(ada, query) == [text]


def test_all_words_must_be_there_and_the_last_may_be_half_typed(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("La lámpara llegó rota")
    dmitri.writes("La lámpara llegó")
    assert said(ada, "lámpara rota") == ["La lámpara llegó rota"]
    assert said(ada, "lámpara ro") == ["La lámpara llegó rota"]
    assert said(ada, "lámpara ro ") == []


def test_a_phrase_in_quotes_is_found_word_for_word(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("Llegó rota la lámpara")
    dmitri.writes("La lámpara rota llegó")
    assert said(ada, '"LAMPARA rota"') == ["La lámpara rota llegó"]


def test_the_newest_stand_first_and_the_rest_follow_by_cursor(
    dmitri: Customer, ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [dmitri.writes(f"Lámpara {number}").text for number in range(5)]
    monkeypatch.setattr(searching, "PAGE", 2)
    indexing.catch_up()
    pages, cursor = [], ""
    for _ in range(3):
        page = search(ada, "lámpara", room="messages", cursor=cursor).messages
        pages.append([message.text for message in page.items])
        cursor = page.more
    newest = texts[::-1]
    assert (pages, cursor) == ([newest[:2], newest[2:4], newest[4:]], "")


def test_only_what_one_may_see_is_found(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("Lámpara")
    olga = makers.agent("Olga Ruiz", teams=(makers.team("billing", "Billing"),))
    assert (said(ada, "lámpara"), said(olga, "lámpara")) == (["Lámpara"], [])
    assert search(olga, "lámpara").cases.items == []


def test_who_is_given_a_case_of_another_team_finds_its_words(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("Lámpara")
    billing = makers.team("billing", "Billing")
    olga = makers.agent("Olga Ruiz", teams=(billing,))
    indexing.catch_up()
    assigning.assign(dmitri.case, to=olga, by=ada.actor)
    assert (said(olga, "lámpara"), search(olga, "lámpara").cases.items) == (["Lámpara"], [dmitri.case])


def test_who_follows_a_case_of_another_team_finds_its_words(dmitri: Customer, valeria: Customer, ada: Agent) -> None:
    dmitri.writes("Lámpara")
    valeria.writes("Lámpara")
    olga = makers.agent("Olga Ruiz", teams=(makers.team("billing", "Billing"),))
    following.follow(dmitri.case, olga, by=ada.actor)
    assert (said(olga, "lámpara"), search(olga, "lámpara").cases.items) == (["Lámpara"], [dmitri.case])


def test_a_note_and_a_taken_back_message(dmitri: Customer, ada: Agent) -> None:
    message = dmitri.writes("Secreto")
    type(message).objects.filter(pk=message.pk).update(revoked_at=now())
    assert said(ada, "secreto") == []


def test_a_case_is_found_by_number_first(dmitri: Customer, valeria: Customer, ada: Agent) -> None:
    dmitri.writes("Lámpara")
    number = dmitri.case.pk
    valeria.writes(f"Es el pedido {number}")
    indexing.catch_up()
    for query in (f"#{number}", str(number)):
        assert search(ada, query).cases.items[0].pk == number


@pytest.mark.parametrize("query", ["56900000047", "+56 9 0000 0047", "0047", "(9) 0000-0047", "0056900000047"])
def test_a_person_is_found_by_any_digits_and_so_are_his_cases(query: str, dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("Lámpara")
    indexing.catch_up()
    found = search(ada, query)
    assert ([person.name for person in found.people.items], found.cases.items) == (["Dmitri Sokolov"], [dmitri.case])


def test_persons_and_organisations_are_found_by_folded_names(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("Lámpara")
    Person.objects.create(name="Óscar Peña", met_at=now())
    lumen = Organisation.objects.create(name="Lumen Óptica", made_at=now(), updated_at=now())
    indexing.catch_up()
    assert [person.name for person in search(ada, "pena osc").people.items] == ["Óscar Peña"]
    assert search(ada, "optica").organisations.items == [lumen]
    assert search(ada, "sokolov lamp").cases.items == [dmitri.case]


def test_a_search_is_narrowed(dmitri: Customer, valeria: Customer, ada: Agent, support: object) -> None:
    dmitri.writes("Lámpara de Dmitri")
    valeria.writes("Lámpara de Valeria")
    assigning.move(valeria.case, team=makers.team("billing", "Billing"), by=ada.actor)
    team = dmitri.case.team_id
    assert said(ada, "lámpara", narrowed=Filters(team=team)) == ["Lámpara de Dmitri"]
    assert said(ada, "lámpara", narrowed=Filters(direction="out")) == []
    assert said(ada, "lámpara", narrowed=Filters(state="resolved")) == []
    assert said(ada, "lámpara", narrowed=Filters(until=dmitri.case.opened_at)) == []
    assert len(said(ada, "lámpara", narrowed=Filters(since=dmitri.case.opened_at, channel=dmitri.channel.pk))) == 2


@given(query=st.text(max_size=60) | st.sampled_from(["'", '"', "\\", "&|!()<->:*", "a\x00b", "😀", "x" * 10_000, "#0"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_may_be_typed(query: str, ada: Agent) -> None:
    search(ada, query)


@given(cursor=st.text(max_size=40) | st.just("2026-01-01T00:00:00_1") | st.just("9999-12-31T23:59:59+00:00_1"))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_may_be_a_cursor(cursor: str, ada: Agent) -> None:
    search(ada, "lámpara", room="messages", cursor=cursor)


def test_the_rarest_word_is_asked_of_the_index_and_the_others_of_the_things(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("La lámpara llegó rota")
    indexing.catch_up()
    terms = ["'lampar'", "'pe':*", "'rot'"]
    assert rarity.rare("cases_message_words", ["'lampar'"]) == "('lampar')"
    assert rarity.rare("cases_message_words", terms) in {f"({term})" for term in terms}


@pytest.mark.parametrize("window", [1, 2, 50])
def test_a_window_of_any_size_finds_the_same(
    window: int, dmitri: Customer, ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [dmitri.writes(text).text for text in ("Lámpara 1", "Hola", "Lámpara 2", "Gracias", "Lámpara 3", "Chao")]
    monkeypatch.setattr(MessageWords, "window", window)
    assert said(ada, "lámpara") == [text for text in texts[::-1] if "Lámpara" in text]


def test_a_phrase_is_found_behind_many_others(dmitri: Customer, ada: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    dmitri.writes("Lámpara rota")
    for _ in range(4):
        dmitri.writes("Rota la lámpara")
    monkeypatch.setattr(searching, "CHECKED", 3)
    indexing.catch_up()
    page = search(ada, '"lámpara rota"').messages
    assert (page.items, bool(page.more)) == ([], True)
    page = search(ada, '"lámpara rota"', room="messages", cursor=page.more).messages
    assert [message.text for message in page.items] == ["Lámpara rota"]


def test_the_words_of_a_deleted_case_are_shown_to_nobody_until_it_is_back(
    dmitri: Customer, ada: Agent, carla: Agent
) -> None:
    dmitri.writes("La lámpara llegó rota")
    story = stories.Story(ada, [dmitri.case.person_id], kinds=frozenset({stories.WORDS}))
    deletion = deleting.delete(dmitri.case, by=HOUSE)
    assert (said(ada, "lámpara rota"), said(carla, "lámpara rota"), story.page(None, 5)) == ([], [], [])
    deleting.undo(deletion, by=HOUSE)
    assert (said(ada, "lámpara rota"), len(story.page(None, 5))) == (["La lámpara llegó rota"], 1)
