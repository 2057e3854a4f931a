"""What a section of house rules is: a frozen, typed value with defaults, named once and for all."""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from recado.desk.core.actors import Actor
from recado.desk.journal.events import Event
from recado.desk.rules.events import RuleChanged


class Section(BaseModel):
    """Rules that are agreed together. What stands where nobody has changed them are the fields' defaults.

    Stored values outlive their code: fields are only ever added, each with a default; unknown ones are passed over.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    section: ClassVar[str]

    def changed(self, *, scope: str, number: int, at: datetime, by: Actor) -> Event:
        """The event that tells of the change; a section with an event of its own makes that one."""
        return RuleChanged(at=at, by=by, section=self.section, scope=scope, number=number)
