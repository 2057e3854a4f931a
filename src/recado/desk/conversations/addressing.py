"""Under which addresses a provider's names for a person are kept."""

from recado.desk.channels.port import Handle
from recado.desk.people import phones
from recado.desk.people.meeting import Key


def keys(handle: Handle, *, stable_kind: str, realm: str) -> tuple[Key, ...]:
    """The addresses of a handle, the surest first: the phone number in its one true form, then the provider's id."""
    found: list[Key] = []
    if handle.phone:
        found.append(("phone", "", phones.canonical(handle.phone)))
    if handle.stable:
        found.append((stable_kind, realm, handle.stable))
    return tuple(found)
