"""What goes out as CSV changes nothing when it comes back, and no spreadsheet takes it for a formula."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.desk.people import adding, editing, exporting, importing, organising
from recado.desk.people.guarding import guard, unguard
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent
from tests.desk.people.test_importing import bring, take

pytestmark = pytest.mark.django_db

HARD = "=1+1", "+56 2", "-3", "@x", "'=x", "''", "'", "a;b,c", 'say "hi"', "two\nlines", "1.234,50", "émoji 🚀"


def read(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))


@pytest.mark.parametrize("value", [*HARD, "''=x", "\t=x", "", "x;=1", "x; =1", "x\n@y", "x\r\n\t-1;'+1", ";;'=;"])
def test_a_guarded_value_comes_back_as_it_was(value: str) -> None:
    assert unguard(guard(value)) == value
    for cell in re.split(r"[;\t\r\n]", guard(value)):
        assert cell.lstrip(" ")[:1] not in ("=", "+", "-", "@"), "however a spreadsheet parts the line"


@given(st.text(alphabet=";\t\r\n '=+-@x"))
def test_so_does_any_other(value: str) -> None:
    assert unguard(guard(value)) == value
    assert not re.search(r"(^|[;\t\r\n]) *[=+\-@]", guard(value))


def test_what_went_out_comes_back_as_the_same(ada: Agent) -> None:
    lumen = organising.found(name="Lumen, Óptica", domains=["lumen.example", "lumen.cl"], by=ada.actor)
    organising.edit(lumen, account_manager=ada, properties={"csm id": "7", "name": "=x"}, by=ada.actor)
    for place, value in enumerate(HARD):
        keys = [("email", "", f"p{place}@lumen.example"), ("phone", "", f"+5690000{place:04d}")]
        person = adding.add(name=f"P {value}", addresses=keys, by=ada.actor)
        editing.edit(person, properties={"note": value, "email": value, "a:b": value}, roles=["x", "y"], by=ada.actor)
    bsuid = adding.add(name="By id", addresses=[("bsuid", "20:01", "CL.13;49")], by=ada.actor)
    raw = b"".join(exporting.persons(Person.objects.all()))
    brought = bring(ada, raw)
    assert brought.counts == {"added": 0, "changed": 0, "same": len(HARD) + 1, "wrong": 0}
    raw = b"".join(exporting.organisations(Organisation.objects.all()))
    assert bring(ada, raw, "organisation").counts == {"added": 0, "changed": 0, "same": 1, "wrong": 0}
    assert [row[8] for row in read(b"".join(exporting.persons(Person.objects.filter(pk=bsuid.pk))))] == [
        "addresses",
        "bsuid:20%3A01:CL.13%3B49",
    ]


def test_an_error_sheet_holds_the_rows_and_the_reasons_and_can_be_mended(ada: Agent) -> None:
    brought = take(ada, "name;email\nA;a@lumen.example\nB;nonsense\n")
    [head, row] = read(b"".join(exporting.misfits(brought)))
    assert head == ["name", "email", "recado: row", "recado: what is wrong", "recado: what to do"]
    assert row == [
        "B",
        "nonsense",
        "3",
        "email: “nonsense” is no e-mail address.",
        "Write one address, or several separated by semicolons.",
    ]
    mended = b"".join(exporting.misfits(brought)).replace(b"nonsense", b"b@lumen.example", 1)
    assert take(ada, mended).counts["added"] == 1
    assert Person.objects.get(name="B").properties == {}


def test_the_parts_of_a_large_list_are_the_whole(ada: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "BATCH", 3)
    for place in range(7):
        adding.add(name=f"P {place}", by=ada.actor)
    rows = read(b"".join(exporting.persons(Person.objects.all())))
    assert [row[1] for row in rows] == ["name", *(f"P {place}" for place in range(7))]
    assert importing.MOST_ROWS == 100_000
