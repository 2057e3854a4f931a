"""Which part of the net is one caller? An address, or the whole network that one caller has."""

from ipaddress import IPv6Address, ip_address, ip_network


def place(address: str) -> str:
    """The address as it is counted: a network of 64 bits where one caller has that many (IPv6); else as it stands."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or ip_network((known, 64), strict=False))


def is_own(address: str) -> bool:
    """Whether it is this machine."""
    try:
        return ip_address(address.removeprefix("::ffff:")).is_loopback
    except ValueError:
        return False
