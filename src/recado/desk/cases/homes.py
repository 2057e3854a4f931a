"""In which case can this agent read a message? In its own, or in the newest of its thread that he may see."""

from collections.abc import Iterable, Sequence

from recado.desk.cases import access
from recado.desk.cases.models import Filing
from recado.desk.conversations.models import Message, ThreadKind
from recado.desk.staff.models import Agent


def numbers(agent: Agent, messages: Sequence[Message]) -> dict[int, int]:
    """The number of the case by the key of the message; a message of a thread without cases has none.

    Nor has one of a group that lies in none: it is read in the group (W8).
    """
    filed = dict(Filing.objects.filter(message__in=[one.pk for one in messages]).values_list("message", "case"))
    visible = access.visible(agent)
    seen = set(visible.filter(pk__in=set(filed.values())).values_list("pk", flat=True))
    alone = [one for one in messages if filed.get(one.pk) not in seen]
    strays = {one.thread_id for one in alone if one.thread.kind != ThreadKind.GROUP}
    newest = dict(visible.filter(thread__in=strays).order_by("pk").values_list("thread", "pk")) if strays else {}
    homes = {one.pk: case if (case := filed.get(one.pk)) in seen else newest.get(one.thread_id) for one in messages}
    return {message: case for message, case in homes.items() if case}


def last(case: int) -> int | None:
    """The newest message that lies in it."""
    lying = Filing.objects.filter(case=case).order_by("-message__at", "-message")
    return lying.values_list("message", flat=True).first()


def filed(messages: Iterable[int]) -> dict[int, int]:
    """In which case each message lies, whoever may see it."""
    return dict(Filing.objects.filter(message__in=list(messages)).values_list("message", "case"))
