"""What does the opening of a case cost? As many statements for sixty messages of every kind as for five."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recado.desk.clock.sections import Promises
from recado.desk.conversations.models import Attachment, Message, Reaction, Version
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.rules import changing
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import scope
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db
MOST = 14
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def asked(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, headers=PARTIAL).status_code == 200
    return [one["sql"] for one in captured.captured_queries]


def every_kind(dmitri: Customer, bruno: Agent, count: int) -> None:
    """Words, pictures, quotes, edits and reactions, and answers of a colleague."""
    dmitri.posts(*[makers.text(f"Hola {n}", sender=dmitri.phone) for n in range(count)])
    said = list(Message.objects.filter(thread=dmitri.thread).order_by("pk"))
    for place, message in enumerate(said):
        if place % 5 == 1:
            Message.objects.filter(pk=message.pk).update(type="image", reply_to=said[0].provider_id)
            Attachment.objects.get_or_create(message=message, mime="image/png", made_at=now())
        elif place % 5 == 2:
            Message.objects.filter(pk=message.pk).update(edited_at=now())
            Version.objects.create(message=message, text="Ola", until=now())
            Reaction.objects.get_or_create(message=message, author=bruno.actor, defaults={"emoji": "🙏", "at": now()})
        elif place % 5 == 3:
            outgoing = {"direction": "out", "author": bruno.actor, "rung": "read", "rung_at": now()}
            Message.objects.filter(pk=message.pk).update(**outgoing, at=message.at + timedelta(seconds=1))


def test_it_takes_as_many_statements_for_sixty_messages_as_for_five(
    client: Client, ada: Agent, bruno: Agent, support: Team, dmitri: Customer
) -> None:
    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)
    client.force_login(ada)
    counted = []
    for more in (5, 55):
        every_kind(dmitri, bruno, more)
        address = f"/cases/{dmitri.case.pk}"
        asked(client, address)  # what is read once a process is read
        counted.append(len(asked(client, address)))
        first = Message.objects.filter(thread=dmitri.thread).earliest("at", "pk")
        anew = asked(client, f"{address}/news?start={first.pk}&composer={dmitri.thread.pk}-open")
        assert len(anew) <= MOST + 2
    assert counted[0] == counted[1] <= MOST
