"""What happened to a person or an organisation, as the journal tells it?"""

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from recado.desk.journal.models import Entry
from recado.desk.people import reading
from recado.desk.people.models import Organisation, Person


def of_person(person: Person) -> QuerySet[Entry]:
    """Entries about him, and about those who turned out to be him; of his cases and threads, see their own rooms."""
    ids = [str(one) for one in reading.all_of([person.pk])]
    found = Entry.objects.filter(name__startswith="person.").annotate(about=KT("data__person"))
    return found.filter(about__in=ids)


def of_organisation(organisation: Organisation) -> QuerySet[Entry]:
    """Entries about it, and about those that turned out to be it."""
    gone = Organisation.objects.filter(merged_into=organisation).values_list("pk", flat=True)
    ids = [str(one) for one in (organisation.pk, *gone)]
    found = Entry.objects.filter(name__startswith="organisation.").annotate(about=KT("data__organisation"))
    return found.filter(about__in=ids)
