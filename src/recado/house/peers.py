"""Who calls, and how did he reach us? What a proxy says is believed only where the proxy is trusted."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.types import Scope

type Network = IPv4Network | IPv6Network

LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


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
    callers = [part.strip() for part in told.get(b"x-forwarded-for", "").split(",") if _is_address(part.strip())]
    strangers = [caller for caller in callers if not _among(caller, trust)]
    scheme = told.get(b"x-forwarded-proto", "").rpartition(",")[2].strip().lower()
    address = strangers[-1] if strangers else (callers or [nearest])[0]
    return Peer(address, scheme if scheme in ("http", "https") else scope["scheme"])


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
