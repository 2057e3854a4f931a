"""What the house agreed about mail: what comes in (C18, C19), how its own looks (C17), what is answered by itself."""

import re
from collections.abc import Iterable
from typing import ClassVar, Literal

from pydantic import Field, field_validator

from recado.desk.rules import reading
from recado.desk.rules.sections import Section


class IncomingMail(Section):
    """What a new and an updating mail does to its case; for the house, or for one channel.

    A new one: `assignee` (an agent's key: his if he is there, else routing decides), `state`, `action` (a key of the
    house's list), and `organisation` for persons of whom none is known. An answer: `answer_action` (none: it keeps its
    own), `answer_state` (opens the case, or keeps it as it is); one that opens a case again keeps whose it was, or
    asks `anew`. `only_copied`: what becomes of a mail that has us only in its copies. `forwards`: a mail that a
    colleague passes on is the case of whoever wrote it.
    """

    section: ClassVar[str] = "incoming_mail"
    assignee: int | None = None
    state: Literal["new", "open"] = "new"
    organisation: int | None = None
    action: int | None = None
    answer_action: int | None = None
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


PLAIN = "plain"


class Letterhead(Section):
    """For one channel (scope ``channel:3``), one team (``team:3``) or the house; what is empty is asked of the next.

    `address` must be one that the channel is allowed to send as (C14). `answers` says whereto one answers: the address
    with the conversation behind a plus where nothing is said, the address itself where it is ``plain``.
    """

    section: ClassVar[str] = "letterhead"
    name: str = ""
    address: str = ""
    separator: str = ""
    signature: str = ""
    answers: str = ""


PLACES = ("name", "number", "subject", "house")
PLACE = re.compile(r"\{(\w*)\}")


class AutoReply(Section):
    """What a channel answers by itself to a new case (scope ``channel:3``); nothing until somebody switches it on.

    By language, while the channel's first team works and while it does not. Places are ``{name}``,
    ``{number}`` (of the case), ``{subject}`` and ``{house}``.
    """

    section: ClassVar[str] = "auto_reply"
    on: bool = False
    in_hours: dict[str, str] = Field(default_factory=dict)
    out_of_hours: dict[str, str] = Field(default_factory=dict)

    @field_validator("in_hours", "out_of_hours")
    @classmethod
    def _known_places(cls, texts: dict[str, str]) -> dict[str, str]:
        for text in texts.values():
            for place in PLACE.findall(text):
                if place not in PLACES:
                    raise ValueError(f"{{{place}}}")
        return {language: text.strip() for language, text in texts.items() if text.strip()}
