"""How many streams may a visitor hold open, an address of the net, and everybody together?"""

import pytest

from recado.desk.channels.site.tokens import Visitor
from recado.doors.site import hub
from recado.doors.site.hub import Hub, Stream


def somebody(number: int) -> Visitor:
    return Visitor(1, f"v{number}")


def test_one_visitor_has_a_dozen_and_one_that_closed_makes_room() -> None:
    pages = Hub()
    open_ = [Stream(somebody(1), f"10.0.0.{at}") for at in range(hub.MOST_TABS)]
    for one in open_:
        assert not pages.is_full_for(one.visitor, one.caller)
        pages.join(one)
    assert pages.is_full_for(somebody(1), "10.0.0.99")
    assert not pages.is_full_for(somebody(2), "10.0.0.1")
    pages.leave(open_[0])
    assert not pages.is_full_for(somebody(1), "10.0.0.99")


def test_an_address_with_ever_new_visitors_fills_only_its_own_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "MOST_AT_ADDRESS", 5)
    pages = Hub()
    open_ = [Stream(somebody(at), "10.0.0.1") for at in range(5)]
    for one in open_:
        assert not pages.is_full_for(one.visitor, one.caller)
        pages.join(one)
    assert pages.is_full_for(somebody(99), "10.0.0.1")
    assert not pages.is_full_for(somebody(99), "10.0.0.2")
    for one in open_:
        pages.leave(one)
    assert not pages.is_full_for(somebody(99), "10.0.0.1")
