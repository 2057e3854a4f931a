"""When are two mail addresses the same? Compared without case, the domain as the wire spells it (RFC 5890)."""


def spelled(address: str) -> str:
    """The address as it is kept and compared: ``ana@xn--lmen-qra.example``. Empty where there is none in it."""
    local, at, host = address.strip().strip("<>").rpartition("@")
    return f"{local.lower()}@{domain(host)}" if at and local and host else ""


def domain(name: str) -> str:
    """A domain in lower case and ASCII; what cannot be spelled so stays as it is, in lower case."""
    plain = name.strip().rstrip(".").lower()
    try:
        return plain if plain.isascii() else plain.encode("idna").decode("ascii")
    except UnicodeError:
        return plain


def shown(address: str) -> str:
    """The address as people read it: ``ana@lúmen.example``."""
    local, at, host = address.rpartition("@")
    try:
        return f"{local}{at}{host.encode('ascii').decode('idna')}"
    except UnicodeError:
        return address
