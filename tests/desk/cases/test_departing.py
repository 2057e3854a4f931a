"""Cases that became part of another or were deleted: where later words go, and how both are undone."""

import pytest

from recado.desk.cases import access, deleting, following, labelling, merging, resolving
from recado.desk.cases.models import Case, DueState, Filing, State
from recado.desk.cases.sections import Deleting
from recado.desk.channels import reasons
from recado.desk.channels.models import Channel
from recado.desk.clock.models import Deadline
from recado.desk.clock.sections import Promises
from recado.desk.conversations import replying
from recado.desk.conversations.models import Message
from recado.desk.core.actors import HOUSE
from recado.desk.journal.models import Entry
from recado.desk.journal.telling import Objected
from recado.desk.rules import changing
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import scope
from tests import letters, makers
from tests.letters import kept, letter

pytestmark = pytest.mark.django_db


def case_of(message: Message) -> Case:
    return Filing.objects.get(message=message).case


def lies_in(case: Case) -> list[str]:
    return list(Message.objects.filter(filing__case=case).order_by("pk").values_list("text", flat=True))


@pytest.fixture
def two(box: Channel) -> tuple[Case, Case]:
    first = case_of(kept(box, letter("Uno", id_="1@x.example")))
    return first, case_of(kept(box, letter("Dos", id_="2@x.example", subject="Otra")))


def test_EM12_a_reply_to_a_merged_case_lands_in_the_target(box: Channel, two: tuple[Case, Case], ada: Agent) -> None:
    gone, into = two
    merging.merge(gone, into, by=ada.actor)
    assert lies_in(into) == ["Uno", "Dos"]
    assert case_of(kept(box, letter("Tres", answers="1@x.example"))) == into
    gone.refresh_from_db()
    into.refresh_from_db()
    assert (gone.state, gone.closing_reason) == (State.RESOLVED, reasons.kept("part", number=str(into.pk)))
    assert (into.state, into.last_words) == (State.NEW, "Tres")


def test_EM12_through_every_merge_and_never_in_a_circle(box: Channel, two: tuple[Case, Case], ada: Agent) -> None:
    first, second = two
    third = case_of(kept(box, letter("Tres", id_="3@x.example")))
    merging.merge(first, second, by=ada.actor)
    merging.merge(second, third, by=ada.actor)
    assert case_of(kept(box, letter("Más", answers="1@x.example"))) == third
    with pytest.raises(Objected):
        merging.merge(third, first, by=ada.actor)
    with pytest.raises(Objected):
        merging.merge(third, third, by=ada.actor)


def test_a_merge_is_undone_with_what_came_since(box: Channel, two: tuple[Case, Case], ada: Agent) -> None:
    gone, into = two
    made = merging.merge(gone, into, by=ada.actor)
    kept(box, letter("Tres", answers="1@x.example"))
    merging.undo(made, by=ada.actor)
    merging.undo(made, by=ada.actor)
    assert (lies_in(gone), lies_in(into)) == (["Uno", "Tres"], ["Dos"])
    gone.refresh_from_db()
    assert (gone.state, gone.resolved_at) == (State.NEW, None)
    names = Entry.objects.filter(case=gone.pk, name__startswith="case.merge").order_by("pk")
    assert list(names.values_list("name", flat=True)) == ["case.merged", "case.merge_undone"]


def test_what_one_promised_the_other_owes(box: Channel, support: Team, ada: Agent) -> None:
    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)
    gone, into = case_of(kept(box, letter("Uno"))), case_of(kept(box, letter("Dos")))
    merging.merge(gone, into, by=ada.actor)
    running = Deadline.objects.get(dropped_at=None)
    into.refresh_from_db()
    gone.refresh_from_db()
    assert (running.case, into.due_at, gone.due_at) == (into, running.due_at, None)


def test_what_was_promised_is_owed_again_once_a_merge_or_a_deletion_is_undone(
    box: Channel, support: Team, ada: Agent, carla: Agent
) -> None:
    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)
    both = [case_of(kept(box, letter("Uno"))), case_of(kept(box, letter("Dos")))]
    promised = [deadline.due_at for deadline in Deadline.objects.order_by("case")]
    for gone, into in (both, reversed(both)):
        merging.undo(merging.merge(gone, into, by=ada.actor), by=ada.actor)
        running = Deadline.objects.filter(met_at=None, dropped_at=None).order_by("case")
        assert [(one.case, one.due_at) for one in running] == list(zip(both, promised, strict=True))
        assert list(Case.objects.order_by("pk").values_list("due_at", flat=True)) == promised
    deleting.undo(deleting.delete(both[0], by=carla.actor), by=carla.actor)
    both[0].refresh_from_db()
    assert both[0].due_at == promised[0] == running.filter(case=both[0]).get().due_at


