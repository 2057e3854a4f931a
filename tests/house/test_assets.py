"""Styles, scripts and fonts come with the right type, are kept as long as may be, and nothing else is served."""

from pathlib import Path

import httpx
import pytest

from recado.house.assets import Assets


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("the key")
    root = tmp_path / "static"
    (root / "fonts").mkdir(parents=True)
    (root / "tokens.css").write_text(":root { --ink: #111; }\n" * 100)
    (root / "mark.svg").write_text("<svg/>")
    (root / "fonts" / "inter.woff2").write_bytes(b"wOF2" * 1000)
    (root / "escape").symlink_to(tmp_path / "secret.txt")
    return root


async def ask(root: Path, address: str, **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(Assets(root, "/static/"))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
        return await client.get(f"/static/{address}", headers={"accept-encoding": "", **headers})


def get(root: Path, address: str, **headers: str) -> httpx.Response:
    import asyncio

    return asyncio.run(ask(root, address, **headers))


def test_each_file_has_its_type(root: Path) -> None:
    types = [get(root, name).headers["content-type"] for name in ("tokens.css", "mark.svg", "fonts/inter.woff2")]
    assert types == ["text/css; charset=utf-8", "image/svg+xml", "font/woff2"]


def test_an_address_with_a_version_is_kept_for_ever_and_another_is_checked(root: Path) -> None:
    assert get(root, "tokens.css?v=1").headers["cache-control"] == "public, max-age=31536000, immutable"
    plain = get(root, "tokens.css")
    assert plain.headers["cache-control"] == "public, no-cache"
    again = get(root, "tokens.css", **{"if-none-match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_changed_file_is_read_anew(root: Path) -> None:
    before = get(root, "mark.svg").headers["etag"]
    (root / "mark.svg").write_text("<svg></svg>")
    assert get(root, "mark.svg").headers["etag"] != before


def test_text_is_compressed_for_those_who_can_read_it(root: Path) -> None:
    packed = get(root, "tokens.css", **{"accept-encoding": "br, gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == get(root, "tokens.css").text
    assert "content-encoding" not in get(root, "fonts/inter.woff2", **{"accept-encoding": "gzip"}).headers


def test_nothing_outside_is_served(root: Path) -> None:
    outside = ["escape", "../secret.txt", "%2e%2e/secret.txt", "fonts", "", "none.css", "a" * 5000, "%00"]
    assert [get(root, name).status_code for name in outside] == [404] * len(outside)


def test_what_is_served_can_do_no_harm(root: Path) -> None:
    headers = get(root, "mark.svg").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")


def test_all_styles_travel_as_one_file_and_a_change_of_one_shows(root: Path) -> None:
    (root / "accents.css").write_text(".a {\n  color: red; /* as the house likes it */\n}\n")
    (root / "components").mkdir()
    before = get(root, "desk.css?v=1").text
    assert before.endswith(".a {\ncolor: red;\n}")
    (root / "components" / "rows.css").write_text('.row { background: url("../mark.svg"); }')
    assert get(root, "desk.css?v=2").text == f'{before}\n.row {{ background: url("mark.svg"); }}'
