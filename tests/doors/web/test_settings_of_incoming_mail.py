"""What mail does to its case, agreed on a page of the mailbox (C18, C19)."""

import pytest
from django.test import Client

from recado.desk.cases.models import Case
from recado.desk.channels.models import Channel
from recado.desk.conversations import sections
from recado.desk.conversations.sections import IncomingMail
from recado.desk.core.time import now
from recado.desk.people.models import Organisation
from recado.desk.rules import reading
from recado.desk.rules.models import Revision
from recado.desk.staff.models import Agent, Role
from tests import letters, makers

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def test_C18_and_C19_are_agreed_on_a_page_and_taken_back(box: Channel, bruno: Agent) -> None:
    others = Organisation.objects.create(name="Otros", made_at=now(), updated_at=now())
    client = Client()
    client.force_login(makers.agent("Rosa Head", role=Role.HEAD))
    page = f"/settings/channels/{box.key}/incoming"
    assert "whose turn it is" in client.get(page).content.decode()
    said = f"assignee={bruno.pk}&organisation={others.pk}&state=open&answer_state=keep&only_copied=aside"
    shown = client.generic("PUT", page, said.encode(), content_type=FORM).content.decode()
    rules = reading.read(IncomingMail, sections.scope(box.pk))
    assert rules == IncomingMail(
        assignee=bruno.pk, organisation=others.pk, state="open", answer_state="keep", only_copied="aside",
        forwards=False,
    )  # fmt: skip
    assert "new mail is given to: – → Bruno Rey" in shown
    letters.deliver(box, letters.letter())
    assert Case.objects.get().assignee == bruno
    client.delete(f"/settings/changes/{Revision.objects.latest('pk').pk}")
    assert reading.read(IncomingMail, sections.scope(box.pk)) == IncomingMail()


def test_who_is_nobody_here_is_given_nothing(box: Channel) -> None:
    client = Client()
    client.force_login(makers.agent("Rosa Head", role=Role.HEAD))
    page = f"/settings/channels/{box.key}/incoming"
    assert client.generic("PUT", page, b"assignee=999&organisation=x", content_type=FORM).status_code == 200
    assert reading.read(IncomingMail, sections.scope(box.pk)).assignee is None
