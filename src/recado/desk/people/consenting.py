"""Keep the mail address that a person left to be answered under."""

from collections.abc import Sequence
from datetime import datetime

from recado.desk.core import bulk
from recado.desk.people import claiming, joining, meeting
from recado.desk.people.meeting import Key
from recado.desk.people.models import Address


def leave(keys: Sequence[Key], email: str, *, at: datetime) -> int | None:
    """The person behind the keys, whose the address is now; None where nobody is known or no address given."""
    person = next(iter(meeting.owners(keys).values()), None)
    if person is None or not email:
        return None
    row = {"kind": "email", "realm": "", "value": email, "person_id": person, "met_at": at}
    if bulk.insert(Address, [row], skip_conflicts=True):
        joining.join_by_mail([person])
    elif Address.objects.get(kind="email", realm="", value=email).person_id != person:
        claiming.note({person: email})
    return person
