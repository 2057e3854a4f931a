"""A channel is added under a name that fits on a page."""

import pytest

from recado.desk.channels import adding
from recado.desk.channels.models import Channel
from recado.desk.journal.telling import Objected
from recado.desk.staff.models import Agent

pytestmark = pytest.mark.django_db
GIVEN = {"settings": {"phone_number_id": "1065", "business_account_id": "2001"}, "secrets": {"app_secret": "x"}}


@pytest.mark.parametrize(("name", "code"), [("", "name-missing"), (" \0\n", "name-missing"), ("x" * 101, "name-long")])
def test_a_name_is_there_and_not_too_long(ada: Agent, name: str, code: str) -> None:
    with pytest.raises(Objected) as refused:
        adding.add(kind="whatsapp", name=name, by=ada.actor, **GIVEN)  # type: ignore[arg-type]
    assert [one.code for one in refused.value.objections] == [code]
    assert not Channel.objects.exists()


def test_a_name_stands_on_one_line(ada: Agent) -> None:
    added = adding.add(kind="whatsapp", name=" Ventas\n de  día ", by=ada.actor, **GIVEN)  # type: ignore[arg-type]
    assert (added.name, added.key) == ("Ventas de día", "ventas-de-dia")
