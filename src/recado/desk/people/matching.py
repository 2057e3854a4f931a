"""Does an address stand on one of the house's lists (C5–C7)? One statement for all that are asked at once."""

import re
from collections.abc import Iterable

from recado.desk.people.listed import AddressList, Listed, Pattern


def matches(which: AddressList, addresses: Iterable[str]) -> dict[str, Listed]:
    """The line that decides on each address that stands on the list; addresses as `mail_addresses.spelled`."""
    asked = set(addresses)
    if not asked:
        return {}
    lines = list(Listed.objects.filter(list=which, retired_at=None).order_by("pk"))
    found = (
        (address, next((line for line in lines if fits(line.kind, line.pattern, address)), None)) for address in asked
    )
    return {address: line for address, line in found if line}


def fits(kind: str, pattern: str, address: str) -> bool:
    """An address alone, all of a domain, or what the stars leave open."""
    if kind == Pattern.ADDRESS:
        return address == pattern
    if kind == Pattern.DOMAIN:
        return address.rpartition("@")[2] == pattern
    return bool(re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), address))
