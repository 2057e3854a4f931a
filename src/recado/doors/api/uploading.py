"""Which files leave with a message: those that its agent uploaded before."""

from collections.abc import Sequence

from recado.desk.conversations import uploading
from recado.desk.conversations.models import Attachment
from recado.desk.staff.models import Agent
from recado.doors.api import finding


def chosen(agent: Agent, ids: Sequence[str], *, voice: bool) -> list[Attachment]:
    """The files of these ids in their order, as voice notes if asked. Raises a problem."""
    if not ids:
        return []
    files = finding.uploads(agent, list(ids))
    if voice:
        uploading.speak(files)
    return files
