"""A mailbox is connected at its provider: off to the page where its owner agrees, and back with what that gives."""

from collections.abc import Iterator
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
from django.test import Client

from recado.desk.channels import adding, registry, wording_reasons
from recado.desk.channels.email import consenting, oauth
from recado.desk.channels.email.consenting import App
from recado.desk.channels.mailboxes import Mailbox
from recado.desk.channels.models import Channel
from recado.desk.core.actors import HOUSE
from recado.desk.staff.models import Role, Team
from recado.house.collectors import Collector
from recado.twins import mail as twins
from recado.twins.mail import Twin
from recado.twins.mail.consents import SECRET
from recado.twins.mail.tokens import CLIENT
from tests import makers
from tests.doors.web.test_settings_pages import send

pytestmark = pytest.mark.django_db
ADDRESS = "ayuda@lumen.example"
PLACE = "/settings/channels/ayuda/consent"


@pytest.fixture
def twin() -> Iterator[Twin]:
    with twins.running() as twin:
        yield twin


@pytest.fixture
def ayuda(twin: Twin, support: Team) -> Channel:
    """A mailbox with a password so far."""
    settings, secrets = twin.settings(ADDRESS), twin.secrets(ADDRESS)
    return adding.add(
        kind="email", name="Ayuda", address=ADDRESS, settings=settings, secrets=secrets, teams=[support], by=HOUSE
    )


@pytest.fixture
def head(client: Client, ayuda: Channel) -> Client:
    client.force_login(makers.agent("Hilda Mena", role=Role.HEAD, present=False))
    return client


