"""A case is opened from messages chosen in a group, and from nothing else that is said there (W8)."""

import pytest

from recado.desk.cases import access, choosing, deleting, homes, resolving
from recado.desk.cases.models import Case, State
from recado.desk.channels.models import Channel
from recado.desk.clock.models import Deadline
from recado.desk.clock.sections import Promises
from recado.desk.conversations import marking, replying
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.journal.events import revive
from recado.desk.journal.models import Entry
from recado.desk.journal.telling import Objected
from recado.desk.rules import changing
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import scope
from tests import makers
from tests.cast import Customer
from tests.desk.channels.whatsapp.standin import standing
from tests.groups import Group

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(dmitri: Customer, valeria: Customer, ada: Agent) -> Group:
    return Group.of_three(valeria, dmitri)


def chosen(group: Group, *places: int, by: Agent) -> Case:
    return choosing.open_from(group.thread, [group.said[place] for place in places], by=by).case


def refusal(group: Group, *places: int, by: Agent) -> str:
    with pytest.raises(Objected) as objected:
        chosen(group, *places, by=by)
    return objected.value.objections[0].code


def test_W8_the_case_is_of_whoever_wrote_the_first_of_them(group: Group, ada: Agent, dmitri: Customer) -> None:
    """Chosen in any order; what was not chosen lies in no case."""
    case = chosen(group, 2, 1, by=ada)
    assert (case.person.name, case.subject, case.last_words) == (
        "Dmitri Sokolov", "La lámpara del pasillo no enciende", "Es la del segundo piso",
    )  # fmt: skip
    assert (case.state, case.thread, case.receives, case.unseen) == (State.NEW, group.thread, False, True)
    assert case.opened_at == group.said[1].at
    assert group.cases() == [None, case.pk, case.pk]


def test_N1_whose_it_is_the_turn_decides_and_not_who_chose(group: Group, ada: Agent, bruno: Agent) -> None:
    first, second = chosen(group, 0, by=ada), chosen(group, 1, by=ada)
    assert {first.assignee, second.assignee} == {ada, bruno}
    names = Entry.objects.filter(case=first.pk).order_by("pk").values_list("name", flat=True)
    assert list(names) == ["case.opened", "case.assigned"]


def test_F11_the_promise_counts_from_the_first_chosen_message(group: Group, ada: Agent, support: Team) -> None:
    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)
    case = chosen(group, 1, 2, by=ada)
    assert Deadline.objects.get(case=case).since_at == group.said[1].at
    assert case.due_at == Deadline.objects.get(case=case).due_at


def test_the_journal_says_from_what_it_was_opened(group: Group, ada: Agent) -> None:
    told = Entry.objects.get(case=chosen(group, 1, 2, by=ada).pk, name="case.opened")
    event = revive(told.name, {"at": told.at, "by": told.actor}, told.data)
    names = {"agent": "Ada", "person": "Dmitri"}
    assert event is not None
    assert event.sentence(lambda actor: names[actor.kind]) == (
        "Ada opened the case from 2 messages of the group, the first from Dmitri."
    )


def test_the_same_message_twice_is_the_same_case(group: Group, ada: Agent, bruno: Agent) -> None:
    case = chosen(group, 1, by=ada)
    again = choosing.open_from(group.thread, [group.said[1], group.said[2]], by=bruno)
    assert (again.case, again.is_new, Case.objects.count()) == (case, False, 1)
    assert group.cases() == [None, case.pk, None]


def test_what_lies_in_a_case_is_not_taken_out_of_it(group: Group, ada: Agent) -> None:
    chosen(group, 1, by=ada)
    assert refusal(group, 0, 1, by=ada) == "chosen-already"


def test_W8_what_is_said_later_joins_no_case(group: Group, ada: Agent, dmitri: Customer) -> None:
    case = chosen(group, 1, by=ada)
    group.hears(dmitri, "Ahora tampoco la de la entrada")
    assert group.cases() == [None, case.pk, None, None]
    case.refresh_from_db()
    assert (case.last_words, Case.objects.count()) == ("La lámpara del pasillo no enciende", 1)


def test_an_answer_lies_in_the_case_on_which_it_was_written(group: Group, ada: Agent) -> None:
    first, second = chosen(group, 0, by=ada), chosen(group, 1, by=ada)
    [written] = replying.reply(group.thread, by=ada.actor, text="Vamos hoy", case=first.pk)
    assert written.filing.case == first
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.WAITING_CUSTOMER, State.NEW)


