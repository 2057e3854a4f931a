"""Open a case by hand, after a call or a word in the corridor (C3)."""

from django.db import transaction

from recado.desk.cases import receiving_cases
from recado.desk.cases.events import CaseOpened
from recado.desk.cases.models import Case
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.text import snippet, storable
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.people import holding
from recado.desk.people.models import Person
from recado.desk.staff.models import Team


@transaction.atomic
def open_by_hand(*, person: Person, subject: str, team: Team | None, by: Actor) -> Case:
    """A case without a thread; whose it is, routing says at once. Who was merged is who he turned out to be."""
    at, person = now(), holding.person(person.pk)
    row = {
        "subject": snippet(storable(subject), 200),
        "team_id": team.pk if team else None,
        "person_id": person.pk,
        "receives": False,
        "last_message_at": at,
        "opened_at": at,
        "updated_at": at,
    }
    [(id_,)] = bulk.insert(Case, [row])
    case = Case.objects.get(pk=id_)
    told = receiving_cases.told(case)
    telling.record(CaseOpened(at=at, by=by, person=person.pk, since=at.isoformat(), **told))
    case.refresh_from_db()
    return case
