"""Does a file arrive whole, from the right place, and never larger than agreed?"""

import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest

from recado.desk.channels.port import Account, Media, Refused, Unreachable
from recado.desk.channels.whatsapp import fetching
from tests.desk.channels.whatsapp.standin import HANGS_UP, Graph

PICTURE = b"\x89PNG" + bytes(5000)
SHA256 = hashlib.sha256(PICTURE)
FILE = (200, PICTURE, {"Content-Type": "image/png"})


def told(graph: Graph, **more: Any) -> tuple[int, dict[str, Any]]:
    return 200, {"id": "M1", "url": f"{graph.url}/file?hash=x", "mime_type": "image/png", **more}


def fetch(account: Account, limit: int = 10_000, **media: Any) -> bytes:
    fetched = fetching.fetch(account, Media(**{"id": "M1", **media}), limit)
    path = Path(fetched.path)
    content = path.read_bytes()
    path.unlink()
    assert (fetched.mime, fetched.bytes) == ("image/png", len(content))
    return content


@pytest.fixture(autouse=True)
def nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    yield
    assert list(tmp_path.iterdir()) == []


def test_the_address_is_asked_for_and_both_steps_carry_the_token(graph: Graph, account: Account) -> None:
    graph.says(told(graph, sha256=SHA256.hexdigest(), file_size=len(PICTURE)), FILE)
    assert fetch(account, sha256=base64.b64encode(SHA256.digest()).decode()) == PICTURE
    assert [(asked.path, asked.query) for asked in graph.asked] == [
        ("/v25.0/M1", {"phone_number_id": "700"}),
        ("/v25.0/file", {"hash": "x"}),
    ]
    assert {asked.headers["Authorization"] for asked in graph.asked} == {"Bearer EAAtoken"}


def test_an_address_that_has_run_out_is_asked_for_once_more(graph: Graph, account: Account) -> None:
    graph.says(told(graph), (404, b""), told(graph), FILE)
    assert fetch(account) == PICTURE
    graph.says(told(graph), (404, b""), told(graph), (404, b""))
    with pytest.raises(Refused, match="media_gone"):
        fetch(account)


@pytest.mark.parametrize("size", [{"file_size": 5005}, {}])
def test_a_file_too_large_is_refused_by_its_word_or_on_the_way(graph: Graph, account: Account, size: Any) -> None:
    graph.says(told(graph, **size), FILE)
    with pytest.raises(Refused, match="too_large"):
        fetch(account, limit=5003)
    assert len(graph.asked) == (1 if size else 2)


@pytest.mark.parametrize("sha256", [hashlib.sha256(b"").hexdigest(), base64.b64encode(bytes(32)).decode()])
def test_a_damaged_file_is_asked_for_again_later(graph: Graph, account: Account, sha256: str) -> None:
    graph.says(told(graph, sha256=sha256), FILE)
    with pytest.raises(Unreachable, match="media_damaged"):
        fetch(account)


@pytest.mark.parametrize("sha256", ["", "4654+8g=", "not a digest", "zz" * 32])
def test_what_is_no_digest_proves_nothing(graph: Graph, account: Account, sha256: str) -> None:
    graph.says(told(graph, sha256=sha256), FILE)
    assert fetch(account, sha256=sha256) == PICTURE


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/file",
        "http://lookaside.fbsbx.com/file",
        "https://fbsbx.com.evil.example/",
        "https://evilfbsbx.com/",
        "file:///etc/passwd",
        "http://[",
        "http://127.0.0.1:1/file",
        "",
    ],
)
def test_the_token_goes_to_meta_alone(graph: Graph, account: Account, url: str) -> None:
    graph.says(told(graph, url=url))
    with pytest.raises(Refused, match="media_address"):
        fetch(account)
    assert len(graph.asked) == 1


def test_a_redirect_is_not_followed(graph: Graph, account: Account) -> None:
    graph.says(told(graph), (302, b"", {"Location": "https://evil.example/"}))
    with pytest.raises(Refused, match="http_302"):
        fetch(account)


def test_trouble_on_the_way_may_be_tried_again(graph: Graph, account: Account) -> None:
    graph.says(told(graph), HANGS_UP)
    with pytest.raises(Unreachable):
        fetch(account)
    graph.says(told(graph), (500, b""))
    with pytest.raises(Unreachable):
        fetch(account)
    graph.says(HANGS_UP)
    with pytest.raises(Unreachable):
        fetch(account)


def test_a_file_that_the_provider_no_longer_has_is_refused(graph: Graph, account: Account) -> None:
    graph.fails(100, 404)
    with pytest.raises(Refused, match="100"):
        fetch(account)
    with pytest.raises(Refused, match="media_gone"):
        fetch(account, id=None)
