"""A caller is who connects, unless a proxy that is trusted says otherwise."""

import pytest

from recado.house.peers import Peer, peer, trusted


def called(by: str, *, told: str = "", scheme: str = "", trust: str = "") -> Peer:
    headers = [(b"x-forwarded-for", told.encode())] if told else []
    headers += [(b"x-forwarded-proto", scheme.encode())] if scheme else []
    return peer({"client": (by, 4711), "scheme": "http", "headers": headers}, trusted(trust))


def test_a_stranger_cannot_borrow_an_address() -> None:
    assert called("190.1.1.1", told="10.0.0.1", scheme="https") == Peer("190.1.1.1", "http")


def test_a_proxy_on_this_machine_is_believed_about_its_own_caller_only() -> None:
    assert called("127.0.0.1", told="6.6.6.6, 190.1.1.1", scheme="https") == Peer("190.1.1.1", "https")
    assert called("::1", told="190.1.1.1") == Peer("190.1.1.1", "http")


def test_proxies_that_were_named_are_stepped_over() -> None:
    chain = "190.1.1.1, 172.18.0.5"
    assert called("172.18.0.9", told=chain, trust="172.18.0.0/16") == Peer("190.1.1.1", "http")
    assert called("::ffff:172.18.0.9", told=chain, trust="172.18.0.0/16") == Peer("190.1.1.1", "http")


@pytest.mark.parametrize("nothing", ["", ",,,"])
def test_what_is_not_said_changes_nothing(nothing: str) -> None:
    assert called("127.0.0.1", told=nothing, scheme="gopher") == Peer("127.0.0.1", "http")


@pytest.mark.parametrize("nonsense", ["unknown", "<script>", "1.2.3.4.5", "6.6.6.6, unknown", "127.0.0.1, _hidden"])
def test_whom_a_proxy_cannot_name_is_neither_this_machine_nor_who_he_says(nonsense: str) -> None:
    assert called("127.0.0.1", told=nonsense) == Peer("0.0.0.0", "http")


@pytest.mark.parametrize("named", ["190.1.1.1:4711", "6.6.6.6, 190.1.1.1:80"])
def test_a_port_behind_the_address_does_not_make_a_stranger_local(named: str) -> None:
    assert called("127.0.0.1", told=named) == Peer("190.1.1.1", "http")
    assert called("127.0.0.1", told="[2001:db8::1]:4711") == Peer("2001:db8::1", "http")


def test_a_proxy_must_be_an_address_or_a_network() -> None:
    with pytest.raises(ValueError, match="does not appear"):
        trusted("proxy.example.com")
