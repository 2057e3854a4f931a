"""Does the benchmark of deadlines ask both libraries the same, and tell what its contract says?"""

import sys
from datetime import timedelta

import pytest

from recado.bench import deadlines
from recado.desk.worktime import measuring
from tests.desk.worktime.makers import at, calendar

KEYS = {"what", "size", "connections", "per_second", "median_ms", "p95_ms", "p99_ms", "limit", "ratio"}


@pytest.mark.parametrize("since", ["2026-03-02 07:00", "2026-03-04 12:10", "2026-03-07 13:59", "2026-03-08 10:00"])
def test_the_other_library_names_the_same_deadline(since: str) -> None:
    pytest.importorskip("businesstimedelta")
    (short, _), (long, _) = deadlines.others()
    shop = calendar(deadlines.SHOP)
    assert short.call(at(since)) == measuring.due(shop, at(since), timedelta(hours=8))
    assert long.call(at(since)) == measuring.due(shop, at(since), deadlines.LONG)


def test_every_run_tells_its_rate_its_spread_and_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "SIZE", 1000)
    runs = deadlines.measure()
    assert all(set(run) == KEYS for run in runs)
    assert all(run["limit"] == runs[0]["per_second"] for run in runs)


def test_without_the_other_library_its_rows_are_left_out_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "businesstimedelta", None)
    assert deadlines.others() == []
    assert "businesstimedelta is not installed" in (deadlines.left_out() or "")