def test_what_was_answered_before_a_merge_was_undone_is_met_where_the_answer_lies(
    box: Channel, support: Team, ada: Agent
) -> None:
    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)
    gone, into = case_of(kept(box, letter("Uno"))), case_of(kept(box, letter("Dos")))
    made = merging.merge(gone, into, by=ada.actor)
    into.refresh_from_db()
    assert into.thread
    replying.reply(into.thread, case=into.pk, by=ada.actor, text="Van las dos")
    merging.undo(made, by=ada.actor)
    into.refresh_from_db()
    gone.refresh_from_db()
    assert (into.due_at, into.due_state, gone.due_state) == (None, DueState.MET, DueState.FINE)
    assert gone.due_at == Deadline.objects.get(met_at=None, dropped_at=None).due_at


def test_an_open_case_does_not_vanish_in_a_resolved_one(two: tuple[Case, Case], ada: Agent) -> None:
    gone, into = two
    resolving.resolve(into, by=ada.actor, reason="ok")
    with pytest.raises(Objected):
        merging.merge(gone, into, by=ada.actor)


def test_a_late_reply_to_a_merged_case_opens_a_new_one(box: Channel, two: tuple[Case, Case], ada: Agent) -> None:
    gone, into = two
    merging.merge(gone, into, by=ada.actor)
    resolving.resolve(into, by=ada.actor, reason="ok")
    Case.objects.filter(pk=into.pk).update(resolved_at="2020-01-01T00:00Z")
    fresh = case_of(kept(box, letter("Años después", answers="1@x.example")))
    assert fresh not in two
    assert case_of(kept(box, letter("Y más", answers="1@x.example"))) == fresh


def test_EM9_the_mail_of_a_deleted_case_is_not_imported_again(box: Channel, ada: Agent, carla: Agent) -> None:
    raw = letter("Uno", id_="1@x.example")
    case = case_of(kept(box, raw))
    made = deleting.delete(case, by=carla.actor, reason="spam")
    letters.deliver(box, raw)
    assert Message.objects.count() == Case.objects.count() == 1
    assert not access.visible(ada).exists()
    fresh = case_of(kept(box, letter("Dos", answers="1@x.example")))
    assert fresh != case
    deleting.undo(made, by=carla.actor)
    case.refresh_from_db()
    assert (case.state, case.receives, access.visible(ada).count()) == (State.OPEN, False, 2)


def carries(case: Case) -> tuple[list[str], list[str]]:
    labels = labelling.labels_of([case]).get(case.pk, [])
    return [one.name for one in labels], list(case.followings.order_by("pk").values_list("agent__name", flat=True))


def test_labels_and_followers_go_over_and_come_back(two: tuple[Case, Case], ada: Agent, bruno: Agent) -> None:
    gone, into = two
    both, only, old = makers.label("Factura"), makers.label("Urgente"), makers.label("Antigua")
    labelling.label(gone, [both, only, old], by=ada.actor)
    labelling.label(into, [both], by=ada.actor)
    makers.retire(old)
    following.follow(gone, bruno, by=bruno.actor)
    made = merging.merge(gone, into, by=ada.actor)
    assert carries(into) == (["Factura", "Urgente"], ["Bruno Rey"])
    merging.undo(made, by=ada.actor)
    assert carries(into) == (["Factura"], [])
    assert carries(gone) == (["Antigua", "Factura", "Urgente"], ["Bruno Rey"])


def test_who_deletes_is_for_the_house_to_say(two: tuple[Case, Case], ada: Agent, carla: Agent) -> None:
    case, other = two
    with pytest.raises(Objected):
        deleting.delete(case, by=ada.actor)
    changing.change(Deleting, "", Deleting(least="agent"), by=HOUSE)
    deleting.delete(case, by=ada.actor)
    changing.change(Deleting, "", Deleting(least="admin"), by=HOUSE)
    with pytest.raises(Objected):
        deleting.delete(other, by=carla.actor)


def test_with_a_case_what_is_part_of_it_receives_no_more(
    box: Channel, two: tuple[Case, Case], ada: Agent, carla: Agent
) -> None:
    """A word in the thread of a part opens a new case: it is never filed where nobody looks."""
    gone, into = two
    merging.merge(gone, into, by=ada.actor)
    with pytest.raises(Objected):
        deleting.delete(gone, by=carla.actor)
    made = deleting.delete(into, by=carla.actor)
    fresh = case_of(kept(box, letter("¿Hola?", id_="9@x.example", answers="1@x.example")))
    assert fresh not in two
    deleting.undo(made, by=carla.actor)
    assert case_of(kept(box, letter("Y a la otra", answers="2@x.example"))) == into
    assert case_of(kept(box, letter("Sigo", answers="9@x.example"))) == fresh


def test_a_note_on_what_is_part_of_another_lies_there(two: tuple[Case, Case], ada: Agent) -> None:
    gone, into = two
    merging.merge(gone, into, by=ada.actor)
    assert gone.thread
    replying.note(gone.thread, case=gone.pk, by=ada.actor, text="Ojo")
    assert lies_in(into) == ["Uno", "Dos", "Ojo"]
