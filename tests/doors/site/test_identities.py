"""Whom the site vouches for: the signed word of its own server, and what it opens."""

import base64
import hmac
import json
from typing import Any

import pytest

from recado.desk.conversations.models import Thread
from recado.desk.core.time import now
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent, Team
from tests.doors.fronts import Front
from tests.doors.site.browsing import Shop, answer, sort

pytestmark = pytest.mark.django_db(transaction=True)


def signed(secret: str, alg: str = "HS256", **claims: Any) -> str:
    """As the site's server makes it, by the example in `identities`."""

    def part(raw: bytes) -> str:
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    known = {"email": "Valeria@lumen.example", "name": "Valeria Montt", "exp": int(now().timestamp()) + 300, **claims}
    text = f"{part(json.dumps({'alg': alg}).encode())}.{part(json.dumps(known).encode())}"
    return f"{text}.{part(hmac.digest(secret.encode(), text.encode(), 'sha256'))}"


@pytest.fixture
def shop(front: Front, support: Team) -> Shop:
    return Shop(front, support)


def test_a_known_visitor_is_a_person_with_an_address(shop: Shop) -> None:
    valeria = shop.visitor(identity=signed(shop.secret))
    person = valeria.writes("Hola").thread.person
    assert person is not None
    assert (valeria.known, person.name) == (True, "Valeria Montt")
    assert sorted(person.addresses.values_list("kind", flat=True)) == ["email", "visitor"]


def test_known_on_two_devices_it_is_one_talk(shop: Shop, ada: Agent) -> None:
    phone, laptop = (shop.visitor(identity=signed(shop.secret)) for _ in range(2))
    phone.writes("From my phone")
    answer(laptop.writes("From my laptop").thread, "I see both", ada)
    assert phone.reads() == laptop.reads()
    assert len(phone.reads()) == 3


def test_who_logs_in_takes_his_talk_along(shop: Shop, ada: Agent) -> None:
    nobody = shop.visitor()
    answer(nobody.writes("Before I log in").thread, "Hello, stranger", ada)
    valeria = shop.visitor(token=nobody.token, identity=signed(shop.secret))
    sort()
    valeria.writes("Now you know me")
    assert [words for _, words in valeria.reads()] == ["Before I log in", "Hello, stranger", "Now you know me"]
    assert (Thread.objects.count(), Person.objects.filter(merged_into=None).count()) == (1, 1)


def test_who_logs_out_is_nobody_again(shop: Shop) -> None:
    valeria = shop.visitor(identity=signed(shop.secret))
    valeria.writes("My secret")
    later = shop.visitor(token=valeria.token)
    assert (later.known, later.reads()) == (False, [])


@pytest.mark.parametrize("logged_in", [False, True])
def test_who_left_her_address_before_she_came_reads_nothing_of_hers(shop: Shop, ada: Agent, logged_in: bool) -> None:
    """Anybody can leave any address; whoever is signed for under it is another, until an agent says they are one."""
    thief = shop.visitor(**({"identity": signed(shop.secret, email="thief@evil.example")} if logged_in else {}))
    thief.writes("Hello")
    thief.ask("/mail", json={"email": "valeria@lumen.example", "agreed": "yes"}).raise_for_status()
    sort()
    valeria = shop.visitor(identity=signed(shop.secret))
    for words in ("My lamp is dark", "And my number is 1234"):
        answer(valeria.writes(words).thread, f"I heard: {words}", ada)
    assert thief.reads() == [(True, "Hello")]
    assert [words for _, words in valeria.reads()][::2] == ["My lamp is dark", "And my number is 1234"]
    her = Thread.objects.latest("pk").person
    assert her is not None
    assert (her.name, her.properties) == ("Valeria Montt", {"e-mail": "valeria@lumen.example"})


def test_who_logs_in_where_he_left_his_address_is_still_himself(shop: Shop) -> None:
    nobody = shop.visitor()
    nobody.writes("Before I log in")
    nobody.ask("/mail", json={"email": "valeria@lumen.example", "agreed": "yes"}).raise_for_status()
    sort()
    valeria = shop.visitor(token=nobody.token, identity=signed(shop.secret))
    sort()
    valeria.writes("Now you know me")
    assert [words for _, words in valeria.reads()] == ["Before I log in", "Now you know me"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"exp": 1},
        {"exp": "soon"},
        {"exp": 10**11},
        {"email": "no mail"},
        {"email": None},
        {"alg": "none"},
        {"alg": "HS512"},
        {"secret": "guessed"},
    ],
)
def test_a_word_that_does_not_hold_names_nobody(shop: Shop, wrong: dict[str, Any]) -> None:
    token = signed(wrong.pop("secret", shop.secret), **wrong)
    refused = shop.ask("/visits", json={"identity": token})
    assert (refused.status_code, refused.json()["code"]) == (403, "identity")


@pytest.mark.parametrize("token", ["x", "a.b.c", "é.é.é", "..", "e30.e30."])
def test_nonsense_names_nobody(shop: Shop, token: str) -> None:
    assert shop.ask("/visits", json={"identity": token}).status_code == 403
