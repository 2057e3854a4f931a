"""Tokens: issued once, identified by their hash, revoked for ever."""

import pytest

from recado.desk.core.actors import HOUSE
from recado.desk.journal.models import Entry
from recado.desk.journal.telling import Objected
from recado.desk.staff import identifying, issuing, joining
from recado.desk.staff.models import Agent, Token

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Agent:
    return joining.join(email="ada@example.com", name="Ada", role="agent", by=HOUSE)


def test_a_token_opens_for_its_agent_within_its_scopes(ada: Agent) -> None:
    token, secret = issuing.issue(ada, ["cases:read", "cases:read"], by=ada.actor, name="sheet")
    found = identifying.identify(secret)
    assert secret.startswith("rcd_")
    assert found is not None
    assert (found, found.agent, found.scopes, found.used_at is not None) == (token, ada, ["cases:read"], True)


def test_only_the_hash_is_kept(ada: Agent) -> None:
    _token, secret = issuing.issue(ada, [], by=ada.actor)
    row = Token.objects.values().get()
    assert all(secret not in str(value) for value in row.values())
    assert all(secret not in str(entry.data) for entry in Entry.objects.all())


def test_a_scope_that_is_none_is_refused(ada: Agent) -> None:
    with pytest.raises(Objected) as error:
        issuing.issue(ada, ["cases:read", "cases:burn"], by=ada.actor)
    assert [objection.code for objection in error.value.objections] == ["scope-unknown"]


def test_a_revoked_token_opens_nothing(ada: Agent) -> None:
    token, secret = issuing.issue(ada, [], by=ada.actor)
    issuing.revoke(token, by=HOUSE)
    issuing.revoke(token, by=HOUSE)
    assert identifying.identify(secret) is None
    assert Entry.objects.filter(name="token.revoked").count() == 1


def test_the_token_of_one_who_left_opens_nothing(ada: Agent) -> None:
    _token, secret = issuing.issue(ada, [], by=ada.actor)
    Agent.objects.update(is_active=False)
    assert identifying.identify(secret) is None


@pytest.mark.parametrize("secret", ["", "rcd_", "rcd_\x00", "rcd_\ud800", "Bearer", "rcd_" + "a" * 10_000])
def test_any_other_text_opens_nothing(secret: str) -> None:
    assert identifying.identify(secret) is None
