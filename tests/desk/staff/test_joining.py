"""Agents join, teams form, and every such act is told."""

import pytest

from recado.desk.core.actors import HOUSE, Actor
from recado.desk.journal.events import revive
from recado.desk.journal.models import Entry
from recado.desk.journal.telling import Objected
from recado.desk.staff import joining, teaming
from recado.desk.staff.models import Agent

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    """The sentences of the journal, oldest first, as one reads them who calls everybody Carla."""

    def carla(_: Actor) -> str:
        return "Carla"

    events = [
        revive(entry.name, {"at": entry.at, "by": entry.actor}, entry.data) for entry in Entry.objects.order_by("id")
    ]
    return [event.sentence(carla) for event in events if event]


def codes(error: pytest.ExceptionInfo[Objected]) -> list[str]:
    return [objection.code for objection in error.value.objections]


def test_ada_joins_a_team() -> None:
    support = teaming.form(key="support", name="Support", by=HOUSE)
    ada = joining.join(email="Ada@Example.com ", name="Ada", role="agent", teams=[support], by=HOUSE)
    assert (ada.email, list(ada.teams.all()), ada.has_usable_password()) == ("ada@example.com", [support], False)
    assert told() == [
        "Carla formed the team Support.",
        "Carla made Ada an agent (role: agent).",
        "Carla put Ada into the team Support.",
    ]


def test_a_password_is_kept_as_argon2() -> None:
    ada = joining.join(email="ada@example.com", name="Ada", role="agent", by=HOUSE, password="three green lamps")
    assert ada.password.startswith("argon2")
    assert ada.check_password("three green lamps")


def test_one_address_is_one_agent_whatever_its_case() -> None:
    joining.join(email="ada@example.com", name="Ada", role="agent", by=HOUSE)
    with pytest.raises(Objected) as error:
        joining.join(email="ADA@example.com", name="Another", role="agent", by=HOUSE)
    assert (codes(error), Agent.objects.count()) == (["email-taken"], 1)


def test_every_objection_is_told_at_once() -> None:
    with pytest.raises(Objected) as error:
        joining.join(email="nobody", name=" ", role="king", by=HOUSE)
    assert codes(error) == ["email-invalid", "name-missing", "role-unknown"]


@pytest.mark.parametrize("weak", ["short", "1234567890", "ada@example.com"])
def test_a_password_that_is_easily_guessed_is_refused(weak: str) -> None:
    with pytest.raises(Objected) as error:
        joining.join(email="ada@example.com", name="Ada", role="agent", by=HOUSE, password=weak)
    assert (codes(error), Agent.objects.exists()) == (["password-weak"], False)


@pytest.mark.parametrize(
    ("key", "code"), [("two words", "key-invalid"), ("", "key-invalid"), ("k" * 51, "key-invalid")]
)
def test_a_key_is_fit_for_addresses(key: str, code: str) -> None:
    with pytest.raises(Objected) as error:
        teaming.form(key=key, name="Support", by=HOUSE)
    assert codes(error) == [code]


def test_a_key_belongs_to_one_team() -> None:
    teaming.form(key="support", name="Support", by=HOUSE)
    with pytest.raises(Objected) as error:
        teaming.form(key="support", name="Another", by=HOUSE)
    assert codes(error) == ["key-taken"]


def test_who_is_in_a_team_enters_it_only_once() -> None:
    support = teaming.form(key="support", name="Support", by=HOUSE)
    ada = joining.join(email="ada@example.com", name="Ada", role="agent", teams=[support], by=HOUSE)
    teaming.enter(support, ada, by=HOUSE)
    assert Entry.objects.filter(name="team.entered").count() == 1
