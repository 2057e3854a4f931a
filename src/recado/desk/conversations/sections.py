"""What the house agreed about mail that comes in (C18, C19)."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from recado.desk.rules import reading
from recado.desk.rules.sections import Section


class IncomingMail(Section):
    """What a new and an updating mail does to its case; for the house, or for one channel.

    A new one: `assignee` (an agent's key: his if he is there, else routing decides), `state`, and `organisation` for
    persons of whom none is known. An answer: `answer_state` (opens the case, or keeps it as it is); one that opens a
    case again keeps whose it was, or asks `anew`. `only_copied`: what becomes of a mail that has us only in its copies.
    `forwards`: a mail that a colleague passes on is the case of whoever wrote it.
    """

    section: ClassVar[str] = "incoming_mail"
    assignee: int | None = None
    state: Literal["new", "open"] = "new"
    organisation: int | None = None
    answer_state: Literal["open", "keep"] = "open"
    answer_assignee: Literal["keep", "anew"] = "keep"
    only_copied: Literal["open", "aside"] = "open"
    forwards: bool = True


def scope(channel: int) -> str:
    """The scope of a channel's own rules."""
    return f"channel:{channel}"


def incoming(channels: Iterable[int]) -> dict[int, IncomingMail]:
    """What holds for each of these channels: its own rules, else those of the house."""
    wanted = sorted(set(channels))
    held = reading.held_by(IncomingMail, ["", *map(scope, wanted)])
    own = {channel: held[scope(channel)] for channel in wanted}
    return {channel: one.value if one.revision else held[""].value for channel, one in own.items()}
