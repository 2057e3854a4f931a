"""In which case can this agent read a message? In its own, or in the newest of its thread that he may see."""

from collections.abc import Iterable, Sequence

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from recado.desk.cases import access
from recado.desk.cases.models import Filing
from recado.desk.conversations.models import Message, ThreadKind
from recado.desk.core.statements import AnyOf
from recado.desk.staff.models import Agent


def numbers(agent: Agent, messages: Sequence[Message]) -> dict[int, int]:
    """The number of the case by the key of the message; a message of a thread without cases has none.

    Nor has one of a group that lies in none: it is read in the group (W8).
    """
    if not messages:
        return {}
    homes = dict(_HOMES[agent.sees_all](**access.blanks(agent), messages=[one.pk for one in messages]))
    return {one.pk: case for one in messages if (case := homes.get(one.pk))}


def _homes(sees_all: bool) -> QuerySet[Message, tuple[int, int | None]]:
    seen = access.asking(sees_all)
    own = seen.filter(filing__message=OuterRef("pk")).values("pk")[:1]
    newest = seen.filter(thread=OuterRef("thread")).order_by("-pk").values("pk")[:1]
    else_ = Case(When(~Q(thread__kind=ThreadKind.GROUP), then=Subquery(newest)))
    return Message.objects.filter(pk=AnyOf("messages")).values_list("pk", Coalesce(Subquery(own), else_))


_HOMES = access.shared(_homes)


def last(case: int) -> int | None:
    """The newest message that lies in it."""
    lying = Filing.objects.filter(case=case).order_by("-message__at", "-message")
    return lying.values_list("message", flat=True).first()


def filed(messages: Iterable[int]) -> dict[int, int]:
    """In which case each message lies, whoever may see it."""
    return dict(Filing.objects.filter(message__in=list(messages)).values_list("message", "case"))
