"""What happens to persons and organisations."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recado.desk.journal.events import Event, Names
from recado.desk.people import wording

type Changes = dict[str, list[Any]]
"""Field → what it was before, and what it is now; one property is ``properties.<name>``.

What points elsewhere, such as an organisation, is ``{"id", "called"}`` or None.
"""


@dataclass(frozen=True, kw_only=True)
class _OfPerson(Event):
    person: int
    called: str


@dataclass(frozen=True, kw_only=True)
class _OfAddress(_OfPerson):
    kind: str
    realm: str = ""
    value: str

    def _said(self, who: Names) -> dict[str, str]:
        return {"agent": who(self.by), "called": self.called, "address": self.value}


@dataclass(frozen=True, kw_only=True)
class _OfOrganisation(Event):
    organisation: int
    called: str


@dataclass(frozen=True, kw_only=True)
class _OfMerge(Event):
    """`gone` is the one who lived on in the other, and `lost` how he was called."""

    merge: int
    gone: int
    lost: str = ""
    called: str = ""

    def _said(self, who: Names) -> dict[str, str]:
        return {"agent": who(self.by), "gone": self.lost or _("a nameless person"), "called": self.called or NAMELESS}


@dataclass(frozen=True, kw_only=True)
class _OfPersonsMerge(_OfMerge):
    person: int


@dataclass(frozen=True, kw_only=True)
class _OfOrganisationsMerge(_OfMerge):
    organisation: int


@dataclass(frozen=True, kw_only=True)
class PersonAdded(_OfPerson):
    """Somebody of the house added a person by hand."""

    name: ClassVar[str] = "person.added"

    def sentence(self, who: Names) -> str:
        return _("%(agent)s added %(called)s.") % {"agent": who(self.by), "called": self.called}


@dataclass(frozen=True, kw_only=True)
class PersonEdited(_OfPerson):
    """Something about a person is otherwise; `changes` keeps what it was."""

    name: ClassVar[str] = "person.edited"
    changes: Changes

    def sentence(self, who: Names) -> str:
        said = {"agent": who(self.by), "called": self.called, "changes": wording.changes(self.changes)}
        return _("%(agent)s changed %(called)s: %(changes)s.") % said


@dataclass(frozen=True, kw_only=True)
class AddressAdded(_OfAddress):
    """A person can be reached under one more address."""

    name: ClassVar[str] = "person.address_added"
    address: int

    def sentence(self, who: Names) -> str:
        return _("%(agent)s added the address %(address)s to %(called)s.") % self._said(who)


@dataclass(frozen=True, kw_only=True)
class AddressRemoved(_OfAddress):
    """An address is no longer a person's."""

    name: ClassVar[str] = "person.address_removed"

    def sentence(self, who: Names) -> str:
        return _("%(agent)s removed the address %(address)s from %(called)s.") % self._said(who)


@dataclass(frozen=True, kw_only=True)
class PersonsMerged(_OfPersonsMerge):
    """Two persons turned out to be one: `gone` lives on in `person`. `because` is the reason where the desk did it."""

    name: ClassVar[str] = "person.merged"
    because: str = ""

    def sentence(self, who: Names) -> str:
        said = self._said(who)
        if self.because == SAME_SENDER:
            return _("%(gone)s and %(called)s are one person: the provider named both addresses for one sender.") % said
        return _("%(agent)s merged %(gone)s into %(called)s.") % said


@dataclass(frozen=True, kw_only=True)
class MergeUndone(_OfPersonsMerge):
    """Two who had been made one are two again."""

    name: ClassVar[str] = "person.merge_undone"

    def sentence(self, who: Names) -> str:
        said = _("%(agent)s undid the merge of %(gone)s into %(called)s; what came since stays with %(called)s.")
        return said % self._said(who)


@dataclass(frozen=True, kw_only=True)
class DuplicateDismissed(Event):
    """Somebody looked and said: these two are not the same."""

    name: ClassVar[str] = "person.not_the_same"
    person: int
    other: int
    called: str = ""
    other_called: str = ""

    def sentence(self, who: Names) -> str:
        said = {"agent": who(self.by), "called": self.called or NAMELESS, "other": self.other_called or NAMELESS}
        return _("%(agent)s says: %(called)s and %(other)s are not the same.") % said


@dataclass(frozen=True, kw_only=True)
class OrganisationFounded(_OfOrganisation):
    """The house knows one more organisation."""

    name: ClassVar[str] = "organisation.founded"

    def sentence(self, who: Names) -> str:
        return _("%(agent)s added the organisation %(called)s.") % {"agent": who(self.by), "called": self.called}


@dataclass(frozen=True, kw_only=True)
class OrganisationEdited(_OfOrganisation):
    """Something about an organisation is otherwise; `by_property` if the property `csm` named its manager (F9)."""

    name: ClassVar[str] = "organisation.edited"
    changes: Changes
    by_property: bool = False

    def sentence(self, who: Names) -> str:
        said = {"agent": who(self.by), "called": self.called, "changes": wording.changes(self.changes)}
        if self.by_property:
            return _("%(agent)s changed %(called)s: %(changes)s (the property csm names the manager).") % said
        return _("%(agent)s changed %(called)s: %(changes)s.") % said


@dataclass(frozen=True, kw_only=True)
class OrganisationsMerged(_OfOrganisationsMerge):
    """Two organisations turned out to be one: `gone` lives on in `organisation`."""

    name: ClassVar[str] = "organisation.merged"

    def sentence(self, who: Names) -> str:
        return _("%(agent)s merged %(gone)s into %(called)s.") % self._said(who)


@dataclass(frozen=True, kw_only=True)
class OrganisationMergeUndone(_OfOrganisationsMerge):
    """Two organisations are two again."""

    name: ClassVar[str] = "organisation.merge_undone"

    def sentence(self, who: Names) -> str:
        said = _("%(agent)s undid the merge of %(gone)s into %(called)s; what came since stays with %(called)s.")
        return said % self._said(who)


SAME_SENDER = "same_sender"
NAMELESS = "…"


def _nothing() -> dict[str, int]:
    return {}


@dataclass(frozen=True, kw_only=True)
class ListImported(Event):
    """A list was brought in; `counts` says how many rows were added, changed, the same, and wrong."""

    name: ClassVar[str] = "list.imported"
    import_: int
    called: str
    counts: dict[str, int] = field(default_factory=_nothing)

    def sentence(self, who: Names) -> str:
        added, changed = self.counts.get("added", 0), self.counts.get("changed", 0)
        said = ngettext(
            "%(agent)s imported %(called)s: %(added)s new, %(changed)s changed.",
            "%(agent)s imported %(called)s: %(added)s new, %(changed)s changed.",
            added,
        )
        return said % {"agent": who(self.by), "called": self.called, "added": added, "changed": changed}


@dataclass(frozen=True, kw_only=True)
class ImportUndone(Event):
    """A list was taken back, but for the rows that somebody touched since."""

    name: ClassVar[str] = "list.import_undone"
    import_: int
    called: str
    undone: int
    kept: int

    def sentence(self, who: Names) -> str:
        said = {"agent": who(self.by), "called": self.called, "undone": self.undone, "kept": self.kept}
        return _("%(agent)s took back the import of %(called)s: %(undone)s rows undone, %(kept)s stay.") % said
