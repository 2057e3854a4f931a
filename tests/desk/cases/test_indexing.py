"""The words of things are kept as they are now, off the road of messages, and nothing is lost on the way."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from recado.desk.cases import indexing
from recado.desk.cases.indexes import CaseWords, MessageWords, PersonWords, ToIndex, Unswept
from recado.desk.conversations.models import Attachment, Message
from recado.desk.core.time import now
from recado.desk.people.models import Domain, Organisation, Person
from recado.desk.routing import assigning
from recado.desk.staff.models import Agent
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


def found(words: str, table: str = "cases_message_words") -> list[int]:
    """The keys whose vector holds this lexeme."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key FROM {table} WHERE words @@ %s::tsquery ORDER BY key", [f"'{words}'"])
        return [key for (key,) in cursor.fetchall()]


@transaction.atomic
def killed_after(done: Callable[[], object]) -> None:
    done()
    raise KeyboardInterrupt


def test_a_message_is_found_once_it_was_read(dmitri: Customer) -> None:
    message = dmitri.writes("La integración falla")
    assert found("integracion") == []
    indexing.catch_up()
    assert (found("integracion"), found("integr"), found("#in")) == ([message.pk], [message.pk], [message.pk])


def test_an_edit_and_a_revocation_are_read_anew(dmitri: Customer) -> None:
    message = dmitri.writes("Lámpara")
    indexing.catch_up()
    Message.objects.filter(pk=message.pk).update(text="Espejo")
    indexing.catch_up()
    assert (found("lampara"), found("espejo")) == ([], [message.pk])
    Message.objects.filter(pk=message.pk).update(revoked_at=now())
    indexing.catch_up()
    assert found("espejo") == []


def test_what_moves_nothing_that_is_found_is_not_read_again(dmitri: Customer) -> None:
    message = dmitri.writes("Lámpara")
    indexing.catch_up()
    Message.objects.filter(pk=message.pk).update(reply_to="another")
    assert not ToIndex.objects.exists()


def test_the_name_of_a_file_is_found(dmitri: Customer) -> None:
    message = dmitri.writes("Mire")
    Attachment.objects.create(message=message, name="Factura_marzo.pdf", made_at=now())
    indexing.catch_up()
    assert found("factura") == [message.pk]


def test_a_worker_killed_half_way_has_lost_nothing(dmitri: Customer) -> None:
    message = dmitri.writes("Lámpara")
    with pytest.raises(KeyboardInterrupt):
        killed_after(indexing.index)
    assert found("lampara") == []
    indexing.catch_up()
    assert found("lampara") == [message.pk]


def test_a_case_that_goes_to_another_team_takes_its_messages_along(dmitri: Customer, ada: Agent) -> None:
    message = dmitri.writes("Lámpara")
    indexing.catch_up()
    billing = makers.team("billing", "Billing")
    assigning.move(dmitri.case, team=billing, by=ada.actor)
    indexing.catch_up()
    assert found(f"#t{billing.pk}") == [message.pk]
    assert found(f"#t{billing.pk}", "cases_case_words") == [dmitri.case.pk]


def test_a_new_name_renames_the_cases_too(dmitri: Customer) -> None:
    dmitri.writes("Lámpara")
    indexing.catch_up()
    case = dmitri.case
    Person.objects.filter(pk=case.person_id).update(name="Demetrio Óñez")
    indexing.catch_up()
    assert found("onez", "cases_person_words") == [case.person_id]
    assert found("onez", "cases_case_words") == [case.pk]
    assert found("sokolov", "cases_case_words") == []


def test_a_number_is_found_by_every_end_of_it(dmitri: Customer) -> None:
    dmitri.writes("Lámpara")
    indexing.catch_up()
    person = dmitri.case.person.pk
    assert [found(f"+{end}", "cases_person_words") for end in ("56900000047", "0047", "047")] == [[person]] * 2 + [[]]


def test_an_organisation_is_found_by_its_domain() -> None:
    lumen = Organisation.objects.create(name="Lumen Óptica", made_at=now(), updated_at=now())
    Domain.objects.create(organisation=lumen, value="lumen.example")
    indexing.catch_up()
    assert found("optica", "cases_organisation_words") == found("example", "cases_organisation_words") == [lumen.pk]


def test_what_stood_before_is_read_in_batches_the_newest_first(dmitri: Customer) -> None:
    messages = [dmitri.writes(f"Lámpara {number}") for number in range(3)]
    ToIndex.objects.all().delete()
    Unswept.objects.create(room="message", below=messages[-1].pk)
    assert (indexing.index(2), found("lampara")) == (2, [messages[1].pk, messages[2].pk])
    indexing.catch_up()
    assert found("lampara") == [message.pk for message in messages]
    assert not Unswept.objects.exists()


def test_a_sweep_does_not_put_back_what_was_edited_meanwhile(dmitri: Customer) -> None:
    message = dmitri.writes("Espejo")
    indexing.catch_up()
    MessageWords.objects.filter(pk=message.pk).update(at=now())
    Unswept.objects.create(room="message", below=message.pk)
    before = MessageWords.objects.get(pk=message.pk).at
    indexing.catch_up()
    assert MessageWords.objects.get(pk=message.pk).at == before


def test_who_is_gone_is_not_found(dmitri: Customer) -> None:
    dmitri.writes("Lámpara")
    indexing.catch_up()
    gone = Person.objects.create(name="Nadie Nunca", met_at=now())
    indexing.catch_up()
    gone.delete()
    indexing.catch_up()
    assert (PersonWords.objects.count(), CaseWords.objects.count()) == (1, 1)
