"""The files of the pages: none is missing, and what others made is as they made it."""

import hashlib
import re

from recado.doors.web import assets


def test_vendored_files_are_what_their_table_says() -> None:
    table = (assets.ROOT / "vendor" / "README.md").read_text()
    known = dict(re.findall(r"^\| `([\w.]+)` \|.*`([0-9a-f]{64})`", table, re.MULTILINE))
    there = {path.name for path in (assets.ROOT / "vendor").iterdir()} - {"README.md"}
    kept = {name: hashlib.sha256((assets.ROOT / "vendor" / name).read_bytes()).hexdigest() for name in there}
    assert kept == known


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (assets.ROOT / "sprite.svg").read_text()))
    templates = assets.ROOT.parent / "templates"
    named = {icon for page in templates.rglob("*.html") for icon in re.findall(r'{% icon "([\w-]+)"', page.read_text())}
    assert named - drawn == set()


def test_an_address_changes_with_the_bytes() -> None:
    assert re.fullmatch(r"/static/tokens\.css\?v=[0-9a-f]{12}", assets.address("tokens.css"))
