"""What the house agreed about cases."""

from typing import ClassVar, Literal

from pydantic import Field

from recado.desk.rules.sections import Section


class Reopening(Section):
    """For how many days after its ending the customer's next message opens a case again."""

    section: ClassVar[str] = "reopening"
    days: int = Field(default=7, ge=0, le=365)


type Least = Literal["agent", "lead", "admin"]


class Deleting(Section):
    """From which role on somebody may delete a case that he sees, and bring it back."""

    section: ClassVar[str] = "deleting"
    least: Least = "lead"
