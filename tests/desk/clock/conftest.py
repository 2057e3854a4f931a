"""What the scenes of the clock stand on: a team that promised, in hours of its own."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from recado.desk.staff.models import Team


@pytest.fixture
def promise(support: "Team") -> Callable[..., None]:
    """Let a team promise a first answer; the support team where no other is given."""
    from recado.desk.clock.sections import Promises
    from recado.desk.core.actors import HOUSE
    from recado.desk.rules import changing
    from recado.desk.staff.sections import scope

    def promise(length: str | None, team: "Team" = support) -> None:
        changing.change(Promises, scope(team), Promises(first_answer=length), by=HOUSE)

    return promise


@pytest.fixture
def hours(support: "Team") -> Callable[..., None]:
    """Let a team work in these hours on every day, in its zone."""
    from recado.desk.core.actors import HOUSE
    from recado.desk.rules import changing
    from recado.desk.staff.sections import OpeningHours, scope

    def hours(*intervals: tuple[str, str], zone: str = "UTC", team: "Team" = support) -> None:
        week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), tuple(intervals))
        changing.change(OpeningHours, scope(team), OpeningHours(zone=zone, hours=week), by=HOUSE)

    return hours


@pytest.fixture
def pass_by() -> Callable[[timedelta], None]:
    """Let time pass for all deadlines, by moving them back."""
    from recado.desk.clock.models import Deadline

    def pass_by(length: timedelta) -> None:
        moved: dict[str, datetime]
        for deadline in Deadline.objects.all():
            moved = {name: getattr(deadline, name) - length for name in ("since_at", "warn_at", "due_at")}
            Deadline.objects.filter(pk=deadline.pk).update(**moved)

    return pass_by
