"""Lists on the screen: upload, what was understood, the valid rows, the rows that do not fit, undo, export."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recado.desk.people import adding, importing, revoking, writing_rows
from recado.desk.people.imports import Import
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent, Role, Team
from tests import makers

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
LIST = "nombre;correo;idioma;plan\nValeria Montt;valeria@lumen.example;es;Plus\nDmitri;no es un correo;ru;Plus\n"


@pytest.fixture
def window(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


def bring(window: Client, text: str = LIST) -> Import:
    """Upload it, and let the worker read it."""
    sent = {"kind": "person", "file": SimpleUploadedFile("clientes <b>.csv", text.encode())}
    answer = window.post("/people/imports", sent, headers=PART)
    brought = Import.objects.latest("pk")
    assert answer.headers["HX-Redirect"] == f"/people/imports/{brought.pk}"
    importing.read(brought.pk)
    return brought


def shown(window: Client, brought: Import) -> str:
    return window.get(f"/people/imports/{brought.pk}").content.decode()


def test_nothing_is_written_before_one_has_looked(window: Client) -> None:
    brought = bring(window)
    page = shown(window, brought)
    assert "Import the 1 valid row" in page
    assert "property “plan”" in page
    assert "no es un correo" in page
    assert "clientes &lt;b&gt;.csv" in page
    assert Person.objects.count() == 0


def test_a_column_is_called_as_the_file_calls_it_and_as_we_do(window: Client) -> None:
    page = shown(window, bring(window, "correo;Empresa\nvaleria@lumen.example;Nadie\n"))
    assert '<td data-label="Column">Empresa<small>organisation</small></td>' in page
    page = shown(window, bring(window, "correo;Organisation\nvaleria@lumen.example;Nadie\n"))
    assert '<td data-label="Column">Organisation</td>' in page


def test_the_valid_rows_are_written_and_taken_back(window: Client) -> None:
    brought = bring(window)
    assert "being imported" in window.put(f"/people/imports/{brought.pk}", headers=PART).content.decode()
    writing_rows.write(brought.pk)
    assert [person.name for person in Person.objects.all()] == ["Valeria Montt"]
    assert "Undo the import" in shown(window, brought)
    window.delete(f"/people/imports/{brought.pk}", headers=PART)
    revoking.take_back(brought.pk)
    assert Person.objects.count() == 0
    assert "What somebody changed since" in shown(window, brought)
    assert "clientes" in window.get("/people/imports").content.decode()


def test_the_rows_that_do_not_fit_are_handed_back_with_what_to_do(window: Client) -> None:
    brought = bring(window)
    answer = window.get(f"/people/imports/{brought.pk}/misfits")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert text.splitlines()[1].startswith("Dmitri,no es un correo,ru,Plus,3,")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="recado-import-{brought.pk}.csv"'


def test_a_file_that_is_no_list_is_refused_in_words(window: Client) -> None:
    assert "The file is empty." in shown(window, bring(window, "  \n"))
    assert "Choose a file first" in window.post("/people/imports", {}, headers=PART).content.decode()


def test_the_export_holds_what_the_filter_shows(window: Client, ada: Agent) -> None:
    for name in ("Valeria Montt", "Dmitri Sokolov"):
        adding.add(name=name, by=ada.actor)
    answer = window.get("/people/export?kind=people&q=valeria")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert [line.split(",")[1] for line in text.splitlines()] == ["name", "Valeria Montt"]


def test_who_reads_along_brings_nothing(client: Client, support: Team) -> None:
    client.force_login(makers.agent("Vera Luz", role=Role.VIEWER, teams=(support,)))
    assert client.post("/people/imports", {}, headers=PART).status_code == 403
