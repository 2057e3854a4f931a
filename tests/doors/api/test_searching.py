"""Programs search with `q`: the same search as the page's, over threads and cases."""

import pytest

from recado.desk.cases import indexing
from tests import makers
from tests.cast import Customer
from tests.doors.api.programs import Program, problem, program_of

pytestmark = pytest.mark.django_db


def test_threads_and_cases_are_found_by_words_names_and_digits(
    dmitri: Customer, valeria: Customer, ada_s: Program
) -> None:
    dmitri.writes("La lámpara llegó rota")
    valeria.writes("¿Y mi espejo?")
    indexing.catch_up()
    for query in ("lamparas", "sokolov", "0000 0047"):
        threads, cases = (ada_s.get(f"/{room}?q={query}").json()["items"] for room in ("threads", "cases"))
        assert ([one["id"] for one in threads], [one["number"] for one in cases]) == (
            [str(dmitri.thread.pk)],
            [dmitri.case.pk],
        )


def test_a_search_is_filtered_and_paged_as_every_list(dmitri: Customer, valeria: Customer, ada_s: Program) -> None:
    dmitri.writes("Lámpara")
    valeria.writes("Lámpara")
    indexing.catch_up()
    first = ada_s.get("/cases?q=lampara&limit=1").json()
    second = ada_s.get(f"/cases?q=lampara&limit=1&cursor={first['next']}").json()
    assert [first["items"][0]["number"], second["items"][0]["number"]] == [valeria.case.pk, dmitri.case.pk]
    assert ada_s.get("/cases?q=lampara&state=resolved").json()["items"] == []


@pytest.mark.parametrize("query", ["%3F%21", "%00", "x" * 401])
@pytest.mark.parametrize("room", ["threads", "cases"])
def test_what_says_nothing_is_refused(query: str, room: str, ada_s: Program) -> None:
    answer = ada_s.get(f"/{room}?q={query}")
    assert (problem(answer)[0], answer.json()["fields"].keys()) == (422, {"q"})


def test_what_one_may_not_see_is_not_found(dmitri: Customer) -> None:
    dmitri.writes("Lámpara")
    indexing.catch_up()
    olga = program_of(makers.agent("Olga Ruiz", teams=(makers.team("billing", "Billing"),)))
    assert olga.get("/cases?q=lampara").json()["items"] == olga.get("/threads?q=lampara").json()["items"] == []
