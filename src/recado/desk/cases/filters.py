"""What shall a search be narrowed to? To a channel, a team, a state, a label, a direction, some days."""

from dataclasses import dataclass
from datetime import datetime

from recado.desk.cases.hits import Clause

OF_MESSAGE = """EXISTS (SELECT 1 FROM cases_filing AS f JOIN cases_case AS c ON c.id = f.case_id
                        WHERE f.message_id = w.key AND {sql})"""
OF_CASE = "EXISTS (SELECT 1 FROM cases_case AS c WHERE c.id = w.key AND {sql})"
LABELLED = "EXISTS (SELECT 1 FROM cases_labelling AS l WHERE l.case_id = c.id AND l.label_id = %s)"


@dataclass(frozen=True)
class Filters:
    """Keys of rows, `state` and `direction` as stored, `since` included and `until` not."""

    channel: int | None = None
    team: int | None = None
    state: str = ""
    label: int | None = None
    direction: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def __bool__(self) -> bool:
        return self != Filters()

    @property
    def marks(self) -> list[str]:
        """What the vectors themselves can tell, as parts of a query."""
        told = {"#c": self.channel, "#t": self.team, "#": self.direction}
        return [f"'{sign}{value}'" for sign, value in told.items() if value]

    @property
    def days(self) -> Clause:
        """The bounds of time."""
        clause = Clause("w.at >= %s", (self.since,)) if self.since else Clause()
        return clause & Clause("w.at < %s", (self.until,)) if self.until else clause

    def of(self, kind: str) -> Clause:
        """What only the case can tell, asked of a message's words (`OF_MESSAGE`) or a case's (`OF_CASE`)."""
        clause = Clause("c.team_id = %s", (self.team,)) if self.team else Clause()
        clause = clause & Clause("c.state = %s", (self.state,)) if self.state else clause
        clause = clause & Clause(LABELLED, (self.label,)) if self.label else clause
        return Clause(kind.format(sql=clause.sql), clause.values) if clause.values else Clause()
