"""What an event is: a frozen value in the past tense that can speak and be read back."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar

from recado.desk.core.actors import HOUSE, Actor

type Names = Callable[[Actor], str]
"""Says how an actor is called to the reader."""

KINDS: dict[str, type["Event"]] = {}
"""Every kind of event by the name it speaks."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """What happened, to which case and thread, and who may know: its teams and its agent.

    Further fields of a subclass hold JSON values only; fields are added, never taken away.
    """

    name: ClassVar[str]
    at: datetime
    by: Actor = HOUSE
    case: int | None = None
    thread: int | None = None
    teams: tuple[int, ...] = ()
    agent: int | None = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "name" in cls.__dict__:
            KINDS[cls.name] = cls

    def sentence(self, who: Names) -> str:
        """What happened and why, in one sentence, in the language that is switched on."""
        raise LookupError(f"{self.name} has no sentence")

    def said(self, who: Names) -> str:
        """The sentence as it stands alone: with a capital, also where it begins with `the customer`."""
        sentence = self.sentence(who)
        return sentence[:1].upper() + sentence[1:]

    @property
    def concerns(self) -> dict[str, Any]:
        """Which case and thread it is about and who may know, for an event that follows from this one."""
        return {"case": self.case, "thread": self.thread, "teams": self.teams, "agent": self.agent}

    @property
    def data(self) -> dict[str, Any]:
        """The fields beyond those that every event has."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name not in COMMON}


COMMON = frozenset({"at", "by", "case", "thread", "teams", "agent"})


def revive(name: str, common: dict[str, Any], data: dict[str, Any]) -> Event | None:
    """The event as it was told; None where its kind is no longer known."""
    kind = KINDS.get(name)
    if kind is None:
        return None
    known = {field.name for field in fields(kind)}
    return kind(**common, **{key: value for key, value in data.items() if key in known})
