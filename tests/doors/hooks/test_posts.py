"""What providers post is kept raw or turned away with the reason."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from recado.desk.channels import lanes
from recado.desk.channels.models import DeliveryState
from recado.desk.core import sealing
from tests.doors import fronts
from tests.doors.fronts import KEY, Front
from tests.doors.hooks.posting import Number, signature, words

pytestmark = pytest.mark.django_db(transaction=True)
MEGABYTE = 1024 * 1024


def test_a_signed_post_is_kept_byte_for_byte(front: Front) -> None:
    lumen, body = Number(front), words("Llegó rota")
    assert lumen.post(body).status_code == 200
    [delivery] = lumen.kept()
    assert (bytes(delivery.body), delivery.state) == (body, DeliveryState.PENDING)
    assert delivery.lane == lanes.lane(lumen.channel.key, body)


def test_the_sorters_are_woken(front: Front) -> None:
    lumen = Number(front)
    with psycopg.connect(fronts.database_url(), autocommit=True) as sorter:
        sorter.execute("LISTEN recado_deliveries")
        lumen.post(words("Hola"))
        assert [notice.payload for notice in sorter.notifies(timeout=5, stop_after=1)] == [""]


def test_wa1_the_same_post_twice_at_once_is_kept_twice_in_one_lane(front: Front) -> None:
    """WA1 at the door: nothing is dropped here; sorters know a message by its id."""
    lumen, body = Number(front), words("¿Hay alguien?")
    with ThreadPoolExecutor(2) as meta:
        answers = list(meta.map(lumen.post, [body, body]))
    assert [answer.status_code for answer in answers] == [200, 200]
    first, second = lumen.kept()
    assert (bytes(first.body), first.lane) == (bytes(second.body), second.lane) == (body, first.lane)


def test_a_post_that_is_not_signed_by_the_app_is_turned_away(front: Front) -> None:
    lumen, body = Number(front), words("Soy Meta")
    spaced = body.replace(b'":', b'": ')
    headers = [
        {},
        {"X-Hub-Signature-256": ""},
        {"X-Hub-Signature-256": "sha256="},
        {"X-Hub-Signature-256": signature(body, "another")},
        {"X-Hub-Signature-256": signature(spaced, lumen.secret)},
        {"X-Hub-Signature-256": signature(body, lumen.secret).removeprefix("sha256=")},
        {"X-Hub-Signature-256": signature(body, lumen.secret)[:-1]},
        {"X-Hub-Signature": signature(body, lumen.secret)},
    ]
    answers = [front.http.post(lumen.path, content=body, headers=given) for given in headers]
    assert [answer.status_code for answer in answers] == [403] * len(headers)
    assert lumen.kept() == []


def test_the_signature_is_over_the_raw_bytes_and_its_header_has_any_case(front: Front) -> None:
    lumen, body = Number(front), words("Llegó rota")
    escaped = body.replace("ó".encode(), b"\\u00f3")
    assert lumen.post(escaped).status_code == 200
    told = {"x-hub-signature-256": signature(body, lumen.secret).upper().replace("SHA256", "sha256")}
    assert front.http.post(lumen.path, content=body, headers=told).status_code == 200
    assert [bytes(delivery.body) for delivery in lumen.kept()] == [escaped, body]


def test_nobody_lives_at_another_address(front: Front) -> None:
    lumen, body = Number(front), words("Hola")
    paths = ["/hooks/whatsapp/nobody", f"/hooks/telegram/{lumen.channel.key}", f"{lumen.path}/more", "/hooks/"]
    assert [front.http.post(path, content=body).status_code for path in paths] == [404] * 4
    assert front.http.put(lumen.path, content=body).status_code == 405


def test_meta_is_greeted_with_its_challenge_alone(front: Front) -> None:
    lumen = Number(front)
    asked = {"hub.mode": "subscribe", "hub.verify_token": "lumen-token", "hub.challenge": "1158201444"}
    answer = front.http.get(lumen.path, params=asked)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    strangers = [
        {**asked, "hub.verify_token": "guess"},
        {**asked, "hub.mode": "spy"},
        {"hub.verify_token": "lumen-token"},
    ]
    assert [front.http.get(lumen.path, params=given).status_code for given in strangers] == [403] * 3


def test_what_nobody_can_read_is_kept_when_it_is_signed(front: Front) -> None:
    lumen = Number(front)
    bodies = [b"", b"{", b'{"entry": "\x00"}', b"\xff\xfe\x00", b'{"from":"' + b"5" * 4000]
    assert [lumen.post(body).status_code for body in bodies] == [200] * len(bodies)
    assert [bytes(delivery.body) for delivery in lumen.kept()] == bodies


def test_a_flood_is_turned_away_by_its_size(front: Front) -> None:
    lumen, large = Number(front), b"x" * (26 * MEGABYTE)
    assert lumen.post(large).status_code == 413
    pieces = iter([large[: 13 * MEGABYTE], large[13 * MEGABYTE :]])
    assert front.http.post(lumen.path, content=pieces).status_code == 413
    assert lumen.post(large[: 20 * MEGABYTE]).status_code == 200
    assert [len(delivery.body) for delivery in lumen.kept()] == [20 * MEGABYTE]


def test_a_changed_secret_holds_from_the_announcement_on(front: Front) -> None:
    lumen = Number(front)
    assert lumen.post(words("Hola")).status_code == 200
    lumen.channel.secrets = sealing.seal({"app_secret": "newer"}, KEY)
    lumen.channel.save()
    with psycopg.connect(fronts.database_url(), autocommit=True) as other:
        other.execute("NOTIFY recado_channels")
    answers = [lumen.post(words("Hola otra vez"), "newer").status_code for _ in range(200)]
    assert answers[-1] == 200


def test_a_hook_sealed_with_another_key_asks_to_try_again(front: Front) -> None:
    lumen = Number(front)
    lumen.channel.secrets = sealing.seal({"app_secret": lumen.secret}, "the key of another house")
    lumen.channel.save()
    assert lumen.post(words("Hola")).status_code == 503
