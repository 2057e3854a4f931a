"""What a team promised: its promises as a section of the house rules. None is promised until the head decides (F11)."""

from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import field_validator

from recado.desk.clock.events import PromiseChanged
from recado.desk.core.actors import Actor
from recado.desk.journal.events import Event
from recado.desk.rules.sections import Section
from recado.desk.worktime import durations
from recado.desk.worktime.errors import WorktimeError


class Promises(Section):
    """Scope ``team:<id>``. `first_answer`: ISO 8601 duration in working time, or None: no clock is shown."""

    section: ClassVar[str] = "promises"
    first_answer: str | None = None

    @field_validator("first_answer")
    @classmethod
    def _long_enough(cls, text: str | None) -> str | None:
        if text is None:
            return None
        length = durations.parse(text)
        if length <= timedelta():
            raise WorktimeError(f"{text} promises nothing; write a duration such as PT15M.")
        return durations.iso(length)

    @property
    def first_answer_within(self) -> timedelta | None:
        """The same as a length of working time."""
        return None if self.first_answer is None else durations.parse(self.first_answer)

    def changed(self, *, scope: str, number: int, at: datetime, by: Actor) -> Event:
        return PromiseChanged(at=at, by=by, scope=scope, number=number, first_answer=self.first_answer)
