"""Is a delivery believed only when Meta signed these very bytes?"""

import hashlib
import hmac
import json

import pytest

from recado.desk.channels.whatsapp import signing

SECRETS = {"app_secret": "lumen"}
BODY = b'{"text":"l\\u00e1mpara","entry":[]}'


def header(body: bytes = BODY, secret: str = "lumen") -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize("name", ["X-Hub-Signature-256", "x-hub-signature-256"])
def test_the_raw_bytes_are_what_is_signed(name: str) -> None:
    assert signing.genuine(BODY, {name: header()}, SECRETS)
    assert signing.genuine(BODY, {name: header().upper().replace("SHA256", "sha256")}, SECRETS)


def test_a_body_written_anew_is_another_body() -> None:
    anew = json.dumps(json.loads(BODY), ensure_ascii=False).encode()
    assert json.loads(anew) == json.loads(BODY)
    assert not signing.genuine(anew, {signing.HEADER: header()}, SECRETS)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "sha256=",
        header()[7:],
        "sha1=" + header()[7:],
        header(secret="other"),
        header()[:-1],
        "sha256=ñandú",
        "\x00",
    ],
)
def test_any_other_header_is_refused(given: str) -> None:
    assert not signing.genuine(BODY, {signing.HEADER: given}, SECRETS)


def test_without_a_header_or_a_secret_nothing_is_genuine() -> None:
    assert not signing.genuine(BODY, {}, SECRETS)
    assert not signing.genuine(BODY, {signing.HEADER: header(secret="")}, {"app_secret": ""})
    assert not signing.genuine(BODY, {signing.HEADER: header(secret="")}, {})


def test_what_we_sign_is_genuine() -> None:
    assert signing.genuine(BODY, {signing.HEADER: signing.signature(BODY, "lumen")}, SECRETS)
