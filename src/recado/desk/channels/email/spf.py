"""Does a domain let a server send for it? As much of SPF as this needs (RFC 7208); macros count as no."""

import ipaddress
from dataclasses import dataclass, field

from recado.desk.channels.email import names

MOST = 10  # questions that a record may cause; beyond them receivers give up
RESULTS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}


class Broken(Exception):
    """The record is wrong, so that receivers heed none."""


@dataclass
class Judge:
    """Looks at one domain for one server; `included` are all names that the record leans on."""

    asked: int = 0
    included: set[str] = field(default_factory=set)

    def result(self, domain: str, numbers: list[str]) -> str:
        """``none`` without a record, else ``pass`` for any of the numbers, or what stands for the rest.

        Raises Broken, and Silent as `names` does.
        """
        record = self._record(domain)
        if record is None:
            return "none"
        there = [ipaddress.ip_address(number) for number in numbers]
        found = [self._judged(domain, record, one) for one in there] or [self._judged(domain, record, None)]
        return "pass" if "pass" in found else found[0]

    def _record(self, domain: str) -> str | None:
        try:
            found = [one for one in names.texts(domain) if one.lower().split(" ")[0] == "v=spf1"]
        except names.Unknown:
            return None
        if len(found) > 1:
            raise Broken(domain)
        return found[0] if found else None

    def _judged(self, domain: str, record: str, number: ipaddress.IPv4Address | ipaddress.IPv6Address | None) -> str:
        redirect = ""
        for word in record.split()[1:]:
            if word.lower().startswith("redirect="):
                redirect = word[9:]
                continue
            sign, mechanism = (word[0], word[1:]) if word[0] in RESULTS else ("+", word)
            if self._meets(domain, mechanism, number):
                return RESULTS[sign]
        return self._beyond(redirect, number) if redirect else "neutral"

    def _beyond(self, domain: str, number: ipaddress.IPv4Address | ipaddress.IPv6Address | None) -> str:
        self._count(domain)
        record = self._record(domain)
        if record is None:
            raise Broken(domain)
        return self._judged(domain, record, number)

    def _meets(self, domain: str, mechanism: str, number: ipaddress.IPv4Address | ipaddress.IPv6Address | None) -> bool:
        kind, _colon, said = mechanism.partition(":")
        kind, _slash, short = kind.partition("/")
        match kind.lower():
            case "all":
                return True
            case "include":
                return self._beyond(said, number) == "pass"
            case "ip4" | "ip6":
                return number is not None and _holds(said, number)
            case "a" | "mx":
                host, _slash, bits = (said or domain).partition("/")
                self._count(host)
                hosts = names.exchangers(host)[:MOST] if kind.lower() == "mx" else [host]
                ends = [one for each in hosts for one in names.addresses(each)]
                width = (bits or short).partition("/")[0]
                return number is not None and any(_holds(f"{one}/{width}" if width else one, number) for one in ends)
        return False

    def _count(self, domain: str) -> None:
        self.included.add(domain.lower())
        self.asked += 1
        if self.asked > MOST * 2:  # both kinds of numbers of a server go through the same record
            raise Broken(domain)


def _holds(net: str, number: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    try:
        return number in ipaddress.ip_network(net, strict=False)
    except ValueError:
        return False
