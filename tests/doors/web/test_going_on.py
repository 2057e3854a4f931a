"""From one case to the next: an ending brings one, an undoing brings it back, and events say only what holds."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from recado.desk.cases import resolving
from recado.desk.cases.models import Case
from recado.desk.clock.sections import Promises
from recado.desk.conversations import replying
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.journal.models import Entry
from recado.desk.rules import changing
from recado.desk.rules.events import RuleChanged
from recado.desk.staff import weeks
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import scope
from tests.cast import Customer

pytestmark = pytest.mark.django_db
FORM = {"content_type": "application/x-www-form-urlencoded"}


@pytest.fixture
def window(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


@pytest.fixture
def two(ada: Agent, support: Team, dmitri: Customer, valeria: Customer) -> tuple[Case, Case]:
    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)
    dmitri.writes("Hola, el código QR no aparece")
    valeria.writes("Buenos días")
    return dmitri.case, valeria.case


def at(address: str) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Current-URL": f"http://testserver{address}"}


def test_an_ending_brings_the_next_case_and_its_undoing_the_one_before(window: Client, two: tuple[Case, Case]) -> None:
    first, second = two
    here = at(f"/cases/{first.pk}?view=all")
    address = f"/cases/{first.pk}/resolution"
    answer = window.put(address, f"reason=Ya&next={second.pk}&view=all&start=7", headers=here, **FORM)
    assert answer["HX-Push-Url"] == f"/cases/{second.pk}?view=all"
    shown = answer.content.decode()
    assert (f'data-case="{second.pk}"' in shown, f'hx-delete="{address}?view=all"' in shown) == (True, True)
    back = window.delete(f"{address}?view=all", headers=at(f"/cases/{second.pk}?view=all"))
    assert back["HX-Push-Url"] == f"/cases/{first.pk}?view=all"
    assert f'data-case="{first.pk}"' in back.content.decode()


def test_a_next_case_out_of_sight_is_not_brought(window: Client, two: tuple[Case, Case]) -> None:
    first, _ = two
    answer = window.put(f"/cases/{first.pk}/resolution", "reason=Ya&next=999999", headers=at("/"), **FORM)
    assert ("HX-Push-Url" in answer, "is resolved" in answer.content.decode()) == (False, True)


def test_a_reply_taken_back_from_elsewhere_brings_its_case(window: Client, ada: Agent, two: tuple[Case, Case]) -> None:
    first, second = two
    for page, header in ((f"/cases/{second.pk}", "HX-Push-Url"), ("/people", "HX-Redirect")):
        assert first.thread
        [message] = replying.reply(first.thread, by=ada.actor, text="Ya lo mrio", leaves_in=timedelta(seconds=20))
        answer = window.delete(f"/messages/{message.pk}/departure", headers=at(page))
        assert answer[header].startswith(f"/cases/{first.pk}")


def test_what_is_routine_is_folded_and_what_never_left_is_not_told(
    window: Client, ada: Agent, two: tuple[Case, Case]
) -> None:
    first, _ = two
    assert "<b>3 events</b>" in window.get(f"/cases/{first.pk}").content.decode()
    assert first.thread
    [message] = replying.reply(first.thread, by=ada.actor, text="Ya", leaves_in=timedelta(seconds=20))
    assert "in time, after less than a minute of" in window.get(f"/cases/{first.pk}").content.decode()
    window.delete(f"/messages/{message.pk}/departure", headers=at(f"/cases/{first.pk}"))
    shown = window.get(f"/cases/{first.pk}").content.decode()
    assert ("First answer given" in shown, "took the answer back" in shown) == (False, False)
    assert Entry.objects.filter(case=first.pk, name="deadline.met").exists()
    resolving.resolve(Case.objects.get(pk=first.pk), by=ada.actor, reason="Listo")
    assert "Listo" in window.get(f"/cases/{first.pk}").content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Mon–Fri 9:00–13:00, 14:00–18:00; Sat 10:00–14:00"),
        ("es", "lun a vie 9:00–13:00, 14:00–18:00; sáb 10:00–14:00"),
        ("ru", "пн–пт 9:00–13:00, 14:00–18:00; сб 10:00–14:00"),
    ],
)
def test_a_week_is_said_in_the_readers_words(language: str, said: str) -> None:
    with translation.override(language):
        assert weeks.reworded("mon-fri 09:00-13:00 14:00-18:00; sat 10:00-14:00") == said


def test_a_changed_rule_is_called_by_its_name(ada: Agent) -> None:
    event = RuleChanged(at=now(), by=ada.actor, section="reopening", number=2)
    assert event.sentence(lambda one: "Ada") == "Ada changed the rule “opening a case again” (revision 2)."
