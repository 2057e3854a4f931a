"""Invitations: a link that works once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from recado.desk.core.actors import HOUSE
from recado.desk.journal.telling import Objected
from recado.desk.staff import inviting, joining
from recado.desk.staff.models import Agent, Invitation, Role

PASSWORD = "three green lamps"


def secret_of(url: str | None) -> str:
    assert url is not None
    return url.rsplit("/", 1)[1]


def codes(error: pytest.ExceptionInfo[Objected]) -> list[str]:
    return [objection.code for objection in error.value.objections]


@pytest.fixture
def ada() -> Agent:
    return joining.join(email="ada@example.com", name="Ada", role=Role.AGENT, by=HOUSE)


@pytest.mark.django_db
class TestAnAgent:
    """Invited by name."""

    def test_comes_in_by_the_link_and_may_say_how_she_is_called(self, ada: Agent) -> None:
        path = inviting.invite(ada, by=HOUSE)
        let_in = inviting.accept(secret_of(path), password=PASSWORD, name="Ada Lima", email="other@example.com")
        assert path.startswith("/invitations/")
        assert (let_in.pk, let_in.name, let_in.email) == (ada.pk, "Ada Lima", "ada@example.com")
        assert Agent.objects.get().check_password(PASSWORD)

    def test_cannot_use_the_link_twice(self, ada: Agent) -> None:
        secret = secret_of(inviting.invite(ada, by=HOUSE))
        inviting.accept(secret, password=PASSWORD)
        with pytest.raises(Objected) as error:
            inviting.accept(secret, password="another green lamp")
        assert (codes(error), Agent.objects.get().check_password(PASSWORD)) == (["invitation-void"], True)

    def test_finds_the_link_void_after_seven_days(self, ada: Agent) -> None:
        secret = secret_of(inviting.invite(ada, by=HOUSE))
        assert inviting.find(secret) is not None
        Invitation.objects.update(expires_at=Invitation.objects.get().made_at - timedelta(seconds=1))
        assert inviting.find(secret) is None

    def test_has_one_link_at_a_time(self, ada: Agent) -> None:
        first, second = (secret_of(inviting.invite(ada, by=HOUSE)) for _ in range(2))
        assert (inviting.find(first), inviting.find(second)) == (None, Invitation.objects.get())

    def test_may_try_again_after_a_weak_password(self, ada: Agent) -> None:
        secret = secret_of(inviting.invite(ada, by=HOUSE))
        with pytest.raises(Objected):
            inviting.accept(secret, password="short")
        assert inviting.accept(secret, password=PASSWORD) == ada

    def test_leaves_no_secret_in_the_database(self, ada: Agent) -> None:
        secret = secret_of(inviting.invite(ada, by=HOUSE))
        assert secret not in Invitation.objects.get().digest


@pytest.mark.django_db
class TestTheFirstAdministrator:
    """The link that the first start prints."""

    def test_is_made_by_the_link(self) -> None:
        url = inviting.first_invitation_url("http://127.0.0.1:8000/")
        assert url is not None
        assert url.startswith("http://127.0.0.1:8000/invitations/")
        carla = inviting.accept(secret_of(url), password=PASSWORD, name="Carla", email="carla@example.com")
        assert (carla.role, carla.email) == (Role.ADMIN, "carla@example.com")

    def test_is_asked_for_only_until_there_is_one(self) -> None:
        former = inviting.first_invitation_url("http://house")
        joining.join(email="carla@example.com", name="Carla", role="head", by=HOUSE, password=PASSWORD)
        assert (inviting.first_invitation_url("http://house"), inviting.find(secret_of(former))) == (None, None)

    def test_is_still_asked_for_while_nobody_can_log_in(self, ada: Agent) -> None:
        joining.join(email="carla@example.com", name="Carla", role="head", by=HOUSE)
        assert inviting.first_invitation_url("http://house") is not None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_finds_the_link_used() -> None:
    ada = joining.join(email="ada@example.com", name="Ada", role=Role.AGENT, by=HOUSE)
    secret = secret_of(inviting.invite(ada, by=HOUSE))

    def accept(word: str) -> bool:
        try:
            inviting.accept(secret, password=f"three {word} lamps")
        except Objected:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(accept, ["green", "brown"])) == [False, True]
