"""Under which addresses a person is reached: add one, remove one."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.people import bounds, holding, joining
from recado.desk.people.events import AddressAdded, AddressRemoved
from recado.desk.people.models import Address, Person

MOST_ADDRESSES = 100


@transaction.atomic
def add(person: Person, *, kind: str, value: str, realm: str = "", by: Actor) -> int | None:
    """Gives the journal key, for `undoing.undo`; None where it is his already.

    A person without an organisation comes to that of the mail's domain. Raises Objected: ``address-invalid``, and
    ``address-taken`` with the id of the other person in `missing`, with whom he can be merged.
    """
    key = bounds.address(kind, value, realm)
    person = holding.person(person.pk)
    if person.addresses.count() >= MOST_ADDRESSES:
        said = _("A person has at most %(most)s addresses.") % {"most": MOST_ADDRESSES}
        raise bounds.refuse("address-invalid", said)
    address, is_new = take(person, key)
    if not is_new:
        return None
    joining.join_by_mail([person.pk])
    added = AddressAdded(
        at=now(), by=by, person=person.pk, called=person.name, address=address,
        kind=key[0], realm=key[1], value=key[2],
    )  # fmt: skip
    return telling.record(added)[0]


def take(person: Person, key: tuple[str, str, str]) -> tuple[int, bool]:
    """The address as the person's, and whether it is new. Raises Objected: ``address-taken``."""
    kind, realm, value = key
    row = {"kind": kind, "realm": realm, "value": value, "person_id": person.pk, "met_at": now()}
    if made := bulk.insert(Address, [row], skip_conflicts=True):
        return made[0][0], True
    standing = Address.objects.select_related("person").get(kind=kind, realm=realm, value=value)
    if standing.person_id == person.pk:
        return standing.pk, False
    said = _("%(address)s belongs to %(name)s. If both are one person, merge them.")
    name = standing.person.name or _("a nameless person")
    raise bounds.refuse("address-taken", said % {"address": value, "name": name}, str(standing.person_id))


@transaction.atomic
def remove(address: Address, *, by: Actor) -> int:
    """Gives the journal key. Raises Objected: ``address-in-use`` where messages came from it."""
    # The address first, as merges and the road hold them: else two would wait for each other.
    bulk.lock(Address, [address.pk])
    person = holding.person(address.person_id)
    try:
        with transaction.atomic():
            address.delete()
    except ProtectedError as used:
        said = _("Messages came from %(address)s, so it stays. If it is another person's, merge or edit the persons.")
        raise bounds.refuse("address-in-use", said % {"address": address.value}) from used
    removed = AddressRemoved(
        at=now(), by=by, person=person.pk, called=person.name,
        kind=address.kind, realm=address.realm, value=address.value,
    )  # fmt: skip
    return telling.record(removed)[0]
