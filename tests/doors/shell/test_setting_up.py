"""A house is set up from scripts: the commands, their answers, and what they refuse."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from recado.desk.channels import registry
from recado.desk.channels.models import Channel, Delivery
from recado.desk.clock.sections import Promises
from recado.desk.rules import reading
from recado.desk.staff import identifying, inviting, sections
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import OpeningHours
from recado.doors import shell
from tests.cast import Customer

pytestmark = pytest.mark.django_db

NUMBER = ["--number", "+56900000001", "--phone-number-id", "1065", "--business-account-id", "2001"]
SECRETS = ["--access-token-from", "GRAPH", "--app-secret-from", "SECRET", "--verify-token", "a word"]
VARIABLES = {"GRAPH": "a token", "SECRET": "an app secret", "PASSWORD": "three green lamps"}


@contextmanager
def opened(data: Path | None = None) -> Iterator[None]:
    """The tests are in the house already."""
    yield


def run(*words: str, variables: dict[str, str] = VARIABLES) -> Result:
    app = typer.Typer()

    @app.callback()
    def house(context: typer.Context) -> None:
        context.obj = opened

    shell.register(app)
    return CliRunner().invoke(app, list(words), env=variables)


def told(*words: str) -> Any:
    """The one JSON document of a command that went well."""
    done = run(*words, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    return json.loads(done.stdout)


def refused(*words: str) -> str:
    """The one line of a command that was refused."""
    done = run(*words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


@pytest.fixture(autouse=True)
def _public(settings: Any) -> None:
    settings.PUBLIC_URL = "https://desk.example"


def test_a_team_is_formed_with_hours_and_promise() -> None:
    """C12, C13."""
    hours = ["--zone", "America/Santiago", "--hours", "mon-fri 09:00-13:00 14:00-18:00", "--holidays", "CL"]
    assert told("team", "add", "support", "--name", "Support", *hours, "--first-answer", "PT15M") == {"key": "support"}
    scope = sections.scope(Team.objects.get())
    opening = reading.read(OpeningHours, scope)
    assert (opening.zone, opening.holidays, len(opening.hours)) == ("America/Santiago", "CL", 5)
    assert reading.read(Promises, scope).first_answer == "PT15M"


def test_without_first_answer_nothing_is_promised() -> None:
    """F11."""
    told("team", "add", "support", "--name", "Support")
    assert reading.held(Promises, sections.scope(Team.objects.get())) == reading.Held(Promises(), None)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (["--hours", "mon 25:00-26:00"], "25:00"),
        (["--zone", "Mars/Base"], "Mars/Base"),
        (["--holidays", "XX"], "XX"),
        (["--first-answer", "soon"], "soon"),
        (["--first-answer", "PT0S"], "PT0S"),
    ],
)
def test_a_team_that_makes_no_sense_is_not_formed(wrong: list[str], why: str) -> None:
    assert why in refused("team", "add", "support", "--name", "Support", *wrong)
    assert not Team.objects.exists()


def test_the_same_team_twice_is_refused() -> None:
    told("team", "add", "support", "--name", "Support")
    assert "support" in refused("team", "add", "support", "--name", "Support")


def test_an_agent_joins_with_a_link(support: Team) -> None:
    facts = told("agent", "add", "Ada@example.com", "--name", "Ada", "--role", "agent", "--team", "support")
    ada = Agent.objects.get()
    assert (facts["id"], facts["email"]) == (str(ada.pk), "ada@example.com")
    url, _, secret = facts["invitation_url"].rpartition("/")
    assert url == "https://desk.example/invitations"
    assert inviting.accept(secret, password="three green lamps") == ada
    assert list(ada.teams.all()) == [support]


def test_an_agent_joins_with_a_password_from_a_variable() -> None:
    facts = told(
        "agent", "add", "carla@example.com", "--name", "Carla", "--role", "head", "--password-from", "PASSWORD"
    )
    assert facts["invitation_url"] is None
    assert Agent.objects.get().check_password("three green lamps")


def test_an_agent_who_cannot_be_is_refused_whole() -> None:
    add = ["agent", "add", "ada@example.com", "--name", "Ada"]
    assert "no team “none”" in refused(*add, "--team", "none")
    assert "EMPTY" in refused(*add, "--password-from", "EMPTY")
    assert "not an e-mail" in refused("agent", "add", "ada", "--name", "Ada")
    assert not Agent.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["agent", "add", "ada@example.com", "--name", "Ada", "--role", "king"],
        ["agent", "add", "ada@example.com"],
        ["team", "add"],
        ["channel", "add", "pigeon", "--name", "Post"],
        ["token", "create"],
        ["replay", "--since", "yesterday"],
    ],
)
def test_wrong_usage_ends_with_two(words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_a_token_opens_as_its_agent(ada: Agent) -> None:
    secret = told("token", "create", "--agent", ada.email, "--scope", "cases:read", "--scope", "events:read")["token"]
    token = identifying.identify(secret)
    assert token is not None
    assert (token.agent, token.scopes) == (ada, ["cases:read", "events:read"])
    assert "cases:burn" in refused("token", "create", "--agent", ada.email, "--scope", "cases:burn")
    assert "nobody@x.example" in refused("token", "create", "--agent", "nobody@x.example")


def test_a_number_is_added_with_its_secrets_sealed(support: Team) -> None:
    facts = told("channel", "add", "whatsapp", "--name", "Ventas Sur", *NUMBER, *SECRETS, "--team", "support")
    assert facts == {"key": "ventas-sur", "hook_url": "https://desk.example/hooks/whatsapp/ventas-sur"}
    channel = Channel.objects.get()
    assert (channel.number_id, channel.address, list(channel.teams.all())) == ("1065", "+56900000001", [support])
    assert "app secret" not in channel.secrets
    opened_secrets = registry.account(channel).secrets
    assert opened_secrets == {"access_token": "a token", "app_secret": "an app secret", "verify_token": "a word"}


def test_the_same_number_twice_is_refused() -> None:
    add = ["channel", "add", "whatsapp", "--name", "Ventas", *NUMBER, *SECRETS]
    told(*add)
    assert "“ventas”" in refused(*add)


def test_two_numbers_of_one_name_have_two_keys() -> None:
    other = ["--number", "+56900000002", "--phone-number-id", "1066", "--business-account-id", "2001"]
    told("channel", "add", "whatsapp", "--name", "Ventas", *NUMBER, *SECRETS)
    assert told("channel", "add", "whatsapp", "--name", "Ventas", *other, *SECRETS)["key"] == "ventas-2"


def test_a_secret_that_nobody_gives_is_wrong_usage() -> None:
    assert run("channel", "add", "whatsapp", "--name", "Ventas", *NUMBER).exit_code == 2


def test_a_verify_token_is_made_where_none_is_given() -> None:
    facts = told("channel", "add", "whatsapp", "--name", "Ventas", *NUMBER, *SECRETS[:4])
    assert len(facts["verify_token"]) > 20


def test_channels_are_listed_with_their_hooks(ventas: Channel) -> None:
    [listed] = told("channel", "list")
    assert (listed["key"], listed["teams"]) == ("ventas", ["support"])
    assert listed["hook_url"] == "https://desk.example/hooks/whatsapp/ventas"
    assert "ventas" in run("channel", "list").stdout


def test_a_channel_that_does_not_work_is_told_so(ventas: Channel) -> None:
    Channel.objects.update(settings={**ventas.settings, "graph_url": "http://127.0.0.1:9"})
    done = run("channel", "probe", "ventas", "--json")
    assert (done.exit_code, json.loads(done.stdout)["ok"]) == (1, False)
    assert Channel.objects.get().state == "failing"
    assert "none" in refused("channel", "probe", "none")


def test_deliveries_are_put_back_before_the_sorters(dmitri: Customer) -> None:
    """N2."""
    dmitri.writes("Any news?")
    assert told("replay", "--quarantined") == {"deliveries": 0}
    assert told("replay", "--since", "2999-01-01") == {"deliveries": 0}
    assert told("replay", "--channel", "ventas", "--since", "2020-01-01T00:00:00Z") == {"deliveries": 1}
    assert Delivery.objects.get().state == "pending"
    assert "none" in refused("replay", "--channel", "none")


def test_a_number_without_its_ids_or_with_no_address_of_graph_is_refused() -> None:
    add = ("channel", "add", "whatsapp", "--name", "Support", *NUMBER, *SECRETS)
    assert "--phone-number-id is empty" in refused(*add, "--phone-number-id", " ")
    assert "no address" in refused(*add, "--graph-url", "nonsense")
    assert not Channel.objects.exists()


def test_a_site_gets_a_chat_by_one_command(support: Team) -> None:
    facts = told("channel", "add", "site", "--name", "Lumen", "--origin", "lumen.example", "--team", "support")
    assert facts["widget_url"].endswith("/site/lumen/widget.js")
    channel = Channel.objects.get(key="lumen")
    assert (channel.settings["origins"], list(channel.teams.all())) == (["https://lumen.example"], [support])
    assert "no site" in refused("channel", "add", "site", "--name", "Lumen", "--origin", "ftp://x")