def asked(head: Client, provider: str = "google", client: str = CLIENT, secret: str = SECRET) -> str:
    """Where the browser is sent."""
    said = {"provider": provider, f"{provider}_client_id": client, f"{provider}_client_secret": secret}
    answer = head.generic(
        "POST", PLACE, str(httpx.QueryParams(said)).encode(), content_type="application/x-www-form-urlencoded",
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert answer.status_code == 204, answer.content.decode()
    return str(answer["HX-Redirect"])


def pressed(address: str, what: str = "agree") -> str:
    """What the owner presses on the provider's page; the way back into the desk."""
    page = httpx.get(address)
    assert page.status_code == 200
    sent = httpx.get(f"{address.partition('/consent')[0]}/{what}?{urlsplit(address).query}")
    back = urlsplit(sent.headers["location"])
    assert (back.path, back.netloc) == ("/settings/consent", "testserver")
    return f"{back.path}?{back.query}"


def told(head: Client, back: str) -> str:
    """What the desk says when the owner is back."""
    answer = head.get(back, follow=True)
    shown = answer.content.decode()
    return shown.partition('id="toasts"')[2].partition("</div></div>")[0]


@pytest.mark.parametrize("provider", ["google", "microsoft"])
def test_the_owner_agrees_and_the_mailbox_opens_without_a_password(
    head: Client, ayuda: Channel, twin: Twin, provider: str
) -> None:
    shown = told(head, pressed(asked(head, provider)))
    assert "The mailbox is connected." in shown
    assert "INBOX is open" in shown
    ayuda.refresh_from_db()
    kept = registry.account(ayuda)
    assert (ayuda.state, ayuda.settings["imap"]["auth"], kept.secrets["oauth_client_id"]) == (
        "working",
        provider,
        CLIENT,
    )
    assert twin.tokens.asked == 1  # the code gave a refresh token, and that one opened the mailbox
    assert kept.secrets["oauth_refresh_token"] not in ayuda.secrets
    assert kept.secrets["oauth_refresh_token"] not in head.get("/settings/channels/ayuda").content.decode()


def test_what_is_asked_for_is_what_the_providers_want(head: Client) -> None:
    said = dict(parse_qsl(urlsplit(asked(head)).query))
    assert said | {"state": "", "code_challenge": ""} == {
        "client_id": CLIENT, "redirect_uri": "http://testserver/settings/consent", "response_type": "code",
        "scope": "https://mail.google.com/", "login_hint": ADDRESS, "code_challenge_method": "S256",
        "access_type": "offline", "prompt": "consent", "state": "", "code_challenge": "",
    }  # fmt: skip
    assert len(said["state"]) == 32
    assert 'value="http://testserver/settings/consent"' in head.get("/settings/channels/ayuda").content.decode()
    app, place = App("microsoft", "1", "2", "https://desk.example/settings/consent"), {"oauth": {"tenant": "lumen"}}
    microsoft = consenting.asked_at(place, app, user=ADDRESS, state="s", verifier="v")
    assert microsoft.startswith("https://login.microsoftonline.com/lumen/oauth2/v2.0/authorize?client_id=1&")
    assert parse_qs(urlsplit(microsoft).query)["scope"] == [oauth.SCOPES["microsoft"]]
    google = consenting.asked_at({}, App("google", "1", "", ""), user=ADDRESS, state="s", verifier="v")
    assert google.startswith("https://accounts.google.com/o/oauth2/v2/auth?")


def test_the_challenge_is_that_of_the_standard() -> None:
    """RFC 7636, Appendix B."""
    challenge = consenting.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    assert challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_an_owner_who_says_no_changes_nothing(head: Client, ayuda: Channel) -> None:
    before = Channel.objects.values().get()
    shown = told(head, pressed(asked(head), "deny"))
    assert "The owner of the mailbox did not agree (access_denied The user said no.)." in shown
    assert Channel.objects.values().get() == before


def test_an_answer_to_nobodys_question_is_turned_away(head: Client, ayuda: Channel) -> None:
    """State is bound to the session, and holds once."""
    back = pressed(asked(head))
    strange = Client()
    strange.force_login(makers.agent("Ivo Paz", role=Role.HEAD, present=False))
    for client, way in ((strange, back), (head, back.replace("state=", "state=x")), (head, "/settings/consent")):
        answer = client.get(way)
        assert answer.status_code == 403
        assert "belongs to no question" in answer.content.decode()
    assert ayuda.settings["imap"]["auth"] == "password"
    assert "The mailbox is connected." in told(head, back)
    assert head.get(back).status_code == 403


def test_an_answer_that_comes_too_late_is_turned_away(head: Client) -> None:
    back = pressed(asked(head))
    session = head.session
    [state] = session["consents"]
    session["consents"][state]["at"] -= 601
    session.save()
    assert head.get(back).status_code == 403


def test_a_code_that_ended_and_a_wrong_secret_are_said_in_words(head: Client, twin: Twin) -> None:
    twin.moods.codes_last = -1
    shown = told(head, pressed(asked(head)))
    assert "The provider no longer honours the answer (invalid_grant Malformed auth code.)." in shown
    twin.moods.codes_last = 300
    shown = told(head, pressed(asked(head, secret="wrong")))
    assert "The provider does not know this app (invalid_client" in shown


def test_without_a_client_id_it_is_said_at_its_field(head: Client) -> None:
    status, shown = send(head, "POST", PLACE, "provider=google&google_client_id=+")
    assert (status, 'id="google_client_id-error"' in shown) == (422, True)
    assert send(head, "POST", PLACE, "provider=nobody")[0] == 422


def test_an_agreement_that_was_taken_back_asks_to_connect_again(head: Client, ayuda: Channel, twin: Twin) -> None:
    """In the mailbox's health, and when it is tested."""
    told(head, pressed(asked(head)))
    oauth.forget(ayuda.settings, registry.account(Channel.objects.get()).secrets)
    twin.moods.refuse_refresh = True
    ayuda.refresh_from_db()
    Collector(ayuda)._once()
    trouble = wording_reasons.said(Mailbox.objects.get().trouble)
    assert trouble.startswith("The provider no longer honours the refresh token (invalid_grant Token has been expired")
    assert trouble.endswith("Connect it again under “Log-in without a password”.")
    assert "Connect it again" in head.get("/settings/channels/ayuda").content.decode()
    assert "Connect it again" in send(head, "POST", "/settings/channels/ayuda/test")[1]
    twin.moods.refuse_refresh = False
    said = asked(head, client="", secret="")  # the app is known by now
    assert "The mailbox is connected." in told(head, pressed(said))


@pytest.mark.parametrize("role", [Role.LEAD, Role.AGENT, Role.VIEWER])
def test_nobody_else_connects(role: Role, client: Client, support: Team, ayuda: Channel) -> None:
    client.force_login(makers.agent("Bruno Rey", role=role, teams=(support,)))
    assert send(client, "POST", PLACE, "provider=google")[0] in {403, 404}
    assert client.get("/settings/consent?state=x&code=y").status_code in {403, 404}


@pytest.mark.parametrize("tenant", ["a/../b", "evil.example?x", "a b", "a%0D%0AX:%20y", "a#b", "ñ"])
def test_a_tenant_is_no_address_of_its_own(head: Client, tenant: str) -> None:
    """It becomes part of the provider's address, and of the header that sends the browser there."""
    said = f"provider=microsoft&microsoft_client_id=app&microsoft_tenant={tenant}"
    status, shown = send(head, "POST", PLACE, said)
    assert (status, 'id="microsoft_tenant-error"' in shown) == (422, True)
