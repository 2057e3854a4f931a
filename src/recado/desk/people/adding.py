"""Add a person by hand, with the addresses under which he is reached."""

from collections.abc import Sequence
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.people import bounds, editing, joining, reaching
from recado.desk.people.editing import Changes
from recado.desk.people.events import PersonAdded
from recado.desk.people.models import Person

type Key = tuple[str, str, str]
"""Kind, realm and value."""


@transaction.atomic
def add(*, addresses: Sequence[Key] = (), by: Actor, **wanted: Unpack[Changes]) -> Person:
    """A new person. Raises Objected as `editing.edit` and `reaching.add` do, and ``name-missing`` for nobody at all."""
    keys = list(dict.fromkeys(bounds.address(kind, value, realm) for kind, realm, value in addresses))
    at = now()
    person = Person(met_at=at, updated_at=at)
    editing.apply(person, wanted, by)
    if not person.name and not keys:
        raise bounds.refuse("name-missing", _("A person needs a name or an address."), "name")
    if len(keys) > reaching.MOST_ADDRESSES:
        said = _("A person has at most %(most)s addresses.") % {"most": reaching.MOST_ADDRESSES}
        raise bounds.refuse("address-invalid", said)
    person.save()
    for key in sorted(keys):
        reaching.take(person, key)
    joining.join_by_mail([person.pk])
    person.refresh_from_db()
    telling.record(PersonAdded(at=at, by=by, person=person.pk, called=person.name or keys[0][2]))
    return person
