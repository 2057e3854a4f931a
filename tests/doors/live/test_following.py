"""Who follows a case of another team hears of it; what is whispered to one is heard by nobody else."""

import pytest
from django.db import transaction

from recado.desk.cases import attending, following
from recado.desk.cases.models import Case, Doing
from recado.desk.channels.models import Channel
from recado.desk.core.time import now
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent, Team
from tests import makers
from tests.doors.fronts import Front
from tests.doors.live import browsing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(ada: Agent, bruno: Agent, support: Team, ventas: Channel) -> Case:
    person = Person.objects.create(name="Dmitri Sokolov", met_at=now())
    return Case.objects.create(person=person, team=support, last_message_at=now(), opened_at=now(), updated_at=now())


@pytest.fixture
def vera(support: Team) -> Agent:
    """Somebody of another team."""
    return makers.agent("Vera Lindt", teams=(makers.team("sales", "Sales"),))


def test_a_follower_hears_from_the_first_moment_to_the_last(
    front: Front, case: Case, support: Team, vera: Agent
) -> None:
    with browsing.page(front, vera) as browser:
        browsing.happens(case.pk, team=support)
        assert browser.hears_nothing()
        following.follow(case, vera, by=vera.actor)
        assert browser.hears().data == {"cases": [[case.pk, None, "case.followed"]]}
        browsing.happens(case.pk, team=support)
        assert browser.hears() == browsing.change(case.pk)
        following.unfollow(case, vera, by=vera.actor)
        assert browser.hears().data == {"cases": [[case.pk, None, "case.unfollowed"]]}
        browsing.happens(case.pk, team=support)
        assert browser.hears_nothing()


def test_a_page_that_opens_knows_what_is_followed(front: Front, case: Case, support: Team, vera: Agent) -> None:
    following.follow(case, vera, by=vera.actor)
    with browsing.page(front, vera) as browser:
        browsing.happens(case.pk, team=support)
        assert browser.hears() == browsing.change(case.pk)


def test_only_who_is_at_the_case_hears_who_comes(front: Front, case: Case, ada: Agent, bruno: Agent) -> None:
    carla = makers.agent("Carla Soto", teams=tuple(Team.objects.all()))
    attending.attend(case, ada, Doing.LOOKING, tab="a")
    with browsing.page(front, ada) as adas, browsing.page(front, carla) as carlas:
        with transaction.atomic():
            attending.attend(case, bruno, Doing.TYPING, tab="b")
        assert adas.hears().data == {"cases": [[case.pk, None, "own.attention"]]}
        assert carlas.hears_nothing()
