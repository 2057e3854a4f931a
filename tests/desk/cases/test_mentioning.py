"""Who is named in a note follows the case, sees it though it is not his team's, and finds it among his mentions."""

import pytest

from recado.desk.cases import access, following, mentioned, mentioning
from recado.desk.cases.models import Case, Following, Mention
from recado.desk.conversations import naming, replying
from recado.desk.journal import reading
from recado.desk.journal.models import Entry
from recado.desk.staff import teaming, tending
from recado.desk.staff.models import Agent, Role, Team
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def sales() -> Team:
    return makers.team("sales", "Sales")


@pytest.fixture
def vera(sales: Team) -> Agent:
    """Somebody of another team."""
    return makers.agent("Vera Lindt", teams=(sales,))


@pytest.fixture
def lamp_case(dmitri: Customer, ada: Agent) -> Case:
    dmitri.writes("¿Llegó mi lámpara?")
    return dmitri.case


def _note(case: Case, text: str, by: Agent, named: tuple[str, ...] = ()) -> None:
    assert case.thread
    replying.note(case.thread, case=case.pk, by=by.actor, text=text, named=named)


def _named() -> list[str]:
    return [one.agent.name for one in Mention.objects.select_related("agent").order_by("agent__name")]


def _said(*names: str) -> list[str]:
    events = [reading.revive(entry) for entry in Entry.objects.filter(name__in=names).order_by("pk")]
    return [event.said(naming.names([])) for event in events if event]


def test_N1_who_is_named_follows_and_sees_the_case_of_another_team(lamp_case: Case, ada: Agent, vera: Agent) -> None:
    assert not access.visible(vera).exists()
    _note(lamp_case, "@Vera Lindt, ¿la vendiste tú?", ada)
    assert (_named(), list(access.visible(vera)), mentioned.unseen(vera)) == (["Vera Lindt"], [lamp_case], 1)
    assert _said("agent.named", "case.followed") == [
        "Ada Fuentes named Vera Lindt.",
        "Vera Lindt follows the case: Ada Fuentes named this colleague in a note.",
    ]
    told = Entry.objects.get(name="agent.named")
    assert (told.agent, told.case) == (vera.pk, lamp_case.pk)


def test_looking_at_the_case_is_having_seen_it(lamp_case: Case, ada: Agent, vera: Agent) -> None:
    _note(lamp_case, "@Vera Lindt @vera", ada)
    assert mentioning.see(lamp_case, agent=vera)
    assert not mentioning.see(lamp_case, agent=vera)
    assert (mentioned.unseen(vera), list(mentioned.cases(vera)), len(_said("mention.seen"))) == (0, [lamp_case], 1)


def test_the_newest_mention_stands_first(lamp_case: Case, valeria: Customer, ada: Agent, bruno: Agent) -> None:
    valeria.writes("Hola")
    for case in (lamp_case, valeria.case, lamp_case):
        _note(case, "@Bruno", ada)
    assert list(mentioned.cases(bruno)) == [lamp_case, valeria.case]
    assert mentioned.unseen(bruno) == 2


def test_a_team_is_all_who_are_in_it_but_not_who_names_it(
    lamp_case: Case, ada: Agent, bruno: Agent, vera: Agent
) -> None:
    _note(lamp_case, "@Support y @Sales, y yo, @Ada", ada)
    assert _named() == ["Bruno Rey", "Vera Lindt"]
    assert _said("team.named") == ["Ada Fuentes named the team Support.", "Ada Fuentes named the team Sales."]


def test_of_two_with_one_name_the_chosen_one_is_meant(lamp_case: Case, ada: Agent, sales: Team) -> None:
    twins = [
        Agent.objects.create(email=f"{n}@hilandera.example", name="Leo Paz", joined_at=ada.joined_at) for n in "ab"
    ]
    _note(lamp_case, "@Leo Paz", ada)
    assert _named() == []
    _note(lamp_case, "@Leo Paz", ada, named=(f"agent:{twins[1].pk}", f"agent:{ada.pk}"))
    assert [one.agent_id for one in Mention.objects.all()] == [twins[1].pk]


def test_who_left_the_house_cannot_be_named(lamp_case: Case, ada: Agent, vera: Agent) -> None:
    Agent.objects.filter(pk=vera.pk).update(is_active=False)
    _note(lamp_case, "@Vera Lindt", ada)
    assert _named() == []


def test_following_gives_the_case_and_unfollowing_takes_it_again(lamp_case: Case, ada: Agent, vera: Agent) -> None:
    following.follow(lamp_case, vera, by=vera.actor)
    following.follow(lamp_case, vera, by=ada.actor)
    assert [one.by for one in Following.objects.all()] == [vera.actor]
    assert list(access.visible(vera)) == [lamp_case]
    following.unfollow(lamp_case, vera, by=vera.actor)
    following.unfollow(lamp_case, vera, by=vera.actor)
    assert not access.visible(vera).exists()
    assert _said("case.followed", "case.unfollowed") == [
        "Vera Lindt follows the case.",
        "Vera Lindt no longer follows the case.",
    ]


def test_a_door_asks_once_what_an_agent_follows(
    lamp_case: Case, ada: Agent, vera: Agent, django_assert_num_queries: object
) -> None:
    following.follow(lamp_case, vera, by=vera.actor)
    access.acquaint(vera)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert access.fetch(vera, lamp_case.pk) == lamp_case
        assert [thread.pk for thread in access.threads(vera)] == [lamp_case.thread_id]
    following.unfollow(lamp_case, vera, by=vera.actor)
    assert not access.visible(vera).exists()


def test_who_leaves_a_team_follows_no_more_what_only_his_own_wish_showed_him(
    lamp_case: Case, valeria: Customer, support: Team, ada: Agent, bruno: Agent, vera: Agent
) -> None:
    valeria.writes("Hola")
    his = valeria.case
    Case.objects.filter(pk=his.pk).update(assignee=bruno)
    Case.objects.filter(pk=lamp_case.pk).update(assignee=ada)
    following.follow(lamp_case, bruno, by=bruno.actor)
    following.follow(his, bruno, by=bruno.actor)
    teaming.enter(support, vera, by=ada.actor)
    following.follow(lamp_case, vera, by=ada.actor)
    for one in (bruno, vera):
        teaming.leave(support, one, by=ada.actor)
    assert sorted(Following.objects.values_list("case", "agent")) == sorted(
        [(his.pk, bruno.pk), (lamp_case.pk, vera.pk)]
    )
    assert list(access.visible(Agent.objects.get(pk=bruno.pk))) == [his]
    told = Entry.objects.get(name="case.unfollowed")
    assert (told.case, told.agent) == (lamp_case.pk, bruno.pk)


def test_who_saw_everything_and_sees_less_follows_no_more_what_he_chose(
    lamp_case: Case, ada: Agent, vera: Agent, sales: Team
) -> None:
    Agent.objects.filter(pk=ada.pk).update(role=Role.HEAD, password="of somebody who can come in")
    tending.describe(vera, name="Vera Lindt", role=Role.ADMIN, by=ada.actor)
    following.follow(lamp_case, vera, by=vera.actor)
    tending.describe(vera, name="Vera L.", role=Role.ADMIN, by=ada.actor)
    assert Following.objects.get().agent == vera
    tending.describe(vera, name="Vera L.", role=Role.AGENT, by=ada.actor)
    assert not Following.objects.exists()
    assert not access.visible(Agent.objects.get(pk=vera.pk)).exists()
