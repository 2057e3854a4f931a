"""Hold a person or an organisation as it stands now, through every merge, until the transaction ends."""

from recado.desk.core import bulk
from recado.desk.people.models import Organisation, Person


def person(id_: int) -> Person:
    """The person of this id, or who he turned out to be."""
    found = Person.objects.get(pk=id_)
    while True:
        bulk.lock(Person, [found.merged_into_id or found.pk])
        found = Person.objects.select_related("organisation").get(pk=found.merged_into_id or found.pk)
        if found.merged_into_id is None:
            return found


def organisation(id_: int) -> Organisation:
    """The organisation of this id, or what it turned out to be."""
    found = Organisation.objects.get(pk=id_)
    while True:
        bulk.lock(Organisation, [found.merged_into_id or found.pk])
        found = Organisation.objects.select_related("account_manager").get(pk=found.merged_into_id or found.pk)
        if found.merged_into_id is None:
            return found
