"""Programs that call the API: Ada's, the head's and an outsider's."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # models can be imported only once Django is ready
    from recado.desk.staff.models import Agent, Team
    from tests.doors.api.programs import Program


@pytest.fixture
def ada_s(ada: "Agent") -> "Program":
    from tests.doors.api import programs

    return programs.program_of(ada)


@pytest.fixture
def head(support: "Team") -> "Agent":
    """Helena decides for the house."""
    from recado.desk.staff.models import Role
    from tests import makers

    return makers.agent("Helena Prado", role=Role.HEAD)


@pytest.fixture
def head_s(head: "Agent") -> "Program":
    from tests.doors.api import programs

    return programs.program_of(head)


@pytest.fixture
def outsider_s(db: None) -> "Program":
    """Olga answers elsewhere: another team, no case of hers."""
    from tests import makers
    from tests.doors.api import programs

    other = makers.team("billing", "Billing")
    return programs.program_of(makers.agent("Olga Ruiz", teams=(other,)))
