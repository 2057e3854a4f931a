"""What happens to cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recado.desk.core.actors import Actor
from recado.desk.journal.events import Event, Names


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    """A case began: by the customer's word, or by hand. `since` is that word's time, `quiet` if filed without alarm.

    `chosen` is of how many messages of a group somebody opened it, the first of them the person's (W8).
    """

    name: ClassVar[str] = "case.opened"
    person: int
    since: str
    quiet: bool = False
    chosen: int = 0

    @property
    def since_at(self) -> datetime:
        return datetime.fromisoformat(self.since)

    @property
    def is_owed(self) -> bool:
        """Whether a customer began it, so that it goes the way of his word: somebody chosen by turn owes an answer."""
        return self.by.kind != "agent" or bool(self.chosen)

    def sentence(self, who: Names) -> str:
        if self.chosen:
            said = ngettext(
                "%(agent)s opened the case from what %(person)s wrote in the group.",
                "%(agent)s opened the case from %(count)s messages of the group, the first from %(person)s.",
                self.chosen,
            )
            about = {"agent": who(self.by), "person": who(Actor("person", self.person)), "count": self.chosen}
            return said % about
        if self.by.kind == "agent":
            return _("%(agent)s opened the case.") % {"agent": who(self.by)}
        return _("The case was opened: %(person)s wrote and no case was receiving the thread.") % {
            "person": who(self.by)
        }


@dataclass(frozen=True, kw_only=True)
class CaseReopened(Event):
    """A resolved case goes on: the customer came back in time, or an agent undid the ending."""

    name: ClassVar[str] = "case.reopened"
    since: str
    days: int = 0

    @property
    def since_at(self) -> datetime:
        return datetime.fromisoformat(self.since)

    def sentence(self, who: Names) -> str:
        if self.by.kind == "agent":
            return _("%(agent)s opened the case again.") % {"agent": who(self.by)}
        said = ngettext(
            "The case was opened again: %(person)s wrote within %(days)s day of its ending.",
            "The case was opened again: %(person)s wrote within %(days)s days of its ending.",
            self.days,
        )
        return said % {"person": who(self.by), "days": self.days}


@dataclass(frozen=True, kw_only=True)
class CaseAnswered(Event):
    """A person of the house answered the customer, here or on the house's phone."""

    name: ClassVar[str] = "case.answered"
    message: int
    answered: str
    first: bool = False

    @property
    def answered_at(self) -> datetime:
        return datetime.fromisoformat(self.answered)

    def sentence(self, who: Names) -> str:
        if self.first:
            return _("%(agent)s gave the first answer.") % {"agent": who(self.by)}
        return _("%(agent)s answered.") % {"agent": who(self.by)}


@dataclass(frozen=True, kw_only=True)
class CaseUnanswered(Event):
    """An answer did not reach the customer after all, or was taken back (`recalled`): what it kept is owed again."""

    name: ClassVar[str] = "case.unanswered"
    message: int
    recalled: bool = False

    def sentence(self, who: Names) -> str:
        if self.recalled:
            return _("%(agent)s took the answer back before it left, so it counts as none.") % {"agent": who(self.by)}
        return _("The answer did not reach the customer, so it counts as none.")


@dataclass(frozen=True, kw_only=True)
class CaseResolved(Event):
    """A case ended, with its reason."""

    name: ClassVar[str] = "case.resolved"
    reason: str

    def sentence(self, who: Names) -> str:
        return _("%(agent)s resolved the case: %(reason)s.") % {
            "agent": who(self.by),
            "reason": self.reason.rstrip("."),
        }


@dataclass(frozen=True, kw_only=True)
class CaseSeen(Event):
    """Somebody in charge looked at the customer's new words."""

    name: ClassVar[str] = "case.seen"

    def sentence(self, who: Names) -> str:
        return _("%(agent)s saw the new message.") % {"agent": who(self.by)}


@dataclass(frozen=True, kw_only=True)
class CaseMoved(Event):
    """A case went to another team."""

    name: ClassVar[str] = "case.moved"
    called: str = ""

    def sentence(self, who: Names) -> str:
        return _("%(agent)s moved the case to %(team)s.") % {"agent": who(self.by), "team": self.called}


@dataclass(frozen=True, kw_only=True)
class CaseLabelled(Event):
    """A label was put on a case; `called` is what it said then."""

    name: ClassVar[str] = "case.labelled"
    label: int
    called: str

    def sentence(self, who: Names) -> str:
        return _("%(agent)s added the label %(label)s.") % {"agent": who(self.by), "label": self.called}


@dataclass(frozen=True, kw_only=True)
class CaseUnlabelled(Event):
    """A label was taken off a case."""

    name: ClassVar[str] = "case.unlabelled"
    label: int
    called: str

    def sentence(self, who: Names) -> str:
        return _("%(agent)s removed the label %(label)s.") % {"agent": who(self.by), "label": self.called}


@dataclass(frozen=True, kw_only=True)
class CasePersonChanged(Event):
    """A case is another person's now, since two turned out to be one, or two again; `silent` if it receives no more."""

    name: ClassVar[str] = "case.person_changed"
    person: int
    called: str = ""
    before: int
    lost: str = ""
    silent: bool = False
    undone: bool = False

    def sentence(self, who: Names) -> str:
        said = {"lost": self.lost or _("a nameless person"), "called": self.called or _("a nameless person")}
        if self.undone:
            return _("The case is %(called)s's again: the merge with %(lost)s was undone.") % said
        if self.silent:
            told = _("The case is %(called)s's now: %(lost)s is the same person. Another case takes the new messages.")
            return told % said
        return _("The case is %(called)s's now: %(lost)s is the same person.") % said


@dataclass(frozen=True, kw_only=True)
class CaseActionSet(Event):
    """What has to be done next was said, by somebody or by what is agreed about mail. `called` is empty for nothing."""

    name: ClassVar[str] = "case.action_set"
    action: int | None = None
    called: str = ""

    def sentence(self, who: Names) -> str:
        if self.by.kind != "agent":
            return _("Action %(action)s: so it is agreed for this mailbox.") % {"action": self.called}
        if not self.called:
            return _("%(agent)s took the action off.") % {"agent": who(self.by)}
        return _("%(agent)s set the action: %(action)s.") % {"agent": who(self.by), "action": self.called}
