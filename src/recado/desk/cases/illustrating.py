"""Which pictures may stand in the words of a mail? Those its writer brought himself, and those of this very talk."""

from collections.abc import Mapping

from django.db.models import Q

from recado.desk.cases import access
from recado.desk.channels.email import tidying
from recado.desk.conversations import uploading
from recado.desk.conversations.models import Attachment, Thread
from recado.desk.files import keeping, sniffing
from recado.desk.staff.models import Agent


def kept(agent: Agent, thread: Thread | None, html: str) -> str:
    """Tidy words without the pictures that he may not show: as a draft keeps them."""
    tidy = tidying.tidy(html)
    return tidying.placed(tidy, {key: f"cid:{key}" for key in _allowed(agent, thread, tidy)})


def illustrated(agent: Agent, thread: Thread | None, html: str) -> tuple[str, list[Attachment]]:
    """Tidy words and the pictures that leave with them; what the talk shows already is brought once more.

    Raises NotVisible where one is not his to show. Runs in the transaction that sends.
    """
    tidy = tidying.tidy(html)
    allowed = _allowed(agent, thread, tidy)
    if set(tidying.pictures(tidy)) - set(allowed):
        raise access.NotVisible
    fresh = {key: uploading.again(one, by=agent.actor) if one.message_id else one for key, one in allowed.items()}
    placed = tidying.placed(tidy, {key: f"cid:{one.pk}" for key, one in fresh.items()})
    return placed, list(fresh.values())


def _allowed(agent: Agent, thread: Thread | None, html: str) -> Mapping[int, Attachment]:
    wanted = tidying.pictures(html)
    if not wanted:
        return {}
    here = Q(message__thread=thread) & ~Q(message__direction="note") if thread else Q(pk=None)
    found = access.attachments(agent).filter(Q(message=None) | here, pk__in=wanted).exclude(blob=None)
    known = {one.pk: one for one in found.select_related("blob") if _is_picture(one)}
    return {key: known[key] for key in wanted if key in known}


def _is_picture(file: Attachment) -> bool:
    """Whether every mail program may show it: the bytes must say so, too."""
    if file.blob is None or file.refusal or not keeping.path(file.blob).exists():
        return False
    with keeping.path(file.blob).open("rb") as kept_file:
        return sniffing.sniff(kept_file.read(64)) in sniffing.SHOWN & {file.mime.split(";")[0].strip().lower()}
