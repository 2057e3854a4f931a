"""A visitor writes and an agent answers: live, once and only once, in one conversation."""

import json
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.test import Client

from recado.desk.cases import attending
from recado.desk.cases.models import Case, Doing
from recado.desk.conversations import replying
from recado.desk.conversations.models import Message, Thread
from recado.desk.core.time import now
from recado.desk.people.models import Address, Person
from recado.desk.staff.models import Agent, Team
from tests.doors import fronts
from tests.doors.fronts import Front
from tests.doors.site.browsing import Shop, answer, sort

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(front: Front, support: Team) -> Shop:
    return Shop(front, support)


def test_a_visitor_writes_and_a_case_opens(shop: Shop, ada: Agent, client: Client) -> None:
    message = shop.visitor().writes(
        "Is my lamp ready?", page={"url": "https://lumen.example/lamps?x=1#y", "title": "Lamps"}
    )
    case = Case.objects.get()
    assert (message.text, case.thread, case.assignee) == ("Is my lamp ready?", message.thread, ada)
    assert message.more["page"] == {"url": "https://lumen.example/lamps", "title": "Lamps"}
    assert Address.objects.values_list("kind", "realm").get() == ("visitor", shop.channel.key)
    client.force_login(ada)
    shown = client.get(f"/cases/{case.pk}").content.decode().replace("<wbr>", "")
    assert "<dt>Writes from</dt><dd>https://lumen.example/lamps" in shown


def test_an_answer_reaches_the_open_page_and_its_ticks_come_back(shop: Shop, ada: Agent) -> None:
    valeria = shop.visitor()
    with valeria.follows() as page:
        thread = valeria.writes("Hola").thread
        assert page.words() == [(True, "Hola")]
        said = answer(thread, "Hola, soy Ada.", ada)
        assert said.rung == "accepted"
        [told] = page.hears("messages")
    assert (told["text"], told["agent"], told["mine"]) == ("Hola, soy Ada.", "Ada", False)
    for state in ("delivered", "read", "delivered"):
        assert valeria.ask("/receipts", json={"state": state, "ids": [told["id"]]}).status_code == 202
        sort()
    said.refresh_from_db()
    assert said.rung == "read"


def test_dk2_two_tabs_and_a_reload_are_one_conversation(shop: Shop, ada: Agent) -> None:
    """DK2: the same token, wherever it is open; the same words sent twice are one message."""
    first = shop.visitor()
    second = shop.visitor(token=first.token)
    with ThreadPoolExecutor(2) as tabs:
        sent = list(tabs.map(lambda tab: tab.says("Hola", id_="the-same-words"), (first, second)))
    assert [one.status_code for one in sent] == [202, 202]
    sort()
    second.writes("¿Hay alguien?")
    assert (Person.objects.count(), Thread.objects.count(), Case.objects.count()) == (1, 1, 1)
    assert first.reads() == second.reads() == [(True, "Hola"), (True, "¿Hay alguien?")]
    with first.follows() as one, second.follows() as other:
        assert one.words() == other.words()
        answer(Thread.objects.get(), "Aquí estoy", ada)
        assert one.words() == other.words() == [(False, "Aquí estoy")]


def test_who_comes_back_hears_what_he_missed(shop: Shop, ada: Agent) -> None:
    dmitri = shop.visitor()
    with dmitri.follows() as page:
        thread = dmitri.writes("Привет").thread
        page.hears("messages")
        place = page.place
    answer(thread, "One", ada)
    answer(thread, "Two", ada)
    with dmitri.follows(after=place) as page:
        assert page.words()[-2:] == [(False, "One"), (False, "Two")]


def test_notes_and_what_has_not_left_stay_in_the_house(shop: Shop, ada: Agent) -> None:
    dmitri = shop.visitor()
    thread = dmitri.writes("Hello").thread
    replying.note(thread, case=Case.objects.get().pk, by=ada.actor, text="He sounds upset")
    replying.reply(thread, text="Not gone yet", by=ada.actor)
    assert dmitri.reads() == [(True, "Hello")]


def test_a_lost_announcement_costs_a_heartbeat_only(shop: Shop, ada: Agent) -> None:
    dmitri = shop.visitor()
    thread = dmitri.writes("Hello").thread
    with dmitri.follows() as page:
        assert page.words() == [(True, "Hello")]
        said = answer(thread, "Hi", ada)
        page.hears("messages")
        Message.objects.filter(pk=said.pk).update(text="Hi!", edited_at=now())
        assert page.words(20) == [(False, "Hi!")]


def test_agents_see_that_he_writes(shop: Shop, ada: Agent) -> None:
    dmitri = shop.visitor()
    case = Case.objects.get(thread=dmitri.writes("Hello").thread)
    with psycopg.connect(fronts.database_url(), autocommit=True) as desk:
        desk.execute("LISTEN recado_journal")
        assert dmitri.ask("/typing", json={}).status_code == 202
        [heard] = [json.loads(notice.payload) for notice in desk.notifies(timeout=5, stop_after=1)]
    [team] = shop.channel.teams.all()
    assert heard == [[case.pk, case.thread_id, [team.pk], None, "visitor.typing"]]


def test_he_leaves_an_address_of_mail(shop: Shop) -> None:
    valeria = shop.visitor()
    message = valeria.writes("Me voy")
    told = {"email": "Valeria@Lumen.example", "agreed": "I agree to be answered at this address."}
    assert valeria.ask("/mail", json=told).status_code == 202
    sort()
    kept = Address.objects.get(kind="email")
    assert (kept.value, kept.person) == ("valeria@lumen.example", message.thread.person)


def test_somebody_elses_mail_address_is_only_noted(shop: Shop) -> None:
    """Nobody reads another's talk for knowing his address."""
    valeria, stranger = shop.visitor(), shop.visitor()
    for one in (valeria, stranger):
        one.writes("Hola")
        one.ask("/mail", json={"email": "valeria@lumen.example", "agreed": "yes"}).raise_for_status()
        sort()
    assert Thread.objects.count() == 2
    assert Person.objects.order_by("pk").last().properties == {"e-mail": "valeria@lumen.example"}  # type: ignore[union-attr]


def test_without_consent_no_address_is_kept(shop: Shop) -> None:
    valeria = shop.visitor()
    valeria.writes("Hola")
    for told in ({"email": "valeria@lumen.example"}, {"email": "no mail", "agreed": "yes"}):
        assert valeria.ask("/mail", json=told).status_code == 422


def test_he_sees_that_an_agent_writes(shop: Shop, ada: Agent) -> None:
    dmitri = shop.visitor()
    case = Case.objects.get(thread=dmitri.writes("Hello").thread)
    with dmitri.follows() as page:
        page.hears("messages")
        attending.attend(case, ada, Doing.TYPING, tab="one")
        assert page.hears("typing") == {"on": True}
        attending.attend(case, ada, Doing.NOTING, tab="one")
        assert page.hears("typing") == {"on": False}
