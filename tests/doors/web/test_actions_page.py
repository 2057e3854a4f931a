"""The house's actions on pages: named and put in order among the settings, set beside a case, agreed for a mailbox."""

import pytest
from django.test import Client

from recado.desk.cases import actions, naming_actions
from recado.desk.cases.actions import Action
from recado.desk.channels.models import Channel
from recado.desk.conversations import sections
from recado.desk.staff.models import Agent, Role
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db
FORM = {"content_type": "application/x-www-form-urlencoded"}


@pytest.fixture
def head(client: Client, ada: Agent) -> Client:
    client.force_login(makers.agent("Helena Prado", role=Role.HEAD))
    return client


def test_C20_actions_are_added_moved_renamed_and_retired(head: Client) -> None:
    for name in ("Llamar", "Facturar"):
        assert head.post("/settings/actions", {"name": name}).status_code == 200
    call, invoice = Action.objects.order_by("pk")
    page = head.put(f"/settings/actions/{invoice.pk}", "move=up", **FORM).content.decode()
    assert "order of the actions: – → Facturar, Llamar" in page
    assert [one.name for one in actions.choosable()] == ["Facturar", "Llamar"]
    head.put(f"/settings/actions/{call.pk}", "name=Llamar+hoy", **FORM)
    head.delete(f"/settings/actions/{invoice.pk}")
    page = head.get("/settings/actions").content.decode()
    assert ("Llamar hoy" in page, "They stay on their cases" in page) == (True, True)
    assert head.post("/settings/actions", {"name": "llamar hoy"}).status_code == 422
    head.put(f"/settings/actions/{invoice.pk}", "restore=yes", **FORM)
    assert len(actions.choosable()) == 2


def test_the_list_is_for_head_and_administrator(client: Client, ada: Agent) -> None:
    client.force_login(ada)
    assert client.get("/settings/actions").status_code == 404
    assert client.post("/settings/actions", {"name": "Llamar"}).status_code == 404


def test_an_action_is_set_beside_the_case_and_taken_off(client: Client, ada: Agent, dmitri: Customer) -> None:
    dmitri.writes("Hola")
    call = naming_actions.add("Llamar", by=ada.actor)
    client.force_login(ada)
    address = f"/cases/{dmitri.case.pk}"
    assert "Llamar" in client.get(f"{address}/actions").content.decode()
    shown = client.put(
        f"{address}/action", f"action={call.pk}", headers={"HX-Current-URL": f"http://testserver{address}"}, **FORM
    )
    assert "Action: Llamar" in shown.content.decode()
    assert dmitri.case.action == call
    client.delete(f"{address}/action")
    assert dmitri.case.action is None
    assert client.put(f"{address}/action", "action=999999", **FORM).status_code == 404


def test_C18_C19_a_mailbox_agrees_on_actions(head: Client, box: Channel, ada: Agent) -> None:
    call = naming_actions.add("Llamar", by=ada.actor)
    page = head.put(f"/settings/channels/{box.key}/incoming", f"action={call.pk}&answer_action={call.pk}", **FORM)
    rules = sections.incoming([box.pk])[box.pk]
    assert (rules.action, rules.answer_action) == (call.pk, call.pk)
    assert "action of a new case: – → Llamar" in page.content.decode()
