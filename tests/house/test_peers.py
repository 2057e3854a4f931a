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


@pytest.mark.parametrize("nonsense", ["", "unknown", "<script>", ",,,", "1.2.3.4.5"])
def test_what_is_no_address_is_not_believed(nonsense: str) -> None:
    assert called("127.0.0.1", told=nonsense, scheme="gopher") == Peer("127.0.0.1", "http")


def test_a_proxy_must_be_an_address_or_a_network() -> None:
    with pytest.raises(ValueError, match="does not appear"):
        trusted("proxy.example.com")
