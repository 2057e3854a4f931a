"""The house's own actions: named, put in order, set on a case by somebody or by what is agreed about mail."""

import pytest

from recado.desk.cases import acting, actions, naming_actions
from recado.desk.cases.actions import Action, ActionOrder
from recado.desk.cases.models import Case, Filing
from recado.desk.channels.models import Channel
from recado.desk.conversations import sections
from recado.desk.conversations.sections import IncomingMail
from recado.desk.core.actors import HOUSE
from recado.desk.journal.models import Entry
from recado.desk.journal.telling import Objected
from recado.desk.rules import amending, changing
from recado.desk.rules.models import Revision
from recado.desk.staff.models import Agent
from tests.letters import kept, letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(ada: Agent) -> list[Action]:
    return [naming_actions.add(name, by=ada.actor) for name in ("Llamar", "Facturar", "Revisar")]


def names() -> list[str]:
    return [one.name for one in actions.choosable()]


def case_by_mail(box: Channel, raw: bytes) -> Case:
    return Filing.objects.select_related("case__action").get(message=kept(box, raw)).case


def test_C20_the_list_keeps_the_order_of_the_house(three: list[Action], ada: Agent) -> None:
    naming_actions.move(three[2], -1, by=ada.actor)
    naming_actions.move(three[0], -5, by=ada.actor)
    assert names() == ["Llamar", "Revisar", "Facturar"]
    naming_actions.add("Enviar", by=ada.actor)
    assert names() == ["Llamar", "Revisar", "Facturar", "Enviar"]
    amending.undo(Revision.objects.filter(section="action_order").latest("pk"), ActionOrder, by=ada.actor)
    assert names() == ["Llamar", "Facturar", "Revisar", "Enviar"]


def test_C20_what_is_retired_stays_readable_and_is_set_no_more(box: Channel, three: list[Action], ada: Agent) -> None:
    case, other = case_by_mail(box, letter("Uno")), case_by_mail(box, letter("Dos"))
    acting.act(case, three[0], by=ada.actor)
    naming_actions.retire(three[0], by=ada.actor)
    three[0].refresh_from_db()
    with pytest.raises(Objected):
        acting.act(other, three[0], by=ada.actor)
    assert names() == ["Facturar", "Revisar"]
    assert [one.name for one in actions.choosable(three[0].pk)] == ["Llamar", "Facturar", "Revisar"]
    with pytest.raises(Objected):
        naming_actions.rename(three[1], "llamar", by=ada.actor)


def test_C18_a_new_mail_sets_the_action_that_is_agreed(box: Channel, three: list[Action]) -> None:
    changing.change(IncomingMail, sections.scope(box.pk), IncomingMail(action=three[1].pk), by=HOUSE)
    case = case_by_mail(box, letter("Uno"))
    assert case.action == three[1]
    assert Entry.objects.get(name="case.action_set").data["called"] == "Facturar"


def test_C19_an_answer_sets_its_own_and_a_robot_none(box: Channel, three: list[Action], ada: Agent) -> None:
    changing.change(IncomingMail, sections.scope(box.pk), IncomingMail(answer_action=three[2].pk), by=HOUSE)
    case = case_by_mail(box, letter("Uno", id_="1@x.example"))
    assert case.action is None
    case_by_mail(box, letter("Fuera de la oficina", answers="1@x.example", Auto_Submitted="auto-replied"))
    case.refresh_from_db()
    assert case.action is None
    assert case_by_mail(box, letter("Dos", answers="1@x.example")).action == three[2]


def test_an_action_that_was_retired_is_agreed_in_vain(box: Channel, three: list[Action], ada: Agent) -> None:
    changing.change(IncomingMail, sections.scope(box.pk), IncomingMail(action=three[1].pk), by=HOUSE)
    naming_actions.retire(three[1], by=ada.actor)
    assert case_by_mail(box, letter("Uno")).action is None
