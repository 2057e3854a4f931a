"""The doctor says of each thing whether it is well, and what mends it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from typer.testing import CliRunner

from recado.desk.channels import adding
from recado.desk.channels.email import names
from recado.desk.core.actors import HOUSE
from recado.desk.staff.models import Team
from recado.house import data as houses
from recado.house import examining, reaching
from recado.house.entry import app
from recado.house.findings import Finding, Verdict
from tests import name_servers


def one(found: object) -> Finding:
    (only,) = found  # type: ignore[misc]
    return only  # type: ignore[no-any-return]


def test_a_house_that_is_not_there_is_named_with_its_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")
    done = CliRunner().invoke(app, ["doctor", "--data", str(tmp_path / "nowhere"), "--json"])
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert found["verdict"] == "fail"
    assert [finding["says"] for finding in found["findings"]] == [
        f"There is no house in {tmp_path / 'nowhere'}: run `recado up` first, or name one with --data."
    ]
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.django_db(transaction=True)
def test_a_house_in_good_health(house: houses.DataDirectory) -> None:
    done = CliRunner().invoke(app, ["doctor", "--data", str(house.path), "--json"])
    found = {finding["about"]: finding["verdict"] for finding in json.loads(done.stdout)["findings"]}
    assert {found[about] for about in ("data directory", "database", "clock", "jobs", "tables")} == {"ok"}


def test_a_directory_that_others_may_enter_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECADO_KEY")
    data = houses.prepared(tmp_path / "house")
    data.files.chmod(0o755)
    data.key.chmod(0o644)
    assert [(finding.verdict, finding.mend) for finding in examining.directory(data)] == [
        (Verdict.FAIL, f"Run: chmod 700 {data.files}"),
        (Verdict.FAIL, f"Run: chmod 600 {data.key}"),
    ]


@pytest.mark.django_db
def test_jobs_that_stand_still_are_counted() -> None:
    with connection.cursor() as cursor:
        cursor.execute("""
            INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at)
            VALUES ('default', 'send', 'doing', NULL), ('default', 'send', 'todo', now() - interval '1 hour')
        """)
    assert [finding.says for finding in examining.jobs()] == [
        "1 jobs were begun by a worker that is gone.",
        "1 jobs have been due for over five minutes.",
    ]


@pytest.mark.django_db
def test_a_table_that_is_missing_fails() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'desk'")
    found = one(examining.tables())
    assert (found.verdict, found.mend) == (Verdict.FAIL, "Run: recado migrate")


@pytest.mark.parametrize(
    "url", ["http://localhost:8080", "http://127.0.0.1", "https://desk.local", "http://192.168.1.5"]
)
def test_an_address_at_home_is_out_of_reach_of_providers(url: str) -> None:
    assert one(reaching.address(url)).verdict == Verdict.WARN


def test_a_name_that_nobody_knows_fails() -> None:
    assert one(reaching.address("https://desk.invalid")).mend == "Set its A or AAAA record."


@pytest.mark.django_db
def test_the_domain_of_a_mailbox_is_looked_up_and_silence_is_no_failure(
    settings: Any, support: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"address": "ayuda@lumen.cl", "smtp": {"host": "smtp.lumen.cl"}}
    adding.add(kind="email", name="Correo", settings=said, secrets={}, teams=[support], by=HOUSE)
    with name_servers.running() as server:
        settings.DNS = server.address
        server.text("_dmarc.lumen.cl", "v=DMARC1; p=quarantine")
        found = [(one.about, one.verdict) for one in examining.mail_domains()]
        assert found == [("Correo: SPF", Verdict.WARN), ("Correo: DKIM", Verdict.OK), ("Correo: DMARC", Verdict.FAIL)]
        monkeypatch.setattr(names, "WITHIN", 0.2)
        server.silent = True
        assert [(one.about, one.verdict) for one in examining.mail_domains()] == [("Correo: DNS", Verdict.WARN)]
