"""Keep what agents were writing when two threads become one: no word of a draft is lost (DK1)."""

from recado.desk.conversations import rich_words
from recado.desk.conversations.models import Draft, Thread
from recado.desk.core import bulk


def gather(lost: Thread, kept: Thread) -> list[int]:
    """Drafts go over to the thread that goes on; who had one there too finds both texts in it. Gives those moved."""
    standing = {(draft.agent_id, draft.is_note): draft for draft in Draft.objects.filter(thread=kept)}
    drafts = list(Draft.objects.filter(thread=lost).order_by("pk").select_for_update())
    free = [draft for draft in drafts if (draft.agent_id, draft.is_note) not in standing]
    bulk.update(Draft, [{"id": draft.pk, "thread_id": kept.pk} for draft in free])
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
        "version": kept.version + 1,
    }
