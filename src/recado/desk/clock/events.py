"""What happens to promises."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from recado.desk.clock.wording import spoken, within
from recado.desk.core.saying import moment
from recado.desk.journal.events import Event, Names


@dataclass(frozen=True, kw_only=True)
class PromiseChanged(Event):
    """A team's promises got a new revision."""

    name: ClassVar[str] = "promise.changed"
    scope: str
    number: int
    first_answer: str | None

    def sentence(self, who: Names) -> str:
        if self.first_answer is None:
            return _("%(who)s withdrew the promise of a first answer.") % {"who": who(self.by)}
        said = {"who": who(self.by), "time": spoken(self.first_answer)}
        return _("%(who)s promised a first answer within %(time)s of working time.") % said


@dataclass(frozen=True, kw_only=True)
class DeadlineSet(Event):
    """A case got a deadline, for a promise of its team."""

    name: ClassVar[str] = "deadline.set"
    kind: str
    due: str
    promised: str

    def sentence(self, who: Names) -> str:
        return _("First answer due %(due)s: the team promises one within %(time)s of its working hours.") % {
            "due": moment(self.due),
            "time": spoken(self.promised),
        }


@dataclass(frozen=True, kw_only=True)
class DeadlineMet(Event):
    """The promise was kept, after so much working time; or late, if `late`."""

    name: ClassVar[str] = "deadline.met"
    kind: str
    after: str
    late: bool = False

    def sentence(self, who: Names) -> str:
        said = {"time": within(self.after)}
        if self.late:
            return _("First answer given late, after %(time)s of working time.") % said
        return _("First answer given in time, after %(time)s of working time.") % said


@dataclass(frozen=True, kw_only=True)
class DeadlineNear(Event):
    """A third of the time is left."""

    name: ClassVar[str] = "deadline.near"
    kind: str
    due: str

    def sentence(self, who: Names) -> str:
        return _("The first answer is due soon: %(due)s.") % {"due": moment(self.due)}


@dataclass(frozen=True, kw_only=True)
class DeadlineMissed(Event):
    """The time is over and nobody has answered."""

    name: ClassVar[str] = "deadline.missed"
    kind: str
    due: str

    def sentence(self, who: Names) -> str:
        return _("The first answer is late: it was due %(due)s.") % {"due": moment(self.due)}
