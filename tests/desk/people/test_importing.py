"""Lists of persons come in from whatever a spreadsheet saves, with an honest list of what is wrong (DK14)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from recado.desk.core.time import now
from recado.desk.files import keeping
from recado.desk.people import adding, columns, importing, organising, revoking, spreadsheets, writing_rows
from recado.desk.people.imports import Import, ImportState, Misfit, Written
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent
from tests.cast import Customer

pytestmark = pytest.mark.django_db

LIST = "Nombre;Correo;Teléfono;Saldo\nSofía Ñandú;sofia@lumen.example;+56 2 2345 6789;1.234,50\n"


def bring(ada: Agent, text: str | bytes, kind: str = "person") -> Import:
    raw = text.encode() if isinstance(text, str) else text
    brought = importing.bring([raw], kind=kind, name="clientes.csv", by=ada.actor)
    importing.read(brought.pk)
    brought.refresh_from_db()
    return brought


def take(ada: Agent, text: str | bytes, kind: str = "person") -> Import:
    brought = bring(ada, text, kind)
    importing.start(brought)
    writing_rows.write(brought.pk)
    brought.refresh_from_db()
    return brought


def wrong(brought: Import) -> list[tuple[int, str, str, str]]:
    rows = Misfit.objects.filter(source=brought).order_by("row", "pk")
    return [(one.row, one.column, one.value, one.reason) for one in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_DK14_whatever_a_spreadsheet_saves_is_read(ada: Agent, encoding: str, separator: str) -> None:
    text = LIST.replace(";", separator).replace("1.234,50", '"1.234,50"')
    assert take(ada, text.encode(encoding)).counts == {"added": 1, "changed": 0, "same": 0}
    sofia = Person.objects.get()
    assert (sofia.name, sofia.sort_name, sofia.properties) == ("Sofía Ñandú", "sofia nandu", {"Saldo": "1.234,50"})
    assert sorted(sofia.addresses.values_list("kind", "value")) == [
        ("email", "sofia@lumen.example"),
        ("phone", "+56223456789"),
    ]


def test_cyrillic_as_windows_saves_it_is_read_too(ada: Agent) -> None:
    take(ada, "Имя;Почта\nЁлка Петрова;elka@lumen.example\n".encode("cp1251"))
    assert Person.objects.get().name == "Ёлка Петрова"


def test_a_look_writes_nothing_and_says_what_would_be(ada: Agent) -> None:
    adding.add(name="Sofía", addresses=[("email", "", "sofia@lumen.example")], by=ada.actor)
    brought = bring(ada, LIST + "Ana;ana@lumen.example;;\n")
    assert (brought.state, brought.rows) == (ImportState.READ, 2)
    assert brought.counts == {"added": 1, "changed": 1, "same": 0, "wrong": 0}
    assert [(plan.outcome, plan.parsed.row) for plan in importing.sample(brought)] == [("changed", 2), ("added", 3)]
    assert (Person.objects.get().name, Written.objects.count()) == ("Sofía", 0)


def test_DK14_one_bad_row_among_a_thousand_is_named_with_all_that_is_wrong(ada: Agent) -> None:
    rows = [f"P {place};p{place}@lumen.example;;" for place in range(1000)]
    rows[500] = "P 500;p500 at lumen;5,6223E+10;"
    brought = take(ada, "Nombre;Correo;Teléfono;Saldo\n" + "\n".join(rows))
    assert wrong(brought) == [
        (502, "Correo", "p500 at lumen", "“p500 at lumen” is no e-mail address."),
        (502, "Teléfono", "5,6223E+10", brought.misfits.get(column="Teléfono").reason),
    ]
    assert "rounded this number" in brought.misfits.get(column="Teléfono").advice
    assert (brought.counts, Person.objects.count()) == ({"added": 999, "changed": 0, "same": 0, "wrong": 1}, 999)


def test_DK14_the_same_list_twice_makes_no_doubles(ada: Agent) -> None:
    take(ada, LIST)
    assert take(ada, LIST).counts == {"added": 0, "changed": 0, "same": 1}
    assert Person.objects.count() == 1


def test_DK14_rows_that_are_there_twice_are_told_apart(ada: Agent) -> None:
    rows = "A;a@lumen.example\nA;a@lumen.example\nB;a@lumen.example\n"
    brought = take(ada, "name;email\n" + rows)
    assert [(row, reason) for row, _column, _value, reason in wrong(brought)] == [
        (3, "The same as row 2."),
        (4, "Row 2 is about the same one, and says something else."),
    ]
    assert Person.objects.get().name == "A"


def test_quoted_newlines_short_and_long_rows(ada: Agent) -> None:
    brought = take(ada, 'name,email,note\nA,a@lumen.example,"one\ntwo"\nB,b@lumen.example\nC,c@lumen.example,x,y,z\n')
    assert Person.objects.get(name="A").properties == {"note": "one\ntwo"}
    assert [(row, reason) for row, _c, _v, reason in wrong(brought)] == [
        (4, "The row has 5 cells, but there are 3 columns.")
    ]


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04\x00\x00\x00", "This is no CSV file"),
        (b"name,name\na,b\n", "Two columns are called “name”"),
        (b"colour,size\na,b\n", "The first row names no column that is known: colour, size"),
        (b'name,email\n"' + b"x" * 200_000, "The file is broken"),
    ],
)
def test_DK14_a_file_that_is_no_list_is_refused_in_words(ada: Agent, raw: bytes, refusal: str) -> None:
    brought = bring(ada, raw)
    assert (brought.state, brought.refusal[: len(refusal)]) == (ImportState.REFUSED, refusal)


def test_rows_name_persons_by_id_and_organisations_by_name(ada: Agent, dmitri: Customer) -> None:
    organising.found(name="Lumen Óptica", domains=["lumen.example"], by=ada.actor)
    dmitri.writes("Hola")
    key = dmitri.thread.person_id
    brought = take(
        ada,
        f"id,organisation,email,csm\n{key},LUMEN OPTICA,,{ada.email}\n,Nobody,x@faro.example,\n"
        f"99999,,,\n,,y@lumen.example,who@faro.example\n,,,\n{key}.0,,,\n",
    )
    person = Person.objects.get(pk=key)
    assert person.organisation
    assert (person.organisation.name, person.properties) == ("Lumen Óptica", {"csm": ada.email})
    assert [(row, column, reason) for row, column, _v, reason in wrong(brought)] == [
        (3, "organisation", "There is no organisation of this name."),
        (4, "id", "There is no person with this id."),
        (5, "csm", "Nobody of the house who can be given work has the e-mail “who@faro.example”."),
        (7, "", "Row 2 is about the same one, and says something else."),
    ]


def test_DK14_what_is_wrong_is_named_by_the_header_of_the_file_itself(ada: Agent) -> None:
    brought = bring(ada, "Correo;Empresa\na@lumen.example;Nadie\n")
    assert [(row, column) for row, column, _v, _r in wrong(brought)] == [(2, "Empresa")]
    brought = bring(ada, "Razón social;Ejecutivo\nFaro;who@faro.example\n", "organisation")
    assert [(row, column) for row, column, _v, _r in wrong(brought)] == [(2, "Ejecutivo")]


def test_a_row_without_address_or_id_or_with_two_persons_is_not_taken(ada: Agent) -> None:
    for mail in ("a@lumen.example", "b@lumen.example"):
        adding.add(name=mail[0], addresses=[("email", "", mail)], by=ada.actor)
    brought = take(ada, "name,email\nNobody,\nBoth,a@lumen.example; b@lumen.example\n")
    assert [(row, reason) for row, _c, _v, reason in wrong(brought)] == [
        (2, "The row has neither an address nor an id, so nobody could tell whether it came before."),
        (3, "The row names several persons: a, b."),
    ]


def test_DK14_killed_half_way_it_goes_on(ada: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 10)
    rows = "".join(f"P {place},p{place}@lumen.example\n" for place in range(35))
    brought = importing.start(bring(ada, "name,email\n" + rows))
    keep = writing_rows._keep

    def killed(held: Import, batch: list) -> None:  # type: ignore[type-arg]
        if held.done > 20:
            raise KeyboardInterrupt
        keep(held, batch)

    with monkeypatch.context() as patched:
        patched.setattr(writing_rows, "_keep", killed)
        with pytest.raises(KeyboardInterrupt):
            writing_rows.write(brought.pk)
    assert Person.objects.count() == 20
    writing_rows.write(brought.pk)
    writing_rows.write(brought.pk)
    brought.refresh_from_db()
    assert (brought.state, brought.counts, Person.objects.count()) == (
        ImportState.DONE,
        {"added": 35, "changed": 0, "same": 0},
        35,
    )


def test_an_import_is_taken_back_as_far_as_nobody_touched_it(ada: Agent, dmitri: Customer) -> None:
    old = adding.add(name="Old", addresses=[("email", "", "old@lumen.example")], by=ada.actor)
    brought = take(
        ada,
        "name,email,phone,plan\nNew,new@lumen.example,,x\nTouched,touched@lumen.example,,x\nWrites,,+56900000047,x\n"
        "Renamed,old@lumen.example,+56 2 2345 6789,x\n",
    )
    dmitri.writes("Hola")
    Person.objects.filter(name="Touched").update(language="es")
    revoking.revoke(brought, by=ada.actor)
    revoking.take_back(brought.pk)
    brought.refresh_from_db()
    assert (brought.state, brought.counts["undone"], brought.counts["kept"]) == (ImportState.UNDONE, 2, 2)
    old.refresh_from_db()
    assert (old.name, old.properties, old.addresses.count()) == ("Old", {}, 1)
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Old", "Touched", "Writes"]


def test_organisations_come_in_by_id_domain_or_name(ada: Agent, carla: Agent) -> None:
    head = "Empresa;Dominios;Ejecutivo;Segmento;RUT\n"
    assert take(ada, head + f"Lumen;lumen.example;{carla.email};retail;76-1\n", "organisation").counts["added"] == 1
    again = take(ada, head + "LUMEN;lumen.cl;;;76-2\nFaro;faro;;;\n;;;;x\n", "organisation")
    lumen = Organisation.objects.get()
    assert (lumen.name, lumen.account_manager, lumen.segment, lumen.properties) == (
        "LUMEN", carla, "retail", {"RUT": "76-2"},
    )  # fmt: skip
    assert sorted(lumen.domains.values_list("value", flat=True)) == ["lumen.cl", "lumen.example"]
    assert [(row, column) for row, column, _v, _r in wrong(again)] == [(3, "Dominios"), (4, "Empresa")]
    revoking.revoke(again, by=ada.actor)
    revoking.take_back(again.pk)
    lumen.refresh_from_db()
    assert (lumen.name, lumen.properties, lumen.domains.count()) == ("Lumen", {"RUT": "76-1"}, 1)


def test_a_separator_named_by_the_file_itself_counts(ada: Agent) -> None:
    take(ada, "sep=;\r\nname;email\r\nA, B, C;a@lumen.example\r\n")
    assert Person.objects.get().name == "A, B, C"


def test_any_bytes_at_all_are_a_list_or_refused(ada: Agent) -> None:
    for raw in (b"\xff\xfe\x00", b"\xef\xbb\xbf", b'"', b"\x00\x00", b"name\r\r\n\xd0", b"name,email\n\x81,\x8d\n"):
        assert bring(ada, raw).state in (ImportState.READ, ImportState.REFUSED)
    assert issubclass(spreadsheets.Unreadable, ValueError)


@pytest.mark.parametrize("text", ["," * 3_000_000, "phone" + ",x" * 30_000 + "\n", "phone\n" + '"\n",' * 30_000])
def test_a_file_that_would_fill_the_memory_is_refused(ada: Agent, text: str) -> None:
    assert bring(ada, text).state == ImportState.REFUSED


def test_a_row_of_endless_addresses_is_one_misfit(ada: Agent) -> None:
    many = ";".join(f"a{n}@lumen.example" for n in range(5000))
    brought = bring(ada, f'name,email\nSofía,"{many}"\n')
    assert [reason for *_place, reason in wrong(brought)] == ["A person has at most 100 addresses."]


def test_of_one_row_only_the_first_faults_are_told(ada: Agent) -> None:
    brought = bring(ada, ",".join(["phone"] * 300) + "\n" + ",".join("x" * 300) + "\n")
    assert len(wrong(brought)) == 20


def test_a_list_gives_nobody_more_addresses_than_a_person_may_have(ada: Agent) -> None:
    keys = [("email", "", f"a{n}@lumen.example") for n in range(98)]
    sofia = adding.add(name="Sofía", addresses=keys, by=ada.actor)
    rows = f"{sofia.pk},b@lumen.example,b2@lumen.example\n,a1@lumen.example;c@lumen.example,\n"
    brought = take(ada, "id,email,mail\n" + rows + ",a2@lumen.example;d@lumen.example,\n")
    assert [(row, reason) for row, _column, _value, reason in wrong(brought)] == [
        (3, "A person has at most 100 addresses."),
        (4, "A person has at most 100 addresses."),
    ]
    assert (brought.counts, sofia.addresses.count()) == ({"added": 0, "changed": 1, "same": 0, "wrong": 2}, 100)
    two = [";".join(f"{who}{n}@lumen.example" for n in range(60)) for who in "xy"]
    fresh = take(ada, f'name,email,mail\nAna,"{two[0]}","{two[1]}"\n')
    assert wrong(fresh) == [(2, "", "", "A person has at most 100 addresses.")]


def test_a_file_is_looked_at_as_a_whole_once_however_often_its_first_rows_are_shown(ada: Agent) -> None:
    brought = bring(ada, LIST)
    before = importing._looked_at.cache_info()
    shown = [[plan.parsed.cells for plan in importing.sample(brought)] for _ in range(3)]
    after = importing._looked_at.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (1, 2)
    assert shown == [[["Sofía Ñandú", "sofia@lumen.example", "+56 2 2345 6789", "1.234,50"]]] * 3


@pytest.mark.parametrize(("kind", "text"), [("person", LIST), ("organisation", "name,domains\nLumen,lumen.example\n")])
@pytest.mark.django_db(transaction=True)
def test_nobody_edits_what_a_list_is_about_to_write_over(ada: Agent, kind: str, text: str) -> None:
    take(ada, text, kind)
    model = Person if kind == "person" else Organisation
    sheet = spreadsheets.read(keeping.path(bring(ada, text, kind).blob))
    rows = list(importing.parsed(sheet, columns.understand(sheet.headers, kind)))

    def held() -> bool:
        try:
            with transaction.atomic():
                return not list(model._default_manager.select_for_update(skip_locked=True))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        assert not elsewhere.submit(held).result()
        with transaction.atomic():
            importing.KINDS[kind].plan(rows, by=ada.actor, at=now(), hold=True)
            assert elsewhere.submit(held).result()