def test_an_answer_without_a_case_lies_where_the_message_lies_that_it_quotes(group: Group, ada: Agent) -> None:
    case = chosen(group, 1, by=ada)
    [written] = replying.reply(group.thread, by=ada.actor, text="Vamos hoy", reply_to=group.said[1].provider_id)
    assert written.filing.case == case


def test_W8_words_of_ours_open_no_case_in_a_group(group: Group, ada: Agent) -> None:
    replying.reply(group.thread, by=ada.actor, text="Buenos días")
    assert Case.objects.count() == 0
    assert group.cases() == [None, None, None]


def test_only_words_to_us_found_a_case(group: Group, ada: Agent, dmitri: Customer) -> None:
    [ours] = replying.reply(group.thread, by=ada.actor, text="Buenos días")
    with pytest.raises(Objected, match="at least one"):
        choosing.open_from(group.thread, [ours], by=ada)
    dmitri.writes("Hola")
    with pytest.raises(Objected, match="in a group"):
        choosing.open_from(dmitri.thread, [dmitri.case.filing_set.get().message], by=ada)
    with pytest.raises(access.NotVisible):
        choosing.open_from(group.thread, [dmitri.case.filing_set.get().message], by=ada)


def test_a_group_is_seen_by_the_teams_of_its_channel(group: Group, ada: Agent) -> None:
    """Who only follows a case reads along in its group, and opens none."""
    outsider = makers.agent("Olga Paz", teams=(makers.team("ventas", "Ventas"),))
    assert list(access.groups(ada)) == [group.thread]
    assert list(access.groups(outsider)) == []
    case = chosen(group, 1, by=ada)
    case.followings.create(agent=outsider, by=outsider.actor, at=now())
    outsider = Agent.objects.get(pk=outsider.pk)
    assert list(access.groups(outsider)) == [group.thread]
    assert refusal(group, 0, by=outsider) == "not-your-channel"


def test_of_several_teams_the_openers_own_takes_it(group: Group, ada: Agent, ventas: Channel) -> None:
    sales = makers.team("ventas", "Ventas")
    ventas.teams.add(sales, through_defaults={"place": 1})
    seller, head = makers.agent("Sonia Paz", teams=(sales,)), makers.agent("Hilda Rey", role="head")  # type: ignore[arg-type]
    assert chosen(group, 0, by=seller).team == sales
    assert chosen(group, 1, by=head).team.key == "support"  # type: ignore[union-attr]


def test_the_opening_is_taken_back_and_brought_back(group: Group, ada: Agent, carla: Agent) -> None:
    case = chosen(group, 1, 2, by=ada)
    assert choosing.is_undoable(case)
    deletion = choosing.undo(case, by=ada.actor)
    assert choosing.undo(case, by=ada.actor) == deletion
    assert (group.cases(), list(access.visible(ada))) == ([None, None, None], [])
    other = chosen(group, 1, by=ada)
    deleting.undo(deletion, by=carla.actor)
    assert group.cases() == [None, other.pk, case.pk]
    case.refresh_from_db()
    assert (case.receives, case.deleted_at, case.state) == (False, None, State.OPEN)


def test_an_opening_stands_once_somebody_worked_on_it(group: Group, ada: Agent) -> None:
    case = chosen(group, 1, by=ada)
    replying.note(group.thread, case=case.pk, by=ada.actor, text="Llamo yo")
    with pytest.raises(Objected) as objected:
        choosing.undo(case, by=ada.actor)
    assert objected.value.objections[0].code == "worked-on"
    assert not choosing.is_undoable(case)


def test_a_resolved_case_of_a_group_can_be_opened_again(group: Group, ada: Agent) -> None:
    """No newer case has its thread, since none receives a group."""
    case, _other = chosen(group, 1, by=ada), chosen(group, 0, by=ada)
    resolving.resolve(case, by=ada.actor, reason="Reparada")
    resolving.reopen(case, by=ada.actor)
    case.refresh_from_db()
    assert case.state == State.OPEN


def test_words_in_no_case_have_their_home_in_the_group(group: Group, ada: Agent) -> None:
    case = chosen(group, 1, by=ada)
    assert homes.numbers(ada, group.said) == {group.said[1].pk: case.pk}


def test_WA13_nobody_tells_a_group_that_we_read(group: Group, dmitri: Customer) -> None:
    """But who writes to us alone is told."""
    said = dmitri.writes("¿Siguen ahí?")
    with standing() as graph:
        graph.says((200, {"success": True}))
        Channel.objects.update(settings={**dmitri.channel.settings, "graph_url": graph.url})
        for thread in (group.thread.pk, said.thread_id):
            marking.mark(thread)
    assert [one.json["message_id"] for one in graph.asked] == [said.provider_id]
