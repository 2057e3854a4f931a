"""The journal and raw deliveries over the API."""

from typing import Any

import pytest

from recado.desk.channels.models import Channel, Delivery
from recado.desk.staff import appearing
from recado.desk.staff.models import Agent
from recado.house import sorting
from tests import makers
from tests.cast import Customer
from tests.doors.api.programs import Program, problem

COMMITTED = pytest.mark.django_db(transaction=True)


def all_pages(program: Program, path: str, first: str = "", **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = first
    while cursor is not None:
        page = program.get(path, cursor=cursor, **query).json()
        found += page["items"]
        cursor = page["next"]
    return found


@COMMITTED
def test_events_are_told_in_commit_order_each_with_its_cursor(
    dmitri: Customer, ada: Agent, head_s: Program, ada_s: Program
) -> None:
    dmitri.writes("Any news about my lamp?")
    told = all_pages(head_s, "/events", limit=2)
    assert told == head_s.get("/events", after="0", limit=200).json()["items"]
    received = next(event for event in told if event["name"] == "message.received")
    assert received["sentence"] == "Dmitri Sokolov wrote."
    assert received["actor"] == {"kind": "person", "id": str(dmitri.thread.person_id), "name": "Dmitri Sokolov"}
    assert (received["case"], received["thread"]) == (dmitri.case.pk, str(dmitri.thread.pk))
    assigned = next(event for event in told if event["name"] == "case.assigned")
    assert (assigned["agent"], assigned["team"]) == ({"id": str(ada.pk), "name": "Ada Fuentes"}, "support")
    later = head_s.get("/events", after=received["cursor"]).json()["items"]
    assert later == told[told.index(received) + 1 :]
    assert [event["name"] for event in head_s.get("/events", name="case.opened").json()["items"]] == ["case.opened"]


@COMMITTED
def test_an_event_is_seen_as_its_case_or_thread(
    dmitri: Customer, ada: Agent, ada_s: Program, head_s: Program, outsider_s: Program
) -> None:
    dmitri.writes("Any news?")
    appearing.switch(ada, False, ada.actor)
    assert outsider_s.get("/events").json()["items"] == []
    names = [event["name"] for event in ada_s.get("/events").json()["items"]]
    assert "message.received" in names
    assert "presence.switched" not in names
    assert "presence.switched" in [event["name"] for event in head_s.get("/events", limit=200).json()["items"]]


@COMMITTED
def test_nothing_is_followed_from_where_there_is_nothing(head_s: Program) -> None:
    last = all_pages(head_s, "/events")[-1]
    assert head_s.get("/events", after=last["cursor"]).json() == {"items": [], "next": None}
    assert problem(head_s.get("/events", after="x")) == (422, "invalid")


@pytest.mark.django_db
class TestDeliveries:
    """Raw bytes, for head and administrator."""

    def test_say_where_they_came_in_and_how_they_fared(
        self, dmitri: Customer, ventas: Channel, head_s: Program
    ) -> None:
        dmitri.writes("Any news?")
        kept = Delivery.objects.get()
        [told] = head_s.get("/deliveries", state="read", channel="ventas", since="2020-01-01T00:00:00Z").json()["items"]
        assert (told["id"], told["channel"], told["state"], told["reason"]) == (str(kept.pk), "ventas", "read", None)
        assert told["bytes"] == len(kept.body)
        assert head_s.get(f"/deliveries/{kept.pk}/body").content == bytes(kept.body)
        assert head_s.get("/deliveries", state="quarantined").json()["items"] == []

    def test_are_read_again_without_doubling_anything(self, dmitri: Customer, head_s: Program) -> None:
        """N2."""
        dmitri.writes("Any news?")
        kept = Delivery.objects.get()
        again = head_s.post(f"/deliveries/{kept.pk}/replay")
        assert (again.status_code, again.json()["state"]) == (202, "pending")
        sorting.sort()
        thread = dmitri.thread.pk
        assert len(head_s.get(f"/threads/{thread}/messages").json()["items"]) == 1

    def test_that_cannot_be_read_wait_with_their_reason(self, ventas: Channel, head_s: Program) -> None:
        makers.deliver(ventas, b"{ this is no JSON")
        sorting.sort()
        broken = head_s.get("/deliveries", state="quarantined").json()["items"]
        assert [bool(one["reason"]) for one in broken] == [True]
        assert head_s.get(f"/deliveries/{broken[0]['id']}/body").content == b"{ this is no JSON"
        assert problem(head_s.get("/deliveries/0/body")) == (404, "not-found")
