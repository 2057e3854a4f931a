"""What was found, as it is shown: read by its keys, and only what this agent may see.

Somebody types letter by letter, so the same is asked again and again: each reading is put together once.
"""

from collections.abc import Iterable
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from recado.desk.cases import access
from recado.desk.cases.models import Case
from recado.desk.conversations.models import Attachment, Message
from recado.desk.core.statements import AnyOf, Blank, Statement, foresee
from recado.desk.people.models import Address, Organisation, Person
from recado.desk.staff.models import Agent

SHOWN = {
    "cases": (
        "subject", "state", "last_words", "last_message_at", "resolved_at", "person__name", "channel__kind",
        "channel__name", "thread__kind", "thread__phone", "thread__stable",
    ),
    "messages": (
        "direction", "type", "text", "at", "channel__kind", "channel__name", "sender__value", "sender__person__name",
        "thread__kind", "thread__subject", "thread__phone", "thread__stable", "thread__person__name",
    ),
}  # fmt: skip


def people(agent: Agent, keys: list[int]) -> Iterable[Person]:
    """With organisation and addresses."""
    found = list(_PEOPLE(numbers=keys))
    addresses: dict[int, list[Address]] = {person.pk: [] for person in found}
    for one in _ADDRESSES(persons=list(addresses)) if found else ():
        addresses[one.person_id].append(one)
    for person in found:
        foresee(person, "addresses", addresses[person.pk])
    return found


def organisations(agent: Agent, keys: list[int]) -> Iterable[Organisation]:
    return access.organisations(agent).filter(pk__in=keys)


def cases(agent: Agent, keys: list[int]) -> Iterable[Case]:
    """With person, channel and thread; only to be looked at."""
    return _CASES[agent.sees_all].looked_at(**access.blanks(agent), numbers=keys)


def cases_of(agent: Agent, persons: list[int], most: int, *, but: int | None) -> Iterable[Case]:
    """The newest cases of these persons, save one; only to be looked at."""
    asked = _cases_of(agent.sees_all, most)
    return asked.looked_at(**access.blanks(agent), persons=persons, but=but or 0) if persons else ()


def messages(agent: Agent, keys: list[int]) -> Iterable[Message]:
    """With thread, channel, and who wrote."""
    return _MESSAGES[agent.sees_all](**access.blanks(agent), numbers=keys)


def files(message: Message) -> list[str]:
    """The names of a found message's files."""
    names: list[str] = message.__dict__["names"]
    return names


def _shown(found: QuerySet[Case]) -> QuerySet[Case]:
    return found.select_related("person", "channel", "thread").only(*SHOWN["cases"])


@cache
def _cases_of(sees_all: bool, most: int) -> Statement:
    theirs = access.asking(sees_all).filter(person=AnyOf("persons")).exclude(pk=Blank("but")).order_by("-pk")
    return Statement(lambda: _shown(theirs[:most]))


def _messages(sees_all: bool) -> QuerySet[Message]:
    names = Attachment.objects.filter(message=OuterRef("pk")).order_by("pk").values("name")
    found = access.asking_messages(sees_all).filter(pk=AnyOf("numbers"))
    found = found.select_related("thread__person", "channel", "sender__person").only(*SHOWN["messages"])
    return found.annotate(names=ArraySubquery(names))


_PEOPLE = Statement(lambda: access.people().filter(pk=AnyOf("numbers")).select_related("organisation"))
_ADDRESSES = Statement(lambda: Address.objects.filter(person=AnyOf("persons")).order_by("pk"))
_CASES = access.shared(lambda sees_all: _shown(access.asking(sees_all).filter(pk=AnyOf("numbers"))))
_MESSAGES = access.shared(_messages)
