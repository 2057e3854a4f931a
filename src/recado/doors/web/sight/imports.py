"""How does a list look that was brought in? What was understood, how far it is, what became of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recado.desk.conversations import naming
from recado.desk.journal.events import Names
from recado.desk.people import wording
from recado.desk.people.folding import fold
from recado.desk.people.imports import Import, ImportState

STATES: dict[str, tuple[Promise, str]] = {
    ImportState.READING: (gettext_lazy("being read"), "is-blue"),
    ImportState.READ: (gettext_lazy("waits for you"), "is-amber"),
    ImportState.REFUSED: (gettext_lazy("cannot be read"), "is-red"),
    ImportState.WRITING: (gettext_lazy("being imported"), "is-blue"),
    ImportState.DONE: (gettext_lazy("imported"), "is-green"),
    ImportState.UNDOING: (gettext_lazy("being undone"), "is-blue"),
    ImportState.UNDONE: (gettext_lazy("undone"), ""),
}
BUSY = frozenset({ImportState.READING, ImportState.WRITING, ImportState.UNDOING})
MOST = 30


@dataclass(frozen=True)
class Column:
    """A header and what it was taken for."""

    header: str
    means: str


@dataclass(frozen=True)
class Shown:
    """An import in words. `by` is who brought it."""

    row: Import
    by: str

    @property
    def kind(self) -> str:
        return _("Organisations") if self.row.kind == "organisation" else _("People")

    @property
    def state(self) -> str:
        return str(STATES[self.row.state][0])

    @property
    def tone(self) -> str:
        return STATES[self.row.state][1]

    @property
    def is_busy(self) -> bool:
        return self.row.state in BUSY

    @property
    def icon(self) -> str:
        return "building-2" if self.row.kind == "organisation" else "users"

    @property
    def valid(self) -> int:
        """How many rows would change something."""
        return self._count("added") + self._count("changed")

    @property
    def tallies(self) -> list[tuple[str, int, str]]:
        """A word, a count and a tone for each thing that can become of a row."""
        wrong = self._count("wrong")
        return [
            (_("new"), self._count("added"), ""),
            (_("changed"), self._count("changed"), ""),
            (_("as they were"), self._count("same"), ""),
            (_("do not fit"), wrong, "is-red" if wrong else ""),
        ]

    @property
    def said(self) -> str:
        told = {"added": self._count("added"), "changed": self._count("changed")}
        return _("%(added)s new, %(changed)s changed") % told if self.row.state == ImportState.DONE else ""

    @property
    def columns(self) -> list[Column]:
        return [Column(one["header"], _meaning(one["field"], one.get("key", ""))) for one in self.row.columns]

    def ours(self, header: str) -> str:
        """What the desk calls the column of this header; empty where the file calls it so as well."""
        field = next((one["field"] for one in self.row.columns if one["header"] == header), "")
        means = _meaning(field, "") if field not in ("", "property") else header
        return means if fold(means) != fold(header) else ""

    @property
    def list_url(self) -> str:
        return reverse("organisations" if self.row.kind == "organisation" else "people")

    def _count(self, name: str) -> int:
        return int(self.row.counts.get(name, 0))


def shown(rows: Sequence[Import]) -> list[Shown]:
    who: Names = naming.names([row.by for row in rows])
    return [Shown(row, who(row.by)) for row in rows]


def past() -> list[Shown]:
    """The newest imports."""
    return shown(list(Import.objects.order_by("-pk")[:MOST]))


def _meaning(field: str, key: str) -> str:
    """What a column was taken for."""
    if field == "property":
        return _("property “%(name)s”") % {"name": key}
    known = {
        "": _("left out"),
        "id": _("number"),
        "phone": _("phone"),
        "email": _("e-mail"),
        "addresses": _("addresses"),
        "organisation_id": _("number of the organisation"),
    }
    return known.get(field) or wording.label(field)
