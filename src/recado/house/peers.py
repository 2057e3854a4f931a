"""Who calls, and how did he reach us? What a proxy says is believed only where the proxy is trusted."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.types import Scope

type Network = IPv4Network | IPv6Network

LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
NOBODY = "0.0.0.0"
"""Who calls, when a proxy names him by what is no address: he has none, and above all not ours."""


@dataclass(frozen=True)
class Peer:
    """The caller's address and the scheme he used: http or https."""

    address: str
    scheme: str


def trusted(named: str) -> tuple[Network, ...]:
    """This machine and the proxies named, as addresses or networks with commas between. Raises ValueError."""
    return LOOPBACK + tuple(ip_network(part.strip(), strict=False) for part in named.split(",") if part.strip())


def peer(scope: Scope, trust: Iterable[Network] = LOOPBACK) -> Peer:
    """The nearest caller that is not a trusted proxy."""
    nearest = scope["client"][0] if scope.get("client") else "127.0.0.1"
    if not _among(nearest, trust):
        return Peer(nearest, scope["scheme"])
    told = {name: value.decode("latin-1") for name, value in scope["headers"] if name.startswith(b"x-forwarded-")}
    scheme = told.get(b"x-forwarded-proto", "").rpartition(",")[2].strip().lower()
    address = _caller(told.get(b"x-forwarded-for", ""), nearest, trust)
    return Peer(address, scheme if scheme in ("http", "https") else scope["scheme"])


def _caller(chain: str, nearest: str, trust: Iterable[Network]) -> str:
    """The last of the chain that is no trusted proxy; what stands before him, or is no address, he may have made up."""
    found = nearest
    for hop in reversed([_portless(part.strip()) for part in chain.split(",") if part.strip()]):
        if not _is_address(hop):
            return NOBODY if found == nearest else found
        found = hop
        if not _among(hop, trust):
            break
    return found


def _portless(hop: str) -> str:
    """Some proxies say `190.1.1.1:4711` or `[2001:db8::1]:4711` (RFC 7239, 6)."""
    if hop.startswith("["):
        return hop[1:].partition("]")[0]
    return hop.partition(":")[0] if hop.count(":") == 1 else hop


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _among(address: str, networks: Iterable[Network]) -> bool:
    if not _is_address(address):
        return False
    found = ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in network for network in networks)
