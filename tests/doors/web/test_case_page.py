"""One case: what its page shows, and what becomes of it by taking, giving, ending and opening again."""

import json
import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from recado.desk.cases import naming_actions
from recado.desk.cases.models import Case, State
from recado.desk.clock.sections import Promises
from recado.desk.core.actors import HOUSE
from recado.desk.routing.models import Assignment
from recado.desk.rules import changing
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import scope
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db
FORM = {"content_type": "application/x-www-form-urlencoded"}


@pytest.fixture
def window(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


@pytest.fixture
def case(ada: Agent, bruno: Agent, support: Team, dmitri: Customer) -> Case:
    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)
    dmitri.writes("Hola, el código QR no aparece")
    return dmitri.case


def page(window: Client, address: str) -> str:
    return window.get(address).content.decode()


def test_the_thread_shows_words_and_events_with_their_reason(window: Client, case: Case) -> None:
    """N1: who has it and by when, each with its why."""
    shown = page(window, f"/cases/{case.pk}")
    assert "Hola, el código QR no aparece" in shown
    assert "<b>Assigned to Ada Fuentes:</b> next in turn among those present." in shown
    assert "the team promises one within 15 min of its working hours." in shown


def test_N3_the_panel_shows_of_what_the_deadline_is_made(window: Client, case: Case) -> None:
    shown = page(window, f"/cases/{case.pk}")
    assert "First answer within 15 min" in shown
    assert "left of 15 min of working time" in shown


def test_no_clock_is_shown_where_nothing_was_promised(window: Client, dmitri: Customer) -> None:
    """F11."""
    dmitri.writes("Hola")
    shown = page(window, f"/cases/{dmitri.case.pk}")
    assert ("<clock-chip" in shown, "side-clock" in shown) == (False, False)


def test_a_fragment_holds_only_the_open_case(window: Client, case: Case) -> None:
    answer = window.get(f"/cases/{case.pk}", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    shown = answer.content.decode()
    assert ("<html" in shown, 'id="list"' in shown, 'id="work"' in shown) == (False, False, True)


def test_C8_only_the_look_of_its_assignee_counts(client: Client, case: Case, bruno: Agent) -> None:
    client.force_login(bruno)
    client.put(f"/cases/{case.pk}/seen")
    assert Case.objects.get(pk=case.pk).unseen
    assert case.assignee is not None
    client.force_login(case.assignee)
    assert client.put(f"/cases/{case.pk}/seen").status_code == 204
    assert not Case.objects.get(pk=case.pk).unseen


def test_opening_a_page_alone_changes_nothing(window: Client, case: Case) -> None:
    page(window, f"/cases/{case.pk}")
    assert Case.objects.get(pk=case.pk).unseen


def test_ada_gives_the_case_to_bruno_and_back_to_the_queue(window: Client, case: Case, bruno: Agent) -> None:
    window.put(f"/cases/{case.pk}/assignee", f"agent={bruno.pk}", **FORM)
    assert Case.objects.get(pk=case.pk).assignee == bruno
    window.delete(f"/cases/{case.pk}/assignee")
    assert Case.objects.get(pk=case.pk).assignee is None
    assert [one.because[-1]["verdict"] for one in Assignment.objects.order_by("pk")][-2:] == ["given", "returned"]


@pytest.mark.parametrize("what", ["assignee", "queue", "team", "action"])
def test_n1_who_has_it_its_team_and_its_action_are_put_back_by_the_toast(
    what: str, window: Client, case: Case, ada: Agent, bruno: Agent
) -> None:
    """So that undoing what was done last never undoes something older."""
    sales, call = makers.team("sales", "Sales"), naming_actions.add("Call back", by=HOUSE)
    ada.teams.add(sales)
    said = {"assignee": f"agent={bruno.pk}", "team": "team=sales", "action": f"action={call.pk}"}.get(what, "")
    address = f"/cases/{case.pk}/{'assignee' if what == 'queue' else what}"
    before = standing(case)
    answer = window.put(address, said, **FORM) if said else window.delete(address)
    assert standing(case) != before
    toast = answer.content.decode().rpartition("<quiet-toast")[2]
    if back := re.search(f'hx-put="{address}" hx-vals="([^"]+)"', toast):
        window.put(address, urlencode(json.loads(unescape(back[1]))), **FORM)
    else:
        assert f'hx-delete="{address}"' in toast
        window.delete(address)
    assert standing(case) == before


def standing(case: Case) -> tuple[int | None, ...]:
    return Case.objects.values_list("team", "assignee", "action").get(pk=case.pk)


def test_a_case_goes_to_another_team_and_out_of_sight(window: Client, case: Case, ada: Agent) -> None:
    makers.team("sales", "Sales")
    window.delete(f"/cases/{case.pk}/assignee")
    ada.role = "agent"
    answer = window.put(f"/cases/{case.pk}/team", "team=sales", **FORM)
    assert f"Case {case.pk} is with Sales now." in answer.content.decode()
    assert "#talk-head" not in answer.content.decode()


def test_it_ends_with_a_reason_and_the_ending_can_be_undone(window: Client, case: Case) -> None:
    answer = window.put(f"/cases/{case.pk}/resolution", "reason=Se+reconect%C3%B3", **FORM).content.decode()
    assert (f"Case {case.pk} is resolved." in answer, f'hx-delete="/cases/{case.pk}/resolution"' in answer) == (
        True,
        True,
    )
    assert Case.objects.get(pk=case.pk).closing_reason == "Se reconectó"
    window.delete(f"/cases/{case.pk}/resolution")
    assert Case.objects.get(pk=case.pk).state == State.OPEN


def test_DK3_an_ending_without_a_reason_is_refused_in_words(window: Client, case: Case) -> None:
    answer = window.put(f"/cases/{case.pk}/resolution", "reason=", headers={"HX-Request": "true"}, **FORM)
    assert (answer.status_code, "Say why the case ends." in answer.content.decode()) == (409, True)
    assert Case.objects.get(pk=case.pk).state == State.NEW


def test_news_go_on_from_the_first_message_shown(window: Client, case: Case, dmitri: Customer) -> None:
    first = dmitri.writes("uno")
    dmitri.writes("dos")
    answer = page(window, f"/cases/{case.pk}/news?start={first.pk}&composer=x")
    assert ("Hola, el código QR" in answer.split("talk-head")[1], "dos" in answer) == (False, True)
    assert '<hx-partial hx-target="#composer"' in answer


def test_who_only_reads_along_cannot_write(client: Client, case: Case, support: Team) -> None:
    viewer = makers.agent("Vera Luz", role="viewer", teams=(support,))  # type: ignore[arg-type]
    client.force_login(viewer)
    assert "You may read along, but not write." in page(client, f"/cases/{case.pk}")
    for address in ("assignee", "resolution", "team", "seen"):
        assert client.put(f"/cases/{case.pk}/{address}", "reason=x", **FORM).status_code == 403
    assert client.post(f"/cases/{case.pk}/messages", {"text": "Hola"}).status_code == 403


def test_earlier_messages_come_a_page_at_a_time(window: Client, case: Case, dmitri: Customer) -> None:
    dmitri.posts(*[makers.text(f"palabra {n}") for n in range(70)])
    shown = page(window, f"/cases/{case.pk}")
    assert ("palabra 69" in shown, "palabra 5<" in shown, "earlier-" in shown) == (True, False, True)
    start = dmitri.thread.message_set.order_by("-at", "-pk")[59]
    older = page(window, f"/cases/{case.pk}/earlier/{start.pk}")
    assert ("palabra 5<" in older, "palabra 69" in older) == (True, False)
