"""One front process for all scenes at the doors that leave it whole."""

from collections.abc import Iterator

import pytest

from tests.doors import fronts
from tests.doors.fronts import Front


@pytest.fixture(scope="session")
def front(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    with fronts.running(tmp_path_factory.mktemp("front")) as front:
        yield front
