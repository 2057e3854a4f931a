"""Keep what agents were writing when two threads or two persons become one: no word of a draft is lost (DK1)."""

from django.db.models import QuerySet

from recado.desk.conversations import rich_words
from recado.desk.conversations.models import Draft, Thread
from recado.desk.core import bulk


def gather(lost: Thread, kept: Thread) -> list[int]:
    """Drafts go over to the thread that goes on; who had one there too finds both texts in it. Gives those moved."""
    there = Draft.objects.filter(thread=kept)
    return _gather(Draft.objects.filter(thread=lost), there, {"thread_id": kept.pk})


def gather_first(gone: int, into: int) -> None:
    """The same for mails that somebody has begun to a person who is another one by now; these stay with him."""
    _gather(Draft.objects.filter(person=gone), Draft.objects.filter(person=into), {"person_id": into})


def _gather(here: QuerySet[Draft], there: QuerySet[Draft], moved: dict[str, int]) -> list[int]:
    standing = {(draft.agent_id, draft.is_note): draft for draft in there}
    drafts = list(here.order_by("pk").select_for_update())
    free = [draft for draft in drafts if (draft.agent_id, draft.is_note) not in standing]
    bulk.update(Draft, [{"id": draft.pk, **moved} for draft in free])
    both = [(draft, standing[draft.agent_id, draft.is_note]) for draft in drafts if draft not in free]
    bulk.update(Draft, [_both(draft, other) for draft, other in both])
    return [draft.pk for draft in free]


def _both(lost: Draft, kept: Draft) -> dict[str, object]:
    text, html = rich_words.joined((kept.text, kept.html), (lost.text, lost.html))
    return {
        "id": kept.pk,
        "text": text,
        "html": html,
        "attachments": [*kept.attachments, *lost.attachments],
        "head": kept.head or lost.head,
        "version": kept.version + 1,
    }
