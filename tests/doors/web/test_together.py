"""Colleagues over a case on its page: labels, mentions, following, who is there."""

from typing import Any

import pytest
from django.test import Client

from recado.desk.cases import following, labelling
from recado.desk.cases.models import Attention, Case, Following, Label, Mention
from recado.desk.conversations import replying
from recado.desk.staff.models import Agent, Role, Team
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db
FORM: dict[str, Any] = {"content_type": "application/x-www-form-urlencoded"}
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def case(ada: Agent, bruno: Agent, support: Team, dmitri: Customer) -> Case:
    dmitri.writes("Hola, el código QR no aparece")
    return dmitri.case


@pytest.fixture
def vera(db: None) -> Agent:
    """Somebody of another team."""
    return makers.agent("Vera Lindt", teams=(makers.team("sales", "Sales"),))


def window(agent: Agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


def note(case: Case, text: str, by: Agent) -> None:
    assert case.thread
    replying.note(case.thread, case=case.pk, by=by.actor, text=text)


def test_a_label_is_put_on_and_the_toast_takes_it_off(case: Case, ada: Agent) -> None:
    billing, page = makers.label("Billing"), window(ada)
    shown = page.put(f"/cases/{case.pk}/labels/{billing.pk}", headers=HTMX).content.decode()
    assert ("Label Billing added." in shown, f'hx-delete="/cases/{case.pk}/labels/{billing.pk}"' in shown) == (
        True,
        True,
    )
    assert '<span class="label" data-tint="1">Billing</span>' in page.get(f"/cases/{case.pk}").content.decode()
    shown = page.delete(f"/cases/{case.pk}/labels/{billing.pk}", headers=HTMX).content.decode()
    assert ("Label Billing removed." in shown, labelling.labels_of([case])) == (True, {})


def test_the_menu_offers_what_can_be_chosen_and_what_is_there(case: Case, ada: Agent) -> None:
    labelling.add(case, makers.label("Billing"), by=ada.actor)
    makers.label("Old", retired=True)
    Label.objects.update(retired_at=case.opened_at)
    makers.label("urgent")
    shown = window(ada).get(f"/cases/{case.pk}/labels").content.decode()
    assert [shown.count(name) > 0 for name in ("Billing", "urgent", "Old")] == [True, True, False]


def test_who_only_reads_labels_nothing_but_may_follow(case: Case, support: Team) -> None:
    viewer = makers.agent("Vito Luna", role=Role.VIEWER, teams=(support,))
    page = window(viewer)
    assert page.put(f"/cases/{case.pk}/labels/{makers.label('Billing').pk}", headers=HTMX).status_code == 403
    assert page.put(f"/cases/{case.pk}/following", headers=HTMX).status_code == 200
    assert Following.objects.get().agent == viewer


def test_N1_who_is_named_sees_the_case_with_the_reason_and_finds_it_among_mentions(
    case: Case, ada: Agent, vera: Agent
) -> None:
    page = window(vera)
    assert page.get(f"/cases/{case.pk}").status_code == 404
    window(ada).post(f"/cases/{case.pk}/notes", {"text": "@Vera Lindt, ¿la vendiste tú?"}, headers=HTMX)
    assert "Dmitri Sokolov" in page.get("/?view=mentions").content.decode()
    shown = page.get(f"/cases/{case.pk}").content.decode()
    assert '<span class="mention is-me">@Vera Lindt</span>' in shown
    assert "You follow this case since Ada Fuentes named you." in shown
    assert f'hx-put="/cases/{case.pk}/mentions"' in shown
    assert page.put(f"/cases/{case.pk}/mentions").status_code == 204
    assert Mention.objects.get().seen_at
    assert f'hx-put="/cases/{case.pk}/mentions"' not in page.get(f"/cases/{case.pk}").content.decode()


def test_a_note_is_text_whatever_it_names(case: Case, ada: Agent, bruno: Agent) -> None:
    note(case, "<b>@Bruno</b> <script>", ada)
    shown = window(bruno).get(f"/cases/{case.pk}").content.decode()
    assert '&lt;b&gt;<span class="mention is-me">@Bruno</span>&lt;/b&gt; &lt;script&gt;' in shown


def test_who_stops_following_loses_what_nothing_else_gives(case: Case, vera: Agent) -> None:
    following.follow(case, vera, by=vera.actor)
    page = window(vera)
    shown = page.delete(f"/cases/{case.pk}/following", headers=HTMX).content.decode()
    assert f"You no longer follow case {case.pk}." in shown
    assert page.get(f"/cases/{case.pk}").status_code == 404


def test_the_picker_knows_colleagues_teams_and_who_is_here(case: Case, ada: Agent, bruno: Agent, carla: Agent) -> None:
    names = window(ada).get("/colleagues").json()["names"]
    assert [(one["name"], one["hint"], one["here"]) for one in names] == [
        ("Bruno Rey", "Support", True),
        ("Carla Soto", "Support", False),
        ("Support", "", False),
    ]


def test_a_beat_says_who_else_is_there(case: Case, ada: Agent, bruno: Agent) -> None:
    adas, brunos = window(ada), window(bruno)
    address = f"/cases/{case.pk}/attention"
    assert adas.put(address, "tab=a&doing=typing", **FORM).json()["faces"] == []
    told = brunos.put(address, "tab=b&doing=looking", **FORM).json()
    assert (told["said"], told["writing"], 38 < told["left"] <= 40) == (
        "Ada is typing a reply",
        "Ada is typing a reply",
        True,
    )
    assert adas.delete(f"{address}?tab=a").status_code == 204
    assert brunos.put(address, "tab=b&doing=looking", **FORM).json() == {
        "faces": [], "said": "", "writing": "", "left": 0,
    }  # fmt: skip


@pytest.mark.parametrize("body", ["tab=a", "tab=a&doing=sleeping", "doing=looking", ""])
def test_a_beat_that_says_nothing_is_refused(case: Case, ada: Agent, body: str) -> None:
    assert window(ada).put(f"/cases/{case.pk}/attention", body, **FORM).status_code == 400
    assert not Attention.objects.exists()


@pytest.mark.parametrize("path", ["labels", "takers", "following", "mentions", "attention", "labels/1"])
def test_an_agent_of_another_team_finds_nothing(case: Case, vera: Agent, path: str) -> None:
    page = window(vera)
    address = f"/cases/{case.pk}/{path}"
    answers = {page.get(address).status_code, page.put(address, "tab=a&doing=looking", **FORM).status_code}
    assert answers <= {404, 405}
    assert (Attention.objects.exists(), Following.objects.exists()) == (False, False)


def test_what_a_beat_costs(case: Case, ada: Agent, bruno: Agent, django_assert_max_num_queries: object) -> None:
    """Session, agent, teams, what he follows; the case; then two of its own."""
    page = window(ada)
    page.put(f"/cases/{case.pk}/attention", "tab=a&doing=looking", **FORM)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        page.put(f"/cases/{case.pk}/attention", "tab=a&doing=looking", **FORM)
