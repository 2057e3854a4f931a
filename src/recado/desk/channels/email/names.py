"""What do the world's name servers say? Each question with a time limit; silence is not the same as no."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import dns.exception
import dns.resolver
from django.conf import settings as house

WITHIN = 3.0  # seconds for one question, all servers together
RESERVED = re.compile(r"(^|\.)(example|test|invalid|localhost|local|internal|lan)$|(^|\.)example\.(com|net|org)$")


class Silent(Exception):
    """Nobody answered in time, or the answer was broken."""


class Unknown(Exception):
    """There is no such name."""


def is_of_the_world(domain: str) -> bool:
    """Whether one may ask about it at all (RFC 2606, RFC 6762); with servers of one's own, about all."""
    return bool(house.DNS) or ("." in domain and not RESERVED.search(domain.lower()))


def texts(name: str) -> list[str]:
    """The TXT records. Raises Silent, Unknown."""
    return [b"".join(one.strings).decode("utf-8", "replace") for one in _asked(name, "TXT")]


def addresses(name: str) -> list[str]:
    """The numbers of a host, of both kinds; none where there are none. Raises Silent."""
    return [one.address for kind in ("A", "AAAA") for one in _asked_softly(name, kind)]


def exchangers(name: str) -> list[str]:
    """The hosts that take mail for a domain. Raises Silent."""
    return [str(one.exchange).rstrip(".") for one in _asked_softly(name, "MX")]


def _asked_softly(name: str, kind: str) -> list[Any]:
    try:
        return _asked(name, kind)
    except Unknown:
        return []


def _asked(name: str, kind: str) -> list[Any]:
    with _translated(name):
        try:
            return list(_resolver().resolve(name.rstrip(".") + ".", kind, lifetime=WITHIN))
        except dns.resolver.NoAnswer:
            return []


@contextlib.contextmanager
def _translated(name: str) -> Iterator[None]:
    try:
        yield
    except dns.resolver.NXDOMAIN as wrong:
        raise Unknown(name) from wrong
    except (dns.exception.DNSException, OSError, UnicodeError) as wrong:
        raise Silent(f"{name}: {type(wrong).__name__}") from wrong


def _resolver() -> dns.resolver.Resolver:
    """This machine's, or the servers that RECADO_DNS names."""
    if not house.DNS:
        return dns.resolver.Resolver()
    made = dns.resolver.Resolver(configure=False)
    host, _colon, port = house.DNS.rpartition(":") if house.DNS.count(":") == 1 else (house.DNS, "", "")
    made.nameservers, made.port = [host], int(port or 53)
    return made
