"""Who sees what: to find is to be allowed."""

import pytest

from recado.desk.cases import access, deleting, finds, following
from recado.desk.cases.access import NotVisible
from recado.desk.conversations import uploading
from recado.desk.core.actors import HOUSE
from recado.desk.journal.models import Entry
from recado.desk.routing import assigning
from recado.desk.staff.models import Agent, Membership, Role, Team
from recado.doors.web.sight import readings
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga() -> Agent:
    """She answers in another team."""
    return makers.agent("Olga Ruiz", teams=(makers.team("billing", "Billing"),))


def sees(agent: Agent, customer: Customer) -> tuple[bool, ...]:
    """Whether the agent sees the case, the thread, the message and the event of it; and finds case and message."""
    case, thread = customer.case, customer.thread
    message = thread.message_set.latest("pk")
    return (
        access.visible(agent).filter(pk=case.pk).exists(),
        access.threads(agent).filter(pk=thread.pk).exists(),
        access.messages(agent).filter(pk=message.pk).exists(),
        access.entries(agent).filter(case=case.pk).exists(),
        list(finds.cases(agent, [case.pk])) == [case],
        list(finds.messages(agent, [message.pk])) == [message],
    )


ALL, NOTHING = (True,) * 6, (False,) * 6


def test_a_team_sees_what_comes_in_on_its_channel(dmitri: Customer, ada: Agent, olga: Agent) -> None:
    dmitri.writes("Any news?")
    assert (sees(ada, dmitri), sees(olga, dmitri)) == (ALL, NOTHING)


@pytest.mark.parametrize("role", [Role.HEAD, Role.ADMIN])
def test_head_and_administrator_see_all(role: Role, dmitri: Customer) -> None:
    dmitri.writes("Any news?")
    assert sees(makers.agent("Helena Prado", role=role), dmitri) == ALL


@pytest.mark.parametrize("role", [Role.LEAD, Role.AGENT, Role.VIEWER])
def test_lead_agent_and_viewer_see_what_is_their_team_s(role: Role, dmitri: Customer, support: Team) -> None:
    dmitri.writes("Any news?")
    vera = makers.agent("Vera Nunes", role=role)
    assert sees(vera, dmitri) == NOTHING
    Membership.objects.create(team=support, agent=vera)
    assert sees(vera, dmitri) == ALL


def test_who_is_given_a_case_sees_it_with_its_thread(dmitri: Customer, ada: Agent, olga: Agent) -> None:
    dmitri.writes("Any news?")
    assigning.assign(dmitri.case, to=olga, by=ada.actor)
    assert sees(olga, dmitri) == ALL


def test_who_follows_a_case_sees_it_with_its_thread(dmitri: Customer, ada: Agent, olga: Agent) -> None:
    dmitri.writes("Any news?")
    following.follow(dmitri.case, olga, by=ada.actor)
    assert sees(olga, dmitri) == ALL


def test_what_is_not_visible_is_not_found(dmitri: Customer, ada: Agent, olga: Agent) -> None:
    message = dmitri.writes("Any news?")
    assert access.fetch(ada, dmitri.case.pk, lock=True) == dmitri.case
    assert access.fetch_thread(ada, dmitri.thread.pk, lock=True) == dmitri.thread
    assert access.fetch_message(ada, message.pk, lock=True) == message
    for find, key in (
        (access.fetch, dmitri.case.pk),
        (access.fetch_thread, dmitri.thread.pk),
        (access.fetch_message, message.pk),
        (access.fetch, 0),
        (access.fetch, 2**70),
    ):
        with pytest.raises(NotVisible):
            find(olga, key)


def test_the_words_of_a_deleted_case_are_for_nobody_until_it_is_back(dmitri: Customer, ada: Agent) -> None:
    """They stay away when a later case opens in the same conversation, too."""
    message, helena = dmitri.writes("Any news?"), makers.agent("Helena Prado", role=Role.HEAD)
    deletion = deleting.delete(dmitri.case, by=HOUSE)
    later = dmitri.writes("Hello again")
    for agent in (ada, helena):
        assert list(access.messages(agent)) == [later]
        with pytest.raises(NotVisible):
            access.fetch_message(agent, message.pk, lock=True)
    assert [shown.pk for shown in readings.newest(dmitri.thread, 9)] == [later.pk]
    deleting.undo(deletion, by=HOUSE)
    assert access.fetch_message(ada, message.pk) == message


def test_a_file_is_its_bringer_s_until_it_is_sent(ada: Agent, bruno: Agent, settings: object, tmp_path: object) -> None:
    settings.FILES = tmp_path  # type: ignore[attr-defined]
    file = uploading.upload([b"a bill"], name="bill.pdf", mime="application/pdf", by=ada.actor)
    assert access.fetch_attachment(ada, file.pk) == file
    with pytest.raises(NotVisible):
        access.fetch_attachment(bruno, file.pk)


def test_events_of_the_house_are_for_head_and_administrator(ada: Agent) -> None:
    from recado.desk.staff import appearing

    appearing.switch(ada, False, ada.actor)
    head = makers.agent("Helena Prado", role=Role.HEAD)
    assert (access.entries(ada).count(), access.entries(head).count()) == (0, Entry.objects.count())


def test_raw_deliveries_are_for_head_and_administrator(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("Any news?")
    head = makers.agent("Helena Prado", role=Role.HEAD)
    assert (access.deliveries(ada).count(), access.deliveries(head).count()) == (0, 1)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.HEAD, {"cases:read", "cases:write", "deliveries:read", "settings:write"}),
        (Role.LEAD, {"cases:read", "cases:write"}),
        (Role.AGENT, {"cases:read", "cases:write"}),
        (Role.VIEWER, {"cases:read"}),
    ],
)
def test_a_role_says_what_one_may(role: Role, allowed: set[str]) -> None:
    agent = makers.agent("Vera Nunes", role=role)
    scopes = {"cases:read", "cases:write", "deliveries:read", "settings:write"}
    assert {scope for scope in scopes if access.may(agent, scope)} == allowed
