"""Under which addresses a provider's names for a person are kept."""

from recado.desk.channels import registry
from recado.desk.channels.models import Channel
from recado.desk.channels.port import Handle
from recado.desk.people import phones
from recado.desk.people.meeting import Key


def keys(channel: Channel, handle: Handle) -> tuple[Key, ...]:
    """The addresses of a handle, the surest first: the phone number in its one true form, mail, the provider's id."""
    adapter = registry.adapter(channel.kind)
    found: list[Key] = []
    if handle.phone:
        found.append(("phone", "", phones.canonical(handle.phone)))
    if handle.email:
        found.append(("email", "", handle.email))
    if handle.stable:
        found.append((adapter.stable_kind, adapter.realm(channel.settings), handle.stable))
    return tuple(found)
